"""Which release to try next: laws that hold for every history of changes, holes and patches."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import pytest
from helpers import KNOWN
from hypothesis import given
from hypothesis import strategies as st

from gradreg import bisect
from gradreg.model import Step, Where

RELEASES = tuple(release.version for release in KNOWN)
RANK = bisect.ranking(RELEASES)
Truth = Mapping[str, str | None]
"""Release -> what it does; None where it cannot be tested."""


def nothing_inside(_: Step) -> tuple[str, ...]:
    """No builds between two releases."""
    return ()


def search(
    truths: Sequence[Truth],
    along: Sequence[str],
    *,
    every: bool = False,
    builds: Callable[[Step], Sequence[str]] = nothing_inside,
) -> tuple[list[dict[str, str | None]], list[str]]:
    """Search several rows along a line as the pipeline does; return what was seen of each, and the environments."""
    seen: list[dict[str, str | None]] = [{} for _ in truths]
    tested: list[str] = []
    while True:
        lines = [bisect.lines(RELEASES, along, mine, builds) for mine in seen]
        wanted = [
            wish
            for mine, ways in zip(seen, lines, strict=True)
            for line in ways
            for wish in bisect.wishes(line, mine, every=every)
        ]
        if not wanted:
            return seen, tested
        point = bisect.chosen(wanted, (), RANK)[0]
        assert point not in tested
        tested.append(point)
        for mine, truth, ways in zip(seen, truths, lines, strict=True):
            if point not in mine and any(tuple(bisect.wishes(line, mine, every=every)) for line in ways):
                mine[point] = truth[point]


def found(seen: Mapping[str, str | None], along: Sequence[str]) -> list[Step]:
    """Every step on every line."""
    return [
        step for line in bisect.lines(RELEASES, along, seen, nothing_inside) for step in bisect.steps(line, seen)
    ]  # fmt: skip # one thought


@st.composite
def truths(draw: st.DrawFn, *, holes: bool = True, returning: bool = True) -> Truth:
    """What a row does in every release: steps on main, changes in patches only, and releases that cannot be tested."""
    truth: dict[str, str | None] = {}
    value = 0
    for head in bisect.heads(RELEASES):
        if draw(st.integers(0, 4)) == 0:
            value = draw(st.integers(0, 2)) if returning else value + 10
        mine = value
        for version in bisect.branch(RELEASES, head):
            if version != head and draw(st.integers(0, 4)) == 0:
                mine += 1
            truth[version] = None if holes and draw(st.integers(0, 5)) == 0 else str(mine)
    return truth


ends = st.lists(st.sampled_from(RELEASES), min_size=2, max_size=2, unique=True).map(
    lambda pair: bisect.path(RELEASES, *sorted(pair, key=RELEASES.index))
)


class TestTheTree:
    """Releases are a tree, and a search goes along its edges."""

    def test_main_is_the_first_release_of_each_minor(self) -> None:
        """Patches are no part of it."""
        assert ("1.0.0", "1.1.0", "1.2.0", "1.3.0") == bisect.heads(RELEASES)[:4]
        assert len({version.rpartition(".")[0] for version in RELEASES}) == len(bisect.heads(RELEASES))

    @pytest.mark.parametrize(
        ("start", "stop", "way"),
        [
            ("1.13.1", "2.0.1", ("1.13.1", "1.13.0", "2.0.0", "2.0.1")),
            ("1.10.0", "1.10.2", ("1.10.0", "1.10.1", "1.10.2")),
            ("2.0.1", "2.2.0", ("2.0.1", "2.0.0", "2.1.0", "2.2.0")),
        ],
    )
    def test_a_path_goes_back_to_main_and_out_again(self, start: str, stop: str, way: tuple[str, ...]) -> None:
        """2.0.1 is no ancestor of 2.1.0, so the way between them leads over 2.0.0."""
        assert way == bisect.path(RELEASES, start, stop)

    @given(ends)
    def test_neighbours_on_a_path_are_neighbours_in_the_tree(self, along: tuple[str, ...]) -> None:
        """Either two heads of main, or a release and its next patch."""
        heads = bisect.heads(RELEASES)
        for one, other in pairwise(along):
            older, newer = sorted((one, other), key=RELEASES.index)
            branch = bisect.branch(RELEASES, older)
            on_main = {older, newer} <= set(heads) and heads.index(newer) == heads.index(older) + 1
            assert on_main or branch.index(newer) == branch.index(older) + 1

    def test_a_rank_stays_when_a_release_is_added(self) -> None:
        """So that the environments of an earlier search are the ones that the next asks for."""
        longer = bisect.ranking((*RELEASES, "2.15.1", "2.16.0"))

        assert [RANK(version) for version in RELEASES] == [longer(version) for version in RELEASES]


class TestLaws:
    """On random histories with several transitions, holes and branches."""

    @given(truths(), ends)
    def test_a_step_that_is_told_is_one(self, truth: Truth, along: tuple[str, ...]) -> None:
        """Both sides were tested and differ, and nothing in the middle could be tested."""
        (seen,), _ = search([truth], along)
        for step in found(seen, along):
            assert None not in {truth[step.before], truth[step.after]}
            assert truth[step.before] != truth[step.after]
            assert {None} >= {truth[point] for point in step.between}

    @given(truths(), ends)
    def test_stretches_whose_ends_differ_are_settled(self, truth: Truth, along: tuple[str, ...]) -> None:
        """Between two tested points that differ nothing is left to try, on no line; and both ends were tested."""
        (seen,), _ = search([truth], along)
        testable = [point for point in along if truth[point] is not None]
        assert {*testable[:1], *testable[-1:]} <= set(seen)
        for line in bisect.lines(RELEASES, along, seen, nothing_inside):
            tested = [point for point in line if seen.get(point) is not None]
            for one, other in pairwise(tested):
                inside = line[line.index(one) + 1 : line.index(other)]
                assert seen[one] == seen[other] or set(inside) <= set(seen)

    @given(truths(returning=False), ends)
    def test_nothing_is_missed_that_does_not_return(self, truth: Truth, along: tuple[str, ...]) -> None:
        """Where no old behaviour comes back, every transition between testable neighbours of the path is told."""
        (seen,), _ = search([truth], along)
        line = [point for point in along if truth[point] is not None]
        there = [(one, other) for one, other in pairwise(line) if truth[one] != truth[other]]

        assert {frozenset(pair) for pair in there} == {
            frozenset((step.before, step.after)) for step in bisect.steps(along, seen)
        }

    @given(truths(), ends)
    def test_every_finds_what_changed_and_changed_back(self, truth: Truth, along: tuple[str, ...]) -> None:
        """With every point tested each transition of the line is told."""
        (seen,), _ = search([truth], along, every=True)

        assert set(along) <= set(seen)
        assert bisect.steps(along, dict(truth)) == bisect.steps(along, seen)

    @given(truths(), ends)
    def test_it_tests_no_more_than_it_says(self, truth: Truth, along: tuple[str, ...]) -> None:
        """Two ends, for each step the logarithm to 3/2 of the line, and one for each hole it meets."""
        (seen,), _ = search([truth], along)
        on_path = set(along) & set(seen)
        holes = sum(seen[point] is None for point in on_path)
        a_step = math.floor(math.log(max(1, len(along) - 2), 1.5)) + 1

        assert len(on_path) <= 2 + len(bisect.steps(along, seen)) * a_step + holes

    def test_one_step_on_the_whole_line_takes_no_more_than_halving(self) -> None:
        """From the oldest release to the newest the preferred points are the middles."""
        along = bisect.path(RELEASES, RELEASES[0], RELEASES[-1])

        assert bisect.most(along, RANK) <= 2 + math.ceil(math.log2(len(along) - 1))

    @given(st.lists(truths(), min_size=2, max_size=5))
    def test_rows_share_environments(self, several: list[Truth]) -> None:
        """No environment is made twice, whichever row asks for it, so there are never more than releases."""
        along = bisect.path(RELEASES, RELEASES[0], RELEASES[-1])
        seen, together = search(several, along)

        assert len(together) == len(set(together)) <= len(RELEASES)
        for mine in seen:
            for step in found(mine, along):
                assert mine[step.before] != mine[step.after]

    @given(truths(), ends, st.data())
    def test_an_interrupted_search_goes_on(self, truth: Truth, along: tuple[str, ...], data: st.DataObject) -> None:
        """Whatever is known already is not asked again, and the end is settled all the same."""
        kept = data.draw(st.sets(st.sampled_from(RELEASES)))
        seen: dict[str, str | None] = {version: truth[version] for version in kept if truth[version] is not None}
        before = set(seen)
        while wanted := [
            wish for line in bisect.lines(RELEASES, along, seen, nothing_inside) for wish in bisect.wishes(line, seen)
        ]:
            (point, *_) = bisect.chosen(wanted, (), RANK)
            assert point not in before
            seen[point] = truth[point]
        for step in bisect.steps(along, seen):
            assert truth[step.before] != truth[step.after]


class TestPatches:
    """A patch release is a branch, and says nothing about main."""

    ALONG = bisect.path(RELEASES, "1.12.0", "2.3.0")

    def truth(self, **values: str) -> Truth:
        """A history that begins with `old`; `only_2_0_1` is that release, `since_2_1_0` all from it on."""
        found = dict.fromkeys(RELEASES, "old")
        for name, value in values.items():
            kind, version = name.replace("_", ".").split(".", 1)
            for known in RELEASES[RELEASES.index(version) :] if kind == "since" else [version]:
                found[known] = value
        return found

    def told(self, truth: Truth) -> list[tuple[str, str, Where, tuple[str, ...]]]:
        """Every step with its place and notes."""
        (seen,), _ = search([truth], self.ALONG)
        return [
            (step.before, step.after, bisect.where(step), bisect.notes(RELEASES, seen, step))
            for step in found(seen, self.ALONG)
        ]

    def test_a_change_on_main_tells_of_the_last_patch_before_it(self) -> None:
        """1.13.1 came after 1.13.0 and does as it did."""
        assert [("1.13.0", "2.0.0", Where.MAIN, ("1.13.1 is as 1.13.0",))] == self.told(self.truth(since_2_0_0="new"))

    def test_a_fix_that_is_only_in_a_patch(self) -> None:
        """What came in 2.0.0 went in 2.0.1, and is there again in 2.1.0, which does not descend from 2.0.1."""
        truth = self.truth(since_2_0_0="broken", only_2_0_1="old")

        assert [
            ("1.13.0", "2.0.0", Where.MAIN, ("1.13.1 is as 1.13.0",)),
            ("2.0.0", "2.0.1", Where.PATCH, ("only in the patch releases of 2.0: 2.1.0 is as 2.0.0",)),
        ] == self.told(truth)

    def test_a_fix_that_was_brought_back(self) -> None:
        """2.1.0 has it from main, 2.0.1 by a pick."""
        assert ("2.0.0", "2.0.1", Where.PATCH, ("main has it from 2.1.0 on",)) in self.told(
            self.truth(since_2_1_0="new", only_2_0_1="new")
        )

    def test_main_may_not_have_gone_on(self) -> None:
        """After the newest minor there is nothing to compare with."""
        last = RELEASES[-1]
        step = Step(last, f"{last[:-1]}1")

        assert ("main has no release after it yet",) == bisect.notes((*RELEASES, step.after), {}, step)

    def test_an_untested_release_of_main_leaves_it_open(self) -> None:
        """Then nobody knows whether main has it."""
        seen = {"2.0.0": "old", "2.0.1": "new", "2.1.0": None}

        assert ("whether main has it is open: 2.1.0 was not tested",) == bisect.notes(
            RELEASES, seen, Step("2.0.0", "2.0.1")
        )


class TestBuilds:
    """Between two releases there may be nightlies and candidates."""

    BUILDS = (*(f"2.0.0.dev202301{day:02}" for day in range(1, 29)), "2.0.0rc1", "2.0.0rc2")

    @given(st.integers(0, 29), st.sets(st.integers(0, 29), max_size=28))
    def test_a_step_is_narrowed_to_two_neighbouring_builds(self, turn: int, holes: set[int]) -> None:
        """Those that cannot be tested are between them."""
        versions = ("1.13.0", "2.0.0")
        truth: dict[str, str | None] = {"1.13.0": "old", "2.0.0": "new"}
        for number, build in enumerate(self.BUILDS):
            truth[build] = None if number in holes else "new" if number >= turn else "old"
        (seen,), tested = search([{**dict.fromkeys(RELEASES), **truth}], versions, builds=self.inside)
        fine = [step for line in self.lines(seen) for step in bisect.steps(line, seen)]

        (step,) = [step for step in fine if bisect.where(step) is Where.BUILD]
        line = ["1.13.0", *self.BUILDS, "2.0.0"]
        testable = [point for point in line if truth[point] is not None]
        assert testable.index(step.after) == testable.index(step.before) + 1
        assert (truth[step.before], truth[step.after]) == ("old", "new")
        assert len(tested) <= 4 + 9 + len(holes)

    def inside(self, step: Step) -> tuple[str, ...]:
        """The builds of the one step that has some."""
        return self.BUILDS if (step.before, step.after) == ("1.13.0", "2.0.0") else ()

    def lines(self, seen: Mapping[str, str | None]) -> tuple[Sequence[str], ...]:
        """The lines with the builds among them."""
        return bisect.lines(RELEASES, ("1.13.0", "2.0.0"), seen, self.inside)


class TestChoosing:
    """Of points that would do, the cheap one."""

    def test_what_grants_most_wishes_comes_first(self) -> None:
        """One environment serves several rows."""
        assert ("1.2.0", "1.5.0") == bisect.chosen([("1.1.0", "1.2.0"), ("1.2.0", "1.3.0"), ("1.5.0",)], (), RANK)

    def test_what_is_at_hand_comes_before_what_is_not(self) -> None:
        """An environment that is there takes no installation."""
        assert ("1.3.0",) == bisect.chosen([("1.2.0", "1.3.0", "1.4.0")], {"1.3.0"}, RANK)

    @given(st.lists(st.lists(st.sampled_from(RELEASES), min_size=1), min_size=1))
    def test_every_wish_is_granted(self, wanted: list[list[str]]) -> None:
        """By a point that it names, and no point is chosen twice."""
        chosen = bisect.chosen(wanted, (), RANK)

        assert all(set(wish) & set(chosen) for wish in wanted)
        assert len(chosen) == len(set(chosen))
