"""What rows show in which releases, and the guards of those that behave in the same eras. Pure."""

import builtins
import json
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gradreg.guard.proof import Versions, prove
from gradreg.guard.ranges import condition, specifiers
from gradreg.harmless import visible
from gradreg.model import Behaviour, Environment, Evidence, Guard, Guarded, Line, Value

TOLD = 90
Shown = tuple[tuple[Behaviour, tuple[str, ...]], ...]
"""The behaviours of a row with the releases that show each, in the order in which they appeared."""


def grouped(lines: Iterable[Line], releases: Sequence[str], device: str, recorded: Versions) -> tuple[Guarded, ...]:
    """Guards for some rows of a case, those that behave in the same eras together; raises NotProven."""
    found: dict[str, list[tuple[Line, Shown]]] = {}
    for line in lines:
        shown = behaviours(line, releases, device)
        if shown:
            key = repr([(behaviour.raises, where) for behaviour, where in shown])
            found.setdefault(key, []).append((line, shown))
    groups = sorted(found.values(), key=lambda group: len(group[0][1]) == 1)  # those that need no guard last
    return tuple(_guarded(group, releases, device, recorded) for group in groups)


def versions(evidence: Evidence, environments: Mapping[str, Environment], device: str) -> dict[str, tuple[str, ...]]:
    """Release -> the exact versions of torch that the cells of a case were measured with."""
    found: dict[str, set[str]] = {}
    for (_, where, release), cell in evidence.cells.items():
        if where == device and cell.environment in environments:
            found.setdefault(release, set()).add(environments[cell.environment].torch)
    return {release: tuple(sorted(names)) for release, names in found.items()}


def behaviours(line: Line, releases: Sequence[str], device: str) -> Shown:
    """What a row shows, and in which releases; what is not measured or not applicable is in none."""
    found: dict[bytes, tuple[Behaviour, list[str]]] = {}
    for era in line.eras:
        if era.device == device and era.behaviour.outcome.is_behaviour:
            span = releases[releases.index(era.first) : releases.index(era.last) + 1]
            _, where = found.setdefault(_key(era.behaviour), (era.behaviour, []))
            where += [release for release in span if release not in era.unknown]
    return tuple((behaviour, tuple(where)) for behaviour, where in found.values())


def _key(behaviour: Behaviour) -> bytes:
    return msgspec.json.encode([behaviour.facts, behaviour.raises], order="sorted")


def _guarded(group: Sequence[tuple[Line, Shown]], releases: Sequence[str], device: str, recorded: Versions) -> Guarded:
    line, shown = group[0]
    shared = tuple((_shared([mine[place][0] for _, mine in group]), where) for place, (_, where) in enumerate(shown))
    guards = tuple(_guard(place, shared, releases) for place in range(len(shared)))
    proven = prove(guards, releases, recorded)
    rows = tuple(line.row for line, _ in group)
    return Guarded(device, rows, guards, _excluded(line, releases, device, guards), proven)


def _shared(behaviours: Sequence[Behaviour]) -> Behaviour:
    """What several rows show alike: the exception, and the facts with the same value in all of them."""
    first, *others = behaviours
    facts = {
        name: value
        for name, value in first.facts.items()
        if all(repr(other.facts.get(name)) == repr(value) for other in others)
    }
    return Behaviour(first.outcome, facts, first.raises)


def _guard(place: int, shown: Shown, releases: Sequence[str]) -> Guard:
    behaviour, where = shown[place]
    wanted = [release in where for release in releases]
    ranges, expression = specifiers(wanted, releases), condition(wanted, releases)
    others = [other for index, (other, _) in enumerate(shown) if index != place]
    return Guard(behaviour, where, ranges, expression, _xfail(behaviour, others, ranges, expression))


def _xfail(behaviour: Behaviour, others: Sequence[Behaviour], ranges: Sequence[str], expression: str) -> str | None:
    """The mark for a test that expects one of the other behaviours, where there are others."""
    if not others:
        return None
    reason = visible(json.dumps(f"torch{' or '.join(ranges)}: {_told(behaviour, others)}", ensure_ascii=False))
    return f"@pytest.mark.xfail({expression}, reason={reason}, strict=True{_raises(behaviour, others)})"


def _told(behaviour: Behaviour, others: Iterable[Behaviour]) -> str:
    """The facts that tell a behaviour from the others, short enough for a reason."""
    if behaviour.raises:
        return f"raises {behaviour.raises}"
    names = [
        name
        for name, value in behaviour.facts.items()
        if any(repr(other.facts.get(name)) != repr(value) for other in others)
    ]
    text = "; ".join(f"{name} = {_plain(behaviour.facts[name])}" for name in names)
    return (text if len(text) <= TOLD else f"{text[: TOLD - 1]}…") or "behaves otherwise"


def _plain(value: Value) -> str:
    return f"[{', '.join(map(_plain, value))}]" if isinstance(value, list) else str(value)


def _raises(behaviour: Behaviour, others: Iterable[Behaviour]) -> str:
    """`raises=` for a behaviour that ends so, unless a test of another would catch it and fail by its facts."""
    mine = _exception(behaviour.raises)
    caught = [kind for other in others if (kind := _exception(other.raises))]
    return f", raises={behaviour.raises}" if mine and not issubclass(mine, tuple(caught)) else ""


def _exception(name: str | None) -> type[BaseException] | None:
    found = getattr(builtins, name or "", None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def _excluded(line: Line, releases: Sequence[str], device: str, guards: Iterable[Guard]) -> dict[str, tuple[str, ...]]:
    """The releases that no guard speaks of, by the word for why."""
    spoken = {release for guard in guards for release in guard.releases}
    words: dict[str, list[str]] = {}
    eras = [era for era in line.eras if era.device == device and not era.behaviour.outcome.is_behaviour]
    for place, release in enumerate(releases):
        if release not in spoken:
            spans = [era for era in eras if releases.index(era.first) <= place <= releases.index(era.last)]
            word = spans[0].behaviour.word if spans else "not measured"
            words.setdefault(word, []).append(release)
    return {word: tuple(found) for word, found in words.items()}
