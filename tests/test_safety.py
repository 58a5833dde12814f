"""What gradreg's own code never does: run texts, load objects, guess names of files, or hand a shell a line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import ROOT

from gradreg.errors import NotProven
from gradreg.guard import proof

PACKAGE = ROOT / "gradreg"
SOURCES = sorted(PACKAGE.rglob("*.py"))
MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "jsonpickle", "imp", "runpy", "pty"}
"""Modules that load more than data, or run what they load."""
CALLS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "tempfile.mktemp", "subprocess.getoutput",
    "subprocess.getstatusoutput", "torch.load", "numpy.load", "zipfile.extractall",
}  # fmt: skip # a name a line says nothing more
ALLOWED = {
    "worker/observe.py": {"exec", "compile", "__import__"},  # runs the case: that is what it is for
    "guard/proof.py": {"eval", "exec", "compile"},  # conditions that gradreg wrote, checked part by part
}
"""What a file may call nevertheless."""


def calls_of(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the name that is called, dots and all."""
    yield from ((ast.unparse(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call))


def forbidden(source: str) -> set[str]:
    """What a source does and should not."""
    tree = ast.parse(source)
    found = {name for name, _ in calls_of(tree) if name in CALLS or name.partition("builtins.")[2] in CALLS}
    for _, call in calls_of(tree):
        found |= {"shell=True" for item in call.keywords if item.arg == "shell" and ast.unparse(item.value) != "False"}
    for node in ast.walk(tree):
        named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        named += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        found |= {name for name in named if name.split(".")[0] in MODULES}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_runs_what_it_reads(path: Path) -> None:
    """But the worker, which runs a case, and the proof of guards, which evaluates what gradreg wrote."""
    allowed = ALLOWED.get(path.relative_to(PACKAGE).as_posix(), set())

    assert allowed == forbidden(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source",
    ["eval(x)", "builtins.exec(x)", "import pickle", "from yaml import load", "subprocess.run(x, shell=True)",
     "subprocess.run(x, shell=maybe)", "os.system(x)", "tempfile.mktemp()"],
)  # fmt: skip # one thought
def test_each_would_be_found(source: str) -> None:
    """The rule above sees what it is about."""
    assert forbidden(source)


def test_threat_model_names_what_is_there() -> None:
    """Each test and module that docs/security.md points to."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:tests|gradreg)/[\w/]+\.py)`", text))

    assert named
    assert [] == [name for name in sorted(named) if not (ROOT / name).is_file()]


@pytest.mark.parametrize(
    "expression",
    ["__import__('os').system('x')", "torch_release.real", "(1, 5) <= other", "[x for x in torch_release]", "'a' * 9",
     "lambda: 1", "torch_release[0]"],
)  # fmt: skip # one thought
def test_proof_evaluates_comparisons_alone(expression: str) -> None:
    """A condition that is anything else is no condition of gradreg's."""
    with pytest.raises(NotProven, match="is not evaluated"):
        proof._code(expression)


def test_proof_takes_what_gradreg_writes() -> None:
    """Intervals, and all releases."""
    for expression in (
        "(1, 5) <= torch_release < (2,) or torch_release >= (2, 1)",
        "True",
        "torch_release < (2, 0, 1)",
    ):
        assert eval(proof._code(expression), {"torch_release": (1, 6)})  # noqa: S307 what the test is about
