"""Environments are made, reused, kept and removed: real ones, by uv, without torch in them."""

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gradreg import environments
from gradreg.environments import Stamp
from gradreg.errors import GradregError, NotRun
from gradreg.model import Use

WANTED = ("torch==1.0.0", "numpy<2")
KEEP = Use(reuse=True, keep=True)


class Builder:
    """Makes a real environment without any package, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, folder: Path) -> str:
        """Make it."""
        self.times += 1
        environments.create(folder, Path(sys.executable))
        return "default index"


@pytest.fixture
def build() -> Builder:
    """A builder that has built nothing yet."""
    return Builder()


def made(root: Path, name: str, age: float) -> Path:
    """An environment that was used so many seconds ago."""
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "bin").mkdir()
    (folder / "bin" / "python").touch()
    environments.finish(folder, Stamp(WANTED, "default index"))
    then = time.time() - age
    os.utime(folder / environments.STAMP, (then, then))
    return folder


def hold(folder: Path, ready: Any, done: Any) -> None:
    """Hold an environment in another process until told otherwise."""
    with environments.held(folder):
        ready.set()
        done.wait(30)


class TestProvided:
    """An environment is there while it is used, and afterwards only if it is kept."""

    def test_holds_a_python_that_runs(self, tmp_path: Path, build: Builder) -> None:
        """What is yielded is an interpreter inside the folder, and the source of the wheels."""
        with environments.provided(tmp_path / "torch-x", WANTED, Use(), build) as (python, source):
            prefix = subprocess.check_output([python, "-I", "-c", "import sys; print(sys.prefix)"], text=True)

            assert tmp_path / "torch-x" == Path(prefix.strip())
            assert "default index" == source

    def test_is_removed_unless_kept(self, tmp_path: Path, build: Builder) -> None:
        """After its use nothing is left of one, and all of the other."""
        with environments.provided(tmp_path / "torch-x", WANTED, Use(), build):
            pass
        with environments.provided(tmp_path / "torch-y", WANTED, KEEP, build):
            pass

        assert not (tmp_path / "torch-x").exists()
        assert Stamp(WANTED, "default index") == environments.stamp(tmp_path / "torch-y")

    def test_is_reused_when_asked(self, tmp_path: Path, build: Builder) -> None:
        """A kept environment with the same requirements is not built again; a fresh one is wanted otherwise."""
        for use in (KEEP, KEEP, KEEP):
            with environments.provided(tmp_path / "torch-x", WANTED, use, build):
                pass
        assert 1 == build.times
        with environments.provided(tmp_path / "torch-x", WANTED, Use(reuse=False, keep=True), build):
            pass

        assert 2 == build.times

    def test_is_rebuilt_when_the_requirements_changed(self, tmp_path: Path, build: Builder) -> None:
        """Other pins are another environment; without installing, what is there has to do."""
        for wanted, use, times in (
            (WANTED, KEEP, 1),
            (("other",), Use(reuse=True, install=False, keep=True), 1),
            (("other",), KEEP, 2),
        ):
            with environments.provided(tmp_path / "torch-x", wanted, use, build):
                assert times == build.times

    def test_is_built_again_when_it_was_left_unfinished(self, tmp_path: Path, build: Builder) -> None:
        """A folder without a stamp, or with a damaged one, is no environment."""
        folder = tmp_path / "torch-x"
        build(folder)
        assert environments.stamp(folder) is None
        (folder / environments.STAMP).write_text("{", encoding="utf-8")
        assert environments.stamp(folder) is None
        with environments.provided(folder, WANTED, KEEP, build):
            pass

        assert 2 == build.times

    @pytest.mark.parametrize("error", [NotRun("not installable", "no"), KeyboardInterrupt(), SystemExit(1)])
    def test_leaves_nothing_when_building_fails(self, tmp_path: Path, build: Builder, error: BaseException) -> None:
        """However building ends, what was begun is gone, and the lock is free."""

        def fails(folder: Path) -> str:
            build(folder)
            raise error

        with pytest.raises(type(error)), environments.provided(tmp_path / "torch-x", WANTED, KEEP, fails):
            pytest.fail("an environment that was not built is not yielded")
        assert not (tmp_path / "torch-x").exists()
        with environments.held(tmp_path / "torch-x"):
            pass

    def test_is_removed_when_its_use_fails(self, tmp_path: Path, build: Builder) -> None:
        """An error while measuring keeps no environment that was not to be kept."""
        with pytest.raises(ZeroDivisionError), environments.provided(tmp_path / "torch-x", WANTED, Use(), build):
            raise ZeroDivisionError

        assert not (tmp_path / "torch-x").exists()

    def test_that_cannot_be_made_is_a_failure_to_run(self, tmp_path: Path) -> None:
        """Uv's complaint is in the message."""
        with pytest.raises(NotRun) as caught:
            environments.create(tmp_path / "torch-x", tmp_path / "no-python")

        assert "not installable" == caught.value.reason
        assert "no-python" in str(caught.value)


class TestHeld:
    """One process at a time uses an environment."""

    @pytest.fixture
    def held(self, tmp_path: Path) -> Any:
        """An environment that another process holds."""
        folder = made(tmp_path, "torch-x", age=1000)
        context = multiprocessing.get_context("spawn")
        ready, done = context.Event(), context.Event()
        process = context.Process(target=hold, args=(folder, ready, done))
        process.start()
        assert ready.wait(30)
        yield folder
        done.set()
        process.join(30)

    def test_conflict_is_told(self, held: Path, build: Builder) -> None:
        """A second process is told which folder is in use, and changes nothing."""
        with pytest.raises(GradregError, match="torch-x"), environments.provided(held, WANTED, Use(), build):
            pytest.fail("the environment is in use")

        assert held.exists()
        assert 0 == build.times

    def test_stays_when_room_is_made(self, held: Path) -> None:
        """An environment in use is not evicted, however old."""
        free = made(held.parent, "torch-y", age=10)

        assert [free] == environments.make_room(held.parent, 10**9, but=held.parent / "torch-z")
        assert held.exists()


