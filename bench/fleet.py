"""A sweep on many machines, simulated: which worker takes which session when, and how the client keeps up.

The model is list scheduling, as dask does it with resources: a free worker takes the first waiting session whose
device it has. A session installs torch, starts, and measures its rows; the client makes every order and takes in
every answer, one at a time. Workers are lost at random, with what they had begun, and come back after a while.
"""

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

MINUTE, HOUR = 60.0, 3600.0


@dataclass(frozen=True)
class Costs:
    """Seconds, all of them measured but where the docs say otherwise.

    Attributes:
        install: making an environment.
        start: importing torch and the canary, of each look.
        row: one row, both looks together.
        order: the client's work on an order, for each row of the catalog.
        merge: the client's work on an answer, for each cell.
    """

    install: float
    start: float
    row: float
    order: float
    merge: float


@dataclass(frozen=True)
class Fleet:
    """Workers by the devices they have, and how often one is lost.

    Attributes:
        between: seconds between two losses of one worker, on average; 0 for never.
        away: seconds until a lost one is back.
    """

    kinds: Sequence[tuple[int, frozenset[str]]]
    between: float = 0.0
    away: float = 5 * MINUTE

    @property
    def workers(self) -> int:
        """How many there are."""
        return sum(number for number, _ in self.kinds)


@dataclass
class Outcome:
    """What came of a simulated sweep: seconds until the last answer was taken in, and where the time went."""

    wall: float = 0.0
    busy: float = 0.0
    client: float = 0.0
    lost: int = 0
    wasted: float = 0.0
    last_worker: float = 0.0


@dataclass
class _State:
    waiting: list[str]
    free: list[tuple[int, frozenset[str]]]
    events: list[tuple[float, int, str, int, str]] = field(default_factory=list)
    client: float = 0.0
    worked: float = 0.0
    wasted: float = 0.0
    number: "count[int]" = field(default_factory=count)


def session(costs: Costs, rows: int) -> float:
    """Seconds of one session on its worker."""
    return costs.install + 2 * costs.start + rows * costs.row


def simulated(fleet: Fleet, devices: Sequence[str], releases: int, rows: int, costs: Costs, seed: int = 7) -> Outcome:
    """A sweep of all rows on that many releases and these devices."""
    chance = random.Random(seed)  # noqa: S311 a repeatable draw, not a secret
    kinds = [devices_ for number, devices_ in fleet.kinds for _ in range(number)]
    state = _State([device for _ in range(releases) for device in devices], list(enumerate(kinds)))
    took, out = session(costs, rows), Outcome()
    left = len(state.waiting)
    now = 0.0
    while left:
        _place(state, now, took, costs.order * rows, fleet.between, chance)
        now, _, what, worker, device = heapq.heappop(state.events)
        if what == "back":
            state.free.append((worker, kinds[worker]))
        elif what == "lost":
            out.lost += 1
            state.waiting.insert(0, device)
            heapq.heappush(state.events, (now + fleet.away, next(state.number), "back", worker, ""))
        else:
            left -= 1
            state.free.append((worker, kinds[worker]))
            out.busy += took
            out.last_worker = now
            state.client = max(state.client, now) + costs.merge * rows
            state.worked += costs.merge * rows
    out.wall, out.client, out.wasted = state.client, state.worked, state.wasted
    return out


def _place(state: _State, now: float, took: float, order: float, between: float, chance: random.Random) -> None:
    """Give every free worker the first session it can take; each waits for the client to make its order."""
    for worker, devices in list(state.free):
        device = next((item for item in state.waiting if item in devices), None)
        if device is None:
            continue
        state.waiting.remove(device)
        state.free.remove((worker, devices))
        state.client = max(state.client, now) + order
        state.worked += order
        lost = chance.expovariate(1 / between) if between else took + 1
        what, after = ("done", took) if lost > took else ("lost", lost)
        state.wasted += after if what == "lost" else 0.0
        heapq.heappush(state.events, (state.client + after, next(state.number), what, worker, device))


def bounds(fleet: Fleet, devices: Sequence[str], releases: int, rows: int, costs: Costs) -> dict[str, float]:
    """What no order of the sessions can beat: seconds."""
    one = session(costs, rows)
    scarce = max(
        releases * one / max(1, sum(number for number, has in fleet.kinds if device in has)) for device in devices
    )
    return {
        "the longest session": one,
        "all sessions on all workers": releases * len(devices) * one / fleet.workers,
        "the scarcest device": scarce,
        "the client alone": releases * len(devices) * rows * (costs.order + costs.merge),
    }
