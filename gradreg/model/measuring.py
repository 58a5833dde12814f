"""What a session is asked to measure, and how it ended."""

import msgspec

from gradreg.model.behaviour import Comparison
from gradreg.model.catalog import Case, Row


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
