"""What evidence from elsewhere has to be before it is believed: cell by cell, with the reason where it is not. Pure."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from packaging.version import InvalidVersion, Version

from gradreg import fingerprints
from gradreg.model import (
    PLACES,
    Behaviour,
    Case,
    Cell,
    Environment,
    Evidence,
    Offer,
    Outcome,
    Release,
    Row,
    Spot,
)

NAME, TEXT, FACTS, DEPTH, BYTES = 200, 4000, 200, 12, 65536
"""Characters of a name and a value, facts, lists in lists, and bytes of a behaviour: many times what cases need."""
MOST = 2**63
STALE = "measured with other code than the case has today"


class Catalog(msgspec.Struct, frozen=True):
    """What the catalog and the data say of one case.

    Attributes:
        rows: the names of the rows that are meant; the other rows of the case are passed over.
        releases: every release, by version.
    """

    case: Case
    rows: frozenset[str]
    releases: Mapping[str, Release]


class Source(msgspec.Struct, frozen=True):
    """The evidence of one case as one source has it.

    Attributes:
        environments: fingerprints by their id, with their origin.
        doubts: id of a fingerprint -> why nothing that was measured there is taken.
    """

    name: str
    evidence: Evidence
    environments: Mapping[str, Environment]
    doubts: Mapping[str, str] = {}

    def offer(self, cell: Cell) -> Offer:
        """A cell as this source has it."""
        return Offer(self.name, cell.behaviour, self.environments.get(cell.environment))


def judged(catalog: Catalog, source: Source) -> Iterator[tuple[Spot, Cell, str | None]]:
    """Every cell of a source, with why it cannot be taken; cells of one behaviour share one look at it."""
    rows = {row.name: row for row in catalog.case.rows}
    wrong: dict[int, str | None] = {}
    for spot, cell in source.evidence.cells.items():
        if spot[0] in rows and spot[0] not in catalog.rows:
            continue
        if id(cell.behaviour) not in wrong:
            wrong[id(cell.behaviour)] = behaviour(cell.behaviour)
        misplaced = STALE if cell.stale else _misplaced(catalog, rows, spot) or _unfounded(source, spot, cell)
        yield spot, cell, misplaced or wrong[id(cell.behaviour)]


def _misplaced(catalog: Catalog, rows: Mapping[str, Row], spot: Spot) -> str | None:
    """Why there is no such cell in the catalog."""
    row, device, version = spot
    if row not in rows:
        return f"the catalog has no {row}"
    if device not in PLACES:
        return f"{device} is no device"
    if version not in catalog.releases:
        return f"torch {version} is no known release"
    reason = catalog.case.inapplicable(rows[row], catalog.releases[version], device)
    return f"the row makes no sense there: it {reason}" if reason else None


def _unfounded(source: Source, spot: Spot, cell: Cell) -> str | None:
    """Why a cell's environment does not prove it; a fault needs none."""
    if cell.environment in source.doubts:
        return source.doubts[cell.environment]
    found = source.environments.get(cell.environment)
    if found is None:
        return "it names an environment that is not there" if cell.behaviour.outcome.is_behaviour else None
    return None if found.is_of(spot[2]) else f"torch {spot[2]} was measured with torch {found.torch}"


def behaviour(found: Behaviour) -> str | None:
    """Why a behaviour is none that the worker reports; None where it could be."""
    if not found.outcome.is_behaviour:
        return None
    if (found.outcome is Outcome.RAISED) != (found.raises is not None) or found.detail is not None:
        return "it raises without an exception, has one without raising, or has the detail of a fault"
    if not all(map(_is_type, [found.raises or "Error", *(kind for kind, _ in found.warnings)])):
        return "the name of an exception or warning is no name"
    if len(found.canonical) > BYTES or len(found.facts) > FACTS:
        return f"it is larger than {BYTES} bytes, or has more than {FACTS} facts"
    if not all(0 < len(name) <= NAME and name.isprintable() for name in found.facts):
        return f"the name of a fact is empty, longer than {NAME} characters, or not printable"
    return next(filter(None, map(_value, found.facts.values())), None)


def fault(found: Behaviour) -> str | None:
    """Why what says nothing about torch is none that gradreg records; None where it could be, or where it says more."""
    if found.outcome.is_behaviour:
        return None
    if len(found.canonical) > BYTES or (found.detail is not None and _value(found.detail)):
        return f"the reason of a fault is longer than {TEXT} characters, or not printable"
    return next(filter(None, (behaviour(look) or fault(look) for look in found.seen)), None)


def _is_type(name: str) -> bool:
    return name.isidentifier() and name.isascii() and len(name) <= NAME


def _value(value: object, depth: int = 0) -> str | None:
    if isinstance(value, list):
        if depth == DEPTH:
            return f"a value has lists more than {DEPTH} deep"
        return next(filter(None, (_value(item, depth + 1) for item in value)), None)
    if isinstance(value, str):
        fine = len(value) <= TEXT and value.replace("\n", "").replace("\t", "").isprintable()
        return None if fine else f"a value is longer than {TEXT} characters, or not printable"
    if isinstance(value, float):
        return None if float(f"{value:.4g}") == value else "a number has more than four significant digits"
    return None if isinstance(value, int) and abs(value) < MOST else "a value is none of the format"


def doubts(
    sources: Mapping[str, Mapping[str, Environment]], ours: Sequence[Environment]
) -> dict[str, dict[str, str]]:  # fmt: skip # one thought
    """Source -> fingerprint -> why it cannot be taken: it is none, or contradicts one of ours or of another source."""
    found: dict[str, dict[str, str]] = {}
    for source, mine in sources.items():
        others = [*ours, *(item for name, theirs in sources.items() if name != source for item in theirs.values())]
        reasons = {
            name: environment(item)
            or next(filter(None, (fingerprints.contradiction(other, item) for other in others)), None)
            for name, item in mine.items()
        }
        found[source] = {name: reason for name, reason in reasons.items() if reason}
    return found


def environment(found: Environment) -> str | None:
    """Why a fingerprint cannot be taken; None where it can."""
    try:
        Version(found.torch)
    except InvalidVersion:
        return "its torch is no version"
    return fingerprints.unreadable(found)
