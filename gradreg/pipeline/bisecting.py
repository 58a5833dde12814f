"""Search for the releases in which rows changed: stored evidence first, then as few environments as will do."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from gradreg import bisect as search_
from gradreg import builds, progress, store, wheels
from gradreg.errors import BadUsage
from gradreg.model import Behaviour, Bisection, Forecast, Job, Outcome, Places, Probe, Shift, Step, Trace, Where
from gradreg.pipeline import probing
from gradreg.pipeline.hunting import Hunt, Search, Subject
from gradreg.pipeline.installing import Install
from gradreg.pipeline.preparing import note, prepared
from gradreg.pipeline.probing import Answer


def bisect(places: Places, search: Search) -> Bisection:
    """Find every transition of the targets between the ends; what was measured stays for the next search."""
    began = time.monotonic()
    hunt = prepared(places, search)
    probes: list[Probe] = []
    state = _open(places)
    while points := hunt.next():
        for answer, job in _probed(hunt, points[: search.jobs], len(probes)):
            probes.append(Probe(answer.point, len(job.rows), round(answer.seconds, 1), answer.fault))
            _learn(hunt, state, job, answer)
    _check_facts(hunt)
    traces = tuple(_trace(hunt, subject) for subject in hunt.subjects)
    seconds = round(time.monotonic() - began, 1)
    return Bisection(hunt.along, traces, tuple(probes), hunt.recorded, hunt.environments, seconds, search.every)


def _check_facts(hunt: Hunt) -> None:
    """Raise for a --fact that nothing showed: no difference in it would say nothing."""
    shown = {name for subject in hunt.subjects for behaviour in subject.shown.values() for name in behaviour.facts}
    unknown = [name for name in hunt.search.facts if name not in shown]
    if shown and unknown:
        raise BadUsage(f"--fact {unknown[0]!r} was shown by no release; what was: {', '.join(sorted(shown))}")


def _open(places: Places) -> Path:
    state = places.answers or places.results
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadUsage(f"--state {state} cannot be made: {error.strerror}; name another folder") from error
    return state


def foreseen(places: Places, search: Search) -> Forecast:
    """What `bisect` would do first; nothing is installed."""
    hunt = prepared(places, search)
    points = hunt.next()
    open_ = sum(bool(hunt.wishes(subject)) for subject in hunt.subjects)
    wanted = tuple((point, hunt.requirements(point)) for point in points)
    most = search_.most(hunt.along, search_.ranking(hunt.versions))
    return Forecast(hunt.along, len(hunt.subjects), open_, hunt.recorded, wanted, most)


def _probed(hunt: Hunt, points: Sequence[str], done: int) -> Iterator[tuple[Answer, Job]]:
    """Probe points side by side, and raise what one met when the others are told.

    When interrupted, let each clean up after itself first.
    """
    search, stop = hunt.search, threading.Event()
    jobs = [hunt.job(point) for point in points]
    with ThreadPoolExecutor(len(points)) as pool:
        waiting = [
            pool.submit(
                probing.probe, search.ways, hunt.release(point), job, search.command,
                progress.Plain(f"[{done + number}] torch {point}").say, stop, _installer(hunt, point),
            )
            for number, (point, job) in enumerate(zip(points, jobs, strict=True), 1)
        ]  # fmt: skip # a parameter a line says nothing more
        try:
            wait(waiting)
        except BaseException:
            stop.set()
            raise
    yield from ((future.result(), job) for future, job in zip(waiting, jobs, strict=True) if not future.exception())
    for future in waiting:
        future.result()


def _installer(hunt: Hunt, point: str) -> Install | None:
    """How to install a build; None for a release, which comes from where nox takes it."""
    build = hunt.builds.get(point)
    if build is None:
        return None
    pins = hunt.release(point).pins
    return lambda python, cache, say: wheels.install_build(python, build, pins, cache, say)


def _learn(hunt: Hunt, state: Path, job: Job, answer: Answer) -> None:
    """Keep what a probe found, for this search and for the next."""
    if answer.environment:
        hunt.environments[answer.point] = answer.environment
    fault = Behaviour(Outcome.INFRA, detail=answer.fault or "worker died")
    found = {observation.row: observation for observation in answer.observations}
    for case, rows in job.cases:
        mine = [found[row.name] for row in rows if row.name in found]
        if mine:
            store.record(state, case, (job.device, job.release), mine, answer.environment)
    for subject in hunt.subjects:
        if subject.row in job.rows:
            observed = found.get(subject.row.name)
            note(hunt, subject, answer.point, observed.behaviour if observed else fault)


def _trace(hunt: Hunt, subject: Subject) -> Trace:
    lines, seen, shown = hunt.lines(subject), subject.seen, subject.shown
    ends = [point for point in hunt.along if seen.get(point) is not None]
    steps = dict.fromkeys(step for line in lines for step in search_.steps(line, seen))
    points = dict.fromkeys(point for line in lines for point in line if point in seen)
    return Trace(
        row=subject.row.name,
        question=subject.case.question,
        source="" if hunt.search.command else str(subject.case.path),
        first=ends[0] if ends else None,
        last=ends[-1] if ends else None,
        shifts=tuple(_shift(hunt, subject, step) for step in steps),
        tested={point: shown[point] for point in points if seen[point] is not None},
        untested={point: _why_untested(shown[point]) for point in points if seen[point] is None},
    )


def _why_untested(shown: Behaviour) -> str:
    return shown.word if shown.seen else shown.detail or shown.word


def _shift(hunt: Hunt, subject: Subject, step: Step) -> Shift:
    inside = search_.untested_inside(tuple(release.version for release in hunt.all), subject.seen, step)
    between = tuple(dict.fromkeys((*step.between, *inside)))
    revisions = {point: found.git for point, found in hunt.environments.items()}
    doubt = builds.doubt(revisions, step.before, step.after)
    notes = [*search_.notes(hunt.versions, subject.seen, step), *([doubt] if doubt else [])]
    where = search_.where(step)
    if hunt.builds and where is not Where.BUILD:
        notes.append(builds.explained(hunt.stretch(step)))
    old, new = subject.shown[step.before], subject.shown[step.after]
    return Shift(Step(step.before, step.after, between), where, old, new, tuple(notes), same_commit=bool(doubt))
