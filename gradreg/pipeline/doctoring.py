"""What this machine can record, and how to mend what it cannot: looks side by side, then what they mean."""

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from gradreg import catalog, environments, progress, releases, store, uv, wheels
from gradreg.doctor import Failure, judging, looks, together
from gradreg.doctor import pythons as python_rules
from gradreg.doctor.pythons import Pythons
from gradreg.model import DEVICES, HOSTED, Checkup, Diagnosis, Limits, Places, Release, State
from gradreg.pipeline import surveying

Answer = Diagnosis | Pythons | float | frozenset[str]
Look = Callable[[], Answer]

ALL_SECONDS = 12.0
ASK_SECONDS = 4.0
CHECKOUT = Path(__file__).parents[2]
NEEDED = {"interpreters", wheels.DEFAULT_INDEX, "disk", "results", "envs", "uv", "nox", "evidence"}
STOPPING = NEEDED - {"interpreters", wheels.DEFAULT_INDEX}
"""What no release can be recorded without; interpreters and indexes are counted release by release."""
ORDER = (State.BROKEN, State.LIMITED, State.FINE)


class Machine(msgspec.Struct, frozen=True):
    """Where to look, and what sessions would be given.

    Attributes:
        envs: the folder that environments are made in.
        free: gigabytes of disk that sessions leave.
        cores: how many rows run side by side.
        offline: ask nobody on the network.
    """

    envs: Path
    free: float
    cores: int
    offline: bool = False


def checkup(places: Places, machine: Machine) -> Checkup:
    """Look at everything that measuring needs, side by side and for some seconds at most."""
    known = releases.load()
    with progress.shown("doctor") as bar:
        found = together(
            _looks(places, machine, known), ALL_SECONDS, lambda names: bar.say(f"waiting for {', '.join(names)}")
        )
    told = [item for name, answer in found.items() for item in _told(name, answer, found, machine, known)]
    stopped = any(item.state is State.BROKEN and item.subject in STOPPING for item in told)
    recordable = _recordable(found, () if stopped else known)
    told.sort(key=lambda item: ORDER.index(item.state))
    return Checkup(tuple(told), recordable, len(known), machine.offline)


def _looks(places: Places, machine: Machine, known: Sequence[Release]) -> dict[str, Look]:
    """Name -> what finds out about it; the names of what `nox` alone needs are in NEEDED."""
    indexes: Mapping[str, Look] = {
        source: partial(_index, source, known[-1], offline=machine.offline)
        for source in (wheels.CPU_INDEX, wheels.DEFAULT_INDEX)
    }
    return {
        "interpreters": partial(surveying.pythons, known, offline=machine.offline),
        **indexes,
        "disk": partial(environments.free, machine.envs),
        "results": partial(_writable, "results", places.results),
        "envs": partial(_writable, "envs", machine.envs),
        "uv": partial(_uv),
        "nox": lambda: judging.nox(looks.nox_version(), looks.nox_wanted([Path(), CHECKOUT])),
        "evidence": partial(_evidence, places, known),
        "lock": lambda: judging.lock(held=store.is_held(places.results)),
        "leftovers": partial(_leftovers, machine.envs),
        "kept": partial(_kept, machine.envs),
        **_system(machine),
    }


def _system(machine: Machine) -> dict[str, Look]:
    return {
        "git": partial(_git),
        "C++ compiler": lambda: judging.compiler(looks.compiler(os.environ)),
        "cuda": lambda: judging.gpus(looks.gpus(ASK_SECONDS)),
        "xpu": lambda: judging.intel(looks.intel_gpus()),
        "mps": lambda: judging.apple(there=looks.is_apple_silicon()),
        "memory": lambda: judging.memory(looks.memory(), machine.cores, Limits().megabytes),
        "fork": lambda: judging.fork(there=hasattr(os, "fork")),
        "platform": lambda: judging.platform(platform.system(), platform.machine()),
        "settings": lambda: judging.settings(looks.settings(os.environ)),
    }


