"""What a case file says, read but not run."""

from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import msgspec

from gradreg.model.behaviour import Facts, Scalar
from gradreg.model.places import device_of, mode_of, uncompilable
from gradreg.model.releases import Release

LONGEST_PATTERN = 1000
"""Of a row pattern; open brackets take the square of its length."""
CHINESE = ("中文:", "中文：")


@cache
def _is_wild(pattern: str) -> bool:
    return not frozenset("*?[").isdisjoint(pattern)


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

    def matches(self, pattern: str) -> bool:
        """Whether a pattern of row labels speaks of this row."""
        wild = len(pattern) <= LONGEST_PATTERN and _is_wild(pattern)
        return fnmatchcase(self.label, pattern) if wild else self.label == pattern


class Places(msgspec.Struct, frozen=True):
    """Where the catalog and the evidence are, and which rows are meant; `answers` is what searches left behind."""

    cases: Path = Path("cases")
    results: Path = Path("results")
    keyword: str | None = None
    answers: Path | None = None


class Case(msgspec.Struct, frozen=True):
    """One file of the catalog, read but not run.

    Attributes:
        name: `topic/claim`.
        question: first line of the docstring.
        code: hash of the code that observes; comments, docstring and expectations do not count.
        takes_device: whether `observe` depends on a device.
        workaround: pairs of a row pattern and the case or row that does the same job on all releases alike.
        has_step: whether it marks a part that can be compiled, a function `step` at its top level.
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
    workaround: tuple[tuple[str, str], ...] = ()
    has_step: bool = False

    @property
    def chinese(self) -> str:
        """The question in Chinese, where a line of the story gives it after `中文:`."""
        lines = (line for line in self.story.splitlines() if line.startswith(CHINESE))
        return next((line[len(CHINESE[0]) :].strip() for line in lines), "")

    @property
    def topic(self) -> str:
        """The folder of the case."""
        return self.name.split("/", maxsplit=1)[0]

    def workaround_for(self, row: Row) -> str | None:
        """The name of the case or row that does a row's job on all releases alike, where the author names one."""
        return next((name for pattern, name in self.workaround if row.matches(pattern)), None)

    def is_at(self, place: str) -> bool:
        """Whether the case has cells at a place at all; in a mode only those have that mark a step."""
        return self.has_step or not mode_of(place)

    def inapplicable(self, row: Row, release: Release, place: str) -> str | None:
        """Why a row makes no sense on that release and place; None where it does."""
        if not self.takes_device and device_of(place) != "cpu":
            return "does not depend on a device"
        if not self.is_at(place):
            return "marks no step to compile"
        refused = uncompilable(release) if mode_of(place) else None
        if refused:
            return refused
        if device_of(place) not in release.devices:
            return f"torch had no {device_of(place)} yet"
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
