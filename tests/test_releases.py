"""The releases as data, the sets of them, and the proposal for new ones."""

import re
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

import msgspec
import pytest
from helpers import KNOWN
from hypothesis import given
from hypothesis import strategies as st
from made_index import HERE, Index, Made, served
from packaging.requirements import Requirement
from packaging.version import Version

from gradreg import pipeline, releases
from gradreg.errors import GradregError, NoSuchRelease
from gradreg.model import DEVICES, Release
from gradreg.releases import index
from gradreg.releases.index import Published, Wheel

VERSIONS = [release.version for release in KNOWN]


class TestData:
    """`releases.toml` is well formed."""

    def test_holds_every_release_in_order(self) -> None:
        """52 of them, 1.0.0 to 2.15.0, by version."""
        assert 52 == len(set(VERSIONS))
        assert ("1.0.0", "2.15.0") == (VERSIONS[0], VERSIONS[-1])
        assert sorted(VERSIONS, key=Version) == VERSIONS

    def test_stands_in_the_file_in_order(self) -> None:
        """A new release is a new last line."""
        text = releases.DATA.read_text(encoding="utf-8")

        assert VERSIONS == re.findall(r'version = "([^"]+)"', text)

    def test_dates_are_days_and_ascend_within_a_minor(self) -> None:
        """A patch comes after what it patches, and a minor after the one before."""
        for _, patches in groupby(KNOWN, key=lambda release: release.minor):
            for one, other in pairwise(patches):
                assert date.fromisoformat(one.date) < date.fromisoformat(other.date)
        firsts = [next(iter(patches)) for _, patches in groupby(KNOWN, key=lambda release: release.minor)]
        for one, other in pairwise(firsts):
            assert date.fromisoformat(one.date) < date.fromisoformat(other.date)

    @pytest.mark.parametrize("release", KNOWN, ids=VERSIONS)
    def test_names_pythons_and_pins_that_can_be(self, release: Release) -> None:
        """Pythons are minor versions, each once and none older than the worker's; pins are requirements."""
        assert release.python
        assert len(set(release.python)) == len(release.python)
        assert all(Version("3.7") <= Version(python) for python in release.python)
        assert all(re.fullmatch(r"3\.\d+", python) for python in release.python)
        assert {"numpy"} <= {Requirement(pin).name for pin in release.pins} <= {"numpy", "setuptools"}

    def test_measures_with_the_pythons_that_were_tried(self) -> None:
        """3.7 before 1.4, 3.8 up to 1.12, 3.11 from 1.13 on."""
        first = {release.version: release.python[0] for release in KNOWN}

        assert {"3.7"} == {first[version] for version in VERSIONS[: VERSIONS.index("1.4.0")]}
        assert {"3.8"} == {first[version] for version in VERSIONS[VERSIONS.index("1.4.0") : VERSIONS.index("1.13.0")]}
        assert {"3.11"} == {first[version] for version in VERSIONS[VERSIONS.index("1.13.0") :]}

    @pytest.mark.parametrize(
        ("version", "pins"),
        [
            ("1.0.0", {"numpy<2", "setuptools<70"}),
            ("1.13.1", {"numpy<2", "setuptools<70"}),
            ("2.0.1", {"numpy<2"}),
            ("2.1.0", {"numpy<2", "setuptools<70"}),
            ("2.2.2", {"numpy<2"}),
            ("2.15.0", {"numpy", "setuptools>=77"}),
        ],
    )
    def test_pins_what_a_release_needs(self, version: str, pins: set[str]) -> None:
        """The pins that were measured to be needed are there."""
        assert pins == set(releases.find(KNOWN, version).pins)


