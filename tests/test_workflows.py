"""The workflows, the action and GitLab's template: their steps run here as they stand, against a made-up index.

What cannot be here has a stand-in: `gh`, which has nobody to talk to, and installing, which CI itself does.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flows import ACTION, GITLAB, WORKFLOWS, Context, Step, all_scripts, gitlab, loaded, step
from helpers import ROOT, write_case
from made_index import HERE, Index, Made, served

RECORD = ROOT / ".github" / "workflows" / "record.yml"
DAILY, WEEKLY = (RECORD.read_text(encoding="utf-8").split('cron: "')[number].partition('"')[0] for number in (2, 1))
COMMIT = "0" * 40
TAG = str(HERE).replace(HERE.interpreter, "cp311")
"""Wheels for the Python that `releases.toml` prefers, on this machine's platform."""
CHANGES = """
import torch


def observe():
    weight = torch.ones(1, requires_grad=True)
    weight.grad = torch.ones(1)
    torch.optim.SGD([weight], lr=0.1).zero_grad()
    yield "grad", weight.grad
"""
STAYS = """
import torch


def observe():
    yield "leaf", torch.ones(1, requires_grad=True)
"""
UNUSED = (".git", ".nox", "cases", "results", "tests", "docs", "bench", "fuzz", "__pycache__", "*.egg-info", "site")
OTHERS = ("UV_", "PIP_", "NOX_", "GIT_", "GRADREG_", "GITHUB_", "CI")
GH = """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    --title) printf '%s' "$2" > "$GRADREG_TEST_PULL/title" ;;
    --body-file) cp "$2" "$GRADREG_TEST_PULL/body" ;;
  esac
  shift
done
"""
PYTHON = f'#!/bin/sh\n[ "$2" = pip ] || exec {sys.executable} "$@"\n'
GRADREG = f'#!/bin/sh\nexec {sys.executable} -m gradreg "$@"\n'


