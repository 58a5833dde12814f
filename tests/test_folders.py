"""Temporary folders, which nothing that happens in them keeps alive."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from gradreg import folders

DIG = """
import os, sys
for _ in range(int(sys.argv[1])):
    os.mkdir("a")
    os.symlink(sys.argv[2], "link")
    os.chdir("a")
"""
DIE = """
import os, signal
from gradreg import folders
with folders.temporary("rows"):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made meanwhile."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_there_until_its_end(place: Path) -> None:
    """With a lock beside it; then neither is."""
    with folders.temporary("rows") as folder:
        Path(folder, "file").touch()
        assert 2 == len(list(place.iterdir()))

    assert [] == list(place.iterdir())


@pytest.mark.parametrize("depth", [900, 5000])
def test_the_deepest_folder_goes(place: Path, depth: int) -> None:
    """Deeper than Python's stack and than any path may be long; links are not followed."""
    (place / "kept").mkdir()
    (place / "kept" / "file").touch()
    with folders.temporary("rows") as folder:
        _dig(folder, depth, place / "kept")

    assert ["kept"] == [path.name for path in place.iterdir()]
    assert (place / "kept" / "file").exists()


def _dig(folder: str, depth: int, link: Path) -> None:
    """Folders inside one another, made by a process of its own, whose working directory this does not change."""
    subprocess.run([sys.executable, "-c", DIG, str(depth), str(link)], cwd=folder, check=True)


def test_what_a_killed_run_left_is_swept(place: Path) -> None:
    """Where nobody holds the lock any more; a folder in use stays."""
    subprocess.run([sys.executable, "-c", DIE], env={**os.environ, "TMPDIR": str(place)}, check=False)
    assert 2 == len(list(place.iterdir()))

    with folders.temporary("rows") as folder:
        folders.sweep()
        assert {Path(folder), Path(f"{folder}.lock")} == set(place.iterdir())
