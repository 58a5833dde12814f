"""Write what a session found: what is new always, what contradicts the evidence only when asked to."""

from collections.abc import Sequence

from gradreg import store
from gradreg.model import Comparison, Environment, Finding, Job, Observation, Places, Request

WRITTEN = {Comparison.NEW, Comparison.STALE, Comparison.MISSING}
REWRITTEN = {Comparison.REGRESSED, Comparison.REWORDED, Comparison.AS_RECORDED}


def publish(
    places: Places,
    request: Request,
    job: Job,
    observations: Sequence[Observation],
    findings: Sequence[Finding],
    environment: Environment | None,
) -> None:
    """Record new cells; recorded behaviour is replaced only when asked to, and never by an unstable one.

    Behaviour that is as recorded is then written too, so that its cell names the environment it was last seen in.
    """
    written = WRITTEN | (REWRITTEN if request.update else set())
    rows = {finding.row for finding in findings if finding.comparison in written}
    store.save_raw(places.results, f"{job.release}-{job.device}", observations)
    for case, mine in job.cases:
        names = {row.name for row in mine} & rows
        found = [observation for observation in observations if observation.row in names]
        if found:
            store.record(places.results, case, (job.device, job.release), found, environment)
