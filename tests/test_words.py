"""The words that every writer uses."""

import unicodedata

import pytest
from helpers import infra, line_of, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg.model import Behaviour, Comparison, Era, Manner, Need, Outcome, State, Transition, Verdict, disagreement
from gradreg.report import words


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        (saw(x="zero", y=True), "x = zero; y = True"),
        (saw(x=["zero", ["None", 1]]), "x = [zero, [None, 1]]"),
        (saw(), "nothing yielded"),
        (Behaviour(Outcome.RAISED, {"x": 1}, "RuntimeError", "no"), "x = 1; raises = RuntimeError"),
        (Behaviour(Outcome.CRASHED, {"x": 1}, detail="SIGSEGV"), "crashed: SIGSEGV"),
        (Behaviour(Outcome.TIMED_OUT, detail="no answer within 2 s"), "timed out: no answer within 2 s"),
        (infra("canary failed"), "infra: canary failed"),
        (Behaviour(Outcome.NOT_APPLICABLE, detail="needs torch >=1.8"), "not applicable: needs torch >=1.8"),
        (Behaviour(Outcome.NOT_RUN), "not run"),
    ],
)
def test_an_outcome_is_told_in_a_few_words(behaviour: Behaviour, expected: str) -> None:
    """Behaviour is told by its facts, and anything else by its word and reason."""
    assert expected == words.outcome(behaviour)


def test_what_is_unstable_tells_where_its_looks_differ() -> None:
    """Facts that all looks share are left out; a look that is no behaviour is told by its word."""
    crashed = Behaviour(Outcome.CRASHED, detail="SIGSEGV")
    one, two = saw(same=1, x=1), saw(same=1, x=2)

    assert "unstable: x = 1 | x = 2" == words.outcome(disagreement([one, two]))
    assert "unstable with 2 threads: x = 1 | x = 2" == words.outcome(disagreement([two, one], "with 2 threads"))
    assert "x = 1 | x = 2" == words.reason(disagreement([one, two]))
    assert "crashed: SIGSEGV | same = 1; x = 1" == words.looks(disagreement([one, crashed]))


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_words(outcome: Outcome) -> None:
    """None of the closed list is forgotten."""
    seen = (saw(x=1), saw(x=2)) if outcome is Outcome.UNSTABLE else ()

    assert words.outcome(Behaviour(outcome, detail="why", seen=seen))


def test_a_span_is_one_release_or_two() -> None:
    """An era of one release names it once."""
    assert ("1.0.0", "1.0.0 – 2.0.0") == (words.span("1.0.0", "1.0.0"), words.span("1.0.0", "2.0.0"))


def test_an_era_says_what_nobody_measured() -> None:
    """Releases inside an era that are unknown are counted where people read it."""
    text = words.era(Era("cpu", "1.0.0", "1.3.0", saw(x=1), ("1.1.0", "1.2.0")))

    assert text.startswith("1.0.0 – 1.3.0")
    assert "2" in text.partition(":")[0]
    assert text.endswith("x = 1")


def test_eras_tell_only_what_tells_them_apart() -> None:
    """A fact that is the same in all eras is left out where there are several, and devices are named likewise."""
    line = line_of("a/b", Era("cpu", "1.0.0", "1.9.0", saw(x=1, y=1)), Era("cpu", "2.0.0", "2.1.0", saw(x=1, y=2)))

    assert ["1.0.0 – 1.9.0: y = 1", "2.0.0 – 2.1.0: y = 2"] == words.eras(line)
    assert all(
        text.startswith("cuda ")
        for text in words.eras(line_of("a/b", *line.eras, Era("cuda", "1.0.0", "1.0.0", saw())))[2:]
    )


def test_true_and_one_tell_eras_apart() -> None:
    """Where only the type differs, the fact is shown."""
    line = line_of("a/b", Era("cpu", "1.0.0", "1.0.0", saw(x=1)), Era("cpu", "2.0.0", "2.0.0", saw(x=True)))

    assert ["1.0.0: x = 1", "2.0.0: x = True"] == words.eras(line)


def test_a_transition_names_both_releases_and_how() -> None:
    """What was not measured between them is named when it is little, and counted when it is much."""
    one = Transition("cpu", "1.0.0", "2.0.0", Comparison.CHANGED, Manner.SILENT, ("1.5.0",))
    many = Transition("cpu", "1.0.0", "2.0.0", Comparison.WARNS, None, tuple(f"1.{n}.0" for n in range(20)))

    for part in ("1.0.0 → 2.0.0", "changed", "silent", "1.5.0"):
        assert part in words.transition(one)
    assert "20" in words.transition(many)
    assert "1.7.0" not in words.transition(many)


@given(st.text(), st.integers(2, 50))
def test_a_text_is_shortened_visibly(text: str, limit: int) -> None:
    """It fits, and ends in an ellipsis exactly when something was left out."""
    short = words.shorten(text, limit)

    assert len(short) <= limit
    assert (short == text) or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_claim_about_several_rows_is_told_once() -> None:
    """One word where the rows agree, and each word with its count where they do not."""
    right, wrong = Verdict("S1 x", "says", "right"), Verdict("S1 x", "says", "wrong")
    agree = words.verdicts([line_of("a/b[1]", claims=(right,)), line_of("a/b[2]", claims=(right,))])
    differ = words.verdicts([line_of("a/b[1]", claims=(right,)), line_of("a/b[2]", claims=(wrong,))])

    assert [(right, "a/b")] == agree
    assert 1 == len(differ)
    for part in ("right in 1 of 2", "wrong in 1 of 2"):
        assert part in differ[0][0].word


def test_every_comparison_has_its_weight() -> None:
    """The heaviest comes first, and none is forgotten."""
    order = words.comparison_order()

    assert {item.word for item in Comparison} == set(order)
    assert "regressed" == order[0]
    assert order.index("changed") < order.index("warns") < order.index("reworded")


def test_colours_are_of_words_that_exist() -> None:
    """The one table of colours holds comparison words, manners, needs, states and verdicts; painting keeps the word."""
    enums = {item.value for kind in (Manner, Need, State) for item in kind}
    known = {item.word for item in Comparison} | enums | {"right", "wrong", words.HELD_BACK}

    assert set(words.COLOURS) <= known
    assert all(word in words.paint(word) for word in known)
    assert set(words.SHAPES) == set(Manner)


@given(st.text())
def test_what_is_visible_steers_no_terminal(text: str) -> None:
    """Control characters and those that turn text round are shown, and nothing else is touched."""
    shown = words.visible(text)

    assert not any(unicodedata.category(letter) == "Cc" or letter in "\u202e\u2066\u200f" for letter in shown)
    assert shown == words.visible(shown)
    assert text == shown or len(text) < len(shown)
