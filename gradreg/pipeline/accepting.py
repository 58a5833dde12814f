"""Accept what was measured: EXPECT written from the evidence, after a person has seen the difference."""

from collections.abc import Iterable, Sequence

from gradreg import catalog, expect, judge, releases, store
from gradreg.catalog import edit
from gradreg.model import Approval, Behaviour, Case, Evidence, Expectation, Places, Proposal, Release

DEVICE = "cpu"


def proposals(
    places: Places, name: str | None = None, *, partial: bool = False
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """What could be written into the chosen cases, or the one that is named, and why nothing can be into others.

    With `partial`, also for cases that were not measured on every release.
    """
    known = releases.load()
    loaded = catalog.load_for(places.cases, known, name) if name else catalog.load(places.cases, known)
    named = [catalog.find(loaded, name)[0]] if name else loaded
    chosen = [case for case, _ in catalog.selected(named, places.keyword)]
    found, refused = [], []
    for case in chosen:
        evidence = store.load(places.results, case)
        reason = _unfit(case, evidence, known, partial=partial)
        if reason:
            refused.append(f"{case.name}: {reason}")
        else:
            found += _proposal(case, evidence, known)
    return tuple(found), tuple(refused)


def accept(wanted: Iterable[Proposal]) -> None:
    """Write the proposals into their files."""
    for proposal in wanted:
        edit.write(proposal.case.path, proposal.source)


def _unfit(case: Case, evidence: Evidence, known: Sequence[Release], *, partial: bool) -> str | None:
    if any(cell.stale for cell in evidence.cells.values()):
        return "the evidence is stale; run `nox` to measure again"
    count = sum(map(len, _known(case, evidence, known).values()))
    lacking = sum(not case.inapplicable(row, release, DEVICE) for row in case.rows for release in known) - count
    if not count:
        return "nothing was measured; run `nox -t all -- --missing`"
    return f"{lacking} cells are not measured; run `nox -t all -- --missing`" if lacking and not partial else None


def _proposal(case: Case, evidence: Evidence, known: Sequence[Release]) -> list[Proposal]:
    cells = _known(case, evidence, known)
    wanted = expect.of(case, cells)
    source = edit.with_expect(case, wanted)
    approval = _approval(case, cells, known, fewer=_size(wanted) < _size(case.expect))
    return [Proposal(case, approval, source)] if approval and source != case.source else []


def _approval(
    case: Case, cells: dict[str, list[tuple[Release, Behaviour]]], known: Sequence[Release], *, fewer: bool
) -> Approval | None:
    if not case.expect:
        return Approval.CREATE
    by_version = {name: [(release.version, seen) for release, seen in mine] for name, mine in cells.items()}
    words = {judge.expectation(case, row, by_version[row.name], known) for row in case.rows}
    if any(word.startswith("differs") for word in words):
        return Approval.FIX
    return Approval.TRIM if fewer else None


def _size(expectations: Iterable[Expectation]) -> int:
    return sum(1 + len(entry.ranges) for entry in expectations)


def _known(case: Case, evidence: Evidence, known: Sequence[Release]) -> dict[str, list[tuple[Release, Behaviour]]]:
    recorded = evidence.by_row()
    found = {}
    for row in case.rows:
        cells = recorded.get(row.name, {}).get(DEVICE, {})
        seen = [(release, cells[release.version].behaviour) for release in known if release.version in cells]
        found[row.name] = [
            (release, behaviour)
            for release, behaviour in seen
            if behaviour.outcome.is_behaviour and not case.inapplicable(row, release, DEVICE)
        ]
    return found
