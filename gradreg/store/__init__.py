"""Evidence on disk: results/ <-> Evidence. The only package that knows the files."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from packaging.version import Version

from gradreg import names
from gradreg.errors import BadEvidence, BadUsage, GradregError
from gradreg.model import (
    Behaviour,
    Case,
    Environment,
    Evidence,
    LastRun,
    Observation,
    Outcome,
    Spot,
    Summary,
    Underway,
)
from gradreg.store import files, health, journal, runs
from gradreg.store.files import RESTORE, SCHEMA, Environments, Stored
from gradreg.store.offers import Offered, offered
from gradreg.store.parts import Parts

__all__ = ["Offered", "Parts", "offered"]

RAW = ".raw"
ENVIRONMENTS = "environments.json"
OWN = ".own"
LOCK_SECONDS = 120


def load(results: Path, case: Case) -> Evidence:
    """All evidence of a case; cells measured with other code than today's are marked stale."""
    path = path_of(results, case.name)
    return (
        files.evidence(health.sound(path, files.read(path), case.name), case)
        if _is_there(path)
        else Evidence(case.name, {})
    )


def load_all(results: Path, cases: Iterable[Case]) -> list[tuple[Case, Evidence]]:
    """The evidence of many cases; raises BadEvidence that names every damaged file."""
    cases = tuple(cases)
    found = []
    for case in cases:
        with contextlib.suppress(BadEvidence):
            found.append((case, load(results, case)))
    if len(found) < len(cases):
        raise BadEvidence("\n".join(damage(results, cases)))
    return found


def damage(results: Path, cases: Iterable[Case]) -> list[str]:
    """What is wrong with the files of these cases that cannot be believed, a sentence each."""
    found = []
    for case in cases:
        try:
            load(results, case)
        except BadEvidence as error:
            found.append(str(error))
    return found


def _is_there(path: Path) -> bool:
    """Whether something has that name; also a link that leads nowhere, which is no file, but is not nothing."""
    return path.exists() or path.is_symlink()


def record(
    results: Path, case: Case, where: tuple[str, str], found: Iterable[Observation], environment: Environment | None
) -> None:
    """Write cells of one case on one (device, release), leaving every other cell as it is.

    A fault never replaces a known cell, and what is unstable only one that it holds.
    Safe when several processes record at once.
    """
    with _locked(results):
        _remember(results, [environment] if environment else [])
        name = environment_id(environment) if environment else ""
        stored = _present(results, case)
        for observation in found:
            _place(stored, observation, where, name)
        files.write(names.inside(results, path_of(results, case.name)), files.encoded(stored))


Added = tuple[Case, Mapping[Spot, tuple[Behaviour, Environment | None]]]
"""A case, and what cells of it show, with where that was measured."""


@contextlib.contextmanager
def writing(results: Path) -> Iterator[Callable[[Iterable[Added]], tuple[str, ...]]]:
    """Hold the evidence, so that what is decided by it is still true when it is written; yield what writes cells.

    All bytes are made before the first file is replaced, and fingerprints are written first:
    who is killed in between leaves a part of the cells, and the rest as it was.
    """
    with _locked(results):
        yield partial(_add, results)


def _add(results: Path, added: Iterable[Added]) -> tuple[str, ...]:
    """Write cells of many cases; return the names of the files that changed."""
    wanted = [(case, cells) for case, cells in added if cells]
    found = {path_of(results, case.name): files.encoded(_with(results, case, cells)) for case, cells in wanted}
    _remember(results, [environment for _, cells in wanted for _, environment in cells.values() if environment])
    changed = [path for path, data in found.items() if not path.exists() or path.read_bytes() != data]
    for path in [names.inside(results, path) for path in changed]:
        files.write(path, found[path])
    return tuple(path.relative_to(results).as_posix() for path in changed)


def _with(results: Path, case: Case, cells: Mapping[Spot, tuple[Behaviour, Environment | None]]) -> Stored:
    """The content of a case's file with some cells added or replaced."""
    stored = _present(results, case)
    for spot, (behaviour, environment) in cells.items():
        observed = Observation(spot[0], behaviour)
        _place(stored, observed, spot[1:], environment_id(environment) if environment else "")
    return stored


