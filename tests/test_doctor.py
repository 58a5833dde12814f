"""The doctor on machines that lack something: real programs, folders and ports, made up for each test."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from helpers import CATALOGS, KNOWN, ROOT
from hypothesis import given
from hypothesis import strategies as st

from gradreg import environments, releases
from gradreg.doctor import Failure, judging, looks, pythons, together
from gradreg.doctor.pythons import Pythons
from gradreg.environments import Stamp
from gradreg.model import Checkup, Diagnosis, State
from gradreg.report import doctor as report

GOOD = CATALOGS / "good"
MINORS = frozenset(version for version, tags in releases.tags(KNOWN).items() if "minors" in tags)
PATIENCE = 400.0
"""Twelve at the worst, and what a busy machine takes beside it; a program that hangs does so for ten minutes."""
NOWHERE = Pythons({}, {}, {}, {})


def script(path: Path, body: str) -> Path:
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


class Patient:
    """A machine with next to nothing: an empty PATH and HOME, no network; each test adds to it."""

    def __init__(self, root: Path) -> None:
        self.root, self.path = root, root / "bin"
        self.path.mkdir()
        self.environ = {
            "PATH": str(self.path),
            "HOME": str(root / "home"),
            "UV_PYTHON_INSTALL_DIR": str(root / "uv"),
            "UV_PYTHON_DOWNLOADS": "never",
            "PYTHONPATH": str(ROOT),
        }

    def see(self, *words: str | Path, launcher: Iterable[str] = ()) -> subprocess.CompletedProcess[str]:
        """Run the doctor; it never fails with a traceback, and never hangs."""
        where = ("--cases", GOOD, "--results", self.root / "results", "--envs", self.root / "envs")
        command = [*launcher, sys.executable, "-m", "gradreg", "doctor", *where, *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            timeout=PATIENCE,
        )  # fmt: skip # a parameter a line says nothing more
        assert "Traceback" not in done.stderr
        return done

    def told(self, *words: str | Path, launcher: Iterable[str] = ()) -> dict[str, Any]:
        """What it says by --json, the diagnoses by their subject; the exit code is theirs."""
        done = self.see(*words, "--json", launcher=launcher)
        found = json.loads(done.stdout)
        found["diagnoses"] = {item["subject"]: item for item in found["diagnoses"]}
        broken = any(item["state"] == "broken" for item in found["diagnoses"].values())
        assert done.returncode == (2 if broken else 0)
        return found

    def pyenv(self, *versions: str) -> None:
        """Make interpreters, as pyenv keeps them, that say they are of those versions."""
        for version in versions:
            script(self.root / "home" / ".pyenv" / "versions" / f"{version}.9" / "bin" / "python", f"echo {version}")


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    """A machine with next to nothing."""
    return Patient(tmp_path)


class TestThisMachine:
    """The machine the tests run on, as it is."""

    def test_is_described_in_full(self) -> None:
        """Every subject once, each in one of three states, and a sentence at the end."""
        done = subprocess.run(
            [sys.executable, "-m", "gradreg", "doctor", "--cases", GOOD],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip # one call
        lines = done.stdout.splitlines()
        subjects = [line[9:].partition(":")[0] for line in lines if line.startswith(("fine", "limited", "broken"))]

        assert done.returncode in {0, 2}
        assert len(subjects) == len(set(subjects)) == len(lines) - 2 - sum(line.startswith(" ") for line in lines)
        assert {"Python 3.7", "Python 3.8", "Python 3.11", "default index", "disk", "nox", "uv"} <= set(subjects)
        assert lines[-1].startswith("This machine can record ")
        assert f"of {len(KNOWN)} releases on the cpu" in lines[-1]

    def test_is_left_as_it_is(self, tmp_path: Path) -> None:
        """Looking makes no file: not where it runs, nor where evidence and environments would go."""
        command = [sys.executable, "-m", "gradreg", "doctor", "--cases", GOOD, "--results", "r", "--envs", "e"]
        subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
        )

        assert [] == list(tmp_path.iterdir())


class TestInterpreters:
    """What is found, what blocks which releases, and how to mend it."""

    def test_that_are_missing_block_releases(self, patient: Patient) -> None:
        """Each version names its releases and the command; `nox` alone needs them, so this is broken."""
        found = patient.told("--offline")
        old = found["diagnoses"]["Python 3.7"]

        assert "broken" == old["state"]
        for words in ("not found", "1.0.0 – 1.3.1", "blocks 6 of them", "1.2.0"):
            assert words in old["what"]
        assert "uv python install 3.7" in old["mend"]
        assert "pyenv install 3.7" in old["mend"]

    def test_that_pyenv_has_are_found(self, patient: Patient) -> None:
        """In its versions folder, without its shims being asked."""
        patient.pyenv("3.7", "3.8", "3.11")
        found = patient.told("--offline")

        assert {"fine"} == {found["diagnoses"][f"Python {version}"]["state"] for version in ("3.7", "3.8", "3.11")}
        assert "3.8.9/bin/python" in found["diagnoses"]["Python 3.8"]["what"]

    def test_that_stand_in_for_the_best_are_told(self, patient: Patient) -> None:
        """3.9 runs some of what 3.8 was measured with; what it does not run is blocked."""
        patient.pyenv("3.7", "3.9", "3.11")
        seen = patient.told("--offline")["diagnoses"]["Python 3.8"]

        assert "Python 3.7 or 3.9 serves instead" in seen["what"] or "Python 3.9 or 3.7 serves instead" in seen["what"]
        assert "limited" == seen["state"]

    def test_that_are_shims_without_a_version_behind_them_are_explained(self, patient: Patient) -> None:
        """A shim fails, as pyenv's own does; the way out is named."""
        shim = script(patient.root / "shims" / "python3.8", "echo 'pyenv: python3.8: command not found' >&2; exit 127")
        patient.environ["PATH"] += os.pathsep + str(shim.parent)
        seen = patient.told("--offline")["diagnoses"]["Python 3.8"]

        assert "broken" == seen["state"]
        assert f"{shim} does not answer as 3.8" in seen["what"]
        assert "a shim needs the version behind it" in seen["mend"]

    def test_that_are_shims_and_work_are_not_taken(self, patient: Patient) -> None:
        """Their answer depends on what pyenv has chosen today; PYENV_ROOT finds what is behind them."""
        shim = script(patient.root / "shims" / "python3.8", "echo 3.8")
        patient.environ["PATH"] += os.pathsep + str(shim.parent)
        seen = patient.told("--offline")["diagnoses"]["Python 3.8"]

        assert f"{shim} answers, but is a shim" in seen["what"]
        assert "PYENV_ROOT" in seen["mend"]

    @pytest.mark.parametrize(
        "body", ["exec /bin/sleep 600", "exec /bin/cat /bin/sh", "kill -SEGV $$", "echo 3.8; exit 3"]
    )
    def test_that_hang_or_print_garbage_are_passed_over(self, patient: Patient, body: str) -> None:
        """The doctor waits some seconds for them, all at once, and names them."""
        patient.pyenv("3.7", "3.11")
        for name in ("python3.8", "python3", "python"):
            script(patient.path / name, body)
        patient.environ["PATH"] += ":/bin"
        found = patient.told("--offline")

        assert f"{patient.path / 'python3.8'} does not answer as 3.8" in found["diagnoses"]["Python 3.8"]["what"]
        assert "fine" == found["diagnoses"]["Python 3.7"]["state"]

    def test_that_uv_could_download_are_limited(self) -> None:
        """They come when a session needs them."""
        have = Pythons({}, {"3.7": "https://example.org/3.7"}, {}, {})
        old, *rest = pythons.diagnoses(KNOWN, MINORS, have)

        assert (State.LIMITED, State.BROKEN) == (old.state, rest[0].state)
        assert "uv downloads it" in old.what

    @given(st.sets(st.sampled_from(["3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"])))
    def test_block_what_has_no_python_and_nothing_else(self, there: set[str]) -> None:
        """Every release is either served by a version of its list, or named among the blocked ones."""
        have = Pythons(dict.fromkeys(there, "python"), {}, {}, {})
        told = " ".join(item.what for item in pythons.diagnoses(KNOWN, MINORS, have))
        named = {part for text in told.split("blocks ")[1:] for part in text.replace(",", " ").split()}

        for release in KNOWN:
            assert bool(pythons.served(release, have)) == bool(there & set(release.python))
            assert (release.version in named) or bool(there & set(release.python))


