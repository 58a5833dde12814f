"""Somebody else's folder of evidence, or an archive of one: read with care, never unpacked, and nothing of it run."""

import gzip
import io
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from gradreg.errors import BadEvidence, BadUsage
from gradreg.harmless import visible

ENVIRONMENTS = "environments.json"
EVIDENCE = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*\.json")
FILE, TOTAL, FILES = 32 * 2**20, 2**30, 100_000
"""Bytes of a file, bytes of all, and number of files: a hundred times what the project's own evidence has."""
FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
BROKEN = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
)

Members = Iterator[tuple[str, Callable[[], bytes]]]
"""Name of each plain file, and how to read it."""


def contents(path: Path) -> dict[str, bytes]:
    """Evidence file by its name below the folder that holds the fingerprints, and the fingerprints -> its bytes.

    Raises BadEvidence where there are links, names that lead elsewhere, or more than any evidence has.
    """
    if not path.exists():
        raise BadUsage(
            f"{visible(str(path))} is not there. Give a folder of evidence, or a .zip, .tar or .tar.gz of one."
        )
    try:
        found = _kept(path, _folder(path, path) if path.is_dir() else _archive(path))
    except BROKEN as error:
        raise BadEvidence(f"{path}: damaged, or no archive of evidence: {error}. Ask for it again.") from error
    roots = sorted({name.removesuffix(ENVIRONMENTS) for name in found if PurePosixPath(name).name == ENVIRONMENTS})
    if len(roots) != 1:
        raise BadUsage(f"{path} holds {ENVIRONMENTS} in {len(roots)} folders. Give the one folder of the evidence.")
    inside = {name.removeprefix(roots[0]): data for name, data in found.items() if name.startswith(roots[0])}
    return {name: data for name, data in inside.items() if name == ENVIRONMENTS or EVIDENCE.fullmatch(name)}


def _kept(path: Path, members: Members) -> dict[str, bytes]:
    """The files that could be evidence, as long as they are no more than any evidence is."""
    found: dict[str, bytes] = {}
    total = 0
    for count, (name, read) in enumerate(members):
        if name in found or count > FILES:
            raise BadEvidence(f"{path}: holds {words(name)} twice, or more than {FILES} files. Ask for it again.")
        if _is_json(name):
            found[name] = read()
            total += len(found[name])
        if total > TOTAL or len(found.get(name, b"")) > FILE:
            raise BadEvidence(f"{path}: {words(name)} is larger than evidence is. Nothing of it was taken.")
    return found


def words(name: str) -> str:
    """A name from elsewhere as it may be shown: quoted, and nothing in it that steers a terminal."""
    return ascii(name if len(name) <= 99 else f"{name[:99]}…")  # noqa: PLR2004 a line


def _is_json(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix == ".json" and not any(part.startswith(".") for part in path.parts)


def _folder(path: Path, folder: Path) -> Members:
    """The plain files of a folder and of the folders in it; raises BadEvidence for what is neither."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        name, mode = entry.relative_to(path).as_posix(), entry.lstat().st_mode
        if stat.S_ISREG(mode):
            yield name, partial(_plain, entry)
        elif not stat.S_ISDIR(mode):
            raise _link(path, name)
        elif folder == path:
            yield from _folder(path, entry)


def _link(path: Path, name: str) -> BadEvidence:
    return BadEvidence(f"{path}: {words(name)} is a link or a device; evidence has none. Ask for a plain copy.")


def _plain(path: Path) -> bytes:
    """The bytes of a plain file; a link that took its place meanwhile is not followed."""
    with os.fdopen(os.open(path, FLAGS), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise BadEvidence(f"{path}: is no plain file any more. Ask for a plain copy.")
        return stream.read(FILE + 1)


def _archive(path: Path) -> Members:
    """The plain files of an archive; raises BadEvidence for links, and for names that lead elsewhere."""
    with path.open("rb") as stream:
        start = stream.read(len(ZIP))
        stream.seek(0)
        if start == ZIP:
            yield from _zip(path, stream)
        elif start.startswith(GZIP):
            with gzip.open(stream) as plain:
                yield from _tar(path, plain)
        else:
            yield from _tar(path, stream)


def _zip(path: Path, stream: IO[bytes]) -> Members:
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            name, mode = _inside(path, member.filename), member.external_attr >> 16
            if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
                raise _link(path, name)
            if not member.is_dir():
                yield name, partial(_member, archive, member)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        return stream.read(FILE + 1)


def _tar(path: Path, stream: IO[bytes] | gzip.GzipFile) -> Members:
    """Members in their order; bytes are counted before tarfile gets them, since it reads headers of any size."""
    with tarfile.open(fileobj=_Counted(path, stream), mode="r|") as archive:
        for member in archive:
            name = _inside(path, member.name)
            if not (member.isfile() or member.isdir()) or member.issparse():
                raise _link(path, name)
            if member.isfile():
                content = archive.extractfile(member)
                yield name, partial(content.read, FILE + 1) if content else bytes


class _Counted(io.BufferedIOBase):
    """A stream that ends with an error once more came out of it than any evidence has."""

    def __init__(self, path: Path, stream: IO[bytes] | gzip.GzipFile) -> None:
        self.path, self.stream, self.left = path, stream, TOTAL

    def read(self, size: int | None = -1, /) -> bytes:
        """Some bytes."""
        data = self.stream.read(self.left + 1 if size is None or size < 0 else min(size, self.left + 1))
        self.left -= len(data)
        if self.left < 0:
            raise BadEvidence(f"{self.path}: holds more than {TOTAL} bytes, which no evidence does. Nothing was taken.")
        return data


def _inside(path: Path, name: str) -> str:
    """A member's name without a leading `./`; raises BadEvidence where it leads elsewhere."""
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or "\0" in name or ":" in name or ".." in parts:
        raise BadEvidence(f"{path}: the name {words(name)} leads out of the archive. Nothing of it was taken.")
    return PurePosixPath(*parts).as_posix()
