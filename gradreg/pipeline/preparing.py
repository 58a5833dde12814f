"""Prepare a search: its rows, its line, and everything that evidence tells before the first probe."""

from collections.abc import Iterable, Sequence

import msgspec

from gradreg import bisect, builds, catalog, command, compare, releases
from gradreg.errors import BadUsage
from gradreg.model import Behaviour, Case, Comparison, Outcome, Places, Release, Row
from gradreg.pipeline import probing, targets
from gradreg.pipeline.hunting import Hunt, Search, Subject

NIGHTLY = "nightly"
FAULTY = {Outcome.CRASHED, Outcome.TIMED_OUT}


def prepared(places: Places, search: Search) -> Hunt:
    """A search before its first probe: the line, the rows, and everything that evidence tells already."""
    known = releases.load()
    found = builds.read(search.indexes, known[-1].python) if search.indexes else ()
    hunt = Hunt(search, known, known, (), [], {}, 0, {build.version: build for build in found})
    for version in search.ways.given:
        hunt.release(version)
    for case, rows in _targets(places, search, known):
        _remember(hunt, places, case, rows)
    if not search.ways.install:
        hunt.known = tuple(release for release in known if _at_hand(hunt, release.version))
    hunt.along = (*_path(hunt), *_nights(hunt))
    return hunt


def _nights(hunt: Hunt) -> tuple[str, ...]:
    """The nightlies since the newest release, when the search goes up to them."""
    if hunt.search.stop != NIGHTLY:
        return ()
    nights = builds.between(hunt.builds.values(), hunt.known[-1], None).builds
    if not nights:
        raise BadUsage(f"--to {NIGHTLY} needs --pre-index with a nightly after torch {hunt.known[-1].version}")
    return tuple(night.version for night in nights)


def _at_hand(hunt: Hunt, version: str) -> bool:
    recorded = any(subject.seen.get(version) for subject in hunt.subjects)
    return recorded or probing.at_hand(hunt.search.ways, version, hunt.search.device)


def _path(hunt: Hunt) -> tuple[str, ...]:
    start = releases.end(hunt.all, hunt.search.start, newest=False) if hunt.search.start else hunt.all[0]
    word = hunt.search.stop
    stop = releases.end(hunt.all, word, newest=True) if word and word != NIGHTLY else hunt.all[-1]
    if start.key > stop.key or (start == stop and word != NIGHTLY):
        raise BadUsage(f"--from {start.version} is not before --to {stop.version}; give the older one first")
    inside = [release.version for release in hunt.known if start.key <= release.key <= stop.key]
    if not inside:
        raise BadUsage(f"no release from {start.version} to {stop.version} is installed; leave out --no-install")
    return bisect.path(hunt.versions, inside[0], inside[-1])


def _targets(places: Places, search: Search, known: Sequence[Release]) -> list[tuple[Case, tuple[Row, ...]]]:
    if search.command:
        case = command.case(search.command)
        return [(case, case.rows)]
    found: dict[str, tuple[Case, dict[str, Row]]] = {}
    for case, rows in _named(places, search, known):
        mine = found.setdefault(case.name, (case, {}))
        if mine[0].path.resolve() != case.path.resolve():
            raise BadUsage(f"two files are called {case.name}; rename one, since answers are kept by name")
        mine[1].update({row.name: row for row in rows})
    return [(case, tuple(rows.values())) for case, rows in found.values()]


def _named(places: Places, search: Search, known: Sequence[Release]) -> Sequence[tuple[Case, tuple[Row, ...]]]:
    if search.targets:
        return [targets.named(places, word, known) for word in search.targets]
    return catalog.selected(catalog.load(places.cases, known), places.keyword)


def _remember(hunt: Hunt, places: Places, case: Case, rows: Iterable[Row]) -> None:
    """Add rows with what is known of them: where they make sense, the catalog's evidence, earlier searches."""
    recorded: dict[str, dict[str, Behaviour]] = {}
    evidence, fingerprints = targets.evidence(places, case)
    for (name, device, point), cell in evidence.cells.items():
        outcome = cell.behaviour.outcome
        tells = outcome.is_behaviour or outcome is Outcome.CRASHED  # another --timeout may be long enough
        if device == hunt.search.device and not cell.stale and tells:
            recorded.setdefault(name, {})[point] = cell.behaviour
            if cell.environment in fingerprints:
                hunt.environments[point] = fingerprints[cell.environment]
    for row in rows:
        subject = Subject(case, row, {}, {})
        hunt.subjects.append(subject)
        for point, behaviour in recorded.get(row.name, {}).items():
            note(hunt, subject, point, behaviour)
        hunt.recorded += len(subject.seen)
        for release in hunt.all:
            reason = case.inapplicable(row, release, hunt.search.device)
            if reason:
                note(hunt, subject, release.version, Behaviour(Outcome.NOT_APPLICABLE, detail=reason))


def note(hunt: Hunt, subject: Subject, point: str, behaviour: Behaviour) -> None:
    """Note what a row showed at a point."""
    subject.shown[point] = behaviour
    subject.seen[point] = _key(hunt.search, behaviour)


def _key(search: Search, behaviour: Behaviour) -> str | None:
    """What two points must share to count as the same; None for what says nothing about torch."""
    if behaviour.outcome in FAULTY:
        return f"{behaviour.word} {behaviour.detail}"
    if not behaviour.outcome.is_behaviour:
        return None
    if search.facts:
        chosen = {name: value for name, value in behaviour.facts.items() if name in search.facts}
        behaviour = msgspec.structs.replace(behaviour, facts=chosen)
    texts = {
        Comparison.CHANGED: (),
        Comparison.WARNS: sorted(kind for kind, _ in behaviour.warnings),
        Comparison.REWORDED: (behaviour.message, behaviour.warnings),
    }
    return compare.signature(behaviour).decode() + repr(texts[search.kind])
