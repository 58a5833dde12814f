"""What changed in which release, from the transitions of a table."""

import pytest
from helpers import KNOWN, line_of, saw, table_of
from hypothesis import given
from hypothesis import strategies as st

from gradreg import compare, history
from gradreg.model import Behaviour, Comparison, Line, Manner, Transition

VERSIONS = [release.version for release in KNOWN]
BEHAVIOURS = st.sampled_from([saw(x=1), saw(x=2), Behaviour(saw().outcome, {"x": 1}, warnings=(("UserWarning", "w"),))])


def line_with(row: str, behaviours: list[Behaviour], device: str = "cpu") -> Line:
    """A row that showed those, release by release."""
    return line_of(row, transitions=compare.transitions(device, list(zip(VERSIONS, behaviours, strict=False))))


@given(st.lists(st.lists(BEHAVIOURS, max_size=len(VERSIONS)), max_size=4))
def test_a_history_holds_each_transition_once(rows: list[list[Behaviour]]) -> None:
    """However they are grouped and counted, the releases together hold the transitions of the table."""
    table = table_of(*(line_with(f"t/case[{index}]", row) for index, row in enumerate(rows)))
    parts = history.build(table).releases
    expected = sorted((line.row, step.after) for line in table.lines for step in line.transitions)

    assert expected == sorted((item.row, part.release) for part in parts for item in part.changes)
    assert expected == sorted((item.row, part.release) for part in parts for group in part.alike for item in group)
    assert len(expected) == sum(sum(part.kinds.values()) for part in parts)
    assert [part.release for part in parts] == sorted({after for _, after in expected}, key=VERSIONS.index)


def test_a_release_and_a_kind_can_be_chosen() -> None:
    """Only what is asked for is told."""
    table = table_of(line_with("t/a", [saw(x=1), saw(x=2), saw(x=1)]))

    assert ["1.0.1", "1.1.0"] == [part.release for part in history.build(table).releases]
    assert ["1.1.0"] == [part.release for part in history.build(table, "1.1.0").releases]
    assert () == history.build(table, kinds=[Comparison.WARNS]).releases


@pytest.mark.parametrize("place", ["meta", "cpu+dynamo"])
def test_meta_and_modes_are_told_when_asked_for(place: str) -> None:
    """What has kernels, and what compiles, is no change of autograd; a GPU's changes are."""
    steps = [saw(x=1), saw(x=2)]
    table = table_of(line_with("t/a", steps, place), line_with("u/b", steps, "cuda"))

    assert ["u/b"] == [item.row for part in history.build(table).releases for item in part.changes]
    assert ["t/a"] == [item.row for part in history.build(table, devices=[place]).releases for item in part.changes]
    assert ("t",) == history.build(table).steady


def test_rows_of_a_case_that_changed_alike_stand_together() -> None:
    """Two rows with the same before and after are one group; a third with another after is not."""
    steps = [saw(x=1), saw(x=2)]
    table = table_of(line_with("t/a[1]", steps), line_with("t/a[2]", steps), line_with("t/a[3]", [saw(x=1), saw(x=3)]))
    (part,) = history.build(table).releases

    assert [["1", "2"], ["3"]] == [[item.label for item in group] for group in part.alike]
    assert {"silent": 3} == part.manners


def test_a_topic_is_steady_when_no_behaviour_changed() -> None:
    """A warning that came does not make it restless."""
    warned = Transition("cpu", "1.0.0", "1.0.1", Comparison.WARNS)
    changed = Transition("cpu", "1.0.0", "1.0.1", Comparison.CHANGED, Manner.SILENT)
    table = table_of(line_of("calm/a", transitions=(warned,)), line_of("wild/a", transitions=(changed,)))

    assert ("calm",) == history.build(table).steady
