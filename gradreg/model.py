"""The frozen types that stages exchange, and the two closed enums. Nothing here reads, runs or writes."""

from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Self

import msgspec
from packaging.specifiers import SpecifierSet
from packaging.version import Version

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
        return self in {Outcome.OBSERVED, Outcome.RAISED}


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


class Claim(msgspec.Struct, frozen=True):
    """What somebody said, as facts; `rows` is the pattern of the row labels it speaks of."""

    source: str
    says: str
    facts: Facts
    rows: str = "*"


class Expectation(msgspec.Struct, frozen=True):
    """What the author expects: for rows whose label matches `rows`, facts by PEP 440 range."""

    rows: str
    ranges: tuple[tuple[str, Facts], ...]


class Row(msgspec.Struct, frozen=True):
    """One combination of a case's PARAMS; a case without PARAMS is one row.

    Attributes:
        torch: PEP 440 range of the releases in which the row makes sense.
    """

    case: str
    label: str
    arguments: dict[str, Scalar | None]
    torch: str = ""

    @property
    def name(self) -> str:
        """`topic/claim`, or `topic/claim[Adam-zero]`."""
        return f"{self.case}[{self.label}]" if self.label else self.case


class Places(msgspec.Struct, frozen=True):
    """Where the catalog and the evidence are, and which rows are meant."""

    cases: Path = Path("cases")
    results: Path = Path("results")
    keyword: str | None = None


class Case(msgspec.Struct, frozen=True):
    """One file of the catalog, read but not run.

    Attributes:
        name: `topic/claim`.
        question: first line of the docstring.
        code: hash of the code that observes; comments, docstring and expectations do not count.
        takes_device: whether `observe` depends on a device.
    """

    name: str
    path: Path
    question: str
    story: str
    links: tuple[str, ...]
    source: str
    code: str
    takes_device: bool
    rows: tuple[Row, ...]
    expect: tuple[Expectation, ...]
    claims: tuple[Claim, ...]

    @property
    def topic(self) -> str:
        """The folder of the case."""
        return self.name.split("/", maxsplit=1)[0]

    def inapplicable(self, row: Row, release: "Release", device: str) -> str | None:
        """Why a row makes no sense on that release and device; None where it does."""
        if not self.takes_device and device != "cpu":
            return "does not depend on a device"
        return None if release.within(row.torch) else f"needs torch {row.torch}"


class Approval(StrEnum):
    """Why EXPECT would be written: there is none, it is wrong, or it says the same in more words than it needs."""

    CREATE = "create"
    FIX = "fix"
    TRIM = "trim"


class Proposal(msgspec.Struct, frozen=True):
    """The source that a case would have with EXPECT written from the evidence."""

    case: Case
    approval: Approval
    source: str


