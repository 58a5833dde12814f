"""Answers to a question: on the terminal, and as JSON."""

import textwrap
from collections.abc import Mapping

from click import style

from gradreg.model import Answer, Answers, Elsewhere, Line
from gradreg.report import data, words

MOST, FEW = 6, 3
"""Eras to tell of each row: of the best answer, of the others."""
NAMED = 4


def terminal(found: Answers, width: int) -> str:
    """Every answer: its case and question, then its best rows with an era a line."""
    parts = [
        _answer(item, width, MOST if number == 0 else FEW, found.release) for number, item in enumerate(found.answers)
    ]
    return "\n\n".join(parts)


def _answer(answer: Answer, width: int, eras: int, release: str | None) -> str:
    question = textwrap.wrap(words.visible(answer.question), max(40, width - 2))
    head = [style(words.visible(answer.case), bold=True), *question]
    rows = [_row(line, other, width, eras, release) for line, other in zip(answer.lines, answer.elsewhere, strict=True)]
    more = [f"… and {words.number(answer.more, 'row')} more"] if answer.more else []
    return "\n  ".join([*head, *(text for row in rows for text in row), *more])


def _row(line: Line, elsewhere: Elsewhere, width: int, most: int, release: str | None) -> list[str]:
    """A row's label, where it has one, and its eras below it."""
    told = words.eras(line)
    shown = [words.shorten(text, max(40, width - 4)) for text in told[:most]]
    if told[most:]:
        shown.append(f"… and {len(told) - most} eras more")
    if release and any(era.behaviour.outcome.is_behaviour for era in line.eras):
        shown.append(_differing(elsewhere))
    if line.stale:
        shown.append("the evidence is stale; run `nox` to measure again")
    if not line.label:
        return shown
    return [words.shorten(f"[{words.visible(line.label)}]", max(40, width - 4)), *(f"  {text}" for text in shown)]


def _differing(elsewhere: Elsewhere) -> str:
    if not elsewhere:
        return "the same in every other release that was measured"
    spans = [words.span(first, last) for first, last in elsewhere]
    return f"{words.paint('changed')}: differs in {words.first(spans, NAMED, 'eras more')}"


def talk(found: Answers) -> list[str]:
    """What was not taken as it was typed, and what could not be searched, a sentence each."""
    asked = found.asked
    typos = [f"searched for {meant!r} in place of {typed!r}" for typed, meant in asked.corrected.items()]
    unknown = [f"the glossary does not hold {words.visible(asked.unknown)}"] if asked.unknown else []
    left_out = ", ".join(found.left_out)
    return (
        typos + unknown + ([f"not searched: {words.visible(left_out)}; `gradreg check` tells why"] if left_out else [])
    )


def as_json(found: Answers) -> str:
    """One object; `docs/json.md` documents the shape."""
    asked = found.asked
    return data.text({
        "words": asked.words,
        "also": asked.also,
        "corrected": asked.corrected,
        "unknown": asked.unknown,
        "release": found.release,
        "total": found.total,
        "answers": [_object(item) for item in found.answers],
        "left_out": found.left_out,
    })  # fmt: skip # one thought


def _object(answer: Answer) -> Mapping[str, object]:
    pairs = zip(answer.lines, answer.elsewhere, strict=True)
    return {
        "case": answer.case,
        "question": answer.question,
        "score": answer.score,
        "text": answer.text,
        "rows": [{**data.line_object(line), "elsewhere": elsewhere} for line, elsewhere in pairs],
        "more": answer.more,
    }
