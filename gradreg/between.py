"""What differs between two sides of the evidence: what `compare` says of each cell, put together. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from gradreg import apart, compare
from gradreg.model import (
    Behaviour,
    Between,
    Comparison,
    Departure,
    Difference,
    Manner,
    OneSided,
    Side,
    Strip,
    Transition,
    alike,
)

Key = tuple[str, str, str]
"""(row, device, release); the last two are empty where the sides fix them."""


class _Pair(msgspec.Struct, frozen=True):
    """The same cell on both sides; `strip` is the second side's."""

    device: str
    release: str
    strip: Strip
    old: Behaviour
    new: Behaviour
    stale: bool

    @property
    def known(self) -> tuple[bool, bool]:
        return self.old.outcome.is_behaviour, self.new.outcome.is_behaviour

    @property
    def other(self) -> Behaviour:
        """What the second side shows where the first is known, and the other way round."""
        return self.new if self.known[0] else self.old


def of(
    first: tuple[Side, Sequence[Strip]], second: tuple[Side, Sequence[Strip]], kinds: Collection[Comparison] = ()
) -> Between:
    """Hold one side against the other; `kinds` are the differences to tell, all of them where none is named.

    What one side fixes the other fixes too: a release, a device, or neither.
    """
    pairs = list(_pairs(first, second))
    way = _Way(first[0], second[0])
    both = [pair for pair in pairs if all(pair.known)]
    found = sorted((item for item in _differences(both, way) if not kinds or item.kind in kinds), key=_weight)
    one_sided = [pair for pair in pairs if any(pair.known) and not all(pair.known)]
    unknown = len(pairs) - len(both) - len(one_sided)
    departures = way.departures(both)
    phases = {item.row: item.phases for item in departures}
    groups = alike(found, lambda item: (*_alike(item), phases.get(item.row)))
    return Between(
        len(both), unknown, tuple(found), groups, tuple(_one_sided(one_sided, way)), way.returned(both),
        departures=departures,
    )  # fmt: skip # a field a line says nothing more


def _pairs(first: tuple[Side, Sequence[Strip]], second: tuple[Side, Sequence[Strip]]) -> Iterator[_Pair]:
    one, two = _cells(*first), _cells(*second)
    for key in {**two, **one}:
        (_, old, old_stale), (strip, new, new_stale) = _both(one.get(key), two.get(key))
        yield _Pair(key[1], key[2], strip, old, new, old_stale or new_stale)


_Cell = tuple[Strip, Behaviour, bool]


def _both(one: _Cell | None, two: _Cell | None) -> tuple[_Cell, _Cell]:
    """A cell that only one side has is not run on the other."""
    some = one or two
    assert some is not None, "a key comes from one of the sides"
    absent = (some[0], compare.NOT_RUN, False)
    return one or absent, two or absent


def _cells(side: Side, strips: Iterable[Strip]) -> Mapping[Key, _Cell]:
    return {
        (strip.row, "" if side.device else strip.device, "" if side.release else release): (
            strip, behaviour, release in strip.stale,
        )
        for strip in strips
        if side.device in {None, strip.device}
        for release, behaviour in strip.cells
        if side.release in {None, release}
    }  # fmt: skip # a cell a line


