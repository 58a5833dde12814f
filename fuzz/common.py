"""What the checks share: seeds from the real files, a folder that is watched, and texts that any output can hold."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from gradreg import releases
from gradreg.model import Release

ROOT = Path(__file__).parent.parent
SEEDS = 10
MEMORY = "/dev/shm"  # noqa: S108 a name of its own is made in it
"""Where files cost no disk, on Linux."""


@cache
def known() -> tuple[Release, ...]:
    """Every release of torch."""
    return releases.load()


@cache
def folder() -> Path:
    """A folder for this process, empty at first."""
    return Path(tempfile.mkdtemp(prefix="gradreg-fuzz-", dir=MEMORY if Path(MEMORY).is_dir() else None))


def clean() -> None:
    """Remove the folder."""
    shutil.rmtree(folder(), ignore_errors=True)
    folder.cache_clear()


def placed(name: str, data: bytes) -> Path:
    """A file with that content in the folder."""
    path = folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """Holds where nothing inside writes: neither the file nor what lies beside it changes."""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    assert path.read_bytes() == before, "a parser wrote into what it read"
    assert sorted(path.parent.iterdir()) == beside, "a parser made files"


def text_of(data: bytes) -> str:
    """Bytes as the text that a command line or a pasted snippet would hold."""
    return data.decode("utf-8", "surrogateescape")


def printable(*texts: object) -> None:
    """Holds where every file can hold these texts."""
    for text in texts:
        str(text).encode()


def some(pattern: str, start: Path = ROOT) -> list[bytes]:
    """The content of some real files, evenly chosen, the smaller ones of each stretch."""
    paths = sorted(start.glob(pattern))
    step = max(1, len(paths) // SEEDS)
    chosen = [min(paths[at : at + step], key=lambda path: path.stat().st_size) for at in range(0, len(paths), step)]
    return [path.read_bytes() for path in chosen]
