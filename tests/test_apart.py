"""How a row on one device differs from the same row on another: laws over random rows, and what is told of them."""

import msgspec
import pytest
from helpers import KNOWN, infra, line_of, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import apart, compare
from gradreg.model import Apart, Behaviour, Comparison, Departure, Era, Outcome, Phase
from gradreg.report import data, words

VERSIONS = [release.version for release in KNOWN][30:40]
VALUES = st.sampled_from(["None", "zero", "nonzero", "nonfinite", "no data", 1, 1.0, True, ["zero", "no data"]])
FACTS = st.dictionaries(st.sampled_from("abc"), VALUES)
ENDS = st.sampled_from(
    [(None, None), ("RuntimeError", "no"), ("RuntimeError", "Cannot copy out of meta tensor; no data!")]
)


def behaviour(facts: dict[str, object], end: tuple[str | None, str | None]) -> Behaviour:
    """What was observed, or raised."""
    return Behaviour(Outcome.RAISED if end[0] else Outcome.OBSERVED, dict(facts), *end)


KNOWN_ONES = st.builds(behaviour, FACTS, ENDS)
UNKNOWN = [infra(), compare.NOT_RUN, Behaviour(Outcome.CRASHED, detail="SIGSEGV"), Behaviour(Outcome.NOT_APPLICABLE)]
CELLS = st.lists(KNOWN_ONES | st.sampled_from(UNKNOWN), min_size=len(VERSIONS), max_size=len(VERSIONS)).map(
    lambda shown: list(zip(VERSIONS, shown, strict=True))
)
WANTS = behaviour({"a": "None"}, ("NotImplementedError", "Cannot copy out of meta tensor; no data!"))


def between(one: list[tuple[str, Behaviour]], other: list[tuple[str, Behaviour]]) -> Departure:
    """Where meta differs from the cpu."""
    return apart.departure("t/c", "t", ("meta", "cpu"), (one, other))


@given(KNOWN_ONES, KNOWN_ONES)
def test_a_difference_is_the_same_from_both_sides(one: Behaviour, other: Behaviour) -> None:
    """Whichever device is named first."""
    assert apart.difference(one, other) == apart.difference(other, one)


@given(KNOWN_ONES)
def test_nothing_differs_from_itself(one: Behaviour) -> None:
    """Also what ended early, and what has no data."""
    assert apart.difference(one, one) is None


@given(KNOWN_ONES, KNOWN_ONES)
def test_where_all_have_data_it_is_what_compare_says(one: Behaviour, other: Behaviour) -> None:
    """The device alone changes nothing."""
    if not (one.wants_data or other.wants_data or "no data" in repr((one.facts, other.facts))):
        assert compare.difference(one, other) == apart.difference(one, other)


@given(KNOWN_ONES)
def test_a_row_without_data_differs_in_none_of_its_tensors(one: Behaviour) -> None:
    """Every tensor may be the one that has no data; None may not."""
    blank = {
        name: "no data" if value in ("zero", "nonzero", "nonfinite") else value for name, value in one.facts.items()
    }

    assert apart.difference(one, msgspec.structs.replace(one, facts=blank)) is None
    if "None" in one.facts.values():
        gone = {name: "no data" if value == "None" else value for name, value in one.facts.items()}
        assert Comparison.CHANGED is apart.difference(one, msgspec.structs.replace(one, facts=gone))


@given(CELLS, CELLS)
def test_what_is_unknown_on_one_side_never_counts(
    one: list[tuple[str, Behaviour]], two: list[tuple[str, Behaviour]]
) -> None:
    """Only releases in which both tell something are in a phase, each once, and neighbouring phases differ."""
    found = between(one, two)
    both = [
        (left, right)
        for (_, left), (_, right) in zip(one, two, strict=True)
        if left.outcome.is_behaviour and right.outcome.is_behaviour
    ]

    assert len(both) == sum(phase.releases for phase in found.phases) + found.mute
    assert all(
        a[3:] != b[3:]
        for a, b in zip(
            map(msgspec.structs.astuple, found.phases), map(msgspec.structs.astuple, found.phases[1:]), strict=False
        )
    )
    assert [phase.differs for phase in found.phases] == [phase.differs for phase in between(two, one).phases]


@given(CELLS)
def test_a_row_is_alike_to_itself(cells: list[tuple[str, Behaviour]]) -> None:
    """In every release, so it differs since none."""
    found = between(cells, cells)

    assert (False, None, False) == (found.differs, found.since, found.always and bool(found.phases))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_rows_are_counted_once(rows: list[tuple[list[tuple[str, Behaviour]], list[tuple[str, Behaviour]]]]) -> None:
    """Each is alike, or differs, or could not be compared."""
    found = [between(*pair) for pair in rows]
    counted = Apart.of("meta", "cpu", found)

    assert counted.compared == counted.alike + counted.differing
    assert len(found) == counted.compared + counted.mute
    assert counted.cut <= counted.alike
    assert counted.releases == max((item.compared for item in found), default=0)


