"""Run a job in an environment, and keep a journal of it, so that a session that is cut off can be gone on with."""

import contextlib
from pathlib import Path

from gradreg import plan, progress, runner
from gradreg.model import Environment, Job, Observation
from gradreg.store.journal import Journal


def observed(
    python: Path, source: str, job: Job, bar: progress.Progress, notes: Journal | None = None
) -> tuple[Environment | None, tuple[Observation, ...]]:
    """Run a job; the fingerprint, and what every row showed, in the order of the job.

    Every row is noted as it is known, and what a session that was cut off noted is not run again.
    """
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
        bar.say(f"going on with a session that was cut off or held back: {len(taken)} rows are known already")
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
