"""A search under way: what is looked for, along which lines, and what every row showed so far."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from gradreg import bisect, catalog, command, compare, releases, store
from gradreg.errors import BadUsage
from gradreg.model import Behaviour, Case, Comparison, Environment, Job, Limits, Outcome, Places, Release, Row
from gradreg.pipeline import probing
from gradreg.pipeline.probing import Ways

FAULTY = {Outcome.CRASHED, Outcome.TIMED_OUT}


class Search(msgspec.Struct, frozen=True):
    """What to search for, and where.

    Attributes:
        targets: names of cases or rows, or files in the format.
        start, stop: the ends: a release, a minor, a day, or a PEP 440 range; default: the oldest and the newest.
        command: instead of targets, a command whose exit code tells.
        kind: the lightest difference that counts as a change.
        facts: the only facts that count; empty for all.
        every: test every point, to find also what changed and changed back.
        jobs: environments to make side by side.
        state: folder in which the answers are kept, so that an interrupted search goes on.
    """

    targets: tuple[str, ...]
    ways: Ways
    state: Path
    start: str | None = None
    stop: str | None = None
    device: str = "cpu"
    command: str | None = None
    kind: Comparison = Comparison.CHANGED
    facts: tuple[str, ...] = ()
    every: bool = False
    jobs: int = 2
    limits: Limits = Limits()


class Subject(msgspec.Struct):
    """One row of a search, and what it showed so far, by point."""

    case: Case
    row: Row
    shown: dict[str, Behaviour]
    seen: dict[str, str | None]


class Hunt(msgspec.Struct):
    """A search under way.

    Attributes:
        all: every known release.
        known: those that may be tested.
    """

    search: Search
    all: tuple[Release, ...]
    known: tuple[Release, ...]
    along: tuple[str, ...]
    subjects: list[Subject]
    environments: dict[str, Environment]
    recorded: int

    @property
    def versions(self) -> tuple[str, ...]:
        """Every release that may be tested."""
        return tuple(release.version for release in self.known)

    def lines(self, subject: Subject) -> tuple[bisect.Line, ...]:
        """The lines to search for a row, as far as they can be told now."""
        return bisect.lines(self.versions, self.along, subject.seen, lambda _: ())

    def wishes(self, subject: Subject) -> list[bisect.Wish]:
        """What has to be tested next for a row; nothing when every line is settled."""
        lines = self.lines(subject)
        return [wish for line in lines for wish in bisect.wishes(line, subject.seen, every=self.search.every)]

    def next(self) -> tuple[str, ...]:
        """The points to test next; empty when every line is settled."""
        wanted = [wish for subject in self.subjects for wish in self.wishes(subject)]
        here = {
            point for wish in wanted for point in wish if probing.at_hand(self.search.ways, point, self.search.device)
        }
        return bisect.chosen(wanted, here, bisect.ranking(self.versions))

    def requirements(self, point: str) -> tuple[str, ...]:
        """What an environment of a point would install; nothing where it is there."""
        if probing.at_hand(self.search.ways, point, self.search.device):
            return ()
        release = releases.find(self.known, point)
        return (f"torch=={point}", *release.pins)

    def job(self, point: str) -> Job:
        """The rows that are open and unknown there: what is installed for one row serves all."""
        rows: dict[str, tuple[Case, list[Row]]] = {}
        for subject in self.subjects:
            if point not in subject.seen and self.wishes(subject):
                rows.setdefault(subject.case.name, (subject.case, []))[1].append(subject.row)
        cases = tuple((case, tuple(mine)) for case, mine in rows.values())
        return Job(point, self.search.device, cases, self.search.limits)


def prepared(places: Places, search: Search) -> Hunt:
    """A search before its first probe: the line, the rows, and everything that evidence tells already."""
    known = releases.load()
    hunt = Hunt(search, known, known, (), [], {}, 0)
    for case, rows in _targets(places, search, known):
        _remember(hunt, places, case, rows)
    if not search.ways.install:
        hunt.known = tuple(release for release in known if _at_hand(hunt, release.version))
    hunt.along = _path(hunt)
    return hunt


def _at_hand(hunt: Hunt, version: str) -> bool:
    recorded = any(subject.seen.get(version) for subject in hunt.subjects)
    return recorded or probing.at_hand(hunt.search.ways, version, hunt.search.device)


def _path(hunt: Hunt) -> tuple[str, ...]:
    start = releases.end(hunt.all, hunt.search.start, newest=False) if hunt.search.start else hunt.all[0]
    stop = releases.end(hunt.all, hunt.search.stop, newest=True) if hunt.search.stop else hunt.all[-1]
    if start.key >= stop.key:
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
    for word in search.targets:
        case, rows = _target(places, word, known)
        mine = found.setdefault(case.name, (case, {}))
        if mine[0].path.resolve() != case.path.resolve():
            raise BadUsage(f"two files are called {case.name}; rename one, since answers are kept by name")
        mine[1].update({row.name: row for row in rows})
    return [(case, tuple(rows.values())) for case, rows in found.values()]


def _target(places: Places, word: str, known: Sequence[Release]) -> tuple[Case, tuple[Row, ...]]:
    if Path(word).is_file():
        case = catalog.read_file(Path(word), places.cases, known)
        return case, case.rows
    return catalog.find(catalog.load_for(places.cases, known, word), word)


def _remember(hunt: Hunt, places: Places, case: Case, rows: Iterable[Row]) -> None:
    """Add rows with what is known of them: where they make sense, the catalog's evidence, earlier searches."""
    recorded: dict[str, dict[str, Behaviour]] = {}
    for results in (hunt.search.state, places.results):
        fingerprints = store.environments(results)
        for (name, device, point), cell in store.load(results, case).cells.items():
            outcome = cell.behaviour.outcome
            if device == hunt.search.device and not cell.stale and (outcome.is_behaviour or outcome in FAULTY):
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
