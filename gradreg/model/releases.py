"""A release of torch."""

from functools import cache

import msgspec
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from gradreg.model.behaviour import DEVICES


@cache
def inside(specifier: str, version: str) -> bool:
    """Whether a PEP 440 range holds a version."""
    return SpecifierSet(specifier).contains(Version(version), prereleases=True)


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One published version of torch.

    Attributes:
        date: day of publication, ISO 8601.
        python: interpreters it is known to run on, best first.
        pins: requirements to install beside it.
        tags: sets it belongs to beyond `all` and `minors`.
        devices: where its rows can be measured.
    """

    version: str
    date: str
    python: tuple[str, ...]
    pins: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    yanked: bool = False
    devices: tuple[str, ...] = DEVICES

    @property
    def key(self) -> Version:
        """Sort key."""
        return Version(self.version)

    @property
    def minor(self) -> tuple[int, ...]:
        """The first two numbers of the version."""
        return self.key.release[:2]

    @property
    def requirements(self) -> tuple[str, ...]:
        """What is installed for it."""
        return (f"torch=={self.version}", *self.pins)

    def within(self, specifier: str) -> bool:
        """Whether a PEP 440 range holds this release."""
        return inside(specifier, self.version)
