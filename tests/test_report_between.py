"""Comparisons, ranges and cells in every form, with evidence that means harm."""

import csv
import io
import json
import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from helpers import infra, replaced

from gradreg import between, span
from gradreg.model import Behaviour, Between, Environment, Outcome, Side, Span, Strip, Why
from gradreg.report import between as report
from gradreg.report import ranges, sections
from gradreg.report import why as cells

EVIL = "\x1b[31m=cmd|' /C calc'!A0\r\n](https://example.org) <img src=x> | a `b` \u202egpj.exe"
NAMES = ("1.13.1", "2.0.0")
SIDES = (Side("1.13.1", folder=Path("results")), Side("2.0.0", folder=Path("results")))
HOSTILE = Behaviour(Outcome.RAISED, {EVIL: EVIL}, "RuntimeError", EVIL, ((EVIL, EVIL),))
PLAIN = Behaviour(Outcome.OBSERVED, {"x": 1})


def strips(*rows: tuple[Behaviour, Behaviour]) -> list[Strip]:
    """Rows that showed those two."""
    return [
        Strip(f"topic/case[{EVIL}{index}]", "topic", f"{{What}} of {EVIL}?", "cpu", tuple(zip(NAMES, row, strict=True)))
        for index, row in enumerate(rows)
    ]


def compared(*rows: tuple[Behaviour, Behaviour]) -> Between:
    """What differs between the two."""
    return between.of((SIDES[0], strips(*rows)), (SIDES[1], strips(*rows)))


FOUND = compared((PLAIN, HOSTILE), (HOSTILE, PLAIN), (PLAIN, infra(EVIL)), (infra(), infra()))
SPAN: Span = span.within(strips((PLAIN, HOSTILE), (PLAIN, PLAIN)), NAMES, ">=1.13.1")
WHY = Why(
    f"topic/case[{EVIL}]", "topic", f"{{What}} of {EVIL}?", "2.0.0", "cpu", HOSTILE,
    Environment(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL), EVIL, EVIL, stale=True, file=EVIL, since="2.0.0",
    until="2.0.0", previous="1.13.1", next=None, came=SPAN.table.lines[0].transitions[0], goes=None, seconds=1.5,
    traceback=EVIL,
)  # fmt: skip # a field a line says nothing more


@pytest.mark.parametrize(
    "text",
    [
        report.terminal(FOUND, (EVIL, "2.0.0"), full=True),
        ranges.terminal(SPAN, full=True),
        cells.terminal([WHY]),
        cells.terminal([WHY, WHY]),
        report.page(FOUND, (EVIL, "2.0.0")),
        ranges.page(SPAN),
        report.as_csv(FOUND),
        ranges.as_csv(SPAN),
    ],
)
def test_no_text_of_the_evidence_steers_a_terminal(text: str) -> None:
    """Colours apart, which gradreg adds, there is no control character, and none that turns text round."""
    own = re.sub(r"\x1b\[3[1-6]m(\w+)\x1b\[0m", r"\1", text)

    assert "\\x1b[31m=cmd" in text
    assert not [letter for letter in own if (ord(letter) < 32 and letter != "\n") or letter == "\u202e"]


@pytest.mark.parametrize("write", [lambda: report.page(FOUND, (EVIL, "2.0.0")), lambda: ranges.page(SPAN)])
def test_no_text_of_the_evidence_is_markup(write: Callable[[], str]) -> None:
    """Neither HTML nor a link nor a further column."""
    page = write()
    tables = [list(lines) for is_row, lines in groupby(page.splitlines(), key=lambda line: line[:1] == "|") if is_row]

    assert tables
    assert "<img" not in page
    assert "](" not in page
    assert all(1 == len({line.count("|") for line in table}) for table in tables)


@pytest.mark.parametrize("text", [report.as_csv(FOUND), ranges.as_csv(SPAN)])
def test_no_cell_of_the_csv_is_a_formula(text: str) -> None:
    """And every line has as many cells as the first."""
    rows = list(csv.reader(io.StringIO(text)))

    assert 1 == len({len(row) for row in rows})
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r") and cell]


def test_json_holds_the_texts_as_they_are() -> None:
    """A program reads what was recorded."""
    found = json.loads(report.as_json(FOUND, SIDES))

    assert {EVIL: EVIL} == found["differences"][0]["after"]["facts"]
    assert {EVIL: EVIL} == json.loads(cells.as_json([WHY]))["facts"]
    assert ["1.13.1", "2.0.0"] == json.loads(ranges.as_json(SPAN))["releases"]


