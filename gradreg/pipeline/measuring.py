"""Measure one release: find a Python, install, observe, hold against the evidence, look again, record."""

import os
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from gradreg import catalog, folders, interpreters, plan, progress, releases, runner, sandbox, store
from gradreg.errors import BadUsage, NotRun
from gradreg.model import (
    HOSTED,
    Behaviour,
    Comparison,
    Finding,
    Job,
    Measured,
    Observation,
    Outcome,
    Places,
    Publication,
    Release,
    Request,
    Summary,
    device_of,
)
from gradreg.pipeline.installing import Wanted, provided
from gradreg.pipeline.looking import Seen, findings, look
from gradreg.pipeline.publishing import publish
from gradreg.store.journal import Journal

DIFFERING = {Comparison.REGRESSED, Comparison.UNSTABLE}


def measure(places: Places, request: Request) -> Measured:
    """Install a release, observe the chosen rows in it, hold them against the evidence, record what is new.

    A journal holds what was observed until that is done, so that a session that is cut off can be gone on with,
    and one that was held back accepted.
    """
    began, session = time.monotonic(), f"{request.release}-{request.device}"
    release = releases.find(releases.load(), request.release)
    store.environments(places.results)  # where that is damaged nothing could be recorded
    releases.must_have(release, request.device)
    chosen, damage = _job(places, request, release)
    if request.sandbox:
        _must_keep_in(request)
    with store.journal_of(places.results, session, runner.method()) as notes:
        store.begin(places.results, request.run, session, request.planned)
        if notes and request.reason:
            notes.take_back()
        folders.sweep()
        job = _lacking(places, chosen) if request.missing else chosen
        with progress.shown(_title(request)) as bar:
            try:
                environment, observations, found = _measured(places, request, release, job, bar, notes)
                fault = None
            except NotRun as error:
                environment, observations, fault = None, _unmeasured(job, error.reason), error
                found = findings(places, job, observations)
        published = publish(places, request, job, observations, found, environment)
        summary = _summary(request, found, fault or damage, published, time.monotonic() - began)
        store.save_summary(places.results, request.run, summary)
        if notes and published.held and not request.reason:
            notes.set_aside()
        elif notes and not fault:
            notes.forget({row.name for row in chosen.rows} if places.keyword else None)
    fault = fault or damage
    return Measured(summary, found, str(fault) if fault else None, published)


def _must_keep_in(request: Request) -> None:
    """Refuse before anything is installed; never run without the sandbox that was asked for."""
    if device_of(request.device) not in HOSTED:
        raise BadUsage(f"--sandbox hides every GPU, and so cannot measure on {request.device}.")
    sandbox.must_work()


def dry_run(places: Places, request: Request) -> tuple[Release, Job, Path | None]:
    """What `measure` would do: the release, the rows, and the interpreter it would take (None: download one)."""
    release = releases.find(releases.load(), request.release)
    releases.must_have(release, request.device)
    chosen, _ = _job(places, request, release)
    job = _lacking(places, chosen) if request.missing else chosen
    try:
        return release, job, request.python or interpreters.find(release, os.environ, download=False)
    except NotRun:
        return release, job, None


def _job(places: Places, request: Request, release: Release) -> tuple[Job, NotRun | None]:
    """The rows to measure; those of a case whose evidence is damaged are left out, and that is told."""
    chosen = tuple(catalog.selected(catalog.load(places.cases, releases.load()), places.keyword))
    damaged = {case.name: told for case, _ in chosen for told in store.damage(places.results, [case])}
    job = plan.job((item for item in chosen if item[0].name not in damaged), release, request.device, request.limits)
    told = NotRun("damaged evidence", "\n".join(damaged.values())) if damaged else None
    return msgspec.structs.replace(job, sandbox=request.sandbox), told


def _lacking(places: Places, job: Job) -> Job:
    """The rows of a job whose evidence is absent, stale, or no behaviour."""
    lacking = {row.name for row in job.rows} - {
        row
        for case, _ in job.cases
        for (row, device, version), cell in store.load(places.results, case).cells.items()
        if (device, version) == (job.device, job.release) and cell.behaviour.outcome.is_behaviour and not cell.stale
    }
    return plan.narrowed(job, frozenset(lacking))


def _measured(
    places: Places, request: Request, release: Release, job: Job, bar: progress.Progress, notes: Journal | None
) -> Seen:  # fmt: skip # one thought
    if not job.rows:
        return None, (), ()
    if request.python:
        return look(places, request, request.python, "given", job, bar, notes)
    wanted = Wanted(release, request.device, request.folder, request.use, request.free, request.run)
    with provided(wanted, bar.say) as (python, source):
        return look(places, request, python, source, job, bar, notes)


def _unmeasured(job: Job, reason: str) -> tuple[Observation, ...]:
    nothing = Behaviour(Outcome.INFRA, detail=reason)
    return tuple(Observation(row.name, nothing) for row in job.rows)


def _summary(
    request: Request, findings: Iterable[Finding], fault: NotRun | None, published: Publication, seconds: float
) -> Summary:  # fmt: skip # one thought
    findings = tuple(findings)
    counts = Counter(finding.comparison.word for finding in findings)
    loud = DIFFERING - ({Comparison.REGRESSED} if request.update else set())
    differing = tuple(finding.row for finding in findings if finding.comparison in loud)
    reason = fault.reason if fault else None
    held = published.ruling.reasons if published.held else ()
    return Summary(request.release, request.device, dict(counts), reason, differing, round(seconds, 1), held)


def _title(request: Request) -> str:
    title = f"torch {request.release} {request.device}"
    if not request.position:
        return title
    number, total = request.position
    began = request.run.partition("-")[0]
    if number == 1 or not began.isdecimal():
        return f"{title} ({number}/{total})"
    left = (time.time() - int(began)) / (number - 1) * (total - number + 1)
    return f"{title} ({number}/{total}, about {left / 60:.0f} min left)"
