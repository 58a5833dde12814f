"""What new evidence brings: releases that are new here, cells that changed, sessions of which nothing came back."""

from collections.abc import Sequence
from pathlib import Path

from packaging.version import Version

from gradreg import catalog, releases
from gradreg.model import PLACES, Fresh, News, Places, Side, Strip
from gradreg.pipeline.comparing import between_sides, sides_of, strips_of
from gradreg.pipeline.planning import sessions, summaries

Known = dict[tuple[str, str], int]
"""Device and release -> how many rows have a behaviour there."""


def news(places: Places, before: str, planned: Path | None, ended: Sequence[Path]) -> News:
    """What the evidence tells that it did not tell `before`, a folder or a revision of one, as for `compare`.

    `planned` is the matrix of the sessions that were to be run, `ended` are files of how they ended.
    """
    then, now = sides_of(places, before, str(places.results))
    known, here = _known(places, then), _known(places, now)
    fresh = sorted(here.keys() - known.keys(), key=lambda item: (PLACES.index(item[0]), _order(item[1])))
    told = summaries(ended)
    back = {f"torch-{item.release}-{item.device}" for item in told}
    lost = [name for name in (sessions(planned) if planned else ()) if name not in back]
    return News(
        tuple(_fresh(places, item, here) for item in fresh), between_sides(places, then, now), tuple(lost), told
    )


def _known(places: Places, side: Side) -> Known:
    loaded = catalog.load(places.cases, releases.load())
    chosen = catalog.selected(loaded, places.keyword)
    found: Known = {}
    for strip in strips_of(chosen, side):
        for release in _behaving(strip):
            found[strip.device, release] = found.get((strip.device, release), 0) + 1
    return found


def _behaving(strip: Strip) -> list[str]:
    return [release for release, behaviour in strip.cells if behaviour.outcome.is_behaviour]


def _fresh(places: Places, new: tuple[str, str], known: Known) -> Fresh:
    """A new release beside the last one before it that is known, or the first after it."""
    device, release = new
    others = sorted((item for where, item in known if where == device and item != release), key=_order)
    earlier = [item for item in others if _order(item) < _order(release)]
    beside = earlier[-1] if earlier else next(iter(others), None)
    if beside is None:
        return Fresh(release, device, known[new])
    sides = Side(beside, device, places.results), Side(release, device, places.results)
    return Fresh(release, device, known[new], beside, between_sides(places, *sides))


def _order(release: str) -> Version:
    return Version(release)
