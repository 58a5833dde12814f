"""The table as JSON and CSV; `docs/json.md` documents the shapes, which stay as they are."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from gradreg import harmless
from gradreg.model import Apart, Behaviour, Case, Departure, Era, Job, Line, Release, Row, Table, Transition
from gradreg.report import words

FORMULAS = set("=+-@\t\r\n＝＋－＠")
"""What a formula begins with, or what is cut off before it."""


def table_json(table: Table) -> str:
    """An array of one object per row."""
    return text([line_object(line) for line in table.lines])


def lines_json(lines: Iterable[Line]) -> str:
    """One object for one row; an array of them for a case with several."""
    objects = [line_object(line) for line in lines]
    return text(objects[0] if len(objects) == 1 else objects)


def list_json(chosen: Iterable[tuple[Case, tuple[Row, ...]]]) -> str:
    """An array of {case, topic, question}, one per row."""
    return text([
        {"case": row.name, "topic": case.topic, "question": case.question} for case, rows in chosen for row in rows
    ])  # fmt: skip # one thought


def line_object(line: Line) -> Mapping[str, object]:
    """One row as plain data."""
    return {
        "case": line.row,
        "topic": line.topic,
        "question": line.question,
        "eras": [era_object(era) for era in line.eras],
        "transitions": [transition_object(item) for item in line.transitions],
        "claims": [{"source": item.source, "says": item.says, "verdict": item.word} for item in line.claims],
        "expect": line.expect,
        "stale": line.stale,
        **({"departures": [departure_object(item) for item in line.departures]} if line.departures else {}),
    }


def departure_object(item: Departure) -> Mapping[str, object]:
    """Where a row on one device differs from the same on another, as plain data."""
    return {
        "device": item.device,
        "from": item.other,
        "differs": item.differs,
        "since": item.since,
        "cut": item.cut,
        "mute": item.mute,
        "phases": [
            {"first": phase.first, "last": phase.last, "releases": phase.releases,
             "kind": phase.kind.word if phase.kind else None, "cut": phase.cut}
            for phase in item.phases
        ],
    }  # fmt: skip # a field a line


def apart(lines: Iterable[Line]) -> list[Apart]:
    """How many rows of each further device agree with the first."""
    found = [item for line in lines for item in line.departures]
    pairs = dict.fromkeys((item.device, item.other) for item in found)
    return [Apart.of(*pair, [item for item in found if (item.device, item.other) == pair]) for pair in pairs]


def era_object(era: Era) -> Mapping[str, object]:
    """One era as plain data."""
    behaviour = era.behaviour
    return {
        "device": era.device,
        "first": era.first,
        "last": era.last,
        "outcome": behaviour.word,
        "facts": behaviour.facts,
        "raises": behaviour.raises,
        "detail": behaviour.detail,
        "unknown": era.unknown,
        **looks_object(behaviour),
    }


def behaviour_object(behaviour: Behaviour) -> Mapping[str, object]:
    """A behaviour with its texts, as plain data."""
    return {
        "facts": behaviour.facts,
        "raises": behaviour.raises,
        "message": behaviour.message,
        "warnings": behaviour.warnings,
    }


def looks_object(behaviour: Behaviour) -> Mapping[str, object]:
    """What disagrees in an unstable cell, as plain data; nothing for any other."""
    seen = [{"outcome": look.word, **behaviour_object(look), "detail": look.detail} for look in behaviour.seen]
    return {"seen": seen} if seen else {}


def transition_object(item: Transition) -> Mapping[str, object]:
    """One transition as plain data."""
    return {
        "device": item.device,
        "from": item.before,
        "to": item.after,
        "kind": item.kind.word,
        "manner": item.manner,
        "between": item.between,
    }


def table_csv(table: Table) -> str:
    """One line per row and era."""
    headers = ["case", "device", "first", "last", "outcome", "facts", "raises"]
    return csv_of(headers, ((line.row, *_cells(era)) for line in table.lines for era in line.eras))


def _cells(era: Era) -> tuple[str, ...]:
    content = msgspec.json.encode(era.behaviour.facts).decode()
    return era.device, era.first, era.last, era.behaviour.word, content, era.behaviour.raises or ""


def csv_of(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV in which no cell is a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([csv_cell(item) if isinstance(item, str) else item for item in row] for row in rows)
    return stream.getvalue()


def csv_cell(text: str) -> str:
    """A text as a cell of CSV: one line, no control, and nothing that a spreadsheet takes for a formula."""
    shown = words.visible(text)
    return f"'{shown}" if text[:1] in FORMULAS else shown


def changes(table: Table) -> list[tuple[Line, Transition]]:
    """Every transition that changes behaviour where rows run as they are written, with its row."""
    return [(line, item) for line in table.lines for item in line.transitions if item.counts]


def unstable(table: Table) -> list[tuple[Line, Era]]:
    """Every run of releases in which looks at a row disagreed, with its row."""
    return [(line, era) for line in table.lines for era in line.eras if era.behaviour.seen]


def changed_rows(lines: Iterable[Line]) -> int:
    """How many rows changed their behaviour at least once, where they run as they are written."""
    return sum(any(step.counts for step in line.transitions) for line in lines)


def verdict_words(table: Table) -> dict[str, list[str]]:
    """Verdict -> the claims that got it, `right` and `wrong` first; `in part` where a claim's parts differ."""
    by_claim: dict[str, list[str]] = {}
    for verdict, case in words.verdicts(table.lines):
        by_claim.setdefault(words.short_source(verdict.source, case), []).append(verdict.word)
    found: dict[str, list[str]] = {"right": [], "wrong": []}
    for name, got in by_claim.items():
        found.setdefault(got[0] if len(set(got)) == 1 and not got[0].startswith("depends") else "in part", []).append(
            name
        )
    in_part = found.pop("in part", [])
    return {word: names for word, names in {**found, "in part": in_part}.items() if names}


def dry_run_json(release: Release, job: Job, interpreter: Path | None) -> str:
    """One object: what a session would install and measure; `python` is null where uv would download one."""
    return text({
        "release": release.version, "device": job.device, "install": release.requirements,
        "python": str(interpreter) if interpreter else None, "rows": [row.name for row in job.rows],
    })  # fmt: skip # one object


def text(content: object) -> str:
    """Any frozen type as indented JSON that means the same on a terminal and inside a page.

    A file name that is no text is escaped.
    """
    try:
        shown = msgspec.json.format(msgspec.json.encode(content), indent=2).decode()
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(content), indent=2).replace("</", "<\\/")
    return harmless.ACTIVE.sub(_escaped, shown).replace("</", "<\\/")


def _escaped(found: re.Match[str]) -> str:
    """A character as JSON spells it."""
    return json.dumps(found.group())[1:-1]
