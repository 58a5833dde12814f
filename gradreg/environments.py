"""The folders torch is installed in: make, reuse, keep under a disk budget, remove."""

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from gradreg import uv
from gradreg.errors import GradregError, NotRun
from gradreg.model import DEVICES, MODES, Use

STAMP = "gradreg.json"
LOCK = ".lock"
GIGABYTE = 10**9
OWN = re.compile(rf"torch-\d+-[\w-]+-({'|'.join(DEVICES)})(-({'|'.join(MODES)}))?")


class Stamp(msgspec.Struct, frozen=True):
    """What an environment holds: the requirements asked for, and the source torch came from.

    Attributes:
        kept: whether it is to stay after its session; one that is not was left behind by a killed run.
    """

    requirements: tuple[str, ...]
    wheels: str
    kept: bool = True


def python_of(folder: Path) -> Path:
    """The interpreter of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@contextlib.contextmanager
def provided(
    folder: Path, requirements: tuple[str, ...], use: Use, build: Callable[[Path], str]
) -> Iterator[tuple[Path, str]]:
    """Yield (python, wheel source) of an environment that holds the requirements; remove it unless it is kept.

    `build` fills an absent environment and tells the source. What was not finished never stays.
    """
    with held(folder):
        have = stamp(folder) if use.reuse else None
        if have is None or (use.install and have.requirements != requirements):
            remove(folder)
            try:
                have = Stamp(requirements, build(folder), use.keep)
            except BaseException:
                remove(folder)
                raise
            finish(folder, have)
        try:
            yield python_of(folder), have.wheels
        finally:
            if use.keep:
                keep(folder, have)
            else:
                remove(folder)


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold an environment, so that no other process removes or rebuilds it meanwhile."""
    _lock(folder).parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(_lock(folder), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise GradregError(f"{folder} is in use by another run. Wait for it, or stop it.") from error
    try:
        yield
    finally:
        lock.release()


def _lock(folder: Path) -> Path:
    return _state(folder) / f"{folder.name}{LOCK}"


def _state(folder: Path) -> Path:
    return folder.parent / ".gradreg"


def stamp(folder: Path) -> Stamp | None:
    """What a finished environment holds; None for one that was never finished."""
    path = folder / STAMP
    if not path.exists() or not python_of(folder).exists():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Stamp)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def create(folder: Path, interpreter: Path) -> Path:
    """Make an empty environment on an interpreter; return its Python."""
    own = {"UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(_state(folder) / "uv"))}  # a home may not be there
    done = uv.run("venv", "--quiet", "--no-project", "--python", interpreter, folder, environ=own)
    if not done.ok:
        complaint = done.complaint or uv.SILENT
        told = f"no environment could be made in {folder}: {complaint}\n{uv.remedy(complaint)}"
        raise NotRun("not installable", told)
    return python_of(folder)


def finish(folder: Path, content: Stamp) -> None:
    """Mark an environment as whole, in one step."""
    fresh = folder / f"{STAMP}.new"
    fresh.write_bytes(msgspec.json.encode(content))
    fresh.replace(folder / STAMP)


def keep(folder: Path, content: Stamp) -> None:
    """Note that an environment is to stay, and was used just now."""
    with contextlib.suppress(OSError):
        if content.kept:
            (folder / STAMP).touch()
        else:
            finish(folder, msgspec.structs.replace(content, kept=True))


def remove(folder: Path) -> None:
    """Delete an environment, if it is there; its mark goes first, so that half of one never passes for whole."""
    with contextlib.suppress(OSError):
        (folder / STAMP).unlink()
    shutil.rmtree(folder, ignore_errors=True)


def sweep(root: Path, but: Path) -> list[Path]:
    """Remove the environments that killed runs left behind; what another process holds stays."""
    return [folder for folder in abandoned(root) if folder != but and _remove_unheld(folder)]


def abandoned(root: Path) -> list[Path]:
    """Environments that nobody works on and nobody meant to keep: unfinished ones, and those of a killed session."""
    own = [folder for folder in sorted(all_in(root)) if OWN.fullmatch(folder.name)]
    return [folder for folder in own if not ((have := stamp(folder)) and have.kept) and not _is_held(folder)]


def make_room(root: Path, gigabytes: float, but: Path) -> list[Path]:
    """Remove environments, unfinished ones first, then the least recently used, until that much disk is free.

    One that another process holds stays.
    """
    removed = []
    for folder in sorted(all_in(root), key=_last_use):
        if free(root) >= gigabytes:
            break
        if folder != but and _remove_unheld(folder):
            removed.append(folder)
    return removed


def all_in(root: Path) -> list[Path]:
    """Environments below a folder, also those that a killed run left unfinished."""
    return [path for path in root.glob("torch-*") if path.is_dir()]


def _last_use(folder: Path) -> float:
    path = folder / STAMP
    return path.stat().st_mtime if path.exists() else 0.0


def free(root: Path) -> float:
    """Free disk where a folder is or would be, in gigabytes."""
    return shutil.disk_usage(existing(root)).free / GIGABYTE


def existing(path: Path) -> Path:
    """What is there of a folder's path: itself, or the nearest one above it."""
    return next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.exists())


def unfinished(root: Path) -> list[tuple[Path, bool]]:
    """Environments that were not finished, and whether a process is at work on them; the others were left behind."""
    return [(folder, _is_held(folder)) for folder in sorted(all_in(root)) if stamp(folder) is None]


def _is_held(folder: Path) -> bool:
    if not _lock(folder).exists():
        return False
    try:
        with FileLock(_lock(folder), timeout=0):
            return False
    except Timeout:
        return True


def _remove_unheld(folder: Path) -> bool:
    try:
        with FileLock(_lock(folder), timeout=0):
            remove(folder)
    except Timeout:
        return False
    return True
