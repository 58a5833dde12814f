"""Releases of torch as data: read `releases.toml`, name its sets, and propose lines for new releases."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import msgspec
from packaging.specifiers import InvalidSpecifier
from packaging.version import InvalidVersion, Version

from gradreg.errors import BadUsage, GradregError, NoSuchRelease
from gradreg.model import DEVICES, Release

if TYPE_CHECKING:
    from pypi_simple import PyPISimple

MPS_SINCE = Version("1.12")


class _File(msgspec.Struct, forbid_unknown_fields=True):
    releases: tuple[Release, ...]


def load() -> tuple[Release, ...]:
    """Every known release, oldest first."""
    text = files("gradreg").joinpath("releases.toml").read_bytes()
    return tuple(sorted(msgspec.toml.decode(text, type=_File).releases, key=lambda release: release.key))


def find(releases: Iterable[Release], version: str) -> Release:
    """The release of that version; raises NoSuchRelease with the nearest ones named."""
    known = {release.version: release for release in releases}
    if version in known:
        return known[version]
    prefixes = (f"{version}.", version.rsplit(".", 1)[0] + ".")
    near = next(
        filter(None, ([name for name in known if name.startswith(start)] for start in prefixes)), list(known)[-3:]
    )
    message = f"torch {version} is no known release. Near it: {', '.join(near)}. `nox -s releases` looks for new ones."
    raise NoSuchRelease(message)


def end(releases: Sequence[Release], word: str, *, newest: bool) -> Release:
    """The release that bounds a range: a version, a minor, a day (the first since, the last until), a PEP 440 range.

    Raises NoSuchRelease where none fits.
    """
    if _is_day(word):
        fit = [release for release in releases if (release.date <= word if newest else release.date >= word)]
    elif word.startswith(tuple("<>=!~")):
        inside = _in_range(releases, word)
        fit = [release for release in releases if release.version in inside]
    elif re.fullmatch(r"\d+\.\d+", word):
        fit = [release for release in releases if release.within(f"=={word}.*")]
    else:
        return find(releases, word)
    if not fit:
        first, last = releases[0], releases[-1]
        known = f"known are {first.version} of {first.date} to {last.version} of {last.date}"
        raise NoSuchRelease(f"no release of torch is meant by {word!r}; {known}")
    return fit[-1 if newest else 0]


def _is_day(word: str) -> bool:
    try:
        return date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False


def tags(releases: Sequence[Release]) -> dict[str, tuple[str, ...]]:
    """Version -> the sets it belongs to: all, minors (last patch of each minor), and those of the data."""
    last = {release.minor: release.version for release in releases if not release.yanked}
    return {
        release.version: ("all", *(["minors"] if last.get(release.minor) == release.version else []), *release.tags)
        for release in releases
    }


def devices(release: Release) -> tuple[str, ...]:
    """The devices a release can be measured on."""
    return tuple(device for device in DEVICES if device != "mps" or release.key >= MPS_SINCE)


def chosen(releases: Sequence[Release], words: Sequence[str]) -> tuple[Release, ...]:
    """Releases by version, tag or PEP 440 range; raises NoSuchRelease for a word that names none."""
    picked: set[str] = set()
    for word in words:
        picked |= _named(releases, word)
    return tuple(release for release in releases if release.version in picked)


def _named(releases: Sequence[Release], word: str) -> set[str]:
    tagged = {version for version, names in tags(releases).items() if word in names}
    if tagged:
        return tagged
    if word.startswith(tuple("<>=!~")):
        return _in_range(releases, word)
    return {find(releases, word).version}


def _in_range(releases: Sequence[Release], word: str) -> set[str]:
    try:
        found = {release.version for release in releases if release.within(word)}
    except InvalidSpecifier as error:
        raise NoSuchRelease(f"{word} is no PEP 440 range; write one such as `>=1.8,<2.1`.") from error
    if not found:
        raise NoSuchRelease(f"no known release is {word}; the newest is {releases[-1].version}.")
    return found


class Published(msgspec.Struct, frozen=True):
    """A version on the package index: day of upload, Pythons its wheels are for, and whether it is yanked."""

    version: str
    date: str
    python: tuple[str, ...]
    yanked: bool


def missing(releases: Sequence[Release], published: Iterable[Published]) -> list[Published]:
    """Published final releases that the data does not hold yet, oldest first."""
    known = {release.key for release in releases}
    oldest = releases[0].key
    new = [item for item in published if _is_final(item.version, oldest) and Version(item.version) not in known]
    return sorted(new, key=lambda item: Version(item.version))


def _is_final(version: str, oldest: Version) -> bool:
    try:
        parsed = Version(version)
    except InvalidVersion:
        return False
    return parsed > oldest and not parsed.is_prerelease and parsed.local is None


def proposed(item: Published, like: Release) -> str:
    """The line of data for a new release, with the Python and pins of the newest known one where they fit."""
    pythons = [name for name in like.python if name in item.python] + sorted(set(item.python) - set(like.python))
    fields: Mapping[str, object] = {
        "version": item.version,
        "date": item.date,
        "python": pythons,
        "pins": list(like.pins),
        **({"yanked": True} if item.yanked else {}),
    }
    inside = ", ".join(f"{name} = {json.dumps(value)}" for name, value in fields.items())
    return f"  {{ {inside} }},"


def published(project: str = "torch") -> list[Published]:
    """Ask the package index for every version of a project; needs the `releases` extra."""
    try:
        from pypi_simple import PyPISimple  # noqa: PLC0415 only this one command talks to the index
    except ImportError as error:
        message = "looking for releases needs pypi-simple: run `nox -s releases`, or install gradreg[releases]"
        raise BadUsage(message) from error
    try:
        with PyPISimple() as client:
            packages = client.get_project_page(project).packages
            days = {} if any(package.upload_time for package in packages) else _upload_days(client, project)
    except OSError as error:
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
    if not answer.ok:
        return {}
    return {
        version: min(file["upload_time"] for file in wheels)[:10]
        for version, wheels in answer.json()["releases"].items()
        if wheels
    }


class Wheel(msgspec.Struct, frozen=True):
    """One file on the package index."""

    filename: str
    uploaded: str
    yanked: bool


def summary(version: str, wheels: Sequence[Wheel]) -> Published:
    """What the wheels of one version say together."""
    days = [wheel.uploaded for wheel in wheels if wheel.uploaded]
    tags_ = {tag for wheel in wheels for tag in wheel.filename.split("-") if re.fullmatch(r"cp3\d+", tag)}
    pythons = sorted(int(tag[3:]) for tag in tags_)
    yanked = any(wheel.yanked for wheel in wheels)
    return Published(version, min(days, default=""), tuple(f"3.{minor}" for minor in pythons), yanked)
