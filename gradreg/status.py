"""What the evidence lacks, and why: cells over the catalog and the releases, grouped by reason. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gradreg.model import Case, Cell, Evidence, Lack, Need, Outcome, Release, Row

NEVER = "never measured"
CHANGED = "the case has other code today"
NEEDS = list(Need)


def devices(found: Iterable[tuple[Case, Evidence]]) -> tuple[str, ...]:
    """The devices that something was measured on; the cpu where nothing was."""
    seen = {device for _, evidence in found for _, device, _ in evidence.cells}
    return tuple(sorted(seen, key=lambda device: (device != "cpu", device))) or ("cpu",)


def lacks(
    found: Iterable[tuple[Case, Evidence]], known: Mapping[str, Sequence[Release]]
) -> tuple[int, tuple[Lack, ...]]:
    """How many cells there are on those devices and releases, and what lacks: by need, then the most cells first."""
    total, groups = 0, dict[tuple[str, Need, str, Outcome], dict[str, list[str]]]()
    for case, evidence in found:
        for row, device, release in _cells(case, known):
            total += 1
            lack = _lack(evidence.cells.get((row.name, device, release.version)))
            if lack:
                groups.setdefault((device, *lack), {}).setdefault(row.name, []).append(release.version)
    made = (
        Lack(need, reason, device, outcome, {row: tuple(releases) for row, releases in rows.items()})
        for (device, need, reason, outcome), rows in groups.items()
    )
    return total, tuple(sorted(made, key=lambda lack: (NEEDS.index(lack.need), -lack.count, lack.reason, lack.device)))


def _cells(case: Case, known: Mapping[str, Sequence[Release]]) -> Iterator[tuple[Row, str, Release]]:
    """Every (row, device, release) that makes sense; rows with the same range share one look at it."""
    for device, releases in known.items():
        fitting: dict[str, list[Release]] = {}
        for row in case.rows:
            if row.torch not in fitting:
                fitting[row.torch] = [item for item in releases if not case.inapplicable(row, item, device)]
            for release in fitting[row.torch]:
                yield row, device, release


def _lack(cell: Cell | None) -> tuple[Need, str, Outcome] | None:
    """What a cell lacks, why, and how its observation ended; None where nothing is wrong with it."""
    if cell is None:
        return Need.MISSING, NEVER, Outcome.NOT_RUN
    behaviour = cell.behaviour
    if cell.stale:
        return Need.STALE, CHANGED, behaviour.outcome
    if behaviour.outcome.is_behaviour:
        return None
    if behaviour.outcome.value == Need.UNSTABLE.value:
        return Need.UNSTABLE, "two looks disagree", behaviour.outcome
    told = behaviour.detail and behaviour.outcome is not Outcome.INFRA
    return Need.BLANK, f"{behaviour.word}: {behaviour.detail}" if told else behaviour.word, behaviour.outcome
