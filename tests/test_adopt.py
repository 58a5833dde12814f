"""Scripts as people paste them, adopted and then observed by real releases of torch."""

import ast
import random
import re
import warnings
from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import KNOWN
from hypothesis import assume, given
from hypothesis import strategies as st

from gradreg.adopt import adopt, code_of, link_in
from gradreg.catalog import read
from gradreg.errors import BadSnippet
from gradreg.model import Adopted, Heading, Observation

SNIPPETS = Path(__file__).parent / "snippets"
SHAPES: dict[str, dict[str, object]] = {
    "plain": {"x.grad": [3.0, 3.0]},
    "labels": {"grad": [3.0, 3.0], "leaf": True},
    "one_label_for_two": {"both x.grad": [3.0, 3.0], "both x": [1.0, 1.0]},
    "f_string": {"sum": 2.0, "of": [2]},
    "f_string_that_names_itself": {"x.grad": [3.0, 3.0]},
    "percent": {"'x'": "x", "has": 2, "x.grad[0].item()": 3.0},
    "format": {"grad": [3.0, 3.0], "leaf": True},
    "plus": {"grad": [3.0, 3.0]},
    "star": {"[*x.grad]": [3.0, 3.0]},
    "heading": {"The gradient": [3.0, 3.0]},
    "several_times": {"x.grad": [[3.0, 3.0], "None"]},
    "types": {
        "x.dtype": "torch.float32",
        "type(x)": "Tensor",
        "y.grad_fn": "<MulBackward0 object>",
        "x.device": "cpu",
        "x.size()": [2],
    },
    "dict_and_tuple": {"{'g': x.grad, 'n': None}": [["g", [3.0, 3.0]], ["n", "None"]], "(1, x.grad)": [1, [3.0, 3.0]]},
    "numpy_values": {"x.grad.numpy()": [3.0, 3.0], "x.grad.numpy()[0]": 3.0},
    "asserts": {"x.grad is not None": True, "(x.grad == 4).all()": False, "x.is_leaf": True},
    "assert_in_try": {"has one": True},
    "caught": {"Error": "RuntimeError", "str(e)": "RuntimeError", "error": "RuntimeError"},
    "uncaught": {"1": 1, "raises": "RuntimeError"},
    "nothing_shown": {"finished": True},
    "loop": {"step i": [0, 1, 2], "step w.grad.item()": [0.0, 1.0, 3.0]},
    "main_guard": {"grad": [2.0], "y.is_leaf": True, "text": "a\n    b"},
    "hook": {"hook": [2.0], "printed": [[2.0]]},
    "hook_that_changes": {"in": [2.0], "x.grad": [4.0]},
    "module": {"in": [3, 2], "net.fc.weight.grad": "nonzero"},
    "custom_function": {"x.grad": [2.0]},
    "global": {"count": 1},
    "session": {"x.grad": [3.0, 3.0], "i": [0, 1], "x.grad is None": False},
    "notebook": {"x.grad": [3.0, 3.0]},
    "ipython": {"x.sum()": 2.0},
    "python_2": {"grad": [2.0]},
    "issue_with_fences": {"x.grad": [3.0, 3.0]},
    "issue_without_fences": {"x.grad": [3.0, 3.0]},
    "quoted": {"x.grad": [3.0, 3.0]},
    "indented": {"x.grad": [3.0, 3.0]},
    "imports_forgotten": {"x.grad": [1.0]},
    "gpu": {"x + y": [2.0]},
    "what_changes_by_itself": {"x": [1.0]},
    "shadowed_builtin": {"sum": 3},
    "rebound_import": {"1": 1},
    "semicolons": {"x": [1.0], "'-' * 3": "---", "2": 2},
    "one_line_suites": {"x": 1, "x + 1": 2},
    "large_tensor": {"torch.ones(100)": "nonzero", "torch.zeros(100)": "zero"},
    "sparse": {"w.grad": [[[1]], [[1.0]]]},
    "tests": {"torch.ones(1).item() == 1": True},
    "numbers_of_numpy": {"torch.tensor(np.inf)": "inf"},
    "no_grad": {"y.requires_grad": False, "torch.is_grad_enabled()": False, "(x * 2).requires_grad": True},
    "comprehension": {"i": [0, 1], "m": 1},
    "nested_calls": {"inner": [1, 5], "outer(1)": 4, "inner(5)": 6},
    "names_taken": {"told": 1},
    "docstring": {"1": 1},
    "annotations": {"x": "None"},
}
"""What is recorded of each snippet."""


