"""Hold expectations and claims against the evidence: each gets its verdict, in words. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby

import msgspec

from gradreg.model import Behaviour, Case, Comparison, Facts, Release, Row, Transition, Verdict
from gradreg.model.releases import inside

NO_NOTE = "no note found"
NOTE = re.compile(r"/(?:pull|releases|commit)/")
Known = Sequence[tuple[str, Behaviour]]
"""The measured releases of one row, oldest first, with what they showed."""


def claims(case: Case, row: Row, known: Known) -> tuple[Verdict, ...]:
    """The verdict on every claim that speaks of this row."""
    return tuple(
        Verdict(claim.source, claim.says, claim_word(claim.facts, known))
        for claim in case.claims
        if row.matches(claim.rows)
    )


def claim_word(facts: Facts, known: Known) -> str:
    """`right`, `wrong`, `right until 1.13.1`, `right from 2.0.0`, `right in 1.4.0 – 1.8.1`, or `unknown`."""
    truths = [(release, _holds(facts, behaviour)) for release, behaviour in known]
    spans = [(holds, [release for release, _ in run]) for holds, run in groupby(truths, key=lambda item: item[1])]
    match [holds for holds, _ in spans]:
        case []:
            return "unknown"
        case [True]:
            return "right"
        case [False]:
            return "wrong"
        case [True, False]:
            return f"right until {spans[0][1][-1]}"
        case [False, True]:
            return f"right from {spans[1][1][0]}"
        case _:
            return "right in " + ", ".join(_span(run) for holds, run in spans if holds)


def untold(case: Case, steps: Iterable[Transition]) -> list[str]:
    """What a case's text owes its readers: each release in which behaviour changed, and what changed it."""
    changed = [step for step in steps if step.kind is Comparison.CHANGED]
    found = [
        f"changed in {step.after}, which the story does not speak of"
        for step in changed
        if not any(_speaks_of(case.story, release) for release in (step.before, step.after))
    ]
    if changed and NO_NOTE not in case.story and not any(NOTE.search(link) for link in case.links):
        found.append(f"changed in {changed[0].after}: link the pull request or note that did it, or write {NO_NOTE!r}")
    return found


def _speaks_of(story: str, release: str) -> bool:
    """Whether a text names a release, in full or by its minor: 2.0.1, or 2.0."""
    full, minor = re.escape(release), re.escape(release.rpartition(".")[0])
    return bool(re.search(rf"(?<![\d.])(?:{full}|{minor})(?!\.?\d)", story))


def expectation(case: Case, row: Row, known: Known, releases: Sequence[Release]) -> str:
    """`as expected`, `no expectation`, `unknown`, or where the evidence differs from EXPECT."""
    if not case.expect:
        return "no expectation"
    if not known:
        return "unknown"
    by_version = {release.version: release for release in releases}
    meets = _meets(case, row)
    wrong = [release for release, behaviour in known if not meets(by_version[release], behaviour)]
    if not wrong:
        return "as expected"
    return f"differs in {len(wrong)} of {len(known)}: {wrong[0]}" + (f" … {wrong[-1]}" if wrong[1:] else "")


def _meets(case: Case, row: Row) -> Callable[[Release, Behaviour], bool]:
    ranges = next(entry.ranges for entry in case.expect if row.matches(entry.rows))
    texts = tuple(text for text, _ in ranges)
    judged: dict[tuple[int | None, int], bool] = {}  # most cells of a row are one object, which one range speaks of

    def meets(release: Release, behaviour: Behaviour) -> bool:
        index = _first(texts, release.version)
        key = index, id(behaviour)
        if key not in judged:
            judged[key] = index is not None and _exactly(ranges[index][1], behaviour)
        return judged[key]

    return meets


@cache
def _first(ranges: tuple[str, ...], version: str) -> int | None:
    """Which of those ranges is the first to hold a version."""
    return next((index for index, text in enumerate(ranges) if inside(text, version)), None)


def _holds(facts: Facts, behaviour: Behaviour) -> bool:
    seen = behaviour.told
    return all(name in seen and _same(value, seen[name]) for name, value in facts.items())


def _exactly(facts: Facts, behaviour: Behaviour) -> bool:
    seen = behaviour.told
    if "warns" not in facts:
        del seen["warns"]
    return facts.keys() == seen.keys() and _holds(facts, behaviour)


def _same(one: object, other: object) -> bool:
    """Equality that tells True from 1 and 1 from 1.0, as the evidence does."""
    return msgspec.json.encode(one) == msgspec.json.encode(other)


def _span(run: Sequence[str]) -> str:
    return run[0] if len(run) == 1 else f"{run[0]} – {run[-1]}"
