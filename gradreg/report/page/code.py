"""The code of a case for the page: the part that observes, its highlighting, and which fact each yield shows."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache

from gradreg.model import Case

KINDS = (
    ("Token.Comment", "c"),
    ("Token.Literal.String", "s"),
    ("Token.Literal.Number", "n"),
    ("Token.Keyword", "k"),
    ("Token.Name.Decorator", "d"),
    ("Token.Name.Function", "f"),
    ("Token.Name.Class", "f"),
    ("Token.Name.Builtin", "b"),
    ("Token.Operator.Word", "k"),
)
"""Pygments' kinds of token, and the letter of the class that the page paints them with; the first that fits."""
LEFT_OUT = {"EXPECT", "CLAIMS", "WORKAROUND"}
Piece = tuple[str, str]
"""A letter of KINDS, or nothing, and the text that it paints."""


def shown(case: Case) -> str:
    """The source without its docstring, and without what the page says better: EXPECT, CLAIMS, WORKAROUND."""
    lines = case.source.splitlines()
    for node in reversed(ast.parse(case.source).body):
        if _is_left_out(node):
            del lines[node.lineno - 1 : node.end_lineno]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n")


def _is_left_out(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in LEFT_OUT
        case _:
            return False


@cache
def painted(source: str) -> tuple[tuple[Piece, ...], ...]:
    """The source as lines of pieces."""
    from pygments import lex  # noqa: PLC0415 only the page needs it, and it is slow to import
    from pygments.lexers import PythonLexer  # noqa: PLC0415 as above

    lines: list[list[Piece]] = [[]]
    for kind, text in lex(source, PythonLexer(stripnl=False, ensurenl=False)):
        letter = _letter(kind)
        first, *rest = text.split("\n")
        _add(lines[-1], letter, first)
        for part in rest:
            lines.append([])
            _add(lines[-1], letter, part)
    return tuple(map(tuple, lines))


@cache
def _letter(kind: object) -> str:
    return next((letter for start, letter in KINDS if str(kind).startswith(start)), "")


def _add(line: list[Piece], letter: str, text: str) -> None:
    if text and line and (line[-1][0] == letter or not text.strip()):
        line[-1] = (line[-1][0], line[-1][1] + text)
    elif text:
        line.append((letter, text))


def yields(source: str, facts: Iterable[str]) -> dict[int, list[str]]:
    """Line -> the facts that a yield on it shows, of those that were ever recorded."""
    names = list(dict.fromkeys(facts))
    found: dict[int, list[str]] = {}
    for line, pattern in sorted(_patterns(ast.parse(source))):
        found.setdefault(line, []).extend(name for name in names if re.fullmatch(pattern, name))
    return {line: list(dict.fromkeys(mine)) for line, mine in found.items() if mine}


def _patterns(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) and node.value.elts:
            pattern = _pattern(node.value.elts[0])
            if pattern != ANYTHING:
                yield node.end_lineno or node.lineno, pattern


ANYTHING = ".*"


def _pattern(name: ast.expr) -> str:
    """What the name of a yield can be: its text, with anything where it is computed."""
    match name:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(map(_pattern, parts))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _pattern(left) + _pattern(right)
        case _:
            return ANYTHING
