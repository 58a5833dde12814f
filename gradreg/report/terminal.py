"""The table and a case on the terminal."""

import difflib
import textwrap
from collections.abc import Iterable, Sequence

from gradreg.model import (
    Case,
    Comparison,
    Era,
    Line,
    Proposal,
    Table,
    Transition,
    alike,
    has_numbers,
)
from gradreg.report import data, words
from gradreg.report.plain import tabulate


def table(content: Table, width: int) -> str:
    """Counts, then verdicts, then claims, then changes, then every row."""
    parts = [heading(content), verdicts(content, width), claims(content, width), changes(content, width)]
    parts += [unstable(content, width), rows(content, width)]
    return "\n\n".join(part for part in parts if part)


def overview(content: Table, history: str) -> str:
    """A table too long to read: counts, topic by topic and release by release, and where the rows are."""
    shown = [
        (lines[0].topic, len({line.case for line in lines}), len(lines), data.changed_rows(lines))
        for lines in alike(content.lines, lambda line: line.topic)
    ]
    listed = tabulate(shown, headers=["topic", "cases", "rows", "rows that changed"], tablefmt="simple")
    doubts = words.number(len(data.unstable(content)), "row")
    doubted = f"Looks disagree on {doubts}: `gradreg table -k TOPIC` lists them." if data.unstable(content) else ""
    return "\n\n".join(filter(None, [heading(content), words.fared(content.lines), doubted, listed, history, _MORE]))


_MORE = (
    "`gradreg table -k TOPIC` prints its rows, `gradreg show CASE` one case, `gradreg changes RELEASE` what changed."
)


def heading(content: Table) -> str:
    """How much was measured, and how it ended."""
    cells = sum(content.outcomes.values())
    counted = ", ".join(
        f"{count} {words.visible(word)}" for word, count in sorted(content.outcomes.items(), key=lambda item: -item[1])
    )
    first, last = content.releases[0], content.releases[-1]
    told = f"torch {first} – {last}: {len(content.lines)} rows, {cells} cells on the cpu ({counted})"
    return "\n".join([told, *map(words.counted_apart, data.apart(content.lines))])


def verdicts(content: Table, width: int) -> str:
    """What was claimed, by verdict."""
    by_word = data.verdict_words(content).items()
    found = [(words.paint(word), _wrapped(words.visible(", ".join(names)), width - 28)) for word, names in by_word]
    return "What was claimed\n" + tabulate(found, tablefmt="plain") if found else ""


def claims(content: Table, width: int) -> str:
    """Every claim, a line each."""
    found = [
        (
            words.paint(words.shorten(item.word, 40)),
            words.visible(words.short_source(item.source, case)),
            words.shorten(words.visible(item.says), max(30, width - 60)),
        )
        for item, case in words.verdicts(content.lines)
    ]
    shown = tabulate(found, headers=["verdict", "claim", "says"], tablefmt="simple")
    return f"Claim by claim\n{shown}" if found else ""


def changes(content: Table, width: int) -> str:
    """Every change of behaviour."""
    found = [
        (line.row, f"{item.before} → {item.after}", words.paint(str(item.manner)), item.device)
        for line, item in data.changes(content)
    ]
    if not found:
        return ""
    cut = max(30, width - 45)
    shown = [(words.shorten(words.visible(row), cut), *rest) for row, *rest in found]
    return f"What changed ({len(found)})\n" + tabulate(
        shown, headers=["row", "releases", "how", "on"], tablefmt="simple"
    )


def unstable(content: Table, width: int) -> str:
    """Every row whose looks disagree, and on what: it is masked there, and makes no change."""
    name, looks = max(24, width - 75), 50
    found = [
        (line.row, words.span(era.first, era.last), era.device, words.looks(era.behaviour))
        for line, era in data.unstable(content)
    ]
    shown = [
        (words.shorten(words.visible(row), name), *where, words.shorten(text, looks)) for row, *where, text in found
    ]
    listed = tabulate(shown, headers=["row", "releases", "on", words.paint("unstable")], tablefmt="simple")
    return f"What looks disagree on ({len(shown)})\n{listed}" if shown else ""


def rows(content: Table, width: int) -> str:
    """Every row with its eras."""
    name = max(24, min(60, width // 2))
    shown = [
        (
            _wrapped(words.visible(line.row), name),
            "\n".join(_wrapped(text, width - name - 4) for text in words.eras(line)),
        )
        for line in content.lines
    ]
    return tabulate(shown, headers=["row", "since when"], tablefmt="simple")


def case(found: Case, lines: Sequence[Line]) -> str:
    """One case in full: question, story, links, then each row's eras, transitions and verdicts."""
    parts = [
        words.visible(found.question),
        words.visible_lines(found.story),
        words.visible_lines("\n".join(found.links)),
    ]
    for line in lines:
        told = _eras_of_one(line) if lines[1:] else [_era_in_full(era) for era in line.eras]
        told += [f"{words.transition(item)} ({item.device})" for item in line.transitions if _is_told(item)]
        told += [words.departure(item) for item in line.departures]
        told += [words.visible(f"{item.word}: {item.says} ({item.source})") for item in line.claims]
        told.append(words.visible(f"EXPECT: {line.expect}") + (", the evidence is stale" if line.stale else ""))
        parts.append(f"{words.visible(line.row)}\n" + textwrap.indent("\n".join(told), "  "))
    return "\n\n".join(part for part in parts if part)


def _eras_of_one(line: Line) -> list[str]:
    """The eras of one row of several; another place than the first has its name, and no word where it has nothing."""
    first = line.eras[0].device if line.eras else ""
    shown = [era for era in line.eras if era.device == first or words.tells(era)]
    return [("" if era.device == first else f"{era.device} ") + words.era(era) for era in shown]


def _is_told(step: Transition) -> bool:
    """All but new wording on meta, which has some with every release."""
    return step.kind is not Comparison.REWORDED or has_numbers(step.device)


def _era_in_full(era: Era) -> str:
    return f"{words.span(era.first, era.last)} ({era.device}): {words.outcome(era.behaviour)}"


def difference(proposal: Proposal) -> str:
    """What a proposal would change in its file, as a unified diff."""
    path = words.visible(str(proposal.case.path))
    old, new = proposal.case.source.splitlines(), proposal.source.splitlines()
    lines = difflib.unified_diff(old, new, path, f"{path} ({proposal.approval})", lineterm="")
    return "\n".join(words.paint_difference(words.visible(line)) for line in lines)


def listing(chosen: Iterable[tuple[Case, object]]) -> str:
    """Every case with its question and number of rows."""
    shown = [(item.name, len(item.rows), words.visible(item.question)) for item, _ in chosen]
    return tabulate(shown, headers=["case", "rows", "question"], tablefmt="simple", maxcolwidths=[60, None, 80])


def _wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, max(20, width), subsequent_indent="  ")) or text
