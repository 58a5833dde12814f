"""EXPECT changed in its place: what stays keeps its bytes."""

import ast
from pathlib import Path

import helpers
import pytest
from helpers import DOCSTRING, KNOWN, saw
from hypothesis import assume, given
from hypothesis import strategies as st

from gradreg import expect
from gradreg.catalog import edit, entries
from gradreg.model import Case, Expectation, Row

FACTS = st.dictionaries(
    st.sampled_from(["a", "b", "it's", 'say "x"', "#no comment"]),
    st.sampled_from([1, True, 1.5, "zero", "a, b", "# text", [1, "None"], [[0.5]], "ü"]),
    max_size=3,
)
RANGES = ["<1.5", ">=1.5,<2.0", ">=2.0,<2.5", ">=2.5"]
WANTED = st.lists(FACTS, min_size=4, max_size=4).map(lambda facts: dict(zip(RANGES, facts, strict=True)))
COMMENTS = st.sampled_from(["", "", "  # mine", "  # {not, a: dict}"])
ABOVE = st.sampled_from(["", "", "    # above\n", "    # one\n\n    # two\n"])


@st.composite
def written(draw: st.DrawFn, content: dict[str, dict[str, object]]) -> str:
    """A dict as somebody may have written it: quotes, comments, commas, lines."""
    if draw(st.integers(0, 5)) == 0:
        return repr(content)
    keys = list(content)
    lines = []
    for index, key in enumerate(keys):
        value = repr(content[key])
        if draw(st.booleans()) and content[key]:
            value = "{\n" + "".join(
                f"        {name!r}: {item!r},{draw(COMMENTS)}\n" for name, item in content[key].items()
            )
            value += "    }"
        comma = "," if index < len(keys) - 1 or draw(st.booleans()) else ""
        lines.append(f"{draw(ABOVE)}    {key!r}: {value}{comma}{draw(COMMENTS)}\n")
    return "{\n" + "".join(lines) + "}"


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, dict[str, dict[str, object]], str, str]:
    """A file with EXPECT: what is above it, what it says, how, and what is below."""
    content = draw(WANTED)
    above = DOCSTRING + "def observe():\n    yield from []  # ü\n\n\n"
    below = draw(st.sampled_from(["", "\n", "  # the end", "\n\n# more\n", "\n\n\nCLAIMS = []"]))
    return above, content, draw(written(content)), below


def case_of(source: str) -> Case:
    """A case with that source."""
    return Case("t/c", Path("c.py"), "q?", "", (), source, "code", True, (Row("t/c", "", {}),), (), ())


def with_(source: str, wanted: dict[str, dict[str, object]]) -> str:
    """The source with that EXPECT."""
    return edit.with_expect(case_of(source), (Expectation("*", tuple(wanted.items())),))  # type: ignore[arg-type] # facts


@given(cases(), WANTED, st.sets(st.sampled_from(RANGES)), st.sets(st.sampled_from(RANGES)))
def test_says_the_new_and_keeps_the_rest(
    case: tuple[str, dict[str, dict[str, object]], str, str],
    other: dict[str, dict[str, object]],
    changed: set[str],
    gone: set[str],
) -> None:
    """The new content is read back; around EXPECT every byte stays; entries that stay keep theirs; twice is once."""
    above, content, text, below = case
    wanted = {key: other[key] if key in changed else content[key] for key in RANGES if key not in gone}
    assume(wanted)
    before = f"{above}EXPECT = {text}{below}"
    after = with_(before, wanted)

    assert after.startswith(f"{above}EXPECT = {{")
    assert after.endswith(below)
    literal = ast.literal_eval(after[len(above) + len("EXPECT = ") : len(after) - len(below)])
    assert repr({key: dict(sorted(value.items())) for key, value in sorted(wanted.items())}) == repr(
        {key: dict(sorted(value.items())) for key, value in sorted(literal.items())}
    )
    assert after == with_(after, wanted)
    if "\n" in text:
        for line in kept_lines(text, content, wanted):
            assert line in after


def kept_lines(text: str, content: dict[str, dict[str, object]], wanted: dict[str, dict[str, object]]) -> list[str]:
    """The lines of a dict that belong to entries which stay, without the comma that may be added to the last one."""
    node = ast.parse(text, mode="eval").body
    assert isinstance(node, ast.Dict)
    lines = text.split("\n")
    found = []
    for key, value in zip(content, node.values, strict=True):
        if key in wanted and repr(wanted[key]) == repr(content[key]):
            found += lines[value.lineno - 1 : (value.end_lineno or value.lineno) - 1]
    return found


@given(cases())
def test_what_is_said_already_changes_no_byte(case: tuple[str, dict[str, dict[str, object]], str, str]) -> None:
    """However it is written."""
    above, content, text, below = case
    source = f"{above}EXPECT = {text}{below}"

    assert source == with_(source, content)


