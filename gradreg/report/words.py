"""Words and colours: the one table that every writer takes them from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import assert_never

from click import style

from gradreg import harmless
from gradreg.model import (
    EAGER,
    PLACES,
    Apart,
    Behaviour,
    Comparison,
    Departure,
    Era,
    Facts,
    Line,
    Manner,
    Outcome,
    Transition,
    Value,
    Verdict,
    device_of,
    has_numbers,
    same_value,
)

HELD_BACK = "held back"
COLOURS: Mapping[str, str] = {
    "changed": "red",
    "warns": "yellow",
    "reworded": "cyan",
    "regressed": "red",
    "unstable": "magenta",
    "missing": "yellow",
    "stale": "yellow",
    "blank": "yellow",
    "new": "green",
    "as recorded": "green",
    HELD_BACK: "red",
    "silent": "red",
    "loud": "yellow",
    "announced": "green",
    "right": "green",
    "wrong": "red",
    "fine": "green",
    "limited": "yellow",
    "broken": "red",
}
DIFFERENCE: Mapping[str, str] = {"+": "green", "-": "red", "@": "cyan"}
"""First character of a line of a unified diff -> its colour."""
KINDS = [item.word for item in (Comparison.CHANGED, Comparison.WARNS, Comparison.REWORDED)]
COUNTED = [KINDS[0], *(manner.value for manner in Manner), *KINDS[1:]]
"""Kinds of transition and manners of change, in the order in which they are counted."""
SHAPES: Mapping[Manner, str] = {Manner.SILENT: "●", Manner.LOUD: "▲", Manner.ANNOUNCED: "○"}
KIND_SHAPES: Mapping[str, str] = {Comparison.WARNS.word: "◇", Comparison.REWORDED.word: "·"}
SUMMARY_LIMIT = 100
SEVERAL = 2
FEW = 4
visible, visible_lines = harmless.visible, harmless.visible_lines
"""What every text of the evidence, of a case or of the command line goes through before it is shown."""


def paint(word: str) -> str:
    """A word in the colour of its first word that has one; writing to a file or under NO_COLOR takes it off."""
    found = next((colour for start, colour in COLOURS.items() if word.startswith(start)), None)
    return style(word, fg=found) if found else word


def paint_difference(line: str) -> str:
    """A line of a unified diff in the colour of its sign."""
    return style(line, fg=DIFFERENCE.get(line[:1]))


def outcome(behaviour: Behaviour) -> str:
    """What a cell shows, in a few words."""
    match behaviour.outcome:
        case Outcome.OBSERVED | Outcome.RAISED:
            return facts(told(behaviour))
        case Outcome.CRASHED | Outcome.TIMED_OUT | Outcome.NOT_APPLICABLE:
            return visible(f"{behaviour.word}: {behaviour.detail}")
        case Outcome.UNSTABLE:
            return visible(f"{behaviour.word}: {looks(behaviour)}")
        case Outcome.NOT_RUN | Outcome.INFRA:
            return visible(behaviour.word)
        case _ as never:
            assert_never(never)


def looks(behaviour: Behaviour) -> str:
    """What the looks at an unstable cell showed, where they differ: `x = 1 | x = 2`."""
    first, *others = behaviour.seen
    pairs = [_apart(first, look) for look in others]
    return " | ".join(dict.fromkeys([pairs[0][0], *(look for _, look in pairs)]))


def _apart(one: Behaviour, two: Behaviour) -> tuple[str, str]:
    if one.outcome.is_behaviour and two.outcome.is_behaviour:
        return differing(one, two)
    return outcome(one), outcome(two)


def reason(behaviour: Behaviour) -> str:
    """Why a cell shows no behaviour, as far as it is known."""
    parts = [behaviour.detail, looks(behaviour) if behaviour.seen else None]
    return ": ".join(map(visible, filter(None, parts)))


def in_full(behaviour: Behaviour) -> str:
    """What a cell shows, with the texts of its error and warnings."""
    texts = [behaviour.message or "", *(f"{kind}: {text}" for kind, text in behaviour.warnings)]
    return "; ".join([outcome(behaviour), *map(visible, filter(None, texts))])


def told(behaviour: Behaviour) -> Facts:
    """The facts, with the exception's type as one of them."""
    return {**behaviour.facts, **({"raises": behaviour.raises} if behaviour.raises else {})}


