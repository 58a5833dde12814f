"""Install torch: from PyTorch's CPU index where it can be reached, else from the default index, with retries."""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock

from gradreg import uv
from gradreg.errors import NotRun
from gradreg.model import Release

CPU_INDEX, DEFAULT_INDEX = "cpu index", "default index"
CPU_BACKEND = ("--torch-backend", "cpu")
PAUSES = (2, 8, 20)
PASSING = (
    "error sending request", "connection", "timed out", "timeout", "dns error", "temporary failure",
    "body error", "reset by peer", "unexpected eof", "incomplete", "hash mismatch", "crc", "status code 5", "503",
    "502", "429",
)  # fmt: skip # a word a line says nothing more
PROBE = {"UV_HTTP_RETRIES": "0", "UV_HTTP_TIMEOUT": "10"}


def sources(memory: Path, answers: Callable[[], bool]) -> tuple[str, ...]:
    """Where to look for torch, in order; whether the CPU index answers is asked once and kept in `memory`."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(memory.with_suffix(".lock")):
        if not memory.exists():
            memory.write_text("yes" if answers() else "no", encoding="utf-8")
    reachable = memory.read_text(encoding="utf-8") == "yes"
    return (CPU_INDEX, DEFAULT_INDEX) if reachable else (DEFAULT_INDEX,)


def cpu_index_answers(python: Path, release: Release) -> bool:
    """Ask PyTorch's CPU index for one release; uv knows where it is."""
    return not index_complaint(CPU_INDEX, release, ("--python", python))


def index_complaint(
    source: str, release: Release, target: Sequence[str | Path], seconds: float | None = None
) -> str | None:
    """Ask an index for one release, without installing it into `target`; None when it has it, else what uv said."""
    backend = CPU_BACKEND if source == CPU_INDEX else ()
    asked = ("pip", "install", "--dry-run", "--no-deps", "--no-cache", *backend, *target)
    done = uv.run(*asked, f"torch=={release.version}", environ=PROBE, seconds=seconds)
    return None if done.ok else done.complaint or "uv said nothing"


def install(python: Path, release: Release, sources: Sequence[str], cache: Path, say: Callable[[str], None]) -> str:
    """Install a release and its pins beside a Python; return the source that had it.

    Sources are tried in order. `cache` holds downloads meanwhile and is removed, unless UV_CACHE_DIR names another.
    Raises NotRun("not installable") with what the installer said last.
    """
    complaint = ""
    try:
        for source in sources:
            say(f"installing torch {release.version} from the {source}")
            complaint = _attempts(python, release, source, cache, say)
            if not complaint:
                return source
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    message = f"torch {release.version} cannot be installed: {complaint[-2000:]}"
    raise NotRun("not installable", message)


def _attempts(python: Path, release: Release, source: str, cache: Path, say: Callable[[str], None]) -> str:
    backend = CPU_BACKEND if source == CPU_INDEX else ()
    command = ("pip", "install", "--python", python, *backend, f"torch=={release.version}", *release.pins)
    complaint = ""
    for pause in (*PAUSES, None):
        done = uv.run(*command, environ={"UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(cache))})
        if done.ok:
            return ""
        complaint = done.complaint or "the installer said nothing"
        if pause is None or not is_passing(complaint):
            break
        say(f"the network failed, trying again in {pause} s: {_last_line(complaint)}")
        time.sleep(pause)
    return complaint


def is_passing(complaint: str) -> bool:
    """Whether an installer's complaint tells of a network fault that may be gone a little later."""
    text = complaint.lower()
    return any(words in text for words in PASSING)


def _last_line(text: str) -> str:
    return text.splitlines()[-1].strip() if text else ""
