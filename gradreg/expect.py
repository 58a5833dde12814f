"""What EXPECT would say of the evidence: the fewest row patterns and PEP 440 ranges. Pure."""

import itertools
import re
from collections.abc import Mapping, Sequence

from gradreg.model import Behaviour, Case, Expectation, Facts, Release, Row

Known = Sequence[tuple[Release, Behaviour]]
"""The measured releases of one row, oldest first, with what they showed."""
Ranges = tuple[tuple[str, Facts], ...]
EVERYWHERE = ">=1.0"


def of(case: Case, known: Mapping[str, Known]) -> tuple[Expectation, ...]:
    """The expectations of a case, from what each of its rows showed; rows that showed nothing are left out."""
    groups: dict[str, tuple[Ranges, list[Row]]] = {}
    for row in case.rows:
        if known[row.name]:
            ranges = spans(known[row.name])
            groups.setdefault(repr(ranges), (ranges, []))[1].append(row)
    if len(groups) == 1:
        return tuple(Expectation("*", ranges) for ranges, _ in groups.values())
    matches = _patterns(case.rows)
    return tuple(
        Expectation(pattern, ranges) for ranges, rows in groups.values() for pattern in _cover(rows, matches)
    )  # fmt: skip # one thought


def spans(known: Known) -> Ranges:
    """One row's expectation: a range for each run of releases that showed the same."""
    runs: list[tuple[Release, Facts]] = []
    for release, behaviour in known:
        facts = expected(behaviour)
        if not runs or repr(runs[-1][1]) != repr(facts):
            runs.append((release, facts))
    starts = [None, *(release for release, _ in runs[1:]), None]
    return tuple((_range(starts[index], starts[index + 1]), facts) for index, (_, facts) in enumerate(runs))


def expected(behaviour: Behaviour) -> Facts:
    """The facts an author would expect of a behaviour: with its warnings only where there are some."""
    told = behaviour.told
    return told if told["warns"] else {name: value for name, value in told.items() if name != "warns"}


def _range(start: Release | None, stop: Release | None) -> str:
    parts = [f">={_short(start)}"] if start else []
    return ",".join([*parts, f"<{_short(stop)}"] if stop else parts) or EVERYWHERE


def _short(release: Release) -> str:
    return release.version.removesuffix(".0") if release.version.count(".") > 1 else release.version


def _patterns(rows: Sequence[Row]) -> dict[str, frozenset[str]]:
    """Every pattern that fixes some parameters and leaves the others open -> the rows it matches, widest first."""
    axes = [sorted({_literal(row, name) for row in rows}) for name in rows[0].arguments]
    patterns = ["-".join(choice) for choice in itertools.product(*(["*", *values] for values in axes))]
    found = {pattern: frozenset(row.name for row in rows if row.matches(pattern)) for pattern in patterns}
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _literal(row: Row, name: str) -> str:
    """A parameter's value as a pattern that matches nothing else."""
    return re.sub(r"([*?[])", r"[\1]", str(row.arguments[name]))


def _cover(rows: Sequence[Row], matches: Mapping[str, frozenset[str]]) -> list[str]:
    """Patterns that match those rows, each once, and no others; the widest that fits first."""
    left, chosen = {row.name for row in rows}, []
    for pattern, names in matches.items():
        if names and names <= left:
            chosen.append(pattern)
            left -= names
    return chosen
