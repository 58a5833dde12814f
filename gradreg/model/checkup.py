"""What `gradreg doctor` finds out about a machine."""

from enum import StrEnum

import msgspec


class State(StrEnum):
    """How one thing that measuring needs is: in order, in order with a limit, or not there."""

    FINE = "fine"
    LIMITED = "limited"
    BROKEN = "broken"


class Diagnosis(msgspec.Struct, frozen=True):
    """One thing that measuring needs, how it is, and how to mend it.

    Attributes:
        what: what was found, in a phrase.
        mend: what to do; empty where nothing is to be done.
    """

    subject: str
    state: State
    what: str
    mend: str = ""


class Checkup(msgspec.Struct, frozen=True):
    """Everything that was found, and what follows from it.

    Attributes:
        recordable: device -> the releases that this machine can measure on it, oldest first.
        releases: how many releases there are.
        offline: whether the network was left alone, and is taken to be there.
    """

    diagnoses: tuple[Diagnosis, ...]
    recordable: dict[str, tuple[str, ...]]
    releases: int
    offline: bool = False

    @property
    def exit_code(self) -> int:
        """2 when something is missing that `nox` alone needs; a limit is no fault."""
        return 2 if any(item.state is State.BROKEN for item in self.diagnoses) else 0
