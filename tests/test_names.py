"""What a name is, and that none leads out of its folder."""

import string
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradreg import names
from gradreg.errors import Outside

PIECES = [*"abc019_-+.:~ /\\", "\0", "\n", "\x1b", "а", "．", "ａ", "..", "con", "nul"]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
WORDS = st.from_regex(names.WORD, fullmatch=True).filter(lambda word: names.word_fault(word) is None)


def stays(text: str, parts: int) -> bool:
    """Whether a text is so many parts of a path on every system, and none of them leads anywhere else."""
    windows = PureWindowsPath(text)
    alike = PurePosixPath(text).parts == windows.parts and len(windows.parts) == parts
    return (
        alike and not {"..", "."} & set(windows.parts) and not windows.drive and text.isascii() and text.isprintable()
    )


@given(st.text(max_size=30) | HOSTILE)
def test_what_is_a_name_stays_in_its_folder(text: str) -> None:
    """Whatever passes for a case, a release, a device or a run."""
    assert names.fault(text) is not None or stays(text, 2)
    assert not any(known(text) for known in (names.is_release, names.is_device, names.is_run)) or stays(text, 1)


@given(WORDS, WORDS)
def test_two_names_differ_where_case_does_not_count(one: str, two: str) -> None:
    """On a disk that takes a and A for the same, no case hides another."""
    assert (one == two) == (one.casefold() == two.casefold())
    assert set(one) <= set(string.ascii_lowercase + string.digits + "_")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lеaf/x", "'е' (U+0435 CYRILLIC SMALL LETTER IE)"),
        ("leaf/ｘ", "U+FF58 FULLWIDTH LATIN SMALL LETTER X"),
        ("leaf/x\0", r"'\x00' (U+0000 without a name)"),
        ("leaf/a\u202eb", r"'\u202e' (U+202E RIGHT-TO-LEFT OVERRIDE)"),
        ("Leaf/x", "U+004C LATIN CAPITAL LETTER L"),
        ("leaf\\x", "a topic, a slash and a claim"),
        ("../leaf", "FULL STOP"),
        ("/leaf/x", "a topic, a slash and a claim"),
        ("c:/x", "COLON"),
        ("leaf/con", "device on Windows"),
        ("lpt1/x", "device on Windows"),
        ("leaf/x.", "FULL STOP"),
        ("leaf/", "is empty"),
        ("leaf/1x", "does not begin with a letter"),
        (f"leaf/{'x' * 121}", "121 letters"),
    ],
)
def test_no_name_says_why(text: str, told: str) -> None:
    """The character is named, since it may look like the one that was meant."""
    assert told in str(names.fault(text))


@pytest.mark.parametrize("text", ["1.0.0", "2.15.0", "2.0.0rc1", "1.13.0a0+git7c98e70", "2.1.0.dev20230801+cpu"])
def test_versions_are_releases(text: str) -> None:
    """Those of torch, of its nights and candidates, and of what was built by hand."""
    assert names.is_release(text)


@pytest.mark.parametrize("text", ["", "2.0.0\n", " 2.0.0", "v2.0.0", "2.0.0/..", "2.0.0+", "٢.0.0", "1" * 121])
def test_what_only_looks_like_a_version_is_none(text: str) -> None:
    """PEP 440 forgives spaces and a v; a part of a path does not."""
    assert not names.is_release(text)


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a/b", "a\\b", "a..b", "-x", ".hidden", "con", "NUL.txt", "x.", "r\n", "r" * 121]
)
def test_what_is_no_name_of_a_run(text: str) -> None:
    """A run is a folder of its own, on every system."""
    assert not names.is_run(text)


class TestInside:
    """What is written or deleted stays below the folder that was named."""

    def test_takes_what_is_below(self, tmp_path: Path) -> None:
        """Also what is not there yet, and below a link that somebody named."""
        (tmp_path / "real").mkdir()
        (tmp_path / "named").symlink_to("real")

        assert tmp_path / "named" / "a" / "b" == names.inside(tmp_path / "named", tmp_path / "named" / "a" / "b")

    @pytest.mark.parametrize("place", ["topic", "topic/x.json"])
    def test_refuses_a_link_on_the_way(self, tmp_path: Path, place: str) -> None:
        """A topic that leads elsewhere, or a file that does; one that leads nowhere too."""
        (tmp_path / "results" / place).parent.mkdir(parents=True)
        (tmp_path / "results" / place).symlink_to(tmp_path / "elsewhere")

        with pytest.raises(Outside, match=f"{place} is a symbolic link"):
            names.inside(tmp_path / "results", tmp_path / "results" / "topic" / "x.json")

    def test_refuses_to_go_upwards(self, tmp_path: Path) -> None:
        """However the path was put together."""
        with pytest.raises(Outside, match="leads out of"):
            names.inside(tmp_path, tmp_path / "a" / ".." / ".." / "b")
