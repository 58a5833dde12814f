"""Faults of disks: full, read-only, broken, or on another machine that does what NFS does."""

import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_index import packed, served
from registry import environ, index_of
from toll import ROOT, Checkout, Strike

from gradreg import catalog, releases, store
from gradreg.model import Behaviour, Observation, Outcome
from gradreg.store import root

fault = pytest.mark.fault
TALKS = """
import torch


def observe():
    for number in range(60):
        yield "fact %d" % number, "x" * 1000
"""
SHORT = """
import torch


def observe():
    yield "short", True
"""
FULL = "The disk is full"
RENAME = """
import errno, os
_replace, _done = os.replace, []


def replace(source, target, **more):
    if str(target).endswith({ends!r}):
        {what}
    return _replace(source, target, **more)


os.replace = os.rename = replace
"""
FLOCK = """
import errno, fcntl, os


def flock(descriptor, operation):
    raise OSError(errno.{name}, os.strerror(errno.{name}))


fcntl.flock = flock
"""
FSYNC = """
import errno, os


def fsync(descriptor):
    raise OSError(errno.EIO, os.strerror(errno.EIO))


os.fsync = fsync
"""


def largest(size: int) -> Callable[[], None]:
    """What a process runs at its start to have no file of more bytes: that is a full disk which needs no privileges."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def starting_with(folder: Path, code: str) -> dict[str, str]:
    """Variables with which gradreg's own process runs that code first; the worker and uv do not."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}


def without_privileges() -> list[str]:
    """What to put before a command so that modes of files hold for root too."""
    if os.geteuid():
        return []
    assert shutil.which("setpriv"), "root needs setpriv, of util-linux, to be bound by the modes of files"
    return ["setpriv", "--bounding-set", "-all"]


def given(python: Path) -> tuple[str | Path, ...]:
    """Measure in an environment that is there."""
    return ("measure", "--torch", "2.15.0", "--python", python)


def names(checkout: Checkout) -> list[str]:
    """The files beside the evidence that is known."""
    return sorted(path.name for path in (checkout.results / "made").iterdir())


class TestFull:
    """Nothing more can be written; a limit on the size of files does what a full disk does."""

    @fault("the disk is full while torch is installed")
    def test_installing(self, strike: Strike, checkout: Checkout) -> None:
        """The half of an environment is removed again."""
        index = index_of()
        large = {"numpy/__init__.py": "", "numpy/large.txt": "x" * 3_000_000}
        index.beside["numpy-1.26.4-py3-none-any.whl"] = packed("numpy", "1.26.4", large)
        command = ("measure", "--torch", "2.15.0", "--free", "0", "--envdir", checkout.folder / "envs" / "torch-x")
        with served(index) as url:
            done = strike(*command, environ=environ(url), preexec_fn=largest(1_000_000), saw=FULL, code=2)

        assert "infra: not installable" in done.stdout
        assert [".gradreg"] == [path.name for path in (checkout.folder / "envs").iterdir()]

    @fault("the disk is full when the worker is asked")
    def test_asking(self, strike: Strike, healthy: Path) -> None:
        """The job cannot even be written down."""
        done = strike(*given(healthy), preexec_fn=largest(100), saw="job.json: File too large", code=2)

        assert FULL in done.stderr

    @fault("the disk is full while the worker answers")
    def test_recording(self, strike: Strike, checkout: Checkout, healthy: Path) -> None:
        """The row that could not be answered is no fact."""
        checkout.add("made/talks", TALKS)
        done = strike(*given(healthy), preexec_fn=largest(50_000), saw="OSError: [Errno 27] File too large", code=2)

        assert "infra: worker died" in done.stdout

    @fault("the disk is full while evidence is written")
    def test_writing(self, strike: Strike, checkout: Checkout, healthy: Path) -> None:
        """The file stays as it was, and no half of one stays beside it."""
        path = checkout.add("made/large", SHORT)
        [case] = [case for case in catalog.load(checkout.cases, releases.load()) if case.name == "made/large"]
        facts = {f"fact {number}": "x" * 1000 for number in range(60)}
        known = Observation(case.name, Behaviour(Outcome.OBSERVED, facts))
        store.record(checkout.results, case, ("cpu", "1.13.1"), [known], None)
        done = strike(*given(healthy), preexec_fn=largest(50_000), saw="large.json: File too large", code=2, gains=1)

        assert FULL in done.stderr
        assert path.exists()
        assert ["fresh.json", "large.json", "leaf.json"] == names(checkout)

    @fault("the output goes to a full disk")
    def test_printing(self, strike: Strike, healthy: Path) -> None:
        """What was measured is recorded all the same."""
        nowhere = ["sh", "-c", 'exec "$@" >/dev/full', "sh"]
        strike(*given(healthy), prefix=nowhere, saw="No space left on device", code=2, gains=1)


