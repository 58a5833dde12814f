"""Writing EXPECT into a case."""

import ast
from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradreg.catalog import edit
from gradreg.model import Expectation

CODE = 'def observe():\n    yield "b", 1  # comment\n    yield "a", 1\n'
CLAIMS = "CLAIMS = [{'source': 's', 'says': 't', 'facts': {'a': 1}}]\n"
EXPECT = (Expectation("*", (("<2.0", {"b": 1, "a": 2}), (">=2.0", {"b": 1, "a": 1}))),)
VALUES = st.recursive(
    st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Write a case of that body, and return its path."""
    return lambda body: helpers.write_case(tmp_path / "topic" / "claim.py", body)


@pytest.mark.parametrize(
    "body",
    [
        CODE,
        f"{CODE}\n\n{CLAIMS}",
        f"{CODE}\n\nEXPECT = {{\n    '': {{'a': 3, 'b': 1}}  # mine\n}}\n\n{CLAIMS}",
        f"EXPECT = {{'': {{'a': 3, 'b': 1}}}}\n\n\n{CODE}\n\n# the end\n",
    ],
)
def test_expectations_are_read_as_they_were_written(written: Callable[[str], Path], body: str) -> None:
    """Wherever EXPECT stood or not, it says the new thing afterwards, and the rest of the file is untouched."""
    path = written(body)
    before = helpers.read_case(path)
    edit.write(path, edit.with_expect(before, EXPECT))
    after = helpers.read_case(path)

    assert EXPECT == after.expect
    assert (before.code, before.claims, before.question) == (after.code, after.claims, after.question)
    assert ("# the end" in body) == ("# the end" in after.source)
    assert [path] == list(path.parent.iterdir())


def test_facts_stand_in_the_order_of_the_yields(written: Callable[[str], Path]) -> None:
    """Not in that of the alphabet."""
    case = helpers.read_case(written(CODE))

    assert edit.with_expect(case, EXPECT).endswith('EXPECT = {"<2.0": {"b": 1, "a": 2}, ">=2.0": {"b": 1, "a": 1}}\n')


@given(st.dictionaries(st.text(), VALUES, max_size=3))
def test_every_value_survives(facts: dict[str, object]) -> None:
    """What is written is the same value when read."""
    text = edit._text(facts, 0, 0)

    assert repr(facts) == repr(ast.literal_eval(text))