class Machine:
    """A machine of a CI: a checkout with its own git, and what steps hand on."""

    def __init__(self, root: Path, url: str) -> None:
        self.root, self.folder = root, root / "checkout"
        shutil.copytree(ROOT, self.folder, ignore=shutil.ignore_patterns(*UNUSED))
        tools = root / "temp" / "gradreg-tools" / "bin"
        for path, text in ((root / "bin/gh", GH), (root / "bin/python", PYTHON), (tools / "gradreg", GRADREG)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            path.chmod(0o755)
        self.output = root / "output"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith(OTHERS)},
            "PATH": os.pathsep.join(map(str, (root / "bin", tools, Path(sys.executable).parent, os.environ["PATH"]))),
            "PYTHONPATH": str(self.folder), "HOME": str(root), "RUNNER_TEMP": str(root / "temp"),
            "GITHUB_OUTPUT": str(self.output), "GITHUB_STEP_SUMMARY": str(root / "summary"), "GITHUB_RUN_ID": "7",
            "GITHUB_RUN_ATTEMPT": "1", "GRADREG_TEST_PULL": str(root), "UV_DEFAULT_INDEX": url,
            "UV_CACHE_DIR": str(root / "cache"), "UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1",
        }  # fmt: skip # a variable a line says nothing more

    def run(self, what: Step | str, context: Context | None = None, *, where: Path | None = None, code: int = 0) -> str:
        """Run shell lines as a CI does; return what they printed."""
        script = what if isinstance(what, str) else what.script
        environ: Mapping[str, str] = {} if isinstance(what, str) else what.environ(context or {})
        pipefail = ["-o", "pipefail"] if isinstance(what, str) or what.shell == "bash" else []
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", *pipefail, "-c", script], cwd=where or self.folder,
            env={**self.environ, **environ}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip # a parameter a line says nothing more
        assert code == done.returncode, done.stdout
        return done.stdout

    def planned(self, event: str, schedule: str = "") -> dict[str, str]:
        """What the job that plans hands on."""
        self.output.unlink(missing_ok=True)
        context = {"github.event_name": event, "github.event.schedule": schedule}
        self.run(step(RECORD, "plan", "Plan the jobs"), context)
        return self.outputs()

    def outputs(self) -> dict[str, str]:
        """What steps put out."""
        lines = self.output.read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.run(f"git add --all && git commit --quiet --message {message}")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A checkout that knows the behaviour in 2.15.0, and an index on which 2.16.0 has just appeared."""
    changed = frozenset({"ZERO_GRAD_LEAVES_NONE"})
    builds = [
        Made("2.15.0", COMMIT, local="", tag=TAG),
        Made("2.16.0", f"{COMMIT[:-1]}1", changed, local="", tag=TAG),
        Made("2.17.0rc1", f"{COMMIT[:-1]}2", changed, local="", tag=TAG),
    ]
    with served(Index(builds, form="json")) as url:
        made = Machine(tmp_path_factory.mktemp("ci"), url)
        write_case(made.folder / "cases" / "leaf" / "changes.py", CHANGES)
        write_case(made.folder / "cases" / "leaf" / "stays.py", STAYS)
        made.run("gradreg measure --torch 2.15.0 --free 0 && gradreg render --readme README.md")
        made.run("rm .github/durations.json && gradreg durations --into .github/durations.json")
        made.run(
            "git init --quiet --initial-branch main && git config user.name x && git config user.email x@x.example"
        )
        made.commit("start")
        made.run("git init --quiet --bare --initial-branch main ../origin && git remote add origin ../origin")
        made.run("git push --quiet origin main")
        yield made


class TestRules:
    """What holds for every file, those of tomorrow too."""

    @pytest.mark.parametrize("item", list(all_scripts()), ids=lambda item: f"{item.file.name}: {item.job} {item.name}")
    def test_no_expression_is_pasted_into_a_script(self, item: Step) -> None:
        """A title, a branch or an input is a variable, which no shell reads as code."""
        assert "${{" not in item.script
        assert "eval" not in item.script.split()

    @pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
    def test_a_workflow_may_little_and_not_for_long(self, file: Path) -> None:
        """It reads, unless a job says why it writes; and every job ends by itself."""
        content = loaded(file)

        assert {"contents": "read"} == content["permissions"]
        assert all("timeout-minutes" in job for job in content["jobs"].values())

    def test_pull_requests_get_no_right_to_write(self) -> None:
        """The one job that writes is not for them, so a fork needs no secret and gets none."""
        content = loaded(RECORD)
        writing = {name: job for name, job in content["jobs"].items() if "write" in str(job.get("permissions"))}

        assert {"merge"} == set(writing)
        assert "github.event_name != 'pull_request'" in writing["merge"]["if"]
        assert not [file for file in WORKFLOWS if "pull_request_target" in file.read_text(encoding="utf-8")]
        assert not re.search(r"secrets\.", RECORD.read_text(encoding="utf-8"))

    def test_the_planned_jobs_of_gitlab_extend_what_there_is(self) -> None:
        """The names that `gradreg matrix --format gitlab` writes are in the template."""
        listed = json.dumps([{"session": f"torch-2.15.0-{device}"} for device in ("cuda", "cpu", "meta")])
        done = subprocess.run(
            [sys.executable, "-m", "gradreg", "matrix", "-", "--json", "--format", "gitlab"],
            cwd=ROOT, input=listed, capture_output=True, text=True, check=True,
        )  # fmt: skip # a parameter a line says nothing more
        jobs, template = json.loads(done.stdout), loaded(GITLAB)

        assert {job["extends"] for job in jobs.values()} == {".gradreg-measure", ".gradreg-merge"} <= set(template)
        given = {name for job in jobs.values() for name in job.get("variables", {})}
        assert {"GRADREG_SESSIONS"} == given
        assert [["cuda"]] == [job["tags"] for job in jobs.values() if "tags" in job], "other devices are everywhere"
        assert not given & set(template["variables"]), "those are handed down, and count more than a job's own"
        assert all(name in template[".gradreg-measure"]["script"][0] for name in given)


class TestRecord:
    """The workflow that records: its jobs one after the other, in the order of the tests."""

    def test_a_pull_request_that_touches_neither_case_nor_code_measures_nothing(self, machine: Machine) -> None:
        """No job at all, and no empty matrix for GitHub to stumble over."""
        (machine.folder / "README.md").write_text("x", encoding="utf-8")
        machine.commit("docs")
        found = machine.planned("pull_request")
        machine.run("git reset --quiet --hard HEAD^")

        assert ("0", "") == (found["jobs"], found["keyword"])

    def test_a_pull_request_measures_the_case_it_touches_on_the_landmarks(self, machine: Machine) -> None:
        """By name; a file whose name would do harm in a shell is no case."""
        write_case(machine.folder / "cases" / "leaf" / "another.py", STAYS)
        write_case(machine.folder / "cases" / "leaf" / "$(touch harm) `touch harm`.py", STAYS)
        machine.commit("case")
        found = machine.planned("pull_request")
        machine.run("git reset --quiet --hard HEAD^")

        assert "leaf/another" == found["keyword"]
        assert {"torch-1.13.1-cpu", "torch-2.15.0-cpu"} <= set(_sessions(found)) <= _landmarks()
        assert not list(machine.root.rglob("harm"))

    def test_a_day_without_a_new_release_measures_nothing(self, machine: Machine) -> None:
        """The same without one on a Monday measures everything: on the cpu, on meta, and compiled."""
        assert "0" == machine.planned("schedule", DAILY)["jobs"]
        places = Counter(name.split("-", 2)[2] for name in _sessions(machine.planned("schedule", WEEKLY)))

        assert {"cpu": 52, "meta": 36, "cpu+dynamo": 26, "cpu+aot_eager": 26} == places

    def test_a_new_release_is_recorded_unattended(self, machine: Machine) -> None:
        """Noticed on the index, added, planned, recorded, merged, and told with what it changed against 2.15.0."""
        machine.run(step(RECORD, "plan", "Add new releases"))
        found = machine.planned("schedule", DAILY)
        context = {"matrix.sessions": "torch-2.16.0-cpu", "needs.plan.outputs.keyword": found["keyword"]}
        machine.run(step(RECORD, "record", "Record"), context)
        machine.run(step(RECORD, "record", "Say how it went"))
        machine.run("mkdir -p evidence/evidence-1 && cp -r summary.json results evidence/evidence-1")
        machine.run("rm -rf evidence/*/results/.raw && git checkout --quiet results && git clean --quiet -fd results")
        machine.run(step(RECORD, "merge", "Merge the evidence"))
        machine.run(step(RECORD, "merge", "Tell what changed"), {"github.server_url": "https://code.example"})
        machine.run(step(RECORD, "merge", "Open a pull request"), {"needs.plan.outputs.new": found["new"]})
        title = (machine.root / "title").read_text(encoding="utf-8")
        told = (machine.root / "body").read_text(encoding="utf-8")
        changed = machine.run(
            "git show --stat=200 --format= origin/evidence-2.16.0-7-1 || git show --stat=200 --format="
        )

        assert "2.16.0" == found["new"]
        assert "torch-2.16.0-cpu" in _sessions(found)
        assert 52 + 36 + 26 + 26 + 4 == len(_sessions(found))
        assert "torch 2.16.0 differs from 2.15.0 in 1 row, 143 sessions lacking" == title
        assert "## New: torch 2.16.0, 2 rows" in told
        assert "| `leaf/changes` | grad = zero | grad = None |" in told
        assert "leaf/stays" not in told
        assert "| `torch-1.0.0-cpu` | nothing came back" in told
        assert "2.17.0rc1" not in told + changed
        assert "Took 2 cells" in told
        for name in ("releases.toml", "durations.json", "leaf/changes.json", "leaf/stays.json", "README.md"):
            assert name in changed
        assert "evidence-2.16.0-7-1" in machine.run("git ls-remote origin")

    def test_a_release_whose_pull_request_waits_is_not_recorded_again(self, machine: Machine) -> None:
        """Its branch is there, and the line of data is not yet."""
        machine.run("git switch --quiet main")
        machine.run(step(RECORD, "plan", "Add new releases"))
        found = machine.planned("schedule", DAILY)

        assert ("2.16.0", "0") == (found["new"], found["jobs"])

    def test_nothing_new_opens_no_pull_request(self, machine: Machine) -> None:
        """Although every job failed and none brought evidence, which the text says."""
        machine.run("git checkout --quiet . && git clean --quiet -fd . && rm -f ../title")
        machine.planned("schedule", WEEKLY)
        machine.run(step(RECORD, "merge", "Merge the evidence"))
        machine.run(step(RECORD, "merge", "Tell what changed"))
        said = machine.run(step(RECORD, "merge", "Open a pull request"))

        assert "Nothing new." in said
        assert not (machine.root / "title").exists()
        assert "No job brought evidence." in (machine.folder / "news.md").read_text(encoding="utf-8")


def _sessions(found: Mapping[str, str]) -> list[str]:
    return [name for group in json.loads(found["matrix"])["include"] for name in group["sessions"].split()]


def _landmarks() -> set[str]:
    return {f"torch-{version}-cpu" for version in ("1.0.0", "1.4.0", "1.13.1", "2.0.0", "2.15.0")}


@pytest.fixture
def project(machine: Machine, tmp_path: Path) -> Path:
    """Somebody else's project: a case that expects what the release does not do."""
    path = write_case(tmp_path / "regressions" / "leaf" / "changes.py", CHANGES)
    path.write_text(
        f'{path.read_text(encoding="utf-8")}\n\nEXPECT = {{">=1.0": {{"grad": "None"}}}}\n', encoding="utf-8"
    )
    machine.output.unlink(missing_ok=True)
    return tmp_path


