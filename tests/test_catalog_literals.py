"""The literal parts of a case: what is read, and what is noted on the way."""

import ast

import pytest

from gradreg.catalog.literals import Literals
from gradreg.model import Row


@pytest.fixture
def literals() -> Literals:
    """A reader that has noted nothing yet."""
    return Literals("a/b.py")


def expression(text: str) -> ast.expr:
    """The node of an expression."""
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize("text", ["[1, 'a', None]", "{'a': (1, 2)}", "-1", "1.5", "True", "'x' 'y'"])
def test_literals_are_read_as_python_reads_them(literals: Literals, text: str) -> None:
    """What `ast.literal_eval` reads is read, without a mistake."""
    assert ast.literal_eval(text) == literals.literal(expression(text))
    assert [] == literals.mistakes


@pytest.mark.parametrize("text", ["x", "f()", "[1] * 2", "{**a}", "f'{1}'", "{[]: 1}", "1 < 2"])
def test_anything_else_is_one_mistake(literals: Literals, text: str) -> None:
    """What would have to run is noted, and reading goes on."""
    assert literals.literal(expression(text)) is None
    assert [("a/b.py", 1)] == [(item.path, item.line) for item in literals.mistakes]


@pytest.mark.parametrize(
    ("text", "expected", "mistakes"),
    [
        ("{'a': [1, 'x', None, True, 2.5]}", {"a": [1, "x", None, True, 2.5]}, 0),
        ("{'a': [1], 'b': [2]}", {"a": [1], "b": [2]}, 0),
        ("{'a': [1], 'b': []}", {"a": [1]}, 1),
        ("{'a': [1], 'a': [2]}", {"a": [1]}, 1),
        ("{'a': [1, 1]}", {}, 1),
        ("{'a': ['1', 1]}", {}, 1),
        ("{'a': [[1]]}", {}, 1),
        ("{'a': 1}", {}, 1),
        ("{1: [1]}", {}, 1),
        ("{**x}", {}, 1),
        ("[1]", {}, 1),
    ],
)
def test_params_are_lists_of_scalars(
    literals: Literals, text: str, expected: dict[str, list[object]], mistakes: int
) -> None:
    """What is in order is read, and what is not is noted."""
    assert expected == literals.params(expression(text))
    assert mistakes == len(literals.mistakes)


@pytest.mark.parametrize(
    ("text", "patterns"),
    [("{'<2.0': {}, '>=2.0': {}}", ["*"]), ("{'[a]': {}, '[b-*]': {}}", ["a", "b-*"]), ("{}", ["*"])],
)
def test_expect_is_of_all_rows_or_by_row(literals: Literals, text: str, patterns: list[str]) -> None:
    """Keys in brackets are patterns of rows."""
    assert patterns == [pattern for _, pattern, _ in literals.groups(expression(text))]
    assert [] == literals.mistakes


def test_expect_may_not_mix_ranges_and_rows(literals: Literals) -> None:
    """Ranges beside row patterns are noted."""
    literals.groups(expression("{'[a]': {}, '<2.0': {}}"))

    assert 1 == len(literals.mistakes)


@pytest.mark.parametrize(
    "text", ["{'a': None}", "{'a': [None]}", "{'a': {}}", "{'a': {1}}", "{'a': b'x'}", "{'a': 1j}"]
)
def test_facts_are_values_that_can_be_observed(literals: Literals, text: str) -> None:
    """A value the worker never records is noted once."""
    literals.facts(expression(text))

    assert 1 == len(literals.mistakes)


def test_a_computed_fact_is_one_mistake_and_not_two(literals: Literals) -> None:
    """What could not be read is not also called a None."""
    literals.facts(expression("{'a': [1] * 2}"))

    assert 1 == len(literals.mistakes)


@pytest.mark.parametrize(
    ("rows", "expected"), [("", "*"), (", 'rows': '[Adam-*]'", "Adam-*"), (", 'rows': 'Adam-zero'", "Adam-zero")]
)
def test_claims_speak_of_rows_by_pattern(literals: Literals, rows: str, expected: str) -> None:
    """With or without brackets; left out, a claim speaks of all."""
    row = Row("a/b", "Adam-zero", {})
    found = list(literals.claims(expression(f"[{{'source': 's', 'says': 't', 'facts': {{'a': 1}}{rows}}}]"), [row]))

    assert [(expected, {"a": 1})] == [(claim.rows, claim.facts) for claim in found]
    assert [] == literals.mistakes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{{'a': 0x{'f' * 4000}}}", "too long"),
        (f"{{'a': {{0x{'f' * 4000}}}}}", "too long"),
        ("{'a': '\\ud800'}", "surrogate"),
        ("{'\\udfff': 1}", "surrogate"),
        ("{'a': 1e999}", "inf"),
    ],
)
def test_what_no_file_can_hold_is_a_mistake(literals: Literals, text: str, told: str) -> None:
    """Evidence never says it, so an expectation of it could never be met; the message can be printed."""
    literals.facts(expression(text))

    assert [True] == [told in item.text and str(item).isprintable() for item in literals.mistakes]
