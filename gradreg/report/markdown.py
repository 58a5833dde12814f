"""The table as Markdown: results/README.md, a page a topic, and its head between markers in the project's README."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from gradreg.errors import BadUsage
from gradreg.model import Line, Table, Verdict
from gradreg.report import data, words

NUMBERS = {"cases", "rows", "rows that changed", *words.COUNTED}
MARKUP = re.compile(r"[\\`*~]|(?<![^\W_])_|_(?![^\W_])")
ESCAPED = (
    ("&", "&amp;"), ("<", "&lt;"), ("|", "&#124;"), ("](", "]&#40;"), ("\r\n", "\n"),
)  # fmt: skip # a pair a line says nothing more
START, END = "<!-- START table -->", "<!-- END table -->"


def pages(table: Table) -> dict[str, str]:
    """Path below the results folder -> page: an index with counts and claims, and every row on its topic's page."""
    topics = {topic: list(lines) for topic, lines in groupby(table.lines, key=lambda line: line.topic)}
    return {"README.md": _index(table, topics)} | {
        f"{topic}/README.md": _topic(topic, lines) for topic, lines in topics.items()
    }


def head(table: Table, history: str) -> str:
    """What the project's README shows: counts, the founding claims that are not simply right, changes by release."""
    found = [(item, case) for item, case in words.verdicts(table.lines) if words.is_short(item.source)]
    disputed = [item for item in found if item[0].word != "right"]
    names, others = ({words.short_source(item.source, case) for item, case in part} for part in (found, disputed))
    right = ", ".join(sorted(names - others)) or "none"
    parts = [counts(table), words.fared(table.lines), f"Founding claims that are right everywhere: {right}."]
    return "\n\n".join([*parts, _verdicts(disputed), history])


def between_markers(text: str, content: str) -> str:
    """A README with the part between its markers replaced; raises BadUsage when a marker is missing."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise BadUsage(f"README.md has no {START} … {END}. Put the two markers where the table belongs.")
    return f"{before}{START}\n\n{content}\n\n{END}{after}"


def counts(table: Table) -> str:
    """One sentence on how much was measured."""
    cells = sum(table.outcomes.values())
    told = ", ".join(
        f"{count} {cell(word)}" for word, count in sorted(table.outcomes.items(), key=lambda item: -item[1])
    )
    cases, topics = {line.case for line in table.lines}, {line.topic for line in table.lines}
    size = f"{len(cases)} cases in {len(topics)} topics, {len(table.lines)} rows"
    span = f"torch {table.releases[0]} to {table.releases[-1]}"
    return f"{span}: {size}, {cells} cells on the cpu ({told})."


def _index(table: Table, topics: Mapping[str, Sequence[Line]]) -> str:
    listed = [
        (f"[{topic}]({topic}/README.md)", len({line.case for line in lines}), len(lines), data.changed_rows(lines))
        for topic, lines in topics.items()
    ]
    others = [f"{words.counted_apart(item)}." for item in data.apart(table.lines)]
    contents = grid(listed, ["topic", "cases", "rows", "rows that changed"])
    claimed = _verdicts(words.verdicts(table.lines))
    parts = [
        "# The table",
        _NOTE,
        counts(table),
        *others,
        "## By topic",
        contents,
        "## What was claimed",
        words.fared(table.lines),
    ]
    return "\n\n".join([*parts, claimed or "None.", *_unstable(table)]) + "\n"


def _unstable(table: Table) -> list[str]:
    """What looks disagree on, where there is anything: it is in no change and no verdict."""
    shown = [
        (link(line.row), words.span(era.first, era.last), era.device, cell(words.outcome(era.behaviour)))
        for line, era in data.unstable(table)
    ]
    told = "Looks at these in differing conditions disagreed, so nothing is concluded from them."
    return ["## Unstable", told, grid(shown, ["row", "releases", "on", "what the looks showed"])] if shown else []


def _verdicts(found: Iterable[tuple[Verdict, str]]) -> str:
    """Claims with their verdicts, each linked to the case that judges it."""
    shown = [
        (f"**{item.word}**", cell(item.says), cell(words.short_source(item.source, item.source)), link(case))
        for item, case in found
    ]
    return grid(shown, ["verdict", "claim", "source", "case"]) if shown else ""


def _topic(topic: str, lines: Sequence[Line]) -> str:
    parts = [f"# {topic}", _MADE]
    for case, mine in groupby(lines, key=lambda line: line.case):
        rows, claim = list(mine), case.partition("/")[2]
        shown = [(f"`{cell(line.label or claim)}`", cell("\n".join(words.eras(line)))) for line in rows]
        table = grid(shown, ["row", "since when"])
        parts.append(f"## {cell(rows[0].question)}\n\n{link(case, up=2)}\n\n{table}")
    return "\n\n".join(parts) + "\n"


def grid(rows: Iterable[Sequence[object]], headers: Sequence[str]) -> str:
    """A Markdown table without the padding, which would be most of its bytes."""
    rule = ["--:" if header in NUMBERS else ":--" for header in headers]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in [headers, rule, *rows])


def link(row: str, up: int = 1) -> str:
    """A link to the file of a case, from so many folders below the project's own."""
    return f"[`{cell(row)}`]({'../' * up}cases/{row.partition('[')[0]}.py)"


def cell(text: str) -> str:
    """A text that somebody else wrote, in Markdown: one line, no element, no pipe, no link or picture, no control.

    What is code in it stays code, and an address alone stays one: it leads where it says.
    """
    for plain, escaped in ESCAPED:
        text = text.replace(plain, escaped)
    return "<br>".join(map(words.visible, text.split("\n")))


def prose(text: str) -> str:
    """A text that somebody else wrote as one cell or line: no link, no emphasis, nobody called."""
    return MARKUP.sub(r"\\\g<0>", cell(text)).replace("@", "@&#8203;")


def code(text: str) -> str:
    """A name as code, whatever is in it; not for a cell."""
    text = words.visible(text.replace("\n", " "))
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{text}{fence}" if fence == "`" else f"{fence} {text} {fence}"


_MADE = "Made by `nox -s table` from the evidence beside it; not to be edited."
_NOTE = (
    f"{_MADE}\n"
    "[changes.md](changes.md) tells what changed in which release, [table.csv](table.csv) holds every era of every row."
)
