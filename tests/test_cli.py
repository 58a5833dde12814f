"""The command, as people type it: a process of its own, its output, its exit code."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import CATALOGS, ROOT, gradreg, json_of

from gradreg import options
from gradreg.errors import BadUsage

GOOD = CATALOGS / "good"
RELEASE = "1.0.0"
LEAF = "leaf/gradient_before_backward"
READING = ("list", "table", "check", "show", "changes")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, torch_python: Callable[[str], Path]) -> Path:
    """Evidence of the good catalog on one release, really measured by the command."""
    folder = tmp_path_factory.mktemp("cli") / "results"
    done = measure(torch_python(RELEASE), folder)
    assert 0 == done.returncode, done.stderr
    return folder


def measure(python: Path, results: Path, *more: str | Path, cases: Path = GOOD) -> subprocess.CompletedProcess[str]:
    """Run `gradreg measure` in an environment that is there."""
    where = ("--cases", cases, "--results", results, "--python", python, "--torch", RELEASE)
    return gradreg("measure", *where, *more)


def reading(command: str, results: Path, *more: str | Path) -> tuple[str | Path, ...]:
    """The arguments of a reading command on the good catalog."""
    name = (LEAF,) if command == "show" else ()
    return (command, *name, "--cases", GOOD, "--results", results, *more)


class TestReading:
    """Results go to stdout, talk to stderr, and all of it is quick."""

    @pytest.mark.parametrize("command", READING)
    def test_ends_with_0_and_says_nothing_else(self, results: Path, command: str) -> None:
        """A reading command prints its result and no talk."""
        done = gradreg(*reading(command, results))

        assert (0, "") == (done.returncode, done.stderr)
        assert done.stdout.strip()

    def test_list_names_every_row_once(self, results: Path) -> None:
        """One object for each row."""
        found = json_of(*reading("list", results))

        assert 6 == len({item["case"] for item in found})
        assert {"case", "topic", "question"} == set(found[0])

    def test_show_has_the_promised_shape(self, results: Path) -> None:
        """The fields of the issue, measured for real."""
        found = json_of(*reading("show", results))
        era = found["eras"][0]

        assert {"case", "question", "eras", "transitions", "claims", "expect"} <= set(found)
        assert {"device": "cpu", "first": "1.0.0", "last": "1.0.0", "outcome": "observed", "raises": None} == {
            name: era[name] for name in ("device", "first", "last", "outcome", "raises")
        }
        assert {"before": "None", "after": "nonzero"} == era["facts"]
        assert ["right", "wrong"] == [claim["verdict"] for claim in found["claims"]]
        assert ("as expected", []) == (found["expect"], found["transitions"])

    def test_show_of_a_case_with_rows_is_an_array(self, results: Path) -> None:
        """And of one row an object."""
        where = ("--cases", GOOD, "--results", results)

        assert 4 == len(json_of("show", "optimizers/what_zero_grad_leaves", *where))
        assert "zero" == json_of("show", "optimizers/what_zero_grad_leaves[Adam-1]", *where)["eras"][0]["facts"]["grad"]

    def test_table_is_what_show_says_of_all(self, results: Path) -> None:
        """One array with the object of every row."""
        found = json_of(*reading("table", results))

        assert 6 == len(found)
        assert json_of(*reading("show", results)) in found

    def test_table_comes_in_every_form(self, results: Path) -> None:
        """Terminal, Markdown, CSV and JSON hold the same rows."""
        for form in ("terminal", "markdown", "csv", "json"):
            done = gradreg(*reading("table", results, "--format", form))
            assert 0 == done.returncode
            assert "gradient_before_backward" in done.stdout.replace("\n  ", "")

    def test_changes_are_told_by_release(self) -> None:
        """Of the project's own evidence: all of them, those of one release, and those of one kind."""
        objects = json_of("changes", "-k", "zero_grad_leaves")
        one = json_of("changes", "2.0.0", "-k", "zero_grad_leaves")

        assert {("2.0.0", "changed")} <= {(item["release"], item["kind"]) for item in objects}
        assert one == [item for item in objects if item["release"] == "2.0.0"]
        assert [] == json_of("changes", "2.0.0", "-k", "zero_grad_leaves", "--kind", "reworded")

    def test_k_chooses_rows(self, results: Path) -> None:
        """In every command that takes many."""
        for command in ("list", "table"):
            assert 2 == len(json_of(*reading(command, results, "-k", "adam")))

    def test_check_of_a_good_catalog_is_empty(self, results: Path) -> None:
        """No sentence, exit code 0."""
        assert [] == json_of(*reading("check", results))

    def test_check_lists_every_mistake(self, tmp_path: Path) -> None:
        """With file and line, all at once, and exit code 64."""
        done = gradreg("check", "--cases", CATALOGS / "bad", "--results", tmp_path)
        as_json = gradreg("check", "--cases", CATALOGS / "bad", "--results", tmp_path, "--json")

        assert (64, 64) == (done.returncode, as_json.returncode)
        assert done.stdout.splitlines() == json.loads(as_json.stdout)
        for name in ("no_docstring.py:1:", "unknown_name.py:7:", "does_not_parse.py:7:", "BadName.py:1:"):
            assert name in done.stdout

    def test_check_finds_evidence_that_was_edited(self, results: Path, tmp_path: Path) -> None:
        """A hand in the evidence is a mistake like any other."""
        helpers.copy(results, tmp_path / "results")
        path = tmp_path / "results" / f"{LEAF}.json"
        path.write_text(path.read_text(encoding="utf-8").replace("nonzero", "zero"), encoding="utf-8")
        done = gradreg("check", "--cases", GOOD, "--results", tmp_path / "results")

        assert 1 == done.returncode
        assert f"{LEAF}.json" in done.stdout

    def test_no_color_leaves_plain_text(self, results: Path) -> None:
        """Even where a terminal is asked for, NO_COLOR has no escape in it."""
        for environ in ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, {}):
            assert "\x1b" not in gradreg(*reading("table", results), **environ).stdout


