"""Releases of torch as data: read `releases.toml`, name its sets; `index` is what the package index has beyond it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec
from packaging.version import Version

from gradreg.errors import BadUsage, GradregError, NoSuchRelease
from gradreg.harmless import visible
from gradreg.model import MODES, Place, Release, device_of, mode_of, uncompilable

DATA = files("gradreg").joinpath("releases.toml")
DEVICES = files("gradreg").joinpath("devices.toml")


class _File(msgspec.Struct, forbid_unknown_fields=True):
    releases: tuple[Release, ...]


class Device(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A device of torch, the first release that can be measured on it, and how that is known."""

    name: str
    since: str
    source: str


class _Devices(msgspec.Struct, forbid_unknown_fields=True):
    devices: tuple[Device, ...]


@cache
def known_devices() -> tuple[Device, ...]:
    """Every device, the cpu first."""
    return msgspec.toml.decode(DEVICES.read_bytes(), type=_Devices).devices


def load() -> tuple[Release, ...]:
    """Every known release, oldest first."""
    return read(DATA.read_bytes())


def read(text: bytes) -> tuple[Release, ...]:
    """The releases of such a file, oldest first; raises GradregError where it is no such file."""
    try:
        found = msgspec.toml.decode(text, type=_File).releases
        return tuple(sorted(map(_placed, found), key=lambda release: release.key))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:  # no text, no TOML, another shape, no version
        raise GradregError(f"releases.toml is damaged: {error}. Restore it from git.") from error


def _placed(release: Release) -> Release:
    """The release with the devices that it has."""
    there = tuple(device.name for device in known_devices() if release.key >= Version(device.since))
    return msgspec.structs.replace(release, devices=there)


def must_have(release: Release, place: str) -> None:
    """Raise BadUsage where a release cannot be measured on a device, or compile."""
    refused, device = uncompilable(release) if mode_of(place) else None, device_of(place)
    if refused:
        raise BadUsage(f"torch {release.version} cannot be measured on {place}: {refused}.")
    since = next(item.since for item in known_devices() if item.name == device)
    if device not in release.devices:
        raise BadUsage(f"torch {release.version} cannot be measured on {device}; torch {since} is the first that can.")


def find(releases: Iterable[Release], version: str) -> Release:
    """The release of that version; raises NoSuchRelease with the nearest ones named."""
    known = {release.version: release for release in releases}
    if version in known:
        return known[version]
    prefixes = (f"{version}.", version.rsplit(".", 1)[0] + ".")
    near = next(
        filter(None, ([name for name in known if name.startswith(start)] for start in prefixes)), list(known)[-3:]
    )
    told = f"Near it: {', '.join(near)}. `nox -s releases` looks for new ones."
    raise NoSuchRelease(f"torch {visible(version)} is no known release. {told}")


def end(releases: Sequence[Release], word: str, *, newest: bool) -> Release:
    """The release that bounds a range: a version, a minor, a day (the first since, the last until), a PEP 440 range.

    Raises NoSuchRelease where none fits.
    """
    if _is_day(word):
        fit = [release for release in releases if (release.date <= word if newest else release.date >= word)]
    elif word.startswith(tuple("<>=!~")):
        inside = _in_range(releases, word)
        fit = [release for release in releases if release.version in inside]
    elif re.fullmatch(r"[0-9]{1,9}\.[0-9]{1,9}", word):
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
    return release.devices


def places(release: Release) -> tuple[str, ...]:
    """Where a release can be measured: its devices, and the cpu in each mode where it can compile."""
    modes = () if uncompilable(release) else MODES
    return (*devices(release), *(str(Place("cpu", mode)) for mode in modes))


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
    except ValueError as error:  # no specifier, or one with a number too long for Python
        raise NoSuchRelease(f"{visible(word)} is no PEP 440 range; write one such as `>=1.8,<2.1`.") from error
    if not found:
        raise NoSuchRelease(f"no known release is {visible(word)}; the newest is {releases[-1].version}.")
    return found
