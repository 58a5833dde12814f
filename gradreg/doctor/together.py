"""Look at several things at once, within a time: what hangs or fails is told, and holds up nothing else."""

import queue
import threading
import time
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, TypeVar

T = TypeVar("T")
TELL_AFTER = 2.0


class Failure(NamedTuple):
    """A look that came to nothing, why, and whether only for want of time."""

    why: str
    late: bool = False


def together(
    looks: Mapping[str, Callable[[], T]], seconds: float, waiting: Callable[[Collection[str]], None] | None = None
) -> dict[str, T | Failure]:
    """The answer to every look, by its name, after so many seconds at the latest.

    Who looks longer is given up; `waiting` hears after a while whom the others wait for.
    """
    answers: queue.SimpleQueue[tuple[str, T | Failure]] = queue.SimpleQueue()
    found: dict[str, T | Failure] = {}
    for name, look in looks.items():
        threading.Thread(target=lambda *its: answers.put(_answer(*its)), args=(name, look), daemon=True).start()
    told: list[str] = []
    end = time.monotonic() + seconds
    while len(found) < len(looks) and (left := end - time.monotonic()) > 0:
        try:
            name, answer = answers.get(timeout=min(left, TELL_AFTER))
            found[name] = answer
        except queue.Empty:
            late = [name for name in looks if name not in found]
            if waiting and late != told:
                waiting(late)
            told = late
    return {name: found.get(name, Failure(f"no answer within {seconds:g} s", late=True)) for name in looks}


def _answer(name: str, look: Callable[[], T]) -> tuple[str, T | Failure]:
    try:
        return name, look()
    except Exception as error:  # noqa: BLE001 whatever is wrong with a machine is an answer about it
        return name, Failure(str(error) or type(error).__name__)
