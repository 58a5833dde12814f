"""Builds as a line in time: their order, the stretch between two releases, and builds of one commit."""

from itertools import combinations, pairwise

import pytest
from helpers import KNOWN
from hypothesis import given
from hypothesis import strategies as st
from made_index import BRANCHES, CUTS, nights
from packaging.version import Version

from gradreg import builds, releases
from gradreg.model import Build, BuildKind, Reach, Release

MINORS = [(2, minor) for minor in range(5)]


def build_of(version: str) -> Build:
    """A build of that version, without files."""
    parsed = Version(version)
    return Build(version, builds.kind_of(parsed), builds.night_of(parsed), "index", ())


def release_of(version: str) -> Release:
    """A release of that version."""
    return Release(version, "2026-01-01", ("3.13",))


def known(version: str) -> Release:
    """A release that gradreg knows."""
    return releases.find(KNOWN, version)


MADE = [build_of(version) for version in [*nights(), *BRANCHES]]
"""What the made-up index holds: nights from 2026-04-20 on, cut three times."""


@st.composite
def indexes(draw: st.DrawFn) -> list[Build]:
    """Any index: main leads to ever later minors, nights are missing, branches have candidates and patches."""
    days = sorted(draw(st.sets(st.integers(0, 27), max_size=20)))
    cuts = sorted(draw(st.lists(st.integers(0, 27), min_size=4, max_size=4)))
    versions = [f"2.{sum(cut <= day for cut in cuts)}.0.dev202601{day + 1:02}" for day in days]
    branches = draw(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 3)), max_size=12))
    versions += [f"2.{minor}.{patch}" + (f"rc{number}" if number else "") for minor, patch, number in branches]
    return [build_of(version) for version in draw(st.permutations(versions))]


RELEASES = st.builds(lambda minor, patch: release_of(f"2.{minor}.{patch}"), st.integers(0, 4), st.integers(0, 2))


def ordered(*picked: Release) -> list[Release]:
    """Releases, oldest first."""
    return sorted(picked, key=lambda release: release.key)


class TestOrder:
    """A total order: nights of a version by date, its candidates, itself, then the nights of the next."""

    @given(indexes())
    def test_is_total(self, found: list[Build]) -> None:
        """Of two builds one is the older."""
        for one, other in combinations(found, 2):
            assert (one.key < other.key) != (other.key < one.key)

    @given(indexes())
    def test_puts_nights_before_candidates_before_the_release(self, found: list[Build]) -> None:
        """Within what leads to one release."""
        rank = {BuildKind.NIGHTLY: 0, BuildKind.CANDIDATE: 1, BuildKind.RELEASE: 2}
        for one, other in pairwise(sorted(found, key=lambda build: build.key)):
            assert one.base < other.base or rank[one.kind] <= rank[other.kind]

    @given(indexes())
    def test_puts_nights_by_date(self, found: list[Build]) -> None:
        """Over the cuts, too: the nights of the next minor come after all of this one."""
        line = [build for build in sorted(found, key=lambda build: build.key) if build.kind is BuildKind.NIGHTLY]

        assert sorted(build.date for build in line) == [build.date for build in line]

    @pytest.mark.parametrize(
        ("version", "kind", "date"),
        [
            ("2.16.0.dev20261120", BuildKind.NIGHTLY, "2026-11-20"),
            ("2.15.0rc3", BuildKind.CANDIDATE, ""),
            ("2.15.0", BuildKind.RELEASE, ""),
            ("2.15.0.post1", BuildKind.RELEASE, ""),
            ("2.16.0.dev7", BuildKind.NIGHTLY, ""),
            ("2.16.0a0", BuildKind.CANDIDATE, ""),
        ],
    )
    def test_reads_kind_and_night_from_the_version(self, version: str, kind: BuildKind, date: str) -> None:
        """A number that is no day is no date."""
        assert (kind, date) == (build_of(version).kind, build_of(version).date)


