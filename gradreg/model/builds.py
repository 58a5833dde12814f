"""A build of torch from before its release, and the builds that lie between two releases."""

from enum import StrEnum

import msgspec
from packaging.version import Version

from gradreg.model.releases import Release


class BuildKind(StrEnum):
    """Where a build comes from: a night of main, a branch shortly before its release, or that release itself."""

    NIGHTLY = "nightly"
    CANDIDATE = "candidate"
    RELEASE = "release"


class BuildFile(msgspec.Struct, frozen=True):
    """The wheel of a build for one Python; `sha256` is None where the index tells none."""

    python: str
    filename: str
    url: str
    sha256: str | None = None


class Build(msgspec.Struct, frozen=True):
    """One version on an index of pre-release wheels.

    Attributes:
        version: without the local part, such as `2.16.0.dev20261120`.
        date: day of the night, or of upload; "" where the index does not tell.
        index: where it was found, as the user named it.
        files: one wheel per Python that was wanted and fits this machine, best Python first.
    """

    version: str
    kind: BuildKind
    date: str
    index: str
    files: tuple[BuildFile, ...]

    @property
    def key(self) -> Version:
        """Sort key: nights of a version by date, then its candidates, then itself."""
        return Version(self.version)

    @property
    def base(self) -> Version:
        """The release this build leads to."""
        return Version(self.key.base_version)

    @property
    def minor(self) -> tuple[int, ...]:
        """The first two numbers of the version."""
        return self.key.release[:2]

    @property
    def python(self) -> tuple[str, ...]:
        """The interpreters it can be installed on, best first."""
        return tuple(file.python for file in self.files)

    def release(self, like: Release) -> Release:
        """This build in the shape of a release, with the pins of one that is close to it."""
        return Release(self.version, self.date, self.python, like.pins)


class Reach(StrEnum):
    """How much of the way between two releases an index still holds."""

    WHOLE = "whole"
    PART = "part"
    OLDER = "older"
    NONE = "none"
    BRANCH = "branch"


class Stretch(msgspec.Struct, frozen=True):
    """What lies between two releases: nights of main, then candidates on the branch of the newer one.

    Attributes:
        newer: None is "up to the newest night".
        first: the oldest night that the index holds at all, for whatever release.
    """

    older: Release
    newer: Release | None
    nightlies: tuple[Build, ...]
    candidates: tuple[Build, ...]
    reach: Reach
    first: Build | None

    @property
    def builds(self) -> tuple[Build, ...]:
        """All of them, oldest first: one line of ancestors."""
        return self.nightlies + self.candidates
