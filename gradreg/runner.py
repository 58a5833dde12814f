"""Run a job in a pinned interpreter: Job + python -> observations. The only host side of the worker's protocol."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from gradreg import normalise
from gradreg.errors import NotRun
from gradreg.model import Behaviour, Environment, Job, Observation, Outcome, Row

WORKER = Path(__file__).parent / "worker" / "observe.py"
PROTOCOL = 1
SILENCE = 600.0
POLL = 0.02
NO_GPU = {"CUDA_VISIBLE_DEVICES": ""}  # on the cpu a machine with a GPU says what one without it says
FORK_ON_MACOS = {"OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES"}
ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def run(python: Path, job: Job, wheels: str = "given") -> Iterator[Environment | Observation]:
    """Yield the environment's fingerprint, then an observation per row as it is known.

    Raises NotRun when torch does not import, the canary fails, the device is missing or the worker died.
    """
    with tempfile.TemporaryDirectory(prefix="gradreg-") as folder:
        asked, answers = Path(folder, "job.json"), Path(folder, "answers.jsonl")
        asked.write_bytes(msgspec.json.encode(_content(job)))
        answers.touch()
        ended = False
        for answer in _answers(python, job.device, asked, answers, folder):
            if "infra" in answer:
                raise NotRun(answer["infra"], f"torch {job.release}: {answer['infra']}\n{answer['detail']}")
            if "environment" in answer:
                yield Environment(**answer["environment"], wheels=wheels)
            elif "end" in answer:
                ended = True
            else:
                yield _observation(answer)
        if not ended:
            raise NotRun("worker died", f"torch {job.release}: the worker ended before it was done")


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


def _answers(python: Path, device: str, job: Path, answers: Path, folder: str) -> Iterator[dict[str, Any]]:
    scratch = Path(folder, "scratch")
    scratch.mkdir()
    own = {**dict.fromkeys(ONE_THREAD, "1"), **FORK_ON_MACOS, "TMPDIR": str(scratch)}
    environment = {**os.environ, **own, **(NO_GPU if device == "cpu" else {})}
    command: list[str | Path] = [python, "-I", WORKER, job, answers]
    with Path(folder, "printed").open("wb") as printed:
        worker = subprocess.Popen(  # noqa: S603 the interpreter is the one the caller chose
            command, env=environment, cwd=scratch, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed,
            start_new_session=True,
        )  # fmt: skip # a parameter a line says nothing more
        try:
            yield from _lines(worker, answers)
        finally:
            _stop(worker)


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
