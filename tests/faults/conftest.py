"""What fault tests share: the checkout that is struck, the toll that is taken, the table that comes of it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_index import Index, served
from registry import RELEASES, environ, index_of
from toll import ROOT, STRUCK, Checkout, Strike, surroundings

LEAF = """
import torch

PARAMS = {"factor": [1, 2, 3]}


def observe(factor):
    leaf = torch.ones(2, requires_grad=True)
    yield "before", leaf.grad
    (leaf * factor).sum().backward()
    yield "after", leaf.grad
"""
FRESH = """
import torch


def observe():
    leaf = torch.ones(2, requires_grad=True)
    yield "needs grad", leaf.requires_grad
"""


@pytest.fixture(scope="session")
def index() -> Index:
    """Wheels of the made-up torch under the versions that are measured here."""
    return index_of()


@pytest.fixture(scope="session")
def template(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which a case was measured on every release of the index, without any fault; envs are kept."""
    made = Checkout(tmp_path_factory.mktemp("undisturbed"))
    made.add("made/leaf", LEAF)
    with served(index) as url:
        for release in RELEASES:
            command = [sys.executable, "-m", "gradreg", "measure", "--torch", release, "--keep", "--free", "0"]
            place = ["--envdir", made.folder / "envs" / f"torch-{release}", *made.options]
            subprocess.run(
                [*command, *place], cwd=ROOT, env=surroundings(environ(url)), capture_output=True, check=True
            )
    return made.folder


@pytest.fixture
def checkout(template: Path, tmp_path: Path) -> Checkout:
    """A checkout with facts to lose, and a case of which nothing is known yet."""
    made = Checkout(tmp_path / "checkout")
    for name in ("cases", "results"):
        shutil.copytree(template / name, made.folder / name)
    made.add("made/fresh", FRESH)
    return made


@pytest.fixture
def healthy(template: Path) -> Path:
    """A Python that has the made-up torch 2.15.0, and nothing wrong with it."""
    return template / "envs" / "torch-2.15.0" / "bin" / "python"


@pytest.fixture
def strike(request: pytest.FixtureRequest, checkout: Checkout) -> Iterator[Strike]:
    """Takes the toll of the fault that the test is marked with."""
    marked = request.node.get_closest_marker("fault")
    assert marked, "a test that strikes is marked with its fault"
    request.node.stash[STRUCK] = Strike(marked.args[0], checkout)
    return request.node.stash[STRUCK]  # type: ignore[no-any-return] # pytest types a node's stash by its key