class TestBetween:
    """The way from one release to another leads over main, then over the branch of the newer."""

    @given(indexes(), RELEASES, RELEASES)
    def test_is_in_order_and_inside(self, found: list[Build], one: Release, other: Release) -> None:
        """Whatever the index holds, in whatever order it tells it."""
        older, newer = ordered(one, other)
        keys = [build.key for build in builds.between(found, older, newer).builds]

        assert sorted(keys) == keys
        assert all(older.key < key < newer.key for key in keys)

    @given(indexes(), RELEASES, RELEASES)
    def test_is_a_run_without_gaps(self, found: list[Build], one: Release, other: Release) -> None:
        """No night between two of its nights is left out."""
        older, newer = ordered(one, other)
        mine = builds.between(found, older, newer).nightlies
        line = sorted((build for build in found if build.kind is BuildKind.NIGHTLY), key=lambda build: build.key)
        start = line.index(mine[0]) if mine else 0

        assert tuple(line[start : start + len(mine)]) == mine

    @given(indexes(), RELEASES, RELEASES, RELEASES)
    def test_composes(self, found: list[Build], one: Release, two: Release, three: Release) -> None:
        """The nights from a to c are those from a to b and from b to c."""
        older, middle, newer = ordered(one, two, three)
        halves = [builds.between(found, *ends).nightlies for ends in ((older, middle), (middle, newer))]

        assert builds.between(found, older, newer).nightlies == halves[0] + halves[1]

    @given(indexes(), RELEASES)
    def test_without_an_end_goes_to_the_newest_night(self, found: list[Build], older: Release) -> None:
        """Everything of main that leads to a later minor."""
        stretch = builds.between(found, older, None)

        assert () == stretch.candidates
        assert {build for build in found if build.kind is BuildKind.NIGHTLY and build.minor > older.minor} == {
            *stretch.nightlies
        }

    @given(indexes(), RELEASES, RELEASES)
    def test_of_patches_has_no_nights(self, found: list[Build], one: Release, other: Release) -> None:
        """A patch is made on a branch, which has candidates only; their releases are between the two."""
        older, newer = ordered(one, other)
        stretch = builds.between(found, older, newer)

        assert (Reach.BRANCH is stretch.reach) == (older.minor == newer.minor)
        assert not (older.minor == newer.minor and stretch.nightlies)
        assert all(older.key < build.base <= newer.key for build in stretch.candidates)

    @given(indexes(), RELEASES, RELEASES)
    def test_says_how_far_the_index_reaches(self, found: list[Build], one: Release, other: Release) -> None:
        """Whole only where a night before the interval is there; older only where all nights are after it."""
        older, newer = ordered(one, other)
        stretch = builds.between(found, older, newer)
        minors = {build.minor for build in found if build.kind is BuildKind.NIGHTLY}

        if stretch.reach is Reach.WHOLE:
            assert min(minors) <= older.minor
        if stretch.reach is Reach.PART:
            assert older.minor < min(minors) <= newer.minor
        if stretch.reach is Reach.OLDER:
            assert min(minors) > newer.minor
        if stretch.reach is Reach.NONE:
            assert not {minor for minor in minors if older.minor < minor <= newer.minor}

    def test_of_a_minor_takes_its_nights_then_its_candidates(self) -> None:
        """From 2.14.1 to 2.15.0: the nights of 2.15.0 since the cut of 2.14, then rc1 to rc4."""
        stretch = builds.between(MADE, known("2.14.1"), known("2.15.0"))

        assert {"2.15.0"} == {str(build.base) for build in stretch.builds}
        assert [CUTS["2.14.0"].isoformat(), "2026-09-20"] == [stretch.nightlies[0].date, stretch.nightlies[-1].date]
        assert [f"2.15.0rc{number}" for number in range(1, 5)] == [build.version for build in stretch.candidates]

    def test_over_a_release_nobody_measured_leaves_its_branch_out(self) -> None:
        """From 2.13.0 to 2.15.0: nights of 2.14.0 and 2.15.0; the candidates of 2.14 are on another branch."""
        stretch = builds.between(MADE, known("2.13.0"), known("2.15.0"))

        assert {"2.14.0", "2.15.0"} == {str(build.base) for build in stretch.nightlies}
        assert {"2.15.0"} == {str(build.base) for build in stretch.candidates}

    def test_over_a_new_major_follows_main(self) -> None:
        """The nights after 1.13 were named 1.14.0 before they were named 2.0.0."""
        found = [build_of(f"{version}.dev{day}") for version, day in (("1.14.0", "20221201"), ("2.0.0", "20221220"))]

        assert tuple(found) == builds.between(found, known("1.13.1"), known("2.0.0")).nightlies


