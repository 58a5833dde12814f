"""Sessions on a dask.distributed cluster: dask places them by resources, and runs those of a lost worker again.

What goes over the wire is bytes of JSON, both ways, packed on the way there, and the name of one function of this file.
"""

import contextlib
import logging
import socket
import time
import zlib
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import distributed
from distributed.client import FutureCancelledError
from distributed.comm.addressing import get_address_host_port
from distributed.comm.core import CommClosedError
from distributed.core import Status

from gradreg.cluster import errand, placing
from gradreg.cluster.placing import Hand
from gradreg.errors import BadUsage, NoCluster, NotRun
from gradreg.model import Ended, Session

CONNECT = 10
POLL = 1.0
RETRIES = 2
AHEAD = 2
"""Orders that wait at the cluster for each session that runs, so that no worker waits for an order."""
FOLDER = "gradreg"
WORKING = {Status.running, Status.paused}
GONE = (OSError, CommClosedError, TimeoutError)
LOST = "The scheduler does not answer any more. What came back is kept; `--missing` goes on from there."


@contextlib.contextmanager
def connected(address: str) -> Iterator[distributed.Client]:
    """A client of the cluster; raises NoCluster where no scheduler answers, BadUsage where that is no address."""
    start = "Start one with `dask scheduler`, and workers with `dask worker ADDRESS --resources 'sessions=1 cpu=1'`."
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told in our words
    try:
        where = get_address_host_port(address, strict=True)
    except ValueError as error:
        raise BadUsage(f"--scheduler {address!r} is no address: {error}. One is `tcp://HOST:8786`.") from error
    try:
        socket.create_connection(where, timeout=CONNECT).close()  # a client that cannot connect takes its time
        client = distributed.Client(address, timeout=CONNECT, set_as_default=False, name="gradreg")
    except (OSError, OverflowError, UnicodeError) as error:
        raise NoCluster(f"no scheduler answers at {address}. {start}") from error
    try:
        yield client
    finally:
        with contextlib.suppress(*GONE):
            client.close(timeout=CONNECT)


def hands(client: distributed.Client) -> list[Hand]:
    """The workers of the cluster; raises NoCluster where the scheduler is gone."""
    try:
        found = client.scheduler_info(n_workers=-1)["workers"]
    except GONE as error:
        raise NoCluster(LOST) from error
    return [Hand(address, dict(item.get("resources") or {})) for address, item in found.items()]


def strangers(client: distributed.Client, asked: Callable[[], str], method: str) -> dict[str, str]:
    """Worker -> why it cannot measure for this gradreg: it has none, or one that measures with other code."""
    try:
        told: Mapping[str, Any] = client.run(asked, on_error="return")
    except ModuleNotFoundError as error:
        return {"a worker": f"lacks {error.name}"}
    except GONE as error:
        raise NoCluster(LOST) from error
    return {
        address: f"cannot tell: {answer}" if isinstance(answer, Exception) else "measures with other code"
        for address, answer in told.items()
        if answer != method
    }


def carry_out(order: bytes) -> tuple[str, bytes]:
    """On a worker: measure a session in its folder; its address, and what the session answers."""
    worker = distributed.get_worker()
    key = worker.get_current_task()
    home = Path(worker.local_directory, FOLDER)

    def wanted() -> bool:
        task = worker.state.tasks.get(key)
        return worker.status in WORKING and task is not None and task.state == "executing"

    try:
        return worker.address, errand.run(zlib.decompress(order), home, home / "envs", wanted, print)
    except NotRun as error:
        raise RuntimeError(str(error)) from None  # which can be sent, and is tried again


