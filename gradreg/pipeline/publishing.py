"""Write what a session found, if the gate lets it: what is new always, what contradicts the evidence when asked to."""

from collections import Counter
from collections.abc import Iterable, Sequence

from gradreg import __version__, store
from gradreg.model import (
    ABSENT,
    Comparison,
    Environment,
    Finding,
    Job,
    Observation,
    Places,
    Publication,
    Replacement,
    Request,
    Ruling,
)
from gradreg.pipeline.gating import ruling
from gradreg.store import changelog

WRITTEN = {Comparison.NEW, Comparison.STALE, Comparison.MISSING}
REWRITTEN = {Comparison.REGRESSED, Comparison.REWORDED, Comparison.AS_RECORDED, Comparison.UNSTABLE}
NOTHING = Ruling(0, (), (), (), acceptable=False)
"""A device that is not there says nothing of what is recorded, so there is nothing to rule on, and to record."""
KEPT = {Comparison.AS_RECORDED, Comparison.MISSING}
"""What leaves a known behaviour what it was, whether or not it is written."""
WORDS = {Comparison.REGRESSED: "flipped"}
"""What a finding is called once it is written."""


def publish(
    places: Places,
    request: Request,
    job: Job,
    observations: Sequence[Observation],
    findings: Sequence[Finding],
    environment: Environment | None,
) -> Publication:
    """Keep the raw run, and record what it found, unless the gate holds it back and nobody accepted that.

    New cells are recorded; recorded behaviour is replaced only when asked to, by one that is unstable too.
    Behaviour that is as recorded is then written too, so that its cell names the environment it was last seen in.
    """
    raw = store.save_raw(places.results, f"{job.release}-{job.device}", observations)
    if observations and all(seen.behaviour.detail in ABSENT for seen in observations):
        return Publication(NOTHING, raw, held=False)
    ruled = ruling(places, job, findings)
    if ruled.reasons and not (request.reason and ruled.acceptable):
        return Publication(ruled, raw, held=True)
    written = WRITTEN | (REWRITTEN if request.update else set())
    taken = [finding for finding in findings if finding.comparison in written or _is_first_doubt(finding)]
    _trace(places, request, ruled, taken, environment)
    rows = {finding.row for finding in taken}
    _record(places, job, [seen for seen in observations if seen.row in rows], environment)
    return Publication(ruled, raw, held=False)


def _is_first_doubt(finding: Finding) -> bool:
    """Whether a row's looks disagree, and no behaviour is recorded that they could cost."""
    return finding.comparison is Comparison.UNSTABLE and finding.is_first


def _record(places: Places, job: Job, seen: Sequence[Observation], environment: Environment | None) -> None:
    for case, mine in job.cases:
        names = {row.name for row in mine}
        found = [observation for observation in seen if observation.row in names]
        if found:
            store.record(places.results, case, (job.device, job.release), found, environment)


def _trace(
    places: Places, request: Request, ruled: Ruling, taken: Sequence[Finding], environment: Environment | None
) -> None:  # fmt: skip # one thought
    """Leave a trace of every known behaviour that is replaced, before it is, and of a gate that was passed beyond."""
    replaced = [finding for finding in taken if _is_replaced(finding)]
    if not (replaced or ruled.reasons) or environment is None:
        return
    entry = Replacement(
        0, request.release, request.device, 0, _counts(ruled, taken),
        dict(sorted(Counter(finding.row.partition("[")[0] for finding in replaced).items())),
        store.environment_id(environment), __version__, request.reason, ruled.reasons,
    )  # fmt: skip # a field a line says nothing more
    changelog.add(places.results, entry)


def _counts(ruled: Ruling, taken: Iterable[Finding]) -> dict[str, int]:
    """How many cells were known, what was done to them, and how many keep what they had."""
    done = Counter(WORDS.get(item.comparison, item.comparison.word) for item in taken if item.comparison not in KEPT)
    kept = sum(item.comparison is Comparison.MISSING and item.row in ruled.blanked for item in taken)
    return {"known": ruled.known, **dict(sorted(done.items())), "kept though blank": kept}


def _is_replaced(finding: Finding) -> bool:
    """Whether what was known of a row, as its code is today, is written over by something else."""
    known = finding.recorded is not None and finding.recorded.outcome.is_behaviour and not finding.stale
    return known and finding.comparison not in KEPT
