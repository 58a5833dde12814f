"""Sessions that one job of a CI takes together, how long they took, and what a change asks for."""

import msgspec

from gradreg.model.between import Between
from gradreg.model.measuring import Summary


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


class Took(msgspec.Struct, frozen=True):
    """How long a session took, and over how many rows."""

    release: str
    device: str
    rows: int
    seconds: float

    @property
    def session(self) -> str:
        """Its name in nox."""
        return f"torch-{self.release}-{self.device}"


class Learned(msgspec.Struct, frozen=True):
    """Durations brought up to date.

    Attributes:
        taken: sessions whose time is new.
        partial: sessions that looked at a part of the catalog only, and so say nothing of the whole.
    """

    durations: tuple[Took, ...]
    taken: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()


class Touched(msgspec.Struct, frozen=True):
    """What a change has to measure.

    Attributes:
        measure: `all` rows, `some`, or `nothing`.
        cases: those that the change touches, by name.
        keyword: what `-k` takes for the rows to measure; empty for all.
    """

    measure: str
    cases: tuple[str, ...] = ()
    keyword: str = ""


class Fresh(msgspec.Struct, frozen=True):
    """A release of which nothing was known before on a device, held against the one before it where there is one."""

    release: str
    device: str
    rows: int
    beside: str | None = None
    between: Between | None = None


class News(msgspec.Struct, frozen=True):
    """What new evidence brings, and what is lacking of it.

    Attributes:
        changed: what is known differently than before, or only now.
        lost: sessions that were planned, and of which nothing came back.
        ended: how the others ended.
    """

    fresh: tuple[Fresh, ...]
    changed: Between
    lost: tuple[str, ...] = ()
    ended: tuple[Summary, ...] = ()
