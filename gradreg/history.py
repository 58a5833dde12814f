"""What changed in which release: the transitions of a table, release by release. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence

from gradreg.model import Change, Comparison, History, ReleaseChanges, Table, alike, is_plain


def build(
    table: Table, release: str | None = None, kinds: Collection[Comparison] = (), devices: Collection[str] = ()
) -> History:
    """The history of a table: of all its releases or of one, of all kinds of transition or of some.

    Without devices it is of every place where rows run as they are written.
    """
    found = [item for item in _changes(table, kinds) if _is_asked(item.step.device, devices)]
    wanted = [version for version in table.releases if release in {None, version}]
    parts = [_release(version, [item for item in found if item.step.after == version]) for version in wanted]
    return History(tuple(part for part in parts if part.changes), _steady(table))


def _changes(table: Table, kinds: Collection[Comparison]) -> list[Change]:
    found = [Change(line.row, line.topic, line.question, step) for line in table.lines for step in line.transitions]
    chosen = [item for item in found if not kinds or item.step.kind in kinds]
    return sorted(chosen, key=lambda item: (-item.step.kind.value[0], item.row, item.step.device))


def _is_asked(device: str, devices: Collection[str]) -> bool:
    return device in devices if devices else is_plain(device)


def _release(version: str, found: Sequence[Change]) -> ReleaseChanges:
    kinds = Counter(item.step.kind.word for item in found)
    manners = Counter(item.step.manner.value for item in found if item.step.manner)
    return ReleaseChanges(version, tuple(found), alike(found, _alike), dict(kinds), dict(manners))


def _alike(item: Change) -> tuple[object, ...]:
    """What changes share that are told together."""
    step = item.step
    return item.case, step.device, step.before, step.kind, repr(step.old), repr(step.new)


def _steady(table: Table) -> tuple[str, ...]:
    restless = {line.topic for line in table.lines for step in line.transitions if step.counts}
    return tuple(sorted({line.topic for line in table.lines} - restless))
