"""Evidence of several machines, put together case by case: what is taken, what contradicts, what is refused. Pure."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from gradreg.merge.checks import Catalog, Source, doubts, fault, judged
from gradreg.merge.settling import Offers, settled
from gradreg.model import Behaviour, Cell, Choice, Environment, Refusal, Spot, Union

__all__ = ["Catalog", "Source", "doubts", "union"]


def union(
    catalog: Catalog, ours: Source, theirs: Sequence[Source], choice: Choice, *, blanks: bool = False
) -> Union:  # fmt: skip # one thought
    """What becomes of one case; the order of the sources does not matter.

    With `blanks`, cells that say nothing about torch are written too, where nobody offers behaviour.
    """
    offers: Offers = {}
    empty: dict[Spot, tuple[Behaviour, Environment | None]] = {}
    refused: Counter[tuple[str, str]] = Counter()
    faults = 0
    for source in theirs:
        for spot, cell, wrong in judged(catalog, source):
            if wrong and _is_ours(ours, spot, cell):
                continue  # a row that TORCH no longer lets make sense keeps what was measured; nobody has to be told
            if why := wrong or (fault(cell.behaviour) if blanks else None):
                refused[source.name, why] += 1
            elif cell.behaviour.outcome.is_behaviour:
                offers.setdefault(spot, []).append(source.offer(cell))
            else:
                faults += 1
                empty[spot] = cell.behaviour, source.environments.get(cell.environment)
    known = {spot: cell for spot, cell in ours.evidence.cells.items() if spot in offers and not cell.stale}
    here = {spot: ours.offer(cell) for spot, cell in known.items() if cell.behaviour.outcome.is_behaviour}
    told = tuple(Refusal(name, catalog.case.name, why, count) for (name, why), count in sorted(refused.items()))
    found = settled(offers, here, choice)
    kept = {spot: shown for spot, shown in empty.items() if blanks and spot not in offers}
    return msgspec.structs.replace(found, cells={**kept, **found.cells}, refused=told, faults=faults)


def _is_ours(ours: Source, spot: Spot, cell: Cell) -> bool:
    """Whether a cell says what stands here already, and was measured in the same environment."""
    here = ours.evidence.cells.get(spot)
    return here is not None and (here.behaviour, here.environment) == (cell.behaviour, cell.environment)
