"""A search's result as Markdown that can be pasted into an issue, and as JSON."""

import re
import shlex
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from gradreg.model import Behaviour, Bisection, Environment, Facts, Forecast, Shift, Trace, Where, alike
from gradreg.report import data, words
from gradreg.report.markdown import code, grid, prose

REPOSITORY = "https://github.com/pytorch/pytorch"
LISTED = 12
REVISION = re.compile(r"[0-9a-f]{7,64}")


def markdown(found: Bisection) -> str:
    """Every row's changes, both sides next to each other; rows that changed alike together."""
    groups = alike(found.traces, _changes)
    parts = [_group(found, group) for group in groups]
    return "\n\n".join([*parts, _effort(found)])


def _changes(trace: Trace) -> tuple[str, ...]:
    """What rows of one case share when they are told together."""
    shifts = [(shift.step, repr(shift.old), repr(shift.new)) for shift in trace.shifts]
    return (trace.source, str(trace.first), str(trace.last), repr(shifts), repr(trace.untested))


def _group(found: Bisection, group: Sequence[Trace]) -> str:
    trace = group[0]
    rows = words.first([code(item.row) for item in group], LISTED, "more rows")
    parts = [f"### {prose(trace.question)}" if trace.question else "", rows, _verdict(group)]
    parts += [_shift(found, trace, shift) for shift in trace.shifts]
    return "\n\n".join(part for part in [*parts, _untested(trace)] if part)


def _verdict(group: Sequence[Trace]) -> str:
    trace = group[0]
    if trace.first is None:
        return "Nothing is known: no point of the line could be tested."
    if trace.shifts:
        return "\n".join(f"- {line}" for shift in trace.shifts for line in [_sentence(shift), *_notes(shift)])
    ends = words.span(trace.first, str(trace.last))
    shown = {words.outcome(item.tested[item.first]) for item in group if item.first}
    told = prose(shown.pop()) if len(shown) == 1 else "each row shows the same at both, and not what the others show"
    return f"No difference between the ends, {ends}: {told}. `--every` looks at every release in between."


def _sentence(shift: Shift) -> str:
    where = {Where.MAIN: "", Where.PATCH: ", in a patch release", Where.BUILD: ", between two builds"}[shift.where]
    if not shift.step.between:
        return f"**Changed in {shift.step.after}**{where}: {shift.step.before} is the last as before."
    gap = words.shorten(", ".join(shift.step.between))
    return f"**Changed between {shift.step.before} and {shift.step.after}**{where}; not tested in between: {gap}."


def _notes(shift: Shift) -> list[str]:
    return [words.visible(f"{note[0].upper()}{note[1:].removesuffix('.')}.") for note in shift.notes]


def _shift(found: Bisection, trace: Trace, shift: Shift) -> str:
    sides = (shift.step.before, shift.step.after)
    table = grid(_rows(found, shift), ["", *(f"torch {side}" for side in sides)])
    places = [found.environments.get(side) for side in sides]
    links = [f"Commits between them: {_compare(sides, places)}", *_reproduce(trace, sides[1])]
    return "\n\n".join([table, "\n".join(links)])


def _reproduce(trace: Trace, release: str) -> list[str]:
    if not trace.source:
        return []
    name = trace.row if "/" in trace.row else trace.source + trace.row.removeprefix(Path(trace.source).stem)
    return [f"Reproduce: {code(f'gradreg repro {shlex.quote(name)} --torch {release} | uv run -')}"]


def _rows(found: Bisection, shift: Shift) -> list[tuple[str, str, str]]:
    """What differs first, then what the two sides ran in."""
    old, new = words.told(shift.old), words.told(shift.new)
    names = sorted({**old, **new}, key=lambda name: repr(old.get(name)) == repr(new.get(name)))
    facts = [(name, _value(old, name), _value(new, name)) for name in names]
    texts = [("message", shift.old.message, shift.new.message), ("warnings", _warned(shift.old), _warned(shift.new))]
    built = [found.environments.get(side) for side in (shift.step.before, shift.step.after)]
    rows = [*facts, *((name, one or "", two or "") for name, one, two in texts if one or two)]
    rows.append(("built", *map(_built, built)))  # type: ignore[arg-type] # two sides
    return [(prose(name), prose(one), prose(two)) for name, one, two in rows]


