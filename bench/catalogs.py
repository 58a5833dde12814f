"""Catalogs of about a wanted size, made of the real one, with the real mix of cases and PARAMS."""

import json
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import msgspec

from gradreg import catalog, releases, runner
from gradreg.model import Case


class Catalog(msgspec.Struct, frozen=True):
    """A folder of cases, the same cases as a job for the other contestants, and their sizes."""

    cases: Path
    job: Path
    files: int
    rows: int


def make(source: Path, folder: Path, wanted: int, release: str) -> Catalog:
    """Copy cases that apply to a release into a folder until there are about as many rows as wanted."""
    known = releases.load()
    where = releases.find(known, release)
    mine = [
        case
        for case in catalog.load(source, known)
        if not any(case.inapplicable(row, where, "cpu") for row in case.rows)
    ]
    chosen = list(_chosen(mine, wanted))
    for topic, case in chosen:
        path = folder / "cases" / topic / case.path.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(case.source, encoding="utf-8")
    copies = [_content(topic, case) for topic, case in chosen]
    job = folder / "job.json"
    job.write_text(json.dumps({"worker": str(runner.WORKER), "cases": copies}), encoding="utf-8")
    return Catalog(folder / "cases", job, len(chosen), _rows([case for _, case in chosen]))


def _chosen(cases: Sequence[Case], wanted: int) -> Iterator[tuple[str, Case]]:
    """Whole copies of the catalog under further topic names, then every n-th case for what is still missing."""
    copies, missing = divmod(wanted, _rows(cases))
    for number in range(copies):
        yield from ((_topic(case, number), case) for case in cases)
    for case in _spread(cases, missing):
        yield _topic(case, copies), case


def _spread(cases: Sequence[Case], wanted: int) -> list[Case]:
    """Cases taken evenly over the catalog, so that all kinds keep their share; small ones fill up to the number."""
    taken: list[Case] = []
    share = wanted / _rows(cases)
    for seen, case in zip(accumulate(len(case.rows) for case in cases), cases, strict=True):
        if _rows(taken) < share * seen - len(case.rows) / 2:
            taken.append(case)
    for case in sorted(cases, key=lambda case: len(case.rows)):
        if _rows(taken) < wanted and case not in taken:
            taken.append(case)
    return taken


def _rows(cases: Sequence[Case]) -> int:
    return sum(len(case.rows) for case in cases)


def _topic(case: Case, number: int) -> str:
    return f"{case.topic}_{number + 1}" if number else case.topic


def _content(topic: str, case: Case) -> dict[str, object]:
    rows = [{"row": f"{topic}/{case.path.stem}[{row.label}]", "arguments": row.arguments} for row in case.rows]
    return {"path": f"{case.name}.py", "source": case.source, "device": case.takes_device, "rows": rows}