class TestAccepting:
    """EXPECT is written from the evidence, after it was shown."""

    def test_shows_then_writes_then_is_content(self, tmp_path: Path) -> None:
        """Nothing is written without a choice; --create writes what the author had; then nothing is left to do."""
        name = "optimizers/zero_grad_leaves_zeros_before_2_0_and_none_after"
        text = (ROOT / "cases" / f"{name}.py").read_text(encoding="utf-8")
        before, expect, rest = re.split(r"(?ms)^(EXPECT = .*?^}\n)", text)
        case = tmp_path / "cases" / f"{name}.py"
        case.parent.mkdir(parents=True)
        case.write_text(before.rstrip() + "\n" + rest, encoding="utf-8")
        arguments = ("accept", "--cases", tmp_path / "cases", "--results", ROOT / "results")
        shown = gradreg(*arguments)

        assert (1, True) == (shown.returncode, "+EXPECT" in shown.stdout)
        assert expect not in case.read_text(encoding="utf-8")
        assert 0 == gradreg(*arguments, "--fix", "--yes").returncode
        assert expect not in case.read_text(encoding="utf-8")
        assert 0 == gradreg(*arguments, "--create", "--yes").returncode
        assert ast.literal_eval(expect.partition("= ")[2]) == ast.literal_eval(
            re.findall(r"(?ms)^EXPECT = (.*?^}\n)", case.read_text(encoding="utf-8"))[0]
        )
        assert (0, "") == (gradreg(*arguments).returncode, gradreg(*arguments).stdout)

    def test_refuses_what_was_not_measured(self, results: Path, tmp_path: Path) -> None:
        """Evidence of one release is not enough, unless --partial says it is."""
        helpers.copy(GOOD, tmp_path / "cases")
        arguments = ("accept", "--cases", tmp_path / "cases", "--results", results, "-k", "leaf")

        assert 2 == gradreg(*arguments, "--create", "--yes").returncode
        assert "not measured" in gradreg(*arguments).stderr
        assert 2 != gradreg(*arguments, "--partial").returncode


