"""Which release to try next, so that every transition of several rows is found in few environments. Pure.

Releases are a tree: the first release of each minor follows the first of the minor before, on main;
patch releases are a branch of their minor, so 2.0.1 is no ancestor of 2.1.0.
A line is a path through that tree; a search goes along lines, and a step is an edge where behaviour differs.

Between two tested points that differ lies at least one step, so every such stretch is halved until its ends touch.
Stretches with equal ends are taken for steady: what changed and changed back inside one needs `every`.
A choice of points near the middle leaves room to prefer what is cheap: one environment for many rows,
one that is there already, and always the same ones (`rank`), which are there the next time.
With c untried points, a step takes at most log(c) / log(3/2) + 1 tests, and each untestable point one more.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import assert_never

from packaging.version import Version

from gradreg.model import Step, Where

Seen = Mapping[str, str | None]
"""Point -> what was seen there, as a key; None where it could not be tested."""
Line = Sequence[str]
Versions = tuple[str, ...]
"""Every release that may be tested."""
Wish = Sequence[str]
"""Points of which one has to be tested."""


@cache
def heads(versions: Versions) -> tuple[str, ...]:
    """The first release of each minor: the line of main."""
    found: dict[tuple[int, ...], str] = {}
    for version in sorted(versions, key=_parsed):
        found.setdefault(_minor(version), version)
    return tuple(found.values())


@cache
def branch(versions: Versions, of: str) -> tuple[str, ...]:
    """The first release of a minor and its patches."""
    return tuple(sorted((version for version in versions if _minor(version) == _minor(of)), key=_parsed))


def path(versions: Versions, start: str, stop: str) -> tuple[str, ...]:
    """The way through the tree of releases from the older to the newer one; neighbours on it are neighbours in git."""
    down, up = branch(versions, start), branch(versions, stop)
    if _minor(start) == _minor(stop):
        return up[up.index(start) : up.index(stop) + 1]
    main = [head for head in heads(versions) if _minor(start) < _minor(head) < _minor(stop)]
    return (*reversed(down[: down.index(start) + 1]), *main, *up[: up.index(stop) + 1])


_parsed = cache(Version)


@cache
def _minor(version: str) -> tuple[int, ...]:
    return (*_parsed(version).release, 0)[:2]


def steps(line: Line, seen: Seen) -> tuple[Step, ...]:
    """Neighbouring tested points of a line that differ, older first; untried points between them are none of it."""
    tested = [point for point in line if seen.get(point) is not None]
    found = []
    for before, after in pairwise(tested):
        between = line[line.index(before) + 1 : line.index(after)]
        if seen[before] != seen[after] and all(point in seen for point in between):
            older, newer = sorted((before, after), key=_parsed)
            found.append(Step(older, newer, tuple(between)))
    return tuple(found)


def untested_inside(versions: Versions, seen: Seen, step: Step) -> tuple[str, ...]:
    """Releases between the two of a step, on its way through the tree, that were not tested."""
    start, stop = _parsed(step.before), _parsed(step.after)
    inside = [version for version in versions if start < _parsed(version) < stop and seen.get(version) is None]
    if _minor(step.before) == _minor(step.after):
        return tuple(inside)
    return tuple(version for version in inside if _minor(version) != _minor(step.before))


def where(step: Step) -> Where:
    """The line a step lies on."""
    versions = _parsed(step.before), _parsed(step.after)
    if any(version.is_prerelease for version in versions):
        return Where.BUILD
    return Where.PATCH if _minor(step.before) == _minor(step.after) else Where.MAIN


def lines(versions: Versions, along: Line, seen: Seen, builds: Callable[[Step], Line]) -> tuple[Line, ...]:
    """The lines worth searching: the path, the patches on both sides of a step on main, and the builds inside steps."""
    sides = _sides(versions, along, seen)
    later = {_next(versions, step.after) for side in sides for step in steps(side, seen)}
    coarse = (along, *sides, *((head,) for head in later if head))
    inside = [(step, builds(step)) for line in coarse for step in steps(line, seen)]
    return (*coarse, *((step.before, *finer, step.after) for step, finer in inside if finer))


def _sides(versions: Versions, along: Line, seen: Seen) -> list[Line]:
    turning = [step for step in steps(along, seen) if where(step) is Where.MAIN]
    minors = {_minor(point): point for step in turning for point in (step.before, step.after)}
    sides = [branch(versions, point) for point in minors.values()]
    return [side for side in sides if len(side) > 1 and not set(side) <= set(along)]


def _next(versions: Versions, version: str) -> str | None:
    return next((head for head in heads(versions) if _minor(head) > _minor(version)), None)


def notes(versions: Versions, seen: Seen, step: Step) -> tuple[str, ...]:
    """What the other branch says of a step: whether main has a patch's change, and a patch had main's."""
    match where(step):
        case Where.PATCH:
            return (_fate(versions, seen, step),)
        case Where.MAIN:
            patches = [patch for patch in branch(versions, step.before)[1:] if seen.get(patch)]
            return tuple(f"{patch} is as {step.before}" for patch in patches[-1:] if seen[patch] == seen[step.before])
        case Where.BUILD:
            return ()
        case _ as never:
            assert_never(never)


def _fate(versions: Versions, seen: Seen, step: Step) -> str:
    later = _next(versions, step.after)
    if later is None:
        return "main has no release after it yet"
    if seen.get(later) is None:
        return f"whether main has it is open: {later} was not tested"
    if seen[later] == seen[step.after]:
        return f"main has it from {later} on"
    minor = ".".join(map(str, _minor(step.after)))
    same = f"{later} is as {step.before}" if seen[later] == seen[step.before] else f"{later} does something else"
    return f"only in the patch releases of {minor}: {same}"


def wishes(line: Line, seen: Seen, *, every: bool = False) -> Iterator[Wish]:
    """What has to be tested next on a line: its ends, else a point near the middle of each stretch that differs."""
    if every:
        yield from ((point,) for point in line if point not in seen)
        return
    ends = [next((point for point in way if seen.get(point, "") is not None), None) for way in (line, line[::-1])]
    untried = [point for point in dict.fromkeys(ends) if point is not None and point not in seen]
    if untried:
        yield from ((point,) for point in untried)
        return
    for left in _stretches(line, seen):
        yield left[len(left) // 3 : len(left) - len(left) // 3]


def _stretches(line: Line, seen: Seen) -> Iterator[Line]:
    """The untried points of each stretch whose tested ends differ."""
    tested = [index for index, point in enumerate(line) if seen.get(point) is not None]
    for start, stop in pairwise(tested):
        left = [point for point in line[start + 1 : stop] if point not in seen]
        if left and seen[line[start]] != seen[line[stop]]:
            yield left


def chosen(wanted: Sequence[Wish], ready: Collection[str], rank: Callable[[str], int]) -> tuple[str, ...]:
    """Points that grant every wish, few of them: first those that grant many, then those at hand, then by rank."""
    left, found = [frozenset(wish) for wish in wanted], []
    while left:
        points = sorted(frozenset[str]().union(*left), key=_parsed)
        best = max(points, key=lambda point: (sum(point in wish for wish in left), point in ready, rank(point)))
        found.append(best)
        left = [wish for wish in left if best not in wish]
    return tuple(found)


def ranking(versions: Versions) -> Callable[[str], int]:
    """A rank that stays when releases are added: how often a point's number on its line is even."""
    numbers = {head: index for index, head in enumerate(heads(versions))}
    for head in tuple(numbers):
        numbers |= {version: index for index, version in enumerate(branch(versions, head)) if version != head}

    def rank(point: str) -> int:
        number = numbers.get(point, _parsed(point).dev or 0)
        return (number & -number).bit_length() if number else 0

    return rank


def most(line: Line, rank: Callable[[str], int]) -> int:
    """The most tests that one step on a line can take when every point can be tested, both ends included."""
    return max((_tests(line, step, rank) for step in range(1, len(line))), default=len(line))


def _tests(line: Line, step: int, rank: Callable[[str], int]) -> int:
    seen: dict[str, str | None] = {}
    while wanted := tuple(wishes(line, seen)):
        for point in chosen(wanted, (), rank):
            seen[point] = str(line.index(point) >= step)
    return len(seen)
