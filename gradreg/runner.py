"""Run a job in a pinned interpreter: Job + python -> observations. The only host side of the worker's protocol."""

import contextlib
import errno
import os
import secrets
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

import msgspec

from gradreg import folders, normalise, sandbox
from gradreg.errors import NotRun
from gradreg.model import HOSTED, Behaviour, Environment, Facts, Job, Limits, Observation, Outcome, Place, Row

WORKER = Path(__file__).parent / "worker" / "observe.py"
PROTOCOL = 1
SILENCE = 600.0
LIVES = 9  # how many workers a job may use up, beside those that a row is known to have killed
PROOF = 2  # how many workers have died with a row before it is blamed
MOST = 99  # how many workers a job may use up in all, where many rows kill theirs
PRIVATE = ("PYTHON", "GRADREG_", "NOX_", "OLDPWD")  # what leads a case to the evidence, and is none of its business
POLL = 0.02
CUT_OFF = "was stopped, because its answers had been cut off"
NO_GPU = {"CUDA_VISIBLE_DEVICES": ""}  # where none is meant, a machine with a GPU says what one without it says
FORK_ON_MACOS = {"OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES"}
LAST_WORDS = 2000
FULL = tuple(f"OSError: [Errno {number}]" for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT))
REMEDIES = {
    "torch did not import": "{python} lacks what stands above, or holds it in a version that this torch does not bear; "
    "without --python gradreg makes an environment in which it imports.",
    "canary failed": "This torch does not do what every release does, so nothing was observed: install it anew in "
    "{python}, or measure without --python.",
    "incomplete installation": "Files of torch in {python} are not those of its wheel, as after an installation "
    "that was cut short: install it anew there, or measure without --python.",
    "no compiler": "Inductor compiles C++: install g++ (Debian: `apt install g++`; macOS: the command line tools) "
    "or name a compiler in CXX, and have the headers of {python}. The other modes need neither.",
    "not available here": "Nothing is recorded. Measure where torch finds that device; `gradreg doctor` looks for one.",
    "GPU not supported": "Nothing is recorded. Measure another release on this GPU, or this release on another GPU.",
    "driver too old": "Nothing is recorded. Install a newer driver, or measure a release built for an older CUDA.",
    "no interpreter": "Name a Python that works with --python, or leave it out.",
    "worker died": "Run it again; where memory is short, with `--workers 1`; where a disk is full, after freeing some.",
}
ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def method() -> bytes:
    """The code that measures; what other code measured is not mixed with it."""
    return b"".join(Path(path).read_bytes() for path in (WORKER, __file__, normalise.__file__))


def run(python: Path, job: Job, wheels: str = "given") -> Generator[Environment | Observation]:
    """Yield the environment's fingerprint, then an observation per row as it is known.

    When the worker dies, another one observes the rows that are left, one at a time, so that a row which kills it
    a second time is known, and spoils no other.
    Raises NotRun when torch does not import, the canary fails, the device is missing or workers keep dying.
    """
    told, suspects, lives = False, frozenset[str](), LIVES
    for left in range(MOST, 0, -1):
        life = _Life(job, wheels)
        for answer in life.answers(python):
            if isinstance(answer, Observation):
                yield answer
            elif not told:
                told = True
                yield answer
        if life.ended:
            unread = Behaviour(Outcome.CRASHED, detail="no answer of it could be read")
            yield from (Observation(row, unread) for row in life.waiting.elements())
            return
        if 1 in {lives, left} or life.ending.is_of_the_disk:
            raise life.died()
        life.presume()
        fatal = life.begun & suspects if job.limits == _one_by_one(job.limits) else frozenset[str]()
        yield from (Observation(row, Behaviour(Outcome.CRASHED, detail="the worker died with it")) for row in fatal)
        lives += PROOF * len(fatal) - 1
        job, suspects = life.left(fatal), life.begun


class _Answer(msgspec.Struct, frozen=True):
    outcome: Outcome
    facts: Facts
    raises: str | None
    message: str | None
    warnings: tuple[tuple[str, str], ...]
    detail: str | None
    seconds: float | None
    printed: str
    traceback: str | None


class _Ending(NamedTuple):
    """How a worker's process ended, and what it printed last."""

    how: str
    said: str

    @property
    def is_of_the_disk(self) -> bool:
        """Whether the worker itself could not write its answers, which is no row's doing."""
        return self.said.rstrip().rpartition("\n")[2].startswith(FULL)


