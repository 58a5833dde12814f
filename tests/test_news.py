"""The text of a pull request that brings evidence: short enough, whole where it is not cut, and calling nobody."""

import re
from pathlib import Path

import helpers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradreg import pipeline, store
from gradreg.errors import BadUsage
from gradreg.model import Behaviour, Observation, Outcome, Places, Summary
from gradreg.report import news

LINES = st.lists(st.sampled_from(["", "# head", "| a | b |", "text " * 30, "```text", "````text", "@torch.no_grad"]))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Two rows that are known in 2.14.1 and 2.15.0, and in an older copy of the evidence in 2.14.1 alone."""
    case = helpers.read_case(helpers.write_case(tmp_path / "cases" / "made" / "case.py", BODY))
    results = tmp_path / "results"
    _record(results, case, "2.14.1", ["zero", "zero"])
    helpers.copy(results, tmp_path / "before")
    _record(results, case, "2.15.0", ["zero", "None"])
    return Places(tmp_path / "cases", results)


BODY = """
PARAMS = {"kind": ["a", "b"]}


def observe(kind):
    yield "grad", kind
"""


STEPS = """
PARAMS = {"kind": ["a", "b"]}


def step():
    return None


def observe(kind, device):
    yield "grad", step()
"""


def _record(results: Path, case: helpers.Case, release: str, facts: list[str], place: str = "cpu") -> None:
    found = [
        Observation(row.name, Behaviour(Outcome.OBSERVED, {"grad": fact}, warnings=(("UserWarning", "@torch"),)))
        for row, fact in zip(case.rows, facts, strict=True)
    ]
    store.record(results, case, (place, release), found, helpers.environment_of(release))


class TestWhatIsTold:
    """From evidence, a plan, and how sessions ended."""

    def test_a_new_release_is_held_against_the_one_before(self, places: Places) -> None:
        """The row that differs is told with both behaviours, the other is not."""
        found = pipeline.news(places, str(places.results.parent / "before"), None, [])
        text = news.page(found)

        assert "# torch 2.15.0 differs from 2.14.1 in 1 row" == text.splitlines()[0]
        assert re.search(r"\| `made/case` \[b\] \| grad = zero \| grad = None \|", text)
        assert "[a]" not in text
        assert "## What was known stays: 2 cells as before" in text

    def test_a_changed_cell_is_told_with_what_it_was(self, places: Places) -> None:
        """Where no release is new, the title counts the cells."""
        other = places.results.parent / "other"
        helpers.tampered(places.results, other, "made/case", {"grad": "nonzero"})
        text = news.page(pipeline.news(places, str(other), None, []))

        assert "# 4 known cells changed" == text.splitlines()[0]
        assert "grad = nonzero" in text

    def test_a_release_that_stands_alone_is_held_against_nothing(self, places: Places, tmp_path: Path) -> None:
        """The first one on a device."""
        (tmp_path / "none").mkdir()
        found = pipeline.news(places, str(tmp_path / "none"), None, [])

        assert ["2.14.1", "2.15.0"] == [item.release for item in found.fresh]
        assert ["2.15.0", "2.14.1"] == [item.beside for item in found.fresh]

    def test_a_mode_is_a_place_of_its_own(self, places: Places) -> None:
        """New evidence of a mode and of meta is told after that of the cpu."""
        case = helpers.read_case(helpers.write_case(places.cases / "made" / "case.py", STEPS))
        for place in ("cpu+dynamo", "meta"):
            _record(places.results, case, "2.15.0", ["zero", "zero"], place)
        found = pipeline.news(places, str(places.results.parent / "before"), None, [])

        assert ["cpu", "meta", "cpu+dynamo"] == [item.device for item in found.fresh]
        assert "## New: torch 2.15.0 on cpu+dynamo, 2 rows" in news.page(found)

    def test_what_is_lacking_is_in_the_title_and_comes_first(self, places: Places, tmp_path: Path) -> None:
        """A job of which nothing came back, one without a Python, one that the gate held back; and what differs."""
        planned, ended = tmp_path / "matrix.json", tmp_path / "ended.json"
        groups = [{"group": 1, "device": "cpu", "sessions": "torch-1.0.0-cpu torch-2.0.0-cpu", "seconds": 1.0}]
        planned.write_bytes(helpers.msgspec.json.encode({"include": groups}))
        ended.write_bytes(helpers.msgspec.json.encode([
            Summary("2.0.0", "cpu", {}, "no interpreter", (), 1.0),
            Summary("2.1.0", "cpu", {}, None, (), 1.0, ("the canary failed",)),
            Summary("2.2.0", "cpu", {"regressed": 1}, None, ("made/case[a]",), 1.0),
        ]))  # fmt: skip # a session a line
        text = news.page(pipeline.news(places, str(places.results.parent / "before"), planned, [ended]))

        assert text.splitlines()[0].endswith(", 3 sessions lacking")
        assert "| `torch-1.0.0-cpu` | nothing came back: its job failed, or was stopped |" in text
        assert "| `torch-2.0.0-cpu` | no interpreter |" in text
        assert "| `torch-2.1.0-cpu` | held back: the canary failed |" in text
        assert "| `torch-2.2.0-cpu` | 1 | made/case[a] |" in text
        assert text.index("Not measured") < text.index("New: torch 2.15.0")

    @pytest.mark.parametrize("content", ["", "{", "[]", '{"include": [1]}'])
    def test_a_plan_that_is_none_is_told(self, places: Places, tmp_path: Path, content: str) -> None:
        """With the file, and what prints such."""
        (tmp_path / "plan.json").write_text(content, encoding="utf-8")
        with pytest.raises(BadUsage, match=r"plan\.json"):
            pipeline.news(places, str(places.results.parent / "before"), tmp_path / "plan.json", [])

    def test_nobody_is_called(self, places: Places) -> None:
        """`@torch` in a pull request is a person; in a note, too."""
        text = news.page(
            pipeline.news(places, str(places.results.parent / "before"), None, []), "by @torch\n```\nescaped"
        )

        assert not re.search(r"@\w", text)
        assert "````text\nby \uff20torch" in text


class TestCutting:
    """A pull request takes 65,536 characters."""

    @given(LINES, st.integers(1000, 3000))
    def test_is_never_longer_than_allowed(self, lines: list[str], most: int) -> None:
        """What fits stays as it is; of more the beginning stays, and where the rest is."""
        text = "\n".join(lines * 9)
        found = news.cut(text, "https://code.example/run", most)

        assert len(found) <= most
        assert found == text or (found.endswith("https://code.example/run has it.\n") and found[:100] == text[:100])

    def test_closes_the_block_that_it_cuts(self) -> None:
        """Otherwise where the rest is would be a line of code."""
        found = news.cut("# title\n\n````text\n" + "line\n" * 999 + "````\n", "there", 1000)

        assert 2 == found.count("````")
        assert found.index("Cut here") > found.rindex("````")
