"""What tells the behaviours of a row apart in somebody's code, and what a cell's script is."""

from collections.abc import Mapping

import msgspec

from gradreg.model.behaviour import Behaviour, Scalar

SETUPS: Mapping[str, tuple[str, ...]] = {
    "packaging": ("from packaging.version import Version", "torch_release = Version(torch.__version__).release"),
    "torch alone": (
        "import re",
        r'torch_release = tuple(map(int, re.match(r"[\d.]*\d", torch.__version__).group().split(".")))',
    ),
}
"""Two ways to the numbers of torch's version; every pre-release and build of 2.0.0 counts as 2.0.0 in both."""


class Guard(msgspec.Struct, frozen=True):
    """One behaviour, and what holds in exactly the releases that show it.

    Attributes:
        specifiers: PEP 440 ranges; a release that is in one of them shows the behaviour.
        condition: an expression over `torch_release`, the numbers of torch's version.
        xfail: a line for a test that expects another behaviour.
    """

    behaviour: Behaviour
    releases: tuple[str, ...]
    specifiers: tuple[str, ...]
    condition: str
    xfail: str | None


class Workaround(msgspec.Struct, frozen=True):
    """A case that does the same job and shows one behaviour, as far as it was measured.

    Attributes:
        rows: the rows of that case which are meant.
        code: the source of its observe().
        arguments: what observe() is called with beside the device, where one row is meant.
        releases: those in which it was measured, all of its rows.
        lacks: why it proves nothing, a sentence each; empty where it does.
    """

    name: str
    rows: tuple[str, ...]
    code: str
    arguments: dict[str, Scalar | None]
    releases: tuple[str, ...]
    lacks: tuple[str, ...]


class Guarded(msgspec.Struct, frozen=True):
    """Rows of one case that behave in the same eras, and the guards that hold for all of them.

    Attributes:
        rows: their names; the behaviours hold what all of them show.
        guards: one per behaviour, in the order in which they appeared.
        excluded: word -> the releases that no guard speaks of.
        proven: release -> the exact versions of torch on which every condition and specifier was evaluated and held.
        steady: releases that were not tested, between two that show the same; only where there is a search alone.
    """

    device: str
    rows: tuple[str, ...]
    guards: tuple[Guard, ...]
    excluded: dict[str, tuple[str, ...]]
    proven: dict[str, tuple[str, ...]]
    workarounds: tuple[Workaround, ...] = ()
    steady: tuple[str, ...] = ()

    @property
    def measured(self) -> int:
        """How many releases show a behaviour."""
        return sum(len(guard.releases) for guard in self.guards) - len(self.steady)


class Script(msgspec.Struct, frozen=True):
    """A script that shows one cell, and what it shows."""

    row: str
    release: str
    device: str
    text: str
    recorded: Behaviour
