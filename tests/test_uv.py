"""The real uv, and what is told when it cannot be had."""

import subprocess
import sys

import pytest
from helpers import ROOT

from gradreg import uv


def test_answers_with_what_it_printed() -> None:
    """Its version, and no complaint."""
    done = uv.run("--version")

    assert done.ok
    assert done.output.startswith("uv ")


def test_a_wrong_command_is_a_complaint() -> None:
    """In uv's own words."""
    done = uv.run("no-such-command")

    assert not done.ok
    assert "no-such-command" in done.complaint


def test_one_that_takes_too_long_has_not_worked() -> None:
    """The limit is told; a file that is not read to its end does not hold it up."""
    done = uv.run("--version", seconds=0)

    assert (False, "") == (done.ok, done.output)
    assert "within 0 s" in done.complaint


@pytest.mark.parametrize("hide", ["sys.modules['uv'] = None", "import uv; uv.find_uv_bin = lambda: '/no/uv'"])
def test_one_that_is_not_there_has_not_worked(hide: str) -> None:
    """Neither a missing package nor a missing binary is a traceback."""
    code = f"import sys\n{hide}\nfrom gradreg import uv\nprint(uv.run('--version').complaint)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.startswith("uv cannot be run: ")


def test_is_found_by_many_threads_at_once() -> None:
    """Python 3.11 fills what the search for the binary needs bit by bit; no thread meets it half full."""
    code = (
        "from concurrent.futures import ThreadPoolExecutor\nfrom gradreg import uv\n"
        "with ThreadPoolExecutor(16) as pool:\n"
        "    print(all(done.ok for done in pool.map(lambda _: uv.run('--version'), range(16))))"
    )
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

        assert "True\n" == done.stdout, done.stderr
