"""What differs between two sides, and what varies in a range: laws over random rows."""

from itertools import pairwise
from pathlib import Path

import msgspec
from helpers import KNOWN, infra, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import between, compare, span
from gradreg.model import Behaviour, Between, Comparison, Manner, Outcome, Side, Strip, Transition

VERSIONS = [release.version for release in KNOWN][20:32]
WARNED = Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(("UserWarning", "it will be 2"),))
LOUD = Behaviour(Outcome.RAISED, {}, "RuntimeError", "no")
REWORDED = msgspec.structs.replace(LOUD, message="not any more")
ABSENT = Behaviour(Outcome.NOT_APPLICABLE, detail="needs torch >=9")
CRASHED = Behaviour(Outcome.CRASHED, detail="SIGSEGV")
UNKNOWN = [infra(), compare.NOT_RUN, ABSENT, CRASHED]
BEHAVIOURS = st.sampled_from([saw(x=1), saw(x=2), WARNED, LOUD, REWORDED, *UNKNOWN])
RESULTS = Path("results")


def strip(row: str, device: str, behaviours: list[Behaviour]) -> Strip:
    """A row that showed those on a device, release by release."""
    return Strip(row, row.partition("/")[0], f"What of {row}?", device, tuple(zip(VERSIONS, behaviours, strict=True)))


ROW = st.lists(BEHAVIOURS, min_size=len(VERSIONS), max_size=len(VERSIONS))
ROWS = st.lists(st.tuples(ROW, st.sampled_from(["cpu", "cuda"])), max_size=4).map(
    lambda rows: [strip(f"topic{index % 2}/case[{index}]", device, row) for index, (row, device) in enumerate(rows)]
)
PAIRS = st.lists(st.tuples(ROW, ROW), max_size=3).map(
    lambda rows: [
        strip(f"topic/case[{index}]", device, row)
        for index, both in enumerate(rows)
        for device, row in zip(["cpu", "cuda"], both, strict=True)
    ]
)
RELEASE = st.sampled_from(VERSIONS)


def released(strips: list[Strip], first: str, second: str, *kinds: Comparison) -> Between:
    """What differs between two releases in one folder."""
    return between.of((Side(first, folder=RESULTS), strips), (Side(second, folder=RESULTS), strips), kinds)


def devices(strips: list[Strip], first: str = "cpu", second: str = "cuda") -> Between:
    """What differs between two devices in one folder."""
    one, two = Side(device=first, folder=RESULTS), Side(device=second, folder=RESULTS)
    return between.of((one, strips), (two, strips))


def folders(one: list[Strip], two: list[Strip]) -> Between:
    """What differs between two folders."""
    return between.of((Side(folder=RESULTS), one), (Side(folder=Path("other")), two))


def named(found: Between) -> set[tuple[str, str, Comparison]]:
    """The rows that differ, and how much."""
    return {(item.row, item.device, item.kind) for item in found.differences}


def steps_of(strips: list[Strip]) -> list[tuple[str, Transition]]:
    """Every transition of every row."""
    return [(item.row, step) for item in strips for step in compare.transitions(item.device, item.cells)]


@given(ROWS, RELEASE)
def test_nothing_differs_from_itself(strips: list[Strip], release: str) -> None:
    """Neither a release, nor a device, nor a folder."""
    for found in (released(strips, release, release), devices(strips, "cpu", "cpu"), folders(strips, strips)):
        assert ((), (), ()) == (found.differences, found.returned, found.one_sided)


@given(ROWS, RELEASE, RELEASE)
def test_both_directions_name_the_same_rows(strips: list[Strip], first: str, second: str) -> None:
    """From A to B and from B to A, with the sides of each row exchanged."""
    there, back = released(strips, first, second), released(strips, second, first)

    assert named(there) == named(back)
    assert {(item.row, repr(item.before), repr(item.after)) for item in there.differences} == {
        (item.row, repr(item.after), repr(item.before)) for item in back.differences
    }
    assert (there.compared, there.unknown, set(there.returned)) == (back.compared, back.unknown, set(back.returned))
    assert len(there.one_sided) == len(back.one_sided)


@given(ROWS, RELEASE, RELEASE)
def test_the_transitions_on_the_way_cover_every_difference(strips: list[Strip], first: str, second: str) -> None:
    """What differs between the ends changed at least as much in some release between them."""
    start, stop = sorted((first, second), key=VERSIONS.index)
    inside = VERSIONS[VERSIONS.index(start) + 1 : VERSIONS.index(stop) + 1]
    for item in released(strips, first, second).differences:
        expected = [step for row, step in steps_of(strips) if row == item.row and step.after in inside]
        assert expected == list(item.steps)
        assert max(step.kind.value for step in item.steps) >= item.kind.value


