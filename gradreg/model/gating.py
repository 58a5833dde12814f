"""What the gate before the evidence weighs, what it says, and the trace of what was let through."""

from pathlib import Path

import msgspec

from gradreg.model.behaviour import Facts


class GateLimits(msgspec.Struct, frozen=True):
    """How much a run may change before somebody has to say why.

    Attributes:
        cells: so many cells at least have to change for a share to mean anything.
        share: of the cells that are known, how many may go blank or flip.
        rows, cases: a run over so many rows of so many cases that are new here is a sweep over a new release.
        differing: of the rows of such a sweep, how many may differ from the neighbouring release.
    """

    cells: int = 3
    share: float = 0.01
    rows: int = 100
    cases: int = 20
    differing: float = 0.2


class Landmark(msgspec.Struct, frozen=True):
    """A row whose behaviour is known without measuring it.

    Attributes:
        shows: pairs of a PEP 440 range and the facts it is known for there.
        link: where that is written.
    """

    row: str
    shows: tuple[tuple[str, Facts], ...]
    link: str


class Ruling(msgspec.Struct, frozen=True):
    """What the gate says of a run.

    Attributes:
        known: how many rows of the run had a behaviour on record.
        blanked, flipped: those of them for which the run found none, or another.
        reasons: why the run is held back, a sentence each; empty where it passes.
        acceptable: whether a person may let it through all the same; a failed canary is nothing to accept.
    """

    known: int
    blanked: tuple[str, ...]
    flipped: tuple[str, ...]
    reasons: tuple[str, ...]
    acceptable: bool


class Publication(msgspec.Struct, frozen=True):
    """What became of a run: held back or written, and where all that it saw can be read."""

    ruling: Ruling
    raw: Path
    held: bool


class Replacement(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry in the changelog of the evidence: a run that replaced what was known, or passed beyond the limits.

    Attributes:
        number: which change of this release and device it is.
        counts: what became of cells -> how many; `known` are those that the run was held against.
        cases: case -> cells whose known behaviour was replaced.
        reason: what the person who accepted it says; None where the gate had nothing against it.
        held_back: what the gate had against it.
        environment: id of the fingerprint.
        gradreg: the version that wrote it.
    """

    schema: int
    release: str
    device: str
    number: int
    counts: dict[str, int]
    cases: dict[str, int]
    environment: str
    gradreg: str
    reason: str | None = None
    held_back: tuple[str, ...] = ()
