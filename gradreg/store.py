"""Evidence on disk: results/ <-> Evidence. The only module that knows the files; `docs/evidence.md` explains them."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from filelock import FileLock
from packaging.version import InvalidVersion, Version

from gradreg.errors import BadEvidence
from gradreg.model import Behaviour, Case, Cell, Environment, Evidence, Observation, Summary

SCHEMA = 1
RAW = ".raw"
ENVIRONMENTS = "environments.json"
HASH_DIGITS = 12
LOCK_SECONDS = 120

T = TypeVar("T")
Cells = dict[str, dict[str, dict[str, str]]]
"""row -> device -> release -> "behaviour@environment"."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    case: str
    code: str
    behaviours: dict[str, Behaviour]
    rows: Cells
    stale: dict[str, Cells] = {}


class _Environments(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    environments: dict[str, Environment]


class _Schema(msgspec.Struct):
    schema: int


def load(results: Path, case: Case) -> Evidence:
    """All evidence of a case; cells measured with other code than today's are marked stale."""
    path = _path(results, case.name)
    if not path.exists():
        return Evidence(case.name, {})
    stored = _read(path)
    cells: dict[tuple[str, str, str], Cell] = {}
    for code, rows in [*stored.stale.items(), (stored.code, stored.rows)]:
        for where, value in _flat(rows):
            behaviour, environment = _parts(path, value)
            cells[where] = Cell(stored.behaviours[behaviour], environment, stale=code != case.code)
    return Evidence(case.name, cells)


def record(
    results: Path, case: Case, where: tuple[str, str], found: Iterable[Observation], environment: Environment | None
) -> None:
    """Write cells of one case on one (device, release), leaving every other cell as it is.

    What is no behaviour never replaces a known one. Safe when several processes record at once.
    """
    device, release = where
    with _locked(results):
        name = _remember(results, environment) if environment else ""
        path = _path(results, case.name)
        stored = _aged(_read(path), case) if path.exists() else _File(SCHEMA, case.name, case.code, {}, {})
        for observation in found:
            _place(stored, observation, (device, release), name)
        _write(path, _encoded(stored))


def _aged(stored: _File, case: Case) -> _File:
    """Set cells aside as stale when the case's code is no longer what they were measured with."""
    if stored.code == case.code:
        return stored
    fresh = stored.stale.pop(case.code, {})
    if stored.rows:
        stored.stale[stored.code] = stored.rows
    return _File(SCHEMA, stored.case, case.code, stored.behaviours, fresh, stored.stale)


def _place(stored: _File, observation: Observation, where: tuple[str, str], environment: str) -> None:
    device, release = where
    cells = stored.rows.setdefault(observation.row, {}).setdefault(device, {})
    before = stored.behaviours.get(cells.get(release, "").split("@")[0])
    if before and before.outcome.is_behaviour and not observation.behaviour.outcome.is_behaviour:
        return
    if not observation.behaviour.outcome.is_behaviour and _known_stale(stored, observation.row, where):
        if not cells:
            del stored.rows[observation.row][device]
        return
    key = _digest(_canonical(observation.behaviour))
    stored.behaviours[key] = observation.behaviour
    cells[release] = f"{key}@{environment}"
    for rows in stored.stale.values():
        rows.get(observation.row, {}).get(device, {}).pop(release, None)


def _known_stale(stored: _File, row: str, where: tuple[str, str]) -> bool:
    device, release = where
    return any(release in rows.get(row, {}).get(device, {}) for rows in stored.stale.values())


def prune(results: Path, cases: Sequence[Case]) -> list[str]:
    """Delete evidence of cases and rows that the catalog no longer has; say what went."""
    rows = {case.name: {row.name for row in case.rows} for case in cases}
    gone = []
    with _locked(results):
        for path, stored in _files(results):
            lost = sorted(_names(stored) - rows.get(stored.case, set()))
            gone += [f"{path}: {row}" for row in lost]
            if stored.case not in rows:
                path.unlink()
            elif lost:
                for cells in (stored.rows, *stored.stale.values()):
                    for row in lost:
                        cells.pop(row, None)
                _write(path, _encoded(stored))
    return gone


def _files(results: Path) -> Iterator[tuple[Path, _File]]:
    for path in sorted(results.glob("*/*.json")):
        yield path, _read(path)


def _names(stored: _File) -> set[str]:
    return {row for cells in (stored.rows, *stored.stale.values()) for row in cells}


def environments(results: Path) -> dict[str, Environment]:
    """Fingerprints by their id."""
    path = results / ENVIRONMENTS
    if not path.exists():
        return {}
    return _decode(path, path.read_bytes(), _Environments).environments


def environment_id(environment: Environment) -> str:
    """Content address of a fingerprint."""
    return _digest(msgspec.json.encode(environment, order="sorted"))


def faults(results: Path, cases: Sequence[Case]) -> list[str]:
    """Everything about the files that gradreg itself would not have written, one sentence each."""
    found = []
    rows = {case.name: {row.name for row in case.rows} for case in cases}
    known = environments(results)
    for path, stored in _files(results):
        if path.read_bytes() != _encoded(stored):
            found.append(f"{path}: not as gradreg writes it; it was edited by hand or merged. {_RESTORE}")
        lost = sorted(_names(stored) - rows.get(stored.case, set()))
        found += [f"{path}: the catalog has no {row} any more; `gradreg prune` forgets it" for row in lost]
        used = {_parts(path, value)[1] for _, value in _flat(stored.rows)} - {""}
        found += [f"{path}: the environment {name} is in no {ENVIRONMENTS}" for name in sorted(used - set(known))]
        found += [
            f"{path}: {key} is not the hash of its behaviour. {_RESTORE}"
            for key, behaviour in stored.behaviours.items()
            if key != _digest(_canonical(behaviour))
        ]
    return found


def save_raw(results: Path, name: str, observations: Iterable[Observation]) -> Path:
    """Keep a run with its timings, output and tracebacks in the ignored folder; return the file."""
    path = _raw(results) / f"{name}.jsonl"
    _write(path, msgspec.json.encode(list(observations)).replace(b"},{", b"},\n{") + b"\n")
    return path


def save_summary(results: Path, run: str, summary: Summary) -> None:
    """Keep how one session of a run ended, for the table at the run's end."""
    _write(_raw(results) / run / f"{summary.release}-{summary.device}.json", msgspec.json.encode(summary))


def summaries(results: Path, run: str) -> tuple[Summary, ...]:
    """How every session of a run ended so far, oldest release first."""
    paths = (results / RAW / run).glob("*.json")
    found = [msgspec.json.decode(path.read_bytes(), type=Summary) for path in paths]
    return tuple(sorted(found, key=lambda summary: (summary.device, Version(summary.release))))


_RESTORE = "Restore it from git, or delete it and run `nox` to measure again."


def _path(results: Path, case: str) -> Path:
    return results / f"{case}.json"


def _raw(results: Path) -> Path:
    folder = results / RAW
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        _write(ignore, b"*\n")
    return folder


@contextlib.contextmanager
def _locked(results: Path) -> Iterator[None]:
    with FileLock(_raw(results) / "lock", timeout=LOCK_SECONDS):
        yield


def _remember(results: Path, environment: Environment) -> str:
    known = environments(results)
    name = environment_id(environment)
    if name not in known:
        known[name] = environment
        ordered = dict(sorted(known.items(), key=lambda item: (Version(item[1].torch), item[0])))
        _write(results / ENVIRONMENTS, _pretty(_Environments(SCHEMA, ordered)))
    return name


def _read(path: Path) -> _File:
    stored = _decode(path, path.read_bytes(), _File)
    for rows in (stored.rows, *stored.stale.values()):
        for (row, _, release), value in _flat(rows):
            if _parts(path, value)[0] not in stored.behaviours:
                raise BadEvidence(f"{path}: {row} names a behaviour {value!r} that is not there. {_RESTORE}")
            try:
                Version(release)
            except InvalidVersion as error:
                raise BadEvidence(f"{path}: {row}: {release!r} is no release. {_RESTORE}") from error
    return stored


def _decode(path: Path, data: bytes, kind: type[T]) -> T:
    try:
        schema = msgspec.json.decode(data, type=_Schema).schema
        if schema > SCHEMA:
            message = f"{path}: schema {schema}, but this gradreg knows {SCHEMA} at most. Update gradreg."
            raise BadEvidence(message)
        if schema < 1:
            raise BadEvidence(f"{path}: damaged: there is no schema {schema}. {_RESTORE}")
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadEvidence(f"{path}: damaged: {error}. {_RESTORE}") from error


def _parts(path: Path, value: str) -> tuple[str, str]:
    behaviour, at, environment = value.partition("@")
    if not at:
        raise BadEvidence(f'{path}: {value!r} is not "behaviour@environment". {_RESTORE}')
    return behaviour, environment


def _flat(rows: Cells) -> Iterator[tuple[tuple[str, str, str], str]]:
    for row, devices in rows.items():
        for device, releases in devices.items():
            for release, value in releases.items():
                yield (row, device, release), value


def _encoded(stored: _File) -> bytes:
    """The file's bytes: rows and devices by name, releases by version, behaviours that are used, by key."""
    rows, stale = _ordered(stored.rows), {code: _ordered(rows) for code, rows in sorted(stored.stale.items())}
    stale = {code: cells for code, cells in stale.items() if cells}
    used = {value.split("@")[0] for cells in (rows, *stale.values()) for _, value in _flat(cells)}
    behaviours = {key: _sorted(stored.behaviours[key]) for key in sorted(used)}
    content = {"schema": SCHEMA, "case": stored.case, "code": stored.code, "behaviours": behaviours, "rows": rows}
    return _pretty({**content, **({"stale": stale} if stale else {})})


def _ordered(rows: Cells) -> Cells:
    ordered: Cells = {}
    for row, devices in sorted(rows.items()):
        for device, releases in sorted(devices.items()):
            if releases:
                by_version = sorted(releases.items(), key=lambda item: Version(item[0]))
                ordered.setdefault(row, {})[device] = dict(by_version)
    return ordered


def _pretty(content: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _sorted(behaviour: Behaviour) -> Behaviour:
    """The same behaviour with its facts by name, so that the order of yields is no other evidence."""
    return msgspec.structs.replace(behaviour, facts=dict(sorted(behaviour.facts.items())))


def _canonical(behaviour: Behaviour) -> bytes:
    return msgspec.json.encode(behaviour, order="sorted")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:HASH_DIGITS]


def _write(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that a reader sees the old or the new one, whole; same bytes are left alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_bytes() == data:
        return
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
