"""What differs between two sides of the evidence, and what varies inside a range of releases."""

from pathlib import Path

import msgspec

from gradreg.model.behaviour import Behaviour, Comparison, Environment, Manner, Outcome
from gradreg.model.devices import Departure
from gradreg.model.rows import OfRow
from gradreg.model.table import Line, Table, Transition


class Side(msgspec.Struct, frozen=True):
    """One of two things that are compared; None is what its word leaves open.

    Attributes:
        folder: of the evidence.
        revision: of git, at which the folder is read; the working tree where there is none.
    """

    release: str | None = None
    device: str | None = None
    folder: Path | None = None
    revision: str | None = None


class Strip(OfRow, frozen=True):
    """What one row shows on one device: (release, behaviour) for every release, oldest first.

    Attributes:
        stale: releases in which it was measured with other code than the case has today.
    """

    question: str
    device: str
    cells: tuple[tuple[str, Behaviour], ...]
    stale: frozenset[str] = frozenset()


class Difference(OfRow, frozen=True):
    """A row that is not the same on both sides.

    Attributes:
        device: where; `cpu → cuda` where the devices are what is compared.
        releases: where both sides are that release; none where releases are compared.
        manner: announced, loud or silent, for who moves from the first side to the second.
        steps: between two releases, the transitions on the way.
        stale: whether a side was measured with other code than the case has today.
    """

    question: str
    device: str
    releases: tuple[str, ...]
    kind: Comparison
    manner: Manner | None
    before: Behaviour
    after: Behaviour
    steps: tuple[Transition, ...] = ()
    stale: bool = False


class OneSided(OfRow, frozen=True):
    """A row that is known on one side only; `other` says why it is not on the other."""

    device: str
    releases: tuple[str, ...]
    known_first: bool
    other: Behaviour


class Between(msgspec.Struct, frozen=True):
    """What differs between two sides.

    Attributes:
        compared: cells known on both sides.
        unknown: cells known on neither.
        differences: what differs, what changed silently first.
        alike: the same, those of one case that show the same on both sides together.
        returned: rows that changed between the two releases, and changed back.
        departures: between two devices, every row that is known on both, whether or not they differ.
        unlisted: cases that have evidence on a side, and that the catalog does not have.
    """

    compared: int
    unknown: int
    differences: tuple[Difference, ...]
    alike: tuple[tuple[Difference, ...], ...]
    one_sided: tuple[OneSided, ...]
    returned: tuple[str, ...]
    unlisted: tuple[str, ...] = ()
    departures: tuple[Departure, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 where behaviour agrees, 1 where it differs, 2 where nothing could be compared."""
        if any(item.kind is not Comparison.REWORDED for item in self.differences):
            return 1
        return 0 if self.compared else 2


class Span(msgspec.Struct, frozen=True):
    """What varies inside a range of releases.

    Attributes:
        specifier: the range; empty for all releases.
        table: the rows that vary, as they are inside the range.
        alike: the same rows, those of one case that show the same all along together.
        steady: rows, on a device, that never vary there.
        unknown: rows of which nothing is known there.
    """

    specifier: str
    table: Table
    alike: tuple[tuple[Line, ...], ...]
    steady: int
    unknown: int

    @property
    def exit_code(self) -> int:
        """0 where nothing varies, 1 where behaviour does, 2 where nothing is known."""
        if any(step.kind is not Comparison.REWORDED for line in self.table.lines for step in line.transitions):
            return 1
        return 0 if self.steady or self.table.lines else 2


class Why(OfRow, frozen=True):
    """One cell, with where its content comes from.

    Attributes:
        environment: fingerprint of what it was measured in; `environment_id` is its name in the evidence.
        code: hash of the code that it was measured with; `stale` where the case has another today.
        file: the evidence file.
        since, until: first and last release of the era that it belongs to.
        previous, next: the nearest releases on either side whose behaviour is known.
        came, goes: what changed from the one, and what changes to the other.
        seconds, traceback: of the last run on this machine, where it is kept and showed the same.
    """

    question: str
    release: str
    device: str
    behaviour: Behaviour
    environment: Environment | None
    environment_id: str
    code: str
    stale: bool
    file: str
    since: str
    until: str
    previous: str | None
    next: str | None
    came: Transition | None
    goes: Transition | None
    seconds: float | None = None
    traceback: str | None = None

    @property
    def exit_code(self) -> int:
        """0 where the evidence has an answer, which may be that the row makes no sense there; 2 where it has none."""
        outcome = self.behaviour.outcome
        return 0 if outcome.is_behaviour or outcome is Outcome.NOT_APPLICABLE else 2