class TestSets:
    """Releases are chosen by version, by tag, or by range."""

    def test_minors_are_the_last_patch_of_each(self) -> None:
        """30 of them, and of each minor the newest."""
        minors = [version for version, names in releases.tags(KNOWN).items() if "minors" in names]
        last = {release.minor: release.version for release in KNOWN}

        assert list(last.values()) == minors
        assert 30 == len(minors)
        assert {"1.0.1", "1.13.1", "2.0.1", "2.2.2", "2.15.0"} <= set(minors)

    def test_all_is_all(self) -> None:
        """Every release is in `all`."""
        assert VERSIONS == [version for version, names in releases.tags(KNOWN).items() if "all" in names]

    def test_landmarks_hold_both_sides_of_the_founding_change(self) -> None:
        """The few releases to look at first include 1.13.1 and 2.0.0."""
        assert {"1.13.1", "2.0.0"} <= {release.version for release in releases.chosen(KNOWN, ["landmarks"])}

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (["2.0.1"], ["2.0.1"]),
            (["2.0.1", "1.0.0", "2.0.1"], ["1.0.0", "2.0.1"]),
            ([">=2.14"], ["2.14.0", "2.14.1", "2.15.0"]),
            (["<1.1"], ["1.0.0", "1.0.1"]),
            (["~=2.0.0"], ["2.0.0", "2.0.1"]),
            (["==1.13.*"], ["1.13.0", "1.13.1"]),
            ([">=2.0,<2.1", "1.0.0"], ["1.0.0", "2.0.0", "2.0.1"]),
            (["all"], VERSIONS),
            ([], []),
        ],
    )
    def test_are_chosen_in_order_and_once(self, words: list[str], expected: list[str]) -> None:
        """However they are named, releases come oldest first, each once."""
        assert expected == [release.version for release in releases.chosen(KNOWN, words)]

    @pytest.mark.parametrize("word", ["2.0.7", "9", "", "minor", "2"])
    def test_unknown_ones_are_named(self, word: str) -> None:
        """A word that names no release is an error, which tells the nearest."""
        with pytest.raises(NoSuchRelease, match=r"\d\.\d+\.\d"):
            releases.chosen(KNOWN, ["1.0.0", word])

    @pytest.mark.parametrize("word", [">=99", ">>2", "<x"])
    def test_range_of_nothing_is_an_error(self, word: str) -> None:
        """A range that is none, or holds no release, does not silently choose nothing."""
        with pytest.raises(NoSuchRelease):
            releases.chosen(KNOWN, [word])

    def test_devices_follow_the_release(self) -> None:
        """The data says since when; meta came with 1.10, Metal with 1.12, Intel's GPUs with 2.6."""
        assert ("cpu", "cuda") == releases.devices(releases.find(KNOWN, "1.9.1"))
        assert ("cpu", "cuda", "meta") == releases.devices(releases.find(KNOWN, "1.11.0"))
        assert ("cpu", "cuda", "mps", "meta") == releases.devices(releases.find(KNOWN, "1.12.0"))
        assert DEVICES == releases.devices(releases.find(KNOWN, "2.6.0"))


class TestProposal:
    """New releases on the package index become lines of data."""

    def published(self, version: str, *, yanked: bool = False) -> Published:
        """A version on the index."""
        return Published(version, "2027-01-01", ("3.11", "3.12", "3.16"), yanked)

    def test_names_what_is_missing_and_final(self) -> None:
        """Known versions, pre-releases, builds, older ones and nonsense are left out; yanked ones are data too."""
        names = [
            "2.15.0", "2.16.0rc1", "2.16.0.dev1", "2.16.0+cpu", "0.4.1", "nonsense", "2.20.0", "2.16.0", "2.16.0a0",
        ]  # fmt: skip # a word a line says nothing more
        found = index.missing(KNOWN, [self.published(name) for name in names] + [self.published("2.17.0", yanked=True)])

        assert ["2.16.0", "2.17.0", "2.20.0"] == [item.version for item in found]

    def test_known_version_written_otherwise_is_not_missing(self) -> None:
        """2.15 is 2.15.0."""
        assert [] == index.missing(KNOWN, [self.published("2.15")])

    def test_a_post_release_is_told_apart(self) -> None:
        """A repaired upload of a known version is a release of its own."""
        assert ["2.15.0.post1"] == [item.version for item in index.missing(KNOWN, [self.published("2.15.0.post1")])]

    @pytest.mark.parametrize("yanked", [True, False])
    def test_line_reads_back_as_a_release(self, *, yanked: bool) -> None:
        """The proposed line is valid data, with the newest known one's preferences where they fit."""
        line = index.proposed(self.published("2.16.0", yanked=yanked), KNOWN[-1])
        (found,) = msgspec.toml.decode(f"releases = [\n{line}\n]", type=releases._File).releases

        assert ("2.16.0", "2027-01-01", yanked) == (found.version, found.date, found.yanked)
        assert ("3.11", "3.12", "3.16") == found.python
        assert KNOWN[-1].pins == found.pins

    @pytest.mark.parametrize(
        ("published", "expected"),
        [
            (("3.9", "3.10", "3.11", "3.12", "3.13", "3.14"), ("3.11", "3.12", "3.13", "3.14", "3.9", "3.10")),
            (("3.12", "3.13", "3.14", "3.15", "3.16"), ("3.12", "3.13", "3.14", "3.15", "3.16")),
            (("3.16", "3.17"), ("3.16", "3.17")),
        ],
    )
    def test_pythons_move_with_the_release(self, published: tuple[str, ...], expected: tuple[str, ...]) -> None:
        """Those of the newest known one come first, in its order; without the wanted one, the next is taken."""
        item = Published("2.16.0", "2027-01-01", published, yanked=False)
        line = index.proposed(item, KNOWN[-1])
        (found,) = msgspec.toml.decode(f"releases = [\n{line}\n]", type=releases._File).releases

        assert expected == found.python

    def test_a_release_without_wheels_is_not_there_yet(self) -> None:
        """Its source alone can be installed by nobody here; with the first wheel it is proposed."""
        assert [] == index.missing(KNOWN, [Published("2.16.0", "2027-01-01", (), yanked=False)])

    def test_summary_of_wheels(self) -> None:
        """First day, all Pythons in order, and yanked when one of them is."""
        wheels = [
            Wheel("torch-2.16.0-cp312-cp312-manylinux_2_28_x86_64.whl", "2027-01-02", yanked=False),
            Wheel("torch-2.16.0-cp39-none-macosx_11_0_arm64.whl", "2027-01-01", yanked=True),
            Wheel("torch-2.16.0-cp310-cp310-win_amd64.whl", "", yanked=False),
            Wheel("torch-2.16.0-cp313-cp313t-win_amd64.whl", "2027-01-03", yanked=False),
        ]

        assert Published("2.16.0", "2027-01-01", ("3.9", "3.10", "3.12", "3.13"), True) == index.summary(
            "2.16.0", wheels
        )