def snippet(name: str) -> str:
    """What somebody pasted."""
    return (SNIPPETS / f"{name}.txt").read_text(encoding="utf-8")


def made(text: str) -> Adopted:
    """The case that a text becomes."""
    return adopt(code_of(text), Heading("What does it show?"))


def check(folder: Path, name: str, source: str) -> Path:
    """Write a case and read it as `gradreg check` does; it has no mistake."""
    path = folder / "adopted" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    case, mistakes = read.read_case(path, f"adopted/{name}", KNOWN)
    assert case is not None, (source, mistakes)
    return path


@pytest.fixture(scope="module")
def observed(
    tmp_path_factory: pytest.TempPathFactory, torch_python: Callable[[str], Path]
) -> dict[str, dict[str, Observation]]:
    """What an old and a newer release show of every shape."""
    folder = tmp_path_factory.mktemp("shapes")
    for name in SHAPES:
        check(folder, name, made(snippet(name)).source)
    return {
        release: helpers.observed(torch_python(release), helpers.job_of(folder, release, helpers.Limits()))[1]
        for release in ("1.0.0", "1.13.1")
    }


@pytest.mark.parametrize("release", ["1.0.0", "1.13.1"])
@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_becomes_the_facts_it_showed(
    observed: dict[str, dict[str, Observation]], release: str, name: str
) -> None:
    """What the script printed and asserted, and what it raised, is recorded; on the oldest Python as well."""
    found = observed[release][f"adopted/{name}"]
    told = {key: value for key, value in found.behaviour.told.items() if key != "warns"}

    assert found.behaviour.outcome.is_behaviour, (found.behaviour.detail, found.traceback)
    assert repr(dict(sorted(SHAPES[name].items()))) == repr(dict(sorted(told.items()))), found.traceback


def script(draw: random.Random) -> str:
    """A script that needs no torch, out of prints in every place a print can stand."""
    lines, depth = ["N = 2", "total = 0"], 0
    for index in range(draw.randint(3, 9)):
        pad, value = "    " * depth, draw.choice(["total", "N * 3", "N > total", "None", "'s' * N"])
        shown = draw.choice(
            [f"print('a{index}:', {value})", f"print({value}, {value})", f'print(f"v{index}={{{value}}}")']
        )
        head = draw.choice(["for i in range(N):", "if total < 3:", f"def f{index}(x):", "try:", "class C:"])
        lines += [
            f"{pad}total = total + 1" if not depth else f"{pad}pass",
            pad + shown,
            pad + head,
            f"{pad}    {shown}",
        ]
        lines += [f"{pad}    raise ValueError({index})"] if head == "try:" and draw.random() < 0.5 else []
        lines += [f"{pad}except ValueError:", f"{pad}    print('caught', N)"] if head == "try:" else []
        call = draw.choice(
            [f"f{index}(1)", f"list(map(f{index}, [1, 2]))", f"y = f{index}(N)", f"print('r', f{index}(0))"]
        )
        lines += [f"{pad}{call}"] if head.startswith("def") else []
    lines += draw.choice([[], ["if __name__ == '__main__':", "    print('main', total)"]])
    return "\n".join(lines)


def printed(text: str) -> list[str]:
    """The values that a script prints, in order, without its labels; the rest is left out."""
    shown: list[object] = []

    def show(*values: object) -> None:
        shown.extend(
            re.sub(r"^v\d+=", "", str(value))
            for value in values
            if not re.fullmatch(r"a\d+:|caught|main|r", str(value))
        )

    exec(compile(text, "script", "exec"), {"print": show, "__name__": "__main__"})  # noqa: S102 made above
    return [str(value) for value in shown]


