"""Which cells to measure again, and what it means that they show something else, or elsewhere. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from gradreg import compare, fingerprints
from gradreg.model import Behaviour, Comparison, Environment, Remeasured, Spot, Surroundings, spelled

UNSTABLE = "unstable: two runs differ"
Pair = tuple[str, str]
"""Ids of the fingerprint that is recorded, and of the one that was found."""


def sample(spots: Iterable[Spot], seed: int, most: int | None) -> frozenset[Spot]:
    """So many cells by chance, the same for the same seed on every machine; more of them hold the fewer ones."""
    return frozenset(sorted(spots, key=lambda spot: _lot(seed, spot))[:most])


def _lot(seed: int, spot: Spot) -> bytes:
    return hashlib.sha256(f"{seed} {spelled(spot)}".encode(errors="surrogatepass")).digest()


def held(spot: Spot, recorded: Behaviour, found: Behaviour | None, reason: str | None) -> Remeasured:
    """A cell held against what measuring it again showed: the same bytes, or how heavy the difference is."""
    row, device, release = spot
    topic = row.partition("/")[0]
    if reason or found is None or not found.outcome.is_behaviour:
        why = reason or (found.word if found else "no answer")
        unstable = Comparison.UNSTABLE if reason == UNSTABLE else None
        return Remeasured(row, topic, device, release, recorded, found, unstable, why)
    return Remeasured(row, topic, device, release, recorded, found, _comparison(recorded, found))


def _comparison(recorded: Behaviour, found: Behaviour) -> Comparison:
    if recorded.canonical == found.canonical:
        return Comparison.AS_RECORDED
    slight = compare.difference(recorded, found) in {None, Comparison.REWORDED}
    return Comparison.REWORDED if slight else Comparison.REGRESSED


def surroundings(
    cells: Mapping[Spot, Pair], recorded: Mapping[str, Environment], found: Mapping[str, Environment]
) -> tuple[Surroundings, ...]:
    """The environments of the cells, release by release: those of the evidence beside those that were made again."""
    counted = Counter((release, device, *pair) for (_, device, release), pair in cells.items())
    return tuple(
        _beside(release, device, count, old, recorded.get(old), found[new])
        for (release, device, old, new), count in counted.items()
    )


def _beside(
    release: str, device: str, cells: int, name: str, old: Environment | None, new: Environment
) -> Surroundings:  # fmt: skip # one thought
    if old is None:
        lost = f"the environment {name} is in no environments.json"
        return Surroundings(release, device, cells, name, {}, contradiction=lost)
    same = old.wheel == new.wheel if old.wheel and new.wheel else None
    fields = fingerprints.differences(old, new)
    return Surroundings(release, device, cells, name, fields, same, fingerprints.contradiction(old, new))