class TestIndexes:
    """Where torch would come from."""

    def test_that_refuse_are_broken_with_uvs_own_words(self, patient: Patient, closed_port: int) -> None:
        """The default index is needed; no release can be recorded without it."""
        patient.pyenv("3.7", "3.8", "3.11")
        patient.environ["UV_DEFAULT_INDEX"] = f"http://name:word@127.0.0.1:{closed_port}/simple"
        done = patient.see()
        found = patient.told()

        assert "broken" == found["diagnoses"]["default index"]["state"]
        assert "UV_DEFAULT_INDEX" in found["diagnoses"]["default index"]["mend"]
        assert [] == found["recordable"]["cpu"]
        assert "none of 52 releases on the cpu" in done.stdout
        assert f"UV_DEFAULT_INDEX=http://127.0.0.1:{closed_port}" in found["diagnoses"]["settings"]["what"]
        assert "word" not in done.stdout

    def test_that_say_nothing_do_not_hold_it_up(self, patient: Patient, silent_port: int) -> None:
        """A server that takes the call and never answers is given up."""
        patient.environ["UV_DEFAULT_INDEX"] = f"http://127.0.0.1:{silent_port}/simple"
        found = patient.told()

        assert "broken" == found["diagnoses"]["default index"]["state"]

    def test_are_not_asked_offline(self, patient: Patient, silent_port: int) -> None:
        """--offline says so, and calls it neither broken nor fine."""
        patient.environ["UV_DEFAULT_INDEX"] = f"http://127.0.0.1:{silent_port}/simple"
        found = patient.told("--offline")["diagnoses"]

        for source in ("cpu index", "default index"):
            assert ("limited", True) == (found[source]["state"], "--offline" in found[source]["what"])

    def test_that_lack_torch_are_broken(self, patient: Patient, tmp_path: Path) -> None:
        """An index that answers and has no torch is none."""
        (tmp_path / "simple").mkdir()
        patient.environ["UV_DEFAULT_INDEX"] = (tmp_path / "simple").as_uri()

        assert "broken" == patient.told()["diagnoses"]["default index"]["state"]

    def test_that_are_gone_leave_kept_environments(self, patient: Patient, closed_port: int) -> None:
        """What is installed already can be measured without any index."""
        patient.environ["UV_DEFAULT_INDEX"] = f"http://127.0.0.1:{closed_port}/simple"
        folder = patient.root / "envs" / "torch-2-0-1-cpu"
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "python").touch()
        environments.finish(folder, Stamp(("torch==2.0.1",), "default index"))

        assert ["2.0.1"] == patient.told()["recordable"]["cpu"]


