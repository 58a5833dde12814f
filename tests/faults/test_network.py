"""Faults of the network and of the registry: torch is not installed, or is in the end; nothing known is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_index import Index, Trouble, served
from registry import NOBODY, environ, index_of, made
from toll import Checkout, Strike
from troubles import answers, cuts_midway, hangs_up, later, says, stalls, stalls_midway

PAGE, WHEEL, NUMPY = "/simple/torch/", "/wheels/torch", "/wheels/numpy"
DAMAGED, NO_REGISTRY, NO_WHEEL = "a damaged file", "does not answer as one", "no wheel that fits"
LOGIN = b"<!DOCTYPE html><html><body><form>Welcome to our hotel. Room number: <input></form></body></html>"
fault = pytest.mark.fault
Install = Callable[..., None]


@pytest.fixture
def install(strike: Strike, checkout: Checkout) -> Install:
    """Measure a release that has to be installed from the registry at that address; no half environment stays."""

    def run(url: str, *, saw: str, remedy: str = "", code: int = 2, gains: int = 0, **variables: str) -> None:
        folder = checkout.folder / "envs" / "torch-x"
        command = ("measure", "--torch", "2.15.0", "--free", "0", "--envdir", folder)
        done = strike(*command, environ=environ(url, **variables), saw=saw, code=code, gains=gains)

        assert ("infra: not installable" in done.stdout, remedy in done.stdout) == (code == 2, True), done.stdout
        assert [".gradreg"] == [path.name for path in folder.parent.iterdir()]

    return run


@pytest.mark.parametrize(
    ("path", "trouble", "saw", "remedy"),
    [
        pytest.param(PAGE, answers(404), "not found in the package registry", NO_WHEEL,
                     marks=fault("the registry knows no torch (404)")),
        pytest.param(PAGE, answers(403), "returned a 403 Forbidden", NO_WHEEL,
                     marks=fault("the registry wants a password (403)")),
        pytest.param(PAGE, answers(500), "500 Internal Server Error", NO_REGISTRY,
                     marks=fault("the registry has a fault (500)")),
        pytest.param(PAGE, answers(503), "503 Service Unavailable", NO_REGISTRY,
                     marks=fault("the registry is overloaded (503)")),
        pytest.param(PAGE, answers(429), "429 Too Many Requests", NO_REGISTRY,
                     marks=fault("the registry is asked too often (429)")),
        pytest.param(PAGE, hangs_up, "connection closed before message completed", NO_REGISTRY,
                     marks=fault("the registry hangs up without an answer")),
        pytest.param(PAGE, stalls, "operation timed out", NO_REGISTRY,
                     marks=fault("the registry takes the question and never answers")),
        pytest.param(PAGE, says(LOGIN), "no version of torch==2.15.0", NO_WHEEL,
                     marks=fault("a hotel's login page answers for the registry")),
        pytest.param(PAGE, says(bytes(range(256)) * 9), "no version of torch==2.15.0", NO_WHEEL,
                     marks=fault("the registry's page is garbage")),
        pytest.param(PAGE, says(b'{"files": [', "application/vnd.pypi.simple.v1+json"), "unexpected JSON", NO_REGISTRY,
                     marks=fault("the registry's JSON is cut off")),
        pytest.param(PAGE, says(b"hello", "text/plain"), "Unsupported `Content-Type`", NO_REGISTRY,
                     marks=fault("another service answers at the registry's address")),
        pytest.param(WHEEL, answers(404), "404 Not Found", NO_REGISTRY,
                     marks=fault("the wheel on the registry's page is gone (404)")),
        pytest.param(WHEEL, later(cuts_midway), "end of file before message length reached", NO_REGISTRY,
                     marks=fault("the download of the wheel is cut midway")),
        pytest.param(WHEEL, later(stalls_midway), "due to network timeout", NO_REGISTRY,
                     marks=fault("the download of the wheel stalls midway")),
        pytest.param(NUMPY, answers(500), "500 Internal Server Error", NO_REGISTRY,
                     marks=fault("the registry cannot serve what torch needs beside it (500)")),
    ],
)  # fmt: skip # a fault two lines
def test_a_registry_in_trouble(
    install: Install, index: Index, monkeypatch: pytest.MonkeyPatch, path: str, trouble: Trouble, saw: str, remedy: str
) -> None:
    """The release is not installable, uv's own words say why, and what to do stands below."""
    monkeypatch.setitem(index.troubles, path, trouble)
    with served(index) as url:
        install(url, saw=saw, remedy=remedy, UV_HTTP_TIMEOUT="5" if trouble is stalls or "timeout" in saw else "60")


