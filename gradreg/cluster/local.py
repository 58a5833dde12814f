"""Sessions side by side on this machine: a thread waits for each one's process. Nothing but Python is needed for it."""

import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from gradreg.cluster import errand
from gradreg.errors import NotRun
from gradreg.model import Ended, Session


def ended(
    sessions: Sequence[Session], order: Callable[[Session], bytes], jobs: int, home: Path, envs: Path, say: errand.Say
) -> Generator[list[Ended]]:  # fmt: skip # one thought
    """Yield sessions as they end, those together that ended meanwhile; closing it ends those that still run."""
    waiting, running = list(sessions), dict[Future[bytes], Session]()
    stop = threading.Event()
    with ThreadPoolExecutor(jobs) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < jobs:
                    session = waiting.pop(0)
                    running[pool.submit(errand.run, order(session), home, envs, lambda: not stop.is_set(), say)] = (
                        session
                    )
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                yield [_ended(running.pop(future), future) for future in done]
        finally:
            stop.set()


def _ended(session: Session, future: Future[bytes]) -> Ended:
    try:
        return Ended(session, future.result())
    except NotRun as error:
        return Ended(session, None, error.reason, str(error))
