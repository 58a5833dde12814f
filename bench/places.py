"""The warm environment: make one as `gradreg measure` does, or take one that is there; add what the rivals need."""

import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import msgspec

from gradreg import environments, interpreters, releases, uv, wheels
from gradreg.errors import GradregError
from gradreg.model import Release

ROOT = Path(__file__).parent.parent
ASK = "import json, platform, torch; print(json.dumps([torch.__version__, platform.python_version()]))"


class Place(msgspec.Struct, frozen=True):
    """An interpreter that has torch."""

    release: str
    python: Path
    torch: str
    version: str

    def __str__(self) -> str:
        return f"torch {self.torch} on Python {self.version}"


def provide(folder: Path, wanted: str) -> Place:
    """Take the environment in a folder, or make it there; raises GradregError when it holds another release."""
    release = releases.find(releases.load(), wanted)
    python = environments.python_of(folder)
    if not python.exists():
        _make(folder, release)
    place = Place(wanted, python, *_asked(python))
    if place.torch.split("+")[0] != wanted:
        raise GradregError(f"{folder} holds torch {place.torch}, not {wanted}. Give another folder with --env.")
    return place


def add_tools(place: Place) -> None:
    """Install pytest (pytest-forked 1.7.5 fails every test of 9.2), pytest-forked and what asv runs, beside torch."""
    tools = ("pytest<9.1", "pytest-forked", f"asv_runner=={version('asv_runner')}")
    done = uv.run("pip", "install", "--python", place.python, *tools)
    if not done.ok:
        raise GradregError(f"the rivals cannot be installed: {done.complaint}")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def described(place: Place) -> str:
    """What was measured on, without host, clock or path."""
    return f"{place}, gradreg on Python {platform.python_version()}, {cores()} cores, {sys.platform}"


def say(text: str) -> None:
    """Talk, on stderr."""
    print(text, file=sys.stderr, flush=True)


def _make(folder: Path, release: Release) -> None:
    def build(folder: Path) -> str:
        python = environments.create(folder, interpreters.find(release, os.environ))
        memory = folder.parent / ".gradreg" / f"cpu-index-bench-{os.getpid()}"
        sources = wheels.sources(memory, lambda: wheels.cpu_index_answers(python, release))
        return wheels.install(python, release, sources, folder / "cache", say)

    requirements = (f"torch=={release.version}", *release.pins)
    with environments.provided(folder, requirements, environments.Use(reuse=True, keep=True), build):
        say(f"made {folder}")


def _asked(python: Path) -> tuple[str, str]:
    done = subprocess.run([python, "-I", "-c", ASK], capture_output=True, text=True, check=False)
    if done.returncode:
        raise GradregError(f"torch does not import in {python}: {done.stderr[-500:]}")
    torch, version_ = json.loads(done.stdout)
    return torch, version_
