"""A case to begin with."""

import ast
import keyword
from pathlib import Path

import pytest
from helpers import KNOWN
from hypothesis import given
from hypothesis import strategies as st

from gradreg import catalog, skeleton
from gradreg.catalog import read
from gradreg.errors import BadUsage
from gradreg.model import Heading, Note, question_of

SCALARS = st.text(max_size=8) | st.integers() | st.booleans() | st.none() | st.floats(-1e6, 1e6)
PARAMS = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True).filter(
        lambda name: name != "device" and not keyword.iskeyword(name)
    ),
    st.lists(SCALARS, min_size=1, max_size=3, unique_by=str),
    max_size=1,
)


@given(
    st.text(max_size=40), st.text(max_size=40), PARAMS, st.booleans(), st.sampled_from([None, ">=1.8", "<2.0,>=1.4"])
)
def test_every_skeleton_is_a_case(
    tmp_path_factory: pytest.TempPathFactory,
    question: str,
    story: str,
    params: dict[str, list[str | int | bool | float | None]],
    device: bool,  # noqa: FBT001 hypothesis gives it
    torch: str | None,
) -> None:
    """Whatever is asked and told, `check` finds nothing wrong; the question is one, and PARAMS are those asked for."""
    path = tmp_path_factory.getbasetemp() / "draft.py"
    source = skeleton.source(Heading(question, story), params, torch, device=device)
    path.write_text(source, encoding="utf-8", newline="\n")
    case, mistakes = read.read_case(path, "topic/claim", KNOWN)

    assert case is not None, (source, mistakes)
    assert (case.takes_device, case.question[-1:]) == (device, "?")
    combined = [{name: value} for name, values in params.items() for value in values]
    assert (combined or [{}]) == [row.arguments for row in case.rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("optimizer=SGD,Adam", {"optimizer": ["SGD", "Adam"]}),
        ("set_to_none=True,False", {"set_to_none": [True, False]}),
        ("lr=0.1, 1,1e-3", {"lr": [0.1, 1, 0.001]}),
        ("grad=None,zero", {"grad": [None, "zero"]}),
        ("shape=(2),'a'", {"shape": [2, "a"]}),
        ("shape=[],()", {"shape": ["[]", "()"]}),
    ],
)
def test_params_are_read_as_people_write_them(text: str, found: dict[str, list[object]]) -> None:
    """A literal is that, anything else is text."""
    assert found == skeleton.params([text])


@pytest.mark.parametrize("text", ["", "=", "a", "a=", "A=1", "1a=1", "class=1", "device=cpu", "a b=1", "a-b=1"])
def test_params_that_make_no_sense_are_told(text: str) -> None:
    """With what was given."""
    with pytest.raises(BadUsage, match="--param"):
        skeleton.params([text])


def test_a_param_stands_once() -> None:
    """The second one would hide the first."""
    with pytest.raises(BadUsage, match="already"):
        skeleton.params(["a=1", "a=2"])


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("Hooks/Fires-Once.py", "hooks/fires_once"),
        ("cases/hooks/firesOnce.py", "hooks/fires_once"),
        ("fires once", "topic/fires_once"),
        ("a/b/c", "b/c"),
        ("hooks/2nd", "hooks/in_2nd"),
        ("../x/y", "x/y"),
        ("hooks\\fires", "hooks/fires"),
    ],
)
def test_a_bad_name_has_a_good_one_beside_it(name: str, suggestion: str) -> None:
    """Which is a name."""
    assert suggestion == skeleton.suggestion(name)


@given(st.text())
def test_every_suggestion_of_two_words_is_a_name(name: str) -> None:
    """Of nothing usable, nothing is made up."""
    found = skeleton.suggestion(name)

    assert found.count("/") <= 1
    assert catalog.NAME.fullmatch(found) or found == "topic"


@given(st.text(), st.text(), st.sampled_from(["", "https://example.org/a"]))
def test_docstring_is_what_it_was_made_of(question: str, story: str, link: str) -> None:
    """Quotes and backslashes survive."""
    printable = question.isprintable() and story.isprintable()
    source = Heading(question, story, link).docstring
    found = ast.get_docstring(ast.parse(source), clean=False)

    assert found is not None
    if printable:
        assert story.strip() in found
        assert link in found


def test_question_of_a_name_is_a_question() -> None:
    """The claim in words."""
    assert "What does fires once show?" == question_of("hooks/fires_once")


def test_a_note_says_where() -> None:
    """Unless it speaks of the whole."""
    assert ("line 3: gone", "facts: a") == (str(Note(3, "gone")), str(Note(0, "facts: a")))


def test_the_file_is_where_its_name_says(tmp_path: Path) -> None:
    """What the skeleton says of itself holds in a catalog."""
    path = tmp_path / "hooks" / "fires_once.py"
    path.parent.mkdir()
    path.write_text(skeleton.source(Heading("Does it?"), {}, None, device=True), encoding="utf-8")

    assert ["hooks/fires_once"] == [case.name for case in catalog.load(tmp_path, KNOWN)]
