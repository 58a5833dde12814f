"""Whether a run may be published: does it change more of what is known than torch's own history ever did. Pure.

`docs/evidence.md` tells the rules; the numbers stand in LIMITS, the rows known from elsewhere in `landmarks`.
"""

from collections.abc import Iterable, Mapping, Sequence

from gradreg.gate.landmarks import LANDMARKS
from gradreg.model import NO_DATA, Behaviour, Cell, Comparison, Facts, Finding, GateLimits, Landmark, Outcome, Ruling
from gradreg.model.releases import inside

LIMITS = GateLimits()
CANARY = "canary failed"
NAMED = 2
Neighbour = tuple[str, Sequence[Finding]]
"""A release, and what a run found held against what is recorded of that one."""


def rule(
    release: str,
    findings: Sequence[Finding],
    neighbour: Neighbour | None = None,
    limits: GateLimits = LIMITS,
    landmarks: Iterable[Landmark] = LANDMARKS,
) -> Ruling:
    """What speaks against publishing a run; `neighbour` where it sweeps over a release of which nothing is known."""
    known, blanked, flipped = _counted(findings)
    failed = [*_canary(findings), *_strayed(release, findings, landmarks)]
    reasons = [*failed, *_replaced(known, blanked, flipped, limits)]
    reasons += _beside(release, *neighbour, limits) if neighbour else []
    shown = any(finding.found.outcome is not Outcome.INFRA for finding in findings)
    return Ruling(known, blanked, flipped, tuple(reasons), shown and not failed)


def unknown(findings: Iterable[Finding]) -> frozenset[str]:
    """The rows of a run of which no behaviour is recorded, not even with older code."""
    return frozenset(finding.row for finding in findings if not _behaves(finding.recorded))


def is_sweep(rows: Iterable[str], limits: GateLimits = LIMITS) -> bool:
    """Whether these rows are so many of so many cases that shares of them mean something."""
    names = list(rows)
    return len(names) >= limits.rows and len({name.partition("[")[0] for name in names}) >= limits.cases


def nearest(
    release: str, order: Sequence[str], recorded: Mapping[str, Mapping[str, Cell]], limits: GateLimits = LIMITS
) -> str | None:
    """The recorded release to hold a new one against: the last before it, else the first after it, that knows enough.

    `order` are all releases, oldest first; `recorded` is release -> row -> cell.
    """
    at = order.index(release)
    for other in [*order[:at][::-1], *order[at + 1 :]]:
        if is_sweep((row for row, cell in recorded.get(other, {}).items() if _speaks(cell)), limits):
            return other
    return None


def _speaks(cell: Cell) -> bool:
    return cell.behaviour.outcome.is_behaviour and not cell.stale


def _behaves(behaviour: Behaviour | None) -> bool:
    return behaviour is not None and behaviour.outcome.is_behaviour


def _counted(findings: Iterable[Finding]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """How many rows are known as their code is today; which of them went blank, and which flipped; by name."""
    known = [finding for finding in findings if _behaves(finding.recorded) and not finding.stale]
    flipped = [finding.row for finding in known if finding.comparison is Comparison.REGRESSED]
    lost = {Comparison.MISSING, Comparison.UNSTABLE}
    blanked = [finding.row for finding in known if finding.comparison in lost]
    return len(known), tuple(sorted(blanked)), tuple(sorted(flipped))


def _replaced(known: int, blanked: tuple[str, ...], flipped: tuple[str, ...], limits: GateLimits) -> list[str]:
    """Why a run changes too much of what is known."""
    changed = (*flipped, *blanked)
    if not _is_too_much(len(changed), known, limits.share, limits):
        return []
    parts = [f"{len(rows):,} {verb}" for rows, verb in ((flipped, "flip"), (blanked, "go blank")) if rows]
    told = f"{len(changed):,} of {known:,} known cells change ({' and '.join(parts)})"
    return [_limited(told, changed, known, limits.share)]


def _beside(release: str, other: str, findings: Sequence[Finding], limits: GateLimits) -> list[str]:
    """Why a new release is too unlike its neighbour; rows that only say that meta has no numbers are left out."""
    known, blanked, flipped = _counted([finding for finding in findings if not _both_want_data(finding)])
    reasons = []
    for rows, verb, share in ((blanked, "show nothing", limits.share), (flipped, "differ", limits.differing)):
        if _is_too_much(len(rows), known, share, limits):
            told = f"of {known:,} rows that torch {other} is known for, {len(rows):,} {verb} on {release}"
            reasons.append(_limited(told, rows, known, share))
    return reasons


def _is_too_much(changed: int, known: int, share: float, limits: GateLimits) -> bool:
    return changed >= limits.cells and changed > share * known


def _limited(told: str, rows: Sequence[str], known: int, share: float) -> str:
    """A count with its share, its limit, and the first of its rows."""
    more = f" and {len(rows) - NAMED:,} more" if rows[NAMED:] else ""
    named = ", ".join(rows[:NAMED]) + more
    return f"{told}: {100 * len(rows) / known:.3g} %, and the limit is {100 * share:.3g} %; {named}"


def _canary(findings: Iterable[Finding]) -> list[str]:
    """What the worker's own check said before any row was observed."""
    if any(finding.found.outcome is Outcome.INFRA and finding.found.detail == CANARY for finding in findings):
        return ["the canary failed: the gradients of this torch are not to be trusted"]
    return []


def _strayed(release: str, findings: Iterable[Finding], landmarks: Iterable[Landmark]) -> list[str]:
    """Each landmark that the run passed by and found somewhere else."""
    found = {finding.row: finding.found for finding in findings if finding.found.outcome.is_behaviour}
    return [
        f"the landmark {mark.row}: {_shown(found[mark.row].told, facts)}, "
        f"but torch {release} is known for {_shown(facts, facts)} ({mark.link})"
        for mark in landmarks
        if mark.row in found and not _has_no_data(found[mark.row])
        for span, facts in mark.shows
        if inside(span, release) and not _holds(facts, found[mark.row].told)
    ]


def _both_want_data(finding: Finding) -> bool:
    return finding.found.wants_data and finding.recorded is not None and finding.recorded.wants_data


def _has_no_data(found: Behaviour) -> bool:
    """Whether a row ran on meta, where there are no numbers to hold against a landmark's."""
    return found.wants_data or NO_DATA in found.facts.values()


def _holds(facts: Facts, told: Facts) -> bool:
    return all(name in told and told[name] == value for name, value in facts.items())


def _shown(told: Facts, names: Facts) -> str:
    return "; ".join(f"{name} = {told.get(name, 'nothing')}" for name in names)
