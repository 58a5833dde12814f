"""Claims and expectations are held against what the releases showed."""

from itertools import groupby
from pathlib import Path

import helpers
import pytest
from helpers import saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import judge
from gradreg.model import Behaviour, Case, Claim, Comparison, Expectation, Outcome, Row, Transition

VERSIONS = [release.version for release in helpers.KNOWN]
ROW = Row("a/b", "", {})
WARNS = Behaviour(
    Outcome.OBSERVED, {"x": 1}, warnings=(("UserWarning", "b"), ("FutureWarning", "a"), ("UserWarning", "c"))
)


def case_of(*, expect: tuple[Expectation, ...] = (), claims: tuple[Claim, ...] = ()) -> Case:
    """A case of one row with that to judge."""
    return Case("a/b", Path("b.py"), "q?", "", (), "", "code", True, (ROW,), expect, claims)


class TestClaims:
    """What somebody said gets a verdict in words."""

    @pytest.mark.parametrize(
        ("holds", "expected"),
        [
            ("", "unknown"),
            ("1", "right"),
            ("111", "right"),
            ("000", "wrong"),
            ("110", "right until 1.0.1"),
            ("011", "right from 1.0.1"),
            ("010", "right in 1.0.1"),
            ("0110", "right in 1.0.1 – 1.1.0"),
            ("101", "right in 1.0.0, 1.1.0"),
            ("110011", "right in 1.0.0 – 1.0.1, 1.3.0 – 1.3.1"),
        ],
    )
    def test_have_their_word(self, holds: str, expected: str) -> None:
        """Where it holds decides the word; versions are those of the known releases."""
        known = [(version, saw(x=int(flag))) for version, flag in zip(VERSIONS, holds, strict=False)]

        assert expected == judge.claim_word({"x": 1}, known)

    @given(st.lists(st.booleans(), min_size=1, max_size=52))
    def test_name_exactly_the_releases_where_they_hold(self, holds: list[bool]) -> None:
        """Read back, the word says of each release whether the claim holds there."""
        known = [(version, saw(x=flag)) for version, flag in zip(VERSIONS, holds, strict=False)]
        versions = [version for version, _ in known]
        word = judge.claim_word({"x": True}, known)
        head, _, rest = word.removeprefix("right").strip().partition(" ")
        if head == "in":
            runs = [run.partition(" – ") for run in rest.split(", ")]
            named = [(versions.index(first), versions.index(last or first)) for first, _, last in runs]
        else:
            first = versions.index(rest) if head == "from" else 0
            last = versions.index(rest) if head == "until" else len(versions) - 1
            named = [] if word == "wrong" else [(first, last)]

        assert holds == [any(one <= index <= other for one, other in named) for index in range(len(holds))]
        assert len([flag for flag, _ in groupby(holds) if flag]) == len(named)

    @pytest.mark.parametrize(
        ("said", "shown"),
        [(1, True), (True, 1), (0, False), (1, 1.0), ("1", 1), ([1], [True]), ("None", "none"), ([1], 1)],
    )
    def test_tell_values_apart_that_python_does_not(self, said: object, shown: object) -> None:
        """True is not 1, and 1 is not 1.0."""
        assert "wrong" == judge.claim_word({"x": said}, [("1.0.0", saw(x=shown))])  # type: ignore[dict-item] # a value
        assert "right" == judge.claim_word({"x": said}, [("1.0.0", saw(x=said))])  # type: ignore[dict-item] # as above

    def test_speak_of_part_of_the_facts(self) -> None:
        """A claim holds when all it names is so, whatever else was seen; a fact never seen is not so."""
        known = [("1.0.0", saw(x=1, y=2))]

        assert "right" == judge.claim_word({"y": 2}, known)
        assert "wrong" == judge.claim_word({"x": 1, "z": 3}, known)

    def test_may_speak_of_exceptions_and_warnings(self) -> None:
        """`raises` and `warns` are facts too: a type, and the sorted categories."""
        raised = [("1.0.0", Behaviour(Outcome.RAISED, {"x": 1}, "RuntimeError", "no"))]

        assert "right" == judge.claim_word({"raises": "RuntimeError"}, raised)
        assert "wrong" == judge.claim_word({"raises": "TypeError"}, raised)
        assert "wrong" == judge.claim_word({"raises": "RuntimeError"}, [("1.0.0", saw(x=1))])
        assert "right" == judge.claim_word({"warns": ["FutureWarning", "UserWarning"]}, [("1.0.0", WARNS)])
        assert "right" == judge.claim_word({"warns": []}, raised)

    def test_speak_of_the_rows_they_name(self) -> None:
        """A claim about some rows is judged on those and on no other."""
        row = Row("a/b", "Adam-zero", {})
        spoken = [Claim("s", "t", {"x": 1}, rows) for rows in ("*", "Adam-*", "*-zero", "SGD-*")]

        assert 3 == len(judge.claims(case_of(claims=tuple(spoken)), row, [("1.0.0", saw(x=1))]))


