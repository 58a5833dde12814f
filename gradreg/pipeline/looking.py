"""Look at rows in an environment, hold them against the evidence, and look again at what is in doubt."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from gradreg import compare, plan, progress, store
from gradreg.model import Cell, Comparison, Environment, Finding, Job, Observation, Outcome, Places, Request
from gradreg.pipeline.observing import observed
from gradreg.store.journal import Journal

CONTRADICTING = {Comparison.REGRESSED, Comparison.REWORDED}
UNCONFIRMED = {Comparison.NEW, Comparison.STALE}
Seen = tuple[Environment | None, tuple[Observation, ...], tuple[Finding, ...]]
"""The environment that was looked in, what every row showed, and each held against the evidence."""


def look(
    places: Places,
    request: Request,
    python: Path,
    source: str,
    job: Job,
    bar: progress.Progress,
    notes: Journal | None = None,
) -> Seen:
    """Observe every row of the job; again, in other conditions, those in doubt; and all with more threads on request.

    The first look at what has evidence repeats the conditions it was measured in, unless `request.again` turns them.
    """
    environment, observations = observed(python, source, plan.otherwise(job) if request.again else job, bar, notes)
    found = {finding.row: finding for finding in findings(places, job, observations)}
    doubtful = _doubtful(found.values(), request)
    if doubtful:
        bar.say(f"looking again at {len(doubtful)} rows")
        _held(found, observed(python, source, _differently(plan.narrowed(job, doubtful), request), bar, notes)[1])
    if request.threads > 1:
        shown = frozenset(row for row, finding in found.items() if finding.found.outcome.is_behaviour)
        bar.say(f"looking with {request.threads} threads at {len(shown)} rows")
        threaded = plan.threaded(plan.narrowed(job, shown), request.threads)
        _held(found, observed(python, source, threaded, bar, notes)[1], f"with {request.threads} threads")
    else:
        found = {row: compare.unsettled(finding) for row, finding in found.items()}
    shown_by = (msgspec.structs.replace(seen, behaviour=found[seen.row].found) for seen in observations)
    return environment, tuple(shown_by), tuple(found.values())


def _held(found: dict[str, Finding], looks: Iterable[Observation], how: str | None = None) -> None:
    """Hold what was found against another look at it."""
    for seen in looks:
        found[seen.row] = compare.unstable(found[seen.row], seen.behaviour, how)


def _differently(job: Job, request: Request) -> Job:
    """The job of the second look: conditions that the first did not have; each row alone, unless all are to be seen.

    Rows that share a process in the first look would hide from one in the middle, in whatever order, what came before.
    """
    turned = job if request.again else plan.otherwise(job)
    return turned if request.twice else plan.alone(turned)


def _doubtful(findings: Iterable[Finding], request: Request) -> frozenset[str]:
    """The rows to look at again: those that contradict the evidence, and all that showed what no evidence confirms."""
    return frozenset(finding.row for finding in findings if _is_doubtful(finding, request))


def _is_doubtful(finding: Finding, request: Request) -> bool:
    if finding.comparison in CONTRADICTING or _was_unstable(finding):
        return finding.found.outcome.is_behaviour
    unconfirmed = finding.comparison in UNCONFIRMED and not request.once
    return unconfirmed or (request.twice and finding.found.outcome.is_behaviour)


def _was_unstable(finding: Finding) -> bool:
    return finding.recorded is not None and finding.recorded.outcome is Outcome.UNSTABLE


def findings(places: Places, job: Job, observations: Iterable[Observation]) -> tuple[Finding, ...]:
    """Each observation held against what is recorded of its row."""
    recorded: dict[str, Cell] = {}
    for case, rows in job.cases:
        cells = store.load(places.results, case).cells
        where = {row.name: (row.name, job.device, job.release) for row in rows}
        recorded |= {name: cells[key] for name, key in where.items() if key in cells}
    return compare.findings(observations, recorded)
