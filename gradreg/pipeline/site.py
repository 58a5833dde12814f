"""What the page is made of: the chosen cases with their table, its history, and what can be copied from each."""

from collections.abc import Iterator, Mapping

import msgspec

from gradreg import catalog, guard, history, releases, repro, store
from gradreg import table as tables
from gradreg.model import (
    HOLES,
    Behaviour,
    Case,
    Environment,
    Evidence,
    Frame,
    Guarded,
    Outcome,
    Places,
    Release,
    Row,
    Site,
    Workaround,
)

SEVERAL = 2


def site(places: Places) -> Site:
    """The chosen cases, whole, with all that the evidence says of them."""
    known = releases.load()
    chosen = catalog.selected(catalog.load(places.cases, known), places.keyword)
    found = [(case, store.load(places.results, case)) for case, _ in chosen]
    rows = frozenset(row.name for _, mine in chosen for row in mine)
    table = tables.build(found, known).only(rows)
    plain = Site(table, tuple(case for case, _ in found), known, history.build(table))
    measured = store.environments(places.results)
    guards = {case.name: tuple(_guards(plain, case, evidence, measured)) for case, evidence in found}
    frames = {case.name: dict(_frames(case, evidence, measured)) for case, evidence in found}
    return msgspec.structs.replace(plain, guards=guards, frames=frames)


def _guards(
    site: Site, case: Case, evidence: Evidence, measured: Mapping[str, Environment]
) -> Iterator[Guarded]:  # fmt: skip # one thought
    """Guards for the rows that show more than one behaviour, device by device; the others need none."""
    releases, lines = site.table.releases, site.by_case[case.name]
    for device in dict.fromkeys(era.device for line in lines for era in line.eras):
        several = [line for line in lines if len(guard.behaviours(line, releases, device)) >= SEVERAL]
        for item in guard.grouped(several, releases, device, guard.versions(evidence, measured, device)):
            yield msgspec.structs.replace(item, workarounds=tuple(_workarounds(site, case, item)))


def _workarounds(site: Site, case: Case, found: Guarded) -> Iterator[Workaround]:
    """The cases and rows that do the same job on all releases, where the author names some."""
    needed = [release for item in found.guards for release in item.releases]
    rows = [row for row in case.rows if row.name in found.rows]
    for name in dict.fromkeys(name for row in rows if (name := case.workaround_for(row))):
        other = next((one for one in site.cases if one.name == name.partition("[")[0]), None)
        lines = tuple(line for line in site.by_case[other.name] if name in {other.name, line.row}) if other else ()
        yield guard.judged(name, (other, lines) if other else None, needed, site.table.releases, found.device)


def _frames(case: Case, evidence: Evidence, measured: Mapping[str, Environment]) -> Iterator[tuple[str, Frame]]:
    """The scripts of a case, device by device."""
    for device in dict.fromkeys(device for _, device, _ in evidence.cells):
        cells = {release: cell for (_, where, release), cell in evidence.cells.items() if where == device}
        told = {release: measured[cell.environment] for release, cell in cells.items() if cell.environment in measured}
        versions = {release: (environment.torch, environment.python) for release, environment in told.items()}
        yield device, Frame(_hollow(case, device), versions)


def _hollow(case: Case, device: str) -> str:
    """A script of a case with holes, made by the function that makes the scripts."""
    row = Row(HOLES["row"], "", {"@ARGUMENTS@": 0})
    release = Release(HOLES["release"], "", (HOLES["python"],), ("@PINS@",))
    environment = Environment(
        HOLES["torch"], None, None, f"{HOLES['python']}.{HOLES['patch']}", None, "", ""
    )  # fmt: skip # one thought
    asked = msgspec.structs.replace(case, question=HOLES["question"])
    shown = Behaviour(Outcome.OBSERVED, {"@RECORDED@": 0})
    script = repro.script(asked, row, release, device, shown, environment)
    return script.replace(repro.code_of(case.source), HOLES["code"], 1)
