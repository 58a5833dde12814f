"""Where a row runs: on a device, as it is written or with its step compiled; `cpu`, `cpu+aot_eager`."""

from typing import Self

import msgspec

from gradreg.model.behaviour import DEVICES
from gradreg.model.releases import Release

EAGER = "eager"
MODES = {"dynamo": "eager", "aot_eager": "aot_eager", "inductor": "inductor"}
"""What a mode is called -> the backend of `torch.compile`; the one of "dynamo" runs what Dynamo traced, as it is."""
COMPILE_SINCE = "2.0"
REFUSES = {(2, 0): (3, 11)}
"""Minor release -> the first Python that its `torch.compile` refuses, of those that releases.toml measures with."""


class Place(msgspec.Struct, frozen=True):
    """A device and a mode; no mode is eager."""

    device: str
    mode: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """The place that a text names."""
        device, _, mode = text.partition("+")
        return cls(device, mode)

    def __str__(self) -> str:
        return f"{self.device}+{self.mode}" if self.mode else self.device

    @property
    def backend(self) -> str | None:
        """The backend that a step is compiled with; None where it runs as it is."""
        return MODES[self.mode] if self.mode else None


PLACES = (*DEVICES, *(str(Place("cpu", mode)) for mode in MODES))
"""Where evidence can be from: each device, and the cpu in each mode; in the order in which they are shown."""


def device_of(place: str) -> str:
    """The device of a place."""
    return Place.parse(place).device


def mode_of(place: str) -> str:
    """The mode of a place; empty where it is eager."""
    return Place.parse(place).mode


def has_numbers(place: str) -> bool:
    """Whether numbers are computed there; what a release changes on meta is which operators have a kernel for it."""
    return device_of(place) != "meta"


def is_plain(place: str) -> bool:
    """Whether a row runs there as it is written, with numbers: what a release changes there, it changes in autograd."""
    return has_numbers(place) and not mode_of(place)


def tag_of(place: str) -> str:
    """What sets its sessions apart in the names of nox's tags; nothing on the cpu."""
    return mode_of(place) or ("" if place == "cpu" else place)


def needed_at(release: Release, place: str) -> Release:
    """The release with what a place needs beside it: inductor asks setuptools for the way to the compiler."""
    if mode_of(place) != "inductor" or any(pin.startswith("setuptools") for pin in release.pins):
        return release
    return msgspec.structs.replace(release, pins=(*release.pins, "setuptools<81"))


def uncompilable(release: Release) -> str | None:
    """Why nothing can be compiled in a release, with the Python that it is measured with; None where it can."""
    if not release.within(f">={COMPILE_SINCE}"):
        return f"torch.compile came with {COMPILE_SINCE}"
    refused = REFUSES.get((release.minor[0], release.minor[1]))
    if refused and tuple(map(int, release.python[0].split("."))) >= refused:
        minor, python = (".".join(map(str, numbers)) for numbers in (release.minor, release.python[0].split(".")))
        return f"torch.compile of {minor} refuses Python {python}, with which it is measured"
    return None
