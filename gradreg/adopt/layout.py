"""Where the parts of a snippet stand in a case: imports, definitions, and observe() with everything else."""

import ast
from collections.abc import Iterator, Sequence

from gradreg.adopt import devices, scope, values
from gradreg.adopt.edits import Edits, inside_strings
from gradreg.adopt.rewrite import Rewriter, is_main

FINISHED = 'yield "finished", True'
Chunk = tuple[list[ast.stmt], int, int]
"""Statements that share lines, with the first and the last of the lines that belong to them."""


def body_of(tree: ast.Module) -> list[ast.stmt]:
    """The statements of a snippet without its docstring."""
    return tree.body[1:] if ast.get_docstring(tree, clean=False) is not None else tree.body


def without_guard(tree: ast.Module, edits: Edits) -> None:
    """Take `if __name__ == "__main__":` away from above what it guards."""
    strings = inside_strings(edits.source)
    for node in tree.body:
        if not (isinstance(node, ast.If) and is_main(node)):
            continue
        start, first = edits.span(node)[0], node.body[0]
        if node.orelse:
            edits.replace(node.test, "True")
        elif first.lineno == node.test.end_lineno:
            edits.put(start, edits.span(first)[0], "")
        else:
            header = node.test.end_lineno or node.lineno
            edits.put(start, edits.starts[header], "")
            for line in set(range(header + 1, (node.end_lineno or header) + 1)) - strings:
                _dedent(edits, line, first.col_offset - node.col_offset)


def _dedent(edits: Edits, line: int, columns: int) -> None:
    text = edits.lines[line - 1]
    columns = min(columns, len(text) - len(text.lstrip()))
    if columns:
        edits.put(edits.starts[line - 1], edits.starts[line - 1] + columns, "")


def laid_out(
    tree: ast.Module, edits: Edits, rewriter: Rewriter, added: Sequence[str], *, numbers: bool
) -> tuple[str, list[str]]:
    """The code of the case, and the test functions that had to be called."""
    body = body_of(tree)
    needs_device = "device" in edits.changes.values() or any(".to(device)" in new for new in edits.changes.values())
    held = {node for node in body if _is_held(node, edits, rewriter)}
    staying = scope.staying(body, held)
    _relate(body, staying, edits)
    called = _uncalled_tests(tree, rewriter)
    inside, above = [], []
    for nodes, first, last in chunks(body, len(edits.lines)):
        text = edits.lines_of(first, last).rstrip("\n")
        if nodes and all(node in staying for node in nodes):
            above.append((nodes, text.lstrip("\n")))
        else:
            inside.append((nodes, text))
    inside += [([], f"yield from {name}()" if name in rewriter.generators else f"{name}()") for name in called]
    observe = _observe(_joined([text for _, text in inside]), body, rewriter, device=needs_device)
    imports = [text for nodes, text in above if not isinstance(nodes[0], scope.Definition) and text.strip() != "pass"]
    definitions = [text for nodes, text in above if isinstance(nodes[0], scope.Definition)]
    helper = [values.helper(rewriter.recorder.names.told, numbers=numbers)] if rewriter.recorder.told else []
    head = _imports(imports, added, rewriter)
    return "\n\n\n".join([*filter(None, [head]), *definitions, *helper, observe]) + "\n", called


def chunks(body: Sequence[ast.stmt], length: int) -> Iterator[Chunk]:
    """Statements with the comments above them; those that share a line together, what is left at the end alone."""
    done, group, stop = 0, list[ast.stmt](), 0
    for node in body:
        if group and node.lineno > stop:
            yield group, done + 1, stop
            done, group = stop, []
        group.append(node)
        stop = node.end_lineno or node.lineno
    if group:
        yield group, done + 1, stop
    if stop < length:
        yield [], stop + 1, length


def _is_held(node: ast.stmt, edits: Edits, rewriter: Rewriter) -> bool:
    """Whether a statement needs something that only exists inside observe()."""
    recorded = f"{rewriter.recorder.names.seen}." in edits.now(node)
    return recorded or devices.asked(node) or getattr(node, "name", "") == "observe"


