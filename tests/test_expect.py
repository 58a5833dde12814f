"""What EXPECT would say of the evidence."""

import itertools
from fnmatch import fnmatchcase
from pathlib import Path

import helpers
from helpers import KNOWN, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import expect, judge
from gradreg.model import Behaviour, Case, Outcome, Row

RAISED = Behaviour(Outcome.RAISED, {"x": 1}, raises="RuntimeError", warnings=(("UserWarning", "w"),))
BEHAVIOURS = st.sampled_from([saw(x=1), saw(x=True), saw(x=[1.0, "None"]), RAISED])
AXES = [["a", "b*", "[c]"], [0.5, None]]
ROWS = tuple(
    Row("t/c", f"{one}-{two}", {"one": one, "two": two}) for one, two in itertools.product(*AXES)
)  # fmt: skip # one thought


def case_of(rows: tuple[Row, ...]) -> Case:
    """A case of those rows, without EXPECT."""
    return Case("t/c", Path("c.py"), "q?", "", (), "", "code", True, rows, (), ())


@given(st.lists(st.lists(BEHAVIOURS, min_size=len(KNOWN), max_size=len(KNOWN)), min_size=len(ROWS), max_size=len(ROWS)))
def test_what_was_seen_is_expected(seen: list[list[Behaviour]]) -> None:
    """Each row matches one pattern, each release one range, and the evidence meets what is expected of it."""
    known = {row.name: list(zip(KNOWN, mine, strict=True)) for row, mine in zip(ROWS, seen, strict=True)}
    case = case_of(ROWS)
    wanted = expect.of(case, known)
    case = helpers.replaced(case, expect=wanted)

    for row in ROWS:
        assert 1 == sum(fnmatchcase(row.label, entry.rows) for entry in wanted)
        mine = [(release.version, behaviour) for release, behaviour in known[row.name]]
        assert "as expected" == judge.expectation(case, row, mine, KNOWN)


@given(st.lists(BEHAVIOURS, min_size=len(KNOWN), max_size=len(KNOWN)))
def test_ranges_are_as_few_as_the_changes(seen: list[Behaviour]) -> None:
    """One more than the number of times that neighbours differ."""
    steps = sum(repr(one.told) != repr(two.told) for one, two in itertools.pairwise(seen))

    assert steps + 1 == len(expect.spans(list(zip(KNOWN, seen, strict=True))))


def test_ranges_are_written_as_people_write_them() -> None:
    """From a minor to before another, `.0` left out."""
    seen = [saw(x=1 if release.version in {"2.0.0", "2.0.1", "2.1.1"} else 2) for release in KNOWN]
    texts = [text for text, _ in expect.spans(list(zip(KNOWN, seen, strict=True)))]

    assert ["<2.0", ">=2.0,<2.1", ">=2.1,<2.1.1", ">=2.1.1,<2.1.2", ">=2.1.2"] == texts


def test_rows_alike_share_a_pattern() -> None:
    """A parameter that makes no difference is left open, and equal rows need no pattern at all."""
    same = {row.name: [(KNOWN[0], saw(x=1))] for row in ROWS}
    split = {row.name: [(KNOWN[0], saw(x=row.arguments["two"]))] for row in ROWS}

    assert ["*"] == [entry.rows for entry in expect.of(case_of(ROWS), same)]
    assert ["*-0.5", "*-None"] == [entry.rows for entry in expect.of(case_of(ROWS), split)]


def test_nothing_measured_expects_nothing() -> None:
    """A case without evidence has no expectation to propose."""
    assert () == expect.of(case_of(ROWS), {row.name: [] for row in ROWS})
