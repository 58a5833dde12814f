"""PEP 440 ranges and `if` conditions that hold in exactly some of the known releases. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

EVERYWHERE = ">=1.0"


def specifiers(wanted: Sequence[bool], releases: Sequence[str]) -> tuple[str, ...]:
    """PEP 440 ranges that hold exactly the wanted releases, in the fewest clauses, then the fewest ranges."""
    runs = list(_runs(wanted))
    best: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for stop in range(len(runs)):
        options = []
        for start in range(stop + 1):
            clauses = _clauses(runs[start][0], runs[stop][1], wanted, releases)
            cost, before = best[start]
            options.append((cost + len(clauses), (*before, ",".join(clauses) or EVERYWHERE)))
        best.append(min(options, key=lambda option: (option[0], len(option[1]))))
    return best[-1][1]


def condition(wanted: Sequence[bool], releases: Sequence[str]) -> str:
    """An expression over `torch_release` that is true in exactly the wanted releases, all intervals of them."""
    return " or ".join(_interval(start, stop, releases) for start, stop in _runs(wanted))


def _runs(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and last place of each run of wanted releases."""
    for holds, run in groupby(range(len(wanted)), key=lambda place: wanted[place]):
        places = list(run)
        if holds:
            yield places[0], places[-1]


def _interval(start: int, stop: int, releases: Sequence[str]) -> str:
    lower = _numbers(releases[start]) if start else None
    upper = _numbers(releases[stop + 1]) if releases[stop + 1 :] else None
    if lower and upper:
        return f"{lower} <= torch_release < {upper}"
    return f"torch_release >= {lower}" if lower else f"torch_release < {upper}" if upper else "True"


def _clauses(start: int, stop: int, wanted: Sequence[bool], releases: Sequence[str]) -> list[str]:
    """The clauses of one range from its first to its last release, without the unwanted ones between them."""
    lower = [f">={_short(releases[start])}"] if start else []
    upper = [f"<{_short(releases[stop + 1])}"] if releases[stop + 1 :] else []
    if lower and upper and start == stop:
        return [f"=={releases[start]}"]
    if lower and upper and _minor(start, releases) == range(start, stop + 1):
        return [f"=={_prefix(releases[start])}.*"]
    return [*lower, *upper, *_exclusions(start, stop, wanted, releases)]


def _exclusions(start: int, stop: int, wanted: Sequence[bool], releases: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for place in range(start, stop + 1):
        minor = _minor(place, releases)
        whole = len(minor) > 1 and minor[0] >= start and minor[-1] <= stop and not any(wanted[item] for item in minor)
        if not wanted[place]:
            found[f"!={_prefix(releases[place])}.*" if whole else f"!={releases[place]}"] = None
    return list(found)


def _minor(place: int, releases: Sequence[str]) -> range:
    """The places of the releases with the same minor version, oldest first."""
    same = [item for item, release in enumerate(releases) if _prefix(release) == _prefix(releases[place])]
    return range(same[0], same[-1] + 1)


def _prefix(release: str) -> str:
    return release.rpartition(".")[0]


def _short(release: str) -> str:
    return release.removesuffix(".0")


def _numbers(release: str) -> str:
    return f"({', '.join(_short(release).split('.'))})"
