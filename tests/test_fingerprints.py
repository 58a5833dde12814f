"""In what two fingerprints differ, and which two cannot both be true."""

import pytest
from helpers import environment_of, replaced

from gradreg import fingerprints, store
from gradreg.model import Environment

WHEEL = environment_of("2.0.1", git="c" * 40, wheel="a" * 64)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"python": "3.12.1", "wheel": "b" * 64}, None),  # another Python has another wheel
        ({"wheels": "cpu index", "wheel": "b" * 64}, None),  # so has another index
        ({"wheels": "given", "wheel": "b" * 64}, None),  # and what somebody made at home
        ({"platform": "Darwin arm64", "wheel": "b" * 64, "git": "d" * 40}, None),
        ({"numpy": "2.1.0", "python": "3.11.9"}, None),
        ({"wheel": None}, None),
        ({"wheel": "b" * 64}, "another wheel of torch 2.0.1 from the default index"),
        ({"git": "d" * 40}, "the same wheel"),
        ({"torch": "2.0.1+cu117"}, "with another torch"),
        ({"git": "d" * 40, "wheel": None}, "from another revision"),
        ({"git": None, "wheel": None}, None),  # the oldest releases do not tell
    ],
)
def test_a_contradiction_is_what_one_file_cannot_be(fields: dict[str, str | None], told: str | None) -> None:
    """One wheel has one revision; one index has one wheel for each version, platform and Python."""
    other = replaced(WHEEL, **fields)
    found, turned = fingerprints.contradiction(WHEEL, other), fingerprints.contradiction(other, WHEEL)

    assert (told is None, told is None) == (found is None, turned is None)
    assert told is None or told in str(found)


def test_every_contradiction_is_told_once() -> None:
    """Two of three environments cannot both be true; the same sentence is not said again."""
    wrong = replaced(WHEEL, git="d" * 40)

    assert [] == fingerprints.contradictions([WHEEL, WHEEL, replaced(WHEEL, numpy="2.1.0")])
    assert 1 == len(fingerprints.contradictions([WHEEL, wrong, replaced(wrong, numpy="2.1.0")]))


def test_differences_name_both_sides_and_leave_out_who_measured() -> None:
    """The origin is no part of an environment."""
    other = replaced(WHEEL, python="3.11.9", origin="Ada")

    assert {"python": (WHEEL.python, "3.11.9")} == fingerprints.differences(WHEEL, other)


@pytest.mark.parametrize("text", ["", "x" * 201, "2.0.1\x1b[31m", "2.0.1\n", "2.0.1\u202e"])
def test_a_field_is_short_and_printable(text: str) -> None:
    """Nothing that steers a terminal, and no book."""
    assert fingerprints.unreadable(replaced(WHEEL, numpy=text))
    assert fingerprints.unreadable(WHEEL) is None


@pytest.mark.parametrize(("torch", "fits"), [("2.0.1", True), ("2.0.1+cpu", True), ("2.0.10", False), ("2.0", False)])
def test_a_release_is_the_version_without_the_tag_of_its_build(torch: str, *, fits: bool) -> None:
    """As the worker asks it."""
    assert fits is environment_of(torch).is_of("2.0.1")


def test_what_is_not_told_is_not_written() -> None:
    """So that a fingerprint without hash and origin keeps the id that it had before there were any."""
    plain = Environment("1.0.0", None, "9.0.176", "3.7.16", "1.21.6", "Linux x86_64", "default index")

    assert "e9eac97437b8" == store.environment_id(plain)
    assert 3 == len({store.environment_id(item) for item in (plain, replaced(plain, origin="Ada"), WHEEL)})
