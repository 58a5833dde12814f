"""One probe of a search: an environment of one point, and what the rows show in it."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from gradreg import command, compare, environments, plan, runner
from gradreg.errors import NotRun
from gradreg.model import Behaviour, Environment, Job, Observation, Outcome, Release, Use, disagreement
from gradreg.pipeline.installing import Install, Say, Wanted, provided


class Stopped(Exception):
    """Somebody interrupted the search while this probe ran."""


class Ways(msgspec.Struct, frozen=True):
    """How probes get their environments.

    Attributes:
        envs: folder of the environments, shared with nox.
        given: release -> an interpreter that has it; nothing is installed.
        install: whether anything may be installed; if not, only what is there is tested.
        keep: keep what is installed for the next search.
        free: gigabytes of disk to leave.
        run: name of this run.
    """

    envs: Path
    given: Mapping[str, Path] = {}
    install: bool = True
    keep: bool = False
    free: float = 10.0
    run: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What a probe found, or why it found nothing."""

    point: str
    environment: Environment | None
    observations: tuple[Observation, ...]
    seconds: float
    fault: str | None = None


def folder(ways: Ways, point: str, device: str) -> Path:
    """The environment's folder, by the name that nox gives it."""
    return ways.envs / f"torch-{point.replace('.', '-')}-{device}".replace("+", "-")


def at_hand(ways: Ways, point: str, device: str) -> bool:
    """Whether a point can be tested without installing anything."""
    return point in ways.given or environments.stamp(folder(ways, point, device)) is not None


def probe(
    ways: Ways, release: Release, job: Job, asked: str | None, say: Say, stop: threading.Event,
    install: Install | None = None,
) -> Answer:  # fmt: skip # a parameter a line says nothing more
    """Make the environment, look twice at every row of the job (or run the command `asked` for), and clean up."""
    began = time.monotonic()
    try:
        environment, observations = _in_environment(ways, release, job, asked, say, stop, install)
    except NotRun as error:
        say(f"cannot be tested: {error.reason}; {str(error).strip().splitlines()[-1]}")
        return Answer(release.version, None, (), time.monotonic() - began, error.reason)
    return Answer(release.version, environment, observations, time.monotonic() - began)


def _in_environment(
    ways: Ways, release: Release, job: Job, asked: str | None, say: Say, stop: threading.Event,
    install: Install | None,
) -> tuple[Environment | None, tuple[Observation, ...]]:  # fmt: skip # a parameter a line says nothing more
    def look(python: Path, source: str) -> tuple[Environment | None, tuple[Observation, ...]]:
        if asked:
            found = next((item for item in runner.run(python, job, source) if isinstance(item, Environment)), None)
            say("running the command")
            return found, (command.run(python, release.version, asked, job.limits.seconds),)
        say(f"measuring {len(job.rows)} rows")
        return _twice(python, source, job, stop)

    with reached(ways, release, job.device, _unless_stopped(say, stop), install) as (python, source):
        return look(python, source)


@contextlib.contextmanager
def reached(
    ways: Ways, release: Release, device: str, say: Say, install: Install | None = None
) -> Iterator[tuple[Path, str]]:
    """Yield (python, wheel source) of an environment of a release: the given one, one that is there, or a new one."""
    if release.version in ways.given:
        yield ways.given[release.version], "given"
        return
    place = folder(ways, release.version, device)
    here = environments.stamp(place) is not None
    if not here and not ways.install:
        raise NotRun("not at hand", f"torch {release.version} is not installed, and nothing may be")
    use = Use(reuse=here, install=ways.install, keep=ways.keep or here)
    wanted = Wanted(release, device, place, use, ways.free, ways.run)
    with provided(wanted, say, install) as found:
        yield found


def _unless_stopped(say: Say, stop: threading.Event) -> Callable[[str], None]:
    def told(text: str) -> None:
        if stop.is_set():
            raise Stopped
        say(text)

    return told


def _twice(
    python: Path, source: str, job: Job, stop: threading.Event
) -> tuple[Environment | None, tuple[Observation, ...]]:
    """Every row twice in processes of its own, there and back, of one process that imported torch once.

    The hash seed is the same in both: another would take another process, and seconds to import torch again.
    """
    environment = None
    first: dict[str, Observation] = {}
    second: dict[str, Observation] = {}
    for answer in runner.run(python, plan.alone(plan.there_and_back(job)), source):
        if stop.is_set():
            raise Stopped
        if isinstance(answer, Environment):
            environment = answer
        else:
            (second if answer.row in first else first)[answer.row] = answer
    return environment, tuple(_agreed(look, second[row].behaviour) for row, look in first.items())


def _agreed(first: Observation, second: Behaviour) -> Observation:
    if compare.difference(first.behaviour, second) is None:
        return first
    looks = (first.behaviour, second)
    fault = next((look for look in looks if look.outcome is Outcome.INFRA), None)
    return msgspec.structs.replace(first, behaviour=fault or disagreement(looks))
