"""Install torch: from PyTorch's CPU index where it can be reached, else from the default index, with retries."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock

from gradreg import uv
from gradreg.errors import NotRun
from gradreg.model import Build, BuildFile, Release

CPU_INDEX, XPU_INDEX, DEFAULT_INDEX, PRE_INDEX = "cpu index", "xpu index", "default index", "pre-release index"
NO_BUILD = ("--no-build",)  # a wheel is unpacked, a source distribution would run code; every release has wheels
BACKENDS = {CPU_INDEX: ("--torch-backend", "cpu"), XPU_INDEX: ("--torch-backend", "xpu")}
PAUSES = (2, 8, 20)
PASSING = (
    "error sending request", "connection", "timed out", "timeout", "dns error", "temporary failure",
    "body error", "reset by peer", "unexpected eof", "incomplete", "hash mismatch", "crc", "status code 5", "503",
    "502", "429", "failed to read from zip", "unexpected end of file",
)  # fmt: skip # a word a line says nothing more
DAMAGED = ("hash mismatch", "crc", "failed to read from zip", "unexpected end of file")
"""What a wheel that was cut short looks like; one that is so twice will not be better a third time."""
RETRIES = "GRADREG_RETRIES"
ADDRESSES = re.compile(r"(?<!\S)\S+://\S+|\b[0-9a-f]{40,}\b")  # a 503 in a hash or a port is no answer of a server
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
    backend = BACKENDS.get(source, ())
    asked = ("pip", "install", "--dry-run", "--no-deps", "--no-cache", *NO_BUILD, *backend, *target)
    done = uv.run(*asked, f"torch=={release.version}", environ=PROBE, seconds=seconds)
    return None if done.ok else done.complaint or uv.SILENT


def install(python: Path, release: Release, sources: Sequence[str], cache: Path, say: Callable[[str], None]) -> str:
    """Install a release and its pins beside a Python; return the source that had it.

    Sources are tried in order. `cache` holds downloads meanwhile and is removed, unless UV_CACHE_DIR names another.
    Raises NotRun("not installable") with what the installer said last.
    """
    complaint = ""
    try:
        for source in sources:
            say(f"installing torch {release.version} from the {source}")
            backend = BACKENDS.get(source, ())
            complaint = _attempts(python, (*backend, *release.requirements), cache, say)
            if not complaint:
                return source
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    raise _not_installable(release.version, complaint)


def install_build(python: Path, build: Build, pins: Sequence[str], cache: Path, say: Callable[[str], None]) -> str:
    """Install a nightly or candidate by the address and hash of its wheel; return the source, PRE_INDEX.

    What it depends on, and `pins`, come from its index and the default one, whichever has the best version.
    Otherwise as `install`.
    """
    file = _file(python, build)
    checked = f"#sha256={file.sha256}" if file.sha256 else ""
    say(f"installing torch {build.version} from the {PRE_INDEX}")
    try:
        complaint = _attempts(python, (*_beside(build.index), f"torch @ {file.url}{checked}", *pins), cache, say)
    finally:
        shutil.rmtree(cache, ignore_errors=True)
    if complaint:
        raise _not_installable(build.version, complaint)
    return PRE_INDEX


def _file(python: Path, build: Build) -> BuildFile:
    asked: list[str | Path] = [python, "-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    version = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 an environment that gradreg made
    for file in build.files:
        if file.python == version:
            return file
    has = " and ".join(build.python)
    raise NotRun("not installable", f"torch {build.version} has wheels for Python {has}, none for {version} ({python})")


def _beside(index: str) -> tuple[str, ...]:
    """Options that let uv look for the requirements of a build where the build came from, too."""
    folder = Path(index)
    if "://" not in index and not (folder / "torch").is_dir():
        return ("--find-links", index)
    return ("--index", index if "://" in index else folder.as_uri(), "--index-strategy", "unsafe-best-match")


def _not_installable(version: str, complaint: str) -> NotRun:
    told = f"torch {version} cannot be installed: {complaint[-2000:]}\n{uv.remedy(complaint)}"
    return NotRun("not installable", told)


def _pauses() -> tuple[int, ...]:
    """Seconds to wait before each further try; GRADREG_RETRIES says how many there are."""
    told = os.environ.get(RETRIES, "")
    return PAUSES[: int(told)] if told.isdecimal() and len(told) < 9 else PAUSES  # noqa: PLR2004 Python reads no number of thousands of digits


def _attempts(python: Path, wanted: Sequence[str], cache: Path, say: Callable[[str], None]) -> str:
    complaint, own = "", {"UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(cache))}
    for tried, pause in enumerate((*_pauses(), None)):
        done = uv.run("pip", "install", *NO_BUILD, "--python", python, *wanted, environ=own)
        if done.ok:
            return ""
        complaint = done.complaint or uv.SILENT
        if pause is None or not is_passing(complaint) or (tried and _is_damaged(complaint)):
            break
        say(f"the network failed, trying again in {pause} s: {_reason(complaint)}")
        time.sleep(pause)
    return complaint


def is_passing(complaint: str) -> bool:
    """Whether an installer's complaint tells of a network fault that may be gone a little later."""
    text = ADDRESSES.sub("", complaint.lower())
    return any(words in text for words in PASSING)


def _is_damaged(complaint: str) -> bool:
    return any(words in complaint.lower() for words in DAMAGED)


def _reason(complaint: str) -> str:
    """The last line that tells of a passing fault."""
    lines = complaint.splitlines()
    return ([line for line in lines if is_passing(line)] or lines)[-1].strip()