class TestFolders:
    """Where evidence and environments go."""

    def test_that_cannot_be_written_are_broken(self, patient: Patient) -> None:
        """A folder without the right to write; root gives up the power to do so all the same."""
        (patient.root / "results").mkdir(mode=0o555)
        powerless = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
        launcher = powerless if os.geteuid() == 0 else ()
        patient.environ["PATH"] += ":/usr/bin:/bin" if launcher else ""
        found = patient.told("--offline", launcher=["/usr/bin/setpriv", *powerless[1:]] if launcher else ())

        assert "broken" == found["diagnoses"]["results"]["state"]
        assert [] == found["recordable"]["cpu"]
        assert "Permission denied" in found["diagnoses"]["results"]["what"]
        assert "--results" in found["diagnoses"]["results"]["mend"]

    def test_that_are_files_are_broken(self, patient: Patient) -> None:
        """No folder can be made below a file."""
        (patient.root / "results").touch()

        assert "broken" == patient.told("--offline")["diagnoses"]["results"]["state"]

    def test_hold_what_a_killed_run_left(self, patient: Patient) -> None:
        """A half-made environment is told, unless a process is at work on it."""
        for name in ("torch-1-0-0-cpu", "torch-2-0-0-cpu"):
            (patient.root / "envs" / name).mkdir(parents=True)
        with environments.held(patient.root / "envs" / "torch-2-0-0-cpu"):
            seen = patient.told("--offline")["diagnoses"]["leftovers"]

        assert "limited" == seen["state"]
        assert "torch-2-0-0-cpu: being made by another run" in seen["what"]
        assert "torch-1-0-0-cpu: left half-made" in seen["what"]

    def test_hold_few_environments_where_much_is_to_be_left(self, patient: Patient) -> None:
        """--free decides how many can be kept; that none can be is a limit and no fault."""
        assert "limited" == patient.told("--offline", "--free", "1000000")["diagnoses"]["disk"]["state"]

    @given(st.floats(0, 1000), st.floats(0, 100), st.sampled_from(sorted(judging.SIZES.values())))
    def test_are_judged_by_what_fits(self, free: float, limit: float, size: float) -> None:
        """Broken where no environment fits, fine where one can be kept, limited between them."""
        state = judging.disk("here", free, limit, size).state

        assert (state is State.BROKEN) == (free < size)
        assert (state is State.FINE) == (free - limit >= size)

    def test_evidence_is_counted(self, patient: Patient) -> None:
        """Nothing was measured here: every cell of the little catalog is missing."""
        seen = patient.told("--offline")["diagnoses"]["evidence"]

        assert "limited" == seen["state"]
        assert "0 cells known, 0 stale" in seen["what"]

    def test_damaged_evidence_is_named(self, patient: Patient) -> None:
        """With its file, and without stopping the other looks."""
        path = patient.root / "results" / "leaf" / "gradient_before_backward.json"
        path.parent.mkdir(parents=True)
        path.write_text("{", encoding="utf-8")
        found = patient.told("--offline")["diagnoses"]

        assert "broken" == found["evidence"]["state"]
        assert str(path) in found["evidence"]["what"]
        assert "broken" != found["platform"]["state"]

    def test_a_catalog_that_cannot_be_read_to_its_end_is_given_up(self, patient: Patient, tmp_path: Path) -> None:
        """A case that is a pipe nobody writes to costs some seconds; slowness is a limit, and the rest is told."""
        (tmp_path / "cases" / "made").mkdir(parents=True)
        os.mkfifo(tmp_path / "cases" / "made" / "blocked.py")
        done = patient.see("--offline", "--cases", tmp_path / "cases")

        assert "limited  evidence: could not be found out: no answer within" in done.stdout
        assert "waiting for evidence" in done.stderr


