"""What the words of `gradreg compare` mean, and a folder at a revision of git."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gradreg import sides
from gradreg.errors import BadUsage
from gradreg.model import DEVICES, Side

RESULTS = Path("results")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in that has two folders of evidence, and one that is called as a device."""
    for name in ("results", "other", "cpu", "1.8.0", "a@b"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("first", "second", "one", "two"),
    [
        ("1.13.1", "2.0.0", Side("1.13.1", None, RESULTS), Side("2.0.0", None, RESULTS)),
        ("cuda", "mps", Side(None, "cuda", RESULTS), Side(None, "mps", RESULTS)),
        ("2.15.0@cuda", "mps", Side("2.15.0", "cuda", RESULTS), Side("2.15.0", "mps", RESULTS)),
        ("1.13.1", "2.0.0@cuda", Side("1.13.1", "cuda", RESULTS), Side("2.0.0", "cuda", RESULTS)),
        ("results", "other", Side(folder=RESULTS), Side(folder=Path("other"))),
        ("results:2.0.0", "other", Side("2.0.0", None, RESULTS), Side("2.0.0", None, Path("other"))),
        ("other:1.13.1", "2.0.0", Side("1.13.1", None, Path("other")), Side("2.0.0", None, Path("other"))),
        ("results:2.0.0@cuda", "other:cuda", Side("2.0.0", "cuda", RESULTS), Side("2.0.0", "cuda", Path("other"))),
        ("results@HEAD~1", "results", Side(folder=RESULTS, revision="HEAD~1"), Side(folder=RESULTS)),
        ("results@v1:2.0.0", "results", Side("2.0.0", None, RESULTS, "v1"), Side("2.0.0", None, RESULTS)),
        ("./1.8.0", "results", Side(folder=Path("1.8.0")), Side(folder=RESULTS)),
        (":1.8.0", ":cpu", Side("1.8.0", "cpu", RESULTS), None),
        ("a@b", "other", Side(folder=Path("a@b")), Side(folder=Path("other"))),
    ],
)
def test_words_name_sides(first: str, second: str, one: Side, two: Side | None) -> None:
    """What one word leaves out comes from the other."""
    if two is None:
        with pytest.raises(BadUsage, match=r"same thing, 1\.8\.0@cpu"):
            sides.parse(first, second, RESULTS)
    else:
        assert (one, two) == sides.parse(first, second, RESULTS)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("cpu", "cpu is a folder here, and more; write ./cpu"),
        ("1.8.0", "1.8.0 is a folder here, and more; write ./1.8.0"),
        ("gpu", "'gpu' is no release, no device (cpu, cuda, mps, xpu, meta, cpu+dynamo"),
        ("", "'' is no release"),
        ("2.0.0@gpu", "2.0.0@gpu: gpu is no device (cpu, cuda, mps, xpu, meta, cpu+dynamo"),
        ("nowhere:2.0.0", "nowhere:2.0.0: nowhere is no folder"),
        ("results:", "'results:' is no release"),
        ("results@HEAD:2.0.0:cuda", "results@HEAD:2.0.0 is no folder"),
        ("v2.0.0", "'v2.0.0' is no release"),
    ],
)
def test_what_a_word_cannot_mean_is_told(word: str, told: str) -> None:
    """With what to write instead."""
    with pytest.raises(BadUsage) as error:
        sides.parse(word, "2.15.0", RESULTS)

    assert told in str(error.value)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("first", "second"), [("2.0.0", "2.0.0"), ("results", "./results/"), ("2.0.0", "cuda"), ("results", "2.0.0")]
)
def test_one_thing_is_not_compared_with_itself(first: str, second: str) -> None:
    """Also where it is written in two ways, or where the two words make up one thing."""
    with pytest.raises(BadUsage, match="same thing"):
        sides.parse(first, second, RESULTS)


RELEASES = st.sampled_from([None, "1.13.1", "2.0.0"])
SIDES = st.builds(Side, RELEASES, st.sampled_from([None, *DEVICES]), st.sampled_from([Path(".."), Path("/")]))


@given(SIDES, SIDES)
def test_names_are_words_again(one: Side, two: Side) -> None:
    """What a side is called names it, and what is left out both share."""
    one = Side(one.release or two.release, one.device or two.device, one.folder)
    two = Side(two.release or one.release, two.device or one.device, two.folder)
    assume(one != two)
    first, second = sides.names(one, two)

    assert first != second
    assert (one, two) == sides.parse(first, second, one.folder or Path())


class TestRevisions:
    """A folder as it was at a revision of git."""

    @pytest.fixture
    def repository(self, tmp_path: Path) -> Path:
        """A repository whose folder of evidence has two versions."""
        folder = tmp_path / "results" / "topic"
        folder.mkdir(parents=True)
        (folder / "link.json").symlink_to("/etc/hostname")
        for content in ("old", "new"):
            (folder / "case.json").write_text(content, encoding="utf-8")
            for command in (["init", "-q"], ["add", "."], ["commit", "-qm", content]):
                identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
                subprocess.run(["git", "-C", tmp_path, *identity, *command], check=True)
        return tmp_path / "results"

    def test_the_working_tree_is_itself(self, repository: Path) -> None:
        """Without a revision nothing is copied."""
        with sides.folder(Side(folder=repository)) as found:
            assert repository == found

    def test_a_revision_is_what_it_was(self, repository: Path) -> None:
        """And is gone when it has been read."""
        with sides.folder(Side(folder=repository, revision="HEAD~1")) as found:
            assert "old" == (found / "topic" / "case.json").read_text(encoding="utf-8")
            assert not (found / "topic" / "link.json").is_symlink(), "links are no evidence"

        assert not found.exists()

    @pytest.mark.parametrize("revision", ["nonsense", "HEAD~7", "--output=x"])
    def test_what_git_does_not_know_is_told(self, repository: Path, revision: str) -> None:
        """A revision is never an option of git."""
        with pytest.raises(BadUsage, match="git cannot read"), sides.folder(Side(folder=repository, revision=revision)):
            pass

        assert not (repository / "x").exists()

    def test_a_folder_outside_git_is_told(self, tmp_path: Path) -> None:
        """There is no revision of it."""
        with pytest.raises(BadUsage, match="git cannot read"), sides.folder(Side(folder=tmp_path, revision="HEAD")):
            pass


@pytest.mark.parametrize("word", ["1" * 5000, "a" * 5000, "results@" + "x" * 5000 + ":"])
def test_a_word_too_long_for_a_name_or_a_version_is_refused(word: str, tmp_path: Path) -> None:
    """As any other word that means nothing."""
    with pytest.raises(BadUsage, match="no release"):
        sides.parse(word, "2.0.0", tmp_path)
