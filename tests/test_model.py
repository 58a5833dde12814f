"""The types that stages exchange."""

from fnmatch import fnmatchcase

import helpers
import pytest
from helpers import infra, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import releases
from gradreg.model import Behaviour, Cell, Comparison, Evidence, Outcome, Row, Summary


@pytest.mark.parametrize("outcome", Outcome)
def test_only_what_torch_did_is_behaviour(outcome: Outcome) -> None:
    """Observed and raised are; no failure of the machine or the case is."""
    assert (outcome.value in {"observed", "raised"}) == outcome.is_behaviour


def test_an_infra_cell_is_told_with_its_reason() -> None:
    """Every other outcome is told by its word."""
    assert "infra: canary failed" == infra("canary failed").word
    assert ["observed", "timed out"] == [saw().word, Behaviour(Outcome.TIMED_OUT, detail="x").word]


def test_no_two_comparisons_weigh_the_same() -> None:
    """So that the heaviest of several is always one."""
    assert len(Comparison) == len({item.value[0] for item in Comparison}) == len({item.word for item in Comparison})


@pytest.mark.parametrize(
    ("counts", "infra_reason", "differing", "expected"),
    [
        ({"as recorded": 3}, None, (), 0),
        ({"new": 3, "stale": 1, "reworded": 1}, None, (), 0),
        ({}, None, (), 0),
        ({"missing": 1}, None, (), 2),
        ({"missing": 3}, "no interpreter", (), 2),
        ({"regressed": 1}, None, ("a/b",), 1),
        ({"regressed": 1, "missing": 1}, None, ("a/b",), 1),
        ({"unstable": 1}, None, ("a/b",), 1),
    ],
)
def test_a_summary_knows_its_exit_code(
    counts: dict[str, int], infra_reason: str | None, differing: tuple[str, ...], expected: int
) -> None:
    """1 where behaviour differs, 2 where something could not be measured, else 0."""
    assert expected == Summary("2.0.0", "cpu", counts, infra_reason, differing, 1.0).exit_code


def test_a_release_is_within_a_range() -> None:
    """By PEP 440, so that 1.10 comes after 1.9; the empty range holds all."""
    release = releases.find(helpers.KNOWN, "1.10.0")

    assert [True, True, True, False, False] == [release.within(text) for text in ("", ">1.9", "<2", "<1.9", "==1.1.*")]
    assert (1, 10) == release.minor


def test_evidence_gives_the_cells_of_a_row_by_release() -> None:
    """Of one device, and of no other row."""
    cells = {(row, device, "1.0.0"): Cell(saw(x=row + device), "e") for row in "ab" for device in ("cpu", "cuda")}

    assert {"1.0.0": Cell(saw(x="acuda"), "e")} == Evidence("case", cells).by_row()["a"]["cuda"]


@given(st.text("ab[]*?-", max_size=6), st.text("ab[]*?-", max_size=6))
def test_a_row_matches_as_file_names_do(label: str, pattern: str) -> None:
    """The short way for patterns without wildcards gives the same answer."""
    assert fnmatchcase(label, pattern) == Row("t/c", label, {}).matches(pattern)