class TestComparisons:
    """What differs between two sides."""

    def test_counts_come_first(self) -> None:
        """How much was compared, and how much was not."""
        text = report.terminal(FOUND, NAMES, full=True)

        assert text.startswith("1.13.1 → 2.0.0: 2 cells known on both sides, 2 differences.\n")
        assert "Not compared: 1 known on one side only, 1 on neither." in text

    def test_what_one_side_knows_is_told_apart(self) -> None:
        """With the reason, under a heading that says that it is no change."""
        text = report.terminal(compared((PLAIN, infra()), (infra(), PLAIN)), NAMES, full=True)

        assert "nothing could be compared" in text
        assert "1.13.1 (2.0.0: infra: no interpreter)" in text
        assert "2.0.0 (1.13.1: infra: no interpreter)" in text

    def test_agreement_is_said(self) -> None:
        """Rather than an empty page."""
        assert "1 cell known on both sides, no differences." in report.terminal(
            compared((PLAIN, PLAIN)), NAMES, full=True
        )

    def test_too_much_is_counted(self) -> None:
        """Unless somebody chose what to see."""
        rows = [(PLAIN, replaced(PLAIN, facts={"x": index})) for index in range(2, sections.LONG + 3)]
        found = compared(*rows)

        assert sections.MORE in report.terminal(found, NAMES, full=False)
        assert sections.MORE not in report.terminal(found, NAMES, full=True)


class TestCells:
    """What a cell rests on."""

    def test_a_commit_is_a_link(self) -> None:
        """To the revision on GitHub, in text and in JSON."""
        environment = Environment("2.0.0+cpu", "c263bd4", None, "3.11.7", None, "Linux x86_64", "given")
        known = replaced(WHY, environment=environment)
        link = "https://github.com/pytorch/pytorch/commit/c263bd4"

        assert link in cells.terminal([known])
        assert link == json.loads(cells.as_json([known]))["commit"]

    @pytest.mark.parametrize(
        ("row", "chosen"),
        [
            ("t/case", "t/case"),
            ("t/case[Adam-zero]", "'t/case[Adam-zero]'"),
            ("t/case[f(x)]", "t/case"),
            ("t/case[this or that]", "t/case"),
        ],
    )
    def test_what_is_not_known_can_be_measured(self, row: str, chosen: str) -> None:
        """By a command that a shell takes, and that -k understands."""
        missing = replaced(WHY, row=row, behaviour=Behaviour(Outcome.NOT_RUN), environment_id="")

        assert f"nox -s torch-2.0.0-cpu -- -k {chosen}" == cells.command(missing)
        assert str(cells.command(missing)) in cells.terminal([missing])
        assert 2 == missing.exit_code

    def test_what_makes_no_sense_is_not_measured(self) -> None:
        """The case says so, and the answer is complete."""
        missing = replaced(WHY, behaviour=Behaviour(Outcome.NOT_APPLICABLE, detail="needs torch >=2.1"))

        assert cells.command(missing) is None
        assert "not applicable: needs torch >=2.1" in cells.terminal([missing])
        assert 0 == missing.exit_code


@pytest.mark.parametrize(("there", "told"), [
    ([1, 2, 2], ["differs from cpu since 2.0.0"]),
    ([1, 2, 3], ["2.0.0 (1)", "2.0.1 (1)"]),
])  # fmt: skip # a row a line
def test_a_row_tells_when_it_differs_in_which_way(there: list[int], told: list[str]) -> None:
    """One way alone says since when; of several each has the releases of its own, so that no line is there twice."""

    def side(device: str, values: list[int]) -> tuple[Side, list[Strip]]:
        shown = [Behaviour(Outcome.OBSERVED, {"x": value}) for value in values]
        cells = tuple(zip(("1.13.1", "2.0.0", "2.0.1"), shown, strict=True))
        return Side(device=device), [Strip("topic/case", "topic", "What?", device, cells)]

    found = between.of(side("cpu", [1, 1, 1]), side("cuda", there))
    lines = [line for line in report.terminal(found, ("cpu", "cuda"), full=True).splitlines() if "topic/case" in line]

    assert told == [line.partition(f"x = {value}")[2].strip() for line, value in zip(lines, (2, 3), strict=False)]
