"""Temporary folders that do not outlive who made them, even where that one is killed."""

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout


@contextlib.contextmanager
def temporary(kind: str) -> Iterator[str]:
    """A temporary folder, with a lock beside it that ends with this process."""
    folder = Path(tempfile.gettempdir(), f"gradreg-{kind}-{secrets.token_hex(8)}")
    with FileLock(f"{folder}.lock"):
        folder.mkdir(0o700)
        try:
            yield str(folder)
        finally:
            _discard(folder)


def sweep() -> None:
    """Remove the temporary folders of runs that were killed: those whose locks nobody holds."""
    for lock in Path(tempfile.gettempdir()).glob("gradreg-*.lock"):
        with contextlib.suppress(OSError, Timeout), FileLock(lock, timeout=0):
            _discard(lock.with_suffix(""))


def remove(folder: Path) -> None:
    """Remove a folder as far as that can be done, however deep: before Python 3.13, shutil ends with the stack."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if folder.is_dir():
        with contextlib.suppress(OSError):
            _flatten(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _flatten(folder: Path) -> None:
    """Move every folder inside up to the top, so that no path is long and nothing is deep."""
    waiting = [folder]
    while waiting:
        inside = [Path(entry.path) for entry in os.scandir(waiting.pop()) if entry.is_dir(follow_symlinks=False)]
        waiting += [path.rename(folder / secrets.token_hex(8)) for path in inside]


def _discard(folder: Path) -> None:
    remove(folder)
    Path(f"{folder}.lock").unlink(missing_ok=True)
