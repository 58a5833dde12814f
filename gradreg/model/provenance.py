"""Where evidence comes from: what a merge took in, and what measuring again found."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from gradreg.model.behaviour import DEVICES, Behaviour, Comparison, Environment
from gradreg.model.rows import OfRow

Spot = tuple[str, str, str]
"""(row, device, release)."""
Fields = Mapping[str, tuple[str | None, str | None]]
"""Field of a fingerprint -> what it was, and what it is."""


def spelled(spot: Spot) -> str:
    """How a cell is written on a command line: `topic/claim[label]:2.0.1@cpu`."""
    row, device, release = spot
    return f"{row}:{release}@{device}"


def spot_of(text: str) -> Spot:
    """The cell that somebody wrote so; on the cpu where no device is named."""
    row, _, point = text.rpartition(":")
    release, _, device = point.partition("@")
    return row, device or DEVICES[0], release


class Party(StrEnum):
    """Whose behaviour a contradicted cell shall show."""

    OURS = "ours"
    THEIRS = "theirs"


class Choice(msgspec.Struct, frozen=True):
    """What somebody chose for cells that are contradicted: everywhere, and cell by cell, which goes before it."""

    everywhere: Party | None = None
    cells: Mapping[Spot, Party] = {}

    def of(self, spot: Spot) -> Party | None:
        """The choice for a cell."""
        return self.cells.get(spot, self.everywhere)


class Offer(msgspec.Struct, frozen=True):
    """One cell as a source has it; the environment is None where the evidence lost its fingerprint."""

    source: str
    behaviour: Behaviour
    environment: Environment | None


class Conflict(OfRow, frozen=True):
    """A cell for which evidence contradicts itself.

    Attributes:
        ours: what is known here; None where two sources contradict each other about a cell that is not known here.
        theirs: every other behaviour once, by the source that showed it.
        kind: the heaviest difference between any two of them.
        settled: what somebody chose; None where nothing is yet.
    """

    device: str
    release: str
    ours: Offer | None
    theirs: tuple[Offer, ...]
    kind: Comparison
    settled: Party | None = None

    @property
    def cell(self) -> str:
        """The cell as `--take` names it."""
        return spelled((self.row, self.device, self.release))


class Refusal(msgspec.Struct, frozen=True, order=True):
    """Something that was not taken in: a file, or cells of a case, and why."""

    source: str
    what: str
    reason: str
    cells: int = 0


class Taken(msgspec.Struct, frozen=True):
    """Cells of one release and device that a merge adds."""

    release: str
    device: str
    cells: int


class Union(msgspec.Struct, frozen=True):
    """What a merge makes of one case.

    Attributes:
        cells: what is to be written: cell -> what it shows, and where that was measured.
        taken: those of them that show what was not known here.
        known: cells that the sources show as they are known here.
        faults: cells of the sources that say nothing about torch.
    """

    cells: Mapping[Spot, tuple[Behaviour, Environment | None]]
    taken: tuple[Spot, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[Refusal, ...] = ()
    known: int = 0
    faults: int = 0


class Merged(msgspec.Struct, frozen=True):
    """What a merge did, or would do.

    Attributes:
        written: the files that it changed.
        dry: whether it was only asked what it would do; nothing was written.
    """

    sources: tuple[str, ...]
    taken: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]
    refused: tuple[Refusal, ...]
    known: int
    faults: int
    written: tuple[str, ...] = ()
    dry: bool = False

    @property
    def open(self) -> tuple[Conflict, ...]:
        """Conflicts that nobody settled."""
        return tuple(item for item in self.conflicts if item.settled is None)

    @property
    def exit_code(self) -> int:
        """1 when conflicts are left, 2 when something was refused."""
        return 1 if self.open else 2 if self.refused else 0


class Remeasured(OfRow, frozen=True):
    """A cell of the evidence, and what measuring it again showed.

    Attributes:
        found: what it shows now; None where it could not be measured.
        comparison: "as recorded" only where the bytes are the same; None where it could not be measured.
        reason: why it could not be measured.
    """

    device: str
    release: str
    recorded: Behaviour
    found: Behaviour | None
    comparison: Comparison | None
    reason: str | None = None

    @property
    def cell(self) -> str:
        """The cell as a command line names it."""
        return spelled((self.row, self.device, self.release))


class Surroundings(msgspec.Struct, frozen=True):
    """The environments of the cells of one release: as recorded, and as made again.

    Attributes:
        fields: what differs; nothing where both are the same.
        same_wheel: whether both hold the same wheel; None where it is not known of one.
        contradiction: why both cannot be true, where what is the same says that another thing should be as well.
    """

    release: str
    device: str
    cells: int
    recorded: str
    fields: Fields
    same_wheel: bool | None = None
    contradiction: str | None = None


class Verification(msgspec.Struct, frozen=True):
    """What came of measuring a sample of the evidence again.

    Attributes:
        seed: what the sample was drawn with.
        known: how many cells it was drawn from.
        cells: every cell of the sample; none where only the files were looked at.
        faults: what is wrong with the files themselves.
    """

    seed: int
    known: int = 0
    cells: tuple[Remeasured, ...] = ()
    surroundings: tuple[Surroundings, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Word -> cells."""
        return dict(Counter(item.comparison.word if item.comparison else "not verifiable" for item in self.cells))

    @property
    def exit_code(self) -> int:
        """1 when something differs from the evidence or the files are not in order, 2 when a cell was not measured."""
        differs = any(item.comparison not in {None, Comparison.AS_RECORDED} for item in self.cells)
        if differs or self.faults or any(item.contradiction for item in self.surroundings):
            return 1
        return 2 if any(item.comparison is None for item in self.cells) else 0


class Foreseen(msgspec.Struct, frozen=True):
    """What a verification would do for one release; nothing is installed where it is at hand."""

    release: str
    device: str
    cells: int
    install: tuple[str, ...]
