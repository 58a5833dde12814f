"""Sessions that one job of a CI takes together."""

import msgspec


class Group(msgspec.Struct, frozen=True):
    """What one job of a CI's matrix runs.

    Attributes:
        group: its number, from 1.
        device: the device all of its sessions need.
        sessions: their names, apart by spaces, as `nox -s` takes them.
        seconds: how long they are expected to take together.
    """

    group: int
    device: str
    sessions: str
    seconds: float
