"""What one cell shows, and how two cells differ."""

from enum import Enum, StrEnum
from typing import Any

import msgspec

DEVICES = ("cpu", "cuda", "mps")
Scalar = str | bool | int | float
Value = Scalar | list[Any]
Facts = dict[str, Value]


class Outcome(StrEnum):
    """How the observation of one cell ended. Only the first two are behaviour of torch."""

    OBSERVED = "observed"
    RAISED = "raised"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    NOT_APPLICABLE = "not applicable"
    NOT_RUN = "not run"
    INFRA = "infra"

    @property
    def is_behaviour(self) -> bool:
        """Whether this tells something about torch rather than about the machine or the case."""
        return self is Outcome.OBSERVED or self is Outcome.RAISED


class Comparison(Enum):
    """What differs: between two releases (the first three), or a run from what is committed.

    The value is (weight, word); a heavier comparison wins when several apply.
    """

    CHANGED = (3, "changed")
    WARNS = (2, "warns")
    REWORDED = (1, "reworded")
    REGRESSED = (9, "regressed")
    UNSTABLE = (8, "unstable")
    MISSING = (7, "missing")
    STALE = (6, "stale")
    NEW = (5, "new")
    AS_RECORDED = (4, "as recorded")

    @property
    def word(self) -> str:
        """The word people read."""
        return self.value[1]


class Manner(StrEnum):
    """How a change reached its users: a warning came first, it raises now, or nothing told."""

    ANNOUNCED = "announced"
    LOUD = "loud"
    SILENT = "silent"


class Behaviour(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one cell showed, or why it shows nothing.

    Attributes:
        facts: name -> value, by name.
        raises: name of the exception's type, if one ended the case.
        message: the exception's text, normalised.
        warnings: pairs of category and normalised text, each once, in order of appearance.
        detail: for anything but behaviour: the reason, such as "no interpreter" or "SIGSEGV".
    """

    outcome: Outcome
    facts: Facts = {}
    raises: str | None = None
    message: str | None = None
    warnings: tuple[tuple[str, str], ...] = ()
    detail: str | None = None

    @property
    def told(self) -> Facts:
        """Facts with the two reserved names: the exception's type, and the warnings' categories."""
        raises: Facts = {"raises": self.raises} if self.raises else {}
        return {**self.facts, **raises, "warns": sorted({kind for kind, _ in self.warnings})}

    @property
    def word(self) -> str:
        """The outcome in words, with its reason where it has one."""
        if self.outcome is Outcome.INFRA:
            return f"infra: {self.detail}"
        return self.outcome.value


class Observation(msgspec.Struct, frozen=True):
    """What one row showed in one run, with the parts that are not evidence (timing, output, traceback)."""

    row: str
    behaviour: Behaviour
    seconds: float | None = None
    printed: str = ""
    traceback: str | None = None


class Environment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fingerprint of what a cell was measured in; no clock, no host.

    Attributes:
        torch: exact version with its build tag, such as "2.0.1+cpu".
        git: revision torch was built from; the oldest releases do not tell.
        cuda: CUDA version torch was built for.
        wheels: where torch came from, "cpu index" or "default index" or "given".
    """

    torch: str
    git: str | None
    cuda: str | None
    python: str
    numpy: str | None
    platform: str
    wheels: str = "given"


class Cell(msgspec.Struct, frozen=True, gc=False):
    """Evidence for one row on one release and device; `code` is the hash of the code it was measured with."""

    behaviour: Behaviour
    environment: str
    stale: bool = False
    code: str = ""


class Evidence(msgspec.Struct, frozen=True):
    """All cells of one case: (row, device, release) -> cell."""

    case: str
    cells: dict[tuple[str, str, str], Cell]

    def by_row(self) -> dict[str, dict[str, dict[str, Cell]]]:
        """The same cells as row -> device -> release -> cell."""
        found: dict[str, dict[str, dict[str, Cell]]] = {}
        for (row, device, release), cell in self.cells.items():
            found.setdefault(row, {}).setdefault(device, {})[release] = cell
        return found


class Finding(msgspec.Struct, frozen=True):
    """One cell of a run, held against what is committed."""

    row: str
    comparison: Comparison
    found: Behaviour
    recorded: Behaviour | None