class TestExpectations:
    """What the author expects is held against what the releases showed."""

    EXPECT = (Expectation("*", (("<2.0", {"x": 1}), (">=2.0", {"x": 2}))),)

    @pytest.mark.parametrize("version", VERSIONS)
    def test_cover_every_release(self, version: str) -> None:
        """Each release is held against the range that matches it."""
        right, wrong = (1, 2) if helpers.releases.find(helpers.KNOWN, version).within("<2.0") else (2, 1)
        case = case_of(expect=self.EXPECT)

        assert "as expected" == judge.expectation(case, ROW, [(version, saw(x=right))], helpers.KNOWN)
        assert "as expected" != judge.expectation(case, ROW, [(version, saw(x=wrong))], helpers.KNOWN)

    @given(st.lists(st.sampled_from([1, 2, True, "1"]), min_size=1, max_size=52))
    def test_differ_exactly_where_a_release_does(self, shown: list[int | str]) -> None:
        """The verdict counts the releases that differ, and names the first and the last."""
        known = [(version, saw(x=value)) for version, value in zip(VERSIONS, shown, strict=False)]
        wanted = [1 if helpers.releases.find(helpers.KNOWN, version).within("<2.0") else 2 for version, _ in known]
        differing = [
            version
            for (version, behaviour), want in zip(known, wanted, strict=True)
            if behaviour.facts["x"] is True or behaviour.facts["x"] != want
        ]
        word = judge.expectation(case_of(expect=self.EXPECT), ROW, known, helpers.KNOWN)

        assert (word == "as expected") == (not differing)
        if differing:
            assert f"{len(differing)} of {len(known)}" in word
            assert differing[0] in word
            assert differing[-1] in word

    def test_are_of_all_the_facts(self) -> None:
        """A fact that is not expected differs, and so does an expected one that is not there."""
        case = case_of(expect=(Expectation("*", (("", {"x": 1}),)),))

        for shown in (saw(x=1, y=2), saw(), Behaviour(Outcome.RAISED, {"x": 1}, "RuntimeError")):
            assert "as expected" != judge.expectation(case, ROW, [("1.0.0", shown)], helpers.KNOWN)
        assert "as expected" == judge.expectation(case, ROW, [("1.0.0", WARNS)], helpers.KNOWN)

    def test_without_any_and_without_evidence_have_words_of_their_own(self) -> None:
        """Nothing expected and nothing known are not the same."""
        assert "no expectation" == judge.expectation(case_of(), ROW, [("1.0.0", saw(x=1))], helpers.KNOWN)
        assert "unknown" == judge.expectation(case_of(expect=self.EXPECT), ROW, [], helpers.KNOWN)


class TestTheStory:
    """A case tells its readers in which release behaviour changed, and what changed it."""

    @staticmethod
    def untold(story: str, link: str = "https://x.org/pull/1", kind: Comparison = Comparison.CHANGED) -> list[str]:
        """What is missing in the text of a case that changed between 1.13.1 and 2.0.0."""
        case = helpers.replaced(case_of(), story=story, links=(link,))
        return judge.untold(case, [Transition("cpu", "1.13.1", "2.0.0", kind)])

    @pytest.mark.parametrize("words", ["since 2.0", "from 2.0.0 on", "until 1.13.1.", "(1.13)", "in 1.4, and 2.0"])
    def test_names_one_of_the_two_releases(self, words: str) -> None:
        """The last of the old or the first of the new, in full or by its minor, is enough."""
        assert [] == self.untold(words)

    @pytest.mark.parametrize("words", ["", "since 12.0", "since 2.0.1", "version 1.1", "1.13.10", "2.01"])
    def test_that_names_another_is_not_enough(self, words: str) -> None:
        """A number that only looks like it speaks of another release."""
        assert ["changed in 2.0.0, which the story does not speak of"] == self.untold(words)

    @pytest.mark.parametrize(
        ("words", "link", "count"),
        [
            ("since 2.0", "https://x.org/issues/1", 1),
            ("since 2.0; no note found", "https://x.org/issues/1", 0),
            ("since 2.0", "https://x.org/releases/tag/v2.0.0", 0),
        ],
    )
    def test_links_what_changed_it_or_says_that_nothing_was_found(self, words: str, link: str, count: int) -> None:
        """An issue tells that somebody met it; a pull request or a release note made it."""
        assert count == len(self.untold(words, link))

    def test_owes_nothing_for_a_warning(self) -> None:
        """Only changes of behaviour have to be explained."""
        assert [] == self.untold("", "https://x.org/issues/1", Comparison.WARNS)
