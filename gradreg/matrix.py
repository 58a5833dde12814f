"""Which sessions go into one job of a CI: balanced by how long they took; and how long they took. Pure."""

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

from packaging.version import Version

from gradreg.errors import BadUsage
from gradreg.model import Group, Learned, Took

UNKNOWN = 300.0
"""Seconds of a session when none was ever measured."""
WHOLE = 0.9
"""Share of the rows there are that makes a session one over the whole catalog, which may have grown meanwhile."""


def groups(sessions: Mapping[str, str], seconds: Mapping[str, float], most: int, target: float) -> tuple[Group, ...]:
    """Session -> device, put into at most `most` groups of one device each, of about `target` seconds.

    A session that was never measured counts as the median of those that were, in the same place if there are any.
    The longest session goes first, each to the group that has least (Graham 1969: at most 4/3 of the best).
    Raises BadUsage where there are more devices than groups.
    """
    usual = _usual(seconds)
    taken = {name: seconds.get(name, usual.get(_place(name), usual[""])) for name in sessions}
    by_device = {
        device: [name for name in sessions if sessions[name] == device] for device in dict.fromkeys(sessions.values())
    }
    if len(by_device) > most:
        raise BadUsage(f"{len(by_device)} devices need as many jobs, and only {most} are allowed. Raise --jobs.")
    totals = {device: sum(taken[name] for name in names) for device, names in by_device.items()}
    numbers = _numbers(totals, most, target)
    packed = [(device, load) for device, names in by_device.items() for load in _packed(names, taken, numbers[device])]
    return tuple(
        Group(number, device, " ".join(names), round(sum(taken[name] for name in names), 1))
        for number, (device, names) in enumerate(packed, 1)
    )


def _place(session: str) -> str:
    return session.rpartition("-")[2]


def _usual(seconds: Mapping[str, float]) -> dict[str, float]:
    """Place -> the median of its sessions; of all of them under no name."""
    by_place: dict[str, list[float]] = {}
    for name, took in seconds.items():
        by_place.setdefault(_place(name), []).append(took)
    every = {"": median(seconds.values()) if seconds else UNKNOWN}
    return every | {place: median(took) for place, took in by_place.items()}


def _numbers(totals: Mapping[str, float], most: int, target: float) -> dict[str, int]:
    """Device -> how many groups: so many that each takes the target, or longer where there are not enough."""
    while sum(wanted := [max(1, math.ceil(total / target)) for total in totals.values()]) > most:
        target *= 1.1
    return dict(zip(totals, wanted, strict=True))


def _packed(names: Sequence[str], taken: Mapping[str, float], number: int) -> list[list[str]]:
    order = {name: index for index, name in enumerate(names)}
    loads: list[tuple[float, int, list[str]]] = [(0.0, index, []) for index in range(number)]
    for name in sorted(names, key=lambda name: (-taken[name], order[name])):
        load, index, mine = heapq.heappop(loads)
        heapq.heappush(loads, (load + taken[name], index, [*mine, name]))
    return [sorted(mine, key=order.__getitem__) for _, _, mine in sorted(loads, key=lambda item: item[1]) if mine]


def learned(known: Iterable[Took], ended: Iterable[Took], whole: Callable[[Took], int]) -> Learned:
    """Durations with those of sessions that ended, the newest last.

    `whole` is how many rows the catalog has for a session.
    One that looked at a part of them tells nothing of how long the whole takes, and is left out.
    """
    kept = {item.session: item for item in known}
    taken, partial = [], []
    for item in ended:
        if not item.rows or item.rows < WHOLE * whole(item):
            partial.append(item.session)
            continue
        kept[item.session] = item
        taken.append(item.session)
    order = sorted(kept.values(), key=lambda item: (item.device, Version(item.release)))
    return Learned(tuple(order), tuple(dict.fromkeys(taken)), tuple(dict.fromkeys(partial)))
