"""Pages of package indexes: of pre-release wheels as HTML and JSON, names of wheels, and days of upload."""

import contextlib
import json
import logging
from collections.abc import Iterator

import pypi_simple

from fuzz.common import placed, text_of
from gradreg import builds, releases
from gradreg.builds import index
from gradreg.errors import BadIndex
from gradreg.releases import index as listed

PYTHONS = ("3.13", "3.11")
WHEEL = "torch-2.16.0.dev20261120%2Bcpu-cp313-cp313-manylinux_2_28_x86_64.whl"
WORDS = (
    b"<a href=", b"</a>", b"<base href=", b"<meta name=pypi:repository-version content=9.0>", b"data-requires-python=",
    b"data-yanked", b"#sha256=", b"http://[", b"https://user:pass@h/", b"file:///", b"%00", b"%ff", b"&#0;",
    b"&#x110000;", b"<!--", b"<![CDATA[", b"<div>" * 300, b"cp313", b".whl", b"-none-any", b'"files"', b'"hashes"',
    b'"upload-time"', b"null", b'"yanked"', b"[]", b"{}", b"1" * 5000, b"\xff", b"\\ud800", b'"meta"',
    b'"api-version"', b"1.0", b">=3", b"2.0.0rc1", b"+", b"-",
)  # fmt: skip # a word a line says nothing more


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def check_html(data: bytes) -> None:
    """Builds or BadIndex, from the page in a folder."""
    path = placed("torch/index.html", data)
    with _quiet():
        try:
            links = list(index._links(str(path.parent.parent)))  # noqa: SLF001 without the advice for people around it
        except BadIndex as error:
            str(error).encode(errors="backslashreplace")
            return
    _assembled(links)


def check_json(data: bytes) -> None:
    """Builds, or one of the errors that a page without sense is known to raise."""
    try:
        content = json.loads(data)
        page = pypi_simple.ProjectPage.from_json_data(content, "https://index.example/simple/torch/")
    except (pypi_simple.UnsupportedRepoVersionError, *index.UNREADABLE):
        return
    _assembled(list(index._of_page(page)))  # noqa: SLF001 as above


def check_name(data: bytes) -> None:
    """Any address is a wheel's or is left out."""
    _assembled(
        [index.Link(text_of(data)), index.Link("https://index.example/" + text_of(data), requires=text_of(data))]
    )


def check_uploads(data: bytes) -> None:
    """Days or ValueError, which `releases` tells as an index that does not answer."""
    with contextlib.suppress(ValueError):
        listed.uploads(data)
    wheel = listed.Wheel(text_of(data), "", yanked=False)
    assert listed.summary("2.0.0", [wheel]).version == "2.0.0"
    listed.missing(KNOWN, [listed.Published(text_of(data), "", (), yanked=False)])


KNOWN = releases.load()


def _assembled(links: list[index.Link]) -> None:
    found = builds.assembled(links, "index", PYTHONS)
    assert sorted(found, key=lambda build: build.key) is not None
    stretch = builds.between(found, KNOWN[-2], KNOWN[-1])
    builds.explained(stretch)
    assert all(file.python in PYTHONS for build in found for file in build.files)


def seeds_html() -> list[bytes]:
    """A page as an index writes it."""
    link = f'<a href="/whl/{WHEEL}#sha256={"0" * 64}" data-requires-python="&gt;=3.10">x</a>'
    return [f"<!DOCTYPE html><html><body>{link}</body></html>".encode()]


def seeds_json() -> list[bytes]:
    """The same as JSON."""
    file = {"filename": WHEEL, "url": f"https://h/{WHEEL}", "hashes": {"sha256": "0" * 64}, "requires-python": ">=3.10"}
    more = {"yanked": False, "upload-time": "2026-11-20T00:00:00Z", "size": 1}
    return [json.dumps({"meta": {"api-version": "1.1"}, "name": "torch", "files": [{**file, **more}]}).encode()]


def seeds_name() -> list[bytes]:
    """A wheel's address."""
    return [WHEEL.encode(), b"https://h/torch-2.0.0rc1-cp311-cp311-linux_x86_64.whl"]


def seeds_uploads() -> list[bytes]:
    """Two versions."""
    return [b'{"releases":{"1.0.0":[{"upload_time":"2018-12-07T00:00:00"}],"0.1":[]}}', WHEEL.encode()]