class TestExplained:
    """What the stretch can show and what not, in words."""

    def said(self, older: str, newer: str | None, found: list[Build] = MADE) -> str:
        """The sentences on a stretch between known releases."""
        return builds.explained(builds.between(found, known(older), known(newer) if newer else None))

    def test_of_a_whole_stretch_counts(self) -> None:
        """And says that the older end is not on main."""
        assert self.said("2.14.1", "2.15.0") == (
            "54 nightlies and 4 candidates lie between torch 2.14.1 and torch 2.15.0. "
            "torch 2.14.1 is on the branch of 2.14, which left main before the first of them."
        )
        assert self.said("2.14.0", "2.15.0").endswith("and torch 2.15.0.")

    def test_of_an_index_that_begins_inside_says_where(self) -> None:
        """What changed before cannot be narrowed."""
        assert self.said("2.12.0", "2.13.0") == (
            "40 nightlies lie between torch 2.12.0 and torch 2.13.0. The index begins inside the interval, "
            "at 2026-04-20 (2.13.0.dev20260420): what changed before is not narrowable."
        )

    def test_of_what_the_index_forgot_names_both_days(self) -> None:
        """The index begins here, the interval ended there."""
        assert self.said("2.9.0", "2.10.0") == (
            "Not narrowable: the index begins at 2026-04-20 (2.13.0.dev20260420), "
            f"the interval ends at {known('2.10.0').date} (torch 2.10.0)."
        )

    def test_of_one_build_is_singular(self) -> None:
        """One lies, two lie."""
        found = [build_of("2.14.0.dev20260701"), build_of("2.15.0.dev20260801")]

        assert self.said("2.14.0", "2.15.0", found).startswith("1 nightly lies between torch 2.14.0 and")

    def test_of_a_patch_says_that_it_is_a_branch(self) -> None:
        """No nightly can narrow it; candidates may."""
        assert self.said("2.14.0", "2.14.1") == (
            "torch 2.14.1 was made on the branch of 2.14: no nightly lies before it, only 1 candidate."
        )
        assert self.said("2.9.0", "2.9.1").endswith("the index has no candidate of it; not narrowable.")

    def test_of_nothing_says_so(self) -> None:
        """An empty index, or one of candidates only."""
        candidates = [build for build in MADE if build.kind is BuildKind.CANDIDATE]

        assert "Not narrowable: the index has no nightly between torch 2.14.1 and torch 2.15.0." == self.said(
            "2.14.1", "2.15.0", []
        )
        assert self.said("2.14.1", "2.15.0", candidates).startswith("Only 4 candidates can be tried: the index has no")

    def test_of_an_open_end_names_the_newest_nightly(self) -> None:
        """What changed since the last release."""
        assert "54 nightlies lie between torch 2.15.0 and the newest nightly." == self.said("2.15.0", None)

    @given(indexes(), RELEASES, RELEASES)
    def test_is_a_sentence_for_every_stretch(self, found: list[Build], one: Release, other: Release) -> None:
        """Not narrowable where there is nothing to try, and only there or before the index begins."""
        stretch = builds.between(found, *ordered(one, other))
        text = builds.explained(stretch)

        assert text.endswith(".")
        assert ("ot narrowable" in text) == (not stretch.builds or stretch.reach is Reach.PART)


REVISIONS = st.dictionaries(
    st.sampled_from([f"2.16.0.dev202611{day:02}" for day in range(1, 31)]),
    st.one_of(st.none(), st.sampled_from(["a" * 40, "b" * 40, "c" * 40])),
)


class TestOneCommit:
    """Two builds of the same commit are the same code."""

    @given(REVISIONS)
    def test_groups_are_of_one_revision_each(self, revisions: dict[str, str | None]) -> None:
        """Two or more, each version in one group at most, and nothing of a known revision left out."""
        groups = builds.of_one_commit(revisions)

        assert all(len(group) > 1 and 1 == len({revisions[version] for version in group}) for group in groups)
        assert sum(map(len, groups)) == len({version for group in groups for version in group})
        for one, other in combinations(revisions, 2):
            together = any({one, other} <= set(group) for group in groups)
            assert together == (revisions[one] is not None and revisions[one] == revisions[other])
            assert together == (builds.doubt(revisions, one, other) is not None)

    def test_a_transition_inside_one_is_no_change_of_code(self) -> None:
        """It is flagged, with the revision."""
        text = builds.doubt({"one": "0123456789abcdef", "two": "0123456789abcdef"}, "one", "two")

        assert (
            "same commit (0123456789), different behaviour: the build or the machine differs, not torch's code" == text
        )

    def test_an_unknown_revision_is_like_no_other(self) -> None:
        """Two builds that do not tell their commit may differ."""
        assert builds.doubt({"one": None, "two": None}, "one", "two") is None
        assert builds.doubt({"one": "a"}, "one", "two") is None
