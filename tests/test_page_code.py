"""The code of a case as the page shows it: nothing lost, nothing invented, and each fact beside its yield."""

import ast

import pytest
from helpers import KNOWN, ROOT
from hypothesis import given
from hypothesis import strategies as st

from gradreg import catalog
from gradreg.model import Case
from gradreg.report.page import code

CASES = catalog.load(ROOT / "cases", KNOWN)


@pytest.mark.parametrize("case", CASES[::10], ids=lambda case: case.name)
def test_what_is_shown_is_what_observes(case: Case) -> None:
    """Docstring, EXPECT and CLAIMS are left out; the rest is the file's code, statement by statement."""
    kept = [
        ast.dump(node) for node in ast.parse(case.source).body[1:]
        if not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in code.LEFT_OUT)
    ]  # fmt: skip # one thought

    assert kept == [ast.dump(node) for node in ast.parse(code.shown(case)).body]


@given(st.text(alphabet=st.characters(exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=200))
def test_painting_changes_no_text(source: str) -> None:
    """Whatever is painted, the pieces put together are the source."""
    assert source == "\n".join("".join(text for _, text in line) for line in code.painted(source))


def test_paints_by_kind() -> None:
    """Keyword, name of a function, text, number and comment have their letters."""
    pieces = {
        text.strip(): letter for line in code.painted('def f():\n    return "a", 1  # why\n') for letter, text in line
    }

    assert {"def": "k", "f": "f", '"a"': "s", "1": "n", "# why": "c"}.items() <= pieces.items()


def test_a_yield_has_its_facts_beside_it() -> None:
    """By a text, by a text with holes, and by two texts put together; a name that is computed wholly has none."""
    source = """yield "a", 1
yield f"{x} moved", 2
yield "b" + x, 3
yield name, 4
yield 5
yield (
    "c", 6)
"""

    assert code.yields(source, ["a", "weight moved", "bias", "c", "other", "a"]) == {
        1: ["a"],
        2: ["weight moved"],
        3: ["bias"],
        7: ["c"],
    }
