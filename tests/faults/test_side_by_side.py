"""Several runs in one checkout, and what a run that is gone has left behind."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from made_index import Index, served
from registry import environ
from toll import ROOT, Checkout, Strike, surroundings

fault = pytest.mark.fault


def together(*commands: list[str | Path]) -> list[tuple[str, int]]:
    """Run commands at once; what each said, and how it ended."""
    started = [
        subprocess.Popen(
            command, cwd=ROOT, env=surroundings({}), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for command in commands
    ]
    return [(process.communicate(timeout=300)[0], process.returncode) for process in started]


def measuring(checkout: Checkout, release: str, template: Path) -> list[str | Path]:
    """Measure one release in the environment that has it."""
    python = template / "envs" / f"torch-{release}" / "bin" / "python"
    return [sys.executable, "-m", "gradreg", "measure", "--torch", release, "--python", python, *checkout.options]


@fault("two runs measure the same release at once")
def test_same_release(strike: Strike, checkout: Checkout, template: Path) -> None:
    """Both write the same rows, and nothing is written twice or lost."""
    with strike.watched(gains=1) as told:
        ended = together(*[measuring(checkout, "2.15.0", template)] * 2)
        told("".join(text for text, _ in ended), max(code for _, code in ended), saw="torch 2.15.0 cpu: 4 rows", code=0)


@fault("two runs measure different releases at once")
def test_other_release(strike: Strike, checkout: Checkout, template: Path) -> None:
    """Both write into the same files, and each finds its cells there."""
    with strike.watched(gains=2) as told:
        ended = together(*(measuring(checkout, release, template) for release in ("1.13.1", "2.15.0")))
        told("".join(text for text, _ in ended), max(code for _, code in ended), saw="1 new, 3 as recorded", code=0)


@fault("four runs write one new case at once")
def test_crowd(strike: Strike, checkout: Checkout, template: Path) -> None:
    """The file is made by whoever is first; the others add to it."""
    releases = ("1.13.1", "2.15.0") * 2
    with strike.watched(gains=2) as told:
        ended = together(*(measuring(checkout, release, template) for release in releases))
        told("".join(text for text, _ in ended), max(code for _, code in ended), saw="torch 2.15.0 cpu: 4 rows", code=0)


@fault("the environment is in use by another run")
def test_environment_in_use(strike: Strike, checkout: Checkout, index: Index) -> None:
    """It is left alone."""
    folder = checkout.folder / "envs" / "torch-x"
    (folder.parent / ".gradreg").mkdir(parents=True)
    with served(index) as url, FileLock(folder.parent / ".gradreg" / "torch-x.lock"):
        command = ("measure", "--torch", "2.15.0", "--free", "0", "--envdir", folder)
        strike(*command, environ=environ(url), saw="is in use by another run", code=2)

    assert not folder.exists()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("results/.raw/lock", marks=fault("a run that was killed left the lock of the evidence behind")),
        pytest.param("results/made/.fresh.json-x1y2z3", marks=fault("a run that was killed left half a file behind")),
        pytest.param("results/.raw/2.15.0-cpu.jsonl", marks=fault("a raw run is half a file")),
    ],
)
def test_left_behind(strike: Strike, checkout: Checkout, healthy: Path, name: str) -> None:
    """It stops nobody; all is measured."""
    (checkout.folder / name).write_bytes(b'{"schema": 2, "ca')
    strike("measure", "--torch", "2.15.0", "--python", healthy, saw="1 new, 3 as recorded", code=0, gains=1)


@pytest.mark.parametrize(
    "stamp",
    [
        pytest.param(None, marks=fault("an installation that was killed left half an environment behind")),
        pytest.param('{"requirements": [', marks=fault("an environment's stamp is half a file")),
        pytest.param(json.dumps({"requirements": ["torch==2.14.0"], "wheels": "default index"}),
                     marks=fault("the kept environment holds another release")),
    ],
)  # fmt: skip # a fault two lines
def test_environment_left_behind(strike: Strike, checkout: Checkout, index: Index, stamp: str | None) -> None:
    """It is made anew, and all is measured."""
    folder = checkout.folder / "envs" / "torch-x"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").write_text("half a Python", encoding="utf-8")
    if stamp is not None:
        (folder / "gradreg.json").write_text(stamp, encoding="utf-8")
    command = ("measure", "--torch", "2.15.0", "--keep", "--free", "0", "--envdir", folder)
    with served(index) as url:
        strike(*command, environ=environ(url), saw="1 new, 3 as recorded", code=0, gains=1)
