"""What one cell shows, and how two cells differ."""

import re
from collections.abc import Collection, Iterable
from enum import Enum, StrEnum
from typing import Any, Self

import msgspec

DEVICES = ("cpu", "cuda", "mps", "xpu", "meta")
HOSTED = frozenset({"cpu", "meta"})
"""Devices that every machine has."""
ABSENT = ("not available here", "GPU not supported", "driver too old")
"""Infra words for a device that this machine does not have, or that this release cannot use: no fault of anybody."""
NO_DATA = "no data"
"""What a tensor is told as that has a shape and no numbers, as on meta."""
META = re.compile(r"\b(sparse)?meta\b|data is not allocated yet", re.IGNORECASE)
"""What torch's errors say that tell of a tensor on meta that something needs its numbers."""
TENSORS = frozenset({"zero", "nonzero", "nonfinite", NO_DATA})
"""What a tensor is told as."""
Scalar = str | bool | int | float
Value = Scalar | list[Any]
Facts = dict[str, Value]


class Outcome(StrEnum):
    """How the observation of one cell ended. Only the first two are behaviour of torch."""

    OBSERVED = "observed"
    RAISED = "raised"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    UNSTABLE = "unstable"
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
        seen: for what is unstable: what the looks showed that disagree, each once, in the order of their bytes.
    """

    outcome: Outcome
    facts: Facts = {}
    raises: str | None = None
    message: str | None = None
    warnings: tuple[tuple[str, str], ...] = ()
    detail: str | None = None
    seen: tuple["Behaviour", ...] = ()

    def __post_init__(self) -> None:
        """Let nothing be called unstable that holds no disagreement, and no disagreement be hidden."""
        if (self.outcome is Outcome.UNSTABLE) != (len(self.seen) > 1):
            raise ValueError("what is unstable holds two looks or more in `seen`, and nothing else does")
        if any(look.outcome is Outcome.UNSTABLE for look in self.seen):
            raise ValueError("a look in `seen` is no disagreement itself")

    @property
    def canonical(self) -> bytes:
        """Its bytes, the same for the same behaviour; what evidence is addressed by."""
        return msgspec.json.encode(self, order="sorted")

    @property
    def told(self) -> Facts:
        """Facts with the two reserved names: the exception's type, and the warnings' categories."""
        raises: Facts = {"raises": self.raises} if self.raises else {}
        return {**self.facts, **raises, "warns": sorted({kind for kind, _ in self.warnings})}

    @property
    def wants_data(self) -> bool:
        """Whether it ended because a tensor on meta, which has no numbers, was asked for them."""
        return self.outcome is Outcome.RAISED and bool(META.search(self.message or ""))

    @property
    def word(self) -> str:
        """The outcome in words, with its reason where it has one."""
        if self.outcome is Outcome.INFRA:
            return f"infra: {self.detail}"
        if self.outcome is Outcome.UNSTABLE and self.detail:
            return f"{self.outcome.value} {self.detail}"
        return self.outcome.value


def disagreement(looks: Iterable[Behaviour], how: str | None = None) -> Behaviour:
    """An unstable cell that holds every look once, in the order of their bytes; `how` one of them was made.

    Looks that are all the same are no disagreement, but what they show.
    """
    found = {look.canonical: look for look in looks}
    seen = tuple(found[key] for key in sorted(found))
    return Behaviour(Outcome.UNSTABLE, detail=how, seen=seen) if len(seen) > 1 else seen[0]


def same_value(one: Value, two: Value) -> bool:
    """Whether two values do not contradict each other: a tensor without data may be any tensor."""
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(same_value, one, two))
    if NO_DATA in (one, two):
        return all(isinstance(value, str) and value in TENSORS for value in (one, two))
    return repr(one) == repr(two)


class Observation(msgspec.Struct, frozen=True):
    """What one row showed in one run, with the parts that are not evidence (timing, output, traceback)."""

    row: str
    behaviour: Behaviour
    seconds: float | None = None
    printed: str = ""
    traceback: str | None = None


class Environment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Fingerprint of what a cell was measured in; no clock, no host.

    Attributes:
        torch: exact version with its build tag, such as "2.0.1+cpu".
        git: revision torch was built from; the oldest releases do not tell.
        cuda: CUDA version torch was built for.
        wheels: where torch came from, "cpu index" or "default index" or "given".
        wheel: hash of the wheel's own list of files and their hashes, as installed; None where there is no list.
        origin: who measured, where the evidence was taken in by a merge; None where it was measured here.
    """

    torch: str
    git: str | None
    cuda: str | None
    python: str
    numpy: str | None
    platform: str
    wheels: str
    wheel: str | None = None
    origin: str | None = None

    def is_of(self, release: str) -> bool:
        """Whether it holds a release; the build's tag, such as `+cpu`, does not count."""
        return self.torch.partition("+")[0] == release


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

    def only(self, rows: Collection[str]) -> Self:
        """The cells of some rows."""
        return msgspec.structs.replace(
            self, cells={where: cell for where, cell in self.cells.items() if where[0] in rows}
        )

    def by_row(self) -> dict[str, dict[str, dict[str, Cell]]]:
        """The same cells as row -> device -> release -> cell."""
        found: dict[str, dict[str, dict[str, Cell]]] = {}
        for (row, device, release), cell in self.cells.items():
            found.setdefault(row, {}).setdefault(device, {})[release] = cell
        return found


class Finding(msgspec.Struct, frozen=True):
    """One cell of a run, held against what is committed; `stale` where that was measured with older code."""

    row: str
    comparison: Comparison
    found: Behaviour
    recorded: Behaviour | None
    stale: bool = False

    @property
    def is_first(self) -> bool:
        """Whether no behaviour is recorded of the row as its code is today."""
        return self.recorded is None or not self.recorded.outcome.is_behaviour
