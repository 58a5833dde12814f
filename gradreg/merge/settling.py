"""Several offers for each cell: one is taken where all agree, and a person's choice where they do not. Pure."""

from collections.abc import Iterable, Mapping

import msgspec

from gradreg import compare
from gradreg.model import Behaviour, Choice, Comparison, Conflict, Environment, Offer, Party, Spot, Union

Offers = dict[Spot, list[Offer]]


def settled(offers: Offers, here: Mapping[Spot, Offer], choice: Choice) -> Union:
    """What is to be written of the offers, and the conflicts among them and with what is known here."""
    cells: dict[Spot, tuple[Behaviour, Environment | None]] = {}
    conflicts, taken = [], []
    for spot, found in sorted(offers.items()):
        ours, theirs = here.get(spot), _distinct(found)
        conflict = _conflict(spot, ours, theirs, choice)
        won = _won(ours, theirs, conflict)
        if won and won.environment and won is not ours:
            cells[spot] = won.behaviour, won.environment
        if conflict:
            conflicts.append(conflict)
        elif not ours:
            taken.append(spot)
    known = len(offers) - len(conflicts) - len(taken)
    taken += [_spot(conflict) for conflict in conflicts if _spot(conflict) in cells]
    return Union(cells, tuple(taken), tuple(conflicts), known=known)


def _distinct(found: Iterable[Offer]) -> dict[bytes, Offer]:
    """Every behaviour once, with the environment that comes first, whoever was asked first."""
    best: dict[bytes, Offer] = {}
    for offer in found:
        key = offer.behaviour.canonical
        best[key] = min(best.get(key, offer), offer, key=_rank)
    return dict(sorted(best.items()))


def _rank(offer: Offer) -> tuple[bool, bytes, str]:
    """What was measured here goes before what was contributed; else any order will do that is always the same."""
    contributed = bool(offer.environment and offer.environment.origin)
    return contributed, msgspec.json.encode(offer.environment, order="sorted"), offer.source


def _conflict(spot: Spot, ours: Offer | None, theirs: Mapping[bytes, Offer], choice: Choice) -> Conflict | None:
    others = tuple(offer for key, offer in theirs.items() if not ours or key != ours.behaviour.canonical)
    if not others or (not ours and len(others) == 1):
        return None
    row, device, release = spot
    chosen = choice.of(spot)
    if chosen is Party.THEIRS and len(others) > 1:
        chosen = None  # whose is not said
    kind = _kind([ours, *others] if ours else others)
    return Conflict(row, row.partition("/")[0], device, release, ours, others, kind, chosen)


def _kind(offers: Iterable[Offer]) -> Comparison:
    """The heaviest difference between any two."""
    seen = [offer.behaviour for offer in offers]
    pairs = [(one, other) for place, one in enumerate(seen) for other in seen[:place]]
    kinds = [compare.difference(one, other) or Comparison.REWORDED for one, other in pairs]
    return max(kinds, key=lambda kind: kind.value)


def _won(ours: Offer | None, theirs: Mapping[bytes, Offer], conflict: Conflict | None) -> Offer | None:
    """The offer that the cell shall show; where ours says the same, it stays unless it was contributed itself."""
    if conflict:
        return conflict.theirs[0] if conflict.settled is Party.THEIRS else ours
    (same,) = theirs.values()
    if not ours:
        return same
    return same if ours.environment and ours.environment.origin and _rank(same) < _rank(ours) else ours


def _spot(conflict: Conflict) -> Spot:
    return conflict.row, conflict.device, conflict.release
