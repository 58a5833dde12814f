"""The whole program: catalog -> plan -> (environment) -> runner || worker -> store -> compare -> report.

The only package that imports stages; every command is one function here, and measuring, the long one, a module.
"""

import os
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from gradreg import catalog, history, judge, releases, store
from gradreg import table as tables
from gradreg.errors import BadEvidence, BadUsage
from gradreg.model import (
    Case,
    Comparison,
    History,
    Measured,
    Places,
    Replacement,
    Request,
    Row,
    Summary,
    Table,
    Transition,
    is_plain,
)
from gradreg.pipeline.accepting import accept, proposals
from gradreg.pipeline.announcing import news
from gradreg.pipeline.asking import ask
from gradreg.pipeline.bisecting import bisect, foreseen
from gradreg.pipeline.calibrating import calibrate, calibrated
from gradreg.pipeline.comparing import between_sides, in_range, names_of, range_of, sides_of, why
from gradreg.pipeline.doctoring import Machine, checkup
from gradreg.pipeline.errand import carried_out, laid_out
from gradreg.pipeline.guarding import guards, reproduction, unproven
from gradreg.pipeline.hunting import Search
from gradreg.pipeline.measuring import dry_run, measure
from gradreg.pipeline.merging import Intake, merged
from gradreg.pipeline.planning import jobs, learned, touches
from gradreg.pipeline.probing import Ways
from gradreg.pipeline.site import site
from gradreg.pipeline.status import state
from gradreg.pipeline.sweeping import Plan, Sweep, sweep
from gradreg.pipeline.verifying import Inquiry, file_faults, foreseen_verification, verified
from gradreg.pipeline.writing import adopted, name_for, skeleton_of, write
from gradreg.releases import index
from gradreg.store import changelog

__all__ = [
    "Inquiry",
    "Intake",
    "Machine",
    "Measured",
    "Places",
    "Plan",
    "Request",
    "Search",
    "Sweep",
    "Ways",
    "accept",
    "adopted",
    "ask",
    "between_sides",
    "bisect",
    "calibrate",
    "calibrated",
    "carried_out",
    "case_names",
    "cases",
    "changes",
    "checkup",
    "dry_run",
    "faults",
    "foreseen",
    "foreseen_verification",
    "guards",
    "in_range",
    "jobs",
    "laid_out",
    "learned",
    "measure",
    "merged",
    "migrate",
    "mistakes",
    "name_for",
    "names_of",
    "new_releases",
    "news",
    "proposals",
    "prune",
    "range_of",
    "release_names",
    "replacements",
    "reproduction",
    "run_so_far",
    "show",
    "sides_of",
    "site",
    "skeleton_of",
    "state",
    "sweep",
    "table",
    "touches",
    "verified",
    "why",
    "write",
]


def mistakes(places: Places) -> list[str]:
    """Every mistake in the catalog, one sentence each; nothing is run."""
    return [str(mistake) for mistake in catalog.read_all(places.cases, releases.load())[1]]


def faults(places: Places) -> list[str]:
    """Everything wrong with the evidence of a good catalog: damage, stale cells, expectations it does not meet."""
    cases = catalog.load(places.cases, releases.load())
    try:
        table, wrong = _table(places, cases), file_faults(places, cases)
    except BadEvidence:
        return store.faults(places.results, cases)
    said = [f"{line.row}: EXPECT {line.expect}" for line in table.lines if line.expect.startswith("differs")]
    said += [f"{line.row}: the evidence is stale; run `nox` to measure again" for line in table.lines if line.stale]
    said += [
        f"{line.row}: raises {era.behaviour.raises} ({era.behaviour.message}), a mistake of the case"
        for line in table.lines
        for era in line.eras
        if era.behaviour.raises == "NameError"
    ]
    return [*wrong, *changelog.faults(places.results), *said, *_untold(cases, table), *unproven(cases, table)]


def _untold(cases: Iterable[Case], table: Table) -> list[str]:
    """What the texts leave unsaid about the changes in the evidence; they need not speak of modes, nor of meta."""
    steps: dict[str, list[Transition]] = {}
    for line in table.lines:
        steps.setdefault(line.case, []).extend(step for step in line.transitions if is_plain(step.device))
    return [f"{case.path}: {lack}" for case in cases for lack in dict.fromkeys(judge.untold(case, steps[case.name]))]


def cases(places: Places) -> tuple[tuple[Case, tuple[Row, ...]], ...]:
    """The chosen part of the catalog."""
    return tuple(catalog.selected(catalog.load(places.cases, releases.load()), places.keyword))


def case_names(folder: Path, start: str = "") -> list[str]:
    """The names of all cases without reading them, or of one case's rows; what a shell completes."""
    return catalog.names(folder, start, releases.load())


def release_names() -> list[str]:
    """Every known release of torch, newest first."""
    return [release.version for release in reversed(releases.load())]


def table(places: Places) -> Table:
    """Everything the reports show of the chosen rows."""
    chosen = catalog.selected(catalog.load(places.cases, releases.load()), places.keyword)
    return _table(places, [msgspec.structs.replace(case, rows=rows) for case, rows in chosen])


def show(places: Places, name: str) -> tuple[Case, Table]:
    """One case or row, and its part of the table."""
    known = releases.load()
    case, rows = catalog.find(catalog.load_for(places.cases, known, name), name)
    return case, _table(places, [case]).only(frozenset(row.name for row in rows))


def changes(
    table: Table, release: str | None = None, kinds: Collection[Comparison] = (), devices: Collection[str] = ()
) -> History:
    """What changed release by release; in one release, on some devices, or where rows run as they are written."""
    if release:
        releases.find(releases.load(), release)
    return history.build(table, release, kinds, devices)


def prune(places: Places) -> list[str]:
    """Forget evidence of cases and rows that are gone."""
    _has_results(places)
    return store.prune(places.results, catalog.load(places.cases, releases.load()))


def migrate(places: Places) -> list[str]:
    """Write evidence of an older schema anew."""
    _has_results(places)
    return store.migrate(places.results)


def _has_results(places: Places) -> None:
    if not places.results.is_dir():
        raise BadUsage(f"{places.results} is no folder. Give the folder of the evidence with --results.")


def run_so_far(places: Places, run: str) -> tuple[Summary, ...]:
    """How the sessions of a run ended."""
    return store.summaries(places.results, run)


def replacements(places: Places) -> tuple[Replacement, ...]:
    """Every entry of the changelog of the evidence."""
    return changelog.entries(places.results)


def new_releases(*, write: bool = False) -> dict[str, str]:
    """Version -> line to add to releases.toml, for releases on the package index that it does not hold."""
    known = releases.load()
    found = index.missing(known, index.published(os.environ))
    lines = {item.version: index.proposed(item, known[-1]) for item in found}
    if write and lines:
        index.write(lines)
    return lines


def _table(places: Places, loaded: Iterable[Case]) -> Table:
    return tables.build(store.load_all(places.results, loaded), releases.load())
