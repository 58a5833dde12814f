"""How a row on one device differs from the same row on another."""

from collections.abc import Iterable
from typing import Self

import msgspec

from gradreg.model.behaviour import Comparison
from gradreg.model.rows import OfRow


class Phase(msgspec.Struct, frozen=True):
    """Neighbouring releases, of those known on both devices, in which they differ alike; `kind` is None for not at all.

    Attributes:
        cut: whether one of the two ended there because it was asked for data that it has not.
    """

    first: str
    last: str
    releases: int
    kind: Comparison | None
    cut: bool = False

    @property
    def differs(self) -> bool:
        """Whether behaviour differs; other words for the same are no difference."""
        return self.kind in {Comparison.CHANGED, Comparison.WARNS}


class Departure(OfRow, frozen=True):
    """Where a row on `device` differs from the same row on `other`, over all releases in which both tell something.

    Attributes:
        mute: releases in which one of them was asked for data before it told anything, so that nothing is compared.
    """

    device: str
    other: str
    phases: tuple[Phase, ...]
    mute: int = 0

    @property
    def differs(self) -> bool:
        """Whether they differ in any release."""
        return any(phase.differs for phase in self.phases)

    @property
    def cut(self) -> bool:
        """Whether one of them could not tell everything in some release."""
        return any(phase.cut for phase in self.phases)

    @property
    def compared(self) -> int:
        """In how many releases they were held against each other."""
        return sum(phase.releases for phase in self.phases)

    @property
    def since(self) -> str | None:
        """The release since which they differ; None where they agree in the last that is known on both."""
        differing = [phase.differs for phase in self.phases]
        if not differing or not differing[-1]:
            return None
        agreed = [number for number, differs in enumerate(differing) if not differs]
        return self.phases[agreed[-1] + 1 if agreed else 0].first

    @property
    def always(self) -> bool:
        """Whether they differ in every release that is known on both."""
        return bool(self.phases) and all(phase.differs for phase in self.phases)


class Apart(msgspec.Struct, frozen=True):
    """How many rows were compared on two devices, and how that ended.

    Attributes:
        alike: rows that agree in every release; of them `cut` as far as the device has data to tell.
        differing: rows that differ in a release at least.
        mute: rows that could not be compared, as they tell nothing there in any release.
        releases: how many releases the row that was compared in most was compared in.
    """

    device: str
    other: str
    compared: int
    alike: int
    cut: int
    differing: int
    mute: int
    releases: int

    @classmethod
    def of(cls, device: str, other: str, found: Iterable[Departure]) -> Self:
        """Count them."""
        found = tuple(found)
        rows = [item for item in found if item.phases]
        agreeing = [item for item in rows if not item.differs]
        cut = sum(item.cut for item in agreeing)
        most = max((item.compared for item in rows), default=0)
        differing, mute = len(rows) - len(agreeing), len(found) - len(rows)
        return cls(device, other, len(rows), len(agreeing), cut, differing, mute, most)
