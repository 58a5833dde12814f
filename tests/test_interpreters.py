"""Interpreters are found where people keep them, and asked before they are believed."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from helpers import KNOWN

from gradreg import interpreters
from gradreg.errors import NotRun
from gradreg.model import Release

MINE = f"{sys.version_info.major}.{sys.version_info.minor}"
NONE = Release("9.9.9", "2030-01-01", ("3.99", "3.98"))


def script(path: Path, body: str) -> Path:
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def fake_pyenv(root: Path, *versions: str) -> Path:
    """A pyenv root whose interpreters are links to this one."""
    for version in versions:
        binary = root / "versions" / version / "bin" / "python"
        script(binary, f'exec "{sys.executable}" "$@"')
    return root


class TestFinding:
    """The best interpreter of a release is found."""

    @pytest.mark.parametrize("release", [KNOWN[0], KNOWN[6], KNOWN[-1]], ids=lambda release: release.version)
    def test_gives_a_working_python_of_a_version_that_fits(self, release: Release) -> None:
        """What is found on this machine answers with the first version of the release's list."""
        found = interpreters.find(release, os.environ)

        assert interpreters.answers(found, release.python[0])

    def test_takes_the_next_version_where_the_best_is_absent(self) -> None:
        """The list is a preference."""
        release = Release("9.9.9", "2030-01-01", ("3.99", MINE))

        assert Path(sys.executable) == interpreters.find(release, {"PATH": ""}, download=False)

    def test_that_fails_says_what_to_do(self, tmp_path: Path) -> None:
        """No interpreter is a failure to run, which names the release, the versions and a command."""
        with pytest.raises(NotRun) as caught:
            interpreters.find(NONE, {"PATH": str(tmp_path), "HOME": str(tmp_path)}, download=False)

        assert "no interpreter" == caught.value.reason
        for words in ("9.9.9", "3.99 or 3.98", "uv python install 3.99"):
            assert words in str(caught.value)

    def test_that_cannot_download_fails_the_same_way(self, tmp_path: Path) -> None:
        """Uv's download is tried last; a version it does not know is no interpreter either."""
        with pytest.raises(NotRun, match=r"9\.9\.9"):
            interpreters.find(NONE, {"PATH": str(tmp_path), "HOME": str(tmp_path)}, download=True)


class TestCandidates:
    """Where it is looked, and in which order."""

    def test_pyenv_is_found_without_its_variable(self, tmp_path: Path) -> None:
        """PYENV_ROOT decides; without it, the folder in the home."""
        fake_pyenv(tmp_path / "home" / ".pyenv", "3.99.1")
        fake_pyenv(tmp_path / "root", "3.99.2")
        home = {"PATH": "", "HOME": str(tmp_path / "home")}

        assert ["3.99.1"] == [path.parts[-3] for path in interpreters.candidates("3.99", home)]
        assert ["3.99.2"] == [
            path.parts[-3] for path in interpreters.candidates("3.99", {**home, "PYENV_ROOT": str(tmp_path / "root")})
        ]

    def test_newest_patch_comes_first(self, tmp_path: Path) -> None:
        """As numbers, not as text; and 3.9 is not 3.99."""
        root = fake_pyenv(tmp_path, "3.99.2", "3.99.10", "3.99.9", "3.9.18", "3.99-dev")
        found = [path.parts[-3] for path in interpreters.candidates("3.99", {"PATH": "", "PYENV_ROOT": str(root)})]

        assert ["3.99.10", "3.99.9", "3.99.2"] == found

    def test_path_comes_before_pyenv(self, tmp_path: Path) -> None:
        """What the user put on PATH is trusted first, in the order of PATH."""
        one, two = (script(tmp_path / name / "python3.99", "exit 0") for name in ("one", "two"))
        root = fake_pyenv(tmp_path / "pyenv", "3.99.1")
        environ = {"PATH": os.pathsep.join(["", str(one.parent), str(two.parent)]), "PYENV_ROOT": str(root)}
        found = list(interpreters.candidates("3.99", environ))

        assert [one, two] == found[:2]
        assert root in found[2].parents

    def test_shims_are_no_interpreters(self, tmp_path: Path) -> None:
        """A pyenv shim answers with another version than its name says, so its folder is left out."""
        script(tmp_path / "shims" / "python3.99", "exit 0")

        assert [] == list(interpreters.candidates("3.99", {"PATH": str(tmp_path / "shims"), "HOME": str(tmp_path)}))


