"""Every parser of outside input takes what it is given or refuses it as documented: `docs/fuzzing.md` lists them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st
from mutations import fuzzing, in_time, inputs

from fuzz import common
from fuzz.targets import TARGETS

CRASHES = sorted((ROOT / "fuzz" / "crashes").glob("*/*"))


@pytest.fixture(scope="module", autouse=True)
def _folder() -> Iterator[None]:
    """What the checks write for the parsers to read is removed at the end."""
    yield
    common.clean()


@cache
def inputs_of(name: str) -> st.SearchStrategy[bytes]:
    """The inputs of a target."""
    target = TARGETS[name]
    return inputs(target.seeds(), target.words, is_json=target.is_json)


@pytest.mark.parametrize("name", TARGETS)
def test_real_inputs_pass(name: str) -> None:
    """What the checks ask holds for real cases, evidence, pages and words to begin with."""
    for data in TARGETS[name].seeds():
        TARGETS[name].check(data)


@pytest.mark.parametrize("name", TARGETS)
def test_any_input_is_taken_or_refused(name: str) -> None:
    """Never another error, a hang, or a write; and what was taken can be written down and read again."""

    @fuzzing(TARGETS[name].share)
    @given(inputs_of(name))
    def holds(data: bytes) -> None:
        with in_time():
            TARGETS[name].check(data)

    holds()


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_a_crash_is_none_any_more(path: Path) -> None:
    """Inputs that fuzzing found stay in the repository, each under the name of its target."""
    with in_time():
        TARGETS[path.parent.name].check(path.read_bytes())
