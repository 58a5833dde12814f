"""What a change has to measure again: every row, those of some cases, or nothing. Pure."""

from collections.abc import Collection, Iterable

from gradreg import names
from gradreg.model import Landmark, Touched

DECIDING = (
    "gradreg/worker/", "gradreg/runner.py", "gradreg/normalise.py", "gradreg/sandbox.py",
    "gradreg/environments.py", "gradreg/interpreters.py", "gradreg/wheels.py",
)  # fmt: skip # what a cell says, then what it is measured in
"""Code that decides what every cell says; the worker and its surroundings."""
CODE = ("gradreg/", "noxfile.py", "pyproject.toml")
"""Other code, for which a look at the landmarks will do."""


def of(changed: Iterable[str], folder: str, known: Collection[str], landmarks: Iterable[Landmark]) -> Touched:
    """What the files of a change ask for.

    Args:
        changed: their paths, as git tells them.
        folder: of the catalog, the way git tells it.
        known: names of the cases that the catalog has; one that is gone has nothing to measure.
        landmarks: rows that are looked at whenever anything is.
    """
    paths = frozenset(changed)
    if any(path.startswith(DECIDING) for path in paths):
        return Touched("all", _cases(paths, folder, known))
    cases = _cases(paths, folder, known)
    if not cases and not any(path.startswith(CODE) and path.endswith((".py", ".toml")) for path in paths):
        return Touched("nothing")
    marks = {mark.row.partition("[")[0] for mark in landmarks} & set(known)
    wanted = sorted({*cases, *marks})
    return Touched("some" if wanted else "nothing", cases, " or ".join(wanted))


def _cases(paths: Iterable[str], folder: str, known: Collection[str]) -> tuple[str, ...]:
    """The cases among the files; a name that is none can be in no list of known ones."""
    inside = (path.removeprefix(f"{folder}/").removesuffix(".py") for path in paths if path.startswith(f"{folder}/"))
    return tuple(sorted(name for name in inside if name in known and names.fault(name) is None))
