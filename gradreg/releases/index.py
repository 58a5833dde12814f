"""What the package index has beyond `releases.toml`: versions, and the lines that add them."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import msgspec
from packaging.version import Version

from gradreg import releases
from gradreg.errors import BadUsage, GradregError
from gradreg.model import Release

if TYPE_CHECKING:
    from pypi_simple import PyPISimple

UNREADABLE = (OSError, ValueError, RecursionError)
"""What libraries raise for pages that are none."""
INDEXES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
"""Variables that name the index which uv and pip would install from, in uv's order."""


class Published(msgspec.Struct, frozen=True):
    """A version on the package index: day of upload, Pythons its wheels are for, and whether it is yanked."""

    version: str
    date: str
    python: tuple[str, ...]
    yanked: bool


def missing(known: Sequence[Release], found: Iterable[Published]) -> list[Published]:
    """Published final releases that the data does not hold yet, oldest first; one without wheels is not there yet."""
    keys = {release.key for release in known}
    oldest = known[0].key
    new = [
        item for item in found if _is_final(item.version, oldest) and Version(item.version) not in keys and item.python
    ]
    return sorted(new, key=lambda item: Version(item.version))


def _is_final(version: str, oldest: Version) -> bool:
    try:
        parsed = Version(version)
    except ValueError:
        return False
    return parsed > oldest and not parsed.is_prerelease and parsed.local is None


def proposed(item: Published, like: Release) -> str:
    """The line of data for a new release, with the Python and pins of the newest known one where they fit."""
    pythons = [name for name in like.python if name in item.python] + sorted(
        set(item.python) - set(like.python), key=Version
    )
    fields: Mapping[str, object] = {
        "version": item.version,
        "date": item.date,
        "python": pythons,
        "pins": list(like.pins),
        **({"yanked": True} if item.yanked else {}),
    }
    inside = ", ".join(f"{name} = {json.dumps(value)}" for name, value in fields.items())
    return f"  {{ {inside} }},"


def with_lines(text: str, lines: Mapping[str, str]) -> str:
    """The data with lines for new versions, each in its place; the other lines keep their bytes."""
    known = [release.key for release in releases.read(text.encode())]
    head, *rest = re.split(r"(?m)^(?=  \{ |\])", text)
    for version, line in lines.items():
        place = sum(key < Version(version) for key in known)
        rest.insert(place, f"{line}\n")
        known.insert(place, Version(version))
    return head + "".join(rest)


def write(lines: Mapping[str, str]) -> Path:
    """Add lines for new versions to the file of releases; return the file.

    Raises GradregError where it is not a file that can be written, as in a package somebody else installed.
    """
    with as_file(releases.DATA) as path:
        try:
            whole = with_lines(path.read_text(encoding="utf-8"), lines)
            releases.read(whole.encode())
            beside = path.with_suffix(".new")
            beside.write_text(whole, encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            raise GradregError(f"{path} cannot be written: {error}. Work in a checkout of gradreg.") from error
        return path


def published(environ: Mapping[str, str], project: str = "torch") -> list[Published]:
    """Ask the index that uv installs from for every version of a project; needs the `releases` extra."""
    try:
        import pypi_simple as simple  # noqa: PLC0415 only this command asks the index
    except ImportError as error:
        message = "looking for releases needs pypi-simple: run `nox -s releases`, or install gradreg[releases]"
        raise BadUsage(message) from error
    try:
        with simple.PyPISimple(next(filter(None, map(environ.get, INDEXES)), simple.PYPI_SIMPLE_ENDPOINT)) as client:
            packages = client.get_project_page(project).packages
            days = {} if any(package.upload_time for package in packages) else _upload_days(client, project)
    except (simple.NoSuchProjectError, simple.UnsupportedRepoVersionError, *UNREADABLE) as error:
        raise GradregError(f"the package index does not answer: {error}. `gradreg doctor` looks into it.") from error
    grouped: dict[str, list[Wheel]] = {}
    for package in packages:
        if package.package_type == "wheel" and package.version:
            uploaded = package.upload_time.date().isoformat() if package.upload_time else days.get(package.version, "")
            wheel = Wheel(package.filename, uploaded, bool(package.is_yanked))
            grouped.setdefault(package.version, []).append(wheel)
    return [summary(version, wheels) for version, wheels in grouped.items()]


def _upload_days(client: "PyPISimple", project: str) -> dict[str, str]:
    """Version -> day of upload, from the index's second interface, for a simple index that does not tell it."""
    answer = client.s.get(urljoin(client.endpoint, f"../pypi/{project}/json"), timeout=60)
    return uploads(answer.content) if answer.ok else {}


class _Upload(msgspec.Struct):
    upload_time: str


class _Uploads(msgspec.Struct):
    releases: dict[str, list[_Upload]]


def uploads(content: bytes) -> dict[str, str]:
    """Version -> day of upload, from what the second interface answers; raises ValueError where that is not it."""
    try:
        found = msgspec.json.decode(content, type=_Uploads).releases
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
    return {version: min(file.upload_time for file in wheels)[:10] for version, wheels in found.items() if wheels}


class Wheel(msgspec.Struct, frozen=True):
    """One file on the package index."""

    filename: str
    uploaded: str
    yanked: bool


def summary(version: str, wheels: Sequence[Wheel]) -> Published:
    """What the wheels of one version say together."""
    days = [wheel.uploaded for wheel in wheels if wheel.uploaded]
    tags_ = {tag for wheel in wheels for tag in wheel.filename.split("-") if re.fullmatch(r"cp3[0-9]{1,3}", tag)}
    pythons = sorted(int(tag[3:]) for tag in tags_)
    yanked = any(wheel.yanked for wheel in wheels)
    return Published(version, min(days, default=""), tuple(f"3.{minor}" for minor in pythons), yanked)
