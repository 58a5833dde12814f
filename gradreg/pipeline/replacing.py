"""Leave a trace of known behaviour that somebody else's evidence replaces."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from gradreg import __version__, store
from gradreg.model import Comparison, Conflict, Party, Replacement, Union, alike
from gradreg.store import changelog


def trace(results: Path, unions: Iterable[Union]) -> None:
    """An entry of the changelog for each release and device of which a merge replaces known behaviour."""
    taken = [conflict for union in unions for conflict in union.conflicts if _is_replaced(conflict, union)]
    for conflicts in alike(taken, lambda conflict: (conflict.device, conflict.release)):
        changelog.add(results, _entry(conflicts))


def _is_replaced(conflict: Conflict, union: Union) -> bool:
    known = conflict.ours is not None and conflict.ours.behaviour.outcome.is_behaviour
    return (
        known and conflict.settled is Party.THEIRS and (conflict.row, conflict.device, conflict.release) in union.cells
    )


def _entry(conflicts: tuple[Conflict, ...]) -> Replacement:
    reworded = sum(conflict.kind is Comparison.REWORDED for conflict in conflicts)
    done = {"flipped": len(conflicts) - reworded, "reworded": reworded}
    theirs = [item for conflict in conflicts if (item := conflict.theirs[0].environment) is not None]
    origins = sorted({item.origin or "the owner" for item in theirs})
    names = sorted({store.environment_id(item) for item in theirs})
    return Replacement(
        0, conflicts[0].release, conflicts[0].device, 0, {word: count for word, count in done.items() if count},
        dict(sorted(Counter(conflict.case for conflict in conflicts).items())),
        ", ".join(names), __version__, f"gradreg merge took what {' and '.join(origins)} measured",
    )  # fmt: skip # a field a line says nothing more
