"""Look at rows in an environment, hold them against the evidence, and look again at what is in doubt."""

from collections.abc import Iterable
from pathlib import Path

from gradreg import compare, plan, progress, runner, store
from gradreg.model import Cell, Comparison, Environment, Finding, Job, Observation, Places, Request

Seen = tuple[Environment | None, tuple[Observation, ...], tuple[Finding, ...]]
"""The environment that was looked in, every row as first seen, and each held against the evidence."""


def look(places: Places, request: Request, python: Path, source: str, job: Job, bar: progress.Progress) -> Seen:
    """Observe every row of the job; again, in other conditions, those that contradict the evidence, or all on request.

    The first look at what has evidence repeats the conditions it was measured in, unless `request.again` turns them.
    """
    environment, observations = _run(python, source, plan.otherwise(job) if request.again else job, bar)
    found = {finding.row: finding for finding in findings(places, job, observations)}
    doubtful = _doubtful(found.values(), everything=request.twice)
    if doubtful:
        bar.say(f"looking again at {len(doubtful)} rows")
        _, second = _run(python, source, _differently(plan.narrowed(job, doubtful), request), bar)
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


def findings(places: Places, job: Job, observations: Iterable[Observation]) -> tuple[Finding, ...]:
    """Each observation held against what is recorded of its row."""
    recorded: dict[str, Cell] = {}
    for case, rows in job.cases:
        cells = store.load(places.results, case).cells
        where = {row.name: (row.name, job.device, job.release) for row in rows}
        recorded |= {name: cells[key] for name, key in where.items() if key in cells}
    return compare.findings(observations, recorded)
