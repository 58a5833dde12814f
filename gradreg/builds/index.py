"""Read an index of pre-release wheels: a simple index, as HTML or JSON, or a folder of wheels."""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import msgspec
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags, platform_tags
from packaging.utils import parse_wheel_filename
from packaging.version import Version

from gradreg.builds.line import kind_of, night_of
from gradreg.errors import BadIndex, BadUsage
from gradreg.model import Build, BuildFile

if TYPE_CHECKING:
    from pypi_simple import ProjectPage

PROJECT = "torch"
SECONDS = 60
UNREADABLE = (OSError, ValueError, RecursionError)
"""What libraries raise for pages that are none."""
PASSING = (429, 500, 502, 503, 504)


class Link(msgspec.Struct, frozen=True):
    """A file that an index offers: where, its hash, the Pythons it is said to need, and the day of its upload."""

    url: str
    sha256: str | None = None
    requires: str = ""
    uploaded: str = ""

    @property
    def filename(self) -> str:
        """The name of the file, which tells its version and tags."""
        return unquote(urlsplit(self.url).path.rpartition("/")[2])


class Offer(msgspec.Struct, frozen=True):
    """A wheel that fits this machine and one of the Pythons; a lower rank fits better."""

    version: Version
    file: BuildFile
    rank: int
    uploaded: str


def read(indexes: Iterable[str], pythons: Sequence[str], variant: str = "cpu") -> tuple[Build, ...]:
    """Every build on the indexes that fits this machine and one of the Pythons (`3.13`), oldest first.

    `variant` is the local part that is liked best where a version has several (`+cpu`, `+cu130`).
    Of a version that several indexes have, the first one's is taken.
    Raises BadUsage for what can be no index, BadIndex for one that does not answer as one.
    """
    found: dict[str, Build] = {}
    for index in map(_checked, indexes):
        for build in _of_index(index, pythons, variant):
            found.setdefault(build.version, build)
    return tuple(sorted(found.values(), key=lambda build: build.key))


def _of_index(index: str, pythons: Sequence[str], variant: str) -> list[Build]:
    links = list(_links(index))
    builds = assembled(links, index, pythons, variant)
    if not builds:
        wanted = f"a wheel of {PROJECT} for this machine and Python {' or '.join(pythons)}"
        count = "1 file" if len(links) == 1 else f"{len(links)} files"
        raise BadIndex(f"{_bare(index)} lists {count}, and none is {wanted}. Check the address.")
    return builds


def assembled(links: Iterable[Link], index: str, pythons: Sequence[str], variant: str = "cpu") -> list[Build]:
    """The wheels of an index, put together by version; what does not fit is left out."""
    offers: dict[str, list[Offer]] = {}
    for offer in (offer for link in links for offer in _offers(link, pythons)):
        offers.setdefault(offer.version.public, []).append(offer)
    return [_build(index, together, pythons, variant) for together in offers.values()]


def _offers(link: Link, pythons: Sequence[str]) -> Iterator[Offer]:
    try:
        name, version, _, tags = parse_wheel_filename(link.filename)
        requires = SpecifierSet(link.requires)
    except ValueError:  # no address, no name of a wheel, or no specifier
        return
    for python in pythons:
        ranks = [_tags(python)[tag] for tag in tags if tag in _tags(python)]
        if name == PROJECT and ranks and requires.contains(python):
            yield Offer(version, BuildFile(python, link.filename, link.url, link.sha256), min(ranks), link.uploaded)


@cache
def _tags(python: str) -> dict[Tag, int]:
    """The tags that a wheel may have to be installed here on a CPython of that version, best first."""
    major, minor = map(int, python.split("."))
    platforms, name = list(platform_tags()), f"cp{major}{minor}"
    abi = f"{name}m" if (major, minor) < (3, 8) else name
    exact = cpython_tags((major, minor), [abi], platforms)
    return {tag: rank for rank, tag in enumerate([*exact, *compatible_tags((major, minor), name, platforms)])}


