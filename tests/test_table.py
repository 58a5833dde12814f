"""The table put together from cases, evidence and releases."""

import pytest
from helpers import CATALOGS, KNOWN, infra, saw

from gradreg import catalog, table
from gradreg.model import Behaviour, Case, Cell, Evidence, Line, Outcome, disagreement

CASES = {case.name: case for case in catalog.load(CATALOGS / "good", KNOWN)}
LEAF = CASES["leaf/gradient_before_backward"]
VERSIONS = [release.version for release in KNOWN]
RIGHT = saw(before="None", after="nonzero")


def line_for(case: Case, cells: dict[tuple[str, str], Behaviour], *, stale: bool = False) -> Line:
    """The first line of a case with those cells, by (device, release)."""
    row = case.rows[0].name
    evidence = Evidence(case.name, {(row, *where): Cell(found, "e", stale) for where, found in cells.items()})
    return table.build([(case, evidence)], KNOWN).lines[0]


def test_every_row_spans_every_release() -> None:
    """From the first release to the last, nothing is blank."""
    built = table.build([(case, Evidence(case.name, {})) for case in CASES.values()], KNOWN)

    assert 6 == len(built.lines)
    for line in built.lines:
        assert (VERSIONS[0], VERSIONS[-1]) == (line.eras[0].first, line.eras[-1].last)
    assert 6 * 52 == sum(built.outcomes.values())


def test_what_nobody_measured_looks_so() -> None:
    """Without evidence all is not run, unknown, and no transition."""
    line = line_for(LEAF, {})

    assert ["not run"] == [era.behaviour.word for era in line.eras]
    assert "unknown" == line.expect
    assert {"unknown"} == {verdict.word for verdict in line.claims}
    assert () == line.transitions


def test_what_does_not_apply_looks_so() -> None:
    """Releases outside TORCH are not applicable, also where old evidence exists."""
    line = line_for(
        CASES["optimizers/newer_than_1_8"], {("cpu", "1.7.1"): saw(grad="zero"), ("cpu", "1.8.0"): saw(grad="None")}
    )

    assert ["not applicable", "observed", "not run"] == [era.behaviour.word for era in line.eras]
    assert () == line.transitions


def test_claims_and_expectations_are_judged() -> None:
    """On all releases alike, one claim is right and the other wrong."""
    line = line_for(LEAF, {("cpu", version): RIGHT for version in VERSIONS})

    assert ("as expected", ["right", "wrong"]) == (line.expect, [verdict.word for verdict in line.claims])
    assert 1 == len(line.eras)


def test_devices_are_told_apart() -> None:
    """Each device that has evidence has eras and transitions of its own."""
    cells = {(device, version): RIGHT for device in ("cpu", "cuda") for version in ("1.13.1", "2.0.0")}
    line = line_for(LEAF, {**cells, ("cuda", "2.0.0"): saw(before="zero", after="nonzero")})

    assert {"cpu", "cuda"} == {era.device for era in line.eras}
    assert [("cuda", "1.13.1", "2.0.0")] == [(step.device, step.before, step.after) for step in line.transitions]


@pytest.mark.parametrize(
    "nothing",
    [
        infra(),
        Behaviour(Outcome.CRASHED, detail="SIGSEGV"),
        Behaviour(Outcome.TIMED_OUT),
        disagreement([RIGHT, saw(before="zero", after="nonzero")]),
    ],
)
def test_failures_change_no_verdict(nothing: Behaviour) -> None:
    """A hole in the evidence is not held against anybody."""
    cells = {("cpu", version): RIGHT for version in VERSIONS}
    line = line_for(LEAF, {**cells, ("cpu", "1.5.0"): nothing})

    assert ("as expected", "right", ()) == (line.expect, line.claims[0].word, line.transitions)


def test_what_is_unstable_is_masked_and_shown_where_it_is() -> None:
    """It stands between what is known before and after, as itself; neither is changed by it."""
    unsteady = disagreement([RIGHT, saw(before="zero", after="nonzero")])
    line = line_for(LEAF, {("cpu", version): RIGHT for version in VERSIONS} | {("cpu", "1.5.0"): unsteady})

    assert ["observed", "unstable", "observed"] == [era.behaviour.word for era in line.eras]
    assert ("1.5.0", "1.5.0", ()) == (line.eras[1].first, line.eras[1].last, line.eras[1].unknown)


def test_stale_evidence_is_marked() -> None:
    """A line with a stale cell says so."""
    assert line_for(LEAF, {("cpu", "1.0.0"): RIGHT}, stale=True).stale
    assert not line_for(LEAF, {("cpu", "1.0.0"): RIGHT}).stale
