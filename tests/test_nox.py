"""The whole way, as a newcomer walks it: real nox, real installs, real releases on both sides of the change."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import helpers
import pytest
from helpers import KNOWN, ROOT, json_of

from gradreg import releases
from gradreg.model import DEVICES

SEED = "detach/detached_layer_still_moves_under_adam_decay"
BOTH = ("torch-1.13.1-cpu", "torch-2.0.1-cpu")
CHOSEN = ("-k", "detached_layer_still_moves")


def nox(*arguments: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run this Python's nox on the repository's noxfile; stdout and stderr come together, as on a screen."""
    return subprocess.run(
        [sys.executable, "-m", "nox", "-f", ROOT / "noxfile.py", *arguments],
        env={**os.environ, "NOX_SCRIPT_MODE": "none", "NO_COLOR": "1", "CI": "", **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def measure(envs: Path, results: Path, flag: str, sessions: tuple[str, ...] = BOTH, **environ: str) -> tuple[int, str]:
    """Run sessions on the seed case, with `-r` (install where needed) or `-R` (take what is there)."""
    after = ("--", *CHOSEN, "--results", results, "--free", "0")
    done = nox(flag, "--envdir", envs, "-s", *sessions, *after, **environ)
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, envs: Path) -> tuple[int, str, Path]:
    """The first run, into empty evidence: exit code, what it said, and the folder of the evidence.

    2.0.1 is always really installed, and goes when this file is done.
    """
    results = tmp_path_factory.mktemp("nox") / "results"
    helpers.installed(envs, "1.13.1")  # nox does not wait for another process of the tests that makes it just now
    shutil.rmtree(envs / "torch-2-0-1-cpu", ignore_errors=True)
    code, said = measure(envs, results, "-r")
    yield code, said, results  # type: ignore[misc] # a fixture
    shutil.rmtree(envs / "torch-2-0-1-cpu", ignore_errors=True)


@pytest.fixture
def results(first: tuple[int, str, Path]) -> Path:
    """The evidence of the first run."""
    return first[2]


@pytest.fixture(scope="module")
def listed() -> dict[str, dict[str, object]]:
    """Session of a release -> what nox says of it."""
    done = nox("-l", "--json", "-t", *DEVICES)
    assert 0 == done.returncode
    return {item["session"]: item for item in json.loads(done.stdout)}


class TestTheList:
    """`nox -l` is the table of contents."""

    def test_has_a_session_for_every_release_and_device(self, listed: dict[str, dict[str, object]]) -> None:
        """52 on the cpu, 52 on cuda, and those that know Metal, Intel's GPUs and meta; each with a sentence."""
        wanted = {f"torch-{item.version}-{device}" for item in KNOWN for device in releases.devices(item)}

        assert wanted == set(listed) - {"table"}
        assert all(item["description"] for item in listed.values())

    def test_has_the_sets_as_tags(self, listed: dict[str, dict[str, object]]) -> None:
        """`minors`, `all`, `landmarks` and the device."""
        for version, tags in releases.tags(KNOWN).items():
            assert {"cpu", *tags} == set(listed[f"torch-{version}-cpu"]["tags"])  # type: ignore[call-overload] # a list
            assert "cuda" in listed[f"torch-{version}-cuda"]["tags"]  # type: ignore[operator] # as above
            assert "minors" not in listed[f"torch-{version}-cuda"]["tags"]  # type: ignore[operator] # as above

    def test_runs_the_minors_and_the_table_by_default(self) -> None:
        """`nox` alone is the last patch of each minor on the cpu, then the table."""
        selected = [line.split()[1] for line in nox("-l").stdout.splitlines() if line.startswith("* ")]
        minors = [version for version, tags in releases.tags(KNOWN).items() if "minors" in tags]

        assert [*(f"torch-{version}-cpu" for version in minors), "table"] == selected

    def test_has_the_sessions_of_the_project(self) -> None:
        """Tests, lint, bench, releases and the table, each with its sentence."""
        lines = [line.split(" -> ") for line in nox("-l").stdout.splitlines() if line.startswith(("* ", "- "))]

        assert {"tests", "lint", "bench", "releases", "table"} <= {name.split()[1] for name, _ in lines}
        assert all(sentence for _, sentence in lines)

    def test_names_work_in_a_shell(self, listed: dict[str, dict[str, object]]) -> None:
        """No name needs quoting."""
        assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-") for name in listed)


class TestTheFoundingCase:
    """Two releases, installed and measured: the change is between them."""

    def test_both_sessions_succeed(self, first: tuple[int, str, Path]) -> None:
        """Both are recorded as new, and the second was really installed."""
        code, said, _ = first

        assert 0 == code, said
        assert 2 == said.count("1 new")
        assert "installing torch 2.0.1" in said

    def test_the_change_is_found(self, results: Path) -> None:
        """One transition, 1.13.1 to 2.0.1, of kind `changed`; the weight moves before it and stays after it."""
        found = json_of("show", SEED, "--results", results)
        seen = {era["first"]: era["facts"]["layer1.weight moved"] for era in found["eras"] if era["facts"]}

        assert [("1.13.1", "2.0.1", "changed")] == [
            (step["from"], step["to"], step["kind"]) for step in found["transitions"]
        ]
        assert {"1.13.1": [True, True, True], "2.0.1": [True, False, True]} == seen
        assert "as expected" == found["expect"]
        assert {"right until 1.13.1", "right from 2.0.1"} <= {claim["verdict"] for claim in found["claims"]}

    def test_the_environments_are_on_record(self, results: Path) -> None:
        """Each cell names a fingerprint with the exact release and where it came from."""
        content = json.loads((results / "environments.json").read_bytes())["environments"]

        assert ["1.13.1", "2.0.1"] == [item["torch"].split("+")[0] for item in content.values()]
        assert {item["wheels"] for item in content.values()} <= {"cpu index", "default index"}


class TestAgain:
    """What was measured once is held against the record."""

    def test_the_same_is_as_recorded(self, results: Path, envs: Path) -> None:
        """Side by side and without installing: nothing new, no byte changed."""
        before = helpers.snapshot(results)
        after = ("--", *CHOSEN, "--results", results, "--free", "0")
        done = nox("-R", "-j", "2", "--envdir", envs, "-s", *BOTH, *after)

        assert 0 == done.returncode, done.stdout
        assert 2 == done.stdout.count("1 as recorded")
        assert "installing torch" not in done.stdout
        assert before == helpers.snapshot(results)

    def test_a_difference_is_a_regression(self, results: Path, envs: Path, tmp_path: Path) -> None:
        """Exit code 1, the row by name, and the record as it was."""
        helpers.tampered(results, tmp_path, SEED)
        before = helpers.snapshot(tmp_path)
        code, said = measure(envs, tmp_path, "-R", BOTH[:1])

        assert 1 == code, said
        assert "1 regressed" in said
        assert SEED in said
        assert before == helpers.snapshot(tmp_path)

    def test_a_missing_interpreter_stops_nobody_else(self, results: Path, envs: Path, tmp_path: Path) -> None:
        """The session that lacks its Python says so; the other one is as recorded; the evidence is as it was."""
        nowhere = {
            name: str(tmp_path)
            for name in ("PATH", "HOME", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR", "XDG_DATA_HOME", "XDG_BIN_HOME")
        }
        before = helpers.snapshot(results)
        sessions = ("torch-1.0.1-cpu", BOTH[0])
        code, said = measure(envs, results, "-R", sessions, UV_OFFLINE="1", UV_PYTHON_DOWNLOADS="never", **nowhere)

        assert 0 == code, said
        assert "infra: no interpreter" in said
        assert "1 as recorded" in said
        assert not (envs / "torch-1-0-1-cpu").exists()
        cells = json.loads((results / f"{SEED}.json").read_bytes())["rows"][SEED]["cpu"]
        assert {"1.0.1", "1.13.1", "2.0.1"} == {token.partition("@")[0] for token in " ".join(cells.values()).split()}
        helpers.restore(results, before)

    def test_on_ci_a_missing_interpreter_is_a_failure(self, results: Path, envs: Path, tmp_path: Path) -> None:
        """Where nobody looks at the screen, a hole is told by the exit code."""
        nowhere = {name: str(tmp_path) for name in ("PATH", "HOME", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR")}
        helpers.copy(results, tmp_path / "results")
        environ = {"CI": "true", "UV_OFFLINE": "1", "UV_PYTHON_DOWNLOADS": "never", **nowhere}
        code, said = measure(envs, tmp_path / "results", "-R", ("torch-1.0.1-cpu",), **environ)

        assert 0 != code
        assert "infra: no interpreter" in said

    def test_the_table_is_printed_for_another_catalog(self, results: Path, envs: Path) -> None:
        """`nox -s table` beside measured evidence shows it, and leaves the project's own files alone."""
        done = nox("-R", "--envdir", envs, "-s", "table", "--", *CHOSEN, "--results", results)

        assert 0 == done.returncode, done.stdout
        assert "1.13.1 → 2.0.1" in done.stdout
        assert (results / "README.md").exists()
        assert "wrote README.md" not in done.stdout

    @pytest.mark.parametrize("words", [("--nonsense",), ("--timeout", "never"), ("-k",)])
    def test_bad_words_after_the_dashes_are_told(self, envs: Path, words: tuple[str, ...]) -> None:
        """A misspelt option measures nothing and says where it stood."""
        done = nox("-R", "--envdir", envs, "-s", BOTH[0], "--", *words)

        assert 0 != done.returncode
        assert "after `--`" in done.stdout
        assert "Traceback" not in done.stdout