class _Life:
    """One worker, from its start to its end: which rows it began, and which it answered."""

    def __init__(self, job: Job, wheels: str) -> None:
        self.job, self.wheels, self.token = job, wheels, secrets.token_hex(8)
        self.waiting = Counter(row.name for row in job.rows)
        self.begun: frozenset[str] = frozenset()
        self.ended = False
        self.ending = _Ending("was not started", "")
        self.python = Path()

    def answers(self, python: Path) -> Iterator[Environment | Observation]:
        self.python = python
        with folders.temporary("worker") as folder, folders.temporary("rows") as scratch:
            asked, answers = Path(folder, "job.json"), Path(folder, "answers.jsonl")
            _write(asked, msgspec.json.encode({**_content(self.job), "token": self.token}))
            answers.touch()
            for answer in _answers(python, self.job, asked, answers, Path(scratch)):
                if isinstance(answer, _Ending):
                    self.ending = answer
                elif isinstance(answer, dict) and answer.pop("token", None) == self.token:
                    yield from self._heard(answer)

    def _heard(self, answer: dict[str, Any]) -> Iterator[Environment | Observation]:
        if "row" in answer:  # first, as a row's own process has a hand in the rest of its line
            yield from self._observed(str(answer["row"]), answer)
        elif "infra" in answer:
            told = f"torch {self.job.release}: {answer['infra']}\n{answer.get('detail')}"
            raise _not_run(str(answer["infra"]), told, self.python)
        elif "environment" in answer:
            yield self._environment(answer["environment"])
        elif "begin" in answer:
            rows = answer["begin"]
            self.begun |= frozenset(map(str, rows if isinstance(rows, list) else ()))
        elif "end" in answer:
            self.ended = True

    def _observed(self, row: str, answer: dict[str, Any]) -> Iterator[Observation]:
        if self.waiting[row] > 0:
            self.waiting[row] -= 1
            self.begun -= {row}
            yield _observation(row, answer)

    def _environment(self, content: object) -> Environment:
        try:
            return msgspec.convert({**msgspec.convert(content, dict[str, Any]), "wheels": self.wheels}, Environment)
        except msgspec.ValidationError as error:
            told = f"torch {self.job.release}: its fingerprint cannot be read: {error}"
            raise _not_run("worker died", told, self.python) from error

    def presume(self) -> None:
        """Where answers were cut off before anybody read which row had begun, it is the first that is not answered."""
        if self.ending.how == CUT_OFF and not self.begun:
            self.begun = frozenset([row.name for row in self.job.rows if self.waiting[row.name]][:1])

    def left(self, fatal: Iterable[str]) -> Job:
        """What the next worker has to observe, one row at a time."""
        rows = Counter(row.name for row in self.job.rows)
        if self.waiting == rows and not self.begun.intersection(rows):
            raise self.died()
        rest = _narrowed(self.job, self.waiting - Counter(fatal))
        return msgspec.structs.replace(rest, limits=_one_by_one(rest.limits))

    def died(self) -> NotRun:
        """The fault of the worker itself, with how it ended."""
        told = f"the worker for torch {self.job.release} {self.ending.how}\n{self.ending.said}"
        return _not_run("worker died", told, self.python)