@pytest.mark.parametrize(
    ("facts", "agrees"),
    [
        ({"a": "None"}, True),
        ({"a": "None", "b": 1}, True),
        ({"a": ["None", "zero"]}, True),
        ({"a": "zero"}, False),
        ({"b": 1}, False),
    ],
)
def test_a_row_that_ended_early_is_held_as_far_as_it_came(facts: dict[str, object], *, agrees: bool) -> None:
    """What the other goes on to tell is no difference; a value may begin a series."""
    assert agrees is (apart.difference(WANTS, saw(**facts)) is None)


@pytest.mark.parametrize(
    ("kinds", "text", "since"),
    [
        ("....", "alike", None),
        ("xxxx", "differs from cpu in every release (4)", VERSIONS[0]),
        ("..xx", f"differs from cpu since {VERSIONS[2]}", VERSIONS[2]),
        ("xx..", f"differs from cpu {VERSIONS[0]} – {VERSIONS[1]}", None),
        (".x.x", f"differs from cpu {VERSIONS[1]}, since {VERSIONS[3]}", VERSIONS[3]),
        ("?xx?", "differs from cpu in every release (2)", VERSIONS[1]),
    ],
)
def test_says_since_when(kinds: str, text: str, since: str | None) -> None:
    """An x differs, a point does not, a question mark is not known on one of them."""
    shown = {"x": saw(a=2), ".": saw(a=1), "?": compare.NOT_RUN}
    one = [(version, shown[kind]) for version, kind in zip(VERSIONS, kinds, strict=False)]
    found = between(one, [(version, saw(a=1)) for version in VERSIONS])

    assert (text, since) == (words.differs(found), found.since)


class TestWhatIsTold:
    """The row of another device, in the table and in JSON."""

    ERAS = (Era("cpu", "1.13.0", "2.15.0", saw(a="zero")), Era("meta", "1.13.0", "2.15.0", saw(a="no data")))

    def departure(self, *phases: Phase, mute: int = 0, device: str = "meta") -> Departure:
        """How it differs from the cpu."""
        return Departure("t/c", "t", device, "cpu", phases, mute)

    def line(self, *phases: Phase, mute: int = 0, device: str = "meta") -> list[str]:
        """What the table says of a row that was measured there and on the cpu."""
        eras = (self.ERAS[0], msgspec.structs.replace(self.ERAS[1], device=device))
        departures = (self.departure(*phases, mute=mute, device=device),)
        return words.eras(msgspec.structs.replace(line_of("t/c", *eras), departures=departures))

    def test_is_a_sentence_where_it_is_as_on_the_cpu(self) -> None:
        """Its eras would say the same again; on meta, where that is the rule, in no sentence."""
        alike = Phase("1.13.0", "2.15.0", 30, None)
        cut = msgspec.structs.replace(alike, cut=True)

        assert ["1.13.0 – 2.15.0: a = zero", "cuda: as on cpu (30 releases)"] == self.line(alike, device="cuda")
        assert [["1.13.0 – 2.15.0: a = zero"]] * 3 == [self.line(alike), self.line(cut), self.line(mute=3)]
        assert "meta: as on cpu as far as meta has data (30 releases)" == words.departure(self.departure(cut))
        assert "meta: asks for data before it tells anything" == words.departure(self.departure(mute=3))

    def test_shows_its_eras_where_it_differs(self) -> None:
        """And since when."""
        told = self.line(Phase("1.13.0", "2.0.0", 3, None), Phase("2.0.1", "2.15.0", 27, Comparison.CHANGED))

        assert ["meta 1.13.0 – 2.15.0: a = no data", "meta differs from cpu since 2.0.1"] == told[1:]

    def test_is_in_json_where_there_is_another_device(self) -> None:
        """And only there."""
        departure = Departure("t/c", "t", "meta", "cpu", (Phase("2.0.0", "2.15.0", 30, Comparison.CHANGED),))
        line = msgspec.structs.replace(line_of("t/c", *self.ERAS), departures=(departure,))
        (told,) = data.line_object(line)["departures"]  # type: ignore[misc] # a list of one

        assert ("meta", "cpu", True, "2.0.0") == (told["device"], told["from"], told["differs"], told["since"])
        assert "departures" not in data.line_object(line_of("t/c", self.ERAS[0]))