class _Way:
    """The way from one side to the other: forwards in time or not, and through which releases."""

    def __init__(self, first: Side, second: Side) -> None:
        self.first, self.second = first, second
        self.device = first.device or ""
        if first.device != second.device:
            self.device = f"{first.device} → {second.device}"
        pair = (second.device, first.device)
        self.devices = (str(pair[0]), str(pair[1])) if all(pair) and pair[0] != pair[1] else None
        self.through = (
            first.release is not None
            and (first.folder, first.revision, first.device) == (second.folder, second.revision, second.device)
        )  # fmt: skip # one thought

    def difference(self, pair: _Pair) -> Comparison | None:
        """The heaviest difference; between devices, of what both of them can tell."""
        return apart.difference(pair.old, pair.new) if self.devices else compare.difference(pair.old, pair.new)

    def departures(self, pairs: Iterable[_Pair]) -> tuple[Departure, ...]:
        """Between two devices and in the same releases: where each row differs, release by release."""
        if not self.devices or self.first.release != self.second.release:
            return ()
        rows = (list(run) for _, run in groupby(pairs, key=lambda pair: pair.strip.row))
        shown = ((run[0].strip, [(pair.release or str(self.first.release), pair) for pair in run]) for run in rows)
        sides = (
            (strip.row, strip.topic, [(name, pair.new) for name, pair in run], [(name, pair.old) for name, pair in run])
            for strip, run in shown
        )
        return apart.between(sides, self.devices)

    def manner(self, pair: _Pair) -> Manner:
        """Who goes back in time, or to another device, had no announcement."""
        if self._forwards(pair.strip):
            return compare.manner(pair.old, pair.new)
        return compare.manner(msgspec.structs.replace(pair.old, warnings=()), pair.new)

    def _forwards(self, strip: Strip) -> bool:
        releases = [release for release, _ in strip.cells]
        return self.first.release != self.second.release and releases.index(str(self.first.release)) < releases.index(
            str(self.second.release)
        )

    def steps(self, strip: Strip) -> tuple[Transition, ...]:
        """The transitions between the two releases, where those are what is compared."""
        if not self.through:
            return ()
        releases = [release for release, _ in strip.cells]
        start, stop = sorted(releases.index(str(side.release)) for side in (self.first, self.second))
        return compare.transitions(strip.device, strip.cells[start : stop + 1])

    def returned(self, pairs: Iterable[_Pair]) -> tuple[str, ...]:
        """Rows that changed on the way, and are at its end what they were at its start."""
        same = [pair for pair in pairs if compare.difference(pair.old, pair.new) is not Comparison.CHANGED]
        changed = [
            pair.strip.row for pair in same if any(step.kind is Comparison.CHANGED for step in self.steps(pair.strip))
        ]
        return tuple(dict.fromkeys(changed))


def _differences(pairs: Iterable[_Pair], way: _Way) -> Iterator[Difference]:
    """A difference per row, or where releases stay open, per run of releases with the same one."""
    for _, run in groupby(pairs, key=lambda pair: (pair.strip.row, pair.device)):
        for (kind, _, _), same in groupby(((_shown(pair, way), pair) for pair in run), key=lambda item: item[0]):
            if kind:
                yield _difference([pair for _, pair in same], kind, way)


def _shown(pair: _Pair, way: _Way) -> tuple[Comparison | None, str, str]:
    kind = way.difference(pair)
    return (kind, repr(pair.old), repr(pair.new)) if kind else (None, "", "")


def _difference(pairs: Sequence[_Pair], kind: Comparison, way: _Way) -> Difference:
    pair, strip = pairs[0], pairs[0].strip
    how = way.manner(pair) if kind is Comparison.CHANGED else None
    releases = tuple(item.release for item in pairs if item.release)
    return Difference(
        strip.row, strip.topic, strip.question, pair.device or way.device, releases, kind, how, pair.old, pair.new,
        way.steps(strip), any(item.stale for item in pairs),
    )  # fmt: skip # a field a line says nothing more


def _weight(item: Difference) -> tuple[int, int, str, str]:
    return -item.kind.value[0], compare.ORDER.index(item.manner), item.row, item.device


def _alike(item: Difference) -> tuple[object, ...]:
    """What differences share that are told together."""
    steps = tuple((step.after, step.kind) for step in item.steps)
    where = (item.case, item.device, item.releases, item.kind, item.manner, item.stale)
    return *where, repr(item.before), repr(item.after), steps


def _one_sided(pairs: Iterable[_Pair], way: _Way) -> Iterator[OneSided]:
    for (row, device, first, _), run in groupby(pairs, key=_alone):
        mine = list(run)
        strip, other = mine[0].strip, mine[0].other
        releases = tuple(item.release for item in mine if item.release)
        yield OneSided(row, strip.topic, device or way.device, releases, first, other)


def _alone(pair: _Pair) -> tuple[str, str, bool, str]:
    return pair.strip.row, pair.device, pair.known[0], f"{pair.other.word} {pair.other.detail}"
