"""Look at rows in an environment, hold them against the evidence, and look again at what is in doubt."""

import contextlib
from collections.abc import Iterable
from pathlib import Path

from gradreg import compare, plan, progress, runner, store
from gradreg.model import Cell, Comparison, Environment, Finding, Job, Observation, Places, Request
from gradreg.store.journal import Journal

Seen = tuple[Environment | None, tuple[Observation, ...], tuple[Finding, ...]]
"""The environment that was looked in, every row as first seen, and each held against the evidence."""


def look(
    places: Places,
    request: Request,
    python: Path,
    source: str,
    job: Job,
    bar: progress.Progress,
    notes: Journal | None = None,
) -> Seen:
    """Observe every row of the job; again, in other conditions, those that contradict the evidence, or all on request.

    The first look at what has evidence repeats the conditions it was measured in, unless `request.again` turns them.
    Every row is noted as it is known, and what a session that was cut off noted is not run again.
    """
    environment, observations = _run(python, source, plan.otherwise(job) if request.again else job, bar, notes)
    found = {finding.row: finding for finding in findings(places, job, observations)}
    doubtful = _doubtful(found.values(), everything=request.twice)
    if doubtful:
        bar.say(f"looking again at {len(doubtful)} rows")
        _, second = _run(python, source, _differently(plan.narrowed(job, doubtful), request), bar, notes)
        found |= {seen.row: compare.unstable(found[seen.row], seen) for seen in second}
    return environment, observations, tuple(found.values())


def _differently(job: Job, request: Request) -> Job:
    """The job of the second look: conditions that the first did not have; alone, where only doubts are looked at."""
    turned = job if request.again else plan.otherwise(job)
    return turned if request.twice else plan.alone(turned)


def _doubtful(findings: Iterable[Finding], *, everything: bool) -> frozenset[str]:
    """The rows to look at again: those that contradict the evidence, or all that showed a behaviour."""
    return frozenset(
        finding.row
        for finding in findings
        if finding.comparison is Comparison.REGRESSED or (everything and finding.found.outcome.is_behaviour)
    )


def _run(
    python: Path, source: str, job: Job, bar: progress.Progress, notes: Journal | None
) -> tuple[Environment | None, tuple[Observation, ...]]:
    taken = notes.taken(job, _conditions(job)) if notes else {}
    try:
        environment, observations = _rest(python, source, job, bar, notes, taken)
    except _ElsewhereError:
        bar.say("what was noted came from another environment; measuring it again")
        environment, observations = _rest(python, source, job, bar, notes, {})
    order = {row.name: index for index, row in enumerate(job.rows)}
    return environment, tuple(sorted(observations, key=lambda observation: order[observation.row]))


class _ElsewhereError(Exception):
    """What a journal has was measured in another environment than this one."""


def _rest(
    python: Path, source: str, job: Job, bar: progress.Progress, notes: Journal | None, taken: dict[str, Observation]
) -> tuple[Environment | None, list[Observation]]:
    """What was taken up, and the other rows, each noted as it is known."""
    if taken:
        bar.say(f"going on with a session that was cut off: {len(taken)} rows are known already")
    codes = {row.name: case.code for case, rows in job.cases for row in rows}
    rest = plan.narrowed(job, frozenset(codes.keys() - taken.keys()))
    environment, observations = None, list(taken.values())
    bar.start(len(rest.rows))
    with contextlib.closing(runner.run(python, rest, source)) as answers:
        for answer in answers:
            if isinstance(answer, Environment):
                environment = answer
                if notes and not notes.begin(_conditions(job), answer) and taken:
                    raise _ElsewhereError
                continue
            observations.append(answer)
            bar.advance()
            if notes:
                notes.note(_conditions(job), codes[answer.row], answer)
    return environment, observations


def _conditions(job: Job) -> str:
    """What tells the looks of a session apart."""
    shared = "shared" if job.limits.share else "alone"
    return f"hash seed {job.conditions.hash_seed}, threads {job.conditions.threads}, {shared}"


def findings(places: Places, job: Job, observations: Iterable[Observation]) -> tuple[Finding, ...]:
    """Each observation held against what is recorded of its row."""
    recorded: dict[str, Cell] = {}
    for case, rows in job.cases:
        cells = store.load(places.results, case).cells
        where = {row.name: (row.name, job.device, job.release) for row in rows}
        recorded |= {name: cells[key] for name, key in where.items() if key in cells}
    return compare.findings(observations, recorded)
