"""Evidence on disk: results/ <-> Evidence. The only package that knows the files."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from packaging.version import Version

from gradreg.model import Case, Cell, Environment, Evidence, Observation, Summary
from gradreg.store import files
from gradreg.store.files import RESTORE, SCHEMA, Environments, Stored

RAW = ".raw"
ENVIRONMENTS = "environments.json"
OWN = ".own"
LOCK_SECONDS = 120


def load(results: Path, case: Case) -> Evidence:
    """All evidence of a case; cells measured with other code than today's are marked stale."""
    path = path_of(results, case.name)
    if not path.exists():
        return Evidence(case.name, {})
    stored = files.read(path)
    cells = {
        where: Cell(stored.behaviours[key], environment, code != case.code, code)
        for code, group in [*stored.stale.items(), (stored.code, stored.cells)]
        for where, (key, environment) in group.items()
    }
    return Evidence(case.name, cells)


def record(
    results: Path, case: Case, where: tuple[str, str], found: Iterable[Observation], environment: Environment | None
) -> None:
    """Write cells of one case on one (device, release), leaving every other cell as it is.

    What is no behaviour never replaces a known one. Safe when several processes record at once.
    """
    with _locked(results):
        name = _remember(results, environment) if environment else ""
        path = path_of(results, case.name)
        stored = _aged(files.read(path), case) if path.exists() else Stored(case.name, case.code, {}, {})
        for observation in found:
            _place(stored, observation, where, name)
        files.write(path, files.encoded(stored))


def _aged(stored: Stored, case: Case) -> Stored:
    """Set cells aside as stale when the case's code is no longer what they were measured with."""
    if stored.code == case.code:
        return stored
    fresh = stored.stale.pop(case.code, {})
    if stored.cells:
        stored.stale[stored.code] = stored.cells
    return Stored(stored.case, case.code, stored.behaviours, fresh, stored.stale)


def _place(stored: Stored, observation: Observation, where: tuple[str, str], environment: str) -> None:
    cell = (observation.row, *where)
    if not observation.behaviour.outcome.is_behaviour:
        before = stored.cells.get(cell)
        known = before and stored.behaviours[before[0]].outcome.is_behaviour
        if known or any(cell in cells for cells in stored.stale.values()):
            return
    key = files.key_of(observation.behaviour)
    stored.behaviours[key] = observation.behaviour
    stored.cells[cell] = key, environment
    for cells in stored.stale.values():
        cells.pop(cell, None)


def prune(results: Path, cases: Sequence[Case]) -> list[str]:
    """Delete evidence of cases and rows that the catalog no longer has; say what went."""
    rows = {case.name: {row.name for row in case.rows} for case in cases}
    gone = []
    with _locked(results):
        for path, stored in _files(results):
            wanted = rows.get(stored.case, set())
            lost = sorted(_names(stored) - wanted)
            gone += [f"{path}: {row}" for row in lost]
            if stored.case not in rows:
                path.unlink()
            elif lost:
                files.write(path, files.encoded(_only(stored, wanted)))
    return gone


def _only(stored: Stored, rows: set[str]) -> Stored:
    kept, *stale = (
        {where: value for where, value in cells.items() if where[0] in rows}
        for cells in (stored.cells, *stored.stale.values())
    )
    return msgspec.structs.replace(stored, cells=kept, stale=dict(zip(stored.stale, stale, strict=True)))


def migrate(results: Path) -> list[str]:
    """Write anew what an older gradreg wrote: files of an older schema, or with texts less normalised; say which."""
    found = []
    with _locked(results):
        for path, stored in _files(results):
            new = files.normalised(stored)
            if files.schema_of(path) < SCHEMA or new.behaviours != stored.behaviours:
                files.write(path, files.encoded(new))
                found.append(str(path))
        path = results / ENVIRONMENTS
        if path.exists() and files.schema_of(path) < SCHEMA:
            files.write(path, files.pretty(Environments(SCHEMA, environments(results))))
            found.append(str(path))
    return found


def unlisted(results: Path, cases: Iterable[Case]) -> tuple[str, ...]:
    """Cases with evidence that the catalog does not have."""
    known = {case.name for case in cases}
    names = (path.relative_to(results).with_suffix("").as_posix() for path in sorted(results.glob("*/*.json")))
    return tuple(name for name in names if name not in known)


def _files(results: Path) -> Iterator[tuple[Path, Stored]]:
    for path in sorted(results.glob("*/*.json")):
        yield path, files.read(path)


def _names(stored: Stored) -> set[str]:
    return {row for cells in (stored.cells, *stored.stale.values()) for row, _, _ in cells}


