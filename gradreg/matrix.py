"""Which sessions go into one job of a CI: balanced by how long they took; and how long they took. Pure."""

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from packaging.version import Version

from gradreg.errors import BadUsage
from gradreg.model import Group, Learned, Took

UNKNOWN = 300.0
"""Seconds of a session when none was ever measured."""
WHOLE = 0.9
"""Share of the rows of the longest known look that makes a session one over the whole catalog."""


def groups(sessions: Mapping[str, str], seconds: Mapping[str, float], most: int, target: float) -> tuple[Group, ...]:
    """Session -> device, put into at most `most` groups of one device each, of about `target` seconds.

    A session that was never measured counts as the median of those that were.
    The longest session goes first, each to the group that has least (Graham 1969: at most 4/3 of the best).
    Raises BadUsage where there are more devices than groups.
    """
    usual = median(seconds.values()) if seconds else UNKNOWN
    taken = {name: seconds.get(name, usual) for name in sessions}
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


def learned(known: Iterable[Took], ended: Iterable[Took]) -> Learned:
    """Durations with those of sessions that ended, the newest last.

    A session that looked at a part of the catalog tells nothing of how long the whole takes, and is left out.
    """
    kept = {item.session: item for item in known}
    taken, partial = [], []
    most = max((item.rows for item in kept.values()), default=0)
    for item in ended:
        before = kept[item.session].rows if item.session in kept else most
        if not item.rows or item.rows < WHOLE * before:
            partial.append(item.session)
            continue
        kept[item.session] = item
        taken.append(item.session)
    order = sorted(kept.values(), key=lambda item: (item.device, Version(item.release)))
    return Learned(tuple(order), tuple(dict.fromkeys(taken)), tuple(dict.fromkeys(partial)))