class TestRendering:
    """The table beside the evidence is kept true."""

    def test_writes_once_and_then_nothing(self, results: Path, tmp_path: Path) -> None:
        """The second time nothing is out of date, and --check agrees."""
        helpers.copy(results, tmp_path / "results")
        arguments = ("render", "--cases", GOOD, "--results", tmp_path / "results")
        assert 1 == gradreg(*arguments, "--check").returncode
        first, second = gradreg(*arguments), gradreg(*arguments)

        assert (0, 0) == (first.returncode, second.returncode)
        assert (True, "") == ("wrote" in first.stderr, second.stderr)
        assert 0 == gradreg(*arguments, "--check").returncode
        assert (tmp_path / "results" / "README.md").read_text(encoding="utf-8").startswith("# ")

    def test_keeps_what_stands_around_the_markers(self, results: Path, tmp_path: Path) -> None:
        """Only the part between them is written."""
        helpers.copy(results, tmp_path / "results")
        readme = tmp_path / "README.md"
        readme.write_text("top\n<!-- START table -->\n<!-- END table -->\nbottom\n", encoding="utf-8")
        arguments = ("render", "--cases", GOOD, "--results", tmp_path / "results", "--readme", readme)
        assert 0 == gradreg(*arguments).returncode
        text = readme.read_text(encoding="utf-8")

        assert text.startswith("top\n")
        assert text.endswith("\nbottom\n")
        assert "Founding claims that are right everywhere: A1." in text
        assert 0 == gradreg(*arguments, "--check").returncode

    def test_refuses_a_readme_without_markers(self, results: Path, tmp_path: Path) -> None:
        """And leaves it as it is."""
        readme = tmp_path / "README.md"
        readme.write_text("mine", encoding="utf-8")
        helpers.copy(results, tmp_path / "results")
        done = gradreg("render", "--cases", GOOD, "--results", tmp_path / "results", "--readme", readme)

        assert 64 == done.returncode
        assert "mine" == readme.read_text(encoding="utf-8")