class TestAction:
    """The composite action, in another project."""

    def context(self, machine: Machine, **inputs: str) -> Context:
        """What GitHub knows of a step that uses it."""
        usual = {name: str(item.get("default", "")) for name, item in loaded(ACTION)["inputs"].items()}
        given = {f"inputs.{name}": value for name, value in {**usual, **inputs}.items()}
        return {**given, "github.action_path": str(machine.folder), "runner.temp": machine.environ["RUNNER_TEMP"]}

    def test_measures_a_catalog_of_ones_own(self, machine: Machine, project: Path) -> None:
        """It fails where behaviour is not as expected, says so in the summary, and leaves evidence and outputs."""
        context = self.context(machine, cases="regressions", results="found", torch="==2.15.*", args="--free 0 --once")
        machine.run(step(ACTION, "", "Install"), context, where=project)
        said = machine.run(step(ACTION, "", "Measure"), context, where=project, code=1)
        found = machine.outputs()
        (ended,) = json.loads(Path(found["summary"]).read_text(encoding="utf-8"))

        assert "leaf/changes: EXPECT differs" in said
        assert ("1", {"new": 1}) == (found["exit-code"], ended["counts"])
        assert (project / "found" / "leaf" / "changes.json").is_file()
        assert "EXPECT differs" in (machine.root / "summary").read_text(encoding="utf-8")

    def test_ends_with_the_code_or_only_tells_it(self, machine: Machine, project: Path) -> None:
        """An unknown release is 3; with `fail: false` the step goes on."""
        context = self.context(machine, cases="regressions", torch="9.9.9", fail="false")
        said = machine.run(step(ACTION, "", "Measure"), context, where=project)

        assert "9.9.9 is no known release" in said
        assert "3" == machine.outputs()["exit-code"]

    @pytest.mark.parametrize(
        ("torch", "device", "sessions"),
        [("2.0.0 >=2.14", "cpu", 4), ("1.13.0", "meta", 1), ("landmarks", "cuda", 5), ("2.11.0", "cpu+aot_eager", 1)],
    )
    def test_reaches_every_release_and_place(
        self, machine: Machine, project: Path, torch: str, device: str, sessions: int
    ) -> None:  # fmt: skip # one thought
        """Also those that nox does not run by default, and no other place than the one that was asked for."""
        context = self.context(machine, cases="regressions", torch=torch, device=device, args="--dry-run", fail="false")
        said = machine.run(step(ACTION, "", "Measure"), context, where=project)

        assert sessions == len(re.findall(rf"torch \S+ {re.escape(device)}: would install", said)), said
        assert sessions == said.count(": would install")


