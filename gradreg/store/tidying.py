"""The files as a whole: what is wrong with them, what the catalog no longer has, and what an older gradreg wrote."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from gradreg import names
from gradreg.errors import BadEvidence
from gradreg.model import Case, Environment
from gradreg.store import files, fingerprints, health, root
from gradreg.store.files import SCHEMA, Environments, Stored


def prune(results: Path, cases: Sequence[Case]) -> list[str]:
    """Delete evidence of cases and rows that the catalog no longer has; say what went."""
    rows = {case.name: {row.name for row in case.rows} for case in cases}
    gone = []
    with root.locked(results):
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
    with root.locked(results):
        for path, stored in _files(results):
            new = files.normalised(stored)
            if files.schema_of(path) < SCHEMA or new.behaviours != stored.behaviours:
                files.write(names.inside(results, path), files.encoded(new))
                found.append(str(path))
        path = results / root.ENVIRONMENTS
        if path.exists() and files.schema_of(path) < SCHEMA:
            files.write(path, files.pretty(Environments(SCHEMA, fingerprints.environments(results))))
            found.append(str(path))
    return found


def unlisted(results: Path, cases: Iterable[Case]) -> tuple[str, ...]:
    """Cases with evidence that the catalog does not have."""
    known = {case.name for case in cases}
    there = (path.relative_to(results).with_suffix("").as_posix() for path in sorted(results.glob("*/*.json")))
    return tuple(name for name in there if name not in known)


def faults(results: Path, cases: Sequence[Case]) -> list[str]:
    """Everything about the files that gradreg itself would not have written, one sentence each."""
    rows = {case.name: {row.name for row in case.rows} for case in cases}
    known, found = _fingerprints(results)
    for path in root.paths(results):
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
        known = fingerprints.environments(results)
    except BadEvidence as error:
        return {}, [str(error)]
    return known, health.of_environments(results / root.ENVIRONMENTS, known)


def _files(results: Path) -> Iterator[tuple[Path, Stored]]:
    return (
        (path, health.sound(path, files.read(path), f"{path.parent.name}/{path.stem}")) for path in root.paths(results)
    )


def _names(stored: Stored) -> set[str]:
    return {row for cells in (stored.cells, *stored.stale.values()) for row, _, _ in cells}
