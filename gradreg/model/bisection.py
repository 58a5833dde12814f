"""What a search for transitions found, and what it took."""

from enum import StrEnum

import msgspec

from gradreg.model.behaviour import Behaviour, Environment


class Where(StrEnum):
    """On which line of development two neighbouring points lie."""

    MAIN = "main"
    PATCH = "patch"
    BUILD = "build"


class Step(msgspec.Struct, frozen=True):
    """Two neighbouring tested points that differ, older first.

    Attributes:
        between: points in the middle that could not be tested.
    """

    before: str
    after: str
    between: tuple[str, ...] = ()


class Shift(msgspec.Struct, frozen=True):
    """A step with what both sides showed, and what the releases around it say of it.

    Attributes:
        notes: sentences such as "only in the patch releases of 2.0".
        same_commit: both builds come from one git revision, so no change of code can tell them apart.
    """

    step: Step
    where: Where
    old: Behaviour
    new: Behaviour
    notes: tuple[str, ...] = ()
    same_commit: bool = False


class Trace(msgspec.Struct, frozen=True):
    """Everything one row showed in a search.

    Attributes:
        first, last: the outermost tested points; None when nothing could be tested.
        tested: point -> what it showed, in the order of the line.
        untested: point -> why it could not be tested.
    """

    row: str
    question: str
    source: str
    first: str | None
    last: str | None
    shifts: tuple[Shift, ...]
    tested: dict[str, Behaviour]
    untested: dict[str, str]


class Probe(msgspec.Struct, frozen=True):
    """One environment of a search: what it was for, how it went, and how long it took, installation included."""

    point: str
    rows: int
    seconds: float
    fault: str | None = None


class Bisection(msgspec.Struct, frozen=True):
    """A search that ended.

    Attributes:
        line: the path of releases from one end to the other.
        probes: environments of this run, in their order; stored evidence needed none.
        recorded: how many answers came from evidence.
        environments: point -> fingerprint.
        every: whether every point of the line was tested.
    """

    line: tuple[str, ...]
    traces: tuple[Trace, ...]
    probes: tuple[Probe, ...]
    recorded: int
    environments: dict[str, Environment]
    seconds: float
    every: bool = False

    @property
    def exit_code(self) -> int:
        """0 nothing changed, 1 behaviour changed, 2 an end could not be tested."""
        if any(trace.first is None for trace in self.traces):
            return 2
        return int(any(trace.shifts for trace in self.traces))


class Forecast(msgspec.Struct, frozen=True):
    """What a search would do before it does it.

    Attributes:
        open: rows that evidence does not settle.
        next: the first environments: what would be installed in each; empty requirements for one that is there.
        most: environments that one change takes at most when every release can be tested; its patches come on top.
    """

    line: tuple[str, ...]
    rows: int
    open: int
    recorded: int
    next: tuple[tuple[str, tuple[str, ...]], ...]
    most: int
