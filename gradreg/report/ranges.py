"""What varies inside a range of releases: on the terminal, as Markdown, JSON and CSV."""

from collections.abc import Mapping, Sequence

from gradreg.model import Line, Span, Transition
from gradreg.report import data, sections, words
from gradreg.report.markdown import grid
from gradreg.report.plain import tabulate


def terminal(found: Span, *, full: bool) -> str:
    """Counts, then every row that varies, those that changed silently first; of too many, the counts alone."""
    parts = [sections.PLAIN.lines(_summary(found))]
    if found.table.lines:
        parts += [tabulate(*_counted(found), tablefmt="simple"), _BY_HEAVIEST]
    if not full and len(found.alike) > sections.LONG:
        return "\n\n".join([*parts, sections.MORE])
    for how, topic, groups in sections.of(found.alike, _how):
        rows = [_row(group, sections.PLAIN) for group in groups]
        shown = tabulate(rows, _HEADERS, tablefmt="simple", maxcolwidths=[50, 80, 40])
        parts.append(f"{words.paint(how)}: {topic}\n{shown}")
    return "\n\n".join(parts)


def page(found: Span) -> str:
    """The same as Markdown, whole."""
    parts = [f"# What varies in {sections.marked(_name(found))}", "\n".join(map(sections.marked, _summary(found)))]
    if found.table.lines:
        parts += [grid(*_counted(found)), _BY_HEAVIEST]
    for how, topic, groups in sections.of(found.alike, _how):
        rows = [_row(group, sections.MARKED) for group in groups]
        parts.append(f"## {sections.shape(how)}{how}: {topic}\n\n{grid(rows, _HEADERS)}")
    return "\n\n".join(parts) + "\n"


_HEADERS = ["row", "since when", "what happened"]
_BY_HEAVIEST = "A row is counted once, under the heaviest thing that happened to it."


def _name(found: Span) -> str:
    return f"torch{found.specifier}"


def _summary(found: Span) -> list[str]:
    releases = found.table.releases
    stale = sum(line.stale for line in found.table.lines)
    rows = words.number(len(found.table.lines) + found.steady, "row")
    told = [
        f"{_name(found)} holds {words.number(len(releases), 'known release')}: {', '.join(releases)}.",
        f"Of {rows}, {len(found.table.lines) or 'none'} vary inside it.",
        f"Of {found.unknown} more nothing is known there." if found.unknown else "",
        f"{words.number(stale, 'row')} from stale evidence: the case has other code today." if stale else "",
    ]
    return [text for text in told if text]


def _counted(found: Span) -> tuple[list[tuple[object, ...]], list[str]]:
    return sections.counted(found.table.lines, _how)


def _how(line: Line) -> str:
    """The heaviest thing that happened to a row."""
    seen = {words.how(step.kind, step.manner) for step in line.transitions}
    return next(word for word in sections.HOWS if word in seen)


def _row(group: Sequence[Line], style: sections.Style) -> tuple[str, ...]:
    first = group[0]
    device = first.transitions[0].device
    only = words.telling(first, device)
    eras = [words.shorten(words.era(era, only), sections.CELL) for era in first.eras]
    told = sections.labels([line.label for line in group], device)
    steps = style.lines(map(words.transition, first.transitions))
    return style.name(first.case) + style.text(told), style.lines(eras), steps


def as_json(found: Span) -> str:
    """One object; `docs/json.md` documents the shape."""
    hows = [_how(line) for line in found.table.lines]
    return data.text({
        "range": found.specifier,
        "releases": found.table.releases,
        "steady": found.steady,
        "unknown": found.unknown,
        "counts": {how: hows.count(how) for how in sections.HOWS},
        "rows": [_object(line) for line in found.table.lines],
    })  # fmt: skip # a field a line


def _object(line: Line) -> Mapping[str, object]:
    return {
        "case": line.row,
        "topic": line.topic,
        "question": line.question,
        "device": line.transitions[0].device,
        "eras": [data.era_object(era) for era in line.eras],
        "transitions": [data.transition_object(step) for step in line.transitions],
        "stale": line.stale,
    }


def as_csv(found: Span) -> str:
    """A line per row and transition."""
    headers = ["case", "device", "from", "to", "kind", "manner", "before", "after", "stale"]
    rows = [_cells(line, step) for line in found.table.lines for step in line.transitions]
    return data.csv_of(headers, rows)


def _cells(line: Line, step: Transition) -> tuple[object, ...]:
    return (
        words.visible(line.row), step.device, step.before, step.after, step.kind.word, step.manner or "",
        sections.whole(step.old), sections.whole(step.new), line.stale,
    )  # fmt: skip # a field a line says nothing more
