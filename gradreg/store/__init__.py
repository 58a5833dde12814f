"""Evidence on disk: results/ <-> Evidence. The only package that knows the files."""

import contextlib
from collections.abc import Iterable
from pathlib import Path

from gradreg.errors import BadEvidence
from gradreg.model import Case, Evidence
from gradreg.store import files, health, root
from gradreg.store.fingerprints import environment_id, environments
from gradreg.store.offers import Offered, offered
from gradreg.store.parts import Parts
from gradreg.store.recording import Added, record, writing
from gradreg.store.root import ENVIRONMENTS, RAW, cache, is_held, path_of, stamps
from gradreg.store.sessions import (
    begin,
    journal_of,
    last_run,
    last_sessions,
    leftovers,
    save_raw,
    save_summary,
    summaries,
    underway,
)
from gradreg.store.tidying import faults, migrate, prune, unlisted

__all__ = [
    "ENVIRONMENTS",
    "RAW",
    "Added",
    "Offered",
    "Parts",
    "begin",
    "cache",
    "damage",
    "environment_id",
    "environments",
    "faults",
    "is_held",
    "journal_of",
    "last_run",
    "last_sessions",
    "leftovers",
    "load",
    "load_all",
    "migrate",
    "offered",
    "path_of",
    "prune",
    "record",
    "save_raw",
    "save_summary",
    "stamps",
    "summaries",
    "underway",
    "unlisted",
    "writing",
]


def load(results: Path, case: Case) -> Evidence:
    """All evidence of a case; cells measured with other code than today's are marked stale."""
    path = root.path_of(results, case.name)
    return (
        files.evidence(health.sound(path, files.read(path), case.name), case)
        if root.is_there(path)
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
