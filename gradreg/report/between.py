"""What differs between two sides of the evidence: on the terminal, as Markdown, JSON and CSV."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from gradreg.model import Apart, Between, Departure, Difference, OneSided, Side, Transition
from gradreg.report import data, sections, words
from gradreg.report.markdown import grid
from gradreg.report.plain import tabulate

Names = tuple[str, str]
Group = Sequence[Difference]


def terminal(found: Between, names: Names, *, full: bool) -> str:
    """Counts, then every difference, silent changes first; of more than anybody reads, the counts alone."""
    parts = [sections.PLAIN.lines(_summary(found, names))]
    if found.differences:
        parts.append(tabulate(*sections.counted(found.differences, _how), tablefmt="simple"))
    if full or len(found.alike) <= sections.LONG:
        parts += [
            f"{words.paint(how)}: {topic}\n{_table(found, names, groups)}"
            for how, topic, groups in sections.of(found.alike, _how)
        ]
    else:
        parts.append(sections.MORE)
    if found.one_sided:
        wide = [None, 60, 60]
        parts.append(
            f"{ONE_SIDED}\n{tabulate(*_apart(found, names, sections.PLAIN), tablefmt='simple', maxcolwidths=wide)}"
        )
    parts += [_apart_count(found)] if found.departures else []
    return "\n\n".join(parts)


def page(found: Between, names: Names) -> str:
    """The same as Markdown, whole."""
    parts = [f"# {sections.marked(_title(names))}", "\n".join(map(sections.marked, _summary(found, names)))]
    if found.differences:
        parts.append(grid(*sections.counted(found.differences, _how)))
    for how, topic, groups in sections.of(found.alike, _how):
        rows = [_row(found, group, sections.MARKED) for group in groups]
        parts.append(f"## {sections.shape(how)}{how}: {topic}\n\n{grid(rows, _headers(found, names, sections.MARKED))}")
    if found.one_sided:
        parts.append(f"## {ONE_SIDED}\n\n{grid(*_apart(found, names, sections.MARKED))}")
    parts += [sections.marked(_apart_count(found))] if found.departures else []
    return "\n\n".join(parts) + "\n"


ONE_SIDED = "Known on one side only, which is no change"


def _title(names: Names) -> str:
    return f"{names[0]} → {names[1]}"


def _summary(found: Between, names: Names) -> list[str]:
    """What was compared, and what came of it, in sentences."""
    if not found.compared:
        return [f"{_title(names)}: nothing is known on both sides, so nothing could be compared."]
    alone, back = sum(len(item.releases) or 1 for item in found.one_sided), found.returned
    stale = sum(item.stale for item in found.differences)
    known, differing = words.number(found.compared, "cell"), words.number(len(found.differences), "difference")
    told = [
        f"{_title(names)}: {known} known on both sides, {differing}.",
        f"Not compared: {alone or 'none'} known on one side only, {found.unknown or 'none'} on neither.",
        f"{words.number(len(back), 'row')} changed and changed back in between: {sections.listed(back)}."
        if back
        else "",
        f"Not in the catalog, so not compared: {sections.listed(found.unlisted)}." if found.unlisted else "",
        f"{words.number(stale, 'difference')} from stale evidence: the case has other code today." if stale else "",
    ]
    return [text for text in told if text]


def _apart_count(found: Between) -> str:
    """How many rows were compared on two devices, and how that ended."""
    return f"{words.counted_apart(_counts(found))}."


def _counts(found: Between) -> Apart:
    first = found.departures[0]
    return Apart.of(first.device, first.other, found.departures)


def _since(found: Between) -> Mapping[str, Departure]:
    """Row -> where it differs on the one device from the other."""
    return {item.row: item for item in found.departures}


def _how(item: Difference) -> str:
    return words.how(item.kind, item.manner)


def _table(found: Between, names: Names, groups: Sequence[Group]) -> str:
    rows = [_row(found, group, sections.PLAIN) for group in groups]
    return tabulate(rows, _headers(found, names, sections.PLAIN), tablefmt="simple", maxcolwidths=[60, 50, 50, 30])


def _headers(found: Between, names: Names, style: sections.Style) -> list[str]:
    return ["row", *map(style.text, names), *([_where_header(found)] if _tells_where(found) else [])]


def _row(found: Between, group: Group, style: sections.Style) -> tuple[str, ...]:
    first = group[0]
    texts = [style.text(words.shorten(text, sections.CELL)) for text in words.differing(first.before, first.after)]
    device = "cpu" if " → " in first.device else first.device
    row = style.name(first.case) + style.text(sections.labels([item.label for item in group], device))
    return (row, *texts, *([_where_of(found, first)] if _tells_where(found) else []))


def _where_of(found: Between, first: Difference) -> str:
    """In which releases; between two devices, since when the row differs, where it does so in one way only."""
    apart = _since(found).get(first.row)
    ways = sum(item.row == first.row for item in found.differences)
    return words.differs(apart) if apart and apart.differs and ways == 1 else _where(first)


def _where_header(found: Between) -> str:
    if found.departures:
        return "where"
    return "in" if any(item.releases for item in found.differences) else "changed in"


def _tells_where(found: Between) -> bool:
    """Whether there is something to tell of the releases in between, or of those that are concerned."""
    return any(item.releases or len(item.steps) > 1 or _detours(item) for item in found.differences)


def _detours(item: Difference) -> bool:
    return any(step.between or step.before != item.steps[0].before for step in item.steps)


def _where(item: Difference) -> str:
    if item.releases:
        return f"{words.span(item.releases[0], item.releases[-1])} ({len(item.releases)})"
    return ", ".join(_step(step) for step in item.steps if step.kind.value >= item.kind.value)


def _step(step: Transition) -> str:
    how = words.how(step.kind, step.manner)
    return f"{step.after} {how}" if not step.between else f"{step.before} … {step.after} {how}"


def _apart(found: Between, names: Names, style: sections.Style) -> tuple[list[tuple[object, ...]], list[str]]:
    """What only one side knows, by side and reason."""
    mine = sorted(found.one_sided, key=lambda item: (not item.known_first, words.outcome(item.other)))
    rows: list[tuple[object, ...]] = []
    for (first, why), group in groupby(mine, key=lambda item: (item.known_first, words.outcome(item.other))):
        here = list(group)
        cases = list(dict.fromkeys(item.case for item in here))
        rows.append(
            (len(here), style.text(f"{names[not first]} ({names[first]}: {why})"), style.text(sections.listed(cases)))
        )
    return rows, ["rows", "known on", "cases"]


def as_json(found: Between, sides: tuple[Side, Side]) -> str:
    """One object; `docs/json.md` documents the shape."""
    first, second = ({"release": side.release, "device": side.device, "folder": str(side.folder),
                      "revision": side.revision} for side in sides)  # fmt: skip # a side a line
    return data.text({
        "from": first,
        "to": second,
        "compared": found.compared,
        "unknown": found.unknown,
        "counts": {how: sum(_how(item) == how for item in found.differences) for how in sections.HOWS},
        "differences": [_object(item) for item in found.differences],
        "returned": found.returned,
        "unlisted": found.unlisted,
        **_departures(found),
        "one_sided": [_one_sided(item) for item in found.one_sided],
    })  # fmt: skip # a field a line


def _departures(found: Between) -> Mapping[str, object]:
    """Between two devices: how many rows, and where each of those that differ does."""
    if not found.departures:
        return {}
    counted = _counts(found)
    return {
        "rows": {"compared": counted.compared, "alike": counted.alike, "cut": counted.cut,
                 "differing": counted.differing, "mute": counted.mute,
                 "releases": counted.releases},
        "departures": [
            {"case": item.row, **data.departure_object(item)} for item in found.departures if item.differs
        ],
    }  # fmt: skip # a field a line


def _object(item: Difference) -> Mapping[str, object]:
    return {
        "case": item.row,
        "topic": item.topic,
        "question": item.question,
        "device": item.device,
        "releases": item.releases,
        "kind": item.kind.word,
        "manner": item.manner,
        "before": data.behaviour_object(item.before),
        "after": data.behaviour_object(item.after),
        "transitions": [data.transition_object(step) for step in item.steps],
        "stale": item.stale,
    }


def _one_sided(item: OneSided) -> Mapping[str, object]:
    return {
        "case": item.row,
        "topic": item.topic,
        "device": item.device,
        "releases": item.releases,
        "known": "from" if item.known_first else "to",
        "other": item.other.word,
        "detail": item.other.detail,
    }


def as_csv(found: Between) -> str:
    """A line per difference, then one per row that is known on one side only; between devices, last, the count."""
    headers = ["case", "device", "first", "last", "kind", "manner", "before", "after", "changed in", "stale", "differs"]
    since = _since(found)
    rows = [(*_cells(item), words.differs(since[item.row]) if item.row in since else "") for item in found.differences]
    for one in found.one_sided:
        why = words.visible(words.outcome(one.other))
        texts = ("known", why) if one.known_first else (why, "known")
        rows.append(
            (words.visible(one.row), one.device, *_ends(one.releases), "one side only", "", *texts, "", False, "")
        )
    if found.departures:
        rows.append(("rows", *[""] * 9, _apart_count(found)))
    return data.csv_of(headers, rows)


def _cells(item: Difference) -> tuple[object, ...]:
    return (
        words.visible(item.row), item.device, *_ends(item.releases), item.kind.word, item.manner or "",
        sections.whole(item.before), sections.whole(item.after), ", ".join(map(_step, item.steps)), item.stale,
    )  # fmt: skip # a field a line says nothing more


def _ends(releases: Sequence[str]) -> tuple[str, str]:
    return (releases[0], releases[-1]) if releases else ("", "")
