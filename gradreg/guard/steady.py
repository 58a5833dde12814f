"""What a search did not test because both sides of it showed the same. Pure."""

from collections.abc import Collection, Sequence
from itertools import pairwise

import msgspec

from gradreg.model import Cell, Evidence, Guarded


def steady(evidence: Evidence, device: str, releases: Sequence[str]) -> dict[tuple[str, str, str], Cell]:
    """Cells for the releases between two that showed the same behaviour; those that have a cell are none of them."""
    found: dict[tuple[str, str, str], Cell] = {}
    for row, mine in evidence.by_row().items():
        cells = mine.get(device, {})
        told = [place for place, release in enumerate(releases) if release in cells and _tells(cells[release])]
        for start, stop in pairwise(told):
            one, two = cells[releases[start]], cells[releases[stop]]
            if _shown(one) == _shown(two):
                between = [release for release in releases[start + 1 : stop] if release not in cells]
                found |= {(row, device, release): one for release in between}
    return found


def _tells(cell: Cell) -> bool:
    return not cell.stale and cell.behaviour.outcome.is_behaviour


def _shown(cell: Cell) -> bytes:
    return msgspec.json.encode([cell.behaviour.facts, cell.behaviour.raises], order="sorted")


def told_apart(found: Guarded, untested: Collection[str]) -> Guarded:
    """Guards that say which of their releases were not tested: on those they are not proven."""
    spoken = dict.fromkeys(release for guard in found.guards for release in guard.releases if release in untested)
    proven = {release: names for release, names in found.proven.items() if release not in spoken}
    return msgspec.structs.replace(found, proven=proven, steady=tuple(spoken))
