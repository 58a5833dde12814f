"""What a change has to measure: everything, the cases it touches and the landmarks, or nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st

from gradreg import touched
from gradreg.gate.landmarks import LANDMARKS

LANDMARK = LANDMARKS[0].row.partition("[")[0]
KNOWN = {"detach/a", "detach/b", "hooks/c", LANDMARK}
INERT = ["README.md", "results/detach/a.json", "cases/README.md", "docs/gradreg/x.py", "tests/test_a.py"]
CASES = [f"cases/{name}.py" for name in sorted(KNOWN)]
CODE = ["gradreg/report/words.py", "noxfile.py", "pyproject.toml", "gradreg/releases.toml"]
DECIDING = ["gradreg/worker/observe.py", "gradreg/runner.py", "gradreg/wheels.py"]
paths = st.sets(st.sampled_from([*INERT, *CASES, *CODE, *DECIDING]))


@given(paths)
def test_what_is_asked_follows_from_the_heaviest_file(changed: set[str]) -> None:
    """Code that decides asks for all, cases and other code for some, the rest for nothing."""
    found = touched.of(changed, "cases", KNOWN, LANDMARKS)
    wanted = "all" if changed & set(DECIDING) else "some" if changed & {*CASES, *CODE} else "nothing"

    assert wanted == found.measure
    assert {f"cases/{name}.py" for name in found.cases} == changed & set(CASES)


@given(paths)
def test_some_are_the_cases_touched_and_the_landmarks(changed: set[str]) -> None:
    """In an expression that -k takes, each once; for all and nothing there is none."""
    found = touched.of(changed, "cases", KNOWN, LANDMARKS)
    wanted = sorted({*found.cases, LANDMARK}) if found.measure == "some" else []

    assert " or ".join(wanted) == found.keyword


@pytest.mark.parametrize("name", ["detach/gone", "detach/$(harm)", "detach/a\nkeyword=x", "../a", "detach/A"])
def test_a_file_that_is_no_case_of_the_catalog_is_not_measured(name: str) -> None:
    """It was deleted, or its name is none, which no shell gets to see."""
    assert "nothing" == touched.of([f"cases/{name}.py"], "cases", KNOWN, LANDMARKS).measure


def test_a_catalog_without_landmarks_has_its_own_cases_only() -> None:
    """Somebody else's, in a folder of another name."""
    found = touched.of(["regressions/leaf/mine.py", "cases/leaf/mine.py"], "regressions", {"leaf/mine"}, LANDMARKS)

    assert ("some", ("leaf/mine",), "leaf/mine") == (found.measure, found.cases, found.keyword)
    assert "nothing" == touched.of(["noxfile.py"], "regressions", {"leaf/mine"}, LANDMARKS).measure


@pytest.mark.parametrize("separator", ["\0", "\n"])
def test_the_command_reads_what_git_prints(separator: str) -> None:
    """With -z and without; the output is that of a step."""
    case = next((ROOT / "cases").glob("*/*.py")).relative_to(ROOT)
    done = subprocess.run(
        [sys.executable, "-m", "gradreg", "touched", "-", "--format", "env"],
        cwd=ROOT, input=separator.join([str(case), "README.md"]), capture_output=True, text=True, check=True,
    )  # fmt: skip # a parameter a line says nothing more
    first, second = done.stdout.splitlines()

    assert "measure=some" == first
    assert Path(case).relative_to("cases").with_suffix("").as_posix() in second
