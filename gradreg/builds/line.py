"""Builds as a line in time: which lie between two releases, what that can show, and which are the same code. Pure.

Nights are built from main; candidates and releases of a minor from its branch, which leaves main about five weeks
before the release. So the way from 2.0.1 to 2.1.0 is the nights named 2.1.0.dev, then the candidates of 2.1.0;
the way from 2.0.0 to 2.0.1 stays on the branch of 2.0, where there are no nights.
The name on main changes when a branch leaves it or some days later, so the last nights of a name can hold more than
its first candidate does.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from packaging.version import Version

from gradreg.model import Build, BuildKind, Reach, Release, Stretch


def kind_of(version: Version) -> BuildKind:
    """What a version says of where it was built."""
    if version.is_devrelease:
        return BuildKind.NIGHTLY
    return BuildKind.CANDIDATE if version.is_prerelease else BuildKind.RELEASE


def night_of(version: Version) -> str:
    """The day in the version of a night, ISO 8601; "" where it is none."""
    day = re.fullmatch(r"(20\d\d)([01]\d)([0-3]\d)", str(version.dev))
    return "-".join(day.groups()) if day else ""


def between(builds: Iterable[Build], older: Release, newer: Release | None) -> Stretch:
    """The builds on the way from one release to another; without `newer`, up to the newest night."""
    line = sorted(builds, key=lambda build: build.key)
    nights = [build for build in line if build.kind is BuildKind.NIGHTLY]
    nightlies = tuple(build for build in nights if _on_main(build, older, newer))
    candidates = tuple(build for build in line if _on_branch(build, older, newer))
    first = nights[0] if nights else None
    return Stretch(older, newer, nightlies, candidates, _reach(nights, nightlies, older, newer), first)


def _on_main(build: Build, older: Release, newer: Release | None) -> bool:
    return older.minor < build.minor and (newer is None or build.minor <= newer.minor)


def _on_branch(build: Build, older: Release, newer: Release | None) -> bool:
    if newer is None or build.kind is not BuildKind.CANDIDATE:
        return False
    return build.minor == newer.minor and older.key < build.base <= newer.key


def _reach(nights: Sequence[Build], mine: Sequence[Build], older: Release, newer: Release | None) -> Reach:
    if newer and older.minor == newer.minor:
        return Reach.BRANCH
    if mine:
        return Reach.WHOLE if nights[0].minor <= older.minor else Reach.PART
    return Reach.OLDER if newer and nights and nights[0].minor > newer.minor else Reach.NONE


def explained(stretch: Stretch) -> str:
    """What the builds of a stretch can show and what not, in sentences for people."""
    older, newer = stretch.older, stretch.newer
    end = f"torch {newer.version}" if newer else "the newest nightly"
    if stretch.reach is Reach.BRANCH:
        return _of_branch(stretch)
    if stretch.reach in {Reach.OLDER, Reach.NONE}:
        return _of_none(stretch, end)
    verb = "lies" if len(stretch.builds) == 1 else "lie"
    said = [f"{_counted(stretch)} {verb} between torch {older.version} and {end}."]
    if stretch.reach is Reach.PART and stretch.first:
        first = _named(stretch.first)
        said.append(f"The index begins inside the interval, at {first}: what changed before is not narrowable.")
    if older.key.micro:
        minor = _minor(older)
        said.append(f"torch {older.version} is on the branch of {minor}, which left main before the first of them.")
    return " ".join(said)


def _of_branch(stretch: Stretch) -> str:
    newer = stretch.newer or stretch.older
    said = f"torch {newer.version} was made on the branch of {_minor(newer)}: no nightly lies before it"
    if not stretch.candidates:
        return f"{said}, and the index has no candidate of it; not narrowable."
    return f"{said}, only {_counted(stretch)}."


def _of_none(stretch: Stretch, end: str) -> str:
    if stretch.newer and stretch.first and stretch.reach is Reach.OLDER:
        said = (
            f"the index begins at {_named(stretch.first)}, "
            f"the interval ends at {stretch.newer.date} (torch {stretch.newer.version})"
        )
    else:
        said = f"the index has no nightly between torch {stretch.older.version} and {end}"
    return f"Only {_counted(stretch)} can be tried: {said}." if stretch.candidates else f"Not narrowable: {said}."


def _minor(release: Release) -> str:
    return ".".join(map(str, release.minor))


def _named(build: Build) -> str:
    return f"{build.date} ({build.version})" if build.date else build.version


def _counted(stretch: Stretch) -> str:
    parts = [(len(stretch.nightlies), "nightly", "nightlies"), (len(stretch.candidates), "candidate", "candidates")]
    return " and ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts if count)


def of_one_commit(revisions: Mapping[str, str | None]) -> tuple[tuple[str, ...], ...]:
    """Groups of versions whose git revision is the same, each with two or more; an unknown one is like no other."""
    groups: dict[str, list[str]] = {}
    for version, revision in revisions.items():
        if revision:
            groups.setdefault(revision, []).append(version)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def doubt(revisions: Mapping[str, str | None], before: str, after: str) -> str | None:
    """Why a transition between two builds is no change of torch's code: both are of the same commit."""
    revision = revisions.get(before)
    if not revision or revision != revisions.get(after):
        return None
    return f"same commit ({revision[:10]}), different behaviour: the build or the machine differs, not torch's code"
