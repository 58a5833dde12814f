"""Two measurements of the same releases as if they were different ones."""

from pathlib import Path

import pytest
from helpers import CATALOGS, KNOWN, gradreg, infra, json_of, replaced, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import calibration, catalog, store, table
from gradreg.model import Behaviour, Calibration, Cell, Evidence, Observation, Outcome, disagreement
from gradreg.report import calibration as report

CASE = next(case for case in catalog.load(CATALOGS / "good", KNOWN) if case.name == "leaf/gradient_before_backward")
ROW = CASE.rows[0].name
RELEASES = [release.version for release in KNOWN]
WARNED = Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(("UserWarning", "soon"),))
REWORDED = Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(("UserWarning", "now"),))
CELLS = st.sampled_from([saw(x=1), saw(x=2), WARNED, REWORDED, infra(), disagreement([saw(x=1), saw(x=2)]), None])
HISTORIES = st.dictionaries(st.sampled_from(RELEASES), st.tuples(CELLS, CELLS), max_size=12)


def evidence(cells: dict[str, Behaviour | None], code: str = "one") -> Evidence:
    """The evidence of one row on the cpu."""
    found = {(ROW, "cpu", release): Cell(cell, "e", code=code) for release, cell in cells.items() if cell}
    return Evidence(CASE.name, found)


def held(first: Evidence, second: Evidence) -> Calibration:
    """Two measurements held against each other."""
    built = table.build([(CASE, calibration.paired((first, second)))], tuple(calibration.twins(KNOWN)))
    return calibration.of([(first, second)], built, KNOWN)


@given(HISTORIES)
def test_every_disagreement_is_a_transition_between_two_looks_at_one_cell(
    history: dict[str, tuple[Behaviour | None, Behaviour | None]],
) -> None:
    """What differs from one release to the next is none; what cannot be compared is counted, and none either."""
    one, two = (evidence({release: pair[side] for release, pair in history.items()}) for side in (0, 1))
    found = held(one, two)
    known = [pair for pair in history.values() if all(cell and cell.outcome.is_behaviour for cell in pair)]

    assert len(known) == found.compared
    assert sum(pair[0] != pair[1] for pair in known) == len(found.disagreements)
    assert sum(pair[0] == pair[1] for pair in known) == sum(item.agreeing for item in found.agreements)
    assert (1 if found.disagreements else 0 if known else 2) == found.exit_code


@given(HISTORIES)
def test_what_was_measured_once_agrees_with_itself(
    history: dict[str, tuple[Behaviour | None, Behaviour | None]],
) -> None:
    """The same evidence under two names has no transition between them."""
    same = evidence({release: first for release, (first, _) in history.items()})

    assert () == held(same, same).disagreements


def test_cells_of_other_code_are_not_compared() -> None:
    """What was measured with another code of the case answers another question."""
    found = held(evidence({"1.0.0": saw(x=1)}), evidence({"1.0.0": saw(x=2)}, code="two"))

    assert (0, 1, 2) == (found.compared, found.agreements[0].other_code, found.exit_code)


def test_the_second_name_is_in_the_same_ranges() -> None:
    """A release and its second are next to each other, and what applies to one applies to the other."""
    names = [release.version for release in calibration.twins(KNOWN)]

    assert names == [release.version for release in sorted(calibration.twins(KNOWN), key=lambda release: release.key)]
    for release, second in zip(KNOWN, list(calibration.twins(KNOWN))[1::2], strict=True):
        for text in ("<2.0.1", "<=2.0.1", "==2.0.1", "!=2.0.1", ">2.0.1", ">=2.0.1", "==2.0.*", "~=2.0"):
            assert release.within(text) == second.within(text), (text, release.version)


def test_the_report_shows_both_sides() -> None:
    """What disagrees stands side by side, with the release; where nothing does, one sentence says so."""
    found = held(evidence({"1.0.0": saw(x="\x1b[31mred")}), evidence({"1.0.0": saw(x=2)}))
    text = report.terminal(replaced(found, faults=(("9.9.9", "no interpreter"),)))

    for part in (ROW, "1.0.0 cpu", "\\x1b[31mred", "x = 2", "1 transition: noise", "9.9.9: infra: no interpreter"):
        assert part in text
    assert "no transition" in report.terminal(held(evidence({"1.0.0": WARNED}), evidence({"1.0.0": WARNED})))
    assert "nothing could be compared" in report.terminal(Calibration((), ()))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Three folders of evidence: two that agree, and one that does not."""
    root = tmp_path_factory.mktemp("folders")
    for name, shown in (("one", saw(x=1)), ("two", saw(x=1)), ("other", saw(x=2))):
        for release in ("1.13.1", "2.0.0"):
            store.record(root / name, CASE, ("cpu", release), [Observation(ROW, shown)], None)
    return root / "one", root / "two", root / "other"


def test_folders_of_evidence_are_held_against_each_other(folders: tuple[Path, Path, Path]) -> None:
    """The command compares two folders without measuring: 0 where they agree, 1 and both sides where not."""
    one, two, other = folders
    agreeing = json_of("calibrate", one, two, "--cases", CATALOGS / "good")
    done = gradreg("calibrate", one, other, "--cases", CATALOGS / "good")

    assert (2, 2, []) == (agreeing["compared"], agreeing["agreeing"], agreeing["disagreements"])
    assert (1, "") == (done.returncode, done.stderr)
    assert "2 transitions: noise" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["one"], 64, "give two folders"),
        (["one", "nowhere"], 64, "nowhere is no folder"),
        (["one", "one"], 64, "the same folder"),
        (["one", "two", "--torch", "2.0.1"], 64, "leave out --torch"),
        (["--torch", "9.9.9"], 3, "no known release"),
        (["--torch", ">=2.0", "--python", "python"], 64, "one interpreter has one release"),
        (["--torch", "2.0.1", "--threads", "1"], 64, "threads"),
    ],
)
def test_bad_usage_is_told(folders: tuple[Path, Path, Path], arguments: list[str], code: int, told: str) -> None:
    """Nothing is measured, and the message says what is wrong."""
    root = folders[0].parent
    (root / "python").touch()
    named = [str(root / word) if word in {"one", "two", "nowhere", "python"} else word for word in arguments]
    done = gradreg("calibrate", *named, "--cases", CATALOGS / "good")

    assert (code, "") == (done.returncode, done.stdout)
    assert told in done.stderr
