"""One case file: what it says, and everything that is wrong with it."""

from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import CATALOGS, DOCSTRING, KNOWN

from gradreg.catalog.read import read_case
from gradreg.model import Case, Mistake, Release

BAD = CATALOGS / "bad" / "topic"
PLAIN = "import torch\n\n\ndef observe():\n    text = '#'\n    yield 'a', torch.ones(1)\n"


def reason(case: Case, release: Release, device: str = "cpu") -> str | None:
    """Why the first row of a case makes no sense there."""
    return case.inapplicable(case.rows[0], release, device)


def mistakes_in(path: Path) -> list[Mistake]:
    """What is wrong with a file; a file with a mistake gives no case."""
    case, mistakes = read_case(path, f"{path.parent.name}/{path.stem}", KNOWN)
    assert (case is None) == bool(mistakes)
    return mistakes


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Write a case of that body, and return its path."""
    return lambda body: helpers.write_case(tmp_path / "topic" / "claim.py", body)


class TestReading:
    """A good case becomes data."""

    def test_takes_the_docstring_apart(self) -> None:
        """The first line is the question, lines that are links are links, the rest is the story."""
        case = helpers.read_case(CATALOGS / "good" / "leaf" / "gradient_before_backward.py")

        assert "Is the gradient None before the first backward?" == case.question
        assert "A leaf is made, looked at, and looked at again after backward." == case.story
        assert ("https://pytorch.org/docs/stable/autograd.html", "https://example.org/second") == case.links

    def test_makes_a_row_of_each_combination(self) -> None:
        """PARAMS is a product; a row is named by its values, and keeps their types."""
        case = helpers.read_case(CATALOGS / "good" / "optimizers" / "what_zero_grad_leaves.py")

        assert ["SGD-1", "SGD-2", "Adam-1", "Adam-2"] == [row.label for row in case.rows]
        assert {"optimizer": "SGD", "calls": 1} == case.rows[0].arguments

    def test_makes_one_row_without_params(self) -> None:
        """Its name is the case's."""
        case = helpers.read_case(CATALOGS / "good" / "leaf" / "gradient_before_backward.py")

        assert [case.name] == [row.name for row in case.rows]

    def test_knows_whether_a_device_is_taken(self, written: Callable[[str], Path]) -> None:
        """`observe(device)` runs on every device, `observe()` on the cpu alone."""
        newest = KNOWN[-1]
        everywhere = helpers.read_case(CATALOGS / "good" / "leaf" / "gradient_before_backward.py")
        cpu_only = helpers.read_case(written(PLAIN))

        assert [None, None] == [reason(everywhere, newest, device) for device in ("cpu", "cuda")]
        assert [None, "does not depend on a device"] == [reason(cpu_only, newest, device) for device in ("cpu", "cuda")]

    def test_knows_where_the_case_makes_sense(self) -> None:
        """TORCH limits the releases."""
        case = helpers.read_case(CATALOGS / "good" / "optimizers" / "newer_than_1_8.py")
        applicable = [release.version for release in KNOWN if not reason(case, release)]

        assert "1.8.0" == applicable[0]
        assert "2.15.0" == applicable[-1]
        assert "needs torch >=1.8" == reason(case, KNOWN[0])

    def test_knows_where_a_row_makes_sense(self, written: Callable[[str], Path]) -> None:
        """TORCH by row pattern limits some rows; several that match hold together; EXPECT need not cover the rest."""
        limits = "TORCH = {'[new*]': '>=2.0', '[*est]': '<2.1'}\n"
        expect = "EXPECT = {'[old]': {'': {'a': 1}}, '[new*]': {'>=2.0': {'a': 1}}}\n"
        params = "PARAMS = {'age': ['old', 'new', 'newest']}\n\ndef observe(age):\n    yield 'a', 1\n\n"
        case = helpers.read_case(written(params + limits + expect))

        assert ["", ">=2.0", ">=2.0,<2.1"] == [row.torch for row in case.rows]

    def test_knows_which_row_has_which_workaround(self, written: Callable[[str], Path]) -> None:
        """One name for all rows, or row patterns; a case of the catalog or one row of it."""
        params = "PARAMS = {'age': ['old', 'new']}\n\ndef observe(age):\n    yield 'a', 1\n\n"
        all_rows = helpers.read_case(written(params + "WORKAROUND = 'other/case'\n"))
        some = helpers.read_case(written(params + "WORKAROUND = {'[old]': 'other/case[grad = None-plain]'}\n"))

        assert ["other/case", "other/case"] == [all_rows.workaround_for(row) for row in all_rows.rows]
        assert ["other/case[grad = None-plain]", None] == [some.workaround_for(row) for row in some.rows]

    @pytest.mark.parametrize(
        ("head", "expected"),
        [
            ("def step(x):\n    return x\n", True),
            ("def steps(x):\n    return x\n\nstep_size = 1\n", False),
            ("class Net:\n    def step(self):\n        pass\n", False),
        ],
    )
    def test_knows_whether_a_step_is_marked(
        self, written: Callable[[str], Path], head: str, *, expected: bool
    ) -> None:  # fmt: skip # one thought
        """The mark is a function of that name at the top level, and nothing else."""
        case = helpers.read_case(written(f"{head}\ndef observe():\n    step = 'x'\n    yield 'a', step\n"))

        assert expected is case.has_step
        assert (None if expected else "marks no step to compile") == reason(case, KNOWN[-1], "cpu+dynamo")
        assert reason(case, KNOWN[-1]) is None

    def test_takes_facts_as_they_would_be_recorded(self, written: Callable[[str], Path]) -> None:
        """A float in EXPECT is rounded as the worker rounds, and a tuple is a list."""
        body = "def observe():\n    yield 'a', 1\n\nEXPECT = {'': {'a': [0.33333333, (1, True)]}}\n"
        (expectation,) = helpers.read_case(written(body)).expect

        assert (("", {"a": [0.3333, [1, True]]}),) == expectation.ranges

    @pytest.mark.parametrize(
        "body",
        [
            "def look():\n    yield 'a', 1\n\ndef observe():\n    yield from look()\n",
            "def observe():\n    for name in 'ab':\n        yield name, 1\n\nEXPECT = {'': {'a': 1, 'b': 1}}\n",
            "def observe():\n    x = yield 'a', 1\n",
            "def observe():\n    with open(__file__):\n        if x:\n            yield 'a', 1\n",
            "TORCH = '<2.1'\n\ndef observe():\n    yield 'a', 1\n\nEXPECT = {'<2.0': {}, '>=2.0': {'a': 1}}\n",
            "def observe():\n    yield 'a', 1\n\nEXPECT = {'': {'a': 1, 'raises': 'ValueError', 'warns': []}}\n",
            "PARAMS = {'x': [None, True, 1.5, 'text']}\n\ndef observe(device, x):\n    yield 'a', 1\n",
            "import collections.abc\nfrom torch.nn import functional\n\ndef observe():\n    yield 'a', 1\n",
        ],
    )
    def test_accepts_what_the_format_allows(self, written: Callable[[str], Path], body: str) -> None:
        """Nothing that is allowed is called a mistake."""
        assert [] == mistakes_in(written(body))


