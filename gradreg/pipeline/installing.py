"""An environment that has a release: found or made, filled, and removed again unless it is kept."""

import contextlib
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from gradreg import environments, interpreters, wheels
from gradreg.model import HOSTED, Release, Use, device_of, needed_at

Say = Callable[[str], None]
Install = Callable[[Path, Path, Say], str]
"""(python, folder for downloads, talk) -> source of the wheels."""


class Wanted(msgspec.Struct, frozen=True):
    """The environment of one release and device.

    Attributes:
        folder: where to make it; its neighbours are the environments that may go when disk is short.
        free: gigabytes of disk to leave.
        run: name of the run, within which the CPU index is probed once.
    """

    release: Release
    device: str
    folder: Path
    use: Use
    free: float
    run: str


@contextlib.contextmanager
def provided(wanted: Wanted, say: Say, install: Install | None = None) -> Iterator[tuple[Path, str]]:
    """Yield (python, wheel source); `install` fills the environment otherwise than from the usual indexes.

    Raises NotRun where no interpreter is found or torch cannot be installed.
    """
    wanted = msgspec.structs.replace(wanted, release=needed_at(wanted.release, wanted.device))

    def build(folder: Path) -> str:
        say("looking for a Python")
        interpreter = interpreters.find(wanted.release, os.environ)
        for gone in environments.make_room(folder.parent, wanted.free, but=folder):
            say(f"removed {gone.name} to keep {wanted.free:g} GB free")
        python = environments.create(folder, interpreter)
        if install:
            return install(python, folder / "cache", say)
        return wheels.install(python, wanted.release, _sources(wanted, python), folder / "cache", say)

    for gone in environments.sweep(wanted.folder.parent, but=wanted.folder):
        say(f"removed {gone.name}, which a killed run left behind")
    with environments.provided(wanted.folder, wanted.release.requirements, wanted.use, build) as found:
        yield found


def _sources(wanted: Wanted, python: Path) -> Sequence[str]:
    device = device_of(wanted.device)
    if device == "xpu":
        return (wheels.XPU_INDEX,)
    if device not in HOSTED or platform.system() != "Linux":
        return (wheels.DEFAULT_INDEX,)
    memory = wanted.folder.parent / ".gradreg" / f"cpu-index-{wanted.run}"
    return wheels.sources(memory, lambda: wheels.cpu_index_answers(python, wanted.release))
