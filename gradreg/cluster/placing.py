"""Which worker can take which session, by the resources that it declares. Pure."""

import shlex
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gradreg.model import Session

SESSIONS = "sessions"
"""The resource of which each session takes one: how many a worker runs at once."""


class Hand(msgspec.Struct, frozen=True):
    """A worker of a cluster."""

    address: str
    resources: Mapping[str, float] = {}


def can(hand: Hand, session: Session) -> bool:
    """Whether a worker declares all that a session needs."""
    return all(hand.resources.get(name, 0) >= amount for name, amount in session.needs.items())


def takers(hands: Iterable[Hand], session: Session) -> list[Hand]:
    """The workers that can take a session."""
    return [hand for hand in hands if can(hand, session)]


def places(hands: Iterable[Hand]) -> int:
    """How many sessions run at once."""
    return int(sum(hand.resources.get(SESSIONS, 0) for hand in hands))


def has_room(hands: Sequence[Hand], session: Session, handed: Iterable[Session], ahead: int) -> bool:
    """Whether the workers that can take a session have less than so many for each that they run at once.

    Sessions of one device do not fill the room of workers that have another.
    """
    able = takers(hands, session)
    return sum(any(can(hand, other) for hand in able) for other in handed) < ahead * places(able)


def lacking(hands: Sequence[Hand], session: Session, address: str) -> str:
    """What is missing for a session that no worker can take, and the command that mends it."""
    declared = " ".join(f"{name}={amount:g}" for name, amount in session.needs.items())
    start = f"start one with `dask worker {address} --nworkers 1 --resources {shlex.quote(declared)}`"
    if not hands:
        return f"no worker is there: {start}"
    alone = [
        name for name, amount in session.needs.items() if all(hand.resources.get(name, 0) < amount for hand in hands)
    ]
    wanted = " and ".join(alone) or f"{declared.replace(' ', ' and ')} together"
    return f"no worker has {wanted}: {start}"
