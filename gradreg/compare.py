"""What differs: between neighbouring releases (eras, transitions), and between a run and what is recorded. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

import msgspec

from gradreg.model import (
    Behaviour,
    Cell,
    Comparison,
    Era,
    Finding,
    Manner,
    Observation,
    Outcome,
    Transition,
    disagreement,
    has_numbers,
)

ERROR = re.compile(r'"[A-Z]\w*(?:Error|Exception)"')
ORDER = (Manner.SILENT, Manner.LOUD, Manner.ANNOUNCED, None)
"""How much a change surprises, what surprises most first; None is no change of behaviour."""
NOT_RUN = Behaviour(Outcome.NOT_RUN)

Sequence_ = Sequence[tuple[str, Behaviour]]
"""One row on one device: (release, behaviour) for every release, oldest first."""


def signature(behaviour: Behaviour) -> bytes:
    """What two cells must share to be the same era: facts and exception type, or the word for having none."""
    if behaviour.outcome.is_behaviour:
        return msgspec.json.encode([behaviour.outcome, behaviour.facts, behaviour.raises], order="sorted")
    return behaviour.canonical if behaviour.seen else behaviour.word.encode()


def difference(before: Behaviour, after: Behaviour) -> Comparison | None:
    """The heaviest difference between two known behaviours."""
    if before is after:
        return None
    if signature(before) != signature(after):
        return Comparison.CHANGED
    if sorted(kind for kind, _ in before.warnings) != sorted(kind for kind, _ in after.warnings):
        return Comparison.WARNS
    if (before.message, before.warnings) != (after.message, after.warnings):
        return Comparison.REWORDED
    return None


def manner(before: Behaviour, after: Behaviour) -> Manner:
    """How a change reached its users: announced by a warning before it, loud because it raises now, or silent."""
    if set(before.warnings) - set(after.warnings):
        return Manner.ANNOUNCED
    return Manner.LOUD if _errors(after) > _errors(before) else Manner.SILENT


def _errors(behaviour: Behaviour) -> int:
    """How many exceptions a row met: the one that ended it, and those it caught and yielded by name."""
    return len(ERROR.findall(msgspec.json.encode(behaviour.facts).decode())) + bool(behaviour.raises)


def transitions(device: str, cells: Sequence_) -> tuple[Transition, ...]:
    """Every pair of neighbouring known releases that differ; what is unknown or not applicable makes none."""
    found = []
    known = [(index, release, behaviour) for index, (release, behaviour) in enumerate(cells)]
    known = [item for item in known if item[2].outcome.is_behaviour]
    for (start, before, old), (stop, after, new) in pairwise(known):
        kind = Comparison.REWORDED if _lack_the_same(device, old, new) else difference(old, new)
        if kind:
            between = tuple(release for release, _ in cells[start + 1 : stop])
            how = manner(old, new) if kind is Comparison.CHANGED else None
            found.append(Transition(device, before, after, kind, how, between, old, new))
    return tuple(found)


def _lack_the_same(device: str, old: Behaviour, new: Behaviour) -> bool:
    """Whether both say in other words that meta has no numbers for the same question."""
    lack = not has_numbers(device) and old.wants_data and new.wants_data and old.facts == new.facts
    return lack and old.canonical != new.canonical


def eras(device: str, cells: Sequence_) -> tuple[Era, ...]:
    """Runs of releases with the same signature; unmeasured releases inside a run do not break it, but are named."""
    found: list[Era] = []
    waiting: list[tuple[str, Behaviour]] = []
    for run in _runs(cells):
        (first, behaviour), (last, _) = run[0], run[-1]
        if _is_unknown(behaviour):
            waiting += run
            continue
        if found and _same_era(found[-1].behaviour, behaviour):
            gap = found[-1].unknown + tuple(name for name, _ in waiting)
            found[-1] = Era(device, found[-1].first, last, found[-1].behaviour, gap)
        else:
            found += [*_plain(device, waiting), Era(device, first, last, behaviour)]
        waiting = []
    return (*found, *_plain(device, waiting))


def _runs(cells: Sequence_) -> list[list[tuple[str, Behaviour]]]:
    """Neighbouring cells with the very same behaviour; most cells of a row are one object."""
    return [list(run) for _, run in groupby(cells, key=lambda cell: id(cell[1]))]


def _same_era(before: Behaviour, after: Behaviour) -> bool:
    return before is after or signature(before) == signature(after)


def _is_unknown(behaviour: Behaviour) -> bool:
    """Whether there is nothing to show; what is not applicable or unstable is shown where it is."""
    shown = {Outcome.NOT_APPLICABLE, Outcome.UNSTABLE}
    return not (behaviour.outcome.is_behaviour or behaviour.outcome in shown)


def _plain(device: str, cells: Sequence_) -> list[Era]:
    """Eras of what is unknown, by its word."""
    found: list[Era] = []
    for release, behaviour in cells:
        if found and found[-1].behaviour.word == behaviour.word:
            found[-1] = Era(device, found[-1].first, release, behaviour)
        else:
            found.append(Era(device, release, release, behaviour))
    return found


def findings(observations: Iterable[Observation], recorded: Mapping[str, Cell]) -> tuple[Finding, ...]:
    """Hold each observation of a run against the recorded cell of its row."""
    return tuple(_finding(observation, recorded.get(observation.row)) for observation in observations)


def _finding(observation: Observation, cell: Cell | None) -> Finding:
    found, before = observation.behaviour, cell.behaviour if cell else None
    stale = bool(cell and cell.stale)
    return Finding(observation.row, _comparison(found, before, stale=stale), found, before, stale)


def _comparison(found: Behaviour, before: Behaviour | None, *, stale: bool) -> Comparison:
    if not found.outcome.is_behaviour:
        same = before is not None and not stale and before == found and found.outcome is not Outcome.INFRA
        return Comparison.AS_RECORDED if same else Comparison.MISSING
    if stale and before is not None and (before.outcome.is_behaviour or before.outcome is Outcome.UNSTABLE):
        return Comparison.STALE
    if before is None or not before.outcome.is_behaviour:
        return Comparison.NEW
    match difference(before, found):
        case None:
            return Comparison.AS_RECORDED
        case Comparison.REWORDED:
            return Comparison.REWORDED
        case _:
            return Comparison.REGRESSED


def unstable(first: Finding, again: Behaviour, how: str | None = None) -> Finding:
    """The finding after another look: two that disagree say nothing about torch; `how` the other one was made.

    What is recorded as behaviour is one of the looks, made then. A look that failed is none.
    """
    if difference(first.found, again) is None:
        return first
    if again.outcome is Outcome.INFRA:
        return msgspec.structs.replace(first, comparison=Comparison.MISSING, found=again)
    recorded = None if first.comparison is Comparison.STALE else first.recorded
    known = recorded is not None and recorded.outcome is Outcome.UNSTABLE
    then = [recorded] if recorded and recorded.outcome.is_behaviour else []
    found = disagreement([*then, first.found, again], how)
    return Finding(first.row, Comparison.AS_RECORDED if known else Comparison.UNSTABLE, found, recorded)


def unsettled(finding: Finding) -> Finding:
    """The finding of a run that did not look in the way in which the recorded looks disagree: it says nothing new."""
    before = finding.recorded
    if finding.comparison is not Comparison.NEW or before is None or before.outcome is not Outcome.UNSTABLE:
        return finding
    if before.detail is None:
        return finding
    return msgspec.structs.replace(finding, comparison=Comparison.AS_RECORDED, found=before)
