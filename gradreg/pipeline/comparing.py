"""Compare two sides of the evidence, tell what varies in a range, and say where one cell comes from."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from gradreg import between, catalog, compare, ranges, releases, sides, span, store
from gradreg import table as tables
from gradreg.model import (
    PLACES,
    Behaviour,
    Between,
    Case,
    Cell,
    Comparison,
    Environment,
    Evidence,
    Places,
    Release,
    Row,
    Side,
    Span,
    Strip,
    Why,
    is_plain,
)
from gradreg.pipeline import targets

Chosen = Sequence[tuple[Case, tuple[Row, ...]]]


def sides_of(places: Places, first: str, second: str) -> tuple[Side, Side]:
    """What two words name; raises NoSuchRelease for a release that is not known."""
    found = sides.parse(first, second, places.results)
    for release in filter(None, [side.release for side in found]):
        releases.find(releases.load(), release)
    return found


def between_sides(places: Places, first: Side, second: Side, kinds: Collection[Comparison] = ()) -> Between:
    """What differs between two sides of the evidence of the chosen rows."""
    loaded = catalog.load(places.cases, releases.load())
    devices = frozenset(filter(None, [first.device, second.device]))
    chosen = [item for item in catalog.selected(loaded, places.keyword) if all(map(item[0].is_at, devices))]
    plain = bool(first.release or second.release)
    one, left = _side(loaded, chosen, first, devices, plain=plain)
    same = (first.folder, first.revision) == (second.folder, second.revision)
    two, right = (one, left) if same else _side(loaded, chosen, second, devices, plain=plain)
    found = between.of((first, one), (second, two), kinds)
    return found if places.keyword else msgspec.structs.replace(found, unlisted=tuple(dict.fromkeys((*left, *right))))


def names_of(first: Side, second: Side) -> tuple[str, str]:
    """What to call two sides."""
    return sides.names(first, second)


def range_of(text: str | None, path: Path | None) -> str:
    """The PEP 440 range that a text gives, or the file of a project."""
    if path:
        return ranges.of_file(path)
    return ranges.of(text or "")


def in_range(places: Places, specifier: str, kinds: Collection[Comparison] = ()) -> Span:
    """What varies in the releases of a range, in the evidence of the chosen rows."""
    known = releases.load()
    wanted = releases.chosen(known, [specifier or "all"])
    chosen = catalog.selected(catalog.load(places.cases, known), places.keyword)
    strips = _strips(chosen, places.results, plain=True)
    return span.within(strips, [release.version for release in wanted], specifier, kinds)


def why(places: Places, name: str, version: str, device: str | None = None) -> tuple[Why, ...]:
    """The cells of a case or row on one release and device, and where their content comes from."""
    known = releases.load()
    release = releases.find(known, version)
    case, rows = targets.named(places, name, known)
    known_of = targets.evidence(places, case)
    return tuple(_why(places, case, row, known_of, (release, _device(device, row, known_of[0]))) for row in rows)


def _side(
    loaded: Sequence[Case], chosen: Chosen, side: Side, devices: frozenset[str], *, plain: bool
) -> tuple[list[Strip], tuple[str, ...]]:
    """What the chosen rows show there, and the cases that only the evidence knows."""
    with sides.folder(side) as folder:
        return list(_strips(chosen, folder, devices, plain=plain)), store.unlisted(folder, loaded)


def strips_of(chosen: Chosen, side: Side) -> tuple[Strip, ...]:
    """What the chosen rows show on a side, on each device that has evidence there."""
    with sides.folder(side) as folder:
        return tuple(_strips(chosen, folder))


def _strips(
    chosen: Chosen, results: Path, wanted: frozenset[str] = frozenset(), *, plain: bool = False
) -> Iterator[Strip]:
    """The rows on the devices that are wanted; else on the cpu and what has evidence, of it the plain places alone."""
    known = releases.load()
    for case, rows in chosen:
        recorded = store.load(results, case).by_row()
        for row in rows:
            mine = recorded.get(row.name, {})
            there = wanted or {"cpu", *(name for name in mine if is_plain(name) or not plain)}
            for device in [name for name in PLACES if name in there]:
                cells = tuple(tables.cells(case, row, device, mine, known))
                stale = frozenset(release for release, cell in mine.get(device, {}).items() if cell.stale)
                yield Strip(row.name, case.topic, case.question, device, cells, stale)


def _device(asked: str | None, row: Row, evidence: Evidence) -> str:
    """The device that is asked for, or the first on which the row was measured."""
    measured = evidence.by_row().get(row.name, {})
    return asked or next((device for device in PLACES if device in measured), "cpu")


def _why(
    places: Places, case: Case, row: Row, known_of: tuple[Evidence, Mapping[str, Environment]],
    where: tuple[Release, str],
) -> Why:  # fmt: skip # a parameter a line says nothing more
    release, device = where
    evidence, fingerprints = known_of
    recorded = evidence.by_row().get(row.name, {})
    cells = tables.cells(case, row, device, recorded, releases.load())
    cell = recorded.get(device, {}).get(release.version, Cell(compare.NOT_RUN, ""))
    behaviour = dict(cells)[release.version]
    era = span.era_at(device, cells, release.version)
    seconds, traceback = _last_run(places, row, behaviour, where)
    return Why(
        row.name, case.topic, case.question, release.version, device, behaviour,
        fingerprints.get(cell.environment), cell.environment, cell.code, cell.stale,
        str(_file(places, case, cell)), era.first, era.last, *span.neighbours(cells, release.version),
        *span.steps_at(device, cells, release.version), seconds, traceback,
    )  # fmt: skip # a field a line says nothing more


def _file(places: Places, case: Case, cell: Cell) -> Path:
    """The evidence file that a cell comes from: the catalog's, or the one of earlier searches."""
    folders = [places.results, *([places.answers] if places.answers else [])]
    holding = [folder for folder in folders if cell in store.load(folder, case).cells.values()]
    return store.path_of((holding or folders)[0], case.name)


def _last_run(
    places: Places, row: Row, behaviour: Behaviour, where: tuple[Release, str]
) -> tuple[float | None, str | None]:
    """Seconds and traceback of the last run on this machine, where it showed what is recorded."""
    found = store.last_run(places.results, f"{where[0].version}-{where[1]}", row.name)
    if found is None or compare.difference(found.behaviour, behaviour):
        return None, None
    return found.seconds, found.traceback
