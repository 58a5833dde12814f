"""One evidence file: its schemas, its bytes, and what can be wrong with it. `docs/evidence.md` explains them."""

import hashlib
import json
import os
import stat
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from packaging.version import Version

from gradreg import names, normalise
from gradreg.errors import BadEvidence
from gradreg.model import Behaviour, Case, Cell, Environment, Evidence, disagreement

SCHEMA = 3
HASH_DIGITS = 12
READABLE = "Make it readable, then run this again."
RESTORE = "Restore it from git, or delete it and run `nox` to measure again."

T = TypeVar("T")
Where = tuple[str, str, str]
"""(row, device, release)."""
Cells = dict[Where, tuple[str, str]]
"""(row, device, release) -> (key of the behaviour, id of the environment)."""
Written = dict[str, dict[str, dict[str, str]]]
"""row -> device -> key of a behaviour -> the releases that showed it, by version, apart by spaces.

`2.0.1@0123456789ab` is a release that was measured in another environment than most rows of the file.
"""


class Stored(msgspec.Struct):
    """The content of one file: behaviours by key, cells, and stale cells by the hash of the code that made them."""

    case: str
    code: str
    behaviours: dict[str, Behaviour]
    cells: Cells
    stale: dict[str, Cells] = {}


class _Written(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    schema: int
    case: str
    code: str
    environments: dict[str, dict[str, str]]
    behaviours: dict[str, Behaviour]
    rows: Written
    stale: dict[str, Written] = {}


class _Schema1(msgspec.Struct, forbid_unknown_fields=True):
    """row -> device -> release -> "behaviour@environment"."""

    schema: int
    case: str
    code: str
    behaviours: dict[str, Behaviour]
    rows: Written
    stale: dict[str, Written] = {}


class Environments(msgspec.Struct, forbid_unknown_fields=True):
    """The fingerprints by their id; schema 3 adds the wheel's hash."""

    schema: int
    environments: dict[str, Environment]


class _Schema(msgspec.Struct):
    schema: int


def read(path: Path) -> Stored:
    """Read an evidence file of any schema; raises BadEvidence where it is damaged or newer."""
    return parsed(path, content(path))


def content(path: Path) -> bytes:
    """The bytes of a file; raises BadEvidence where there is a folder or a pipe instead, or nobody may read it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadEvidence(f"{path}: no file, but something else of that name. {RESTORE}")
        return path.read_bytes()
    except OSError as error:
        what_to_do = READABLE if isinstance(error, PermissionError) else RESTORE
        raise BadEvidence(f"{path}: cannot be read: {error.strerror}. {what_to_do}") from error


def parsed(path: Path, data: bytes) -> Stored:
    """What the bytes of an evidence file say; raises BadEvidence where they are damaged or newer."""
    if schema(path, data) == 1:
        old = decode(path, data, _Schema1)
        stored = Stored(old.case, old.code, old.behaviours, _cells_1(path, old.rows))
        stored.stale = {code: _cells_1(path, rows) for code, rows in old.stale.items()}
    else:
        new = decode(path, data, _Written)
        stored = Stored(new.case, new.code, new.behaviours, _cells(path, new.rows, new.environments))
        stored.stale = {code: _cells(path, rows, new.environments) for code, rows in new.stale.items()}
    for cells in (stored.cells, *stored.stale.values()):
        _check(path, cells, stored.behaviours)
    return stored


def decode(path: Path, data: bytes, kind: type[T]) -> T:
    """Decode a file that says which schema it has; raises BadEvidence."""
    schema(path, data)
    try:
        _unique(data)
        return msgspec.json.decode(data, type=kind)
    except (
        ValueError,
        RecursionError,
    ) as error:  # msgspec's errors, and those of text that is no UTF-8, are the former
        raise BadEvidence(f"{path}: damaged: {error}. {RESTORE}") from error


def _unique(data: bytes) -> None:
    """Raise ValueError for an object with a key twice: of such a pair every reader takes the last, without a word."""
    if msgspec.json.encode(msgspec.json.decode(data)) != msgspec.json.format(data, indent=-1):
        json.loads(data, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"the key {twice[:80]!r} stands there twice")
    return found


def schema_of(path: Path) -> int:
    """The schema a file says it has; raises BadEvidence where it is damaged or newer."""
    return schema(path, content(path))


def environment_id(environment: Environment) -> str:
    """Content address of a fingerprint."""
    return digest(msgspec.json.encode(environment, order="sorted"))


def schema(path: Path, data: bytes) -> int:
    """The schema that bytes say they have; raises BadEvidence where they are damaged or newer."""
    try:
        found = msgspec.json.decode(data, type=_Schema).schema
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadEvidence(f"{path}: damaged: {error}. {RESTORE}") from error
    if found > SCHEMA:
        raise BadEvidence(f"{path}: schema {found}, but this gradreg knows {SCHEMA} at most. Update gradreg.")
    if found < 1:
        raise BadEvidence(f"{path}: damaged: there is no schema {found}. {RESTORE}")
    return found


def _cells_1(path: Path, rows: Written) -> Cells:
    found = {}
    for row, device, release, value in _flat(rows):
        behaviour, at, environment = value.partition("@")
        if not at:
            raise BadEvidence(f'{path}: {value!r} is not "behaviour@environment". {RESTORE}')
        found[row, device, release] = behaviour, environment
    return found


def _cells(path: Path, rows: Written, environments: dict[str, dict[str, str]]) -> Cells:
    found: Cells = {}
    for row, device, behaviour, releases in _flat(rows):
        for token in releases.split(" "):
            release, at, environment = token.partition("@")
            if (row, device, release) in found:
                raise BadEvidence(f"{path}: {row} has two behaviours on {release}. {RESTORE}")
            if not at and release not in environments.get(device, {}):
                raise BadEvidence(f"{path}: {row} names no environment for {release!r}. {RESTORE}")
            found[row, device, release] = behaviour, environment if at else environments[device][release]
    return found


def evidence(stored: Stored, case: Case) -> Evidence:
    """The cells of a case; those measured with other code than today's are marked stale."""
    cells = {
        where: Cell(stored.behaviours[key], environment, code != case.code, code)
        for code, group in [*stored.stale.items(), (stored.code, stored.cells)]
        for where, (key, environment) in group.items()
    }
    return Evidence(case.name, cells)


def _check(path: Path, cells: Cells, behaviours: dict[str, Behaviour]) -> None:
    for row, behaviour in {(row, behaviour) for (row, _, _), (behaviour, _) in cells.items()}:
        if behaviour not in behaviours:
            raise BadEvidence(f"{path}: {row} names a behaviour {behaviour!r} that is not there. {RESTORE}")
    for release, row in {release: row for row, _, release in cells}.items():
        if not names.is_release(release):
            raise BadEvidence(f"{path}: {row}: {release!r} is no release. {RESTORE}")
    for device, row in {device: row for row, device, _ in cells}.items():
        if not names.is_device(device):
            raise BadEvidence(f"{path}: {row}: {device!r} is no device. {RESTORE}")


def _flat(rows: Written) -> Iterator[tuple[str, str, str, str]]:
    for row, devices in rows.items():
        for device, content in devices.items():
            for key, value in content.items():
                yield row, device, key, value


def encoded(stored: Stored) -> bytes:
    """The file's bytes: rows, devices and behaviours by name, releases by version, only behaviours that are used."""
    stale = {code: cells for code, cells in sorted(stored.stale.items()) if cells}
    groups = [stored.cells, *stale.values()]
    environments = _usual(groups)
    used = {behaviour for cells in groups for behaviour, _ in cells.values()}
    content = _Written(
        SCHEMA,
        stored.case,
        stored.code,
        environments,
        {key: _sorted(stored.behaviours[key]) for key in sorted(used)},
        _written(stored.cells, environments),
        {code: _written(cells, environments) for code, cells in stale.items()},
    )
    return pretty(content)


def normalised(stored: Stored) -> Stored:
    """The same with every text as today's gradreg would record it."""
    new = {key: _plain(behaviour) for key, behaviour in stored.behaviours.items()}
    names = {key: key_of(behaviour) for key, behaviour in new.items()}

    def renamed(cells: Cells) -> Cells:
        return {where: (names[key], environment) for where, (key, environment) in cells.items()}

    stale = {code: renamed(cells) for code, cells in stored.stale.items()}
    return Stored(stored.case, stored.code, {names[key]: new[key] for key in new}, renamed(stored.cells), stale)


def _plain(behaviour: Behaviour) -> Behaviour:
    if behaviour.seen:
        return disagreement(map(_plain, behaviour.seen), behaviour.detail)
    message = normalise.message(behaviour.message) if behaviour.message else behaviour.message
    heard = dict.fromkeys((kind, normalise.message(text)) for kind, text in behaviour.warnings)
    return msgspec.structs.replace(behaviour, message=message, warnings=tuple(heard))


def _usual(groups: Iterable[Cells]) -> dict[str, dict[str, str]]:
    """The environment in which most cells of a device and release were measured."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for cells in groups:
        for (_, device, release), (_, environment) in cells.items():
            found.setdefault((device, release), Counter())[environment] += 1
    usual: dict[str, dict[str, str]] = {}
    for device, release in sorted(found, key=lambda where: (where[0], Version(where[1]), where[1])):
        counts = found[device, release]
        usual.setdefault(device, {})[release] = min(counts, key=lambda name: (-counts[name], name))
    return usual


def _written(cells: Cells, environments: dict[str, dict[str, str]]) -> Written:
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for (row, device, release), (behaviour, environment) in sorted(cells.items(), key=_order):
        usual = environments[device][release] == environment
        token = release if usual else f"{release}@{environment}"
        found.setdefault(row, {}).setdefault(device, {}).setdefault(behaviour, []).append(token)
    return {
        row: {device: {key: " ".join(tokens) for key, tokens in content.items()} for device, content in devices.items()}
        for row, devices in found.items()
    }


def _order(item: tuple[Where, tuple[str, str]]) -> tuple[str, str, Version, str]:
    (row, device, release), _ = item
    return row, device, Version(release), release


def pretty(content: object) -> bytes:
    """JSON for people and for git: an item a line."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def key_of(behaviour: Behaviour) -> str:
    """Content address of a behaviour."""
    return digest(behaviour.canonical)


def digest(data: bytes) -> str:
    """A hash that is long enough to tell behaviours and environments apart."""
    return hashlib.sha256(data).hexdigest()[:HASH_DIGITS]


def _sorted(behaviour: Behaviour) -> Behaviour:
    """The same behaviour with its facts by name, so that the order of yields is no other evidence."""
    seen = tuple(map(_sorted, behaviour.seen))
    return msgspec.structs.replace(behaviour, facts=dict(sorted(behaviour.facts.items())), seen=seen)


def write(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that a reader sees the old or the new one, whole; same bytes are left alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_bytes() == data:
        return
    try:
        _replace(path, data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