@given(ROWS, RELEASE, RELEASE)
def test_what_returned_changed_on_the_way_and_not_between_the_ends(
    strips: list[Strip], first: str, second: str
) -> None:
    """Each row whose ends are known either changed, returned, or has no change of behaviour on the way."""
    start, stop = sorted((first, second), key=VERSIONS.index)
    found = released(strips, first, second)
    for item in strips:
        cells = [
            cell for cell in item.cells if VERSIONS.index(start) <= VERSIONS.index(cell[0]) <= VERSIONS.index(stop)
        ]
        known = all(behaviour.outcome.is_behaviour for _, behaviour in (cells[0], cells[-1]))
        steps = compare.transitions(item.device, cells)
        changed = (item.row, item.device, Comparison.CHANGED) in named(found)
        expected = known and not changed and any(step.kind is Comparison.CHANGED for step in steps)
        assert expected == (item.row in found.returned)


@given(ROWS)
def test_neighbours_differ_by_their_transition(strips: list[Strip]) -> None:
    """Between a release and the next, the differences are the transitions, kind, manner and all."""
    for first, second in pairwise(VERSIONS):
        expected = {
            (row, step.kind, step.manner, repr(step.old), repr(step.new))
            for row, step in steps_of(strips)
            if (step.before, step.after) == (first, second)
        }
        found = released(strips, first, second).differences
        assert expected == {(item.row, item.kind, item.manner, repr(item.before), repr(item.after)) for item in found}


@given(PAIRS, ROWS, RELEASE, RELEASE)
def test_what_is_unknown_on_a_side_never_counts(pairs: list[Strip], rows: list[Strip], one: str, two: str) -> None:
    """A difference has behaviour on both sides; a row of which one side knows nothing is listed apart."""
    for found in (devices(pairs), folders(pairs, rows), released(rows, one, two)):
        assert all(
            behaviour.outcome.is_behaviour for item in found.differences for behaviour in (item.before, item.after)
        )
        assert not any(item.other.outcome.is_behaviour for item in found.one_sided)


@given(PAIRS)
def test_every_cell_is_compared_apart_or_unknown(strips: list[Strip]) -> None:
    """Nothing gets lost: the three together are all cells of the rows."""
    found = devices(strips)
    alone = sum(len(item.releases) for item in found.one_sided)

    assert len(strips) // 2 * len(VERSIONS) == found.compared + alone + found.unknown


@given(PAIRS)
def test_what_one_side_knows_is_told_with_its_reason(strips: list[Strip]) -> None:
    """Each release of it has behaviour on the one side, and that very reason on the other."""
    cells = {(item.row, item.device): dict(item.cells) for item in strips}
    for item in devices(strips).one_sided:
        one, two = ("cpu", "cuda") if item.known_first else ("cuda", "cpu")
        for release in item.releases:
            assert cells[item.row, one][release].outcome.is_behaviour
            assert item.other == cells[item.row, two][release]
    alone = [(item.row, item.releases) for item in devices(strips).one_sided]
    assert len(alone) == len(set(alone))


@given(PAIRS)
def test_devices_differ_in_runs_of_releases(strips: list[Strip]) -> None:
    """Each release whose behaviour differs is in exactly one difference of its row."""
    cells = {(item.row, item.device): dict(item.cells) for item in strips}
    expected = sorted(
        (row, release)
        for row, device in cells
        if device == "cpu"
        for release in VERSIONS
        if cells[row, "cpu"][release].outcome.is_behaviour
        and cells[row, "cuda"][release].outcome.is_behaviour
        and compare.difference(cells[row, "cpu"][release], cells[row, "cuda"][release])
    )

    assert expected == sorted((item.row, release) for item in devices(strips).differences for release in item.releases)


@given(ROWS, RELEASE, RELEASE)
def test_rows_that_are_alike_are_all_rows_once(strips: list[Strip], first: str, second: str) -> None:
    """Grouping neither loses a difference nor repeats it, and what a group shows all of it shows."""
    found = released(strips, first, second)

    assert sorted(map(repr, found.differences)) == sorted(repr(item) for group in found.alike for item in group)
    for group in found.alike:
        assert 1 == len({(item.case, item.kind, item.manner, repr(item.before), repr(item.after)) for item in group})


@given(ROWS, RELEASE, RELEASE, st.sets(st.sampled_from([Comparison.CHANGED, Comparison.WARNS, Comparison.REWORDED])))
def test_kinds_choose_differences(strips: list[Strip], one: str, two: str, kinds: set[Comparison]) -> None:
    """And change nothing else; no kind is all of them."""
    full, some = released(strips, one, two), released(strips, one, two, *kinds)

    assert [item for item in full.differences if not kinds or item.kind in kinds] == list(some.differences)
    assert (full.compared, full.one_sided) == (some.compared, some.one_sided)


@given(ROWS, RELEASE, RELEASE)
def test_a_range_holds_the_rows_with_a_transition_inside_it(strips: list[Strip], one: str, two: str) -> None:
    """Exactly those, and each with exactly the transitions inside."""
    start, stop = sorted(map(VERSIONS.index, (one, two)))
    wanted = VERSIONS[start : stop + 1]
    found = span.within(strips, wanted)
    expected = [(row, step) for row, step in steps_of(strips) if step.before in wanted and step.after in wanted]

    assert sorted(map(repr, expected)) == sorted(
        repr((line.row, step)) for line in found.table.lines for step in line.transitions
    )
    assert all(line.transitions for line in found.table.lines)
    assert len(strips) == len(found.table.lines) + found.steady + found.unknown
    assert sorted(line.row for line in found.table.lines) == sorted(line.row for group in found.alike for line in group)


