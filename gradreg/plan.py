"""Which rows to observe on a release and device: Case x Release x device -> Job. Pure."""

from collections.abc import Iterable

import msgspec

from gradreg.model import HOSTED, Case, Conditions, Job, Limits, Release, Row, device_of


def job(chosen: Iterable[tuple[Case, tuple[Row, ...]]], release: Release, device: str, limits: Limits) -> Job:
    """The rows that make sense there; the others are `not applicable` and need no run."""
    apply = ((case, tuple(row for row in rows if not case.inapplicable(row, release, device))) for case, rows in chosen)
    return Job(release.version, device, tuple((case, rows) for case, rows in apply if rows), limits)


def narrowed(job: Job, rows: frozenset[str]) -> Job:
    """The same job for some of its rows."""
    kept = ((case, tuple(row for row in mine if row.name in rows)) for case, mine in job.cases)
    return msgspec.structs.replace(job, cases=tuple((case, mine) for case, mine in kept if mine))


def alone(job: Job) -> Job:
    """The same job with every row in a process of its own."""
    return msgspec.structs.replace(job, limits=msgspec.structs.replace(job.limits, share=False))


def backwards(job: Job) -> Job:
    """The same job in the other order: the last row first."""
    return msgspec.structs.replace(job, cases=tuple((case, rows[::-1]) for case, rows in job.cases[::-1]))


def otherwise(job: Job) -> Job:
    """The same job in conditions that must not matter: the last row first, sets in another order."""
    return msgspec.structs.replace(backwards(job), conditions=Conditions(hash_seed=1, threads=job.conditions.threads))


def threaded(job: Job, threads: int) -> Job:
    """The same job with so many threads for torch, and nothing else changed, so that a disagreement is theirs."""
    return msgspec.structs.replace(job, conditions=msgspec.structs.replace(job.conditions, threads=threads))


def there_and_back(job: Job) -> Job:
    """The same job with every row twice: in order, then the last row first."""
    return msgspec.structs.replace(job, cases=(*job.cases, *backwards(job).cases))


def isolation(device: str, system: str) -> str:
    """How a case gets a process of its own: a fork where that is safe, else a new interpreter.

    CUDA and XPU allow a fork from a parent that never touched them; Metal does not, and Windows has none.
    """
    return "spawn" if device_of(device) == "mps" or system == "Windows" else "fork"


def workers(asked: int | None, cores: int, device: str) -> int:
    """How many rows to observe side by side; on a GPU one, because they would share its memory."""
    return asked or (cores if device_of(device) in HOSTED else 1)
