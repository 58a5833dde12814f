"""Guards and scripts to copy: what tells a row's behaviours apart, and what shows one of its cells."""

import shlex
from collections.abc import Mapping, Sequence

import msgspec

from gradreg import catalog, guard, releases, repro, store
from gradreg import table as tables
from gradreg.errors import NoSuchCase, NotMeasured
from gradreg.harmless import visible
from gradreg.model import Case, Cell, Evidence, Guarded, Line, Places, Release, Row, Script, Table, Workaround, alike
from gradreg.pipeline import targets

LISTED = 12


def guards(places: Places, name: str, device: str = "cpu") -> tuple[Case, tuple[Guarded, ...]]:
    """A case, and the guards for it or for one row of it, proven; raises NotProven rather than show one that fails."""
    known = releases.load()
    case, rows = _chosen(places, name, known)
    evidence, fingerprints = targets.evidence(places, case)
    steady = {} if _swept(places, case) else guard.steady(evidence, device, [release.version for release in known])
    filled = Evidence(case.name, steady | evidence.cells)
    table = tables.build([(case, filled)], known).only(frozenset(row.name for row in rows))
    recorded = guard.versions(evidence, fingerprints, device)
    found = guard.grouped(table.lines, table.releases, device, recorded)
    found = tuple(guard.told_apart(item, [release for row, _, release in steady if row in item.rows]) for item in found)
    if not found:
        sweep = f"nox -t all -- --missing -k {shlex.quote(case.name)}"
        search = f"gradreg bisect {shlex.quote(str(case.path))} --device {device}"
        raise NotMeasured(
            f"{visible(name)} was not measured on {device}; run `{sweep if '/' in case.name else search}`"
        )
    return case, tuple(_with_workarounds(places, case, item, known) for item in found)


def _swept(places: Places, case: Case) -> bool:
    """Whether the catalog has evidence of a case; a search alone tests few releases, and what changed is between."""
    return store.path_of(places.results, case.name).exists()


def _chosen(places: Places, name: str, known: Sequence[Release]) -> tuple[Case, tuple[Row, ...]]:
    """The case of that name, and those of its rows that -k chooses."""
    case, rows = targets.named(places, name, known)
    ((_, chosen),) = catalog.selected([msgspec.structs.replace(case, rows=rows)], places.keyword)
    return case, chosen


def _with_workarounds(places: Places, case: Case, found: Guarded, known: Sequence[Release]) -> Guarded:
    rows = [row for row in case.rows if row.name in found.rows]
    names = dict.fromkeys(name for row in rows if (name := case.workaround_for(row)))
    needed = [release for item in found.guards for release in item.releases]
    versions = tuple(release.version for release in known)
    judged = (guard.judged(name, _named(places, name, known), needed, versions, found.device) for name in names)
    return msgspec.structs.replace(found, workarounds=tuple(judged))


def _named(places: Places, name: str, known: Sequence[Release]) -> tuple[Case, tuple[Line, ...]] | None:
    """The case of exactly that name with its lines, or the one that is named."""
    try:
        case, _ = catalog.find(catalog.load_for(places.cases, known, name), name)
    except NoSuchCase:
        return None
    table = tables.build([(case, store.load(places.results, case))], known)
    return case, tuple(line for line in table.lines if name in {case.name, line.row})


def unproven(cases: Sequence[Case], table: Table) -> list[str]:
    """Every workaround that the evidence does not prove, one sentence each."""
    by_name = {case.name: case for case in cases}
    lines = {mine[0].case: mine for mine in alike(table.lines, lambda line: line.case)}
    return [
        f"{case.path}: WORKAROUND of {line.row}: {lack}"
        for case in cases
        if case.workaround
        for row, line in zip(case.rows, lines[case.name], strict=True)
        for lack in _judged(row, line, case, by_name, lines, table).lacks
    ]


def _judged(
    row: Row, line: Line, case: Case, by_name: dict[str, Case], lines: Mapping[str, Sequence[Line]], table: Table
) -> Workaround:
    name = case.workaround_for(row)
    if name is None:
        return Workaround("", (), "", {}, (), ())
    other = by_name.get(name.partition("[")[0])
    found = (other, [item for item in lines[other.name] if name in {other.name, item.row}]) if other else None
    needed = [release for _, where in guard.behaviours(line, table.releases, "cpu") for release in where]
    return guard.judged(name, found, needed, table.releases, "cpu")


def reproduction(places: Places, name: str, version: str, device: str = "cpu", *, plain: bool = False) -> Script:
    """The script that shows one row on one release, as the evidence has it; raises where there is nothing to show."""
    known = releases.load()
    release = releases.find(known, version)
    case, rows = _chosen(places, name, known)
    evidence, fingerprints = targets.evidence(places, case)
    row = _only(case, rows, evidence, known)
    cell = _cell(case, row, release, device, evidence)
    environment = fingerprints.get(cell.environment)
    text = repro.script(case, row, release, device, cell.behaviour, environment, plain=plain)
    return Script(row.name, version, device, text, cell.behaviour)


def _only(case: Case, rows: Sequence[Row], evidence: Evidence, known: Sequence[Release]) -> Row:
    """The one row; where there are several, those that changed are named first."""
    if len(rows) == 1:
        return rows[0]
    lines = tables.build([(case, evidence)], known).only(frozenset(row.name for row in rows)).lines
    names = [line.row for line in sorted(lines, key=lambda line: not any(step.manner for step in line.transitions))]
    shown = "\n".join(f"  {shlex.quote(visible(item))}" for item in names[:LISTED])
    more = f"\n  … `gradreg list -k {case.name}` shows all {len(names)}" if names[LISTED:] else ""
    raise NoSuchCase(f"{case.name} has {len(names)} rows, those that changed first; name one:\n{shown}{more}")


def _cell(case: Case, row: Row, release: Release, device: str, evidence: Evidence) -> Cell:
    reason = case.inapplicable(row, release, device)
    if reason:
        raise NoSuchCase(f"{visible(row.name)} is not applicable on torch {release.version}, {device}: {reason}")
    cell = evidence.cells.get((row.name, device, release.version))
    word = "the cell is not measured" if cell is None else f"the cell is no behaviour: {cell.behaviour.word}"
    if cell is None or cell.stale or not cell.behaviour.outcome.is_behaviour:
        word = "the evidence is stale" if cell is not None and cell.stale else word
        session = f"nox -s torch-{release.version}-{device} -- -k {shlex.quote(case.name)}"
        again = session if "/" in case.name else f"gradreg bisect {shlex.quote(str(case.path))}"
        raise NotMeasured(
            f"{visible(row.name)} on torch {release.version}, {device}: {visible(word)}. Measure it with `{again}`."
        )
    return cell
