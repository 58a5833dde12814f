"""The workflows: valid by their published schema, and their steps run here as they stand."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT, write_case
from made_index import HERE, Index, Made, served
from ruamel.yaml import YAML

FLOWS = ROOT / ".github" / "workflows"
COMMIT = "0" * 40
TAG = str(HERE).replace(HERE.interpreter, "cp311")
"""Wheels for the Python that `releases.toml` prefers, on this machine's platform."""
CASE = """
import torch


def observe():
    weight = torch.ones(1, requires_grad=True)
    weight.grad = torch.ones(1)
    torch.optim.SGD([weight], lr=0.1).zero_grad()
    yield "grad", weight.grad
"""
OTHERS = ("UV_", "PIP_", "NOX_", "GIT_", "GRADREG_")
GH = '#!/bin/sh\ncp "$6" "$GRADREG_TEST_BODY"\n'
"""In the place of GitHub's own command, which has nobody to talk to here: keeps the text of the pull request."""


def step(flow: str, job: str, name: str) -> str:
    """The shell lines of a step."""
    content: dict[str, Any] = YAML(typ="safe").load(FLOWS / f"{flow}.yml")
    return next(str(item["run"]) for item in content["jobs"][job]["steps"] if item.get("name") == name)


class Runner:
    """A machine of the CI: a checkout with its own git, and what steps hand on."""

    def __init__(self, root: Path, url: str) -> None:
        self.folder, self.output, self.body = root / "checkout", root / "output", root / "body"
        ignored = shutil.ignore_patterns(".git", ".nox", "cases", "results", "__pycache__", "*.egg-info", "site")
        shutil.copytree(ROOT, self.folder, ignore=ignored)
        write_case(self.folder / "cases" / "leaf" / "left_behind.py", CASE)
        (root / "bin").mkdir()
        (root / "bin" / "gh").write_text(GH, encoding="utf-8")
        (root / "bin" / "gh").chmod(0o755)
        (root / "bin" / "gradreg").write_text(f'#!/bin/sh\nexec {sys.executable} -m gradreg "$@"\n', encoding="utf-8")
        (root / "bin" / "gradreg").chmod(0o755)
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith(OTHERS)},
            "PATH": os.pathsep.join((str(root / "bin"), str(Path(sys.executable).parent), os.environ["PATH"])),
            "PYTHONPATH": str(self.folder), "HOME": str(root), "GITHUB_OUTPUT": str(self.output),
            "GITHUB_RUN_ID": "7", "GRADREG_TEST_BODY": str(self.body), "UV_DEFAULT_INDEX": url,
            "NOX_SCRIPT_MODE": "none", "UV_CACHE_DIR": str(root / "cache"), "UV_PYTHON_DOWNLOADS": "never",
            "NO_COLOR": "1",
        }  # fmt: skip # a variable a line says nothing more

    def run(self, script: str, **environ: str) -> str:
        """Run shell lines as GitHub does; return what they printed."""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder, env={**self.environ, **environ}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip # a parameter a line says nothing more
        assert 0 == done.returncode, done.stdout
        return done.stdout

    def commit(self) -> None:
        """Make the checkout a repository with an origin, as `actions/checkout` leaves it."""
        self.run(
            "git init --quiet --initial-branch main && git config user.name x && git config user.email x@example.org"
            " && git add --all && git commit --quiet --message start && git init --quiet --bare ../origin"
            " && git remote add origin ../origin && git push --quiet origin main"
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """A checkout that knows the behaviour in 2.15.0, and an index on which 2.16.0 has just appeared."""
    changed = frozenset({"ZERO_GRAD_LEAVES_NONE"})
    builds = [
        Made("2.15.0", COMMIT, local="", tag=TAG),
        Made("2.16.0", f"{COMMIT[:-1]}1", changed, local="", tag=TAG),
    ]
    with served(Index(builds, form="json")) as url:
        made = Runner(tmp_path_factory.mktemp("ci"), url)
        made.run("gradreg measure --torch 2.15.0 --free 0 && gradreg render --readme README.md")
        made.commit()
        yield made


def test_follow_the_published_schema() -> None:
    """Every workflow, and the action."""
    files = sorted(FLOWS.glob("*.yml"))
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", *files],
        capture_output=True, text=True, check=False,
    )  # fmt: skip # a parameter a line says nothing more

    assert 0 == done.returncode, done.stdout + done.stderr


def test_a_pull_request_records_the_cases_it_touches(machine: Runner) -> None:
    """By name, those that were deleted excepted; nothing touched means every row."""
    script = step("record", "plan", "Choose rows")
    write_case(machine.folder / "cases" / "leaf" / "another.py", CASE)
    machine.run("git add --intent-to-add cases")
    machine.run(script, BASE="HEAD")
    machine.run(script, BASE="")
    (machine.folder / "cases" / "leaf" / "another.py").unlink()
    machine.run("git reset --quiet")

    assert ["rows=leaf/another", "rows="] == machine.output.read_text(encoding="utf-8").splitlines()[-2:]


def test_a_new_release_is_recorded_unattended(machine: Runner) -> None:
    """Noticed on the index, added, planned, recorded, merged, and told with what it changed."""
    machine.run(step("record", "plan", "Add new releases"))
    machine.run(step("record", "plan", "Plan the jobs"), SET="all")
    planned = json.loads(machine.output.read_text(encoding="utf-8").splitlines()[-1].removeprefix("matrix="))
    sessions = [name for group in planned["include"] for name in group["sessions"].split()]
    machine.run(step("record", "record", "Record"), SESSIONS="torch-2.16.0-cpu", ROWS="")
    machine.run("mkdir -p evidence/evidence-1 && cp -r results/. evidence/evidence-1 && git checkout --quiet results")
    machine.run("rm -rf evidence/evidence-1/.raw evidence/evidence-1/*.md evidence/evidence-1/*.csv evidence/*/*/*.md")
    machine.run(step("record", "merge", "Merge the evidence"))
    machine.run(step("record", "merge", "Tell what changed"))
    machine.run(step("record", "merge", "Open a pull request"))
    told = machine.body.read_text(encoding="utf-8")

    assert "torch-2.16.0-cpu" in sessions
    assert 53 == len(sessions)
    assert "# torch 2.16.0" in told
    assert "left_behind" in told
    assert "zero" in told
    assert "None" in told
    assert "evidence-7" in machine.run("git ls-remote origin")
