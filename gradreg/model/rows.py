"""What everything that speaks of one row has in common, and rows that tell the same."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import msgspec

Item = TypeVar("Item")


class OfRow(msgspec.Struct, frozen=True):
    """Something about one row, `topic/claim` or `topic/claim[label]`."""

    row: str
    topic: str

    @property
    def case(self) -> str:
        """`topic/claim`."""
        return self.row.partition("[")[0]

    @property
    def label(self) -> str:
        """What stands in the row's brackets."""
        return self.row[len(self.case) + 1 : -1]


def alike(items: Iterable[Item], key: Callable[[Item], Hashable]) -> tuple[tuple[Item, ...], ...]:
    """Items of one key together, in the order in which the first of each came."""
    groups: dict[Hashable, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return tuple(map(tuple, groups.values()))