def facts(content: Facts) -> str:
    """`name = value` pairs."""
    return "; ".join(f"{visible(name)} = {value(item)}" for name, item in content.items()) or "nothing yielded"


def value(item: Value) -> str:
    """A value as people write it."""
    if isinstance(item, list):
        return "[" + ", ".join(map(value, item)) + "]"
    return visible(str(item))


def span(first: str, last: str) -> str:
    """`1.0.0 – 1.13.1`, or one release."""
    return first if first == last else f"{first} – {last}"


def spans(releases: Iterable[str], known: Sequence[str]) -> list[str]:
    """Each run of neighbouring releases as a span, oldest first."""
    found: list[tuple[int, int]] = []
    for index in sorted(map(known.index, releases)):
        if found and found[-1][1] == index - 1:
            found[-1] = found[-1][0], index
        else:
            found.append((index, index))
    return [span(known[first], known[last]) for first, last in found]


def era(item: Era, only: frozenset[str] | None = None) -> str:
    """An era in one line: its releases, then what it shows (only some facts, where those tell the eras apart)."""
    behaviour = item.behaviour
    if only is not None and behaviour.outcome.is_behaviour:
        shown = facts({name: item for name, item in told(behaviour).items() if name in only}) if only else ""
    else:
        shown = outcome(behaviour)
    gap = f" ({len(item.unknown)} not measured)" if item.unknown else ""
    return f"{span(item.first, item.last)}{gap}: {shorten(shown)}"


def eras(line: Line) -> list[str]:
    """All eras of a row; where there are several, only the facts that tell them apart.

    They are of the cpu unless they name another place.
    One that shows what the first does is told in a sentence, and meta, which is the rule there, in none.
    """
    places = list(dict.fromkeys(item.device for item in line.eras))
    apart = {item.device: item for item in line.departures}
    found = []
    for place in places:
        name = f"{place} " if places[1:] and place != PLACES[0] else ""
        differs = place in apart and apart[place].differs
        if place not in apart or differs:
            mine = [item for item in line.eras if item.device == place and (place == places[0] or tells(item))]
            found += [name + era(item, telling(line, place)) for item in mine]
        if differs or (place in apart and has_numbers(place)):
            found.append(departure(apart[place]))
    return found


def tells(item: Era) -> bool:
    """Whether an era of another device says more than that there is nothing."""
    return item.behaviour.outcome not in {Outcome.NOT_APPLICABLE, Outcome.NOT_RUN}


def departure(item: Departure) -> str:
    """`meta differs from cpu since 2.0.0`."""
    if not item.phases:
        return f"{item.device}: asks for data before it tells anything"
    compared = number(item.compared, "release")
    if not item.differs:
        so_far = f" as far as {item.device} has data" if item.cut else ""
        return f"{item.device}: as {_beside(item)}{so_far} ({compared})"
    return f"{item.device} {differs(item)}"


def _other(item: Departure | Apart) -> str:
    """What a place is held against: another device, or the same one without compiling."""
    return EAGER if device_of(item.device) == item.other else item.other


def _beside(item: Departure) -> str:
    return EAGER if _other(item) == EAGER else f"on {item.other}"


def differs(item: Departure) -> str:
    """`differs from cpu since 2.0.0`, or in which releases; `alike` where it does not."""
    if not item.phases:
        return "nothing to compare"
    if not item.differs:
        return "alike as far as there is data" if item.cut else "alike"
    if item.always:
        return f"differs from {_other(item)} in every release ({item.compared})"
    runs = [list(run) for apart, run in groupby(item.phases, key=lambda phase: phase.differs) if apart]
    parts = [span(run[0].first, run[-1].last) for run in runs]
    if item.since:
        parts[-1] = f"since {item.since}"
    return f"differs from {_other(item)} {', '.join(parts)}"


def counted_apart(item: Apart) -> str:
    """`meta against cpu in 36 releases: 10 rows compared, 8 alike (3 of them as far as there is data), 2 differing`."""
    cut = f" ({item.cut} of them as far as there is data)" if item.cut else ""
    rows = number(item.compared, "row")
    mute = f"; {item.mute} not, as they ask for data before they tell anything" if item.mute else ""
    told = f"{rows} compared, {item.alike} alike{cut}, {item.differing} differing"
    where = f" in {number(item.releases, 'release')}" if item.releases else ""
    return f"{item.device} against {_other(item)}{where}: {told}{mute}"