def environments(results: Path) -> dict[str, Environment]:
    """Fingerprints by their id."""
    path = results / ENVIRONMENTS
    if not path.exists():
        return {}
    return files.decode(path, path.read_bytes(), Environments).environments


def environment_id(environment: Environment) -> str:
    """Content address of a fingerprint."""
    return files.digest(msgspec.json.encode(environment, order="sorted"))


def faults(results: Path, cases: Sequence[Case]) -> list[str]:
    """Everything about the files that gradreg itself would not have written, one sentence each."""
    found = []
    rows = {case.name: {row.name for row in case.rows} for case in cases}
    known = set(environments(results))
    for path, stored in _files(results):
        if files.schema_of(path) < SCHEMA:
            found.append(f"{path}: of an older schema; `gradreg migrate` writes it anew")
        elif path.read_bytes() != files.encoded(stored):
            found.append(f"{path}: not as gradreg writes it; it was edited by hand or merged. {RESTORE}")
        lost = sorted(_names(stored) - rows.get(stored.case, set()))
        found += [f"{path}: the catalog has no {row} any more; `gradreg prune` forgets it" for row in lost]
        used = {environment for _, environment in stored.cells.values()} - {""}
        found += [f"{path}: the environment {name} is in no {ENVIRONMENTS}" for name in sorted(used - known)]
        found += [
            f"{path}: {key} is not the hash of its behaviour. {RESTORE}"
            for key, behaviour in stored.behaviours.items()
            if key != files.key_of(behaviour)
        ]
    return found


def save_raw(results: Path, name: str, observations: Iterable[Observation]) -> Path:
    """Keep a run with its timings, output and tracebacks in the ignored folder; return the file."""
    path = _raw(results) / f"{name}.jsonl"
    files.write(path, msgspec.json.encode(list(observations)).replace(b"},{", b"},\n{") + b"\n")
    return path


def last_run(results: Path, name: str, row: str) -> Observation | None:
    """What a row showed in the last run of that name on this machine, where it is kept."""
    path = results / RAW / f"{name}.jsonl"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=list[Observation])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return next((observation for observation in found if observation.row == row), None)


def save_summary(results: Path, run: str, summary: Summary) -> None:
    """Keep how one session of a run ended, for the table at the run's end."""
    files.write(_raw(results) / run / f"{summary.release}-{summary.device}.json", msgspec.json.encode(summary))


def summaries(results: Path, run: str) -> tuple[Summary, ...]:
    """How every session of a run ended so far, oldest release first; of the newest run where none is named."""
    folder = results / RAW / run if run else _newest_run(results)
    paths = folder.glob("*.json") if folder else ()
    found = [msgspec.json.decode(path.read_bytes(), type=Summary) for path in paths]
    return tuple(sorted(found, key=lambda summary: (summary.device, Version(summary.release))))


def cache(results: Path, name: str) -> Path:
    """Where to keep what can be made again from the evidence, in the ignored folder.

    Raises OSError where there is no folder of evidence, or where it cannot be written.
    """
    if not results.is_dir():
        raise FileNotFoundError(results)
    return _raw(results) / name


def stamps(results: Path) -> dict[str, str]:
    """Case -> what changes when its evidence does; nothing is read."""
    found = {f"{path.parent.name}/{path.stem}": path.stat() for path in results.glob("*/*.json")}
    return {name: f"{stat.st_mtime_ns}-{stat.st_size}" for name, stat in found.items()}


def _newest_run(results: Path) -> Path | None:
    folders = [path for path in (results / RAW).glob("*") if path.is_dir()]
    return max(folders, key=lambda path: path.stat().st_mtime, default=None)


def path_of(results: Path, case: str) -> Path:
    """The evidence file of a case; one of no catalog has a folder of its own, where it meets no file of gradreg's."""
    folder = results if "/" in case else results / OWN
    return folder / f"{case}.json"


def _raw(results: Path) -> Path:
    folder = results / RAW
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        files.write(ignore, b"*\n")
    return folder


@contextlib.contextmanager
def _locked(results: Path) -> Iterator[None]:
    with FileLock(_raw(results) / "lock", timeout=LOCK_SECONDS):
        yield


def is_held(results: Path) -> bool:
    """Whether another process writes evidence just now; a lock ends with the process that holds it."""
    if not (results / RAW / "lock").exists():
        return False
    try:
        with FileLock(results / RAW / "lock", timeout=0):
            return False
    except Timeout:
        return True


def _remember(results: Path, environment: Environment) -> str:
    known = environments(results)
    name = environment_id(environment)
    if name not in known:
        known[name] = environment
        ordered = dict(sorted(known.items(), key=lambda item: (Version(item[1].torch), item[0])))
        files.write(results / ENVIRONMENTS, files.pretty(Environments(SCHEMA, ordered)))
    return name
