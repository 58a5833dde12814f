"""Measure one release: find a Python, install, observe, hold against the evidence, look again, record."""

import os
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from gradreg import catalog, compare, interpreters, plan, progress, releases, runner, store
from gradreg.errors import NotRun
from gradreg.model import (
    Behaviour,
    Cell,
    Comparison,
    Environment,
    Finding,
    Job,
    Limits,
    Observation,
    Outcome,
    Places,
    Release,
    Summary,
    Use,
)
from gradreg.pipeline.installing import Wanted, provided

DIFFERING = {Comparison.REGRESSED, Comparison.UNSTABLE}
WRITTEN = {Comparison.NEW, Comparison.STALE, Comparison.MISSING}


class Request(msgspec.Struct, frozen=True):
    """One release and device to measure, and how.

    Attributes:
        folder: where to make the environment; unused when `python` is given.
        python: an interpreter that has torch already.
        update: replace recorded behaviour by what is found.
        missing: measure only rows whose evidence is absent, stale, or no behaviour.
        twice: measure every row again in another order and process; what differs is unstable, and not recorded.
        free: gigabytes of disk to leave, at the price of kept environments.
        run: name of the run this session belongs to: start time, dash, anything.
        position: (number of this session in the run, number of sessions), if known.
    """

    release: str
    device: str
    folder: Path
    python: Path | None = None
    use: Use = Use()
    limits: Limits = Limits()
    update: bool = False
    missing: bool = False
    twice: bool = False
    free: float = 10.0
    run: str = ""
    position: tuple[int, int] | None = None


class Measured(msgspec.Struct, frozen=True):
    """What came out of a session, for people and for the exit code."""

    summary: Summary
    findings: tuple[Finding, ...]
    fault: str | None


def measure(places: Places, request: Request) -> Measured:
    """Install a release, observe the chosen rows in it, hold them against the evidence, record what is new."""
    began = time.monotonic()
    release = releases.find(releases.load(), request.release)
    job = _job(places, request, release)
    with progress.shown(_title(request)) as bar:
        try:
            environment, observations, findings = _measured(places, request, release, job, bar)
            fault = None
        except NotRun as error:
            environment, observations, fault = None, _unmeasured(job, error.reason), error
            findings = _findings(places, job, observations)
    _publish(places, request, job, observations, findings, environment)
    summary = _summary(request, findings, fault, time.monotonic() - began)
    store.save_summary(places.results, request.run, summary)
    return Measured(summary, findings, str(fault) if fault else None)


def dry_run(places: Places, request: Request) -> tuple[Release, Job, Path | None]:
    """What `measure` would do: the release, the rows, and the interpreter it would take (None: download one)."""
    release = releases.find(releases.load(), request.release)
    job = _job(places, request, release)
    try:
        return release, job, request.python or interpreters.find(release, os.environ, download=False)
    except NotRun:
        return release, job, None


def _job(places: Places, request: Request, release: Release) -> Job:
    job = plan.job(
        catalog.selected(catalog.load(places.cases, releases.load()), places.keyword),
        release,
        request.device,
        request.limits,
    )
    if not request.missing:
        return job
    lacking = {row.name for row in job.rows} - {
        row
        for case, _ in job.cases
        for (row, device, version), cell in store.load(places.results, case).cells.items()
        if (device, version) == (job.device, job.release) and cell.behaviour.outcome.is_behaviour and not cell.stale
    }
    return plan.narrowed(job, frozenset(lacking))


def _measured(
    places: Places, request: Request, release: Release, job: Job, bar: progress.Progress
) -> tuple[Environment | None, tuple[Observation, ...], tuple[Finding, ...]]:
    if not job.rows:
        return None, (), ()
    if request.python:
        return _observed(places, request, request.python, "given", job, bar)
    wanted = Wanted(release, request.device, request.folder, request.use, request.free, request.run)
    with provided(wanted, bar.say) as (python, source):
        return _observed(places, request, python, source, job, bar)


