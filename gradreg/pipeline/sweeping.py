"""Measure many releases and devices side by side: on local processes, or on the workers of a cluster."""

import contextlib
import functools
import itertools
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from gradreg import catalog, folders, gate, releases, store
from gradreg.cluster import local
from gradreg.errors import BadUsage, NoCluster
from gradreg.model import Case, Ended, Order, Places, Release, Row, Session, Swept, device_of
from gradreg.pipeline.errand import hash_of, method
from gradreg.pipeline.taking import Taking, Tell

INSTALL = (
    "dask.distributed is not installed: `pip install '.[cluster]'` in gradreg's checkout, here and on every worker."
)
SESSIONS = "sessions"
Say = Callable[[str], None]


class Sweep(msgspec.Struct, frozen=True):
    """What to measure, and where.

    Attributes:
        words: releases by version, set or range.
        run: name of the run.
        options: the options of `gradreg measure`, by the names that they have in the code.
        python: an interpreter that has torch already, with `{release}` in it.
        needs: resources that a session takes beside its device, with `{python}` and `{release}` in them.
        scheduler: address of a cluster; None for processes of this machine.
        jobs: how many processes, where there is no cluster.
        patience: seconds to wait for a worker that was there before.
        envs: where local processes make environments.
    """

    words: tuple[str, ...]
    devices: tuple[str, ...]
    run: str
    options: Mapping[str, Any]
    python: str | None = None
    needs: tuple[str, ...] = ()
    scheduler: str | None = None
    jobs: int = 1
    patience: float = 30.0
    envs: Path = Path(".nox")


class Plan:
    """The sessions of a sweep, and what makes the order of each."""

    def __init__(self, places: Places, asked: Sweep) -> None:
        known = releases.load()
        self.places, self.asked, self.order_of = places, asked, [item.version for item in known]
        self.chosen = tuple(catalog.selected(catalog.load(places.cases, known), places.keyword))
        self.impossible: list[str] = []
        self.sessions = tuple(filter(lambda session: session.rows, self._sessions(releases.chosen(known, asked.words))))

    @functools.cached_property
    def parts(self) -> store.Parts:
        """What is recorded of the chosen cases; read once, when it is first needed."""
        results = self.places.results
        return store.Parts(results, [case for case, _ in self.chosen], store.environments(results))

    @functools.cached_property
    def cases(self) -> tuple[dict[str, str], str]:
        """The files of the chosen cases, and their hash."""
        found = {f"{case.name}.py": _text(case) for case, _ in self.chosen}
        return found, hash_of(found)

    def _sessions(self, wanted: Sequence[Release]) -> Iterator[Session]:
        for device, release in itertools.product(self.asked.devices, wanted):
            try:
                releases.must_have(release, device)
            except BadUsage as error:
                self.impossible.append(str(error))
                continue
            rows = _rows(self.chosen, release, device) - self._known(release, device)
            yield Session(release.version, device, len(rows), self._needs(release, device))

    def _known(self, release: Release, device: str) -> set[str]:
        if not self.asked.options.get("missing"):
            return set()
        cells = self.parts.cells(device, release.version)
        return {row for row, cell in cells.items() if cell.behaviour.outcome.is_behaviour}

    def _needs(self, release: Release, device: str) -> dict[str, float]:
        words = {"{python}": release.python[0], "{release}": release.version}
        named = []
        for need in self.asked.needs:
            for word, meant in words.items():
                need = need.replace(word, meant)  # noqa: PLW2901 one after the other
            named.append(need)
        return dict.fromkeys((SESSIONS, device_of(device), *named), 1.0)

    def order(self, session: Session) -> bytes:
        """What is sent to whoever measures a session."""
        wanted = [(session.device, session.release)]
        beside = self._neighbour(session)
        wanted += [(session.device, beside)] if beside else []
        asked = self.asked
        return msgspec.json.encode(Order(
            session.release, session.device, asked.run, method(), *self.cases,
            self.parts.files(wanted, stale=True), dict(asked.options), self.places.keyword, asked.python,
        ))  # fmt: skip # a field a line says nothing more

    def _neighbour(self, session: Session) -> str | None:
        """The release that the gate will hold a new one against; it has to be sent along."""
        here = self.parts.cells(session.device, session.release)
        known = {row for row, cell in here.items() if cell.behaviour.outcome.is_behaviour}
        unknown = [row.name for _, rows in self.chosen for row in rows if row.name not in known]
        if not gate.is_sweep(unknown):
            return None
        recorded = {release: self.parts.cells(session.device, release) for release in self.order_of}
        return gate.nearest(session.release, self.order_of, recorded)


def _text(case: Case) -> str:
    return Path(case.path).read_bytes().decode("utf-8")


def _rows(chosen: Iterable[tuple[Case, tuple[Row, ...]]], release: Release, device: str) -> set[str]:
    return {row.name for case, rows in chosen for row in rows if not case.inapplicable(row, release, device)}


def sweep(plan: Plan, say: Say, tell: Tell) -> Swept:
    """Measure every session of a plan, and take in each as it comes back; what is taken in stays whatever follows."""
    results, run = plan.places.results, plan.asked.run
    taking = Taking(plan.places, plan.sessions, run, tell)
    names = [session.name for session in plan.sessions]

    def begin() -> None:
        if names:
            store.begin(results, run, names[0], names)

    with contextlib.closing(_ended(plan, begin, say)) as arriving:
        for ended in arriving:
            taking.take(ended)
    return taking.swept(plan.sessions)


def _ended(plan: Plan, begin: Callable[[], None], say: Say) -> Generator[list[Ended]]:
    """Sessions as they end, wherever they run; the run begins when there is somebody to measure."""
    asked = plan.asked
    if asked.scheduler is None:
        begin()
        with folders.temporary("sweep") as home:
            yield from local.ended(plan.sessions, plan.order, asked.jobs, Path(home), asked.envs.absolute(), say)
        return
    engine = _engine()
    with engine.connected(asked.scheduler) as client:
        wrong = engine.strangers(client, method, method())
        if wrong:
            told = "\n".join(f"{worker} {why}" for worker, why in sorted(wrong.items()))
            raise NoCluster(
                f"{told}\nInstall the same commit here and on every worker: `pip install '.[cluster]'` in its checkout."
            )
        begin()
        yield from engine.Sweeping(client, asked.scheduler, asked.run, plan.order, asked.patience).ended(
            plan.sessions, say
        )


def _engine() -> Any:
    """The one module that imports distributed, if that is installed."""
    try:
        from gradreg.cluster import engine  # noqa: PLC0415 a second of imports that only a cluster needs
    except ModuleNotFoundError as error:
        raise NoCluster(INSTALL) from error
    return engine
