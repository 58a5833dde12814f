"""What a session measured before its evidence is written: a journal, so that a killed session goes on where it was.

`.raw/sessions/2.0.1-cpu.jsonl` has a line per look that says where and how it was measured, and a line per row.
What was held back is set aside as `2.0.1-cpu.held`, for a run that accepts it.
"""

import contextlib
import hashlib
from collections.abc import Container, Iterator
from io import FileIO
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from gradreg.model import Environment, Job, Observation, Underway

FOLDER, HELD = "sessions", ".held"
LOCK_SECONDS = 2  # `gradreg status` holds a lock for an instant to see whether it is free


class Head(msgspec.Struct, frozen=True, tag=True):
    """What must be the same for a look to be gone on with; `method` is the hash of the code that measures."""

    look: str
    environment: Environment
    method: str


class Entry(msgspec.Struct, frozen=True, tag=True):
    """What one row showed in one of a session's looks; `code` is the hash of its case's code."""

    look: str
    code: str
    observation: Observation


class Journal:
    """The journal of one session, held as long as the session runs."""

    def __init__(self, path: Path, method: bytes) -> None:
        self.path, self.method = path, hashlib.sha256(method).hexdigest()
        self.lines = _read(path)
        self.stream: FileIO | None = None

    def taken(self, job: Job, look: str) -> dict[str, Observation]:
        """Row -> what it showed in that look, of the rows of a job whose code is still the same.

        What was no behaviour is not taken up: the next look may be luckier.
        """
        codes = {row.name: case.code for case, rows in job.cases for row in rows}
        head = self._head(look)
        if not head or head.method != self.method:
            return {}
        return {
            line.observation.row: line.observation
            for line in self.lines
            if isinstance(line, Entry)
            and line.look == look
            and codes.get(line.observation.row) == line.code
            and line.observation.behaviour.outcome.is_behaviour
        }

    def begin(self, look: str, environment: Environment) -> bool:
        """Say where the rows to come are measured; False where what is known of that look came from elsewhere."""
        head = Head(look, environment, self.method)
        same = head == self._head(look)
        if not same:
            self.lines = [*(line for line in self.lines if line.look != look), head]
        if self.stream is None or not same:
            with contextlib.suppress(OSError):
                self._rewrite()
        return same

    def note(self, look: str, code: str, observation: Observation) -> None:
        """Keep what a row showed; the system knows it at once, so that it outlives this process.

        Where it cannot be kept, nothing more is noted: whether evidence can be written is for its writing to tell.
        """
        line = Entry(look, code, observation)
        self.lines.append(line)
        if self.stream:
            try:
                self.stream.write(msgspec.json.encode(line) + b"\n")
            except OSError:
                self.close()

    def forget(self, rows: Container[str] | None = None) -> None:
        """The session is over, its evidence written or refused: drop what is noted, of these rows or of all."""
        self.close()
        self.path.with_suffix(".new").unlink(missing_ok=True)
        if rows is None:
            self.path.with_suffix(HELD).unlink(missing_ok=True)
        kept = [line for line in _read(self.path) if rows is not None and _is_none_of(line, rows)]
        if any(isinstance(line, Entry) for line in kept):
            self.lines = kept
            self._rewrite()
            self.close()
        else:
            self.path.unlink(missing_ok=True)

    def set_aside(self) -> None:
        """The evidence was held back: keep what is noted, for a run that accepts it."""
        self.close()
        with contextlib.suppress(OSError):
            self.path.replace(self.path.with_suffix(HELD))

    def take_back(self) -> None:
        """Go on with what was held back; what is noted of a session that was cut off later comes first."""
        if not self.lines:
            with contextlib.suppress(OSError):
                self.path.with_suffix(HELD).replace(self.path)
            self.lines = _read(self.path)

    def close(self) -> None:
        """Let go of the file, which stays."""
        if self.stream:
            self.stream.close()
            self.stream = None

    def _head(self, look: str) -> Head | None:
        return next((line for line in self.lines if isinstance(line, Head) and line.look == look), None)

    def _rewrite(self) -> None:
        """Write what is known, without a line that a kill cut off, and stay open for more."""
        self.close()
        fresh = self.path.with_suffix(".new")
        stream = fresh.open("wb", buffering=0)
        try:
            stream.writelines(msgspec.json.encode(line) + b"\n" for line in self.lines)
            fresh.replace(self.path)
        except OSError:
            stream.close()
            raise
        self.stream = stream


def _is_none_of(line: Head | Entry, rows: Container[str]) -> bool:
    return isinstance(line, Head) or line.observation.row not in rows


def _read(path: Path) -> list[Head | Entry]:
    """The whole lines of a journal; from the first on that is none, nothing is believed."""
    found: list[Head | Entry] = []
    with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        for line in path.read_bytes().split(b"\n")[:-1]:
            found.append(msgspec.json.decode(line, type=Head | Entry))  # noqa: PERF401 what came before a bad line counts
    return found


@contextlib.contextmanager
def opened(raw: Path, name: str, method: bytes) -> Iterator[Journal | None]:
    """The journal of a session; None where another process has it, or there are no locks: then nothing is noted."""
    folder = raw / FOLDER
    with contextlib.ExitStack() as held:
        found = None
        with contextlib.suppress(Timeout, OSError, NotImplementedError):
            folder.mkdir(exist_ok=True)
            held.enter_context(FileLock(folder / f"{name}.lock", timeout=LOCK_SECONDS))
            found = Journal(folder / f"{name}.jsonl", method)
            held.callback(found.close)
        yield found


def underway(raw: Path) -> tuple[Underway, ...]:
    """Every session that runs, or was cut off before its evidence was written."""
    folder = raw / FOLDER
    held = {path.stem for path in folder.glob("*.lock") if _is_held(path)}
    names = held | {path.stem for path in folder.glob("*.jsonl")}
    return tuple(_underway(folder, name, running=name in held) for name in sorted(names))


def _underway(folder: Path, name: str, *, running: bool) -> Underway:
    release, _, device = name.rpartition("-")
    rows = {line.observation.row for line in _read(folder / f"{name}.jsonl") if isinstance(line, Entry)}
    return Underway(release, device, len(rows), running)


def _is_held(path: Path) -> bool:
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
    except (OSError, NotImplementedError):  # a folder where nothing can be written: nobody records there
        return False
