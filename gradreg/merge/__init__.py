"""Evidence of several machines, put together case by case: what is taken, what contradicts, what is refused. Pure."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from gradreg.merge.checks import Catalog, Source, doubts, judged
from gradreg.merge.settling import Offers, settled
from gradreg.model import Choice, Refusal, Union

__all__ = ["Catalog", "Source", "doubts", "union"]


def union(catalog: Catalog, ours: Source, theirs: Sequence[Source], choice: Choice) -> Union:
    """What becomes of one case; the order of the sources does not matter."""
    offers: Offers = {}
    refused: Counter[tuple[str, str]] = Counter()
    faults = 0
    for source in theirs:
        for spot, cell, why in judged(catalog, source):
            if why:
                refused[source.name, why] += 1
            elif cell.behaviour.outcome.is_behaviour:
                offers.setdefault(spot, []).append(source.offer(cell))
            else:
                faults += 1
    known = {spot: cell for spot, cell in ours.evidence.cells.items() if spot in offers and not cell.stale}
    here = {spot: ours.offer(cell) for spot, cell in known.items() if cell.behaviour.outcome.is_behaviour}
    told = tuple(Refusal(name, catalog.case.name, why, count) for (name, why), count in sorted(refused.items()))
    return msgspec.structs.replace(settled(offers, here, choice), refused=told, faults=faults)