def test_facts_are_what_the_script_prints(tmp_path: Path, torch_python: Callable[[str], Path]) -> None:
    """Of sixty scripts, run as they are and observed as cases: the same values, as often."""
    draw = random.Random(0)  # noqa: S311 the same scripts each time
    scripts = {f"script_{index}": script(draw) for index in range(60)}
    for name, text in scripts.items():
        check(tmp_path, name, made(text).source)
    found = helpers.observed(torch_python("1.0.0"), helpers.job_of(tmp_path, "1.0.0", helpers.Limits()))[1]
    for name, text in scripts.items():
        seen = found[f"adopted/{name}"].behaviour
        values = sorted(
            str(value) for item in seen.facts.values() for value in (item if isinstance(item, list) else [item])
        )
        assert sorted(printed(text)) == values, (text, seen)


def test_every_snippet_has_its_facts() -> None:
    """And every shape its snippet."""
    assert sorted(SHAPES) == sorted(path.stem for path in SNIPPETS.iterdir())


@pytest.mark.parametrize("name", SHAPES)
def test_adopting_again_gives_the_same(name: str) -> None:
    """Nothing depends on the order of a set."""
    assert made(snippet(name)) == made(snippet(name))


class TestWhatIsKept:
    """The author's lines stay wherever that is possible."""

    def test_lines_that_show_nothing_stay_as_they_are(self) -> None:
        """Comments, odd spacing, blank lines and strings over several lines among them."""
        lines = ["x  =  torch.ones( 2 ) # why", "", 'text = """', "  in it", '"""', "y = (x +", "       1)"]
        source = made("\n".join(["import torch", *lines, "print(y)"])).source

        assert "\n".join(f"    {line}" if line and line not in {"  in it", '"""'} else line for line in lines) in source

    def test_what_needs_nothing_else_stays_outside(self) -> None:
        """A class that only needs imports keeps its place; one that needs a variable of the script moves with it."""
        text = "import torch\nN = 2\nclass A: pass\nclass B(A): n = N\ndef f(): return A()\nprint(N)\n"
        outside, _, inside = made(text).source.partition("def observe():")

        assert ("class A: pass" in outside, "def f(): return A()" in outside) == (True, True)
        assert ("    class B(A): n = N" in inside, "    N = 2" in inside) == (True, True)

    def test_story_is_the_docstring_of_the_script(self) -> None:
        """Under the question and above the link."""
        found = adopt(code_of('"""What I tried.\n\n    More "of" it \\\\ here."""\nprint(1)'), Heading("Does it"))

        assert ast.get_docstring(ast.parse(found.source)) == (
            'Does it?\n\nWhat I tried.\n\nMore "of" it \\ here.\n\n' + Heading("").link
        )

    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ('f"{x=}"', 'f"x={x!r}"'),
            ('f"a {x.y = :.2f} b"', 'f"a x.y = {x.y:.2f} b"'),
            ("f'{x=!s}{x}'", "f'x={x!s}{x}'"),
            ("'{x=}' f'{x}'", "'{x=}' f'{x}'"),
            ('f"{x==1} {{x=}} {x!r} {x:=^5}"', 'f"{x==1} {{x=}} {x!r} {x:=^5}"'),
        ],
    )
    def test_names_in_f_strings_are_written_out(self, text: str, written: str) -> None:
        """Python 3.7 does not read `{x=}`; what only looks like it stays."""
        assert f"    y = {written}\n" in made(f"import torch\ny = {text}").source

    def test_future_imports_come_first(self) -> None:
        """Where annotations need one as well."""
        source = made(
            "import torch\ndef f(x: 'int | None'): return x\ndef g(x: int | None): return x\nprint(f(1))"
        ).source

        assert "from __future__ import annotations" == source.split('"""\n')[1].strip().splitlines()[0]


