"""The table as Markdown: results/README.md, and its head between markers in the project's README."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from tabulate import tabulate

from gradreg.errors import BadUsage
from gradreg.model import Line, Manner, Table
from gradreg.report import data, words

START, END = "<!-- START table -->", "<!-- END table -->"


def page(table: Table) -> str:
    """Everything: counts, verdicts, changes, every row by topic."""
    parts = ["# The table", _NOTE, counts(table), "## What was claimed", claims(table), "## What changed"]
    parts += [changes(table), *(_topic(topic, list(lines)) for topic, lines in _by_topic(table.lines))]
    return "\n\n".join(parts) + "\n"


def head(table: Table) -> str:
    """The part of the page that the project's README shows: counts, what was claimed wrongly, changes by release."""
    right = ", ".join(data.verdict_words(table).get("right", []))
    disputed = [
        (f"**{item.word}**", _cell(item.says), words.short_source(item.source, case))
        for item, case in words.verdicts(table.lines)
        if item.word != "right"
    ]
    verdicts = tabulate(disputed, headers=["verdict", "what was claimed", "claim"], tablefmt="pipe")
    return "\n\n".join(
        [counts(table), f"Claims that are right everywhere: {right}.", verdicts, _changes_by_release(table)]
    )


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
    told = ", ".join(f"{count} {word}" for word, count in sorted(table.outcomes.items(), key=lambda item: -item[1]))
    span = f"torch {table.releases[0]} to {table.releases[-1]}"
    return f"{span}: {len(table.lines)} rows, {cells} cells on the cpu ({told})."


def claims(table: Table) -> str:
    """Every claim with its verdict."""
    found = [
        (f"**{item.word}**", _cell(item.says), _cell(words.short_source(item.source, item.source)), _link(case))
        for item, case in words.verdicts(table.lines)
    ]
    return tabulate(found, headers=["verdict", "claim", "source", "case"], tablefmt="pipe") if found else "None."


def changes(table: Table) -> str:
    """Every change of behaviour, with how it reached its users."""
    found = [
        (f"{item.before} → {item.after}", f"{words.SHAPES[item.manner]} {item.manner}", _link(line.row), item.device)
        for line, item in data.changes(table)
        if item.manner
    ]
    return tabulate(found, headers=["releases", "how", "row", "on"], tablefmt="pipe") if found else "None."


def _changes_by_release(table: Table) -> str:
    steps: dict[str, list[str]] = {}
    for line, item in data.changes(table):
        cases = steps.setdefault(f"{item.before} → {item.after}", [])
        case = line.row.partition("[")[0]
        if case not in cases:
            cases.append(case)
    order = [f"{one} → {two}" for one, two in zip(table.releases, table.releases[1:], strict=False)]
    known = sorted(steps, key=lambda step: order.index(step) if step in order else len(order))
    shown = [(step, "<br>".join(f"`{case}`" for case in steps[step])) for step in known]
    return tabulate(shown, headers=["releases", "cases whose behaviour changed"], tablefmt="pipe") if shown else ""


def _topic(topic: str, lines: Sequence[Line]) -> str:
    shown = [(f"`{_cell(line.row.partition('/')[2])}`", _cell("\n".join(words.eras(line)))) for line in lines]
    return f"## {topic}\n\n" + tabulate(shown, headers=["row", "since when"], tablefmt="pipe")


def _by_topic(lines: Iterable[Line]) -> Iterable[tuple[str, Iterable[Line]]]:
    return groupby(lines, key=lambda line: line.topic)


def _link(row: str) -> str:
    return f"[`{_cell(row)}`](../cases/{row.partition('[')[0]}.py)"


def _cell(text: str) -> str:
    """A text as one cell: no pipe, no line end, no markup."""
    for plain, escaped in (("&", "&amp;"), ("<", "&lt;"), ("|", "&#124;"), ("\n", "<br>")):
        text = text.replace(plain, escaped)
    return text


_NOTE = (
    "Made by `nox -s table` from the evidence beside it; not to be edited.\n"
    f"A change is {words.SHAPES[Manner.ANNOUNCED]} announced (an earlier release warned), "
    f"{words.SHAPES[Manner.LOUD]} loud (it raises now), or {words.SHAPES[Manner.SILENT]} silent."
)