class TestMistakes:
    """Every mistake of a file is found at once, on its line."""

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("no_docstring", [(1, "no docstring")]),
            ("no_question_no_link", [(1, "link"), (1, "question")]),
            ("does_not_parse", [(7, "does not parse")]),
            ("too_new_for_3_7", [(8, "3.7")]),
            ("unknown_name", [(6, "EXPECTED"), (7, "SEED")]),
            ("no_observe", [(1, "observe()")]),
            (
                "observe_yields_nothing",
                [(6, "numpy"), (7, "gradreg"), (10, "yields nothing"), (11, "prints")],
            ),
            (
                "params_do_not_fit",
                [(8, "'empty'"), (9, "'twice'"), (10, "'nested'"), (11, "strings"), (12, "'size'"), (16, "shape")],
            ),
            (
                "expect_overlaps_and_has_holes",
                [(11, "1.0.0 would match 2"), (14, "about 3"), (15, '"None"'), (15, "'b'")],
            ),
            ("expect_is_computed", [(14, "literal"), (16, ">=99")]),
            (
                "claims_are_incomplete",
                [(14, "keys"), (15, "strings"), (16, "facts"), (17, "[3]"), (18, "'misspelt'")],
            ),
            ("rows_of_expect_do_not_fit", [(9, "reserved"), (13, "[1]")]),
            ("torch_of_rows_does_not_fit", [(14, "PEP 440"), (15, "are none"), (16, "pattern"), (17, ">=99")]),
            ("workaround_names_nothing", [(6, "[nobody]"), (6, "no name of a case")]),
        ],
    )
    def test_are_all_listed(self, name: str, expected: list[tuple[int, str]]) -> None:
        """Each has its line and names what is wrong; there are no others."""
        found = sorted(mistakes_in(BAD / f"{name}.py"))

        assert [line for line, _ in expected] == [item.line for item in found], found
        for _, words in expected:
            assert any(words in item.text for item in found), found

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ("def observe():\n    yield 'a', 1\n\nEXPECT: dict = {'<1.0': {'a': 1}}\n", "EXPECT"),
            ("def observe():\n    yield 'a', 1\n\nEXPECT = WANTED = {'': {'a': 1}}\n", "WANTED"),
            ("def observe():\n    yield 'a', 1\n\nEXPECT = {'': {'a': 1}}\nEXPECT = {'': {'a': 2}}\n", "EXPECT"),
            ("def observe():\n    yield 'a', 1\n\nEXPECT, SEED = {}, 3\n", "SEED"),
        ],
    )
    def test_assignments_of_an_odd_shape_are_not_overlooked(
        self, written: Callable[[str], Path], body: str, words: str
    ) -> None:
        """A name in capitals is either read or a mistake, however it is assigned."""
        assert any(words in item.text for item in mistakes_in(written(body)))

    @pytest.mark.parametrize(
        ("head", "expected"),
        [
            ("class step:\n    pass", "has to be a function"),
            ("async def step():\n    pass", "has to be a function"),
            ("step = lambda x: x", "has to be a function"),
            ("first, step = 1, 2", "has to be a function"),
            ("from math import sqrt as step", "has to be a function"),
            ("def step():\n    yield 1", "a generator cannot be"),
            ("def step():\n    return torch.compile(len)", "calls torch.compile itself"),
            ("def step():\n    pass\n\ndef step():\n    pass", "there is one"),
        ],
    )
    def test_a_mark_that_cannot_be_compiled_is_told(
        self, written: Callable[[str], Path], head: str, expected: str
    ) -> None:  # fmt: skip # one thought
        """Each with its line and why, before anything is run."""
        found = mistakes_in(written(f"import torch\n\n{head}\n\ndef observe():\n    yield 'a', step\n"))

        assert [expected] == [expected for mistake in found if expected in mistake.text]
        assert all(mistake.line > 1 for mistake in found)

    def test_a_step_that_is_never_called_is_told(self, written: Callable[[str], Path]) -> None:
        """Compiling it would show nothing."""
        (found,) = mistakes_in(written("def step():\n    pass\n\ndef observe():\n    yield 'a', 1\n"))

        assert "observe() never calls it" in found.text

    def test_rows_that_would_share_a_name_are_one(self, written: Callable[[str], Path]) -> None:
        """Two combinations with the same label would overwrite each other's evidence."""
        body = "PARAMS = {'a': ['x-y', 'x'], 'b': ['z', 'y-z']}\n\ndef observe(a, b):\n    yield 'a', 1\n"

        assert ["PARAMS"] == [
            word for item in mistakes_in(written(body)) for word in item.text.split() if word == "PARAMS"
        ]

    def test_two_observe_functions_are_one(self, written: Callable[[str], Path]) -> None:
        """The second would silently replace the first."""
        assert mistakes_in(written("def observe():\n    yield 'a', 1\n\ndef observe():\n    yield 'b', 1\n"))

    @pytest.mark.parametrize("content", [b"\xff\xfe", b"x = '\x00'", b"", b"\xef\xbb\xbf"])
    def test_files_that_are_no_source_are_told(self, tmp_path: Path, content: bytes) -> None:
        """Bytes that are no text, or no case, are mistakes with a line, never a traceback."""
        path = tmp_path / "claim.py"
        path.write_bytes(content)

        assert mistakes_in(path)

    def test_deep_nesting_is_told(self, tmp_path: Path) -> None:
        """A literal too deep to read is a mistake, never a traceback."""
        path = helpers.write_case(tmp_path / "a" / "b.py", "def observe():\n    yield 'a', 1\n\nEXPECT = {'': {'a': ")
        path.write_text(path.read_text(encoding="utf-8") + "[" * 150 + "]" * 150 + "}}\n", encoding="utf-8")
        deeper = tmp_path / "a" / "c.py"
        deeper.write_text(DOCSTRING + "x = " + "(" * 5000 + ")" * 5000, encoding="utf-8")

        assert mistakes_in(deeper)


