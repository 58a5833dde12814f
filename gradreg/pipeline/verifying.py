"""Measure a sample of the evidence again, in environments made again, and hold it against what is recorded."""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from gradreg import catalog, fingerprints, plan, progress, releases, store, verify
from gradreg.errors import BadUsage, NotMeasured, NotRun
from gradreg.model import (
    Case,
    Cell,
    Comparison,
    Foreseen,
    Job,
    Limits,
    Places,
    Release,
    Request,
    Row,
    Spot,
    Verification,
)
from gradreg.pipeline import probing
from gradreg.pipeline.looking import Seen, look
from gradreg.pipeline.probing import Ways

Chosen = Sequence[tuple[Case, tuple[Row, ...]]]
Cells = Mapping[Spot, Cell]


class Inquiry(msgspec.Struct, frozen=True):
    """What to measure again, and how.

    Attributes:
        releases: versions, tags or PEP 440 ranges; none for all.
        sample: how many cells; None for all.
        seed: what the sample is drawn with.
        into: where to keep what was found, and to go on from; None for nowhere.
        offline: only look at the files.
    """

    ways: Ways
    releases: tuple[str, ...] = ()
    device: str = "cpu"
    limits: Limits = Limits()
    sample: int | None = None
    seed: int = 0
    into: Path | None = None
    offline: bool = False


class Drawn(msgspec.Struct, frozen=True):
    """The cells that were drawn, and from how many."""

    cases: tuple[Case, ...]
    cells: Cells
    known: int


def verified(places: Places, inquiry: Inquiry) -> Verification:
    """Look at the files, then measure a sample of the cells again; the evidence is only read."""
    cases = catalog.load(places.cases, releases.load())
    chosen = catalog.selected(cases, places.keyword)
    faults = tuple(file_faults(places, cases))
    found = Verification(inquiry.seed) if inquiry.offline else _remeasured(places, inquiry, chosen)
    return msgspec.structs.replace(found, faults=faults)


def _remeasured(places: Places, inquiry: Inquiry, chosen: Chosen) -> Verification:
    drawn = _drawn(places, inquiry, chosen)
    with _scratch(places, inquiry) as folder:
        jobs = list(_jobs(inquiry, drawn, folder))
        reasons: dict[Spot, str] = {}
        for number, (release, job) in enumerate(jobs, 1):
            reasons |= _measured(places, inquiry, folder, release, job, f" ({number}/{len(jobs)})")
        return _told(places, inquiry, drawn, folder, reasons)


def file_faults(places: Places, cases: Sequence[Case]) -> list[str]:
    """What is wrong with the files of the evidence: bytes, hashes, and fingerprints that contradict each other."""
    measured = store.environments(places.results).values()
    contradictions = [f"{places.results}: {text}" for text in fingerprints.contradictions(measured)]
    return store.faults(places.results, cases) + contradictions


def foreseen_verification(places: Places, inquiry: Inquiry) -> tuple[Foreseen, ...]:
    """What a verification would measure, and install for it."""
    drawn = _drawn(places, inquiry, catalog.selected(catalog.load(places.cases, releases.load()), places.keyword))
    with _scratch(places, inquiry) as folder:
        return tuple(
            Foreseen(release.version, job.device, len(job.rows), _needed(inquiry, release))
            for release, job in _jobs(inquiry, drawn, folder)
        )


def _needed(inquiry: Inquiry, release: Release) -> tuple[str, ...]:
    here = probing.at_hand(inquiry.ways, release.version, inquiry.device)
    return () if here else release.requirements


@contextlib.contextmanager
def _scratch(places: Places, inquiry: Inquiry) -> Iterator[Path]:
    """Where to write what is found, never the evidence itself."""
    if inquiry.into and inquiry.into.resolve() == places.results.resolve():
        raise BadUsage(f"--into {inquiry.into} is the evidence itself. Name another folder.")
    with tempfile.TemporaryDirectory(prefix="gradreg-") as folder:
        yield inquiry.into or Path(folder)