def _present(results: Path, case: Case) -> Stored:
    """The content of a case's file, its cells set aside where the code is another."""
    path = path_of(results, case.name)
    if not _is_there(path):
        return Stored(case.name, case.code, {}, {})
    return _aged(health.sound(path, files.read(path), case.name), case)


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
    if _would_lose(stored, cell, observation.behaviour):
        return
    key = files.key_of(observation.behaviour)
    stored.behaviours[key] = observation.behaviour
    stored.cells[cell] = key, environment
    for cells in stored.stale.values():
        cells.pop(cell, None)


def _would_lose(stored: Stored, cell: files.Where, found: Behaviour) -> bool:
    """Whether a fact would be lost: a fault replaces nothing, and what is unstable only behaviour that it holds."""
    if found.outcome.is_behaviour:
        return False
    before = stored.behaviours[stored.cells[cell][0]] if cell in stored.cells else None
    if found.outcome is Outcome.UNSTABLE:
        held = {files.key_of(look) for look in found.seen}
        return before is not None and before.outcome.is_behaviour and files.key_of(before) not in held
    tells = before is not None and (before.outcome.is_behaviour or before.outcome is Outcome.UNSTABLE)
    return tells or any(cell in cells for cells in stored.stale.values())


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
                names.inside(results, path).unlink()
            elif lost:
                files.write(names.inside(results, path), files.encoded(_only(stored, wanted)))
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
                files.write(names.inside(results, path), files.encoded(new))
                found.append(str(path))
        path = results / ENVIRONMENTS
        if path.exists() and files.schema_of(path) < SCHEMA:
            files.write(path, files.pretty(Environments(SCHEMA, environments(results))))
            found.append(str(path))
    return found


def unlisted(results: Path, cases: Iterable[Case]) -> tuple[str, ...]:
    """Cases with evidence that the catalog does not have."""
    known = {case.name for case in cases}
    there = (path.relative_to(results).with_suffix("").as_posix() for path in sorted(results.glob("*/*.json")))
    return tuple(name for name in there if name not in known)


def _files(results: Path) -> Iterator[tuple[Path, Stored]]:
    return ((path, health.sound(path, files.read(path), f"{path.parent.name}/{path.stem}")) for path in _paths(results))


def _paths(results: Path) -> list[Path]:
    """Every file of evidence; what is in hidden folders is none."""
    return sorted(path for path in results.glob("*/*.json") if not path.parent.name.startswith("."))


def _names(stored: Stored) -> set[str]:
    return {row for cells in (stored.cells, *stored.stale.values()) for row, _, _ in cells}


def environments(results: Path) -> dict[str, Environment]:
    """Fingerprints by their id."""
    path = results / ENVIRONMENTS
    if not _is_there(path):
        return {}
    found = files.decode(path, files.content(path), Environments).environments
    wrong = next((item.torch for item in found.values() if not names.is_release(item.torch)), None)
    if wrong is not None:
        raise BadEvidence(f"{path}: {wrong!r} is no version of torch. {RESTORE}")
    return found


def environment_id(environment: Environment) -> str:
    """Content address of a fingerprint."""
    return files.environment_id(environment)


def faults(results: Path, cases: Sequence[Case]) -> list[str]:
    """Everything about the files that gradreg itself would not have written, one sentence each."""
    rows = {case.name: {row.name for row in case.rows} for case in cases}
    known, found = _fingerprints(results)
    for path in _paths(results):
        try:
            stored = files.read(path)
        except BadEvidence as error:
            found.append(str(error))
            continue
        found += health.of_file(path, stored, known)
        lost = sorted(_names(stored) - rows.get(stored.case, set()))
        found += [f"{path}: the catalog has no {row} any more; `gradreg prune` forgets it" for row in lost]
    return found


