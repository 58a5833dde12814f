"""Run a job in a pinned interpreter: Job + python -> observations. The only host side of the worker's protocol."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypedDict

import msgspec

from gradreg import normalise, sandbox
from gradreg.errors import NotRun
from gradreg.model import Behaviour, Environment, Facts, Job, Observation, Outcome, Row

WORKER = Path(__file__).parent / "worker" / "observe.py"
PROTOCOL = 1
SILENCE = 600.0
POLL = 0.02
NO_GPU = {"CUDA_VISIBLE_DEVICES": ""}  # on the cpu a machine with a GPU says what one without it says
FORK_ON_MACOS = {"OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES"}
ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS")


class Fingerprint(TypedDict):
    """What torch says of itself; where its wheels came from is known here alone."""

    torch: str
    git: str | None
    cuda: str | None
    python: str
    numpy: str | None
    platform: str
    wheel: str | None


class _Answer(msgspec.Struct):
    """One line of the worker's: the environment, a row, why nothing can run, or that all is done."""

    infra: str | None = None
    environment: Fingerprint | None = None
    end: object = None
    row: str = ""
    outcome: Outcome = Outcome.NOT_RUN
    facts: Facts = {}
    raises: str | None = None
    message: str | None = None
    warnings: list[tuple[str, str]] = []
    detail: str | None = None
    seconds: float = 0.0
    printed: str = ""
    traceback: str | None = None


def run(python: Path, job: Job, wheels: str = "given") -> Iterator[Environment | Observation]:
    """Yield the environment's fingerprint, then an observation per row as it is known.

    Raises NotRun when torch does not import, the canary fails, the device is missing or the worker died.
    """
    with tempfile.TemporaryDirectory(prefix="gradreg-") as folder:
        asked, answers = Path(folder, "job.json"), Path(folder, "answers.jsonl")
        asked.write_bytes(msgspec.json.encode(_content(job)))
        answers.touch()
        ended, rows = False, frozenset(row.name for row in job.rows)
        for line in _answers(python, job, asked, answers, folder):
            answer = _understood(line, rows, job.release)
            if answer.infra is not None:
                raise NotRun(answer.infra, f"torch {job.release}: {answer.infra}\n{answer.detail}")
            if answer.environment is not None:
                yield Environment(**answer.environment, wheels=wheels)
            elif answer.end is not None:
                ended = True
            else:
                yield _observation(answer)
        if not ended:
            raise NotRun("worker died", f"torch {job.release}: the worker ended before it was done")


def _understood(line: bytes, rows: frozenset[str], release: str) -> _Answer:
    """A line as what it says; a case runs in the worker's reach, so a line may be anybody's.

    Raises NotRun for one that no worker writes.
    """
    try:
        answer = msgspec.json.decode(line, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotRun("worker died", f"torch {release}: what the worker wrote is damaged: {error}") from error
    speaks = answer.infra is None and answer.environment is None and answer.end is None
    if speaks and answer.row not in rows:
        raise NotRun("worker died", f"torch {release}: the worker tells of {answer.row!r}, and nobody asked")
    return answer


def _content(job: Job) -> Mapping[str, object]:
    return {
        "protocol": PROTOCOL,
        "release": job.release,
        "device": job.device,
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


def _answers(python: Path, job: Job, asked: Path, answers: Path, folder: str) -> Iterator[bytes]:
    scratch = Path(folder, "scratch")
    scratch.mkdir()
    environment = _environ(job, scratch)
    before = sandbox.around(python.absolute(), (WORKER, asked), (scratch, answers), scratch) if job.sandbox else []
    command: list[str | Path] = [*before, python.absolute(), "-s", WORKER, asked, answers]
    with Path(folder, "printed").open("wb") as printed:
        worker = subprocess.Popen(  # noqa: S603 the interpreter is the one the caller chose
            command, env=environment, cwd=scratch, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed,
            start_new_session=True,
        )  # fmt: skip # a parameter a line says nothing more
        try:
            yield from _lines(worker, answers)
        finally:
            _stop(worker)


def _environ(job: Job, scratch: Path) -> dict[str, str]:
    """The user's variables but Python's own, which `-I` would ignore, and so would ignore the hash seed too."""
    theirs = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    theirs = sandbox.environ(theirs, scratch) if job.sandbox else theirs
    own = {"PYTHONHASHSEED": str(job.conditions.hash_seed), "TMPDIR": str(scratch)}
    return {
        **theirs,
        **dict.fromkeys(ONE_THREAD, "1"),
        **FORK_ON_MACOS,
        **own,
        **(NO_GPU if job.device == "cpu" else {}),
    }


def _lines(worker: subprocess.Popen[bytes], answers: Path) -> Iterator[bytes]:
    """Follow the growing file of answers until its writer ended; give up on one that is silent for too long."""
    heard = time.monotonic()
    with answers.open("rb") as stream:
        rest = b""
        while True:
            gone = worker.poll() is not None
            *lines, rest = (rest + stream.read()).split(b"\n")
            for line in lines:
                heard = time.monotonic()
                yield line
            if gone or time.monotonic() - heard > SILENCE:
                return
            time.sleep(POLL)


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


def _observation(answer: _Answer) -> Observation:
    behaviour = Behaviour(
        outcome=answer.outcome,
        facts=answer.facts,
        raises=answer.raises,
        message=None if answer.message is None else normalise.message(answer.message),
        warnings=_warnings(answer.warnings),
        detail=answer.detail,
    )
    return Observation(answer.row, behaviour, answer.seconds, answer.printed, answer.traceback)