class TestMeasuring:
    """One release, measured where torch is already."""

    def test_again_is_as_recorded_and_changes_no_byte(self, results: Path, torch_python: Callable[[str], Path]) -> None:
        """The second measurement agrees with the first in every row."""
        before = helpers.snapshot(results)
        done = measure(torch_python(RELEASE), results, "--json")

        assert 0 == done.returncode
        assert {"as recorded": 5} == json.loads(done.stdout)["counts"]
        assert before == helpers.snapshot(results)

    def test_that_differs_ends_with_1_and_overwrites_nothing(
        self, results: Path, torch_python: Callable[[str], Path], tmp_path: Path
    ) -> None:
        """What is recorded stays until --update says otherwise."""
        helpers.tampered(results, tmp_path, LEAF)
        before = helpers.snapshot(tmp_path)
        done = measure(torch_python(RELEASE), tmp_path)

        assert 1 == done.returncode
        assert "regressed" in done.stdout
        assert LEAF in done.stdout
        assert before == helpers.snapshot(tmp_path)
        assert 0 == measure(torch_python(RELEASE), tmp_path, "--update").returncode
        ((trace, _),) = helpers.snapshot(tmp_path).items() - helpers.snapshot(results).items()
        assert trace.startswith(f"changelog/{RELEASE}/cpu-1-")
        (tmp_path / trace).unlink()
        assert helpers.snapshot(results) == helpers.snapshot(tmp_path)
        assert 0 == measure(torch_python(RELEASE), tmp_path).returncode

    def test_missing_takes_what_the_evidence_lacks(
        self, results: Path, torch_python: Callable[[str], Path], tmp_path: Path
    ) -> None:
        """An interrupted run is gone on with, and a finished one has nothing left to do."""
        helpers.copy(results, tmp_path)
        (tmp_path / f"{LEAF}.json").unlink()
        first = json.loads(measure(torch_python(RELEASE), tmp_path, "--missing", "--json").stdout)
        second = json.loads(measure(torch_python(RELEASE), tmp_path, "--missing", "--json").stdout)

        assert ({"new": 1}, {}) == (first["counts"], second["counts"])
        assert helpers.snapshot(results) == helpers.snapshot(tmp_path)

    def test_by_a_python_without_torch_ends_with_2(self, tmp_path: Path) -> None:
        """Infrastructure is told by its word, and is no behaviour."""
        done = measure(Path(sys.executable), tmp_path)

        assert 2 == done.returncode
        assert "infra: torch did not import" in done.stdout

    def test_that_fails_leaves_known_cells_alone(self, results: Path, tmp_path: Path) -> None:
        """A broken machine does not blank the evidence."""
        helpers.copy(results, tmp_path)
        assert 2 == measure(Path(sys.executable), tmp_path).returncode

        assert helpers.snapshot(results) == helpers.snapshot(tmp_path)

    def test_of_stale_evidence_says_so_and_replaces_it(
        self, results: Path, torch_python: Callable[[str], Path], tmp_path: Path
    ) -> None:
        """When a case's code changed, its cells are measured anew without being called a regression."""
        helpers.copy(results, tmp_path / "results")
        helpers.copy(GOOD, tmp_path / "cases")
        path = tmp_path / "cases" / f"{LEAF}.py"
        path.write_text(path.read_text(encoding="utf-8").replace("leaf * 2", "leaf * 0"), encoding="utf-8")
        where = ("--cases", tmp_path / "cases", "--results", tmp_path / "results")
        assert json_of("show", LEAF, *where)["stale"]
        done = measure(torch_python(RELEASE), tmp_path / "results", "--json", cases=tmp_path / "cases")

        assert 0 == done.returncode
        assert {"as recorded": 4, "stale": 1} == json.loads(done.stdout)["counts"]
        found = json_of("show", LEAF, *where)
        assert (False, "zero") == (found["stale"], found["eras"][0]["facts"]["after"])

    def test_dry_run_measures_nothing(self, torch_python: Callable[[str], Path], tmp_path: Path) -> None:
        """It says what would be installed and how much measured."""
        done = measure(torch_python(RELEASE), tmp_path / "results", "--dry-run")

        assert 0 == done.returncode
        for part in ("torch==1.0.0", "numpy<2", "5 rows"):
            assert part in done.stdout
        assert {} == helpers.snapshot(tmp_path)


