"""Fixtures that several tests share: real environments with real releases of torch, and little catalogs."""

import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import helpers
import pages
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from gradreg import pipeline
from gradreg.model import Places
from gradreg.report import page

pytest_plugins = ["toll"]  # what faults cost is told by the process that gathers what pytest-xdist's processes found
ENVS = "GRADREG_TEST_ENVS"
PYTEST_S, PYTHON_S = "PYTEST_DEBUG_TEMPROOT", "TMPDIR"
settings.register_profile(
    "gradreg", deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("gradreg")


OWN = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Name a folder for the environments of this run, which pytest-xdist's processes share; let Ctrl-C be tested.

    Each process has a temporary folder of its own: some tests make gradreg clear out the one it finds, and must not
    meet the runs of other processes there. Pytest's own stay where a developer looks for them.
    What a shell starts in its background ignores SIGINT, and so would every process that the tests start.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.stash[OWN] = []
    if ENVS not in os.environ:
        config.stash[OWN].append(os.environ.setdefault(ENVS, tempfile.mkdtemp(prefix="gradreg-tests-")))
    around = os.environ.setdefault(PYTEST_S, tempfile.gettempdir())
    os.environ[PYTHON_S] = tempfile.tempdir = tempfile.mkdtemp(prefix="gradreg-apart-", dir=around)
    config.stash[OWN].append(tempfile.tempdir)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove them."""
    for folder in config.stash.get(OWN, []):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def envs() -> Path:
    """Folder of the environments: the one GRADREG_TEST_ENVS names, which stays, or one for this run."""
    return Path(os.environ[ENVS])


@pytest.fixture(scope="session")
def torch_python(envs: Path) -> Callable[[str], Path]:
    """Version -> a Python that has this release of torch; installed when first asked for."""
    return lambda version: helpers.installed(envs, version)


@pytest.fixture
def catalog_of(tmp_path: Path) -> Callable[..., Path]:
    """`catalog_of(name=body)` writes cases of those bodies, with a docstring, and returns their folder."""

    def write(**bodies: str) -> Path:
        for name, body in bodies.items():
            helpers.write_case(tmp_path / "cases" / "made" / f"{name}.py", body)
        return tmp_path / "cases"

    return write


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with pages.chromium() as found:
        yield found


@pytest.fixture(scope="session")
def real_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the committed evidence."""
    path = tmp_path_factory.mktemp("real") / "gradreg.html"
    path.write_text(
        page.page(pipeline.site(Places(helpers.ROOT / "cases", helpers.ROOT / "results"))), encoding="utf-8"
    )
    return path


@pytest.fixture(scope="session")
def made_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with three devices and every kind of cell and change."""
    folder = tmp_path_factory.mktemp("made")
    path = folder / "page.html"
    path.write_text(page.page(pages.every_kind(folder / "cases")), encoding="utf-8")
    return path


@pytest.fixture
def closed_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port of this machine that takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])