class TestWhatIsTold:
    """Everything that was changed or dropped has a note with its line."""

    @pytest.mark.parametrize(
        ("text", "line", "told"),
        [
            ("import torch\nimport numpy as np\nprint(1)", 2, "dropped the import of numpy"),
            ("import torch\nimport numpy as np\nnp.random.seed(0)\nprint(1)", 3, "dropped np.random.seed(0)"),
            ("import torch\nimport numpy as np\nprint(1)\nx = np.inf", 4, "np.inf became"),
            ("x = torch.ones(1)\nprint(x)", 1, "added `import torch`"),
            ("import torch\nprint(torch.__version__)", 2, "a version differs"),
            ("import torch\nprint(torch.ones(1).data_ptr())", 2, "an address"),
            ("import time\nt = time.time()\nprint(t)", 3, "a time differs"),
            ("import torch\nassert torch.ones(1)", 2, "where it does not hold the case goes on"),
            ("import torch\nx = torch.ones(1).cuda()", 2, ".cuda() became .to(device)"),
            ("import torch\nx = torch.ones(1, device='cuda:1')", 2, "the GPU became the device"),
            ("import torch\ntorch.cuda.synchronize()", 2, "torch.cuda.synchronize stays"),
            ("import torch\nx = torch.randn(2)\nprint(x)", 2, "random numbers"),
            ("import torch\nprint('start')", 2, "dropped the print of 'start'"),
            ("import torch\nx = other + 1", 2, "nothing defines other"),
            ("%time x\nimport torch", 1, "dropped %time x"),
            ("print 1\nimport torch", 1, "Python 2"),
            ("if True:\n\tx = 1\n        print(x)\n", 1, "tabs became spaces"),
            ("import torch\nprint(1)", 0, "facts: 1"),
            ("import torch\nx = 1", 0, "nothing is shown"),
            (
                "text\n```\nimport torch\n```\nmore\n```\nimport torch\nx = 1\n```",
                2,
                "lines 3-3; 1 of 2 blocks left out",
            ),
        ],
    )
    def test_has_its_line(self, text: str, line: int, told: str) -> None:
        """The line is that of what was pasted."""
        notes = made(text).notes

        assert [note.line for note in notes if told in note.text] == [line], notes

    def test_device_is_a_parameter_only_where_one_is_asked_for(self) -> None:
        """A script that says nothing of a GPU does not depend on one."""
        assert "def observe():" in made("import torch\nx = torch.ones(1)").source
        assert "def observe(device):" in made("import torch\nx = torch.ones(1).cuda()").source

    def test_random_tensors_are_recorded_by_word_unless_told_otherwise(self) -> None:
        """Releases round and draw them differently; what is made of constants has its numbers recorded."""
        random, constant = "import torch\nprint(torch.randn(2))", "import torch\nprint(torch.ones(2))"

        assert [False, True] == ["value.numel()" in made(text).source for text in (random, constant)]
        for numbers in (True, False):
            for text in (random, constant):
                source = adopt(code_of(text), Heading("Why?"), numbers=numbers).source
                assert numbers == ("value.tolist()) if value.numel()" in source)

    def test_comparison_with_a_device_stays(self) -> None:
        """`x.device.type == "cuda"` asks, and does not choose."""
        assert '== "cuda"' in made('import torch\nx = torch.ones(1)\nprint(x.device.type == "cuda")').source


class TestWhatCannotBeAdopted:
    """Each reason with its line, all of them at once, and what to do."""

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("import torch\nx = (1\n", r"line 2: is no Python"),
            ("import torch\nif (n := 1): pass\n", r"line 2: Assignment expressions .* 3\.7"),
            ("def f(a, /): pass\n", r"line 1: Positional-only parameters .* 3\.7"),
            ("import torch\nimport numpy as np\nx = np.array([1])\nprint(x)", r"line 2: imports numpy.*np in line 3"),
            ("from torchvision import models\nimport pandas\nmodels.x()\npandas.y()", r"(?s)line 1: .*line 2: "),
            ("", "line 1: there is no code"),
            ("# only\n", "line 1: there is no code"),
            ("```\nTraceback (most recent call last)\n```", "none of the fenced blocks is Python"),
            ("from scipy import *\n", "line 1: imports scipy"),
        ],
    )
    def test_is_told(self, text: str, told: str) -> None:
        """As one error."""
        with pytest.raises(BadSnippet, match=told):
            made(text)

    def test_block_is_one_of_those_there_are(self) -> None:
        """Counted from 1; a text without fences has none."""
        two = "```\nimport torch\n```\n```\nimport torch\nx = 2\n```"

        assert "x = 2" in code_of(two, 2).code
        for text, block in ((two, 3), (two, 0), ("import torch", 1)):
            with pytest.raises(BadSnippet, match="--block"):
                code_of(text, block)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://github.com/pytorch/pytorch/issues/1.", "https://github.com/pytorch/pytorch/issues/1"),
        ("# (https://discuss.pytorch.org/t/a/2)", "https://discuss.pytorch.org/t/a/2"),
        ("https://example.org/x", None),
        ("", None),
    ],
)
def test_first_link_to_where_pytorch_is_discussed_is_taken(text: str, link: str | None) -> None:
    """What stands around it is left out."""
    assert link == link_in(text)


