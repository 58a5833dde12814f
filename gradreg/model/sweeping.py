"""Sessions that are measured elsewhere: what is sent along, what comes back, and how it all ended."""

from collections.abc import Mapping
from typing import Any

import msgspec

from gradreg.model.measuring import Summary
from gradreg.model.provenance import Conflict, Refusal


class Session(msgspec.Struct, frozen=True):
    """One release and device of a sweep.

    Attributes:
        rows: how many rows there are to measure.
        needs: the resources that a worker has to declare, each with how much of it the session takes.
    """

    release: str
    device: str
    rows: int
    needs: Mapping[str, float] = {}

    @property
    def name(self) -> str:
        """What its files are called: `2.0.1-cpu`."""
        return f"{self.release}-{self.device}"

    @property
    def title(self) -> str:
        """What people call it."""
        return f"torch {self.release} {self.device}"


class Order(msgspec.Struct, frozen=True):
    """A session as it is sent to a worker: everything that is needed there but torch.

    Attributes:
        run: name of the run it belongs to.
        method: hash of the code that measures; a worker with another one refuses.
        cases: the catalog, file by file.
        catalog: hash of those files.
        evidence: what is recorded of the release and of the one that the gate holds it against, file by file.
        options: the options of `gradreg measure`, by the names that they have in the code.
        python: an interpreter that has torch already, with `{release}` in it; None to make an environment.
    """

    release: str
    device: str
    run: str
    method: str
    cases: dict[str, str]
    catalog: str
    evidence: dict[str, str]
    options: dict[str, Any]
    keyword: str | None = None
    python: str | None = None


class Delivery(msgspec.Struct, frozen=True):
    """What a session sends back: texts of files, which are checked like those of strangers.

    Attributes:
        evidence: its cells, file by file.
        raw: the lines of its raw run.
        fault: why something could not be measured, in full.
        refused: why the worker did not even try.
    """

    summary: Summary | None = None
    evidence: dict[str, str] = {}
    raw: str = ""
    fault: str | None = None
    refused: str | None = None


class Ended(msgspec.Struct, frozen=True):
    """A session that is over: the bytes of its answer, or why there is none.

    Attributes:
        reason: one of the infra words, where there is no answer.
        told: the reason in full, and what to do next.
        where: the worker that it ran on.
    """

    session: Session
    answer: bytes | None = None
    reason: str = ""
    told: str = ""
    where: str = "here"


class Swept(msgspec.Struct, frozen=True):
    """How a sweep ended.

    Attributes:
        run: name of the run, which `gradreg summary --run` shows again.
        faults: session -> why it could not be measured, or not all of it.
        refused: what of the evidence that came back was not taken.
        conflicts: what came back and contradicts what was recorded here meanwhile; nothing of it was taken.
    """

    run: str
    sessions: tuple[Session, ...]
    summaries: tuple[Summary, ...]
    faults: dict[str, str]
    refused: tuple[Refusal, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 as recorded or new, 1 behaviour differs, 2 something could not be measured, or was not taken."""
        if self.conflicts or any(item.exit_code == 1 for item in self.summaries):
            return 1
        absent = {f"{item.release}-{item.device}" for item in self.summaries if item.is_absent}
        lacks = len(self.summaries) < len(self.sessions) or self.refused or self.faults.keys() - absent
        return 2 if lacks or any(item.exit_code for item in self.summaries) else 0


class Arrival(msgspec.Struct, frozen=True):
    """A session whose evidence was taken in, or that failed: what is told while a sweep goes on.

    Attributes:
        number: how many sessions are over now.
        left: about how many seconds the others will take.
    """

    summary: Summary
    fault: str | None
    where: str
    number: int
    total: int
    left: float