@pytest.mark.parametrize(
    ("wrong", "saw", "remedy"),
    [
        pytest.param("corrupt", "Failed to read from zip file", DAMAGED, marks=fault("the wheel is no zip file")),
        pytest.param("cut off", "Failed to read from zip file", DAMAGED, marks=fault("the wheel is half a file")),
        pytest.param("flipped byte", "Bad CRC", DAMAGED, marks=fault("one byte of the wheel is another")),
        pytest.param("no metadata", "No .dist-info directory", DAMAGED, marks=fault("the wheel has no metadata")),
        pytest.param("misnamed", "does not match filename", DAMAGED, marks=fault("the wheel holds another version")),
        pytest.param("wrong hash", "Hash mismatch", DAMAGED, marks=fault("the registry tells another hash")),
        pytest.param("other platform", "no wheels with", NO_WHEEL,
                     marks=fault("the registry has wheels for another system only")),
    ],
)  # fmt: skip # a fault a line
def test_a_bad_wheel(install: Install, wrong: str, saw: str, remedy: str) -> None:
    """The wheel is refused, as a whole."""
    with served(index_of(made("2.15.0", wrong))) as url:
        install(url, saw=saw, remedy=remedy)


@fault("the registry does not have that release")
def test_another_release(install: Install) -> None:
    """The message says so."""
    with served(index_of(made("1.13.1"))) as url:
        install(url, saw="no version of torch==2.15.0", remedy=NO_WHEEL)


@fault("the registry lacks what torch needs beside it")
def test_no_numpy(install: Install) -> None:
    """Torch alone would be another environment than the recorded one, so it is not installed alone."""
    with served(index_of(beside=(("setuptools", "80.9.0"),))) as url:
        install(url, saw="numpy was not found", remedy=NO_WHEEL)


@fault("the registry refuses connections")
def test_refused(install: Install, closed_port: int) -> None:
    """Nobody listens there."""
    install(f"http://127.0.0.1:{closed_port}/simple", saw="Connection refused", remedy=NO_REGISTRY)


@fault("the registry's name cannot be resolved")
def test_no_name(install: Install) -> None:
    """A name that no server of names knows."""
    install("http://registry.invalid/simple", saw="dns error", remedy=NO_REGISTRY)


@fault("the registry speaks no TLS")
def test_no_tls(install: Install, index: Index) -> None:
    """A plain server at an address with https."""
    with served(index) as url:
        install(url.replace("http:", "https:"), saw="corrupt message", remedy=NO_REGISTRY)


@fault("the proxy is down")
def test_no_proxy(install: Install, index: Index) -> None:
    """The registry is well, and cannot be reached."""
    with served(index) as url:
        install(url, saw="Connection refused", remedy=NO_REGISTRY, HTTP_PROXY=NOBODY, NO_PROXY="")


@fault("the registry stumbles once (503)")
def test_stumbles(install: Install, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again, and all is measured."""
    monkeypatch.setitem(index.stumbles, PAGE, 1)
    with served(index) as url:
        install(url, saw="trying again in", code=0, gains=1, GRADREG_RETRIES="1")


@fault("the download is cut midway once")
def test_is_cut_once(install: Install, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second try finds the wheel whole, and all is measured."""
    tries: list[int] = []

    def once(handler: Any) -> bool:
        tries.append(1)
        return len(tries) in {2, 3} and cuts_midway(handler)

    monkeypatch.setitem(index.troubles, WHEEL, once)
    with served(index) as url:
        install(url, saw="trying again in", code=0, gains=1, GRADREG_RETRIES="1")


@fault("the release was taken back (yanked)")
def test_yanked(install: Install) -> None:
    """Who asks for it by name gets it, and all is measured."""
    with served(index_of(made("2.15.0", "yanked"))) as url:
        install(url, saw="1 new, 3 as recorded", code=0, gains=1)


@fault("uv's cache is a file, not a folder")
def test_bad_cache(install: Install, index: Index, tmp_path: Path) -> None:
    """Its own words name the file."""
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    with served(index) as url:
        install(url, saw="cache", UV_CACHE_DIR=str(tmp_path / "cache"))