NAMES = st.sampled_from(["x", "y", "N", "LR", "loss", "model", "told", "seen", "observe", "device", "sum", "f", "e"])
VALUES = st.sampled_from(
    [
        *(
            "1",
            "x",
            "torch.ones(2)",
            "x.grad",
            "x.requires_grad",
            "'text: '",
            'f"{x} and {y:.2f}"',
            "(1, x)",
            "x.dtype",
        ),
        *(
            "[i for i in [1]]",
            "lambda: print(1)",
            "x == y",
            "None",
            '"%s: %d" % (x, 1)',
            '"a" + str(x)',
            "f(x)",
            "print(x)",
        ),
        *(
            'torch.ones(1, device="cuda")',
            '"""two\nlines"""',
            "type(x)",
            "not x",
            "-x",
            "x if y else 1",
            "'ü'",
            "{'a': x}",
        ),
    ]
)
LINES = [
    *("pass", "import math", "x.backward()", "print()", "print('---')", "raise ValueError", "x = 1; print(x)"),
    *("x.register_hook(print)", "torch.manual_seed(0)", "global count", "count = 0", "from torch import nn"),
]
SIMPLE = st.one_of(
    st.builds("{} = {}".format, NAMES, VALUES),
    st.builds("print({})".format, st.lists(VALUES, max_size=3).map(", ".join)),
    st.builds("print({}, {}, end='', flush=True)".format, VALUES, VALUES),
    st.builds("assert {}, 'no'".format, VALUES),
    st.builds("{}  # comment".format, VALUES),
    st.sampled_from(LINES),
)


def indented(lines: list[str]) -> str:
    """A suite of those statements; what stands inside a string over several lines is left alone."""
    return "\n".join("    " + line for line in lines)


HEADS = st.sampled_from(
    [
        *("if x:", "for i in range(2):", "while False:", "with torch.no_grad():", "def f(a):", "def g():", "try:"),
        *(
            "class Net(torch.nn.Module):",
            "if __name__ == '__main__':",
            "@torch.no_grad()\ndef h(a, b=1):",
            "def test_it():",
        ),
    ]
)
SUITES = st.recursive(
    SIMPLE,
    lambda inner: st.builds(
        lambda head, body: (
            f"{head}\n{indented([line for item in body for line in item.splitlines()])}"
            + ("\nexcept RuntimeError as e:\n    print('Error', e)" if head == "try:" else "")
        ),
        HEADS,
        st.lists(inner.filter(lambda text: '"""' not in text), min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@given(st.lists(SUITES, min_size=1, max_size=6), st.sampled_from(["", "import torch"]), st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_adopted_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, body: list[str], first: str, end: str
) -> None:
    """Scripts of any such statements become cases without a mistake, which compile, and print nothing."""
    text = end.join([first, *"\n".join(body).split("\n")])
    assume(compiles(text))
    source = made(text).source
    check(tmp_path_factory.getbasetemp(), "generated", source)

    assert compiles(source)
    assert "print" not in {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def compiles(text: str) -> bool:
    """Whether a text is Python, also where `ast` is content with less."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            compile(text, "snippet", "exec")
    except SyntaxError:
        return False
    return True