class TestGitLab:
    """The template, in another project."""

    def test_measures_merges_and_gates(self, machine: Machine, project: Path) -> None:
        """A job's evidence becomes that of the project, and the case that is not as expected fails the pipeline."""
        origin = (machine.root / "origin").as_uri()
        usual = {
            "CI_PROJECT_DIR": str(project), "CI_JOB_ID": "2", "GRADREG_URL": origin,
            "GRADREG_CASES": "regressions", "GRADREG_RESULTS": "found", "GRADREG_TORCH": "2.15.0",
            "GRADREG_ARGS": "--free 0 --once",
        }  # fmt: skip # one thought

        def job(name: str) -> Step:
            """A job, with the variables that the project set."""
            found = gitlab(name)
            return found._replace(env={**found.env, **usual})

        measured = machine.run(job(".gradreg-measure"), where=project, code=1)
        merged = machine.run(job(".gradreg-merge"), where=project, code=1)

        assert "EXPECT differs" in measured
        assert "Took 1 cell into 1 file" in merged
        assert "EXPECT differs" in merged
        assert (project / "found" / "README.md").is_file()
        assert (project / "gradreg-evidence" / "2" / "summary.json").is_file()

    def test_plans_a_child_pipeline(self, machine: Machine, project: Path) -> None:
        """Every release that is asked for is in one job, and no other place than the one that is asked for."""
        found = gitlab(".gradreg-plan")
        usual = {"CI_PROJECT_DIR": str(project), "GRADREG_URL": (machine.root / "origin").as_uri()}
        machine.run(found._replace(env={**found.env, **usual, "GRADREG_TORCH": "all"}), where=project)
        jobs = json.loads((project / "gradreg-jobs.yml").read_text(encoding="utf-8"))
        sessions = [
            name for job in jobs.values() for name in job.get("variables", {}).values() for name in name.split()
        ]

        assert 52 == len(sessions) == len(set(sessions))
        assert all(name.endswith("-cpu") for name in sessions)
