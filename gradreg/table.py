"""Put the table together from cases, evidence and releases: what `compare` and `judge` say of every row. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from gradreg import apart, compare, judge
from gradreg.model import PLACES, Behaviour, Case, Cell, Evidence, Line, Outcome, Release, Row, Table, mode_of

Recorded = Mapping[str, Mapping[str, Cell]]
"""The cells of one row: device -> release -> cell."""
Shown = Mapping[str, Sequence[tuple[str, Behaviour]]]
"""What one row shows: device -> (release, behaviour) for every release, oldest first."""


def build(found: Iterable[tuple[Case, Evidence]], known: Sequence[Release]) -> Table:
    """The table of some cases over all known releases."""
    lines, outcomes = [], Counter[str]()
    for case, evidence in found:
        recorded = evidence.by_row()
        for row in case.rows:
            mine = recorded.get(row.name, {})
            shown = {device: cells(case, row, device, mine, known) for device in PLACES if device in {"cpu", *mine}}
            lines.append(_line(case, row, mine, shown, known))
            outcomes.update(behaviour.word for _, behaviour in shown["cpu"])
    return Table(tuple(lines), tuple(release.version for release in known), dict(outcomes))


def _line(case: Case, row: Row, recorded: Recorded, shown: Shown, known: Sequence[Release]) -> Line:
    measured = _measured_cells(shown)
    return Line(
        row=row.name,
        topic=case.topic,
        question=case.question,
        eras=tuple(era for device, cells in shown.items() for era in compare.eras(device, cells)),
        transitions=tuple(step for device, cells in shown.items() for step in compare.transitions(device, cells)),
        claims=judge.claims(case, row, measured),
        expect=judge.expectation(case, row, measured, known),
        stale=any(cell.stale for cells in recorded.values() for cell in cells.values()),
        departures=apart.departures(row.name, case.topic, shown),
    )


@cache
def _not_applicable(reason: str) -> Behaviour:
    return Behaviour(Outcome.NOT_APPLICABLE, detail=reason)


def _measured_cells(shown: Shown) -> list[tuple[str, Behaviour]]:
    """The known cells of the first device that has any, as written, uncompiled: what claims and expectations are of."""
    for cells in (cells for place, cells in shown.items() if not mode_of(place)):
        known = [(release, behaviour) for release, behaviour in cells if behaviour.outcome.is_behaviour]
        if known:
            return known
    return []


def cells(
    case: Case, row: Row, device: str, recorded: Recorded, known: Sequence[Release]
) -> list[tuple[str, Behaviour]]:
    """What a row shows on a device, for every release."""
    mine = recorded.get(device, {})

    def cell(release: Release) -> Behaviour:
        reason = case.inapplicable(row, release, device)
        if reason:
            return _not_applicable(reason)
        return mine[release.version].behaviour if release.version in mine else compare.NOT_RUN

    return [(release.version, cell(release)) for release in known]
