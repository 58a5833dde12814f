"""What the syntax tree of a case file tells, without running it: names, arguments, what is yielded, the code's hash."""

import ast
import hashlib
import io
import itertools
import tokenize
from collections.abc import Iterator

METADATA = ("EXPECT", "TORCH", "PARAMS", "CLAIMS", "WORKAROUND")


def binds(node: ast.stmt, name: str) -> bool:
    """Whether a statement at the top level gives something that name."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return node.name == name
    if isinstance(node, ast.Import | ast.ImportFrom):
        return any((alias.asname or alias.name) == name for alias in node.names)
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    found = itertools.chain.from_iterable(ast.walk(target) for target in targets if target is not None)
    return any(isinstance(item, ast.Name) and item.id == name for item in found)


def capitals(node: ast.stmt) -> list[str]:
    """The names in capitals that a statement assigns to, in whatever way."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    else:
        return []
    names = [item.id for target in targets for item in ast.walk(target) if isinstance(item, ast.Name)]
    return [name for name in names if name.isupper()]


def arguments(function: ast.FunctionDef) -> list[str]:
    """The names of what a function takes."""
    return [argument.arg for argument in function.args.args + function.args.kwonlyargs]


def own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions and classes defined inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)


def yielded(function: ast.FunctionDef) -> set[str] | None:
    """The fact names a case yields, or None where they are computed."""
    names = set()
    for node in own_nodes(function):
        if isinstance(node, ast.YieldFrom):
            return None
        if isinstance(node, ast.Yield):
            first = node.value.elts[0] if isinstance(node.value, ast.Tuple) and node.value.elts else None
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                return None
            names.add(first.value)
    return names


def code_hash(source: str, tree: ast.Module) -> str:
    """Hash of the lines that observe: no docstring, metadata, comments or blank lines."""
    lines = source.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(source).readline) if "#" in source else ():
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    kept = [
        lines[number - 1].rstrip()
        for node in tree.body
        if not is_metadata(node)
        for number in range(_first_line(node), (node.end_lineno or node.lineno) + 1)
    ]
    return hashlib.sha256("\n".join(filter(None, kept)).encode()).hexdigest()[:16]


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def is_metadata(node: ast.stmt) -> bool:
    """Whether a statement is the docstring or an assignment that is read without running the case."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in METADATA
