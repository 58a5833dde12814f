"""The commands guard and repro, as people type them."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import CATALOGS, ROOT, gradreg, json_of

FOUNDING = "detach/detached_layer_still_moves_under_adam_decay"
STEADY = "leaf/grad_is_none_before_the_first_backward"
MANY = "clipping/what_clip_grad_norm_returns"
LATE = "zero_grad/reference_to_a_gradient_goes_stale[set_to_none_True]"
STILL = "optimizers/zeros_move_a_weight_that_none_leaves_alone[Adam-0.5-None]"


class TestGuard:
    """Lines to copy, and their proof."""

    def test_prints_ranges_conditions_marks_and_the_proof(self) -> None:
        """Of the founding case: two behaviours, and a workaround that needs no guard."""
        done = gradreg("guard", FOUNDING)

        assert (0, "") == (done.returncode, done.stderr)
        for part in (
            "torch<2.0:",
            "torch>=2.0:",
            "if torch_release < (2, 0):",
            "@pytest.mark.xfail(torch_release >= (2, 0), reason=",
            "proven on 52 of 52 recorded releases",
            f"the same on all releases: {STILL} (measured on 52 of 52 releases, one behaviour)",
            "# optimizer = 'Adam', decay = 0.5, grad = 'None'",
            "def observe(device, optimizer, decay, grad):",
        ):
            assert part in done.stdout

    def test_json_holds_the_same(self) -> None:
        """One object per group of rows, in the documented shape."""
        (found,) = json_of("guard", FOUNDING)

        shape = {"case", "rows", "device", "torch_release", "behaviours", "excluded", "proven", "steady", "workarounds"}
        assert shape == set(found)
        assert [["torch<2.0"], ["torch>=2.0"]] == [item["specifiers"] for item in found["behaviours"]]
        assert ["torch_release < (2, 0)", "torch_release >= (2, 0)"] == [item["if"] for item in found["behaviours"]]
        assert 52 == len(found["proven"])
        assert ["2.0.1+cu117"] == found["proven"]["2.0.1"]
        assert [(STILL, True, [])] == [(item["name"], item["proven"], item["lacks"]) for item in found["workarounds"]]

    def test_of_a_case_with_rows_puts_those_together_that_change_together(self) -> None:
        """Each row is in one group; -k chooses some."""
        groups = json_of("guard", MANY)
        some = json_of("guard", MANY, "-k", "generator and not used")

        assert 7 == sum(len(item["rows"]) for item in groups)
        assert [["torch<1.5"], ["torch==1.5.0"], ["torch>=1.5.1"]] in [
            [one["specifiers"] for one in item["behaviours"]] for item in groups
        ]
        assert [[f"{MANY}[generator]"]] == [item["rows"] for item in some]

    def test_of_one_behaviour_needs_none(self) -> None:
        """It says so, and for which releases it is known."""
        steady, late = gradreg("guard", STEADY).stdout, gradreg("guard", LATE).stdout

        assert "proven on 52 of 52 recorded releases (cpu); one behaviour, so no guard is needed" in steady
        assert "xfail" not in steady + late
        assert "torch>=1.7:" in late
        assert "not in any range, not applicable: 1.0.0, 1.0.1" in late


class TestWorkarounds:
    """A workaround that proves nothing is told by check and by guard."""

    @pytest.fixture
    def places(self, tmp_path: Path) -> tuple[str | Path, ...]:
        """A catalog of the founding case and the case that its workaround is in, with their evidence."""
        for name in (FOUNDING, STILL.partition("[")[0]):
            for folder, ending in (("cases", "py"), ("results", "json")):
                target = tmp_path / folder / f"{name}.{ending}"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes((ROOT / folder / f"{name}.{ending}").read_bytes())
        environments = (ROOT / "results" / "environments.json").read_bytes()
        (tmp_path / "results" / "environments.json").write_bytes(environments)
        return ("--cases", tmp_path / "cases", "--results", tmp_path / "results")

    def rename(self, places: tuple[str | Path, ...], name: str) -> None:
        """Let the founding case name another workaround."""
        path = Path(places[1]) / f"{FOUNDING}.py"
        path.write_text(path.read_text(encoding="utf-8").replace(STILL, name), encoding="utf-8")

    def test_that_is_steady_is_in_order(self, places: tuple[str | Path, ...]) -> None:
        """As the catalog has it."""
        assert [] == json_of("check", *places)

    @pytest.mark.parametrize(
        ("name", "lack"),
        [
            ("detach/no_such_case", "there is no case or row named detach/no_such_case"),
            (STILL.replace("0.5", "7"), "there is no case or row named"),
            (FOUNDING, f"{FOUNDING} shows 2 behaviours itself"),
        ],
    )
    def test_that_is_gone_or_changes_itself_fails_the_check(
        self, places: tuple[str | Path, ...], name: str, lack: str
    ) -> None:
        """With the case that names it; guard prints no code for it."""
        self.rename(places, name)
        done, told = gradreg("check", *places), gradreg("guard", FOUNDING, *places)

        assert (1, 0) == (done.returncode, told.returncode)
        assert f"WORKAROUND of {FOUNDING}: " in done.stdout
        assert lack in done.stdout
        assert lack in told.stdout
        assert "not proven" in told.stdout
        assert "the same on all releases" not in told.stdout

    def test_that_nobody_measured_claims_nothing(self, places: tuple[str | Path, ...]) -> None:
        """Until it is measured, guard says so and check fails."""
        (Path(places[3]) / f"{STILL.partition('[')[0]}.json").unlink()
        done = gradreg("check", *places)

        assert 1 == done.returncode
        assert f"{STILL} is not measured on 1.0.0, 1.0.1, 1.1.0, 1.2.0 and 48 more" in done.stdout
        assert "is not measured on" in gradreg("guard", FOUNDING, *places).stdout

    @pytest.mark.parametrize(
        "wrong", ["3", "'nonsense'", "{'[nobody]': 'a/b'}", "{'Adam': 'a/b'}", "['a/b']", "some_name"]
    )
    def test_that_is_misspelt_is_a_mistake_of_the_case(self, places: tuple[str | Path, ...], wrong: str) -> None:
        """With file and line, as every mistake."""
        path = Path(places[1]) / f"{FOUNDING}.py"
        before = f'WORKAROUND = "{STILL}"'
        assert before in path.read_text(encoding="utf-8")
        path.write_text(path.read_text(encoding="utf-8").replace(before, f"WORKAROUND = {wrong}"), encoding="utf-8")
        done = gradreg("check", *places)

        assert (64, True) == (done.returncode, f"{path}:" in done.stdout)

    def test_changes_no_code_hash(self, places: tuple[str | Path, ...]) -> None:
        """Naming one leaves the evidence fresh."""
        path = Path(places[1]) / f"{FOUNDING}.py"
        path.write_text(path.read_text(encoding="utf-8").replace(f'WORKAROUND = "{STILL}"\n', ""), encoding="utf-8")

        assert not json_of("show", FOUNDING, *places)["stale"]
        assert [] == json_of("check", *places)


class TestRepro:
    """A script for one cell."""

    def test_prints_a_script_and_nothing_else(self) -> None:
        """It parses, says which torch it wants, and holds what was recorded."""
        done = gradreg("repro", FOUNDING, "--torch", "2.0.1")

        assert (0, "") == (done.returncode, done.stderr)
        ast.parse(done.stdout)
        assert '# dependencies = ["torch==2.0.1", "numpy<2"]' in done.stdout
        assert "'layer1.weight moved': [True, False, True]" in done.stdout
        assert "EXPECT" not in done.stdout

    def test_shows_the_recorded_fact_on_the_release(self, torch_python: Callable[[str], Path], tmp_path: Path) -> None:
        """Written, then run in an empty folder by a Python that has the release; on another release it differs."""
        old, new = tmp_path / "old.py", tmp_path / "new.py"
        for path, version in ((old, "1.13.1"), (new, "2.0.0")):
            assert 0 == gradreg("repro", FOUNDING, "--torch", version, "--output", path).returncode
        python = [torch_python("1.13.1"), "-I"]
        right = subprocess.run([*python, old], cwd=tmp_path, capture_output=True, text=True, check=False)
        wrong = subprocess.run([*python, new], cwd=tmp_path, capture_output=True, text=True, check=False)

        assert (0, 'layer1.weight.grad = ["nonzero", "zero", "nonzero"]') == (
            right.returncode,
            right.stdout.splitlines()[0],
        )
        assert (1, True) == (wrong.returncode, "differs" in wrong.stdout)

    def test_json_holds_the_script_and_what_it_shows(self) -> None:
        """For pages and editors."""
        found = json_of("repro", FOUNDING, "--torch", "2.0.1")

        assert {"case", "torch", "device", "recorded", "script"} == set(found)
        assert [True, False, True] == found["recorded"]["layer1.weight moved"]
        assert gradreg("repro", FOUNDING, "--torch", "2.0.1").stdout == found["script"]

    def test_plain_leaves_out_what_was_recorded(self) -> None:
        """A question instead of an answer."""
        done = gradreg("repro", FOUNDING, "--torch", "2.0.1", "--plain")

        assert 0 == done.returncode
        assert "recorded" not in done.stdout

    def test_writes_a_new_file_only(self, tmp_path: Path) -> None:
        """What is there stays."""
        path = tmp_path / "shows.py"
        done = gradreg("repro", FOUNDING, "--torch", "2.0.1", "--output", path)
        text = path.read_text(encoding="utf-8")

        assert (0, "") == (done.returncode, done.stdout)
        assert f"uv run {path}" in done.stderr
        path.write_text("mine", encoding="utf-8")
        assert 64 == gradreg("repro", FOUNDING, "--torch", "2.0.1", "--output", path).returncode
        assert ("mine", True) == (path.read_text(encoding="utf-8"), text.startswith("# /// script"))

    def test_of_a_case_with_rows_names_them(self) -> None:
        """Those that changed first, ready to paste into a shell; -k may choose one."""
        done = gradreg("repro", "zero_grad/reference_to_a_gradient_goes_stale", "--torch", "2.0.1")
        first = done.stderr.splitlines()[1].strip()

        assert (3, "") == (done.returncode, done.stdout)
        assert "'zero_grad/reference_to_a_gradient_goes_stale[zero_grad]'" == first
        assert 0 == gradreg("repro", first.strip("'"), "--torch", "2.0.1").returncode
        assert 0 == gradreg("repro", MANY, "--torch", "2.0.1", "-k", "[generator").returncode


class TestBadInput:
    """Each ends with its code and one message that says what to do."""

    @pytest.mark.parametrize(
        ("code", "says", "arguments"),
        [
            (3, "no case is named", ("guard", "no/such_case")),
            (3, "no case is named", ("guard", f"{FOUNDING}[nobody]")),
            (3, "no row matches", ("guard", FOUNDING, "-k", "nonsense")),
            (64, "Missing argument", ("guard",)),
            (64, "tpu", ("guard", FOUNDING, "--device", "tpu")),
            (2, "not measured on cuda", ("guard", FOUNDING, "--device", "cuda")),
            (3, "no case is named", ("repro", "no/such_case", "--torch", "2.0.1")),
            (3, "no known release", ("repro", FOUNDING, "--torch", "9.9.9")),
            (3, "Near it: 2.0.0, 2.0.1", ("repro", FOUNDING, "--torch", "2.0")),
            (3, "needs torch >=1.7", ("repro", LATE, "--torch", "1.0.0")),
            (2, "not measured", ("repro", FOUNDING, "--torch", "2.0.1", "--device", "cuda")),
            (64, "--torch", ("repro", FOUNDING)),
            (64, "cannot be written", ("repro", FOUNDING, "--torch", "2.0.1", "--output", "/no/folder/x.py")),
        ],
    )
    def test_is_told(self, code: int, says: str, arguments: tuple[str, ...]) -> None:
        """Nothing on stdout, no traceback."""
        done = gradreg(*arguments)

        assert (code, "") == (done.returncode, done.stdout)
        assert says in done.stderr
        assert "Traceback" not in done.stderr

    def test_of_a_cell_that_is_no_behaviour_is_told(self, tmp_path: Path) -> None:
        """What a machine could not measure cannot be shown, and what was never measured has no guard."""
        leaf = "leaf/gradient_before_backward"
        where = ("--cases", CATALOGS / "good", "--results", tmp_path)
        assert 2 == gradreg("guard", leaf, *where).returncode
        assert "`nox -s torch-1.0.0-cpu -- -k" in gradreg("repro", leaf, "--torch", "1.0.0", *where).stderr

        done = gradreg("measure", *where, "--torch", "1.0.0", "--python", sys.executable)
        assert 2 == done.returncode
        shown = gradreg("repro", leaf, "--torch", "1.0.0", *where)
        assert (2, True) == (shown.returncode, "infra: torch did not import" in shown.stderr)

    def test_of_stale_evidence_is_told(self, torch_python: Callable[[str], Path], tmp_path: Path) -> None:
        """The code is not what the facts were measured with."""
        helpers.copy(CATALOGS / "good", tmp_path / "cases")
        where = ("--cases", tmp_path / "cases", "--results", tmp_path / "results")
        leaf = "leaf/gradient_before_backward"
        assert 0 == gradreg("measure", *where, "--torch", "1.13.1", "--python", torch_python("1.13.1")).returncode
        assert 0 == gradreg("repro", leaf, "--torch", "1.13.1", *where).returncode
        path = tmp_path / "cases" / f"{leaf}.py"
        path.write_text(path.read_text(encoding="utf-8").replace("leaf * 2", "leaf * 0"), encoding="utf-8")
        done = gradreg("repro", leaf, "--torch", "1.13.1", *where)

        assert (2, True) == (done.returncode, "stale" in done.stderr)

    def test_a_guard_that_does_not_hold_is_not_shown(self, tmp_path: Path) -> None:
        """Evidence whose environment is another release's ends with 2 and names the version."""
        helpers.copy(ROOT / "results" / "detach", tmp_path / "detach")
        content = json.loads((ROOT / "results" / "environments.json").read_text(encoding="utf-8"))
        for environment in content["environments"].values():
            if environment["torch"].startswith("1.13.1"):
                environment["torch"] = "2.0.0+cu117"
        (tmp_path / "environments.json").write_text(json.dumps(content), encoding="utf-8")
        done = gradreg("guard", FOUNDING, "--results", tmp_path)

        assert (2, "") == (done.returncode, done.stdout)
        assert "2.0.0+cu117 (measured as 1.13.1)" in done.stderr
