"""What the page shows beyond the table: the cases themselves, the days of releases, the history, what can be copied."""

from functools import cached_property

import msgspec

from gradreg.model.catalog import Case
from gradreg.model.guarding import Guarded
from gradreg.model.releases import Release
from gradreg.model.table import History, Line, Table


class Frame(msgspec.Struct, frozen=True):
    """The scripts that show the cells of a case on one device, with holes for what differs from cell to cell.

    Attributes:
        text: a script in which the words of `HOLES` stand for what is filled in.
        measured: release -> the exact version of torch, and the Python, that it was measured with.
    """

    text: str
    measured: dict[str, tuple[str, str]]


HOLES = {
    "question": "@QUESTION@",
    "row": "@ROW@",
    "code": "@CODE@",
    "arguments": "'@ARGUMENTS@': 0",
    "recorded": "{'@RECORDED@': 0, 'warns': []}",
    "release": "@RELEASE@",
    "pins": ', "@PINS@"',
    "torch": "@TORCH@",
    "python": "@PYTHON@",
    "patch": "@PATCH@",
}
"""What is filled in, and the text that stands for it in a frame."""


class Site(msgspec.Struct, frozen=True, dict=True):
    """Everything a page is made of.

    Attributes:
        guards: case -> guards for its rows that show more than one behaviour, proven.
        frames: case -> device -> the frame of its scripts.
    """

    table: Table
    cases: tuple[Case, ...]
    releases: tuple[Release, ...]
    history: History
    guards: dict[str, tuple[Guarded, ...]] = {}
    frames: dict[str, dict[str, Frame]] = {}

    @cached_property
    def by_case(self) -> dict[str, list[Line]]:
        """Case -> the lines of its rows."""
        found: dict[str, list[Line]] = {case.name: [] for case in self.cases}
        for line in self.table.lines:
            found[line.row.partition("[")[0]].append(line)
        return found
