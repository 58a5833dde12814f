"""What EXPECT would say of the evidence."""

import itertools
from fnmatch import fnmatchcase
from pathlib import Path

import helpers
from helpers import KNOWN, saw
from hypothesis import assume, given
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


@given(st.lists(st.none() | BEHAVIOURS, min_size=len(KNOWN), max_size=len(KNOWN)))
def test_ranges_hold_each_release_once_and_are_as_few_as_can_be(seen: list[Behaviour | None]) -> None:
    """Measured or not; no way of cutting the measured releases into stretches that show one thing has fewer parts."""
    known = [(release, item) for release, item in zip(KNOWN, seen, strict=True) if item]
    assume(known)
    ranges = expect.spans(known)
    fewest = [0, *[len(known)] * len(known)]
    for stop in range(1, len(known) + 1):
        for start in range(stop):
            if len({repr(expect.expected(behaviour)) for _, behaviour in known[start:stop]}) == 1:
                fewest[stop] = min(fewest[stop], fewest[start] + 1)

    assert fewest[-1] == len(ranges)
    assert all(1 == sum(release.within(text) for text, _ in ranges) for release in KNOWN)
    for release, behaviour in known:
        assert [repr(expect.expected(behaviour))] == [repr(facts) for text, facts in ranges if release.within(text)]


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