def _told(
    name: str,
    answer: Answer | Failure,
    found: Mapping[str, Answer | Failure],
    machine: Machine,
    known: Sequence[Release],
) -> list[Diagnosis]:
    match answer:
        case Diagnosis():
            return [answer]
        case Pythons():
            return python_rules.diagnoses(known, _default_run(known), answer)
        case float():
            source = wheels.CPU_INDEX if _is_fine(found[wheels.CPU_INDEX]) else wheels.DEFAULT_INDEX
            return [judging.disk(str(machine.envs.absolute()), answer, machine.free, judging.SIZES[source])]
        case Failure():
            needed = name in NEEDED and not (answer.late and name == "evidence")  # a slow machine is none that lacks it
            return [judging.unknown(name, answer.why, needed=needed)]
        case _:
            return []


def _default_run(known: Sequence[Release]) -> frozenset[str]:
    """The releases that `nox` alone measures."""
    return frozenset(version for version, tags in releases.tags(known).items() if "minors" in tags)


def _is_fine(answer: Answer | Failure) -> bool:
    return isinstance(answer, Diagnosis) and answer.state is State.FINE


def _recordable(found: Mapping[str, Answer | Failure], known: Sequence[Release]) -> dict[str, tuple[str, ...]]:
    """Device -> the releases that could be measured now: with a Python and an index, or in a kept environment."""
    pythons, kept, index = found["interpreters"], found["kept"], found[wheels.DEFAULT_INDEX]
    reachable = isinstance(index, Diagnosis) and index.state is not State.BROKEN
    have = kept if isinstance(kept, frozenset) else frozenset[str]()
    able = {
        (release.version, device)
        for release in known
        for device in releases.devices(release)
        if f"{release.version}-{device}" in have
        or (reachable and isinstance(pythons, Pythons) and python_rules.served(release, pythons))
    }
    there = {device for device in DEVICES if device in HOSTED or _is_fine(found[device])}
    return {
        device: tuple(item.version for item in known if device in there and (item.version, device) in able)
        for device in DEVICES
    }


def _index(source: str, release: Release, *, offline: bool) -> Diagnosis:
    needed = source == wheels.DEFAULT_INDEX
    if offline:
        return Diagnosis(source, State.LIMITED, surveying.UNASKED)
    with tempfile.TemporaryDirectory(prefix="gradreg-") as folder:  # uv leaves a lock in its target
        target = ("--python", sys.executable, "--python-version", release.python[0], "--target", folder)
        complaint = wheels.index_complaint(source, release, target, ASK_SECONDS)
    return judging.index(source, complaint and looks.harmless(complaint), needed=needed)


def _writable(name: str, folder: Path) -> Diagnosis:
    there = environments.existing(folder)
    return judging.writable(name, str(folder), looks.cannot_write(there))


def _uv() -> Diagnosis:
    done = uv.run("--version", seconds=ASK_SECONDS)
    return judging.program("uv", done.output if done.ok else None, "`python -m pip install uv`", needed=True)


def _git() -> Diagnosis:
    mend = "install git: it shows what a run changed in the evidence"
    return judging.program("git", looks.said_by(["git", "--version"], ASK_SECONDS), mend, needed=False)


def _leftovers(envs: Path) -> Diagnosis:
    return judging.unfinished([(folder.name, held) for folder, held in environments.unfinished(envs)])


def _kept(envs: Path) -> frozenset[str]:
    """The finished environments, as release and device."""
    names = [folder.name for folder in environments.all_in(envs) if environments.stamp(folder)]
    pairs = [name.removeprefix("torch-").rpartition("-") for name in names]
    return frozenset(f"{release.replace('-', '.')}-{device}" for release, _, device in pairs)


def _evidence(places: Places, known: Sequence[Release]) -> Diagnosis:
    """How many cells of the cpu are known, stale and missing."""
    cases = catalog.load(places.cases, known)
    versions: dict[str, list[str]] = {}  # by TORCH, as most rows have the same
    stale = missing = total = 0
    for case in cases:
        cells = store.load(places.results, case).cells
        for row in case.rows:
            if row.torch not in versions:
                versions[row.torch] = [item.version for item in known if not case.inapplicable(row, item, "cpu")]
            wanted = [cells.get((row.name, "cpu", version)) for version in versions[row.torch]]
            total += len(wanted)
            stale += sum(cell is not None and cell.stale for cell in wanted)
            missing += sum(cell is None or not cell.behaviour.outcome.is_behaviour for cell in wanted)
    return judging.evidence(len(cases), total - missing, stale, missing)