class TestManners:
    """How a difference reaches who moves from one side to the other."""

    def test_forwards_a_warning_announces(self) -> None:
        """Who ran the older release was told."""
        strips = [strip("t/c", "cpu", [WARNED] * 6 + [saw(x=2)] * 6)]

        assert [Manner.ANNOUNCED] == [item.manner for item in released(strips, VERSIONS[5], VERSIONS[6]).differences]

    def test_backwards_nothing_announces(self) -> None:
        """A warning of the newer release speaks of a newer one still, not of the older."""
        strips = [strip("t/c", "cpu", [saw(x=2)] * 6 + [WARNED] * 6)]

        assert [Manner.SILENT] == [item.manner for item in released(strips, VERSIONS[6], VERSIONS[5]).differences]

    def test_between_devices_nothing_announces(self) -> None:
        """A device is no later than another."""
        strips = [strip("t/c", "cpu", [WARNED] * 12), strip("t/c", "cuda", [saw(x=2)] * 12)]

        assert [Manner.SILENT] == [item.manner for item in devices(strips).differences]

    def test_what_raises_is_loud(self) -> None:
        """In whatever direction: it raises on the second side, and not on the first."""
        strips = [strip("t/c", "cpu", [LOUD] * 6 + [saw(x=1)] * 6)]

        assert [Manner.LOUD] == [item.manner for item in released(strips, VERSIONS[6], VERSIONS[5]).differences]
        assert [Manner.SILENT] == [item.manner for item in released(strips, VERSIONS[5], VERSIONS[6]).differences]

    def test_silent_changes_come_first(self) -> None:
        """Then loud, announced, warnings, and texts."""
        ends = [(LOUD, REWORDED), (saw(x=1), WARNED), (WARNED, saw(x=2)), (saw(x=1), LOUD), (saw(x=1), saw(x=2))]
        strips = [strip(f"t/c[{index}]", "cpu", [old] * 6 + [new] * 6) for index, (old, new) in enumerate(ends)]
        found = released(strips, VERSIONS[0], VERSIONS[-1]).differences

        assert [4, 3, 2, 1, 0] == [int(item.label) for item in found]


class TestExitCodes:
    """0 agrees, 1 differs, 2 could not be compared."""

    def test_of_sides(self) -> None:
        """Another text is no other behaviour; a warning is."""
        ends = {0: (LOUD, REWORDED), 1: (saw(x=1), WARNED), 2: (saw(x=1), infra())}
        for code, (old, new) in ends.items():
            strips = [strip("t/c", "cpu", [old] * 6 + [new] * 6)]
            assert code == released(strips, VERSIONS[0], VERSIONS[-1]).exit_code

    def test_of_ranges(self) -> None:
        """In the same words."""
        ends = {0: (LOUD, REWORDED), 1: (saw(x=1), WARNED), 2: (infra(), infra())}
        for code, (old, new) in ends.items():
            assert code == span.within([strip("t/c", "cpu", [old] * 6 + [new] * 6)], VERSIONS).exit_code


def test_a_stale_side_marks_the_difference() -> None:
    """The case has other code today, so the difference may be the code's."""
    mine = strip("t/c", "cpu", [saw(x=1)] * 6 + [saw(x=2)] * 6)
    stale = msgspec.structs.replace(mine, stale=frozenset(VERSIONS[:1]))

    assert [True] == [item.stale for item in released([stale], VERSIONS[0], VERSIONS[-1]).differences]
    assert [False] == [item.stale for item in released([stale], VERSIONS[1], VERSIONS[-1]).differences]


@given(ROW, RELEASE)
def test_neighbours_are_the_nearest_known_releases(behaviours: list[Behaviour], release: str) -> None:
    """And the steps of a known cell are the transitions that end and begin at it."""
    cells = strip("t/c", "cpu", behaviours).cells
    known = [name for name, behaviour in cells if behaviour.outcome.is_behaviour]
    previous, following = span.neighbours(cells, release)
    came, goes = span.steps_at("cpu", cells, release)

    assert [previous] == ([name for name in known if VERSIONS.index(name) < VERSIONS.index(release)] or [None])[-1:]
    assert [following] == ([name for name in known if VERSIONS.index(name) > VERSIONS.index(release)] or [None])[:1]
    assert came is None or (came.before, came.after) == (previous, release)
    assert goes is None or (goes.before, goes.after) == (release, following)


@given(ROW, RELEASE)
def test_the_era_of_a_release_holds_it(behaviours: list[Behaviour], release: str) -> None:
    """And shows what the release shows, where that is known."""
    cells = strip("t/c", "cpu", behaviours).cells
    era = span.era_at("cpu", cells, release)

    assert VERSIONS.index(era.first) <= VERSIONS.index(release) <= VERSIONS.index(era.last)
    if dict(cells)[release].outcome.is_behaviour:
        assert compare.signature(era.behaviour) == compare.signature(dict(cells)[release])
