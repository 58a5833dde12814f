"""Fuzzing guided by coverage: `nox -s fuzz`, a little of it."""

import importlib.util
import subprocess
import sys

from helpers import ROOT

HAS_ATHERIS = importlib.util.find_spec("atheris") is not None


def fuzzed(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run what the session runs."""
    command = [sys.executable, "-m", "fuzz", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_tells_inputs_coverage_and_crashes() -> None:
    """On the readers of cases and evidence; where atheris cannot be had, that is said, with what to do."""
    done = fuzzed("--inputs", "200", "evidence", "case")

    if HAS_ATHERIS:
        assert 0 == done.returncode, done.stdout + done.stderr
        assert "2 targets, 400 inputs, 0 crashes" == done.stdout.splitlines()[-1]
    else:
        assert 2 == done.returncode
        assert "nox -s tests" in done.stderr


def test_an_unknown_target_is_refused() -> None:
    """With the names that there are."""
    done = fuzzed("nothing")

    assert done.returncode in ({64} if HAS_ATHERIS else {2})
    assert "evidence" in done.stderr or not HAS_ATHERIS
