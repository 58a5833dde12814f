"""Calibrate: the same release measured twice under two names, through the store and the table that releases go through.

What comes out as a transition there is noise, and would be taken for a change between releases.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from gradreg import calibration, catalog, plan, progress, releases, store
from gradreg import table as tables
from gradreg.errors import BadUsage, NotRun
from gradreg.harmless import visible
from gradreg.model import Calibration, Case, Environment, Job, Observation, Places, Release, Row, Trial
from gradreg.pipeline.observing import observed
from gradreg.pipeline.probing import Ways, reached

Chosen = Sequence[tuple[Case, tuple[Row, ...]]]


def calibrate(places: Places, trial: Trial) -> Calibration:
    """Measure releases twice, in differing conditions, and tell every transition between the two."""
    chosen = catalog.selected(catalog.load(places.cases, releases.load()), places.keyword)
    wanted = releases.chosen(releases.load(), trial.words)
    if trial.python and len(wanted) > 1:
        raise BadUsage(f"one interpreter has one release, not {len(wanted)}. Name it with --torch.")
    faults = []
    with tempfile.TemporaryDirectory(prefix="gradreg-") as name:
        first, second = Path(name, "first"), Path(name, "second")
        for number, release in enumerate(wanted, 1):
            job = plan.job(chosen, release, trial.device, trial.limits)
            with progress.shown(f"torch {release.version} {trial.device} ({number}/{len(wanted)})") as bar:
                try:
                    _measure(trial, release, job, (first, second), bar)
                except NotRun as error:
                    bar.say(error.reason)
                    faults.append((release.version, error.reason))
        found = _calibration(chosen, first, second, wanted)
    return msgspec.structs.replace(found, faults=tuple(faults))


def calibrated(places: Places, first: Path, second: Path) -> Calibration:
    """Hold two folders of evidence of the same releases, measured apart, against each other; nothing is measured."""
    for path in (first, second):
        if not path.is_dir():
            raise BadUsage(f"{visible(str(path))} is no folder. Give two folders of evidence, or --torch.")
    if first.resolve() == second.resolve():
        raise BadUsage(f"{first} and {second} are the same folder, which agrees with itself.")
    chosen = catalog.selected(catalog.load(places.cases, releases.load()), places.keyword)
    return _calibration(chosen, first, second, releases.load())


def _measure(trial: Trial, release: Release, job: Job, folders: Sequence[Path], bar: progress.Progress) -> None:
    second = plan.threaded(plan.otherwise(job), trial.threads)
    given = {release.version: trial.python} if trial.python else {}
    ways = Ways(trial.envs, given, keep=trial.keep, free=trial.free, run=trial.run)
    with reached(ways, release, trial.device, bar.say) as (python, source):
        for path, asked in zip(folders, (job, second), strict=True):
            _record(path, job, *observed(python, source, asked, bar))


def _record(path: Path, job: Job, environment: Environment | None, looks: Sequence[Observation]) -> None:
    for case, rows in job.cases:
        names = {row.name for row in rows}
        mine = [look for look in looks if look.row in names]
        store.record(path, case, (job.device, job.release), mine, environment)


def _calibration(chosen: Chosen, first: Path, second: Path, known: Sequence[Release]) -> Calibration:
    """Both folders as one evidence, in which every release has a second name."""
    cases = [msgspec.structs.replace(case, rows=rows) for case, rows in chosen]
    rows = {row.name for case in cases for row in case.rows}
    pairs = [(store.load(first, case).only(rows), store.load(second, case).only(rows)) for case in cases]
    joined = zip(cases, map(calibration.paired, pairs), strict=True)
    return calibration.of(pairs, tables.build(joined, tuple(calibration.twins(known))), known)
