"""What changed in which release, as people and programs read it."""

import json

import pytest
from helpers import line_of, saw, table_of

from gradreg import compare, history
from gradreg.model import Behaviour, History
from gradreg.report import changes

HOSTILE = "a|b <script>alert(1)</script>\nnext"
WARNED = Behaviour(saw().outcome, {"x": 2}, warnings=(("UserWarning", HOSTILE),))
CELLS = [("1.0.0", saw(x=1, same="y")), ("1.0.1", saw(x=HOSTILE, same="y")), ("1.1.0", saw(x=2)), ("1.2.0", WARNED)]


@pytest.fixture
def found() -> History:
    """One row with two changes of behaviour and a new warning, twice."""
    steps = compare.transitions("cpu", CELLS)
    return history.build(table_of(*(line_of(f"t/claim[{label}]", transitions=steps) for label in "ab")))


def test_json_has_the_documented_shape(found: History) -> None:
    """One object a transition, with its two releases and what they showed."""
    objects = json.loads(changes.as_json(found))

    assert [("1.0.1", "changed", "1.0.0")] * 2 == [
        (item["release"], item["kind"], item["from"]) for item in objects[:2]
    ]
    assert {"x": 1, "same": "y"} == objects[0]["before"]["facts"]
    assert [["UserWarning", HOSTILE]] == objects[-1]["after"]["warnings"]


def test_counts_add_up(found: History) -> None:
    """The last line is the sum of those above."""
    lines = [line.split() for line in changes.counts(found).splitlines() if "--" not in line]

    assert ["all", *(str(sum(int(line[index]) for line in lines[1:-1])) for index in range(1, 7))] == lines[-1]


def test_only_what_differs_is_told(found: History) -> None:
    """A fact that stayed the same is not repeated, and rows that changed alike are one line."""
    text = changes.terminal(found, full=True)

    assert "same = y" not in text.partition("1.1.0")[0]
    assert "t/claim [a, b]" in text
    assert "no warning" in text


def test_hostile_text_stays_in_its_cell(found: History) -> None:
    """A pipe, a tag or a line end in a fact or warning neither breaks the page nor becomes markup."""
    text = changes.page(found)

    assert "<script" not in text
    for block in text.split("\n\n"):
        lines = block.splitlines()
        if lines[0].startswith("|"):
            assert {lines[0].count("|")} == {line.count("|") for line in lines}


def test_nothing_changed_is_said() -> None:
    """An empty history is a sentence, an empty array and a page."""
    nothing = history.build(table_of())

    assert "Nothing changed." == changes.terminal(nothing, full=False)
    assert [] == json.loads(changes.as_json(nothing))
    assert changes.page(nothing).startswith("# ")
