"""What a case's own page shows, put together for its template, which only prints."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gradreg.model import Behaviour, Case, Guarded, Line, Transition, Verdict
from gradreg.report import words
from gradreg.report.page import code, copying, sides, spans
from gradreg.report.page.shell import english

GUARDS = 3
"""Guards that a case's own page shows; the interactive view has those of every row."""


class Way(msgspec.Struct, frozen=True):
    """Rows that did the same everywhere, on one device."""

    device: str
    labels: tuple[str, ...]
    eras: tuple[spans.Span, ...]
    steps: tuple[sides.Step, ...]


class CodeLine(msgspec.Struct, frozen=True):
    """A line of code, and the facts beside it: what each era showed, or one value where all agree."""

    pieces: tuple[sides.Piece, ...]
    facts: tuple[tuple[sides.Piece, ...], ...]


class CasePage(msgspec.Struct, frozen=True):
    """Everything the template prints."""

    case: Case
    story: tuple[str, ...]
    ways: tuple[Way, ...]
    code: tuple[CodeLine, ...]
    guards: tuple[str, ...]
    claims: tuple[Verdict, ...]
    stale: bool


def of(case: Case, lines: Sequence[Line], releases: Sequence[str], guards: Iterable[Guarded] = ()) -> CasePage:
    """The page of one case."""
    groups = sorted(_alike(lines), key=lambda group: -sum(step.counts for step in group[0].transitions))
    index = {release: number for number, release in enumerate(releases)}
    ways = [_way(group, device, index) for group in groups for device in _devices(group[0])]
    claims = tuple(item for item, _ in words.verdicts(lines))
    story = tuple(line for line in case.story.splitlines() if case.chinese not in line or not case.chinese)
    told = tuple(dict.fromkeys(map(copying.snippet, guards)))[:GUARDS]
    painted = _code(case, groups[0][0], lines)
    return CasePage(case, story, tuple(ways), painted, told, claims, any(one.stale for one in lines))


def _alike(lines: Iterable[Line]) -> list[list[Line]]:
    groups: dict[bytes, list[Line]] = {}
    for line in lines:
        groups.setdefault(msgspec.json.encode([line.eras, [_key(step) for step in line.transitions]]), []).append(line)
    return list(groups.values())


def _key(step: Transition) -> object:
    return [step.device, step.before, step.after, step.kind.word, step.manner, step.old, step.new]


def _devices(line: Line) -> list[str]:
    return list(dict.fromkeys(era.device for era in line.eras))


def _way(lines: Sequence[Line], device: str, index: Mapping[str, int]) -> Way:
    first = lines[0]
    labels = tuple(line.row.partition("[")[2].removesuffix("]") for line in lines)
    steps = tuple(sides.of(step) for step in first.transitions if step.device == device)
    return Way(device, tuple(filter(None, labels)), tuple(spans.of(first, device, index)), steps)


def _code(case: Case, line: Line, lines: Sequence[Line]) -> tuple[CodeLine, ...]:
    source = code.shown(case)
    names = (name for one in lines for era in one.eras for name in era.behaviour.facts)
    beside = code.yields(source, names)
    known = {repr(words.told(era.behaviour)): era.behaviour for era in line.eras if era.behaviour.outcome.is_behaviour}
    told = {number: [_values(name, list(known.values())) for name in mine] for number, mine in beside.items()}
    return tuple(
        CodeLine(pieces, tuple(filter(None, told.get(number, ()))))
        for number, pieces in enumerate(code.painted(source), start=1)
    )


def _values(name: str, known: Sequence[Behaviour]) -> tuple[sides.Piece, ...]:
    seen = [words.value(item.facts[name]) if name in item.facts else None for item in known]
    if set(seen) <= {None}:
        return ()
    if len(set(seen)) == 1:
        return (("", str(seen[0])),)
    absent = english()["case.absent"]
    return tuple((spans.letter(number), absent if text is None else text) for number, text in enumerate(seen))
