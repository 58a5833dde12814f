"""What the two words of `gradreg compare` mean: releases, devices, evidence folders, and revisions of these."""

import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import msgspec
from packaging.version import Version

from gradreg.errors import BadUsage
from gradreg.model import PLACES, Side

FORMS = (
    "write a release (2.0.0), a device (cuda), both (2.0.0@cuda), an evidence folder (results), "
    "a git revision of one (results@HEAD~1), or a folder and what of it (results:2.0.0@cuda)"
)


def parse(first: str, second: str, results: Path) -> tuple[Side, Side]:
    """Both words; what one leaves out it takes from the other, and the folder is `results` where neither names one."""
    one, two = _parsed(first, results), _parsed(second, results)
    sides = _filled(one, two, results), _filled(two, one, results)
    if _place(sides[0]) == _place(sides[1]):
        raise BadUsage(f"{first} and {second} name the same thing, {_name(sides[0], with_folder=False)}; {FORMS}.")
    return sides


def names(first: Side, second: Side) -> tuple[str, str]:
    """Both sides as words; a folder they share goes without saying, unless there is nothing else to say."""
    shared = (first.folder, first.revision) == (second.folder, second.revision)
    one, two = (_name(side, with_folder=not shared) for side in (first, second))
    return one, two


def _name(side: Side, *, with_folder: bool) -> str:
    point = "@".join(filter(None, [side.release, side.device]))
    place = "@".join(filter(None, [str(side.folder or ""), side.revision])) if with_folder or not point else ""
    return ":".join(filter(None, [place, point]))


def _place(side: Side) -> Side:
    return msgspec.structs.replace(side, folder=side.folder.resolve() if side.folder else None)


def _filled(side: Side, other: Side, results: Path) -> Side:
    where = side if side.folder else other
    return Side(
        side.release or other.release, side.device or other.device, where.folder or results, where.revision
    )  # fmt: skip # one thought


def _parsed(word: str, results: Path) -> Side:
    found = list(_meanings(word, results))
    if len(found) == 1:
        return found[0]
    if found:
        raise BadUsage(f"{word} is a folder here, and more; write ./{word} for the folder, or :{word} for the other.")
    raise BadUsage(f"{_unmeant(word)}; {FORMS}.")


def _meanings(word: str, results: Path) -> Iterator[Side]:
    """Everything a word can mean."""
    if point := _point(word):
        yield point
    if place := _folder(word):
        yield place
    head, colon, tail = word.rpartition(":")
    place, point = _folder(head) if head else Side(folder=results), _point(tail)
    if colon and place and point:
        yield Side(point.release, point.device, place.folder, place.revision)


def _point(word: str) -> Side | None:
    """A release, a device, or both."""
    if word in PLACES:
        return Side(device=word)
    release, at, device = word.partition("@")
    if not _is_version(release) or (at and device not in PLACES):
        return None
    return Side(release, device or None)


def _is_version(word: str) -> bool:
    try:
        Version(word)
    except ValueError:  # no version, or one with a number too long for Python
        return False
    return word[:1].isdigit()


def _folder(word: str) -> Side | None:
    """A folder, or a revision of one."""
    if word and os.path.isdir(word):  # noqa: PTH112 Path.is_dir raises where a word is too long for a name
        return Side(folder=Path(word))
    folder, at, revision = word.partition("@")
    if not at or not folder or not revision or ":" in revision or not os.path.isdir(folder):  # noqa: PTH112 as above
        return None
    return Side(folder=Path(folder), revision=revision)


def _unmeant(word: str) -> str:
    place, _, point = word.rpartition(":")
    release, _, device = point.partition("@")
    if _is_version(release) and device and device not in PLACES:
        return f"{word}: {device} is no device ({', '.join(PLACES)})"
    if place and _point(point):
        return f"{word}: {place} is no folder"
    return f"{word!r} is no release, no device ({', '.join(PLACES)}) and no folder"


@contextmanager
def folder(side: Side) -> Iterator[Path]:
    """The folder of a side; one at a revision of git is taken out of the repository for as long as it is read."""
    assert side.folder is not None, "parse names one"
    if not side.revision:
        yield side.folder
        return
    commit = _git(side.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{side.revision}^{{commit}}")
    content = _git(side.folder, "archive", "--format=tar", commit.decode().strip())
    with tempfile.TemporaryDirectory(prefix="gradreg-") as found:
        with tarfile.open(fileobj=BytesIO(content)) as archive:
            _unpack(archive, Path(found).resolve())
        yield Path(found)


def _unpack(archive: tarfile.TarFile, into: Path) -> None:
    """Write the plain files of an archive; tarfile's own filters came with Python 3.11.4, and links are no evidence."""
    for member in archive:
        target = (into / member.name).resolve()
        content = archive.extractfile(member) if member.isreg() else None
        if content and target.is_relative_to(into):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())


def _git(where: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", where, *arguments], capture_output=True, check=False)  # noqa: S603, S607 the git of whoever asks; the revision is behind --end-of-options
    except OSError as error:
        raise BadUsage(f"a revision of {where} is read with git, and git did not start: {error}") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or "no such revision"
        raise BadUsage(f"git cannot read {where} at that revision: {said}. `git log -- {where}` lists revisions.")
    return done.stdout