def _fingerprints(results: Path) -> tuple[dict[str, Environment], list[str]]:
    """The fingerprints, and what is wrong with them; of a damaged file there are none."""
    try:
        known = environments(results)
    except BadEvidence as error:
        return {}, [str(error)]
    return known, health.of_environments(results / ENVIRONMENTS, known)


def save_raw(results: Path, name: str, observations: Iterable[Observation]) -> Path:
    """Keep a run with its timings, output and tracebacks in the ignored folder; return the file."""
    path = _raw(results) / f"{name}.jsonl"
    with _locked(results):
        files.write(path, msgspec.json.encode(list(observations)).replace(b"},{", b"},\n{") + b"\n")
    return path


def last_run(results: Path, name: str, row: str) -> Observation | None:
    """What a row showed in the last run of that name on this machine, where it is kept."""
    path = results / RAW / f"{name}.jsonl"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=list[Observation])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return next((observation for observation in found if observation.row == row), None)


def save_summary(results: Path, run: str, summary: Summary) -> None:
    """Keep how one session of a run ended, for the table at the run's end."""
    path = names.inside(results, _run(results, run) / f"{summary.release}-{summary.device}.json")
    with _locked(results):
        files.write(path, msgspec.json.encode(summary))


def summaries(results: Path, run: str) -> tuple[Summary, ...]:
    """How every session of a run ended so far, oldest release first; of the newest run where none is named."""
    folder = _run(results, run) if run else runs.newest(results / RAW)
    return runs.summaries(folder) if folder else ()


def begin(results: Path, run: str, session: str, planned: Iterable[str]) -> None:
    """Note that a session of a run begins, and which sessions the run is to have; clear up after a killed one."""
    folder = names.inside(results, _run(results, run))
    with _locked(results):
        for path in runs.leftovers(results, results / RAW):
            path.unlink(missing_ok=True)
        runs.begin(folder.parent, run, session, planned)


def journal_of(results: Path, session: str, method: bytes) -> contextlib.AbstractContextManager[journal.Journal | None]:
    """The journal of a session, held by this process; None where another one has it."""
    return journal.opened(_raw(results), session, method)


def underway(results: Path) -> tuple[Underway, ...]:
    """Every session that runs, or was cut off before its evidence was written."""
    return journal.underway(results / RAW)


def last_sessions(results: Path) -> LastRun | None:
    """The newest run, and which of its sessions ended."""
    return runs.last(results / RAW)


def leftovers(results: Path) -> tuple[Path, ...]:
    """Temporary files that a killed run left in the folder of the evidence; none while somebody writes."""
    return () if is_held(results) else runs.leftovers(results, results / RAW)


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


def path_of(results: Path, case: str) -> Path:
    """The evidence file of a case; one of no catalog has a folder of its own, where it meets no file of gradreg's."""
    folder = results if "/" in case else results / OWN
    return folder / f"{case}.json"


def _run(results: Path, run: str) -> Path:
    """The folder of a run; raises BadUsage where its name is none."""
    if not names.is_run(run):
        raise BadUsage(f"{run!r} is no name of a run; one is letters, digits, and . _ + - between them.")
    return results / RAW / run


def _raw(results: Path) -> Path:
    folder = names.inside(results, results / RAW)
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        files.write(ignore, b"*\n")
    return folder


@contextlib.contextmanager
def _locked(results: Path) -> Iterator[None]:
    lock = FileLock(names.inside(results, _raw(results) / "lock"), timeout=LOCK_SECONDS)
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


def _age(version: str) -> tuple[bool, Version]:
    """Sort key of a version of torch; what its builder called otherwise than PEP 440 allows comes last."""
    try:
        return False, Version(version)
    except ValueError:
        return True, Version("0")


def _remember(results: Path, environments_: Iterable[Environment]) -> None:
    known = environments(results)
    new = {environment_id(environment): environment for environment in environments_}
    if new.keys() - known.keys():
        ordered = dict(sorted((known | new).items(), key=lambda item: (_age(item[1].torch), item[0])))
        files.write(results / ENVIRONMENTS, files.pretty(Environments(SCHEMA, ordered)))
