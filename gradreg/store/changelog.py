"""The changelog of the evidence: a file an entry, so that no two sessions and no two branches write the same one."""

from pathlib import Path

import msgspec
from packaging.version import InvalidVersion, Version

from gradreg.errors import BadEvidence
from gradreg.model import Replacement
from gradreg.store import files

FOLDER = "changelog"
RESTORE = "Restore it from git."


def add(results: Path, entry: Replacement) -> Path:
    """Write an entry under the next number of its release and device."""
    mine = (results / FOLDER / entry.release).glob(f"{entry.device}-*-*.json")
    taken = [int(number) for path in mine if (number := path.stem.split("-")[-2]).isdigit()]
    numbered = msgspec.structs.replace(entry, schema=files.SCHEMA, number=max(taken, default=0) + 1)
    path = _path_of(results, numbered)
    files.write(path, files.pretty(numbered))
    return path


def entries(results: Path) -> tuple[Replacement, ...]:
    """Every entry, by release, device and number; raises BadEvidence where one is damaged or newer."""
    found = {path: _read(path) for path in _paths(results)}
    return tuple(found[path] for path in sorted(found, key=lambda path: (*_order(found[path]), path.name)))


def faults(results: Path) -> list[str]:
    """What of the changelog gradreg would not have written, one sentence each."""
    return [fault for path in _paths(results) if (fault := _fault(results, path))]


def _fault(results: Path, path: Path) -> str | None:
    try:
        entry = _read(path)
    except BadEvidence as error:
        return str(error)
    if path == _path_of(results, entry) and path.read_bytes() == files.pretty(entry):
        return None
    return f"{path}: not as gradreg writes it; it was edited by hand or renamed. {RESTORE}"


def _paths(results: Path) -> list[Path]:
    return sorted((results / FOLDER).glob("*/*.json"))


def _order(entry: Replacement) -> tuple[Version, str, int]:
    return Version(entry.release), entry.device, entry.number


def _path_of(results: Path, entry: Replacement) -> Path:
    name = f"{entry.device}-{entry.number}-{files.digest(files.pretty(entry))}.json"
    return results / FOLDER / entry.release / name


def _read(path: Path) -> Replacement:
    try:
        entry = msgspec.json.decode(path.read_bytes(), type=Replacement)
        _order(entry)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, InvalidVersion) as error:
        raise BadEvidence(f"{path}: damaged: {error}. {RESTORE}") from error
    if entry.schema > files.SCHEMA:
        raise BadEvidence(
            f"{path}: schema {entry.schema}, but this gradreg knows {files.SCHEMA} at most. Update gradreg."
        )
    return entry
