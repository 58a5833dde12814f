"""Evidence of somebody else: read from folders and archives with care, believed only as gradreg writes it."""

import io
import json
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import environment_of, saw
from test_store import PLACES, ROWS, case_of

from gradreg import store
from gradreg.errors import BadEvidence, BadUsage
from gradreg.model import Observation
from gradreg.store import files, incoming

CASE = case_of()
FILE = "topic/claim.json"
Change = Callable[[Path], object]


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder of evidence, with the pages and the raw runs that lie beside it."""
    results = tmp_path / "theirs"
    for place in PLACES[:2]:
        store.record(results, CASE, place, [Observation(ROWS[0], saw(x=1))], environment_of(place[1]))
    (results / "changes.md").write_text("# A page", encoding="utf-8")
    return results


def zipped(results: Path, prefix: str = "") -> Path:
    """The folder as a .zip."""
    path = results.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(results.rglob("*")):
            if file.is_file():
                archive.write(file, f"{prefix}{file.relative_to(results)}")
    return path


def tarred(results: Path, mode: str = "w:gz", prefix: str = "results") -> Path:
    """The folder as a .tar or .tar.gz."""
    path = results.with_suffix(".tar.gz")
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload] # mode is one of two
        archive.add(results, prefix)
    return path


class TestPlaces:
    """A folder, or an archive of one."""

    def test_a_folder_and_every_archive_hold_the_same(self, theirs: Path) -> None:
        """Below whatever folder inside; pages, raw runs and locks are passed over."""
        found = store.offered(theirs)

        assert {"topic/claim"} == set(found.cases)
        assert 2 == len(found.environments) == len(found.evidence(CASE).cells)
        for path in (
            zipped(theirs),
            zipped(theirs, "a/b/"),
            tarred(theirs),
            tarred(theirs, "w"),
            tarred(theirs, prefix=""),
        ):
            again = store.offered(path)
            assert (found.cases, found.environments) == (again.cases, again.environments)

    @pytest.mark.parametrize("kind", ["nothing", "empty folder", "empty file", "text", "two of them"])
    def test_what_is_no_evidence_is_told(self, theirs: Path, tmp_path: Path, kind: str) -> None:
        """With what to give instead."""
        path = tmp_path / "given"
        if kind == "empty folder":
            path.mkdir()
        elif kind in {"empty file", "text"}:
            path.write_text("" if kind == "empty file" else "no evidence" * 99, encoding="utf-8")
        elif kind == "two of them":
            (theirs / "other").mkdir()
            (theirs / "other" / "environments.json").write_bytes((theirs / "environments.json").read_bytes())
            path = theirs

        with pytest.raises((BadUsage, BadEvidence), match=path.name):
            store.offered(path)

    def test_a_file_that_is_too_large_is_not_read(self, theirs: Path) -> None:
        """A sparse file of a gigabyte, and one that was deflated to nothing."""
        with (theirs / FILE).open("r+b") as stream:
            stream.truncate(incoming.FILE + 1)
        with pytest.raises(BadEvidence, match="larger than evidence is"):
            store.offered(theirs)
        with pytest.raises(BadEvidence, match="larger than evidence is"):
            store.offered(zipped(theirs))


class TestEscapes:
    """Nothing leads out of the folder, and nothing but a plain file is opened."""

    @pytest.mark.parametrize("name", [FILE, "environments.json", "topic", "page.md"])
    def test_a_link_is_refused_wherever_it_stands(self, theirs: Path, name: str) -> None:
        """Also where it leads to what would be fine."""
        path, kept = theirs / name, theirs.parent / "kept"
        if path.exists():
            path.rename(kept)
        path.symlink_to(kept)

        with pytest.raises(BadEvidence, match="is a link or a device"):
            store.offered(theirs)

    def test_a_pipe_is_refused_without_waiting(self, theirs: Path) -> None:
        """Opening one would wait for a writer for ever."""
        os.mkfifo(theirs / "topic" / "other.json")

        with pytest.raises(BadEvidence, match="is a link or a device"):
            store.offered(theirs)

    @pytest.mark.parametrize(
        "name",
        ["../out.json", "/etc/out.json", "a/../../out.json", "C:/out.json", "a\\..\\out.json", "\x1b[2J/../x.json"],
    )
    def test_a_name_that_leads_elsewhere_ends_it(self, theirs: Path, name: str) -> None:
        """In either kind of archive, and the message steers no terminal."""
        zip_, tar = zipped(theirs), tarred(theirs, "w")
        with zipfile.ZipFile(zip_, "a") as archive:
            archive.writestr(name, "{}")
        with tarfile.open(tar, "a") as other:
            other.addfile(tarfile.TarInfo(name))

        for path in (zip_, tar):
            with pytest.raises(BadEvidence, match="leads out of the archive") as caught:
                store.offered(path)
            assert str(caught.value).isprintable()

    @pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
    def test_a_member_that_is_no_file_ends_it(self, theirs: Path, kind: bytes) -> None:
        """Links, pipes and devices."""
        tar = tarred(theirs, "w")
        member = tarfile.TarInfo("results/topic/other.json")
        member.type, member.linkname = kind, "/etc/passwd"
        with tarfile.open(tar, "a") as archive:
            archive.addfile(member)

        with pytest.raises(BadEvidence, match="is a link or a device"):
            store.offered(tar)

    def test_a_link_in_a_zip_ends_it(self, theirs: Path) -> None:
        """A zip says so in the mode of the file."""
        path = zipped(theirs)
        member = zipfile.ZipInfo("topic/other.json")
        member.external_attr = 0o120777 << 16
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(member, "/etc/passwd")

        with pytest.raises(BadEvidence, match="is a link or a device"):
            store.offered(path)

    def test_a_name_that_is_there_twice_ends_it(self, theirs: Path) -> None:
        """Two readers would see two files."""
        tar = tarred(theirs, "w")
        member = tarfile.TarInfo(f"results/{FILE}")
        member.size = 2
        with tarfile.open(tar, "a") as archive:
            archive.addfile(member, io.BytesIO(b"{}"))

        with pytest.raises(BadEvidence, match="twice"):
            store.offered(tar)

    @pytest.mark.parametrize("make", [zipped, tarred])
    @pytest.mark.parametrize("share", [0.3, 0.9])
    def test_an_archive_that_was_cut_is_damaged(self, theirs: Path, make: Callable[[Path], Path], share: float) -> None:
        """Nothing of it is believed."""
        path = make(theirs)
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])

        with pytest.raises((BadEvidence, BadUsage)):
            store.offered(path)


def edited(results: Path, name: str, change: Callable[[str], str]) -> None:
    """Change the text of a file."""
    path = results / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def downgraded(text: str) -> str:
    """The same as an older gradreg wrote it."""
    return text.replace(f'"schema": {files.SCHEMA}', '"schema": 2')


class TestBelief:
    """A file is what gradreg would have written, or nothing of it is taken."""

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (lambda text: text.replace('"x": 1', '"x": 2'), "not what its hash says"),
            (lambda text: text.replace('"topic/claim"', '"topic/other"'), "says that it is of 'topic/other'"),
            (lambda text: text.replace("\n  ", "\n   "), "not as gradreg writes it"),
            (lambda text: text.replace('"code": ', '"code": "two",\n "code": '), "not as gradreg writes it|twice"),
            (lambda text: downgraded(text).replace('"code": ', '"code": "two",\n "code": '), "stands there twice"),
            (lambda text: text.replace(f'"schema": {files.SCHEMA}', '"schema": 99'), "Update gradreg"),
            (lambda text: text[: len(text) // 2], "damaged"),
            (lambda text: "[" * 99999 + text, "damaged"),
            (lambda text: f"<<<<<<< HEAD\n{text}=======\n", "damaged"),
            (lambda text: text.replace('"x": 1', '"x": ' + "9" * 5000), "damaged|hash"),
        ],
    )
    def test_what_was_touched_is_refused(self, theirs: Path, change: Callable[[str], str], told: str) -> None:
        """With the file and the reason."""
        edited(theirs, FILE, change)

        with pytest.raises(BadEvidence, match=told) as caught:
            store.offered(theirs).evidence(CASE)
        assert "claim.json" in str(caught.value)

    def test_an_older_schema_is_migrated_in_memory(self, theirs: Path) -> None:
        """The file stays as it is, and says the same."""
        before = store.offered(theirs).evidence(CASE)
        edited(theirs, FILE, downgraded)
        edited(theirs, "environments.json", downgraded)

        assert before == store.offered(theirs).evidence(CASE)
        assert 2 == json.loads((theirs / FILE).read_text(encoding="utf-8"))["schema"]

    @pytest.mark.parametrize("old", ['"Linux x86_64"', '"2.0.0"'])
    def test_a_fingerprint_that_was_touched_ends_it(self, theirs: Path, old: str) -> None:
        """Everything rests on these."""
        edited(theirs, "environments.json", lambda text: text.replace(old, '"2.0.0+x"'))

        with pytest.raises(BadEvidence, match="not what its hash says"):
            store.offered(theirs)
