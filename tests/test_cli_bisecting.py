"""`gradreg bisect`, as people type it: recorded evidence, own files, commands, nightlies, interruptions."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import helpers
import pytest
from helpers import KNOWN, ROOT, gradreg
from made_index import Index, made_line, served
from packaging.version import Version

from gradreg import builds, environments, releases, wheels
from gradreg.model import Build

SEED = "detach/detached_layer_still_moves_under_adam_decay"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
CHANGED = "2.15.0.dev20260812"
TWIN, OF = "2.15.0.dev20260813", "2.15.0.dev20260812"
BROKEN = {"2.15.0.dev20260811": "corrupt", "2.15.0.dev20260810": "import raises"}
CASE = """
    import torch

    def observe(device):
        weight = torch.ones(2, device=device, requires_grad=True)
        optimizer = torch.optim.SGD([weight], lr=1.0)
        (weight * 2).sum().backward()
        optimizer.step()
        optimizer.zero_grad()
        yield "weight.grad", weight.grad
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A case of one's own, in no catalog, without a story."""
    path = tmp_path / "mine.py"
    shutil.copy(ROOT / "cases" / f"{SEED}.py", path)
    return path


def bisect(tmp_path: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command with answers and environments in a folder of the test."""
    return gradreg("bisect", "--state", tmp_path / "state", "--envs", tmp_path / "envs", *arguments)


def found(tmp_path: Path, *arguments: str | Path) -> Any:
    """What it says as JSON; that nothing but talk goes elsewhere."""
    done = bisect(tmp_path, *arguments, "--json")
    assert done.returncode in {0, 1, 2}, done.stderr
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout)


def transitions(content: Any) -> list[tuple[str, str, str]]:
    """Every transition of the first row."""
    return [(item["from"], item["to"], item["where"]) for item in content["rows"][0]["transitions"]]


def given(pythons: Mapping[str, Path]) -> list[str]:
    """Options that name interpreters for releases."""
    return [word for version, python in pythons.items() for word in ("--env", f"{version}={python}")]


class TestEvidence:
    """What is recorded is not installed again."""

    def test_a_case_of_the_catalog_needs_no_environment(self, tmp_path: Path) -> None:
        """The founding case changed in 2.0.0, and the report says so with both sides and the commits."""
        done = bisect(tmp_path, SEED)

        assert 1 == done.returncode
        assert "" == done.stderr
        for words in (
            "**Changed in 2.0.0**: 1.13.0 is the last as before.",
            "1.13.1 is as 1.13.0.",
            "| layer1.weight.grad | [nonzero, zero, nonzero] | [nonzero, None, nonzero] |",
            "https://github.com/pytorch/pytorch/compare/7c98e70d44abc7a1aead68b6ea6c8adc8c554db5...",
            f"gradreg repro {SEED} --torch 2.0.0",
            "no environment",
        ):
            assert words in done.stdout

    def test_agrees_with_the_table(self, tmp_path: Path) -> None:
        """In a topic each step on main is a transition of the table, of the same row and between the same releases."""
        content = found(tmp_path, "-k", "zero_grad/", "--every")
        shown = helpers.json_of("table", "-k", "zero_grad/")
        changed = {
            line["case"]: [item["to"] for item in line["transitions"] if item["kind"] == "changed"] for line in shown
        }
        steps = [
            (row["row"], item) for row in content["rows"] for item in row["transitions"] if item["where"] == "main"
        ]

        assert [] == content["probes"]
        assert {row["row"] for row in content["rows"]} == set(changed)
        assert len(steps) > 10
        for row, item in steps:
            assert any(
                Version(item["from"]) < Version(release) <= Version(item["to"]) for release in changed[row]
            ), (row, item)  # fmt: skip # one thought

    def test_says_when_nothing_changed(self, tmp_path: Path) -> None:
        """Then the exit code is 0, and the report names the ends."""
        done = bisect(tmp_path, SEED, "--from", "2.0.0", "--to", "2023-12-31")

        assert 0 == done.returncode
        assert "No difference between the ends, 2.0.0 – 2.1.2" in done.stdout

    def test_rows_that_show_different_things_are_not_said_to_show_one(self, tmp_path: Path) -> None:
        """Where none of them changed they stand together, and what each shows is its own."""
        case = "optimizers/zeros_move_a_weight_that_none_leaves_alone"
        rows = ["SGD-0.0-None", "Adam-0.5-zero"]
        both = bisect(tmp_path, *[f"{case}[{row}]" for row in rows]).stdout
        alone = [bisect(tmp_path, f"{case}[{row}]").stdout for row in rows]

        assert [True, False] == ["weight moved = False" in report for report in alone]
        assert "weight moved" not in both
        assert "not what the others show" in both

    def test_ends_are_told_in_several_ways(self, tmp_path: Path) -> None:
        """A minor, a day, a PEP 440 range."""
        for start, stop in (("1.13", "2.0"), ("2022-12-01", "2023-06-01"), (">=1.13.1", "<=2.0.1")):
            line = found(tmp_path, SEED, "--from", start, "--to", stop)["line"]
            assert line[-1] == "2.0.1"
            assert {"1.13.0", "2.0.0"} <= set(line)

    def test_warnings_count_when_asked_to(self, tmp_path: Path) -> None:
        """A row that only warns differently has a transition of that kind, and none without."""
        table = helpers.json_of("table", "-k", "leaf")
        row = next(line["case"] for line in table if {item["kind"] for item in line["transitions"]} == {"warns"})

        assert 0 == bisect(tmp_path, row).returncode
        assert 1 == bisect(tmp_path, row, "--kind", "warns").returncode

    def test_one_fact_may_count_alone(self, tmp_path: Path) -> None:
        """What else changed is none of it; a fact that nothing showed is a mistake, not a steady one."""
        words = ("layer1.weight.grad", "layer1.weight moved")
        done = bisect(tmp_path, SEED, "--fact", "no such fact")

        assert [1, 1] == [len(transitions(found(tmp_path, SEED, "--fact", word))) for word in words]
        assert (64, "") == (done.returncode, done.stdout)
        assert all(word in done.stderr for word in ("no such fact", *words))

    def test_a_dry_run_installs_nothing(self, tmp_path: Path, mine: Path) -> None:
        """It says what it would install first, and how many environments a change takes at most."""
        done = bisect(tmp_path, mine, "--dry-run")

        assert 0 == done.returncode
        assert "torch 1.0.0: torch==1.0.0, numpy<2, setuptools<70" in done.stdout
        assert "at most 7 environments" in done.stdout
        assert not (tmp_path / "envs").exists()

    def test_a_dry_run_is_json_too(self, tmp_path: Path, mine: Path) -> None:
        """With the same numbers, and what each environment would install."""
        content = found(tmp_path, mine, "--dry-run")

        assert (1, 1, 0, 7) == tuple(content[name] for name in ("rows", "open", "recorded", "most"))
        assert ["torch==1.0.0", "numpy<2", "setuptools<70"] in [item["requirements"] for item in content["next"]]


class TestReleases:
    """Real releases of torch."""

    @pytest.fixture
    def here(self, torch_python: Callable[[str], Path]) -> list[str]:
        """Four releases that are installed."""
        return given({version: torch_python(version) for version in helpers.PYTHONS})

    def test_a_file_of_ones_own_is_measured(self, tmp_path: Path, mine: Path, here: list[str]) -> None:
        """Only what is installed is tried, and what lies in the middle is told."""
        content = found(tmp_path, mine, "--no-install", *here)
        (item,) = content["rows"][0]["transitions"]

        assert ("1.13.1", "2.15.0") == (item["from"], item["to"])
        assert {"2.0.0", "2.0.1", "2.14.1"} <= set(item["between"])
        assert item["before"]["facts"]["layer1.weight.grad"] == ["nonzero", "zero", "nonzero"]
        assert {"1.0.0", "2.15.0", "1.13.1"} <= {probe["point"] for probe in content["probes"]}

    def test_answers_are_kept(self, tmp_path: Path, mine: Path, here: list[str]) -> None:
        """A second search asks nothing again; a change of the code does, a change of a comment does not."""
        first = found(tmp_path, mine, "--no-install", *here)
        mine.write_text(mine.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
        second = found(tmp_path, mine, "--no-install", *here)
        mine.write_text(mine.read_text(encoding="utf-8").replace("lr=1.0", "lr=0.5"), encoding="utf-8")
        third = found(tmp_path, mine, "--no-install", *here)

        assert [] == second["probes"]
        assert len(first["probes"]) == second["recorded"]
        assert first["rows"] == second["rows"]
        assert {probe["point"] for probe in first["probes"]} == {probe["point"] for probe in third["probes"]}

    def test_a_command_judges_by_its_exit_code(self, tmp_path: Path, here: list[str]) -> None:
        """Its `python` is the release's; 125 is `cannot tell`, and that release is passed over."""
        script = tmp_path / "check.py"
        script.write_text(
            "import os, sys, torch\n"
            "assert torch.__version__.startswith(os.environ['GRADREG_TORCH'])\n"
            "sys.exit(125 if torch.__version__.startswith('1.13') else not hasattr(torch, 'compile'))\n",
            encoding="utf-8",
        )
        content = found(tmp_path, "--command", f"python {script}", "--no-install", *here)
        (row,) = content["rows"]

        assert [("1.4.0", "2.15.0", "main")] == transitions(content)
        assert {"command": "bad"} == row["transitions"][0]["before"]["facts"]
        assert "cannot tell" == row["untested"]["1.13.1"]
        assert [] == found(tmp_path, "--command", f"python {script}", "--no-install", *here)["probes"][1:]

    def test_a_command_that_dies_stops_the_search(self, tmp_path: Path, here: list[str]) -> None:
        """A signal is no verdict, as with git bisect."""
        script = tmp_path / "dies.py"
        script.write_text("import os\nos.abort()\n", encoding="utf-8")
        done = bisect(tmp_path, "--command", f"python {script}", "--no-install", *here)

        assert 64 == done.returncode
        assert "stops the search" in done.stderr

    def test_a_file_may_have_any_name(self, tmp_path: Path, mine: Path, here: list[str]) -> None:
        """Its answers meet no file of gradreg's own, and its report holds together."""
        for name in ("environments.py", "a [b] `c`.py"):
            content = found(tmp_path, mine.rename(tmp_path / name), "--no-install", *here)
            assert [("1.13.1", "2.15.0", "main")] == transitions(content)
            mine.write_text((tmp_path / name).read_text(encoding="utf-8"), encoding="utf-8")

        assert "`` a [b] `c` ``" in bisect(tmp_path, tmp_path / name, "--no-install", *here).stdout

    def test_a_row_of_a_file_is_a_target(self, tmp_path: Path, here: list[str]) -> None:
        """As the report names it, for the search and for what comes after it."""
        path = tmp_path / "rows.py"
        path.write_text(
            "import torch\n\nPARAMS = {'n': [1, 2]}\n\ndef observe(n):\n    yield 'x', hasattr(torch, 'func') * n\n",
            encoding="utf-8",
        )
        report = bisect(tmp_path, f"{path}[2]", "--no-install", *here).stdout
        shown = gradreg("repro", f"{path}[2]", "--torch", "2.15.0", "--state", tmp_path / "state")

        assert f"gradreg repro '{path}[2]' --torch 2.15.0" in report
        assert "rows[1]" not in report
        assert "rows[2] on torch 2.15.0" in shown.stdout
        assert 3 == bisect(tmp_path, f"{path}[3]", "--no-install", *here).returncode

    def test_a_row_that_timed_out_gets_another_chance(self, tmp_path: Path, here: list[str]) -> None:
        """The next search may give it more time."""
        path = tmp_path / "slow.py"
        path.write_text("import time\n\ndef observe():\n    time.sleep(1.5)\n    yield 'x', True\n", encoding="utf-8")
        first = found(tmp_path, path, "--no-install", "--timeout", "0.3", "--from", "2.14", *here)
        second = found(tmp_path, path, "--no-install", "--from", "2.14", *here)

        assert ["timed out"] == [shown["outcome"] for shown in first["rows"][0]["tested"].values()]
        assert ["observed"] == [shown["outcome"] for shown in second["rows"][0]["tested"].values()]

    def test_what_a_neighbour_found_is_kept(self, tmp_path: Path, mine: Path, here: list[str]) -> None:
        """Also if the environment beside it is in use by another run, which ends the search."""
        rest = given({version: Path(word.partition("=")[2]) for word in here if (version := "2.15.0") in word})
        with environments.held(tmp_path / "envs" / "torch-1-0-0-cpu"):
            done = bisect(tmp_path, mine, *rest)

        assert 2 == done.returncode
        assert "in use by another run" in done.stderr
        assert 1 == found(tmp_path, mine, "--dry-run")["recorded"]

    def test_really_installs_what_it_needs(self, tmp_path: Path, mine: Path) -> None:
        """From 1.13.1 to 2.0.1, starting with nothing: four environments, and none of them stays."""
        content = found(tmp_path, mine, "--from", "1.13.1", "--to", "2.0.1", "--free", "0")

        assert [("1.13.0", "2.0.0", "main")] == transitions(content)
        assert {"1.13.1", "1.13.0", "2.0.0", "2.0.1"} == {probe["point"] for probe in content["probes"]}
        assert [None] * 4 == [probe["fault"] for probe in content["probes"]]
        assert [] == list((tmp_path / "envs").glob("torch-*"))


@pytest.fixture(scope="module")
def index() -> Index:
    """200 nights: one changes what zero_grad() leaves, the two before it are broken, the next is of its commit."""
    return Index(made_line(since={"ZERO_GRAD_LEAVES_NONE": CHANGED}, faults=BROKEN, twins={TWIN: OF}))


@pytest.fixture
def made(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """Where the index is served, and interpreters that have its releases from 2.14.0 to 2.15.0."""
    with served(index) as url:
        monkeypatch.setenv("UV_DEFAULT_INDEX", url)
        monkeypatch.setenv("UV_HTTP_RETRIES", "0")
        monkeypatch.delenv("UV_CACHE_DIR", raising=False)
        line = {build.version: build for build in builds.read([url], [PYTHON])}
        wanted = ("2.14.0", "2.14.1", "2.15.0")
        yield url, given({version: release(tmp_path, line[version]) for version in wanted})


def release(tmp_path: Path, build: Build) -> Path:
    """A Python that has a made-up release."""
    python = environments.create(tmp_path / f"made-{build.version}", Path(sys.executable))
    pins = releases.find(KNOWN, "2.15.0").pins
    wheels.install_build(python, build, pins, tmp_path / "cache", lambda _: None)
    return python


class TestNightlies:
    """An interval between two releases is narrowed to two neighbouring builds."""

    @pytest.fixture
    def own(self, tmp_path: Path) -> Path:
        """A case that the made-up torch can run."""
        return helpers.write_case(tmp_path / "own.py", CASE)

    def test_are_told_apart(self, tmp_path: Path, own: Path, made: tuple[str, list[str]]) -> None:
        """Between the last good night and the first changed one lie only those that are broken."""
        url, here = made
        content = found(tmp_path, own, "--from", "2.14.0", "--pre-index", url, *here, "-j", "1")
        coarse, fine = content["rows"][0]["transitions"]

        assert ("2.14.0", "2.15.0", "main") == (coarse["from"], coarse["to"], coarse["where"])
        assert ("2.15.0.dev20260809", CHANGED, "build") == (fine["from"], fine["to"], fine["where"])
        assert sorted(BROKEN) == fine["between"]
        assert not fine["same_commit"]
        reasons = {content["rows"][0]["untested"][point] for point in BROKEN}
        assert {"not installable", "torch did not import"} == reasons
        assert len(content["probes"]) <= 3 + 8 + len(BROKEN)
        assert any("nightlies and 4 candidates lie between" in note for note in coarse["notes"])

    def test_two_builds_of_one_commit_are_no_change_of_code(
        self, tmp_path: Path, own: Path, made: tuple[str, list[str]]
    ) -> None:
        """Where the step lies between two nights of the same revision, the report says so."""
        odd = Index(made_line(since={"ZERO_GRAD_LEAVES_NONE": TWIN}, twins={TWIN: OF}))
        with served(odd) as url:
            content = found(tmp_path, own, "--from", "2.14.0", "--pre-index", url, *made[1], "-j", "1")
        fine = content["rows"][0]["transitions"][-1]

        assert (OF, TWIN, True) == (fine["from"], fine["to"], fine["same_commit"])
        assert any("the build or the machine differs" in note for note in fine["notes"])

    def test_what_the_index_no_longer_has_is_told(self, tmp_path: Path, made: tuple[str, list[str]]) -> None:
        """An old interval cannot be narrowed, and the report says where the index begins."""
        done = bisect(tmp_path, SEED, "--pre-index", made[0])

        assert 1 == done.returncode
        assert "Not narrowable: the index begins at 2026-04-20" in done.stdout

    def test_reach_beyond_the_newest_release(
        self, tmp_path: Path, own: Path, made: tuple[str, list[str]], index: Index
    ) -> None:
        """`--to nightly` goes on to the newest night."""
        url, here = made
        content = found(tmp_path, own, "--from", "2.15.0", "--to", "nightly", "--pre-index", url, *here)

        assert index.builds[-1].version == content["line"][-1] == content["rows"][0]["last"]
        assert [] == content["rows"][0]["transitions"]

    def test_goes_on_after_an_interruption(self, tmp_path: Path, own: Path, made: tuple[str, list[str]]) -> None:
        """Ctrl-C ends it with 130 and leaves no half-made environment; the next run asks only what is left."""
        url, here = made
        arguments = ["bisect", "--state", tmp_path / "state", "--envs", tmp_path / "envs", own, "--from", "2.14.0"]
        with subprocess.Popen(
            [sys.executable, "-m", "gradreg", *arguments, "--pre-index", url, *here, "-j", "1"],
            cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        ) as running:  # fmt: skip # a parameter a line says nothing more
            assert running.stderr is not None
            for line in running.stderr:
                if line.startswith("[6]") and "installing" in line:
                    running.send_signal(signal.SIGINT)
                    break
            said = running.stderr.read()
        assert 130 == running.returncode, said
        assert [] == list((tmp_path / "envs").glob("torch-*"))

        content = found(tmp_path, own, "--from", "2.14.0", "--pre-index", url, *here, "-j", "1")
        assert 5 <= content["recorded"] + len(BROKEN)
        assert CHANGED == content["rows"][0]["transitions"][-1]["to"]
        assert len(content["probes"]) <= 3 + 8 + len(BROKEN) - content["recorded"]

    def test_a_dead_index_is_told(self, tmp_path: Path) -> None:
        """With its address, and what to do."""
        done = bisect(tmp_path, SEED, "--pre-index", "http://127.0.0.1:9/simple")

        assert 2 == done.returncode
        assert "http://127.0.0.1:9/simple" in done.stderr
        assert "Traceback" not in done.stderr


class TestMistakes:
    """Each ends with one message that says what to do, and the right code."""

    @pytest.mark.parametrize(
        ("arguments", "code", "words"),
        [
            ([], 64, "give cases or files"),
            ([SEED, "--command", "python x.py"], 64, "one of the three"),
            (["no/such_case"], 3, "no case is named"),
            ([SEED, "--from", "2.0.0", "--to", "1.0.0"], 64, "is not before"),
            ([SEED, "--from", "9.9.9"], 3, "9.9.9"),
            ([SEED, "--from", ">=bad"], 3, "PEP 440"),
            ([SEED, "--from", "2031-01-01"], 3, "2031-01-01"),
            ([SEED, "--env", "2.0.0=/no/such/python"], 64, "VERSION=PYTHON"),
            (["--command", "'open"], 64, "cannot be split"),
            (["--command", "no-such-program x"], 64, "no-such-program is no program here"),
            ([SEED, "--to", "nightly"], 64, "--pre-index"),
            (["x" * 400], 3, "no case is named"),
            ([SEED, "--env", f"2.0={sys.executable}"], 3, "Near it: 2.0.0, 2.0.1"),
            ([SEED, "--from", "2022-13-45"], 3, "2022-13-45"),
            (["README.md"], 64, "gradreg adopt README.md"),
            ([SEED, "--kind", "louder"], 64, "louder"),
        ],
        ids=lambda item: " ".join(item) if isinstance(item, list) else "",
    )
    def test_are_told(self, tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
        """Where, what is wrong, what to do next."""
        done = bisect(tmp_path, *arguments)

        assert (code, "") == (done.returncode, done.stdout)
        assert words in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_state_that_is_no_folder_is_told(self, tmp_path: Path, mine: Path) -> None:
        """Before anything is installed."""
        (tmp_path / "state").write_text("", encoding="utf-8")
        done = bisect(tmp_path, mine)

        assert (64, "") == (done.returncode, done.stdout)
        assert f"--state {tmp_path / 'state'}" in done.stderr
        assert "installing" not in done.stderr
