"""A search under way: what is looked for, along which lines, and what every row showed so far."""

import msgspec

from gradreg import bisect, builds, releases
from gradreg.model import (
    Behaviour,
    Build,
    Case,
    Comparison,
    Environment,
    Job,
    Limits,
    Release,
    Row,
    Step,
    Stretch,
    Where,
)
from gradreg.pipeline import probing
from gradreg.pipeline.probing import Ways


class Search(msgspec.Struct, frozen=True):
    """What to search for, and where.

    Attributes:
        targets: names of cases or rows, or files in the format.
        start, stop: the ends: a release, a minor, a day, or a PEP 440 range; default: the oldest and the newest.
            `stop` may be "nightly".
        command: instead of targets, a command whose exit code tells.
        kind: the lightest difference that counts as a change.
        facts: the only facts that count; empty for all.
        every: test every point, to find also what changed and changed back.
        indexes: where to look for nightlies and candidates, to narrow what was found between releases.
        jobs: environments to make side by side.
    """

    targets: tuple[str, ...]
    ways: Ways
    start: str | None = None
    stop: str | None = None
    device: str = "cpu"
    command: str | None = None
    kind: Comparison = Comparison.CHANGED
    facts: tuple[str, ...] = ()
    every: bool = False
    indexes: tuple[str, ...] = ()
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
        builds: nightlies and candidates, by version.
    """

    search: Search
    all: tuple[Release, ...]
    known: tuple[Release, ...]
    along: tuple[str, ...]
    subjects: list[Subject]
    environments: dict[str, Environment]
    recorded: int
    builds: dict[str, Build]

    @property
    def versions(self) -> tuple[str, ...]:
        """Every release that may be tested."""
        return tuple(release.version for release in self.known)

    def lines(self, subject: Subject) -> tuple[bisect.Line, ...]:
        """The lines to search for a row, as far as they can be told now."""
        return bisect.lines(self.versions, self.along, subject.seen, self.inside)

    def stretch(self, step: Step) -> Stretch:
        """The nightlies and candidates between two releases."""
        older, newer = (releases.find(self.all, point) for point in (step.before, step.after))
        return builds.between(self.builds.values(), older, newer)

    def inside(self, step: Step) -> bisect.Line:
        """The versions of the builds between two releases; none between builds."""
        coarse = self.builds and bisect.where(step) is not Where.BUILD
        return [build.version for build in self.stretch(step).builds] if coarse else ()

    def release(self, point: str) -> Release:
        """A point as a release: one of them, or a build with the pins of the newest."""
        return self.builds[point].release(self.all[-1]) if point in self.builds else releases.find(self.all, point)

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
        return self.release(point).requirements

    def job(self, point: str) -> Job:
        """The rows that are open and unknown there: what is installed for one row serves all."""
        rows: dict[str, tuple[Case, list[Row]]] = {}
        for subject in self.subjects:
            if point not in subject.seen and self.wishes(subject):
                rows.setdefault(subject.case.name, (subject.case, []))[1].append(subject.row)
        cases = tuple((case, tuple(mine)) for case, mine in rows.values())
        return Job(point, self.search.device, cases, self.search.limits)
