"""What the terminal shows."""

from pathlib import Path

from click import unstyle
from helpers import line_of, read_case, saw, table_of, write_case

from gradreg.model import (
    Behaviour,
    Comparison,
    Era,
    Manner,
    Outcome,
    Transition,
    Verdict,
    disagreement,
)
from gradreg.report import terminal

CHANGE = Transition("cpu", "1.13.1", "2.0.0", Comparison.CHANGED, Manner.SILENT)
LINES = (
    line_of(
        "detach/moves",
        Era("cpu", "1.0.0", "1.13.1", saw(moved=True)),
        Era("cpu", "2.0.0", "2.15.0", saw(moved=False)),
        transitions=(CHANGE,),
        claims=(Verdict("S4.1 file.txt", "It moves.", "right until 1.13.1"), Verdict("S4.2 file.txt", "No.", "wrong")),
    ),
    line_of("leaf/none[Adam-zero]", Era("cpu", "1.0.0", "2.15.0", saw(grad="None"))),
)


def test_the_table_begins_with_verdicts_then_changes_then_rows() -> None:
    """What was claimed and what changed stand on the first screen."""
    text = unstyle(terminal.table(table_of(*LINES), 160))
    places = [text.index(part) for part in ("torch 1.0.0", "S4.1", "1.13.1 → 2.0.0", "leaf/none[Adam-zero]")]

    assert sorted(places) == places
    for part in ("right until 1.13.1", "wrong", "moved = True", "moved = False", "no interpreter"):
        assert part in text


def test_rows_of_a_case_name_every_place_but_the_first(tmp_path: Path) -> None:
    """What is not known elsewhere is left out, and so is what meta only words anew."""
    case = read_case(write_case(tmp_path / "leaf" / "none.py", "def observe():\n    yield 'x', 1\n"))
    eras = (
        Era("cpu", "1.0.0", "2.15.0", saw(grad="zero")),
        Era("meta", "1.0.0", "1.9.1", Behaviour(Outcome.NOT_APPLICABLE)),
        Era("meta", "1.10.0", "2.15.0", saw(grad="no data")),
    )
    steps = tuple(Transition(place, "2.0.1", "2.1.0", Comparison.REWORDED) for place in ("cpu", "meta"))
    told = unstyle(terminal.case(case, [line_of(f"leaf/none[{name}]", *eras, transitions=steps) for name in "ab"]))

    assert 2 == told.count("\n  1.0.0 – 2.15.0: grad = zero\n  meta 1.10.0 – 2.15.0: grad = no data\n")
    assert (2, 0) == (told.count("reworded (cpu)"), told.count("reworded (meta)"))
    assert "not applicable" not in told


def test_what_is_unstable_is_listed() -> None:
    """The table lists it before its rows; the overview counts it; without any, neither says a word."""
    unsteady = Era("cpu", "1.5.0", "1.6.0", disagreement([saw(grad="None"), saw(grad="zero")]))
    doubted = table_of(*LINES, line_of("leaf/odd", unsteady))
    shown = unstyle(terminal.table(doubted, 160))

    assert "What looks disagree on (1)" in shown
    assert "leaf/odd  1.5.0 – 1.6.0  cpu  grad = None | grad = zero" in " ".join(shown.split(" ")).replace("   ", "  ")
    assert "Looks disagree on 1 row" in terminal.overview(doubted, "")
    assert "disagree" not in unstyle(terminal.table(table_of(*LINES), 160)) + terminal.overview(table_of(*LINES), "")


def test_the_overview_counts_and_lists_no_row() -> None:
    """Of a table that nobody would read, it shows topics with their numbers and the history it is given."""
    text = unstyle(terminal.overview(table_of(*LINES), "2.0.0 had one change"))

    for part in ("Of 2 claims, 0 are right", "2.0.0 had one change", "gradreg changes RELEASE"):
        assert part in text
    assert ["detach", "1", "1", "1"] in [line.split() for line in text.splitlines()]
    assert "leaf/none" not in text


def test_the_table_fits_its_width() -> None:
    """A line of a narrow terminal is not much wider than that."""
    long = line_of("topic/" + "_".join(["word"] * 30), Era("cpu", "1.0.0", "2.15.0", saw(fact=["zero"] * 40)))

    assert max(len(line) for line in unstyle(terminal.rows(table_of(long), 80)).splitlines()) <= 200


def test_an_empty_table_is_no_error() -> None:
    """Without a claim, a change or a row there is still a heading."""
    assert "0 rows" in terminal.table(table_of(), 80)
