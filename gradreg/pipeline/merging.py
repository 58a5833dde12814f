"""Take in evidence from other machines: read with care, check, put together, and write it all under one lock."""

import contextlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from gradreg import catalog, merge, releases, store
from gradreg.errors import BadEvidence, BadUsage
from gradreg.model import Case, Choice, Merged, Places, Refusal, Taken, Union
from gradreg.pipeline.replacing import trace

ORIGIN = re.compile(r"\w(?:[\w ,.@:/()+-]{0,98}\S)?")
Sources = Mapping[str, store.Offered]
Write = Callable[[Iterable[store.Added]], tuple[str, ...]]


class Intake(msgspec.Struct, frozen=True):
    """What to take in, and how.

    Attributes:
        sources: folders of evidence, or archives of some.
        origin: who measured what does not say so itself.
        own: whether that was measured by the owner of this evidence, who needs no name.
        choice: whose behaviour goes where evidence is contradicted.
        dry: only say what would be taken.
        blanks: take also what says nothing about torch, where nothing is known: crashes, faults, disagreements.
    """

    sources: tuple[Path, ...]
    origin: str | None = None
    own: bool = False
    choice: Choice = Choice()
    dry: bool = False
    blanks: bool = False


def merged(places: Places, intake: Intake) -> Merged:
    """Take in what passes every check, and tell the rest; all checks come before the first write."""
    rows = _meant(places, intake)
    sources = {str(path): _named(store.offered(path), intake) for path in dict.fromkeys(intake.sources)}
    with _writing(places, intake) as write:
        cases, strange = _cases(places, sources)
        found = list(_unions(places, intake, sources, cases, rows))
        if not intake.dry:
            trace(places.results, [union for _, union in found])
        written = write((case, union.cells) for case, union in found)
    told = _told([union for _, union in found], tuple(sources))
    return msgspec.structs.replace(told, refused=(*strange, *told.refused), written=written, dry=intake.dry)


def _meant(places: Places, intake: Intake) -> frozenset[str] | None:
    """The rows that -k chooses, None for all; raises an error for whatever of the command line makes no sense."""
    if not places.results.is_dir():
        raise BadUsage(f"{places.results} is no folder. Give the folder of the evidence with --results.")
    catalog.stamps(places.cases)
    for row, _, release in intake.choice.cells:
        releases.find(releases.load(), release)
        catalog.find(catalog.load_for(places.cases, releases.load(), row), row)
    if not places.keyword:
        return None
    chosen = catalog.selected(catalog.load(places.cases, releases.load()), places.keyword)
    return frozenset(row.name for _, rows in chosen for row in rows)


def _named(offered: store.Offered, intake: Intake) -> store.Offered:
    """The same evidence, each of its fingerprints with its origin; one that is there already is kept."""
    nameless = [item for item in offered.environments.values() if item.origin is None]
    if nameless and (intake.origin is None) is not intake.own:
        raise BadUsage(
            f"{offered.path} does not say who measured. Name them with --origin NAME, "
            "or say --own where it was measured by yourself."
        )
    if intake.origin and not ORIGIN.fullmatch(intake.origin):
        raise BadUsage(f"--origin {intake.origin!r} is no name: at most a hundred letters, digits and ` ,.@:/()+-`.")
    named = {
        name: msgspec.structs.replace(item, origin=item.origin or intake.origin)
        for name, item in offered.environments.items()
    }
    return msgspec.structs.replace(offered, environments=named)


@contextlib.contextmanager
def _writing(places: Places, intake: Intake) -> Iterator[Write]:
    """The evidence held, and what writes it; nothing is touched where it is only asked."""
    if intake.dry:
        yield lambda _: ()
    else:
        with store.writing(places.results) as write:
            yield write


def _cases(places: Places, sources: Sources) -> tuple[list[Case], list[Refusal]]:
    """The cases that the sources speak of, and what the catalog does not have."""
    known, here = releases.load(), set(catalog.stamps(places.cases))
    wanted = sorted({name for source in sources.values() for name in source.cases})
    strange = [
        Refusal(source, name, "the catalog has no such case")
        for source, offered in sources.items()
        for name in sorted(offered.cases.keys() - here)
    ]
    return [catalog.read_one(places.cases, name, known) for name in wanted if name in here], strange


def _unions(
    places: Places, intake: Intake, sources: Sources, cases: Iterable[Case], meant: frozenset[str] | None
) -> Iterator[tuple[Case, Union]]:
    """What becomes of each case."""
    known = {release.version: release for release in releases.load()}
    ours = store.environments(places.results)
    doubts = merge.doubts({name: source.environments for name, source in sources.items()}, list(ours.values()))
    for case in cases:
        rows = {row.name for row in case.rows}
        if meant is not None and not rows & meant:
            continue
        theirs, damaged = _theirs(case, sources, doubts)
        here = merge.Source("ours", store.load(places.results, case), ours)
        wanted = merge.Catalog(case, frozenset(rows if meant is None else rows & meant), known)
        found = merge.union(wanted, here, theirs, intake.choice, blanks=intake.blanks)
        yield case, msgspec.structs.replace(found, refused=(*damaged, *found.refused))


def _theirs(
    case: Case, sources: Sources, doubts: Mapping[str, Mapping[str, str]]
) -> tuple[list[merge.Source], list[Refusal]]:
    """The evidence of a case in each source, and the files of it that are not taken."""
    found, damaged = [], []
    for name, offered in sources.items():
        if case.name in offered.cases:
            try:
                found.append(merge.Source(name, offered.evidence(case), offered.environments, doubts[name]))
            except BadEvidence as error:
                damaged.append(Refusal(name, case.name, str(error)))
    return found, damaged


def _told(unions: Sequence[Union], sources: tuple[str, ...]) -> Merged:
    """What a merge did, as far as its cases tell."""
    order = {release.version: number for number, release in enumerate(releases.load())}
    taken = Counter((device, release) for union in unions for _, device, release in union.taken)
    ordered = sorted(taken.items(), key=lambda item: (item[0][0], order[item[0][1]]))
    return Merged(
        sources,
        tuple(Taken(release, device, count) for (device, release), count in ordered),
        tuple(conflict for union in unions for conflict in union.conflicts),
        tuple(refusal for union in unions for refusal in union.refused),
        sum(union.known for union in unions),
        sum(union.faults for union in unions),
    )