def _observed(
    places: Places, request: Request, python: Path, source: str, job: Job, bar: progress.Progress
) -> tuple[Environment | None, tuple[Observation, ...], tuple[Finding, ...]]:
    environment, observations = _run(python, source, job, bar)
    findings = {finding.row: finding for finding in _findings(places, job, observations)}
    doubtful = _doubtful(findings.values(), everything=request.twice)
    if doubtful:
        bar.say(f"looking again at {len(doubtful)} rows")
        again = plan.narrowed(job, doubtful)
        _, second = _run(python, source, plan.backwards(again) if request.twice else plan.alone(again), bar)
        findings |= {look.row: compare.unstable(findings[look.row], look) for look in second}
    return environment, observations, tuple(findings.values())


def _doubtful(findings: Iterable[Finding], *, everything: bool) -> frozenset[str]:
    """The rows to look at again: those that contradict the evidence, or all that showed a behaviour."""
    return frozenset(
        finding.row
        for finding in findings
        if finding.comparison is Comparison.REGRESSED or (everything and finding.found.outcome.is_behaviour)
    )


def _run(
    python: Path, source: str, job: Job, bar: progress.Progress
) -> tuple[Environment | None, tuple[Observation, ...]]:
    environment, observations = None, []
    bar.start(len(job.rows))
    for answer in runner.run(python, job, source):
        if isinstance(answer, Environment):
            environment = answer
        else:
            observations.append(answer)
            bar.advance()
    order = {row.name: index for index, row in enumerate(job.rows)}
    return environment, tuple(sorted(observations, key=lambda observation: order[observation.row]))


def _findings(places: Places, job: Job, observations: Iterable[Observation]) -> tuple[Finding, ...]:
    recorded: dict[str, Cell] = {}
    for case, rows in job.cases:
        cells = store.load(places.results, case).cells
        where = {row.name: (row.name, job.device, job.release) for row in rows}
        recorded |= {name: cells[key] for name, key in where.items() if key in cells}
    return compare.findings(observations, recorded)


def _unmeasured(job: Job, reason: str) -> tuple[Observation, ...]:
    nothing = Behaviour(Outcome.INFRA, detail=reason)
    return tuple(Observation(row.name, nothing) for row in job.rows)


def _publish(
    places: Places,
    request: Request,
    job: Job,
    observations: Sequence[Observation],
    findings: Sequence[Finding],
    environment: Environment | None,
) -> None:
    """Record new cells; recorded behaviour is replaced only when asked to, and never by an unstable one."""
    written = WRITTEN | ({Comparison.REGRESSED, Comparison.REWORDED} if request.update else set())
    rows = {finding.row for finding in findings if finding.comparison in written}
    store.save_raw(places.results, f"{job.release}-{job.device}", observations)
    for case, mine in job.cases:
        names = {row.name for row in mine} & rows
        found = [observation for observation in observations if observation.row in names]
        if found:
            store.record(places.results, case, (job.device, job.release), found, environment)


def _summary(request: Request, findings: Iterable[Finding], fault: NotRun | None, seconds: float) -> Summary:
    findings = tuple(findings)
    counts = Counter(finding.comparison.word for finding in findings)
    loud = DIFFERING - ({Comparison.REGRESSED} if request.update else set())
    differing = tuple(finding.row for finding in findings if finding.comparison in loud)
    reason = fault.reason if fault else None
    return Summary(request.release, request.device, dict(counts), reason, differing, round(seconds, 1))


def _title(request: Request) -> str:
    title = f"torch {request.release} {request.device}"
    if not request.position:
        return title
    number, total = request.position
    began = request.run.partition("-")[0]
    if number == 1 or not began.isdigit():
        return f"{title} ({number}/{total})"
    left = (time.time() - int(began)) / (number - 1) * (total - number + 1)
    return f"{title} ({number}/{total}, about {left / 60:.0f} min left)"
