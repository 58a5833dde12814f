"""Run a job in a pinned interpreter: Job + python -> observations. The only host side of the worker's protocol."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import msgspec

from gradreg import normalise
from gradreg.errors import NotRun
from gradreg.model import Behaviour, Environment, Job, Observation, Outcome, Row

WORKER = Path(__file__).parent / "worker" / "observe.py"
PROTOCOL = 1
SILENCE = 600.0
POLL = 0.02
ENDS = {"end", "infra"}
NO_GPU = {"CUDA_VISIBLE_DEVICES": ""}  # on the cpu a machine with a GPU says what one without it says
FORK_ON_MACOS = {"OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES"}
LAST_WORDS = 2000
REMEDIES = {
    "torch did not import": "{python} lacks what stands above, or holds it in a version that this torch does not bear; "
    "without --python gradreg makes an environment in which it imports.",
    "canary failed": "This torch does not do what every release does, so nothing was observed: install it anew in "
    "{python}, or measure without --python.",
    "no device": "Measure on the cpu, or where torch finds that device; `gradreg doctor` looks for one.",
    "no interpreter": "Name a Python that works with --python, or leave it out.",
    "worker died": "Run it again; where memory is short, with `--workers 1`.",
}
ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def run(python: Path, job: Job, wheels: str = "given") -> Iterator[Environment | Observation]:
    """Yield the environment's fingerprint, then an observation per row as it is known.

    Raises NotRun when torch does not import, the canary fails, the device is missing or the worker died.
    """
    with tempfile.TemporaryDirectory(prefix="gradreg-") as folder:
        asked, answers = Path(folder, "job.json"), Path(folder, "answers.jsonl")
        asked.write_bytes(msgspec.json.encode(_content(job)))
        answers.touch()
        for answer in _answers(python, job, asked, answers, folder):
            if "infra" in answer:
                raise _not_run(answer["infra"], f"torch {job.release}: {answer['infra']}\n{answer['detail']}", python)
            if "environment" in answer:
                yield Environment(**answer["environment"], wheels=wheels)
            elif "end" not in answer:
                yield _observation(answer)


def _content(job: Job) -> Mapping[str, object]:
    return {
        "protocol": PROTOCOL,
        "release": job.release,
        "device": job.device,
        **msgspec.to_builtins(job.limits),
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


def _not_run(reason: str, told: str, python: Path) -> NotRun:
    remedy = REMEDIES.get(reason, "`gradreg doctor` says what this machine lacks.").format(python=python)
    return NotRun(reason, f"{told.strip()}\n{remedy}")


def _answers(python: Path, job: Job, asked: Path, answers: Path, folder: str) -> Iterator[dict[str, Any]]:
    """What the worker answers; raises NotRun when it ended before it said that it was done."""
    ended = False
    with Path(folder, "printed").open("w+b") as printed:
        worker = _started([python, "-I", WORKER, asked, answers], job, printed, Path(folder, "scratch"))
        try:
            for answer in _lines(worker, answers):
                ended = ended or not answer.keys().isdisjoint(ENDS)
                yield answer
            alive = worker.poll() is None
        finally:
            _stop(worker)
        if not ended:
            told = f"said nothing for {SILENCE:g} s and was stopped" if alive else _death(worker.returncode)
            said = f"the worker for torch {job.release} {told}\n{_tail(printed)}"
            raise _not_run("worker died", said, python)


def _started(command: Sequence[str | Path], job: Job, printed: IO[bytes], scratch: Path) -> subprocess.Popen[bytes]:
    scratch.mkdir()
    own = {**dict.fromkeys(ONE_THREAD, "1"), **FORK_ON_MACOS, "TMPDIR": str(scratch)}
    environment = {**os.environ, **own, **(NO_GPU if job.device == "cpu" else {})}
    try:
        return subprocess.Popen(  # noqa: S603 the interpreter is the one the caller chose
            command, env=environment, cwd=scratch, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed,
            start_new_session=True,
        )  # fmt: skip # a parameter a line says nothing more
    except OSError as error:
        told = f"torch {job.release}: {command[0]} cannot be started: {error.strerror}"
        raise _not_run("no interpreter", told, Path(command[0])) from error


def _tail(printed: IO[bytes]) -> str:
    """The last of what a worker printed."""
    printed.seek(max(0, printed.seek(0, os.SEEK_END) - LAST_WORDS))
    return printed.read().decode("utf-8", "replace")


def _death(status: int) -> str:
    """How a worker ended that was not done."""
    if status >= 0:
        return f"ended with status {status} before it was done"
    known = {int(item): item.name for item in signal.Signals}
    return f"was killed by {known.get(-status, f'signal {-status}')}"


def _lines(worker: subprocess.Popen[bytes], answers: Path) -> Iterator[dict[str, Any]]:
    """Follow the growing file of answers until its writer ended; give up on one that is silent for too long."""
    heard = time.monotonic()
    with answers.open("rb") as stream:
        rest = b""
        while True:
            gone = worker.poll() is not None
            *lines, rest = (rest + stream.read()).split(b"\n")
            for line in lines:
                heard = time.monotonic()
                yield msgspec.json.decode(line)
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


def _observation(answer: Mapping[str, Any]) -> Observation:
    behaviour = Behaviour(
        outcome=Outcome(answer["outcome"]),
        facts=answer["facts"],
        raises=answer["raises"],
        message=None if answer["message"] is None else normalise.message(answer["message"]),
        warnings=_warnings(answer["warnings"]),
        detail=answer["detail"],
    )
    return Observation(answer["row"], behaviour, answer["seconds"], answer["printed"], answer["traceback"])