class TestPrograms:
    """git, the compiler, the GPU's own tool, nox and uv."""

    def test_that_are_missing_are_told(self, patient: Patient) -> None:
        """None of them keeps `nox` alone from measuring."""
        found = patient.told("--offline")["diagnoses"]

        assert {"limited"} == {found[name]["state"] for name in ("git", "C++ compiler", "cuda")}

    def test_that_are_there_are_found(self, patient: Patient) -> None:
        """By asking them; a GPU counts for every release."""
        patient.pyenv("3.7", "3.8", "3.11")
        script(patient.path / "git", "echo git version 9.9")
        script(patient.path / "clang++", "true")
        script(patient.path / "nvidia-smi", "echo 'Big GPU, 999.1, 1024 MiB'")
        found = patient.told("--offline")["diagnoses"]

        assert {"fine"} == {found[name]["state"] for name in ("git", "C++ compiler", "cuda")}
        assert "Big GPU" in found["cuda"]["what"]

    def test_gpus_of_intel_are_told_by_their_vendor(self, tmp_path: Path) -> None:
        """Linux lists every GPU; those of others are none of Intel's."""
        for node, vendor in (("renderD128", "0x8086"), ("renderD129", "0x10de"), ("card0", "0x8086")):
            (tmp_path / node / "device").mkdir(parents=True)
            (tmp_path / node / "device" / "vendor").write_text(f"{vendor}\n", encoding="utf-8")
        found = looks.intel_gpus(tmp_path)

        assert ["renderD128"] == found
        assert [State.FINE, State.LIMITED] == [judging.intel(item).state for item in (found, [])]

    def test_that_hang_are_not_there(self, patient: Patient) -> None:
        """A driver whose tool hangs is no driver to measure with."""
        for name in ("git", "nvidia-smi"):
            script(patient.path / name, "exec /bin/sleep 600")
        found = patient.told("--offline")["diagnoses"]

        assert {"limited"} == {found[name]["state"] for name in ("git", "cuda")}

    @pytest.mark.parametrize(
        ("have", "wanted", "state"),
        [
            (None, ">=1", State.BROKEN),
            ("2020.1", ">=2026.10.20", State.BROKEN),
            ("2026.10.20", ">=2026.10.20", State.FINE),
            ("2026.10.20", None, State.LIMITED),
            ("2026.10.20", "", State.FINE),
        ],
    )
    def test_nox_has_to_be_as_new_as_the_noxfile_wants(
        self, have: str | None, wanted: str | None, state: State
    ) -> None:
        """An old one is broken; none to read is a limit."""
        assert state is judging.nox(have, wanted).state

    def test_what_the_noxfile_wants_is_read_from_it(self, tmp_path: Path) -> None:
        """From the first folder that has one."""
        assert (looks.nox_wanted([tmp_path, ROOT]) or "").startswith(">=20")
        assert looks.nox_wanted([tmp_path]) is None


