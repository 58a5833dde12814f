"""What a command was told to look at: a case or row of the catalog or a file of one's own, and what is known of it."""

import os
from collections.abc import Sequence
from pathlib import Path

from gradreg import catalog, store
from gradreg.model import Case, Cell, Environment, Evidence, Outcome, Places, Release, Row


def named(places: Places, word: str, known: Sequence[Release]) -> tuple[Case, tuple[Row, ...]]:
    """A case with its rows, or with the one row that is named; a word that is a file is read as a case.

    `FILE[label]` is a row of a file.
    """
    file, bracket, label = (word, "", "") if _is_file(word) else word.rpartition("[")
    if _is_file(file):
        case = catalog.read_file(Path(file), places.cases, known)
        return catalog.find([case], f"{case.name}[{label}") if bracket else (case, case.rows)
    return catalog.find(catalog.load_for(places.cases, known, word), word)


def _is_file(word: str) -> bool:
    return os.path.isfile(word)  # noqa: PTH113 Path.is_file raises where a word is too long for a name


def evidence(places: Places, case: Case) -> tuple[Evidence, dict[str, Environment]]:
    """What the evidence knows of a case, and beside it what earlier searches found; with the fingerprints of both.

    A cell of the evidence goes before one of a search, unless it is stale or says nothing about torch.
    """
    folders = [places.answers, places.results] if places.answers else [places.results]
    cells: dict[tuple[str, str, str], Cell] = {}
    fingerprints: dict[str, Environment] = {}
    for folder in folders:
        fingerprints |= store.environments(folder)
        for where, cell in store.load(folder, case).cells.items():
            tells = not cell.stale and cell.behaviour.outcome is not Outcome.INFRA
            if tells or where not in cells:
                cells[where] = cell
    return Evidence(case.name, cells), fingerprints