class Mistake(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a case file, where it is, and what to do."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@cache
def _inside(specifier: str, version: str) -> bool:
    return SpecifierSet(specifier).contains(Version(version), prereleases=True)


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One published version of torch.

    Attributes:
        date: day of publication, ISO 8601.
        python: interpreters it is known to run on, best first.
        pins: requirements to install beside it.
        tags: sets it belongs to beyond `all` and `minors`.
    """

    version: str
    date: str
    python: tuple[str, ...]
    pins: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    yanked: bool = False

    @property
    def key(self) -> Version:
        """Sort key."""
        return Version(self.version)

    @property
    def minor(self) -> tuple[int, ...]:
        """The first two numbers of the version."""
        return self.key.release[:2]

    def within(self, specifier: str) -> bool:
        """Whether a PEP 440 range holds this release."""
        return _inside(specifier, self.version)


class Limits(msgspec.Struct, frozen=True):
    """What one row may take: seconds of wall time, megabytes of memory, and how many run side by side."""

    seconds: float = 60.0
    megabytes: int = 4096
    workers: int = 1
    share: bool = True
    isolate: str = "fork"


class Job(msgspec.Struct, frozen=True):
    """The rows to observe on one release and device, grouped by their case."""

    release: str
    device: str
    cases: tuple[tuple[Case, tuple[Row, ...]], ...]
    limits: Limits = Limits()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row of the job."""
        return tuple(row for _, rows in self.cases for row in rows)


class Use(msgspec.Struct, frozen=True):
    """How to treat an environment: take an existing one, install into it where it differs, keep it afterwards."""

    reuse: bool = False
    install: bool = True
    keep: bool = False


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


class Observation(msgspec.Struct, frozen=True):
    """What one row showed in one run, with the parts that are not evidence (timing, output, traceback)."""

    row: str
    behaviour: Behaviour
    seconds: float | None = None
    printed: str = ""
    traceback: str | None = None


class Cell(msgspec.Struct, frozen=True):
    """Evidence for one row on one release and device."""

    behaviour: Behaviour
    environment: str
    stale: bool = False


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


class Summary(msgspec.Struct, frozen=True):
    """How one session ended.

    Attributes:
        counts: comparison word -> rows.
        infra: why nothing could be measured, if so.
        differing: names of the rows that regressed or are unstable.
        seconds: wall time from the first look for an interpreter to the last write.
    """

    release: str
    device: str
    counts: dict[str, int]
    infra: str | None
    differing: tuple[str, ...]
    seconds: float

    @property
    def exit_code(self) -> int:
        """0 as recorded or new, 1 behaviour differs, 2 something could not be measured."""
        if self.differing:
            return 1
        return 2 if self.infra or self.counts.get(Comparison.MISSING.word) else 0


class Era(msgspec.Struct, frozen=True):
    """Neighbouring releases with the same behaviour; `unknown` are releases inside it that nobody measured."""

    device: str
    first: str
    last: str
    behaviour: Behaviour
    unknown: tuple[str, ...] = ()


class Transition(msgspec.Struct, frozen=True):
    """Two neighbouring known releases that differ.

    Attributes:
        before, after: the two releases.
        between: unmeasured releases in the middle.
        old, new: what the two releases showed.
    """

    device: str
    before: str
    after: str
    kind: Comparison
    manner: Manner | None = None
    between: tuple[str, ...] = ()
    old: Behaviour = Behaviour(Outcome.NOT_RUN)
    new: Behaviour = Behaviour(Outcome.NOT_RUN)


class Change(msgspec.Struct, frozen=True):
    """A transition and the row that made it."""

    row: str
    topic: str
    question: str
    step: Transition

    @property
    def case(self) -> str:
        """`topic/claim`."""
        return self.row.partition("[")[0]

    @property
    def label(self) -> str:
        """What stands in the row's brackets."""
        return self.row[len(self.case) + 1 : -1]


class ReleaseChanges(msgspec.Struct, frozen=True):
    """What changed in one release.

    Attributes:
        changes: every transition, heavier kinds first.
        alike: the same, those of one case that show the same before and after together.
        kinds: comparison word -> number.
        manners: manner -> number, of the changes of behaviour.
    """

    release: str
    changes: tuple[Change, ...]
    alike: tuple[tuple[Change, ...], ...]
    kinds: dict[str, int]
    manners: dict[str, int]


class History(msgspec.Struct, frozen=True):
    """What changed release by release, oldest first, and the topics in which no behaviour ever did."""

    releases: tuple[ReleaseChanges, ...]
    steady: tuple[str, ...]


class Verdict(msgspec.Struct, frozen=True):
    """A claim or an expectation, and what the evidence says of it."""

    source: str
    says: str
    word: str


class Line(msgspec.Struct, frozen=True):
    """One row of the table, ready to be written by any writer."""

    row: str
    topic: str
    question: str
    eras: tuple[Era, ...]
    transitions: tuple[Transition, ...]
    claims: tuple[Verdict, ...]
    expect: str
    stale: bool


class Table(msgspec.Struct, frozen=True):
    """Everything a report shows: the lines, the releases they span, and how many cells ended how."""

    lines: tuple[Line, ...]
    releases: tuple[str, ...]
    outcomes: dict[str, int]

    def only(self, rows: frozenset[str]) -> Self:
        """The same table, holding some of its lines."""
        return msgspec.structs.replace(self, lines=tuple(line for line in self.lines if line.row in rows))