class TestExitCodes:
    """0, 1, 2, 3 and 64 mean what the design says; 1 and 2 are above."""

    @pytest.mark.parametrize(
        ("code", "arguments"),
        [
            (3, ("show", "no/such_case")),
            (3, ("table", "-k", "nonsense")),
            (3, ("list", "-k", "nonsense")),
            (3, ("changes", "9.9")),
            (64, ("changes", "--kind", "api")),
            (3, ("measure", "--torch", "9.9.9", "--python", sys.executable)),
            (64, ("show",)),
            (64, ("no-such-command",)),
            (64, ("table", "--no-such-option")),
            (64, ("table", "--format", "pdf")),
            (64, ("measure",)),
            (64, ("measure", "--torch", "1.0.0", "--device", "tpu")),
            (64, ("measure", "--torch", "1.0.0", "--timeout", "0")),
            (64, ("measure", "--torch", "1.0.0", "--python", "/no/python")),
            (64, ("completion", "tcsh")),
            (64, ("table", "--cases", "/no/folder")),
            (0, ("--help",)),
            (0, ("--version",)),
            (0, ("measure", "--help")),
        ],
    )
    def test_are_as_documented(self, code: int, arguments: tuple[str, ...], tmp_path: Path) -> None:
        """Nothing goes wrong with a traceback, and what went wrong is told on stderr."""
        own = () if {"--cases", "--help", "--version", "completion", "no-such-command"} & set(arguments) else (
            "--cases", GOOD, "--results", tmp_path
        )  # fmt: skip # one choice
        done = gradreg(*arguments, *own)

        assert code == done.returncode, done.stderr
        assert "Traceback" not in done.stderr
        assert bool(done.stderr) == (code != 0)
        assert {} == helpers.snapshot(tmp_path)

    def test_damaged_evidence_ends_with_2_and_names_the_file(self, results: Path, tmp_path: Path) -> None:
        """In every command that reads it; `check` lists it with what else is wrong, and ends with 1."""
        helpers.copy(results, tmp_path)
        path = tmp_path / f"{LEAF}.json"
        path.write_text("<<<<<<< HEAD\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        done = {command: gradreg(*reading(command, tmp_path)) for command in ("table", "check", "show")}

        assert {"table": 2, "check": 1, "show": 2} == {command: item.returncode for command, item in done.items()}
        assert all(str(path) in item.stdout + item.stderr for item in done.values())
        assert not any("Traceback" in item.stderr for item in done.values())

    def test_a_reader_that_stops_early_is_no_error(self, results: Path) -> None:
        """`gradreg table | head -1` ends quietly."""
        command = [sys.executable, "-m", "gradreg", *map(str, reading("table", results, "--json"))]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            running.stdout.close()
            said = running.stderr.read()

        assert (0, b"") == (running.returncode, said)


class TestCompletion:
    """Shells complete commands and case names."""

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_script_is_printed(self, shell: str) -> None:
        """It names the command and its variable."""
        done = gradreg("completion", shell)

        assert (0, "") == (done.returncode, done.stderr)
        assert "_GRADREG_COMPLETE" in done.stdout

    def test_names_of_cases_are_offered(self, tmp_path: Path) -> None:
        """`gradreg show detach/<TAB>` offers the cases of that topic, as the installed command does."""
        command = tmp_path / "gradreg"
        command.write_text("from gradreg.cli import main\nmain()\n", encoding="utf-8")
        asked = {"_GRADREG_COMPLETE": "bash_complete", "COMP_WORDS": "gradreg show detach/", "COMP_CWORD": "2"}
        done = subprocess.run(
            [sys.executable, command],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **asked},
            capture_output=True,
            text=True,
            check=False,
        )
        cases = {path.stem for path in (ROOT / "cases" / "detach").glob("*.py")}

        assert "" == done.stderr
        assert {f"plain,detach/{name}" for name in cases} == set(done.stdout.splitlines())


class TestPosargs:
    """What stands after nox's `--`."""

    def test_are_places_and_options(self) -> None:
        """Each is read as the command reads it."""
        places, how = options.posargs(["-k", "adam", "--cases", "a", "--results", "b", "--update", "--timeout", "5"])

        assert (Path("a"), Path("b"), "adam") == (places.cases, places.results, places.keyword)
        assert (True, 5.0) == (how["update"], how["timeout"])

    def test_have_defaults(self) -> None:
        """Nothing after `--` is the committed catalog and evidence."""
        places, how = options.posargs([])

        assert ("cases", None) == (places.cases.name, places.keyword)
        assert (False, False) == (how["update"], how["keep"])

    @pytest.mark.parametrize("words", [["--nonsense"], ["stray"], ["--timeout", "x"], ["-k"], ["--help"]])
    def test_that_make_no_sense_are_told(self, words: list[str]) -> None:
        """With the place where they stood."""
        with pytest.raises(BadUsage, match="after `--`"):
            options.posargs(words)