def _value(facts: Facts, name: str) -> str:
    return words.value(facts[name]) if name in facts else ""


def _warned(behaviour: Behaviour) -> str:
    return "; ".join(f"{kind}: {text}" for kind, text in behaviour.warnings)


def _built(environment: Environment | None) -> str:
    if environment is None:
        return "unknown"
    numpy = f", numpy {environment.numpy}" if environment.numpy else ""
    revision = f", git {environment.git[:10]}" if environment.git else ""
    return f"{environment.torch}{revision}, Python {environment.python}{numpy}, {environment.platform}"


def _compare(sides: Sequence[str], places: Sequence[Environment | None]) -> str:
    """The page that lists the commits between two revisions; the oldest releases do not tell theirs, but have tags."""
    pairs = zip(sides, places, strict=True)
    names = [place.git if place and REVISION.fullmatch(place.git or "") else f"v{side}" for side, place in pairs]
    return f"{REPOSITORY}/compare/{names[0]}...{names[1]}"


def _untested(trace: Trace) -> str:
    reasons = sorted(trace.untested.items(), key=lambda item: item[1])
    told = [
        f"{', '.join(point for point, _ in points)} ({prose(reason)})"
        for reason, points in groupby(reasons, key=lambda item: item[1])
    ]
    return f"Not tested: {'; '.join(told)}." if told else ""


def _effort(found: Bisection) -> str:
    made = [probe.point for probe in found.probes]
    noun = "environment" if len(made) == 1 else "environments"
    tried = f"{len(made)} {noun}: {', '.join(made)}" if made else "no environment"
    steady = "" if found.every else " Stretches whose ends are alike are taken for steady; `--every` tests them."
    return f"Tested in {tried} ({found.seconds:.0f} s); {found.recorded} answers were recorded before.{steady}"


def dry_run(found: Forecast) -> str:
    """What a search would do first."""
    ends = f"{words.span(found.line[0], found.line[-1])} ({len(found.line)} releases on the line)"
    lines = [f"{words.number(found.rows, 'row')} along {ends}; recorded: {words.number(found.recorded, 'answer')}."]
    if not found.next:
        return "\n".join([*lines, "Nothing to install: what is recorded settles every row."])
    lines.append(f"Open: {words.number(found.open, 'row')}. First:")
    lines += [f"  torch {point}: {', '.join(wanted) or 'installed already'}" for point, wanted in found.next]
    lines.append(f"Then half-way, each time; one change takes at most {found.most} environments, and 2 for patches.")
    return "\n".join(lines)


def forecast_as_json(found: Forecast) -> str:
    """What a search would do first, as one object."""
    return data.text({
        "line": found.line,
        "rows": found.rows,
        "open": found.open,
        "recorded": found.recorded,
        "next": [{"point": point, "requirements": wanted} for point, wanted in found.next],
        "most": found.most,
    })  # fmt: skip # one object


def as_json(found: Bisection) -> str:
    """One object; `docs/json.md` documents it."""
    return data.text({
        "line": found.line,
        "rows": [_row_object(trace) for trace in found.traces],
        "probes": found.probes,
        "recorded": found.recorded,
        "environments": found.environments,
        "seconds": found.seconds,
        "every": found.every,
    })  # fmt: skip # one object


def _row_object(trace: Trace) -> Mapping[str, object]:
    return {
        "row": trace.row,
        "question": trace.question,
        "source": trace.source,
        "first": trace.first,
        "last": trace.last,
        "transitions": [_shift_object(shift) for shift in trace.shifts],
        "tested": {point: _shown(behaviour) for point, behaviour in trace.tested.items()},
        "untested": trace.untested,
    }


def _shift_object(shift: Shift) -> Mapping[str, object]:
    return {
        "from": shift.step.before,
        "to": shift.step.after,
        "between": shift.step.between,
        "where": shift.where,
        "notes": shift.notes,
        "same_commit": shift.same_commit,
        "before": _shown(shift.old),
        "after": _shown(shift.new),
    }


def _shown(behaviour: Behaviour) -> Mapping[str, object]:
    return {
        "outcome": behaviour.word,
        **data.behaviour_object(behaviour),
        "detail": behaviour.detail,
    }
