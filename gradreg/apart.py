"""How a row on one device differs from the same row on another, release by release. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import msgspec

from gradreg import compare
from gradreg.model import Behaviour, Comparison, Departure, Phase, Value, same_value

Shown = Sequence[tuple[str, Behaviour]]
"""What a row shows on a device: (release, behaviour), oldest first."""


def difference(one: Behaviour, other: Behaviour) -> Comparison | None:
    """The heaviest difference between what two devices show.

    A tensor without data contradicts no tensor, but None and numbers.
    A row that ended because it was asked for data that is not there is held against the other as far as it came.
    """
    if one.wants_data or other.wants_data:
        return None if _agree_so_far(one, other) else Comparison.CHANGED
    if one.facts.keys() == other.facts.keys() and all(
        same_value(one.facts[name], other.facts[name]) for name in one.facts
    ):
        other = msgspec.structs.replace(other, facts=one.facts)
    return compare.difference(one, other)


def _agree_so_far(one: Behaviour, other: Behaviour) -> bool:
    """Whether no fact of the row that ended early contradicts the other's."""
    if one.wants_data and other.wants_data:
        shared = one.facts.keys() & other.facts.keys()
        return all(
            _begins(one.facts[name], other.facts[name]) or _begins(other.facts[name], one.facts[name])
            for name in shared
        )
    part, whole = (one.facts, other.facts) if one.wants_data else (other.facts, one.facts)
    return all(name in whole and _begins(part[name], whole[name]) for name in part)


def _begins(part: Value, whole: Value) -> bool:
    """Whether what was told so far under a name is how the whole of it begins; one value may begin a series."""
    if same_value(part, whole):
        return True
    if not isinstance(whole, list) or not whole:
        return False
    if same_value(part, whole[0]):
        return True
    return isinstance(part, list) and same_value(part, whole[: len(part)])


def departure(row: str, topic: str, devices: tuple[str, str], cells: tuple[Shown, Shown]) -> Departure:
    """Where the first of two devices differs from the second; what is unknown on one of them is passed over."""
    there = dict(cells[1])
    pairs = [(release, behaviour, there[release]) for release, behaviour in cells[0] if release in there]
    known = [item for item in pairs if item[1].outcome.is_behaviour and item[2].outcome.is_behaviour]
    telling = [item for item in known if not any(one.wants_data and not one.facts for one in item[1:])]
    compared = [(release, difference(one, two), one.wants_data or two.wants_data) for release, one, two in telling]
    runs = (list(run) for _, run in groupby(compared, key=lambda item: item[1:]))
    phases = tuple(Phase(run[0][0], run[-1][0], len(run), *run[0][1:]) for run in runs)
    return Departure(row, topic, *devices, phases, len(known) - len(telling))


def departures(row: str, topic: str, shown: Mapping[str, Shown]) -> tuple[Departure, ...]:
    """Where every other device differs from the first, as far as there are releases known on both."""
    first, *others = shown
    found = (departure(row, topic, (device, first), (shown[device], shown[first])) for device in others)
    return tuple(item for item in found if item.phases or item.mute)


def between(shown: Iterable[tuple[str, str, Shown, Shown]], devices: tuple[str, str]) -> tuple[Departure, ...]:
    """The same for many rows, (row, topic, cells, cells) each, and two devices."""
    found = (departure(row, topic, devices, (one, two)) for row, topic, one, two in shown)
    return tuple(item for item in found if item.phases or item.mute)
