"""What the evidence lacks, and what is under way to fill it."""

from enum import StrEnum

import msgspec

from gradreg.model.behaviour import Outcome


class Need(StrEnum):
    """Why a cell tells nothing that counts, in the order in which it is told."""

    MISSING = "missing"
    STALE = "stale"
    BLANK = "blank"
    UNSTABLE = "unstable"


class Lack(msgspec.Struct, frozen=True):
    """Cells of one device that lack behaviour for one reason.

    Attributes:
        reason: "never measured", "infra: no interpreter", "timed out: no answer within 60 s", ...
        outcome: how the observation ended, where there was one.
        cells: row -> its releases, oldest first.
    """

    need: Need
    reason: str
    device: str
    outcome: Outcome
    cells: dict[str, tuple[str, ...]]

    @property
    def count(self) -> int:
        """How many cells these are."""
        return sum(map(len, self.cells.values()))

    @property
    def is_open(self) -> bool:
        """Whether a run could fill them; a crash or a disagreement was measured, and is all there is to know."""
        return self.need is not Need.UNSTABLE and self.outcome is not Outcome.CRASHED


class Underway(msgspec.Struct, frozen=True):
    """A session that has a journal: how many rows it measured so far, and whether a process is at it just now."""

    release: str
    device: str
    rows: int
    running: bool


class LastRun(msgspec.Struct, frozen=True):
    """The newest run: which of its sessions ended, which did not, and why some could measure nothing.

    Attributes:
        infra: session -> the reason.
    """

    name: str
    ended: tuple[str, ...]
    left: tuple[str, ...]
    infra: dict[str, str]


class Status(msgspec.Struct, frozen=True):
    """How complete the evidence is, and what is under way.

    Attributes:
        releases: those that were asked for, oldest first.
        cells: how many cells the chosen rows have there; what is not applicable is no cell.
        unfinished: folders of environments that a killed run left behind.
        leftovers: temporary files of a killed run in the folder of the evidence.
    """

    releases: tuple[str, ...]
    devices: tuple[str, ...]
    cells: int
    lacks: tuple[Lack, ...]
    sessions: tuple[Underway, ...] = ()
    writing: bool = False
    last: LastRun | None = None
    unfinished: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()

    @property
    def lacking(self) -> int:
        """How many cells tell nothing that counts."""
        return sum(lack.count for lack in self.lacks)

    @property
    def exit_code(self) -> int:
        """0 when everything was measured, 2 when a run could fill something."""
        return 2 if any(lack.is_open for lack in self.lacks) else 0
