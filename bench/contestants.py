"""Four ways to run the same rows: what each needs on disk, its command, and how its output proves that it did them."""

import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
from catalogs import Catalog
from places import ROOT, Place

from gradreg.runner import ONE_THREAD

HERE = Path(__file__).parent
PYTEST = """
import sys
sys.path.insert(0, {here!r})
import pytest
import rows

rows.warm()

@pytest.mark.parametrize("name", rows.ROWS)
def test_row(name):
    assert rows.observe(name) >= 0
"""
ASV = """
import sys
sys.path.insert(0, {here!r})
import rows

rows.warm()

def made(name):
    def track():
        return rows.observe(name)
    return track

for number, name in enumerate(rows.ROWS):
    track = made(name)
    track.__name__ = "track_%04d" % number
    globals()[track.__name__] = track
"""


class Contestant(msgspec.Struct, frozen=True):
    """A name, what stands between two rows, and a function that makes its Run in an empty folder."""

    name: str
    between: str
    prepare: Callable[[Place, Catalog, Path], "Run"]
    small_only: bool = False


class Run(msgspec.Struct, frozen=True):
    """A command, where to run it, what to add to its environment, and how many rows its output speaks of."""

    command: Sequence[str | Path]
    folder: Path
    environ: Mapping[str, str]
    rows: Callable[[str], int]


def bare(place: Place, catalog: Catalog, folder: Path) -> Run:
    """One process, one import, every row."""
    return Run((place.python, "-I", HERE / "rows.py"), folder, _environ(catalog), lambda text: int(text.split()[-1]))


def gradreg(place: Place, catalog: Catalog, folder: Path) -> Run:
    """The whole command, with an empty folder for its evidence."""
    options = ("--torch", place.release, "--python", place.python, "--cases", catalog.cases, "--results", folder / "r")
    command = (sys.executable, "-m", "gradreg", "measure", *options, "--json")
    return Run(command, ROOT, {}, lambda text: sum(json.loads(text)["counts"].values()))


def pytest_forked(place: Place, catalog: Catalog, folder: Path) -> Run:
    """A parametrised test; torch is imported and warmed up before the forks, as it is for gradreg."""
    (folder / "test_rows.py").write_text(PYTEST.format(here=str(HERE)), encoding="utf-8")
    command = (place.python, "-m", "pytest", "--forked", "-q", "-p", "no:cacheprovider", "test_rows.py")
    return Run(command, folder, _environ(catalog), lambda text: _found(r"(\d+) passed", text))


def asv(place: Place, catalog: Catalog, folder: Path) -> Run:
    """A `track_` function a row, run once each by asv's fork server; torch is imported and warmed up before."""
    (folder / "benchmarks").mkdir()
    (folder / "benchmarks" / "__init__.py").touch()
    (folder / "benchmarks" / "rows_bench.py").write_text(ASV.format(here=str(HERE)), encoding="utf-8")
    config = {
        "version": 1,
        "project": "rows",
        "repo": ".",
        "environment_type": "existing",
        "benchmark_dir": "benchmarks",
    }
    (folder / "asv.conf.json").write_text(json.dumps(config), encoding="utf-8")
    machine = {"version": 1, "bench": {"machine": "bench", "os": "", "arch": "", "cpu": "", "num_cpu": "", "ram": ""}}
    (folder / ".asv-machine.json").write_text(json.dumps(machine), encoding="utf-8")
    where = ("-E", f"existing:{place.python}", "--machine", "bench", "--launch-method", "forkserver")
    command = (sys.executable, "-m", "asv", "run", *where, "--quick", "--show-stderr")
    environ = {**_environ(catalog), "HOME": str(folder)}
    return Run(command, folder, environ, lambda text: len(re.findall(r"track_\d+\s+\d+$", text, re.MULTILINE)))


CONTESTANTS = (
    Contestant("bare", "nothing", bare),
    Contestant("gradreg", "a forked process per case; per row where state is not proven clean", gradreg),
    Contestant("pytest --forked", "a forked process per row", pytest_forked),
    Contestant("asv track_", "a forked process per row", asv, small_only=True),
)


def _environ(catalog: Catalog) -> Mapping[str, str]:
    return {**dict.fromkeys(ONE_THREAD, "1"), "GRADREG_BENCH_JOB": str(catalog.job)}


def _found(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


def environ(run: Run) -> Mapping[str, str]:
    """The environment to run a command in."""
    return {**os.environ, **run.environ}
