"""Take in what sessions send back from elsewhere: through the checks of a merge, whoever measured it."""

import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from gradreg import store
from gradreg.errors import BadEvidence, BadUsage, GradregError
from gradreg.model import (
    Arrival,
    Conflict,
    Delivery,
    Ended,
    Merged,
    Observation,
    Places,
    Refusal,
    Session,
    Summary,
    Swept,
)
from gradreg.pipeline.errand import delivered
from gradreg.pipeline.merging import Intake, merged

Tell = Callable[[Arrival], None]
Came = list[tuple[Ended, Delivery]]


class Taking:
    """What came back of a sweep so far; every session counts once."""

    def __init__(self, places: Places, sessions: Sequence[Session], run: str, tell: Tell) -> None:
        self.places, self.run, self.tell = Places(places.cases, places.results), run, tell
        self.left = {session.name: session for session in sessions}
        self.total, self.began = len(sessions), time.monotonic()
        self.summaries: list[Summary] = []
        self.faults: dict[str, str] = {}
        self.refused: list[Refusal] = []
        self.conflicts: list[Conflict] = []

    def take(self, over: Iterable[Ended]) -> None:
        """Write the evidence of some sessions under one lock, then how each of them ended."""
        came: Came = []
        for ended in over:
            if self.left.pop(ended.session.name, None) is None:
                continue
            try:
                came.append((ended, _sound(ended)))
            except _Failed as failed:
                self._note(ended, _failed(ended.session, failed.reason), str(failed))
        if came:
            self._write(came)

    def _write(self, came: Came) -> None:
        with tempfile.TemporaryDirectory(prefix="gradreg-took-") as folder:
            archives = {_archive(Path(folder), ended, delivery): ended.session for ended, delivery in came}
            try:
                self._took(_merged(self.places, archives), archives)
            except (BadEvidence, BadUsage):  # one of them cannot be read at all; the others are as good as ever
                for archive, session in archives.items():
                    self._alone(archive, session)
        for ended, delivery in came:
            self._end(ended, delivery)

    def _alone(self, archive: Path, session: Session) -> None:
        try:
            self._took(_merged(self.places, [archive]), {archive: session})
        except (BadEvidence, BadUsage) as error:
            self.refused.append(Refusal(session.title, session.name, str(error)))

    def _took(self, found: Merged, archives: Mapping[Path, Session]) -> None:
        titles = {str(path): session.title for path, session in archives.items()}
        self.conflicts += found.conflicts
        self.refused += [msgspec.structs.replace(item, source=titles[item.source]) for item in found.refused]

    def _end(self, ended: Ended, delivery: Delivery) -> None:
        """Keep what else came back, and say how it went; who finds the summary finds the evidence too."""
        assert delivery.summary is not None, "what is sound has one"
        seen = msgspec.json.decode(delivery.raw, type=list[Observation])
        store.save_raw(self.places.results, ended.session.name, seen)
        self._note(ended, delivery.summary, delivery.fault)

    def _note(self, ended: Ended, summary: Summary, fault: str | None) -> None:
        if fault:
            self.faults[ended.session.name] = fault
        self.summaries.append(summary)
        store.save_summary(self.places.results, self.run, summary)
        over = self.total - len(self.left)
        left = (time.monotonic() - self.began) / over * len(self.left)
        self.tell(Arrival(summary, fault, ended.where, len(self.summaries), self.total, left))

    def swept(self, sessions: tuple[Session, ...]) -> Swept:
        """How it all ended, in the order of the plan."""
        order = {session.name: number for number, session in enumerate(sessions)}
        ended = sorted(self.summaries, key=lambda item: order[f"{item.release}-{item.device}"])
        return Swept(self.run, sessions, tuple(ended), self.faults, tuple(self.refused), tuple(self.conflicts))


class _Failed(Exception):
    def __init__(self, reason: str, told: str) -> None:
        super().__init__(told)
        self.reason = reason


def _sound(ended: Ended) -> Delivery:
    """The answer of a session; raises _Failed where there is none, or one of something else."""
    if ended.answer is None:
        raise _Failed(ended.reason, ended.told)
    try:
        found = delivered(ended.answer)
        msgspec.json.decode(found.raw or "[]", type=list[Observation])
    except (GradregError, msgspec.DecodeError) as error:
        raise _Failed("worker failed", f"{ended.session.title}: {error}") from error
    if found.refused is not None:
        raise _Failed(found.fault or "worker failed", found.refused)
    session = ended.session
    if found.summary is None or (found.summary.release, found.summary.device) != (session.release, session.device):
        raise _Failed("worker failed", f"what came back for {session.title} is of another session")
    return found


def _failed(session: Session, reason: str) -> Summary:
    return Summary(session.release, session.device, {}, reason, (), 0.0)


def _archive(folder: Path, ended: Ended, delivery: Delivery) -> Path:
    """The evidence of a session as an archive, which is read as one of strangers is: no name in it becomes a path."""
    path = folder / f"{ended.session.name}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in delivery.evidence.items():
            archive.writestr(name, text)
    return path


def _merged(places: Places, archives: Iterable[Path]) -> Merged:
    return merged(places, Intake(tuple(archives), own=True, blanks=True))
