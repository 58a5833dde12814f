"""Two measurements of the same releases as if they were different ones: their transitions are noise. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gradreg.model import Agreement, Calibration, Cell, Comparison, Disagreement, Evidence, Release, Table

AGAIN = "+again"
"""What makes the name of the second measurement; PEP 440 sorts it right behind the first, and into the same ranges."""
Pair = tuple[Evidence, Evidence]
Place = tuple[str, str]
"""(release, device)."""


def twins(releases: Iterable[Release]) -> Iterator[Release]:
    """Every release twice, under its own name and under the second."""
    for release in releases:
        yield release
        yield msgspec.structs.replace(release, version=again(release.version))


def again(version: str) -> str:
    """The name of the second measurement of a release."""
    return f"{version}{AGAIN}"


def paired(pair: Pair) -> Evidence:
    """Both measurements of a case as one; what they did not measure with the same code is in neither."""
    first, second = pair
    cells = {where: cell for where, cell in first.cells.items() if _same_code(cell, second.cells.get(where))}
    for (row, device, release), cell in second.cells.items():
        if _same_code(cell, first.cells.get((row, device, release))):
            cells[row, device, again(release)] = cell
    return Evidence(first.case, cells)


def _same_code(one: Cell, other: Cell | None) -> bool:
    return other is None or one.code == other.code


def of(pairs: Iterable[Pair], table: Table, releases: Sequence[Release]) -> Calibration:
    """How often measurements agree, and every transition of the table between one and its second."""
    found = tuple(_disagreements(table))
    counts: dict[Place, Counter[str]] = {}
    for first, second in pairs:
        for where in first.cells | second.cells:
            row = counts.setdefault((where[2], where[1]), Counter())
            row[_counted_as(first.cells.get(where), second.cells.get(where))] += 1
    for item in found:
        counts[item.release, item.device]["reworded" if item.kind is Comparison.REWORDED else "differing"] += 1
    order = {release.version: number for number, release in enumerate(releases)}
    places = sorted(filter(lambda place: place[0] in order, counts), key=lambda place: (place[1], order[place[0]]))
    return Calibration(tuple(_agreement(place, counts[place]) for place in places), found)


def _agreement(place: Place, counts: Counter[str]) -> Agreement:
    names = ("compared", "differing", "reworded", "unstable", "one_sided", "other_code")
    return Agreement(*place, *(counts[name] for name in names))


def _counted_as(one: Cell | None, two: Cell | None) -> str:
    if one and two and one.code != two.code:
        return "other_code"
    both = [cell.behaviour for cell in (one, two) if cell]
    if any(behaviour.seen for behaviour in both):
        return "unstable"
    known = sum(behaviour.outcome.is_behaviour for behaviour in both)
    return ("unknown", "one_sided", "compared")[known]


def _disagreements(table: Table) -> Iterator[Disagreement]:
    for line in table.lines:
        for step in line.transitions:
            if step.after == again(step.before):
                yield Disagreement(line.row, line.topic, step.before, step.device, step.kind, step.old, step.new)
