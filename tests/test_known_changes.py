"""Changes between releases that were observed elsewhere, with other code: the evidence shows them too."""

import json
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from helpers import ROOT

from gradreg import pipeline
from gradreg.model import Line, Places

KNOWN = json.loads(Path(__file__).with_name("known_changes.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lines() -> dict[str, list[Line]]:
    """The committed table, by case."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in pipeline.table(Places(ROOT / "cases", ROOT / "results")).lines:
        found[line.row.partition("[")[0]].append(line)
    return found


def rows(lines: dict[str, list[Line]], name: str) -> list[Line]:
    """The rows of a case, or those whose label the brackets match."""
    case, _, label = name.partition("[")
    exact = [line for line in lines[case] if line.row == name]
    return exact or [line for line in lines[case] if fnmatchcase(line.row, f"{case}[[]{label or '*]'}")] or lines[case]


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_shows_in_the_evidence(lines: dict[str, list[Line]], name: str) -> None:
    """Each known change is a transition of the rows that are named for it, in the very release, and of its kind."""
    known = KNOWN[name]
    steps = {
        (step.after, step.kind.word)
        for case in known["cases"]
        for line in rows(lines, case)
        for step in line.transitions
    }

    assert {(release, kind) for kind, releases in known["kinds"].items() for release in releases} <= steps