class TestCodeHash:
    """The hash follows what observes, and nothing else."""

    EDITS = (
        PLAIN + "\n\nEXPECT = {'': {'a': 'nonzero'}}\n",
        PLAIN + "\n\nEXPECT = {\n    '': {'a': 'zero'},  # no\n}\n\nCLAIMS = []\nTORCH = '>=1.8'\n",
        "# a remark\n\n\n\n" + PLAIN,
        PLAIN + "\n\nWORKAROUND = {\n    '[*]': 'other/case',\n}\n",
        PLAIN.replace("yield 'a'", "# why\n\n    yield 'a'"),
        PLAIN.replace("torch.ones(1)", "torch.ones(1)  # one"),
    )
    CHANGES = (
        PLAIN.replace("ones", "zeros"),
        PLAIN.replace("'a'", "'b'"),
        PLAIN.replace("import torch\n", "import torch\nimport math\n"),
        PLAIN.replace("'#'", "'# '"),
        PLAIN.replace("def observe", "@staticmethod\ndef observe"),
        PLAIN.replace("    yield", "    if text:\n        yield"),
        "flag = 1\n" + PLAIN,
    )

    def hash_of(self, written: Callable[[str], Path], body: str) -> str:
        """The hash of a case of that body."""
        return helpers.read_case(written(body)).code

    @pytest.mark.parametrize("body", EDITS)
    def test_stays_when_comments_and_metadata_change(self, written: Callable[[str], Path], body: str) -> None:
        """Comments, blank lines, EXPECT, CLAIMS, TORCH and WORKAROUND do not make evidence stale."""
        assert self.hash_of(written, PLAIN) == self.hash_of(written, body)

    def test_stays_when_the_docstring_changes(self, written: Callable[[str], Path]) -> None:
        """A better question or another link does not make evidence stale."""
        path = written(PLAIN)
        before = helpers.read_case(path).code
        path.write_text(path.read_text(encoding="utf-8").replace("Does it?", "Does it really?"), encoding="utf-8")

        assert before == helpers.read_case(path).code

    @pytest.mark.parametrize("body", CHANGES)
    def test_changes_with_the_code(self, written: Callable[[str], Path], body: str) -> None:
        """Anything that could change what is observed makes evidence stale."""
        assert self.hash_of(written, PLAIN) != self.hash_of(written, body)

    def test_stays_when_a_row_is_added(self, written: Callable[[str], Path]) -> None:
        """A new value in PARAMS is a new row; the others keep their evidence."""
        body = "PARAMS = {'x': [%s]}\n\ndef observe(x):\n    yield 'a', x\n"

        assert self.hash_of(written, body % "1, 2") == self.hash_of(written, body % "1, 2, 3")