class TestAnswers:
    """A file is an interpreter when it says so itself."""

    def test_real_one_tells_its_version(self) -> None:
        """This interpreter is of its version and of no other."""
        assert interpreters.answers(Path(sys.executable), MINE)
        assert not interpreters.answers(Path(sys.executable), "3.7")

    @pytest.mark.parametrize("body", ["exit 1", "echo 3.7; exit 1", "echo hello", "echo 3.70", "true"])
    def test_broken_one_is_passed_over(self, tmp_path: Path, body: str) -> None:
        """A script of that name that does not work is not believed, and the next candidate is found."""
        script(tmp_path / "bin" / f"python{MINE}", body)
        works = fake_pyenv(tmp_path / "pyenv", f"{MINE}.99")
        environ = {"PATH": str(tmp_path / "bin"), "PYENV_ROOT": str(works)}

        assert not interpreters.answers(tmp_path / "bin" / f"python{MINE}", "3.7")
        assert interpreters.find(Release("1.0.0", "2018-12-07", (MINE,)), environ, download=False)

    def test_what_cannot_be_run_is_no_interpreter(self, tmp_path: Path) -> None:
        """A missing file, a folder and a text file are told apart from a Python without an error."""
        (tmp_path / "text").write_text("hello", encoding="utf-8")

        for path in (tmp_path / "missing", tmp_path, tmp_path / "text"):
            assert not interpreters.answers(path, "3.7")

    def test_one_that_hangs_is_given_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Asking takes no longer than its limit."""
        monkeypatch.setattr(interpreters, "ASK_SECONDS", 0.2)

        assert not interpreters.answers(script(tmp_path / "python3.7", "exec sleep 20"), "3.7")

    def test_shim_of_another_version_is_passed_over(self) -> None:
        """A python on PATH that is of another version is no answer."""
        other = shutil.which("python3", path="/usr/bin") or sys.executable

        assert not interpreters.answers(Path(other), "3.99")

    @pytest.mark.parametrize("body", ["printf '\\377\\376'", "echo 3.7 3.8", "echo; echo 3.7; echo more", "exit 3"])
    def test_garbage_is_no_version(self, tmp_path: Path, body: str) -> None:
        """Bytes that are no text, and texts that are no version."""
        assert interpreters.version_of(script(tmp_path / "python3.7", body), 10) is None


class TestShims:
    """What pyenv puts on PATH is known for what it is."""

    def test_are_told_apart_from_interpreters(self, tmp_path: Path) -> None:
        """By their folder; each once, and only those of the version."""
        shim = script(tmp_path / "shims" / "python3.99", "exit 0")
        script(tmp_path / "shims" / "python3.98", "exit 0")
        script(tmp_path / "bin" / "python3.99", "exit 0")
        path = os.pathsep.join([str(tmp_path / "shims"), str(tmp_path / "bin"), str(tmp_path / "shims"), ""])

        assert [shim] == interpreters.shims("3.99", {"PATH": path})


class TestUv:
    """What uv has installed and could download."""

    def test_names_an_address_for_a_version_it_knows(self) -> None:
        """Of CPython, and none for a version that does not exist."""
        address = interpreters.address("3.8", 30)

        assert address is not None
        assert "cpython-3.8" in address
        assert interpreters.address("3.99", 30) is None

    def test_has_only_what_it_installed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """An empty folder of uv's holds no interpreter, whatever else this machine has."""
        monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", str(tmp_path))

        assert interpreters.managed(MINE, 30) is None
