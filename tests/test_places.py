"""Where a row runs: a device, and the mode in which its step is compiled."""

import itertools

import helpers
import pytest
from helpers import KNOWN
from hypothesis import given
from hypothesis import strategies as st

from gradreg import names, releases
from gradreg.model import DEVICES, MODES, PLACES, Place, Release, device_of, mode_of, needed_at, tag_of, uncompilable

WORDS = st.from_regex("[a-z][a-z0-9_]*", fullmatch=True)


def release(version: str) -> Release:
    """A release of that version, as it is measured."""
    return releases.find(KNOWN, version)


@given(WORDS, WORDS | st.just(""))
def test_a_place_is_read_as_it_was_written(device: str, mode: str) -> None:
    """Device and mode come back from its text, whatever they are called."""
    place = Place(device, mode)

    assert place == Place.parse(str(place))
    assert (device, mode) == (device_of(str(place)), mode_of(str(place)))


@pytest.mark.parametrize("text", PLACES)
def test_every_place_can_be_a_part_of_a_path(text: str) -> None:
    """The texts are those that the names of sessions and the evidence take, and each is its own text again."""
    assert names.is_device(text)
    assert text == str(Place.parse(text))


def test_eager_has_no_backend_and_every_mode_one() -> None:
    """What a device is measured with is not compiled; a mode names what torch.compile takes."""
    assert [None] * len(DEVICES) == [Place(device).backend for device in DEVICES]
    assert ["eager", "aot_eager", "inductor"] == [Place("cpu", mode).backend for mode in MODES]


def test_tags_are_short_and_tell_places_apart() -> None:
    """The cpu has none, a device and a mode of the cpu have their own names."""
    tags = [tag_of(place) for place in PLACES]

    assert ["", "cuda", "aot_eager"] == [tag_of(place) for place in ("cpu", "cuda", "cpu+aot_eager")]
    assert all(one != two for one, two in itertools.combinations(tags, 2))


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.13.1", "torch.compile came with 2.0"),
        ("2.0.1", "torch.compile of 2.0 refuses Python 3.11, with which it is measured"),
        ("2.1.0", None),
        ("2.15.0", None),
    ],
)
def test_a_mode_is_measured_where_torch_compiles(version: str, expected: str | None) -> None:
    """Releases before have no compiler, and 2.0 has one that refuses the Python that it is measured with."""
    assert expected == uncompilable(release(version))
    assert (expected is None) == ("cpu+inductor" in releases.places(release(version)))


def test_another_python_makes_a_release_compile() -> None:
    """The reason is the Python, not the release."""
    assert uncompilable(helpers.replaced(release("2.0.1"), python=("3.10",))) is None


def test_only_inductor_needs_more_than_torch_does() -> None:
    """Its way to the compiler is in setuptools, which some releases have beside them anyway."""
    found = release("2.4.1")

    assert found == needed_at(found, "cpu") == needed_at(found, "cpu+aot_eager")
    assert (*found.pins, "setuptools<81") == needed_at(found, "cpu+inductor").pins
    assert release("2.15.0") == needed_at(release("2.15.0"), "cpu+inductor")
