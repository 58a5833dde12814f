"""What the evidence lacks, and what is said of it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import KNOWN, gradreg, infra, read_case, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import status, store
from gradreg.model import Behaviour, Case, Cell, Evidence, Need, Observation, Outcome, Places, Row, Status, Summary
from gradreg.report import status as report

SOME = KNOWN[:6]
NAMES = [release.version for release in SOME]
LATE = Behaviour(Outcome.TIMED_OUT, detail="no answer within 60 s")
ROW = Row("made/one", "", {})
DEAD = Behaviour(Outcome.CRASHED, detail="SIGFPE")


@pytest.fixture
def case(catalog_of: Callable[..., Path]) -> Case:
    """One case of one row."""
    return read_case(catalog_of(one="def observe():\n    yield 'here', True\n") / "made" / "one.py")


def lacks_of(case: Case, cells: dict[str, Cell]) -> Status:
    """The status of one row on the first releases, by its cells."""
    evidence = Evidence(case.name, {(case.name, "cpu", release): cell for release, cell in cells.items()})
    return Status(tuple(NAMES), ("cpu",), *status.lacks([(case, evidence)], {"cpu": SOME}))


class TestLacks:
    """Every cell is known, or lacks for one reason."""

    def test_are_told_by_need_and_reason(self, case: Case) -> None:
        """What was never measured first."""
        old = Cell(saw(a=1), "e", stale=True)
        cells = [Cell(saw(a=1), "e"), old, *(Cell(shown, "") for shown in (infra(), LATE, DEAD))]
        found = lacks_of(case, dict(zip(NAMES, cells, strict=False)))

        assert [
            (Need.MISSING, "never measured", (NAMES[5],), True),
            (Need.STALE, "the case has other code today", (NAMES[1],), True),
            (Need.BLANK, "crashed: SIGFPE", (NAMES[4],), False),
            (Need.BLANK, "infra: no interpreter", (NAMES[2],), True),
            (Need.BLANK, "timed out: no answer within 60 s", (NAMES[3],), True),
        ] == [(lack.need, lack.reason, lack.cells[case.name], lack.is_open) for lack in found.lacks]
        assert (2, 5, 6) == (found.exit_code, found.lacking, found.cells)

    def test_leave_it_complete_where_a_row_only_crashes(self, case: Case) -> None:
        """It was measured, and there is no more to know."""
        found = lacks_of(case, {name: Cell(DEAD if name == NAMES[0] else saw(a=1), "e") for name in NAMES})

        assert (1, 0) == (found.lacking, found.exit_code)

    @given(shown=st.lists(st.sampled_from([None, saw(a=1), DEAD, LATE, infra()]), min_size=6, max_size=6))
    def test_have_each_cell_once(self, shown: list[Behaviour | None]) -> None:
        """Known cells and lacking ones are all cells."""
        case = Case("made/one", Path("one.py"), "?", "", (), "", "code", False, (ROW,), (), ())
        cells = {name: Cell(item, "e") for name, item in zip(NAMES, shown, strict=True) if item}
        found = lacks_of(case, cells)
        lacking = [release for lack in found.lacks for releases in lack.cells.values() for release in releases]

        assert sorted(name for name, item in zip(NAMES, shown, strict=True) if not item or not
                      item.outcome.is_behaviour) == sorted(lacking)  # fmt: skip # one comparison

    def test_on_metal_begin_with_the_first_release_that_has_it(self) -> None:
        """A device is asked of no release that does not know it; the cpu is meant where nothing was measured."""
        assert ("cpu",) == status.devices([])


class TestTerminal:
    """A reason, its releases and rows, and the command that fills it."""

    def told(self, found: Status, places: Places = Places()) -> str:  # noqa: B008 frozen
        """The text of a status."""
        return report.terminal(found, places, 100, verbose=False)

    def test_names_the_session_of_a_few_releases(self, case: Case) -> None:
        """And the case, where it is the only one."""
        found = lacks_of(case, {name: Cell(saw(a=1), "e") for name in NAMES[1:]})

        assert f"→ nox -s torch-{NAMES[0]}-cpu -- --missing -k made/one" in self.told(found)

    def test_names_the_set_of_many(self, case: Case) -> None:
        """What is known is not measured again by it."""
        text = self.told(lacks_of(case, {}), Places(keyword="one and not two"))

        assert "→ nox -t all -- --missing -k 'one and not two'" in text
        assert f"{NAMES[0]} – {NAMES[5]}" in text

    def test_says_when_all_is_known(self, case: Case) -> None:
        """In one line."""
        found = lacks_of(case, {name: Cell(saw(a=1), "e") for name in NAMES})

        assert f"torch {NAMES[0]} – {NAMES[5]} on cpu: all 6 cells are known." == self.told(found)

    @pytest.mark.parametrize(("shown", "advice"), [(LATE, "--timeout 300"), (infra(), "gradreg doctor")])
    def test_says_what_to_change_first(self, case: Case, shown: Behaviour, advice: str) -> None:
        """A row that takes too long takes too long again."""
        assert advice in self.told(lacks_of(case, dict.fromkeys(NAMES, Cell(shown, ""))))


class TestCommand:
    """`gradreg status`, on evidence made for it."""

    def test_tells_what_a_killed_run_left(self, case: Case, tmp_path: Path) -> None:
        """A session that did not end, its journal, an environment and a temporary file; the code is 2."""
        results, envs = tmp_path / "results", tmp_path / "envs"
        store.record(results, case, ("cpu", "2.0.1"), [Observation(case.name, saw(a=1))], None)
        store.begin(results, "1-2", "2.0.0-cpu", ["2.0.0-cpu", "2.0.1-cpu"])
        store.save_summary(results, "1-2", Summary("2.0.1", "cpu", {"new": 1}, None, (), 1.0))
        (results / "made" / ".one.json-abcdefg1").touch()
        (envs / "torch-2-0-0-cpu").mkdir(parents=True)
        where = ("--cases", case.path.parents[1], "--results", results, "--envs", envs)
        done = gradreg("status", *where)
        content = json.loads(gradreg("status", *where, "--torch", "2.0.0", "--json").stdout)

        assert (2, "") == (done.returncode, done.stderr)
        assert "1 of 2 sessions ended; not yet torch-2.0.0-cpu." in done.stdout
        assert "torch-2-0-0-cpu; the next session removes it" in done.stdout
        assert "1 temporary file" in done.stdout
        assert (False, 1, ["2.0.0"]) == (content["complete"], content["lacking"], content["releases"])
        assert ["2.0.0-cpu"] == content["last_run"]["left"]
        store.begin(results, "3-4", "2.0.0-cpu", [])
        assert () == store.leftovers(results)