@given(st.sampled_from(["", "\n", "\n\n", "\n\n\n", "\n\n\n\n"]), st.sampled_from(["pass", "x = 1  # ü"]), WANTED)
def test_a_file_without_expect_keeps_every_byte(end: str, last: str, wanted: dict[str, dict[str, object]]) -> None:
    """The new block comes behind it, two blank lines apart, or above CLAIMS."""
    source = f"{DOCSTRING}{last}{end}"
    claims = f"{source.rstrip()}\n\n# of others\nCLAIMS = []\n# end"

    assert with_(source, wanted).startswith(source)
    assert "\n\n\nEXPECT = {" in with_(source, wanted)
    first, _, rest = with_(claims, wanted).partition("EXPECT = ")
    assert (claims, True) == (first + rest[rest.index("\n# of others") + 1 :], first.endswith("\n\n"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{'<2.0': {'a': 1}, '>=2.0': {'a': 2}}", "{'<2.0': {'a': 1}, '>=2.0': {'a': 3}}"),
        ("{'<2.0': {'a': 1}}", "{'<2.0': {'a': 1}, \">=2.0\": {\"a\": 3}}"),
        ("{}", '{"<2.0": {"a": 1}, ">=2.0": {"a": 3}}'),
        ("{'<2.0': {'a': 1},  # c\n '>=2.0': {'a': 2}}", "{'<2.0': {'a': 1},  # c\n '>=2.0': {'a': 3}}"),
        ("{\n    # why\n    '<1.9': {'a': 1},\n}", '{\n    # why\n    "<2.0": {"a": 1},\n    ">=2.0": {"a": 3},\n}'),
        ("{\n    '>=2.0': {'a': 2},\n    '<2.0': {'a': 1}\n}", "{\n    '>=2.0': {'a': 3},\n    '<2.0': {'a': 1}\n}"),
        (
            "{\n    '<2.0': {'a': 1}  # no comma\n}",
            "{\n    '<2.0': {'a': 1},  # no comma\n    \">=2.0\": {\"a\": 3},\n}",
        ),
    ],
)
def test_looks_as_its_author_would_have_written_it(before: str, after: str) -> None:
    """On one line or on several, in that order, with those quotes."""
    wanted: dict[str, dict[str, object]] = {"<2.0": {"a": 1}, ">=2.0": {"a": 3}}

    assert f"{DOCSTRING}EXPECT = {after}\n" == with_(f"{DOCSTRING}EXPECT = {before}\n", wanted)


def test_rows_are_entries_of_their_own() -> None:
    """A range that changed for some rows leaves the text of the others alone, and that of its neighbours."""
    before = "{\n    '[a]': {\n        '<2.0': {'x': 1},  # kept\n        '>=2.0': {'x': 2},\n    },\n"
    before += "    '[b]': {'>=1.0': {'x': 1}},\n}"
    after = before.replace("{'x': 2}", "{'x': 3}")
    wanted = (Expectation("a", (("<2.0", {"x": 1}), (">=2.0", {"x": 3}))), Expectation("b", ((">=1.0", {"x": 1}),)))
    case = case_of(f"{DOCSTRING}EXPECT = {before}\n")

    assert f"{DOCSTRING}EXPECT = {after}\n" == edit.with_expect(case, wanted)


def test_types_count_and_the_order_of_keys_does_not() -> None:
    """1 is not True, and a float has four digits."""
    node = ast.parse("{'a': 1, 'b': 0.123456}", mode="eval").body

    assert entries.same(node, {"b": 0.1235, "a": 1})
    assert not entries.same(node, {"b": 0.1235, "a": True})
    assert not entries.same(node, {"a": 1})


ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def lines(name: str) -> st.SearchStrategy[list[str]]:
    """Up to six lines that stand nowhere else."""
    return st.integers(0, 6).map(lambda count: [f"{name} {index}" for index in range(count)])


@given(lines("first"), lines("old"), lines("new"), lines("last"), st.data())
def test_lines_that_stay_keep_their_ends(
    first: list[str], old: list[str], new: list[str], last: list[str], data: st.DataObject
) -> None:
    """Whatever ends a line; the text itself is the new one, and nothing changes where nothing changed."""

    def text(part: list[str]) -> str:
        return "".join(line + data.draw(ENDS) for line in part)

    before, after = text(first), text(last)
    source = before + text(old) + after
    plain = "".join(f"{line}\n" for line in [*first, *new, *last])
    found = edit.with_ends(source, plain)

    assert plain == found.replace("\r\n", "\n").replace("\r", "\n")
    assert found.startswith(before)
    assert found.endswith(after)
    assert source == edit.with_ends(source, source.replace("\r\n", "\n").replace("\r", "\n"))


@given(
    st.lists(
        st.sampled_from([saw(x=1), saw(x=2), saw(x=[1.5, "None"]), None]), min_size=len(KNOWN), max_size=len(KNOWN)
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_accepting_twice_is_accepting_once(
    tmp_path_factory: pytest.TempPathFactory,
    seen: list[object],
    end: str,
    final: bool,  # noqa: FBT001 hypothesis
) -> None:
    """On every step function with holes: what was written is read, meets the evidence, and is left alone."""
    known = [(release, item) for release, item in zip(KNOWN, seen, strict=True) if item]
    assume(known)
    path = tmp_path_factory.getbasetemp() / "claim.py"
    source = f'{DOCSTRING}def observe():\n    yield "x", 1'
    path.write_bytes((source + "\n" * final).replace("\n", end).encode())
    before = path.read_bytes()
    case = helpers.read_case(path)
    wanted = expect.of(case, {case.name: known})  # type: ignore[dict-item] # the holes are gone
    edit.write(path, edit.with_expect(case, wanted))
    after = helpers.read_case(path)

    assert wanted == after.expect
    assert path.read_bytes().startswith(before)
    assert end.encode() * 3 + b"EXPECT = {" in path.read_bytes()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(end.encode())
    assert after.source == edit.with_expect(after, wanted)
