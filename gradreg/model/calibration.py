"""Measurements of the same releases held against each other: what differs between them is noise."""

from pathlib import Path

import msgspec

from gradreg.model.behaviour import Behaviour, Comparison
from gradreg.model.measuring import Limits
from gradreg.model.rows import OfRow


class Trial(msgspec.Struct, frozen=True):
    """What to measure twice, and how.

    Attributes:
        words: releases, tags or ranges.
        envs: folder of the environments, shared with nox.
        python: an interpreter that has the one release; nothing is installed.
        threads: with how many threads to look the second time.
        keep: keep what is installed.
        free: gigabytes of disk to leave.
    """

    words: tuple[str, ...]
    device: str
    envs: Path
    python: Path | None = None
    limits: Limits = Limits()
    threads: int = 1
    keep: bool = False
    free: float = 10.0
    run: str = ""


class Agreement(msgspec.Struct, frozen=True):
    """How two measurements of one release on one device agree.

    Attributes:
        compared: cells known in both.
        differing: those with another behaviour, or other warnings.
        reworded: those with another text of the same.
        unstable: cells whose looks disagreed in one of them already; masked, so not compared.
        one_sided: cells known in one only.
        other_code: cells measured with different code of the case, so not compared.
    """

    release: str
    device: str
    compared: int = 0
    differing: int = 0
    reworded: int = 0
    unstable: int = 0
    one_sided: int = 0
    other_code: int = 0

    @property
    def agreeing(self) -> int:
        """Cells that show the same, to the letter."""
        return self.compared - self.differing - self.reworded


class Disagreement(OfRow, frozen=True):
    """A transition between two measurements of the same thing."""

    release: str
    device: str
    kind: Comparison
    first: Behaviour
    second: Behaviour


class Calibration(msgspec.Struct, frozen=True):
    """How two measurements agree, release by release; `faults` are releases that could not be measured, and why."""

    agreements: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def compared(self) -> int:
        """Cells known in both, of all releases."""
        return sum(item.compared for item in self.agreements)

    @property
    def exit_code(self) -> int:
        """0 without any transition, 1 where there is one, 2 where something or everything could not be compared."""
        if self.disagreements:
            return 1
        return 2 if self.faults or not self.compared else 0