class Sweeping:
    """The sessions of one sweep on a cluster: those that wait here, and those that were handed over."""

    def __init__(
        self, client: distributed.Client, address: str, run: str, order: Callable[[Session], bytes], patience: float
    ) -> None:
        self.client, self.address, self.run, self.order, self.patience = client, address, run, order, patience
        self.waiting: list[Session] = []
        self.running: dict[distributed.Future, Session] = {}
        self.seen: dict[str, float] = {}

    def ended(self, sessions: Sequence[Session], say: errand.Say) -> Generator[list[Ended]]:
        """Yield sessions as they end; a session that no worker can take is told at once, and given up on in the end."""
        self.waiting = list(sessions)
        try:
            while self.waiting or self.running:
                there = hands(self.client)
                self._see(there, say)
                self._hand_over(there)
                yield [*self._arrived(), *self._given_up(there)]
        finally:
            with contextlib.suppress(*GONE):
                self.client.cancel(list(self.running), force=True)

    def _see(self, there: Sequence[Hand], say: errand.Say) -> None:
        """Note for which sessions there is a worker, and tell once for which there is none."""
        for session in {session.name: session for session in (*self.waiting, *self.running.values())}.values():
            if placing.takers(there, session):
                self.seen[session.name] = time.monotonic()
            elif session.name not in self.seen:
                self.seen[session.name] = -self.patience
                say(f"{session.title}: {placing.lacking(there, session, self.address)}")

    def _hand_over(self, there: Sequence[Hand]) -> None:
        """Give the cluster what it can take, and not much more, as each order holds the whole catalog."""
        most = AHEAD * placing.places(there)
        for session in list(self.waiting):
            if len(self.running) >= most or not placing.has_room(there, session, self.running.values(), AHEAD):
                continue
            self.waiting.remove(session)
            future = self.client.submit(
                carry_out, zlib.compress(self.order(session)), key=f"gradreg-{self.run}-{session.name}",
                resources=dict(session.needs), retries=RETRIES, pure=False,
            )  # fmt: skip # one task
            self.running[future] = session

    def _arrived(self) -> list[Ended]:
        """The sessions that ended, after waiting a while for one."""
        if not self.running:
            time.sleep(POLL if self.waiting else 0)
        else:
            with contextlib.suppress(TimeoutError, FutureCancelledError), self.client.as_current():
                distributed.wait(list(self.running), timeout=POLL, return_when="FIRST_COMPLETED")
        found = []
        for future in [future for future in self.running if future.done()]:
            with contextlib.suppress(TimeoutError):  # its worker was lost with the answer, and dask is at it again
                found.append(_ended(self.running[future], future))
                del self.running[future]
        return found

    def _given_up(self, there: Sequence[Hand]) -> list[Ended]:
        """Sessions for which no worker was seen for too long, once none is left that runs or may still find one."""
        late = time.monotonic() - self.patience
        left = [*self.waiting, *self.running.values()]
        hopeful = any(placing.takers(there, item) or not self._is_late(item, late) for item in left)
        stuck = [] if hopeful else left
        for future in [future for future, session in self.running.items() if session in stuck]:
            future.cancel()
            del self.running[future]
        self.waiting = [session for session in self.waiting if session not in stuck]
        return [Ended(item, None, "no worker", placing.lacking(there, item, self.address)) for item in stuck]

    def _is_late(self, session: Session, late: float) -> bool:
        return self.seen.get(session.name, late) < late


def _ended(session: Session, future: distributed.Future) -> Ended:
    try:
        where, answer = future.result(timeout=CONNECT)
    except distributed.scheduler.KilledWorker as error:
        told = f"{error}\nIts workers died, again and again: look at their logs, then run it again with `--missing`."
        return Ended(session, None, "worker died", told)
    except TimeoutError:
        raise
    except FutureCancelledError as error:
        raise NoCluster(LOST) from error
    except Exception as error:  # noqa: BLE001 whatever a worker raised is told, and costs this session alone
        return Ended(session, None, "worker failed", f"{type(error).__name__}: {error}")
    return Ended(session, answer, where=where)


def names(addresses: Collection[str]) -> str:
    """Some workers, and how many more."""
    shown = sorted(addresses)[:3]
    more = len(addresses) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