def _build(index: str, offers: Sequence[Offer], pythons: Sequence[str], variant: str) -> Build:
    version = min((offer.version for offer in offers), key=lambda version: _liking(version, variant))
    mine = sorted((offer for offer in offers if offer.version == version), key=lambda offer: offer.rank)
    best = {offer.file.python: offer.file for offer in reversed(mine)}
    date = night_of(version) or min((offer.uploaded for offer in mine if offer.uploaded), default="")
    files = tuple(best[python] for python in pythons if python in best)
    return Build(version.public, kind_of(version), date, index, files)


def _liking(version: Version, variant: str) -> tuple[bool, bool, int, str]:
    local = version.local or ""
    return not local.startswith(variant), bool(local), len(local), local


def _checked(index: str) -> str:
    """An index as it is used: a URL without the name of the project, or the absolute path of a folder."""
    index = index.strip()
    if _is_trusted(index) and not index.startswith("file:"):
        return index.rstrip("/").removesuffix(f"/{PROJECT}")
    folder = _folder(index) if index.startswith("file://") else Path(index)
    if index and folder.is_dir():
        return str(folder.absolute())
    wanted = "an https:// address, http:// on this machine, file://, or a folder that exists"
    raise BadUsage(f"{_bare(index)} is no index of pre-release wheels: give {wanted}.")


def _folder(url: str) -> Path:
    from urllib.request import url2pathname  # noqa: PLC0415 it loads all of http, for one function

    return Path(url2pathname(urlsplit(url).path))


def _is_trusted(url: str) -> bool:
    """Whether nobody on the way can put another file under an address: a wheel is code."""
    with suppress(ValueError):  # an address or a host that is none
        parts = urlsplit(url)
        if parts.scheme == "http":
            return parts.hostname == "localhost" or ip_address(parts.hostname or "").is_loopback
        return parts.scheme == "file" or (parts.scheme == "https" and bool(parts.hostname))
    return False


def _bare(text: str) -> str:
    """A text without the names and passwords that its addresses carry."""
    return re.sub(r"(?<=://)[^/@\s]+@", "", text)


def _links(index: str) -> Iterator[Link]:
    if "://" in index:
        yield from _of_page(_fetched(index))
    elif (page := Path(index) / PROJECT / "index.html").is_file():
        yield from _of_page(_page_in(page))
    else:
        yield from (Link(path.as_uri()) for path in sorted(Path(index).glob("*.whl")))


def _of_page(page: "ProjectPage") -> Iterator[Link]:
    for file in page.packages:
        if not file.is_yanked and (_is_trusted(file.url) or file.digests.get("sha256")):
            day = file.upload_time.date().isoformat() if file.upload_time else ""
            yield Link(file.url, file.digests.get("sha256"), file.requires_python or "", day)


def _page_in(path: Path) -> "ProjectPage":
    simple = _pypi_simple()
    try:
        with warnings.catch_warnings():  # a page that is none looks like this or that to Beautiful Soup
            warnings.simplefilter("ignore")
            page: ProjectPage = simple.ProjectPage.from_html(PROJECT, path.read_bytes(), base_url=path.as_uri())
    except (simple.UnsupportedRepoVersionError, *UNREADABLE) as error:
        raise BadIndex(
            f"{path} is no page of an index: {error}. Make it anew, or give the folder of wheels."
        ) from error
    return page


def _fetched(index: str) -> "ProjectPage":
    simple = _pypi_simple()
    no_index = (simple.NoSuchProjectError, simple.UnsupportedContentTypeError, simple.UnsupportedRepoVersionError)
    try:
        with simple.PyPISimple(index) as client:
            adapter = client.s.get_adapter(index)
            adapter.max_retries = adapter.max_retries.new(total=3, backoff_factor=0.5, status_forcelist=PASSING)
            page: ProjectPage = client.get_project_page(PROJECT, timeout=SECONDS)
    except (*no_index, *UNREADABLE) as error:
        advice = f"Check the address (the part before /{PROJECT}/) and the network."
        message = f"{index} does not answer as an index with a page of {PROJECT}: {error}. {advice}"
        raise BadIndex(_bare(message)) from error
    return page


def _pypi_simple() -> ModuleType:
    try:
        import pypi_simple  # noqa: PLC0415 only this talks to an index
    except ImportError as error:
        raise BadUsage("an index of pre-release wheels needs pypi-simple: install gradreg[releases]") from error
    return pypi_simple