def _relate(body: Sequence[ast.stmt], staying: set[ast.stmt], edits: Edits) -> None:
    """What was global to the script is local to observe()."""
    inside = set(scope.bound([node for node in body if node not in staying]))
    top = {id(node) for statement in body for node in scope.own([statement])}
    for node in ast.walk(ast.Module(list(body), [])):
        if isinstance(node, ast.Global):
            local = [name for name in node.names if name in inside]
            others = [name for name in node.names if name not in inside]
            lines = [f"nonlocal {', '.join(local)}"] * bool(local) + [f"global {', '.join(others)}"] * bool(others)
            edits.replace(node, "pass" if id(node) in top else "; ".join(lines))


def _uncalled_tests(tree: ast.Module, rewriter: Rewriter) -> list[str]:
    """Test functions without arguments, in a snippet that does nothing but define them."""
    does = [node for node in tree.body if not isinstance(node, scope.Definition | ast.Import | ast.ImportFrom)]
    mentioned = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if (
        any(isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) for node in does)
        and rewriter.recorder.facts
    ):
        return []
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test") and node.name not in mentioned
        if not node.args.args and not node.args.kwonlyargs
    ]


def _observe(text: str, body: Sequence[ast.stmt], rewriter: Rewriter, *, device: bool) -> str:
    early = sorted(scope.shadowed(body))
    lines = [f"from builtins import {', '.join(early)}"] if early else []
    lines += [f"{rewriter.recorder.names.seen} = []", "try:"] if rewriter.recorder.seen else []
    head = "def observe(device):" if device else "def observe():"
    depth = 8 if rewriter.recorder.seen else 4
    tail = ["    finally:", f"        yield from {rewriter.recorder.names.seen}"] if rewriter.recorder.seen else []
    inner = _indented(text.lstrip("\n"), depth) or " " * depth + "pass"
    content = "\n".join([head, *(f"    {line}" for line in lines), inner, *tail])
    return content if rewriter.recorder.seen or _yields(content) else f"{content}\n    {FINISHED}"


def _yields(observe: str) -> bool:
    function = ast.parse(observe).body[0]
    assert isinstance(function, ast.FunctionDef), "it was written as one"
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in scope.own(function.body))


def _joined(parts: Sequence[str]) -> str:
    return "\n".join(part for part in parts if part.strip() and part.strip() != "pass")


def _indented(text: str, columns: int) -> str:
    """Lines further in; those inside a string are its content and stay, and blank lines come one at a time."""
    strings = inside_strings(text)
    lines: list[str] = []
    for number, line in enumerate(_tidy(text).split("\n"), 1):
        if number in strings:
            lines.append(line)
        elif line.strip():
            lines.append(" " * columns + line)
        elif lines and lines[-1]:
            lines.append("")
    return "\n".join(lines).rstrip()


def _tidy(text: str) -> str:
    """A text with the lines blank that hold a `pass` where something else stands beside it."""
    lines = text.split("\n")
    for node in ast.walk(ast.parse(text)):
        for suite in (getattr(node, field, None) for field in ("body", "orelse", "finalbody")):
            if isinstance(suite, list) and any(not isinstance(item, ast.Pass) for item in suite):
                for item in suite:
                    if isinstance(item, ast.Pass):
                        lines[item.lineno - 1] = _without_pass(lines[item.lineno - 1], item.col_offset)
    return "\n".join(lines)


def _without_pass(line: str, column: int) -> str:
    """A line without the `pass` in that column, and without the semicolon that set it apart."""
    before, after = line.encode()[:column].decode(), line.encode()[column:].decode().removeprefix("pass")
    if after.lstrip().startswith(";"):
        return before + after.lstrip()[1:].lstrip()
    if not before.strip():
        return after.strip() and before + after.lstrip()
    return before.rstrip().removesuffix(";") + after if before.rstrip().endswith(";") else line


def _imports(imports: Sequence[str], added: Sequence[str], rewriter: Rewriter) -> str:
    """The imports, with what the case needs beside the snippet's own."""
    tree = ast.parse("\n".join(imports))
    have = {
        alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names if not alias.asname
    }
    needed = ["import re"] * rewriter.recorder.told + ["import torch"]
    more = [line for line in dict.fromkeys([*needed, *added]) if line.removeprefix("import ") not in have]
    future = [line for line in [*imports, *more] if "__future__" in line]
    return "\n".join([*future, *(line for line in [*more, *imports] if line not in future)])