def _drawn(places: Places, inquiry: Inquiry, chosen: Chosen) -> Drawn:
    """A sample of the known cells of the chosen rows and releases."""
    meant = releases.chosen(releases.load(), inquiry.releases or ("all",))
    cells: dict[Spot, Cell] = {}
    for case, rows in chosen:
        recorded = store.load(places.results, case).cells
        applicable = _applicable(case, rows, inquiry.device, meant)
        cells |= {spot: cell for spot in applicable if (cell := recorded.get(spot)) and _tells(cell)}
    if not cells:
        raise NotMeasured("nothing is known of these rows, releases and device. `gradreg table` shows what is.")
    drawn = verify.sample(cells, inquiry.seed, inquiry.sample)
    return Drawn(tuple(case for case, _ in chosen), {spot: cells[spot] for spot in sorted(drawn)}, len(cells))


def _applicable(case: Case, rows: Iterable[Row], device: str, meant: Iterable[Release]) -> Iterator[Spot]:
    """The cells of a case that make sense."""
    for release in meant:
        for row in rows:
            if not case.inapplicable(row, release, device):
                yield row.name, device, release.version


def _jobs(inquiry: Inquiry, drawn: Drawn, folder: Path) -> Iterator[tuple[Release, Job]]:
    """What is still to be measured, release by release: each environment is made once."""
    cases = [(case, case.rows) for case in drawn.cases]
    found = _found(drawn, folder)
    for release in releases.load():
        lacking = {spot[0] for spot in drawn.cells if spot[2] == release.version and not _tells(found.get(spot))}
        if lacking:
            job = plan.job(cases, release, inquiry.device, inquiry.limits)
            yield release, plan.narrowed(job, frozenset(lacking))


def _tells(cell: Cell | None) -> bool:
    """Whether a cell is known: a behaviour, of the code that the case has today."""
    return cell is not None and cell.behaviour.outcome.is_behaviour and not cell.stale


def _found(drawn: Drawn, folder: Path) -> Cells:
    """What the scratch folder holds of the cells that were drawn."""
    names = {row.partition("[")[0] for row, _, _ in drawn.cells}
    return {
        spot: cell
        for case in drawn.cases
        if case.name in names
        for spot, cell in store.load(folder, case).cells.items()
        if spot in drawn.cells and not cell.stale
    }


def _measured(
    places: Places, inquiry: Inquiry, folder: Path, release: Release, job: Job, position: str
) -> Mapping[Spot, str]:
    """Measure one release into the scratch folder; return why cells of it tell nothing."""
    with progress.shown(f"torch {release.version} {job.device}{position}") as bar:
        try:
            environment, observations, findings = _seen(places, inquiry, release, job, bar)
        except NotRun as error:
            bar.say(f"cannot be measured: {error}")
            return {(row.name, job.device, job.release): error.reason for row in job.rows}
    shaky = {finding.row for finding in findings if finding.comparison is Comparison.UNSTABLE}
    for case, rows in job.cases:
        names = {row.name for row in rows} - shaky
        steady = [observation for observation in observations if observation.row in names]
        store.record(folder, case, (job.device, job.release), steady, environment)
    return {(row, job.device, job.release): verify.UNSTABLE for row in shaky}


def _seen(places: Places, inquiry: Inquiry, release: Release, job: Job, bar: progress.Progress) -> Seen:
    request = Request(release.version, job.device, inquiry.ways.envs, limits=job.limits)
    with probing.reached(inquiry.ways, release, job.device, bar.say) as (python, source):
        return look(places, request, python, source, job, bar)


def _told(
    places: Places, inquiry: Inquiry, drawn: Drawn, folder: Path, reasons: Mapping[Spot, str]
) -> Verification:  # fmt: skip # one thought
    """Every cell of the sample beside what was found of it."""
    found = _found(drawn, folder)
    cells = tuple(
        verify.held(spot, cell.behaviour, found[spot].behaviour if spot in found else None, reasons.get(spot))
        for spot, cell in drawn.cells.items()
    )
    pairs = {spot: (drawn.cells[spot].environment, cell.environment) for spot, cell in found.items() if _tells(cell)}
    beside = verify.surroundings(pairs, store.environments(places.results), store.environments(folder))
    return Verification(inquiry.seed, drawn.known, cells, beside)