class TestTogether:
    """Looks are made side by side, and none spoils another."""

    def test_what_fails_is_told_and_the_others_answer(self) -> None:
        """Whatever it raises."""
        found = together({"fails": lambda: {}["key"], "works": lambda: 1}, 5)

        assert {"fails": Failure("'key'"), "works": 1} == found

    def test_what_hangs_is_given_up(self) -> None:
        """After the time, and everything else is there."""
        waited: list[list[str]] = []
        stop = threading.Event()
        found = together({"hangs": stop.wait, "works": lambda: 1}, 2.5, lambda names: waited.append(list(names)))
        stop.set()

        assert {"hangs": Failure("no answer within 2.5 s", late=True), "works": 1} == found
        assert [["hangs"]] == waited

    def test_takes_as_long_as_the_longest(self) -> None:
        """Not the sum: all are under way at once."""
        all_there = threading.Barrier(20)
        found = together({str(number): lambda: all_there.wait(60) >= 0 for number in range(20)}, 120)

        assert {True} == set(found.values())


class TestSettings:
    """The environment is shown, and its secrets are not."""

    def test_show_no_secret(self) -> None:
        """Passwords are left out of addresses, and variables that hold them are only counted as set."""
        shown = looks.settings({
            "HTTPS_PROXY": "http://me:secret@proxy.example:1", "UV_INDEX_MINE_PASSWORD": "secret", "HOME": "/home",
            "uv_index": "https://token@index.example/simple", "UV_OFFLINE": "",
        })  # fmt: skip # one environment

        assert {"HTTPS_PROXY", "UV_INDEX_MINE_PASSWORD", "uv_index"} == set(shown)
        assert "http://proxy.example:1" == shown["HTTPS_PROXY"]
        assert "secret" not in str(shown)
        assert "token" not in str(shown)


class TestReport:
    """What people and programs read."""

    FOUND = Checkup(
        (Diagnosis("disk", State.BROKEN, "full", "free some"), Diagnosis("uv", State.FINE, "1.0")),
        {"cpu": ("1.0.0",), "cuda": (), "mps": ()},
        52,
    )

    def test_names_the_way_out_below_the_finding(self) -> None:
        """A line for the finding, one for what to do, and the sentence."""
        assert [
            "broken   disk: full",
            "         → free some",
            "fine     uv: 1.0",
            "",
            "This machine can record 1 of 52 releases on the cpu, none on cuda, none on mps.",
        ] == report.terminal(self.FOUND, 80).replace("\x1b[31m", "").replace("\x1b[32m", "").replace(
            "\x1b[0m", ""
        ).splitlines()

    @pytest.mark.parametrize("states", [(State.FINE,), (State.FINE, State.LIMITED), ()])
    def test_a_limit_is_no_fault(self, states: tuple[State, ...]) -> None:
        """Exit code 0, unless something is broken."""
        some = tuple(Diagnosis("x", state, "y") for state in states)

        assert 0 == Checkup(some, {}, 1).exit_code
        assert 2 == Checkup((*some, Diagnosis("x", State.BROKEN, "y")), {}, 1).exit_code
