"""What a session is asked to measure, and how it ended."""

from pathlib import Path

import msgspec

from gradreg.model.behaviour import ABSENT, Comparison, Finding
from gradreg.model.catalog import Case, Row
from gradreg.model.gating import Publication


class Limits(msgspec.Struct, frozen=True):
    """What one row may take: seconds of wall time, megabytes of memory, and how many run side by side."""

    seconds: float = 60.0
    megabytes: int = 4096
    workers: int = 1
    share: bool = True
    isolate: str = "fork"


class Conditions(msgspec.Struct, frozen=True):
    """What may differ between two looks at a row, and must not matter; the order of the rows is the job's own.

    Attributes:
        hash_seed: Python's PYTHONHASHSEED, which decides the order of sets.
        threads: how many threads torch may use in a row.
    """

    hash_seed: int = 0
    threads: int = 1


class Job(msgspec.Struct, frozen=True):
    """The rows to observe on one release and device, grouped by their case.

    Attributes:
        sandbox: keep the worker from the network, the home and all files but its own.
    """

    release: str
    device: str
    cases: tuple[tuple[Case, tuple[Row, ...]], ...]
    limits: Limits = Limits()
    conditions: Conditions = Conditions()
    sandbox: bool = False

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row of the job."""
        return tuple(row for _, rows in self.cases for row in rows)


class Use(msgspec.Struct, frozen=True):
    """How to treat an environment: take an existing one, install into it where it differs, keep it afterwards."""

    reuse: bool = False
    install: bool = True
    keep: bool = False


class Summary(msgspec.Struct, frozen=True):
    """How one session ended.

    Attributes:
        counts: comparison word -> rows.
        infra: why nothing could be measured, if so.
        differing: names of the rows that regressed or are unstable.
        seconds: wall time from the first look for an interpreter to the last write.
        held_back: why nothing was published, a sentence each.
    """

    release: str
    device: str
    counts: dict[str, int]
    infra: str | None
    differing: tuple[str, ...]
    seconds: float
    held_back: tuple[str, ...] = ()

    @property
    def is_absent(self) -> bool:
        """Whether nothing was measured for want of a device that this release can use."""
        return self.infra in ABSENT

    @property
    def exit_code(self) -> int:
        """0 as recorded or new, 1 behaviour differs, 2 something could not be measured, or was held back.

        A device that is not there, or is of no use, is nobody's failure: 0.
        """
        if self.is_absent:
            return 0
        if self.held_back:
            return 2
        if self.differing:
            return 1
        return 2 if self.infra or self.counts.get(Comparison.MISSING.word) else 0


class Request(msgspec.Struct, frozen=True):
    """One release and device to measure, and how.

    Attributes:
        folder: where to make the environment; unused when `python` is given.
        python: an interpreter that has torch already.
        update: replace recorded behaviour by what is found.
        missing: measure only rows whose evidence is absent, stale, or no behaviour.
        twice: look at every row a second time, also at what is as recorded.
        again: look first in the conditions of a second look, so that evidence is held against other ones than its own.
        sandbox: run the cases behind bubblewrap; refuse where it does not work.
        free: gigabytes of disk to leave, at the price of kept environments.
        run: name of the run this session belongs to: start time, dash, anything; `alone` where it belongs to none.
        position: (number of this session in the run, number of sessions), if known.
        once: record what is new after one look; the next run over it is the second.
        threads: with how many threads to look once more at every row; 1 for no such look.
        reason: why a run is accepted that changes more than the gate lets pass; it is an update, too.
        planned: the sessions that the run is to have, as `2.0.1-cpu`, if known.
    """

    release: str
    device: str
    folder: Path
    python: Path | None = None
    use: Use = Use()
    limits: Limits = Limits()
    update: bool = False
    missing: bool = False
    twice: bool = False
    again: bool = False
    sandbox: bool = False
    free: float = 10.0
    run: str = "alone"
    position: tuple[int, int] | None = None
    once: bool = False
    threads: int = 1
    reason: str | None = None
    planned: tuple[str, ...] = ()


class Measured(msgspec.Struct, frozen=True):
    """What came out of a session, for people and for the exit code."""

    summary: Summary
    findings: tuple[Finding, ...]
    fault: str | None
    publication: Publication
