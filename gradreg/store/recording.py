"""Cells are written: observations -> files, where no fault takes the place of a fact."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from gradreg import names
from gradreg.model import Behaviour, Case, Environment, Observation, Outcome, Spot
from gradreg.store import files, fingerprints, health, root
from gradreg.store.files import Stored


def record(
    results: Path, case: Case, where: tuple[str, str], found: Iterable[Observation], environment: Environment | None
) -> None:
    """Write cells of one case on one (device, release), leaving every other cell as it is.

    A fault never replaces a known cell, and what is unstable only one that it holds.
    Safe when several processes record at once.
    """
    with root.locked(results):
        fingerprints.remember(results, [environment] if environment else [])
        name = fingerprints.environment_id(environment) if environment else ""
        stored = present(results, case)
        for observation in found:
            _place(stored, observation, where, name)
        files.write(names.inside(results, root.path_of(results, case.name)), files.encoded(stored))


Added = tuple[Case, Mapping[Spot, tuple[Behaviour, Environment | None]]]
"""A case, and what cells of it show, with where that was measured."""


@contextlib.contextmanager
def writing(results: Path) -> Iterator[Callable[[Iterable[Added]], tuple[str, ...]]]:
    """Hold the evidence, so that what is decided by it is still true when it is written; yield what writes cells.

    All bytes are made before the first file is replaced, and fingerprints are written first:
    who is killed in between leaves a part of the cells, and the rest as it was.
    """
    with root.locked(results):
        yield partial(_add, results)


def _add(results: Path, added: Iterable[Added]) -> tuple[str, ...]:
    """Write cells of many cases; return the names of the files that changed."""
    wanted = [(case, cells) for case, cells in added if cells]
    found = {root.path_of(results, case.name): files.encoded(_with(results, case, cells)) for case, cells in wanted}
    fingerprints.remember(
        results, [environment for _, cells in wanted for _, environment in cells.values() if environment]
    )
    changed = [path for path, data in found.items() if not path.exists() or path.read_bytes() != data]
    for path in [names.inside(results, path) for path in changed]:
        files.write(path, found[path])
    return tuple(path.relative_to(results).as_posix() for path in changed)


def _with(results: Path, case: Case, cells: Mapping[Spot, tuple[Behaviour, Environment | None]]) -> Stored:
    """The content of a case's file with some cells added or replaced."""
    stored = present(results, case)
    for spot, (behaviour, environment) in cells.items():
        observed = Observation(spot[0], behaviour)
        _place(stored, observed, spot[1:], fingerprints.environment_id(environment) if environment else "")
    return stored


def present(results: Path, case: Case) -> Stored:
    """The content of a case's file, its cells set aside where the code is another."""
    path = root.path_of(results, case.name)
    if not root.is_there(path):
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