class TestAddingLines:
    """`gradreg releases --write` puts a line for each new version in its place."""

    TEXT = releases.DATA.read_text(encoding="utf-8")

    @given(st.sets(st.sampled_from(["0.4.1", "1.0.2", "1.13.2", "2.9.0.post1", "2.15.1", "2.16.0", "3.0.0"])))
    def test_keeps_the_order_and_every_line(self, new: set[str]) -> None:
        """Whatever versions come, the file still ascends, and the lines it had keep their bytes."""
        lines = {item: self._line(item) for item in new}
        whole = index.with_lines(self.TEXT, lines)

        assert sorted([*VERSIONS, *new], key=Version) == re.findall(r'version = "([^"]+)"', whole)
        assert self.TEXT.splitlines() == [line for line in whole.splitlines() if line not in lines.values()]

    def test_of_nothing_changes_nothing(self) -> None:
        """No new version, the same bytes."""
        assert self.TEXT == index.with_lines(self.TEXT, {})

    def test_that_is_no_data_is_not_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The file is read back before it takes the place of the old one."""
        file = tmp_path / "releases.toml"
        file.write_text(self.TEXT, encoding="utf-8")
        monkeypatch.setattr(releases, "DATA", file)
        with pytest.raises(GradregError):
            index.write({"2.16.0": '  { version = "2.16.0", nonsense },'})

        assert self.TEXT == file.read_text(encoding="utf-8")
        assert file == index.write({"2.16.0": self._line("2.16.0")})
        assert file.read_text(encoding="utf-8").splitlines()[-2:] == [self._line("2.16.0"), "]"]

    def test_unattended_from_a_real_index(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Two releases at once and a yanked one are added; a candidate, a night and what is known are not."""
        tag, other = str(HERE).replace(HERE.interpreter, "cp311"), str(HERE).replace(HERE.interpreter, "cp316")
        builds = [
            Made("2.15.0", "0", local="", tag=tag), Made("2.15.1", "1", local="", tag=tag, fault="yanked"),
            Made("2.16.0rc1", "2", local="", tag=tag), Made("2.16.0", "3", local="", tag=other),
            Made("2.17.0.dev20270101", "4", local="", tag=tag),
        ]  # fmt: skip # a build a line says nothing more
        file = self._own(tmp_path, monkeypatch)
        with served(Index(builds)) as url:
            monkeypatch.setenv("UV_DEFAULT_INDEX", url)
            told = pipeline.new_releases(write=True)
            again = pipeline.new_releases(write=True)
        found = releases.read(file.read_bytes())[len(KNOWN) :]

        assert ["2.15.1", "2.16.0"] == list(told)
        assert [("2.15.1", ("3.11",), True), ("2.16.0", ("3.16",), False)] == [
            (release.version, release.python, release.yanked) for release in found
        ]
        assert {} == again
        assert "minors" not in releases.tags([*KNOWN, *found])["2.15.1"]

    def test_index_that_does_not_answer_changes_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed_port: int
    ) -> None:
        """Nobody listens there; the error ends the command with 2, and the job of a CI with it."""
        file = self._own(tmp_path, monkeypatch)
        monkeypatch.setenv("UV_DEFAULT_INDEX", f"http://127.0.0.1:{closed_port}/simple")
        with pytest.raises(GradregError, match="does not answer") as caught:
            pipeline.new_releases(write=True)

        assert 2 == caught.value.exit_code
        assert self.TEXT == file.read_text(encoding="utf-8")
        assert [file] == list(tmp_path.iterdir())

    def _own(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A copy of the data, which is written instead of the real one."""
        file = folder / "releases.toml"
        file.write_text(self.TEXT, encoding="utf-8")
        monkeypatch.setattr(releases, "DATA", file)
        return file

    def _line(self, version: str) -> str:
        return index.proposed(Published(version, "2027-01-01", ("3.11",), yanked=False), KNOWN[-1])
