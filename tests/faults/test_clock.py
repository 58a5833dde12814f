"""A clock that jumps: limits of time are those of a stopwatch."""

from pathlib import Path

import pytest
from toll import Checkout, Strike

JUMPING = """#!{python}
import itertools, runpy, sys, time

told, jumps = time.time, itertools.cycle((0, 86400, -86400, 10 ** 8))
time.time = lambda: told() + next(jumps)
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
NAPS = """
import time

PARAMS = {"seconds": [0.2, 600]}


def observe(seconds):
    time.sleep(seconds)
    yield "slept", True
"""


@pytest.mark.fault("the clock jumps by days, forward and back, whenever it is read")
def test_jumps(strike: Strike, checkout: Checkout, healthy: Path) -> None:
    """Rows that come to an end are observed, and the one that does not is late, neither sooner nor later than else."""
    python = checkout.folder / "jumping"
    python.write_text(JUMPING.format(python=healthy), encoding="utf-8")
    python.chmod(0o755)
    checkout.add("made/naps", NAPS)
    strike(
        "measure", "--torch", "2.15.0", "--python", python, "--timeout", "8",
        saw="timed out", code=2, gains=2,
    )  # fmt: skip # the command, then what comes of it
