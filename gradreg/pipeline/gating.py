"""Ask the gate about a run, with what it has to be held against."""

from collections.abc import Sequence

from gradreg import compare, gate, releases, store
from gradreg.model import Cell, Finding, Job, Observation, Places, Ruling


def ruling(places: Places, job: Job, findings: Sequence[Finding]) -> Ruling:
    """What the gate says; where a whole release is new, it is held against the neighbouring one that is recorded."""
    new = gate.unknown(findings)
    mine = [finding for finding in findings if finding.row in new]
    return gate.rule(job.release, findings, _beside(places, job, mine) if gate.is_sweep(new) else None)


def _beside(places: Places, job: Job, findings: Sequence[Finding]) -> tuple[str, tuple[Finding, ...]] | None:
    """The neighbouring release, and what was found held against what is recorded of it."""
    recorded = _recorded(places, job, {finding.row for finding in findings})
    other = gate.nearest(job.release, [release.version for release in releases.load()], recorded)
    if other is None:
        return None
    found = [Observation(finding.row, finding.found) for finding in findings]
    return other, compare.findings(found, recorded[other])


def _recorded(places: Places, job: Job, rows: set[str]) -> dict[str, dict[str, Cell]]:
    """Release -> row -> cell, of those rows on the device of the job."""
    found: dict[str, dict[str, Cell]] = {}
    for case, mine in job.cases:
        if any(row.name in rows for row in mine):
            for (row, device, release), cell in store.load(places.results, case).cells.items():
                if device == job.device and row in rows:
                    found.setdefault(release, {})[row] = cell
    return found
