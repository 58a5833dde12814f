"""The folder of the evidence: which file is whose, the lock of who writes, and the ignored folder in it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from gradreg import names
from gradreg.errors import GradregError
from gradreg.store import files

RAW = ".raw"
ENVIRONMENTS = "environments.json"
OWN = ".own"
LOCK_SECONDS = 120


def path_of(results: Path, case: str) -> Path:
    """The evidence file of a case; one of no catalog has a folder of its own, where it meets no file of gradreg's."""
    folder = results if "/" in case else results / OWN
    return folder / f"{case}.json"


def is_there(path: Path) -> bool:
    """Whether something has that name; also a link that leads nowhere, which is no file, but is not nothing."""
    return path.exists() or path.is_symlink()


def paths(results: Path) -> list[Path]:
    """Every file of evidence; what is in hidden folders is none."""
    return sorted(path for path in results.glob("*/*.json") if not path.parent.name.startswith("."))


def raw(results: Path) -> Path:
    """The ignored folder in that of the evidence, made where there is none."""
    folder = names.inside(results, results / RAW)
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        files.write(ignore, b"*\n")
    return folder


def cache(results: Path, name: str) -> Path:
    """Where to keep what can be made again from the evidence, in the ignored folder.

    Raises OSError where there is no folder of evidence, or where it cannot be written.
    """
    if not results.is_dir():
        raise FileNotFoundError(results)
    return raw(results) / name


def stamps(results: Path) -> dict[str, str]:
    """Case -> what changes when its evidence does; nothing is read."""
    found = {f"{path.parent.name}/{path.stem}": path.stat() for path in results.glob("*/*.json")}
    return {name: f"{stat.st_mtime_ns}-{stat.st_size}" for name, stat in found.items()}


@contextlib.contextmanager
def locked(results: Path) -> Iterator[None]:
    """Be the only one who writes; raises GradregError where another process goes on writing for too long."""
    lock = FileLock(names.inside(results, raw(results) / "lock"), timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        told = f"{results}: another run has been writing there for {LOCK_SECONDS:g} s. Wait for it, or stop it"
        raise GradregError(f"{told}, then run this again.") from error
    except OSError as error:
        raise OSError(error.errno, error.strerror, lock.lock_file) from error
    try:
        yield
    finally:
        lock.release()


def is_held(results: Path) -> bool:
    """Whether another process writes evidence just now; a lock ends with the process that holds it."""
    if not (results / RAW / "lock").exists() or names.link(results, results / RAW / "lock"):
        return False
    try:
        with FileLock(results / RAW / "lock", timeout=0):
            return False
    except Timeout:
        return True
