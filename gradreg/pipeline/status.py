"""What is missing, stale, blank or unstable, and what is under way or was left behind."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from gradreg import catalog, environments, releases, status, store
from gradreg.model import Places, Release, Status


def state(places: Places, words: Sequence[str], device: str | None, envs: Path) -> Status:
    """How complete the evidence is; `words` choose releases by version, set or range, all where none is given."""
    known = releases.load()
    chosen = catalog.selected(catalog.load(places.cases, known), places.keyword)
    found = [(msgspec.structs.replace(case, rows=rows), store.load(places.results, case)) for case, rows in chosen]
    asked = releases.chosen(known, words) if words else known
    on = (device,) if device else status.devices(found)
    cells, lacks = status.lacks(found, _on(asked, on))
    return Status(
        tuple(release.version for release in asked), on, cells, lacks, store.underway(places.results),
        store.is_held(places.results), store.last_sessions(places.results),
        tuple(map(str, environments.abandoned(envs))),
        tuple(map(str, store.leftovers(places.results))),
    )  # fmt: skip # a field a line says nothing more


def _on(asked: Sequence[Release], devices: Sequence[str]) -> Mapping[str, Sequence[Release]]:
    """Device -> those of the releases that can be measured there."""
    return {device: [item for item in asked if device in releases.places(item)] for device in devices}
