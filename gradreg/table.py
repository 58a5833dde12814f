"""Put the table together from cases, evidence and releases: what `compare` and `judge` say of every row. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from gradreg import compare, judge
from gradreg.model import DEVICES, Behaviour, Case, Evidence, Line, Outcome, Release, Row, Table


def build(found: Iterable[tuple[Case, Evidence]], known: Sequence[Release]) -> Table:
    """The table of some cases over all known releases."""
    evidence = list(found)
    lines = [_line(case, row, mine, known) for case, mine in evidence for row in case.rows]
    outcomes = Counter(
        behaviour.word
        for case, mine in evidence
        for row in case.rows
        for _, behaviour in _cells(case, row, "cpu", mine, known)
    )
    return Table(tuple(lines), tuple(release.version for release in known), dict(outcomes))


def _line(case: Case, row: Row, evidence: Evidence, known: Sequence[Release]) -> Line:
    found = {device for name, device, _ in evidence.cells if name == row.name}
    by_device = {device: _cells(case, row, device, evidence, known) for device in DEVICES if device in found | {"cpu"}}
    measured = _measured_cells(by_device)
    return Line(
        row=row.name,
        topic=case.topic,
        question=case.question,
        eras=tuple(era for device, cells in by_device.items() for era in compare.eras(device, cells)),
        transitions=tuple(step for device, cells in by_device.items() for step in compare.transitions(device, cells)),
        claims=judge.claims(case, row, measured),
        expect=judge.expectation(case, row, measured, known),
        stale=any(cell.stale for where, cell in evidence.cells.items() if where[0] == row.name),
    )


def _measured_cells(by_device: Mapping[str, Sequence[tuple[str, Behaviour]]]) -> list[tuple[str, Behaviour]]:
    """The known cells of the first device that has any: what claims and expectations are held against."""
    for cells in by_device.values():
        known = [(release, behaviour) for release, behaviour in cells if behaviour.outcome.is_behaviour]
        if known:
            return known
    return []


def _cells(
    case: Case, row: Row, device: str, evidence: Evidence, known: Sequence[Release]
) -> list[tuple[str, Behaviour]]:
    recorded = evidence.on(device, row.name)

    def cell(release: Release) -> Behaviour:
        reason = case.inapplicable(row, release, device)
        if reason:
            return Behaviour(Outcome.NOT_APPLICABLE, detail=reason)
        return recorded[release.version].behaviour if release.version in recorded else compare.NOT_RUN

    return [(release.version, cell(release)) for release in known]
