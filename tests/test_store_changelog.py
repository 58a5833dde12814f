"""The changelog of the evidence, on disk and as a page."""

from pathlib import Path

import pytest
from helpers import replaced

from gradreg.errors import BadEvidence
from gradreg.model import Replacement
from gradreg.report import replaced as page
from gradreg.store import changelog, files

ENTRY = Replacement(
    0, "2.0.1", "cpu", 0, {"known": 9, "flipped": 2, "kept though blank": 0}, {"a/b": 2}, "0123", "0.1.0"
)


class TestEntries:
    """A file each, so that nothing is written by two."""

    def test_are_read_as_written_in_the_order_of_releases(self, tmp_path: Path) -> None:
        """By version, device and number, and each says whatever it was given."""
        accepted = replaced(ENTRY, reason="the driver was wrong", held_back=("2 of 9",))
        for entry in (ENTRY, replaced(ENTRY, release="1.10.0"), replaced(ENTRY, release="1.9.1"), accepted):
            changelog.add(tmp_path, entry)
        found = changelog.entries(tmp_path)

        assert [("1.9.1", 1), ("1.10.0", 1), ("2.0.1", 1), ("2.0.1", 2)] == [
            (entry.release, entry.number) for entry in found
        ]
        assert replaced(accepted, schema=files.SCHEMA, number=2) == found[-1]
        assert [] == changelog.faults(tmp_path)

    def test_of_two_branches_lie_side_by_side(self, tmp_path: Path) -> None:
        """The same number with another content is another file, so that a merge has no conflict and loses nothing."""
        for branch, reason in (("one", "first"), ("other", "second")):
            changelog.add(tmp_path / branch, replaced(ENTRY, reason=reason))
        for path in (tmp_path / "one").rglob("*.json"):
            target = tmp_path / "other" / path.relative_to(tmp_path / "one")
            assert not target.exists()
            target.write_bytes(path.read_bytes())

        assert {"first", "second"} == {entry.reason for entry in changelog.entries(tmp_path / "other")}
        assert [] == changelog.faults(tmp_path / "other")
        assert changelog.add(tmp_path / "other", ENTRY).name.startswith("cpu-2-")

    def test_have_the_same_bytes_for_the_same_content(self, tmp_path: Path) -> None:
        """No clock, no host: two machines write one file."""
        one, other = (changelog.add(tmp_path / name, ENTRY) for name in ("one", "other"))

        assert (one.name, one.read_bytes()) == (other.name, other.read_bytes())

    def test_are_none_where_nothing_was_replaced(self, tmp_path: Path) -> None:
        """The founding evidence has no changelog."""
        assert () == changelog.entries(tmp_path)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "damaged"),
            ("<<<<<<< HEAD\n", "damaged"),
            ("[" * 10_000, "damaged"),
            ('{"schema": 3}', "damaged"),
            ("\udc00", "damaged"),
            ("NEWER", "schema 99, but this gradreg knows"),
            ("STRANGE", "damaged: Invalid version"),
        ],
    )
    def test_that_are_damaged_are_told_by_their_file(self, tmp_path: Path, text: str, told: str) -> None:
        """With what to do, which is not to delete it."""
        path = changelog.add(tmp_path, ENTRY)
        made = {
            "NEWER": files.pretty(replaced(ENTRY, schema=99)),
            "STRANGE": files.pretty(replaced(ENTRY, release="../..")),
        }
        path.write_bytes(made.get(text, text.encode("utf-8", "surrogatepass")))
        with pytest.raises(BadEvidence) as caught:
            changelog.entries(tmp_path)

        assert str(caught.value).startswith(f"{path}: {told}")
        assert "delete" not in str(caught.value)

    def test_that_were_edited_or_renamed_are_noticed(self, tmp_path: Path) -> None:
        """The name holds the hash of the content, and the bytes are gradreg's own."""
        path = changelog.add(tmp_path, ENTRY)
        whole = path.read_bytes()
        edits = [whole.replace(b'"flipped": 2', b'"flipped": 1'), whole + b"\n", whole.replace(b'"cpu"', b'"mps"')]
        for edited in edits:
            path.write_bytes(edited)
            assert [f"{path}: not as gradreg writes it; it was edited by hand or renamed. Restore it from git."] == (
                changelog.faults(tmp_path)
            )
        path.write_bytes(whole)
        assert [] == changelog.faults(tmp_path)
        path.rename(path.with_name("cpu-7-0123456789ab.json"))
        assert 1 == len(changelog.faults(tmp_path))


class TestThePage:
    """`results/changelog.md`."""

    def test_says_that_nothing_was_replaced(self) -> None:
        """Which is what readers hope for."""
        assert page.page(()).endswith("\n\nNothing that was known has been replaced.\n")

    def test_has_a_line_an_entry(self) -> None:
        """With the counts that are any, the cases, the reason and what the gate had said."""
        entry = replaced(ENTRY, number=3, reason="the driver was wrong", held_back=("2 of 9 known cells change",))
        line = page.page([entry]).splitlines()[-1]

        assert (
            "| 2.0.1 | cpu | 3 | 9 known, 2 flipped | a/b (2) | the driver was wrong "
            "| 2 of 9 known cells change | 0123 | 0.1.0 |" == line
        )

    @pytest.mark.parametrize("field", ["reason", "device", "environment", "gradreg"])
    def test_obeys_no_text(self, field: str) -> None:
        """Whatever a field says, it is one cell, without a link, a tag or a control character."""
        nasty = "a | b\n[x](https://example.org) <script> `c` \x1b[31m\u202e"
        line = page.page([replaced(ENTRY, **{field: nasty})]).splitlines()[-1]

        assert not any(mark in line for mark in ("](", "<script", "\x1b", "\u202e"))
        assert 10 == line.count("|")
