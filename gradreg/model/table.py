"""What reports show: eras, transitions, verdicts, lines, and what changed in which release."""

from typing import Self

import msgspec

from gradreg.model.behaviour import Behaviour, Comparison, Manner, Outcome
from gradreg.model.devices import Departure
from gradreg.model.places import is_plain
from gradreg.model.rows import OfRow


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

    @property
    def counts(self) -> bool:
        """Whether it changes what autograd does, and not only what compiles, or what meta has kernels for."""
        return bool(self.manner) and is_plain(self.device)


class Change(OfRow, frozen=True):
    """A transition and the row that made it."""

    question: str
    step: Transition


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


class Line(OfRow, frozen=True):
    """One row of the table, ready for any writer; `departures` hold its other devices against the first."""

    question: str
    eras: tuple[Era, ...]
    transitions: tuple[Transition, ...]
    claims: tuple[Verdict, ...]
    expect: str
    stale: bool
    departures: tuple[Departure, ...] = ()


class Table(msgspec.Struct, frozen=True):
    """Everything a report shows: the lines, the releases they span, and how many cells ended how."""

    lines: tuple[Line, ...]
    releases: tuple[str, ...]
    outcomes: dict[str, int]

    def only(self, rows: frozenset[str]) -> Self:
        """The same table, holding some of its lines."""
        return msgspec.structs.replace(self, lines=tuple(line for line in self.lines if line.row in rows))