class TestReadOnly:
    """What cannot be written is named."""

    @pytest.fixture
    def locked(self) -> Iterator[Callable[..., None]]:
        """Takes the right to write away from folders and all below, until the test ends."""
        changed: list[Path] = []

        def lock(*folders: Path) -> None:
            for path in [path for folder in folders for path in (folder, *folder.rglob("*"))]:
                changed.append(path)
                path.chmod(0o555 if path.is_dir() else 0o444)

        yield lock
        for path in changed:
            path.chmod(0o755)

    @fault("the folder of the evidence is read-only")
    def test_results(self, strike: Strike, checkout: Checkout, healthy: Path, locked: Callable[..., None]) -> None:
        """The message says how to name another one."""
        locked(checkout.results)
        done = strike(*given(healthy), prefix=without_privileges(), saw="Permission denied", code=2)

        assert "--results" in done.stderr

    @fault("the whole checkout is read-only")
    def test_checkout(self, strike: Strike, checkout: Checkout, locked: Callable[..., None]) -> None:
        """No environment can be made in it."""
        locked(checkout.folder)
        command = ("measure", "--torch", "2.15.0", "--free", "0", "--envdir", checkout.folder / "envs" / "torch-x")
        done = strike(*command, prefix=without_privileges(), saw="Permission denied", code=2)

        assert "--envdir" in done.stderr

    @fault("one file of evidence cannot be read")
    def test_unreadable(self, strike: Strike, checkout: Checkout, healthy: Path) -> None:
        """It is not taken for one that is not there, and the other cases are measured."""
        path = checkout.results / "made" / "leaf.json"
        path.chmod(0)
        strike(*given(healthy), prefix=without_privileges(), saw="cannot be read: Permission denied", code=2, gains=1)
        path.chmod(0o644)

    @pytest.mark.parametrize(
        ("name", "saw"),
        [
            pytest.param(".raw", "File exists", marks=fault("a file lies where raw runs are kept")),
            pytest.param("made/fresh.json/x", "fresh.json: no file",
                         marks=fault("a folder lies where evidence is written")),
            pytest.param(".raw/lock/x", "lock: Is a directory", marks=fault("a folder lies where the lock is")),
        ],
    )  # fmt: skip # a fault two lines
    def test_in_the_way(self, strike: Strike, checkout: Checkout, healthy: Path, name: str, saw: str) -> None:
        """It is named, and left there."""
        path = checkout.results / name
        shutil.rmtree(checkout.results / ".raw")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("in the way", encoding="utf-8")
        strike(*given(healthy), saw=saw, code=2)

        assert "in the way" == path.read_text(encoding="utf-8")


class TestOnAnotherMachine:
    """What NFS and broken disks do; the calls of the real process fail as they would there."""

    @pytest.mark.parametrize(
        ("code", "saw"),
        [
            pytest.param(RENAME.format(ends=".json", what="raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))"),
                         "Stale file handle", marks=fault("a rename fails with a stale handle (NFS)")),
            pytest.param(RENAME.format(ends=".json", what="raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))"),
                         "resource busy", marks=fault("a rename fails because the file is busy (NFS)")),
            pytest.param(RENAME.format(ends=".json", what="raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))"),
                         "Invalid cross-device link", marks=fault("a rename fails across devices (overlay)")),
            pytest.param(FSYNC, "Input/output error", marks=fault("the disk cannot keep what was written")),
            pytest.param(FLOCK.format(name="ENOLCK"), "lock: No locks available",
                         marks=fault("the disk of the evidence has no locks left (NFS)")),
        ],
    )  # fmt: skip # a fault two lines
    def test_fails(
        self, strike: Strike, checkout: Checkout, healthy: Path, tmp_path: Path, code: str, saw: str
    ) -> None:
        """What is wrong is told, and no half of a file stays."""
        before = names(checkout)
        strike(*given(healthy), environ=starting_with(tmp_path / "first", code), saw=saw, code=2)

        assert before == names(checkout)

    @fault("a rename is done, and its answer is lost (NFS)")
    def test_done_and_denied(self, strike: Strike, healthy: Path, tmp_path: Path) -> None:
        """The client asks again and hears that the file is gone; the evidence is whole."""
        what = "_replace(source, target, **more); raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))"
        code = RENAME.format(ends="fresh.json", what=what)
        around = starting_with(tmp_path / "first", code)
        strike(*given(healthy), environ=around, saw="fresh.json: No such file", code=2, gains=1)


@fault("the disk of the evidence knows no locks (old NFS)")
def test_no_locks(strike: Strike, checkout: Checkout, healthy: Path, tmp_path: Path) -> None:
    """A file that is there only while somebody writes does as well; all is measured."""
    (checkout.results / ".raw" / "lock").unlink()
    (tmp_path / "tmp").mkdir()  # a folder of its own: who has locks would take what it is working in for left behind
    around = {**starting_with(tmp_path / "first", FLOCK.format(name="ENOSYS")), "TMPDIR": str(tmp_path / "tmp")}
    strike(*given(healthy), environ=around, saw="1 new, 3 as recorded", code=0, gains=1)

    assert not (checkout.results / ".raw" / "lock").exists()


@fault("another run has been writing evidence for too long")
def test_locked_for_long(strike: Strike, checkout: Checkout, healthy: Path) -> None:
    """After a while, which is shorter here than usual, the message says who is in the way."""
    impatient = "from gradreg import cli; from gradreg.store import root; root.LOCK_SECONDS = 0.2; cli.main()"
    command = [sys.executable, "-c", impatient, *given(healthy), *checkout.options]
    with root.locked(checkout.results):
        strike.run(command, saw="another run has been writing there", code=2)