def telling(line: Line, device: str) -> frozenset[str] | None:
    """Names of the facts that differ between the eras of a device; None when there is one era."""
    seen = [told(item.behaviour) for item in line.eras if item.device == device and item.behaviour.outcome.is_behaviour]
    if len({repr(content) for content in seen}) < SEVERAL:
        return None
    names = {name for content in seen for name in content}
    absent = object()
    return frozenset(
        name for name in names if len({repr(content.get(name, absent)) for content in seen}) > 1
    )  # fmt: skip # reads better as one thought


def differing(old: Behaviour, new: Behaviour) -> tuple[str, str]:
    """What two behaviours show, where they differ: facts, exception, else warnings, else texts."""
    one, two = told(old), told(new)
    if one != two or repr(one) != repr(two):
        names = [name for name in {**one, **two} if not _same(one.get(name), two.get(name))]
        names = names or [name for name in {**one, **two} if repr(one.get(name)) != repr(two.get(name))]
        return tuple(facts({name: side[name] for name in names if name in side}) for side in (one, two))  # type: ignore[return-value] # two sides
    if old.warnings != new.warnings:
        both = set(old.warnings) & set(new.warnings)
        return _warnings(old, both), _warnings(new, both)
    return visible(old.message or ""), visible(new.message or "")


def _same(one: Value | None, two: Value | None) -> bool:
    """Whether a fact is the same on both sides, or cannot be told apart where one has no data."""
    return one is two if one is None or two is None else same_value(one, two)


def _warnings(behaviour: Behaviour, but: Collection[tuple[str, str]]) -> str:
    told = (visible(f"{kind}: {text}") for kind, text in behaviour.warnings if (kind, text) not in but)
    return "; ".join(told) or "no warning"


def transition(item: Transition) -> str:
    """`1.13.1 → 2.0.0 changed, silent`."""
    how = f", {item.manner.value}" if item.manner else ""
    few = len(item.between) <= FEW
    gap = (
        f" (not measured between them: {', '.join(item.between) if few else len(item.between)})" if item.between else ""
    )
    return f"{item.before} → {item.after} {item.kind.word}{how}{gap}"


def number(count: int, noun: str) -> str:
    """`no rows`, `1 row`, `2 rows`."""
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def first(names: Sequence[str], most: int, what: str = "more") -> str:
    """`a, b and 3 more`."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} {what}" if names[most:] else "")


def how(kind: Comparison, manner: Manner | None) -> str:
    """A difference in a word: its manner, or its kind where it has none."""
    return manner.value if manner else kind.word


def shorten(text: str, limit: int = SUMMARY_LIMIT) -> str:
    """A text that fits a cell."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def verdicts(lines: Iterable[Line]) -> list[tuple[Verdict, str]]:
    """Every claim once, with the row or case that judges it; `word` unites the rows it speaks of."""
    found: dict[tuple[str, str, str], list[Verdict]] = {}
    for line in lines:
        for verdict in line.claims:
            found.setdefault((verdict.source, verdict.says, line.case), []).append(verdict)
    united = [(Verdict(source, says, _unite(all_)), case) for (source, says, case), all_ in found.items()]
    return sorted(united, key=lambda item: (not is_short(item[0].source), item[0].source, item[1]))


def fared(lines: Iterable[Line]) -> str:
    """One sentence on how the claims fared."""
    found = [item.word for item, _ in verdicts(lines)]
    right, wrong = found.count("right"), found.count("wrong")
    return (
        f"Of {len(found)} claims, {right} are right in every release, {wrong} in none, "
        f"and {len(found) - right - wrong} in some releases or rows only."
    )


def is_short(source: str) -> bool:
    """Whether a claim has an id of its own, as those of the founding articles have, rather than a link."""
    return not source.startswith("http")


def _unite(rows: Sequence[Verdict]) -> str:
    words = [verdict.word for verdict in rows]
    if len(set(words)) == 1:
        return words[0]
    counted = sorted({(words.count(word), word) for word in words}, reverse=True)
    return "depends: " + ", ".join(f"{word} in {count} of {len(words)} rows" for count, word in counted)


def short_source(source: str, case: str) -> str:
    """The claim's id, or the case that judges it where the source is a link."""
    return source.split(maxsplit=1)[0] if is_short(source) else case


def comparison_order() -> list[str]:
    """Comparison words, heaviest first."""
    return [item.word for item in sorted(Comparison, key=lambda item: item.value, reverse=True)]
