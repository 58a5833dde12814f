"""The table as JSON and CSV, in the shapes that docs/json.md promises."""

import csv
import io
import json
from pathlib import Path

import pytest
from helpers import CATALOGS, KNOWN, line_of, saw, table_of

from gradreg import catalog
from gradreg.model import Behaviour, Comparison, Era, Job, Manner, Outcome, Transition, Verdict
from gradreg.report import data

CHANGE = Transition("cpu", "1.13.1", "2.0.0", Comparison.CHANGED, Manner.SILENT, ("1.14.0",))
LINE = line_of(
    "detach/moves[Adam-zero]",
    Era("cpu", "1.0.0", "1.13.1", saw(moved=[True, 1]), ("1.5.0",)),
    Era("cpu", "2.0.0", "2.0.0", Behaviour(Outcome.RAISED, {"x": "zero"}, "RuntimeError", "no")),
    Era("cpu", "2.0.1", "2.15.0", Behaviour(Outcome.INFRA, detail="no interpreter")),
    transitions=(CHANGE,),
    claims=(Verdict("S4.1", "It moves.", "right until 1.13.1"),),
)


def test_a_row_has_the_documented_shape() -> None:
    """Every field of the issue's shape is there, with its value."""
    found = json.loads(data.lines_json([LINE]))

    assert "detach/moves[Adam-zero]" == found["case"]
    assert "detach" == found["topic"]
    assert "What of detach/moves[Adam-zero]?" == found["question"]
    assert "no expectation" == found["expect"]
    assert [{"source": "S4.1", "says": "It moves.", "verdict": "right until 1.13.1"}] == found["claims"]
    assert [
        {"device": "cpu", "from": "1.13.1", "to": "2.0.0", "kind": "changed", "manner": "silent", "between": ["1.14.0"]}
    ] == found["transitions"]
    assert {"device": "cpu", "first": "1.0.0", "last": "1.13.1", "outcome": "observed", "facts": {"moved": [True, 1]},
            "raises": None, "detail": None, "unknown": ["1.5.0"]} == found["eras"][0]  # fmt: skip # one object
    assert ("raised", "RuntimeError") == (found["eras"][1]["outcome"], found["eras"][1]["raises"])
    assert "infra: no interpreter" == found["eras"][2]["outcome"]


def test_one_row_is_an_object_and_several_are_an_array() -> None:
    """A case without PARAMS prints one object."""
    assert isinstance(json.loads(data.lines_json([LINE])), dict)
    assert isinstance(json.loads(data.lines_json([LINE, LINE])), list)


def test_the_table_is_an_array_of_the_same_objects() -> None:
    """Always an array, also of one row and of none."""
    one = json.loads(data.lines_json([LINE]))

    assert [one, one] == json.loads(data.table_json(table_of(LINE, LINE)))
    assert [one] == json.loads(data.table_json(table_of(LINE)))
    assert [] == json.loads(data.table_json(table_of()))


def test_the_list_has_an_object_for_each_row() -> None:
    """Case, topic and question, one per row."""
    found = json.loads(data.list_json(catalog.selected(catalog.load(CATALOGS / "good", KNOWN), "sgd")))

    assert [
        {"case": f"optimizers/what_zero_grad_leaves[SGD-{n}]", "topic": "optimizers",
         "question": "What does zero_grad() leave behind?"} for n in (1, 2)
    ] == found  # fmt: skip # one object


class TestCsv:
    """The table for spreadsheets."""

    def read(self, *lines: data.Line) -> list[dict[str, str]]:
        """The rows of the CSV of those lines."""
        return list(csv.DictReader(io.StringIO(data.table_csv(table_of(*lines)), newline="")))

    def test_has_a_row_for_each_era(self) -> None:
        """Facts are JSON in one cell."""
        found = self.read(LINE)

        assert ["1.0.0", "2.0.0", "2.0.1"] == [row["first"] for row in found]
        assert {"moved": [True, 1]} == json.loads(found[0]["facts"])
        assert "RuntimeError" == found[1]["raises"]

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
    def test_keeps_a_formula_from_being_one(self, text: str) -> None:
        """No cell begins with what a spreadsheet would calculate."""
        hostile = line_of("a/b", Era("cpu", "1.0.0", "1.0.0", Behaviour(Outcome.RAISED, {}, text, "no")))

        assert not self.read(hostile)[0]["raises"].startswith(("=", "+", "-", "@", "\t", "\r"))

    def test_survives_hostile_text(self) -> None:
        """Quotes, commas and line ends stay inside their cell."""
        text = 'a",b\n;|\r\nend'
        found = self.read(line_of("a/b", Era("cpu", "1.0.0", "1.0.0", saw(**{text: text}))))

        assert 1 == len(found)
        assert {text: text} == json.loads(found[0]["facts"])


def test_changes_are_the_transitions_of_behaviour() -> None:
    """A warning that came or went is no change of behaviour."""
    warns = Transition("cpu", "1.0.0", "1.1.0", Comparison.WARNS)
    line = line_of("a/b", transitions=(warns, CHANGE))

    assert [(line, CHANGE)] == data.changes(table_of(line))


def test_verdicts_are_gathered_by_word() -> None:
    """Right and wrong come first, and a claim judged in several places with several words is right in part."""
    lines = (
        line_of("a/one", claims=(Verdict("S1 x", "t", "wrong"), Verdict("S2 x", "t", "right"))),
        line_of("a/two", claims=(Verdict("S2 x", "u", "wrong"), Verdict("S3 x", "t", "right until 1.13.1"))),
        line_of("a/three", claims=(Verdict("S4 x", "t", "right"),)),
    )
    found = data.verdict_words(table_of(*lines))

    assert {"right": ["S4"], "wrong": ["S1"], "right until 1.13.1": ["S3"], "in part": ["S2"]} == found
    assert ["right", "wrong"] == list(found)[:2]


@pytest.mark.parametrize("python", [Path("/a/python"), None])
def test_a_dry_run_tells_what_would_be_done(python: Path | None) -> None:
    """Requirements, interpreter and rows; null where uv would download one."""
    case = catalog.load(CATALOGS / "good", KNOWN)[0]
    found = json.loads(data.dry_run_json(KNOWN[0], Job("1.0.0", "cpu", ((case, case.rows),)), python))

    assert ["torch==1.0.0", "numpy<2", "setuptools<70"] == found["install"]
    assert ("1.0.0", "cpu", ["leaf/gradient_before_backward"]) == (found["release"], found["device"], found["rows"])
    assert (str(python) if python else None) == found["python"]
