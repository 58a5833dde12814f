"""What varies inside a range of releases, and what is around one cell: `compare`, put together. Pure."""

from collections.abc import Collection, Iterable, Sequence

from gradreg import compare
from gradreg.model import Behaviour, Comparison, Era, Line, Span, Strip, Table, Transition, alike


def within(
    strips: Iterable[Strip], releases: Sequence[str], specifier: str = "", kinds: Collection[Comparison] = ()
) -> Span:
    """Everything that varies inside some releases; `kinds` are the transitions to tell, all where none is named."""
    wanted = frozenset(releases)
    lines, steady, unknown = [], 0, 0
    for strip in strips:
        cells = [cell for cell in strip.cells if cell[0] in wanted]
        line = _line(strip, cells, kinds)
        unknown += not any(behaviour.outcome.is_behaviour for _, behaviour in cells)
        if line.transitions:
            lines.append(line)
        elif any(behaviour.outcome.is_behaviour for _, behaviour in cells):
            steady += 1
    lines.sort(key=_heaviest)
    return Span(specifier, Table(tuple(lines), tuple(releases), {}), alike(lines, _alike), steady, unknown)


def _heaviest(line: Line) -> tuple[int, int, str]:
    weight = min((-step.kind.value[0], compare.ORDER.index(step.manner)) for step in line.transitions)
    return *weight, line.row


def _line(strip: Strip, cells: Sequence[tuple[str, Behaviour]], kinds: Collection[Comparison]) -> Line:
    steps = tuple(step for step in compare.transitions(strip.device, cells) if not kinds or step.kind in kinds)
    eras = compare.eras(strip.device, cells)
    stale = not strip.stale.isdisjoint(release for release, _ in cells)
    return Line(strip.row, strip.topic, strip.question, eras, steps, (), "no expectation", stale=stale)


def _alike(line: Line) -> tuple[str, str, str, bool]:
    """What rows share that are told together."""
    return line.case, repr(line.eras), repr(line.transitions), line.stale


def era_at(device: str, cells: Sequence[tuple[str, Behaviour]], release: str) -> Era:
    """The era of a row that a release belongs to, or lies in unmeasured."""
    order = [name for name, _ in cells]
    where = order.index(release)
    return next(era for era in compare.eras(device, cells) if order.index(era.last) >= where)


def neighbours(cells: Sequence[tuple[str, Behaviour]], release: str) -> tuple[str | None, str | None]:
    """The nearest releases on either side whose behaviour is known."""
    where = [name for name, _ in cells].index(release)
    known = [behaviour.outcome.is_behaviour for _, behaviour in cells]
    before = (cells[index][0] for index in reversed(range(where)) if known[index])
    after = (cells[index][0] for index in range(where + 1, len(cells)) if known[index])
    return next(before, None), next(after, None)


def steps_at(
    device: str, cells: Sequence[tuple[str, Behaviour]], release: str
) -> tuple[Transition | None, Transition | None]:
    """What changed from the known release before, and what changes to the next."""
    steps = compare.transitions(device, cells)
    came = next((step for step in steps if step.after == release), None)
    return came, next((step for step in steps if step.before == release), None)