def _write(path: Path, data: bytes) -> None:
    """Write a file; an error names it, which Python's own does not where a disk is full."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _one_by_one(limits: Limits) -> Limits:
    """The same limits, with so little at once that it is certain which row a worker died with."""
    return msgspec.structs.replace(limits, workers=1, share=False)


def _narrowed(job: Job, waiting: Counter[str]) -> Job:
    """The job with those rows only, each as often as it still waits for an answer."""
    rest = Counter(waiting)

    def waits(row: Row) -> bool:
        rest[row.name] -= 1
        return rest[row.name] >= 0

    cases = ((case, tuple(row for row in rows if waits(row))) for case, rows in job.cases)
    return msgspec.structs.replace(job, cases=tuple((case, rows) for case, rows in cases if rows))


def _not_run(reason: str, told: str, python: Path) -> NotRun:
    remedy = REMEDIES.get(reason, "`gradreg doctor` says what this machine lacks.").format(python=python)
    return NotRun(reason, f"{told.strip()}\n{remedy}")


def _content(job: Job) -> Mapping[str, object]:
    place = Place.parse(job.device)
    return {
        "protocol": PROTOCOL,
        "release": job.release,
        "device": place.device,
        **({"backend": place.backend} if place.mode else {}),
        **msgspec.to_builtins(job.limits),
        "threads": job.conditions.threads,
        "cases": [
            {
                "path": f"{case.name}.py",
                "source": case.source,
                "device": case.takes_device,
                "rows": [_row(row) for row in rows],
            }
            for case, rows in job.cases
        ],
    }


def _row(row: Row) -> Mapping[str, object]:
    return {"row": row.name, "arguments": row.arguments}


def _answers(python: Path, job: Job, asked: Path, answers: Path, scratch: Path) -> Iterator[object]:
    """Everything that stands in the file of answers, and last of all how its writer ended."""
    with answers.with_name("printed").open("w+b") as printed:
        before = sandbox.around(python.absolute(), (WORKER, asked), (scratch, answers), scratch) if job.sandbox else []
        worker = _started([*before, python.absolute(), "-s", WORKER, asked, answers], job, scratch, printed)
        try:
            stopped = yield from _lines(worker, answers, SILENCE + job.limits.seconds)
        finally:
            _stop(worker)
        how = stopped or _death(worker.returncode)
        printed.seek(max(0, printed.seek(0, os.SEEK_END) - LAST_WORDS))
        yield _Ending(how, printed.read().decode("utf-8", "replace"))


def _started(command: Sequence[str | Path], job: Job, scratch: Path, printed: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 the interpreter is the one the caller chose
            command, env=_environ(job, scratch), cwd=scratch, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed,
            start_new_session=True,
        )  # fmt: skip # a parameter a line says nothing more
    except OSError as error:
        told = f"torch {job.release}: {command[0]} cannot be started: {error.strerror}"
        raise _not_run("no interpreter", told, Path(command[0])) from error


def _death(status: int) -> str:
    """How a worker ended that was not stopped."""
    if status >= 0:
        return f"ended with status {status} before it was done"
    known = {int(item): item.name for item in signal.Signals}
    return f"was killed by {known.get(-status, f'signal {-status}')}"


def _environ(job: Job, scratch: Path) -> dict[str, str]:
    """The user's variables but Python's own, which `-I` would ignore, and so would ignore the hash seed too."""
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(PRIVATE)}
    theirs = sandbox.environ(theirs, scratch) if job.sandbox else theirs
    own = {"PYTHONHASHSEED": str(job.conditions.hash_seed), "TMPDIR": str(scratch), "PWD": str(scratch)}
    return {
        **theirs,
        **dict.fromkeys(ONE_THREAD, "1"),
        **FORK_ON_MACOS,
        **own,
        **(NO_GPU if Place.parse(job.device).device in HOSTED else {}),
    }


def _lines(worker: subprocess.Popen[bytes], answers: Path, silence: float) -> Generator[object, None, str]:
    """Follow the growing file of answers until its writer ended; return why it is given up on before that, if it is."""
    heard = time.monotonic()
    with answers.open("rb") as stream:
        rest = b""
        while True:
            gone = worker.poll() is not None
            *lines, rest = (rest + stream.read()).split(b"\n")
            for line in lines:
                heard = time.monotonic()
                with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    yield msgspec.json.decode(line)
            if gone:
                return ""
            if os.fstat(stream.fileno()).st_size < stream.tell():
                return CUT_OFF
            if time.monotonic() - heard > silence:
                return f"said nothing for {silence:g} s and was stopped"
            _wake(worker)
            time.sleep(POLL)


def _wake(worker: subprocess.Popen[bytes]) -> None:
    """Let a worker go on that a case has stopped; one that runs does not notice."""
    if hasattr(signal, "SIGCONT"):
        worker.send_signal(signal.SIGCONT)


def _stop(worker: subprocess.Popen[bytes]) -> None:
    if worker.poll() is not None:
        return
    worker.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        worker.wait(5)
    with contextlib.suppress(OSError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def _warnings(raw: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    told = ((kind, normalise.message(text)) for kind, text in raw if not normalise.is_noise(text))
    return tuple(dict.fromkeys(told))


def _observation(row: str, content: Mapping[str, Any]) -> Observation:
    try:
        answer = msgspec.convert(content, _Answer)
    except (msgspec.ValidationError, RecursionError) as error:
        return Observation(row, Behaviour(Outcome.CRASHED, detail=f"its answer is none of the protocol: {error}"))
    behaviour = Behaviour(
        outcome=answer.outcome,
        facts=answer.facts,
        raises=answer.raises,
        message=None if answer.message is None else normalise.message(answer.message),
        warnings=_warnings(answer.warnings),
        detail=answer.detail,
    )
    return Observation(row, behaviour, answer.seconds, answer.printed, answer.traceback)
