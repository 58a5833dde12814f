"""The imports of a snippet: what a case may import stays, what is missing is added, what it may not is told."""

import ast
import sys
from collections.abc import Iterator

import msgspec

from gradreg.adopt import scope
from gradreg.adopt.edits import Edits
from gradreg.model import Note

ALLOWED = {"torch", "__future__", *sys.stdlib_module_names}
DRAWING = {"matplotlib", "seaborn", "IPython", "tensorboardX", "torchviz", "torchsummary", "torchinfo"}
USUAL = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "optim": "from torch import optim",
    "autograd": "from torch import autograd",
    "F": "import torch.nn.functional as F",
    "Variable": "from torch.autograd import Variable",
    "Function": "from torch.autograd import Function",
    "Tensor": "from torch import Tensor",
    **{
        name: f"import {name}"
        for name in ("copy", "functools", "gc", "itertools", "math", "os", "random", "sys", "time")
    },
    "warnings": "import warnings",
}
NUMBERS = {"inf": 'float("inf")', "Inf": 'float("inf")', "nan": 'float("nan")', "NaN": 'float("nan")'}
NUMBERS |= {"pi": "3.141592653589793", "e": "2.718281828459045"}
SILENT = {"seed", "set_printoptions"}


class Imports(msgspec.Struct, frozen=True):
    """What becomes of the imports.

    Attributes:
        added: import statements that the snippet forgot.
        mistakes: what cannot be adopted.
    """

    added: tuple[str, ...]
    notes: tuple[Note, ...]
    mistakes: tuple[Note, ...]


def sorted_out(tree: ast.Module, edits: Edits) -> Imports:
    """Take foreign imports out where nothing needs them; note the others as mistakes."""
    notes: list[Note] = []
    mistakes: list[Note] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and (foreign := _foreign(node)):
            names = {_name(node, alias): alias for alias in foreign}
            notes += _spared(tree, edits, names)
            needed = {name: use for name in names if (use := _use(tree, name, edits))}
            if needed or any(alias.name == "*" for alias in foreign):
                mistakes += [_mistake(node, names, needed)]
            else:
                notes.append(_taken_out(node, foreign, edits))
    missing = scope.unbound(tree)
    added = {USUAL[name]: line for name, line in missing.items() if name in USUAL}
    notes += [Note(line, f"added `{text}`, which was missing") for text, line in added.items()]
    notes += [
        Note(line, f"nothing defines {name}; that will raise NameError")
        for name, line in missing.items()
        if name not in USUAL and not name.startswith("__")
    ]
    return Imports(tuple(added), tuple(notes), tuple(mistakes))


def _foreign(node: ast.Import | ast.ImportFrom) -> list[ast.alias]:
    if isinstance(node, ast.ImportFrom):
        return [] if not node.level and (node.module or "").split(".")[0] in ALLOWED else node.names
    return [alias for alias in node.names if alias.name.split(".")[0] not in ALLOWED]


def _name(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    return alias.asname or (alias.name.split(".")[0] if isinstance(node, ast.Import) else alias.name)


def _spared(tree: ast.Module, edits: Edits, names: dict[str, ast.alias]) -> Iterator[Note]:
    """Uses of a foreign module that can go without changing what is observed."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Call(func=func)) if (root := _root(func)) in names:
                if names[root].name.split(".")[0] in DRAWING or str(getattr(func, "attr", "")) in SILENT:
                    edits.replace(node, "pass")
                    yield Note(node.lineno, f"dropped {ast.unparse(node)}")
            case ast.Attribute(value=ast.Name(id=root), attr=attr) if root in names and attr in NUMBERS:
                if names[root].name == "numpy" and not _inside_text(tree, node):
                    edits.replace(node, NUMBERS[attr])
                    yield Note(node.lineno, f"{root}.{attr} became {NUMBERS[attr]}")


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def _inside_text(tree: ast.Module, node: ast.AST) -> bool:
    return any(node in ast.walk(text) for text in ast.walk(tree) if isinstance(text, ast.JoinedStr))


def _use(tree: ast.Module, name: str, edits: Edits) -> int | None:
    """The first line that still needs a name."""
    gone = list(edits.changes)
    lines = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        if not any(
            start <= edits.span(node)[0] < stop for start, stop in gone if edits.changes[start, stop] != "device"
        )
    ]
    return min(lines, default=None)


def _mistake(node: ast.Import | ast.ImportFrom, names: dict[str, ast.alias], needed: dict[str, int]) -> Note:
    module = getattr(node, "module", None) or next(iter(names.values())).name
    where = ", ".join(f"{name} in line {line}" for name, line in needed.items()) or "all of it"
    advice = (
        "write its arrays as torch.tensor([...])"
        if module == "numpy"
        else "write what it does with torch, or leave it out"
    )
    return Note(
        node.lineno, f"imports {module}, and a case has torch and the standard library only ({where}); {advice}"
    )


def _taken_out(node: ast.Import | ast.ImportFrom, foreign: list[ast.alias], edits: Edits) -> Note:
    kept = [alias for alias in node.names if alias not in foreign]
    edits.replace(node, f"import {', '.join(map(ast.unparse, kept))}" if kept else "pass")
    names = ", ".join(alias.name for alias in foreign)
    return Note(node.lineno, f"dropped the import of {names}, which nothing that is observed needs")