class TestRoom:
    """Kept environments go, least recently used first, until enough disk is free."""

    def test_is_made_by_the_oldest_first(self, tmp_path: Path) -> None:
        """Everything goes in order of its last use when the goal is out of reach; the one to be built stays."""
        new, old, mine, middle = (
            made(tmp_path, name, age)
            for name, age in (("torch-a", 1), ("torch-b", 99), ("torch-c", 500), ("torch-d", 50))
        )

        assert [old, middle, new] == environments.make_room(tmp_path, 10**9, but=mine)
        assert [mine] == environments.all_in(tmp_path)

    def test_is_not_made_where_there_is_enough(self, tmp_path: Path) -> None:
        """Nothing goes while the disk has room."""
        made(tmp_path, "torch-a", 1)

        assert [] == environments.make_room(tmp_path, 0, but=tmp_path / "torch-z")

    def test_stops_as_soon_as_there_is_enough(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """No more goes than has to: the disk is made to look as if each environment were 5 GB."""
        for age in (1, 2, 3, 4):
            made(tmp_path, f"torch-{age}", age)
        monkeypatch.setattr(environments, "free", lambda root: 20 - 5 * len(environments.all_in(root)))

        assert ["torch-4", "torch-3"] == [path.name for path in environments.make_room(tmp_path, 10, but=tmp_path)]

    def test_use_makes_an_environment_young(self, tmp_path: Path, build: Builder) -> None:
        """An old environment that was just used again goes last."""
        with environments.provided(tmp_path / "torch-a", WANTED, KEEP, build):
            pass
        then = time.time() - 1000
        os.utime(tmp_path / "torch-a" / environments.STAMP, (then, then))
        other = made(tmp_path, "torch-b", age=500)
        with environments.provided(tmp_path / "torch-a", WANTED, KEEP, build):
            pass

        assert [other, tmp_path / "torch-a"] == environments.make_room(tmp_path, 10**9, but=tmp_path)

    def test_unfinished_ones_go_first(self, tmp_path: Path) -> None:
        """What a killed run left behind is worth nothing."""
        old, left = made(tmp_path, "torch-a", age=1000), tmp_path / "torch-b"
        left.mkdir()

        assert [left, old] == environments.make_room(tmp_path, 10**9, but=tmp_path)

    def test_of_strangers_is_left_alone(self, tmp_path: Path) -> None:
        """Folders that are no environment of a release stay."""
        (tmp_path / "tests").mkdir()
        (tmp_path / "lint").mkdir()
        environments.make_room(tmp_path, 10**9, but=tmp_path)

        assert ["lint", "tests"] == sorted(path.name for path in tmp_path.iterdir())


class TestAbandoned:
    """What a killed run left behind goes with the next session, and nothing else does."""

    def test_is_what_was_not_finished_and_what_was_not_to_stay(self, tmp_path: Path) -> None:
        """A kept one stays, one that is used just now stays, and so does what is no environment of a release."""
        made(tmp_path, "torch-1-0-0-cpu", age=10)
        left, unfinished = made(tmp_path, "torch-1-1-0-cpu", age=10), tmp_path / "torch-1-2-0-cpu"
        environments.finish(left, Stamp(WANTED, "default index", kept=False))
        for folder in (unfinished, tmp_path / "torch-1-3-0-cpu", tmp_path / "torch-mine"):
            folder.mkdir()
        with environments.held(tmp_path / "torch-1-3-0-cpu"):
            assert [left, unfinished] == environments.abandoned(tmp_path)
            assert [left] == environments.sweep(tmp_path, but=unfinished)

        assert not left.exists()

    def test_is_not_what_was_kept_after_its_use(self, tmp_path: Path, build: Builder) -> None:
        """It counts as left behind only for as long as nobody said that it is to stay."""
        folder = tmp_path / "torch-1-0-0-cpu"
        with environments.provided(folder, WANTED, Use(), build):
            assert not environments.stamp(folder).kept  # type: ignore[union-attr] # it is there
            environments.keep(folder, environments.stamp(folder))  # type: ignore[arg-type] # as above

            assert environments.stamp(folder).kept  # type: ignore[union-attr] # as above

    def test_never_passes_for_whole_when_half_removed(self, tmp_path: Path) -> None:
        """The mark goes before the files do."""
        folder = made(tmp_path, "torch-1-0-0-cpu", age=10)
        (folder / "lib").mkdir()
        (folder / "lib").chmod(0)
        environments.remove(folder)

        assert environments.stamp(folder) is None


class TestLooking:
    """What is told of environments without touching them."""

    def test_unfinished_ones_are_told_with_whether_somebody_makes_them(self, tmp_path: Path) -> None:
        """Finished ones are left out, and all stay."""
        made(tmp_path, "torch-done", age=1)
        for name in ("torch-busy", "torch-left"):
            (tmp_path / name).mkdir()
        with environments.held(tmp_path / "torch-busy"):
            found = environments.unfinished(tmp_path)

        assert [("torch-busy", True), ("torch-left", False)] == [(folder.name, held) for folder, held in found]
        assert 3 == len(environments.all_in(tmp_path))

    def test_free_disk_is_that_of_what_is_there(self, tmp_path: Path) -> None:
        """A folder that does not exist yet is not made for it."""
        missing = tmp_path / "a" / "b"

        assert tmp_path == environments.existing(missing)
        assert environments.free(missing) > 0
        assert not missing.exists()
