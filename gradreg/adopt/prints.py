"""What a print shows: the label before each value, and the expression."""

import ast
import re
import string
from collections.abc import Iterator, Sequence

import msgspec

CODES = re.compile(r"%(?:\(\w+\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?[hlL]?([a-zA-Z%])")
LEADING, TRAILING = " \0\t\n:;,.-=>|*#~)]}", " \0\t\n:;,.-=<>|*#~([{"
LIMIT = 80
BORDER = "\0"
ENDS = {BORDER, ":", "="}
RESERVED = {"raises", "warns"}
Piece = str | ast.expr


class Shown(msgspec.Struct, frozen=True):
    """One value that a print shows, under its name; without an expression it is text alone."""

    name: str
    value: ast.expr | None


def shown(call: ast.Call, heading: str = "") -> list[Shown]:
    """The values that a print shows, each named by the text before it or by its own source."""
    pieces = [heading, *(piece for argument in call.args for piece in [*_pieces(argument), *_border(argument)])]
    values, label, run = [], "", list[ast.expr]()
    for piece in [*pieces, BORDER]:
        if isinstance(piece, ast.expr):
            run.append(piece)
            continue
        if run and (words(piece) or set(piece) & ENDS):
            values += _named(label, run)
            label, run = "", []
        label = f"{label} {words(piece)}".strip() if not run else label
    return values or ([Shown(_short(label), None)] if label else [])


def _border(argument: ast.expr) -> list[str]:
    """Behind an argument that has labels of its own, they have no say any more."""
    return [] if isinstance(argument, ast.Constant) or list(_pieces(argument)) == [argument] else [BORDER]


def is_print(call: ast.Call) -> bool:
    """Whether a call prints."""
    return isinstance(call.func, ast.Name) and call.func.id in {"print", "pprint"}


def heading(node: ast.stmt, following: ast.stmt | None) -> str:
    """The text of a print that is nothing but the heading of the next one, which shows a value without a name."""
    match node, following:
        case (
            ast.Expr(value=ast.Call(args=[ast.Constant(value=str(text))]) as one),
            ast.Expr(value=ast.Call(args=[first, *_]) as two),
        ) if is_print(one) and is_print(two) and text.rstrip().endswith(":"):
            return "" if isinstance(first, ast.Constant | ast.JoinedStr | ast.BinOp) else text
        case _:
            return ""


def words(text: str) -> str:
    """A label without the punctuation that leads over to its value."""
    return re.sub(r"\s+", " ", text).lstrip(LEADING).rstrip(TRAILING)


def source_of(node: ast.expr) -> str:
    """An expression's source on one line; it is the name of what nobody labelled."""
    return re.sub(r"\s+", " ", ast.unparse(node))


def name_of(text: str) -> str:
    """A text as the name of a fact: not too long, and none of the reserved ones."""
    return f"{text} as printed" if text in RESERVED else _short(text)


def _named(label: str, run: Sequence[ast.expr]) -> list[Shown]:
    if label and len(run) == 1:
        return [Shown(name_of(label), run[0])]
    return [Shown(name_of(f"{label} {source_of(node)}".strip()), node) for node in run]


def _short(text: str) -> str:
    return text if len(text) <= LIMIT else text[: LIMIT - 1].rstrip() + "…"


def _pieces(node: ast.expr) -> Iterator[Piece]:
    """Texts and expressions in the order in which they are printed; a blank text between arguments."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            for part in values:
                yield from _pieces(part.value if isinstance(part, ast.FormattedValue) else part)
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mod(), right=right):
            yield from _percent(node, text, right)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format"), keywords=[]):
            yield from _format(node, text, node.args)
        case ast.BinOp(op=ast.Add()) if _holds_text(node):
            yield from _pieces(_without_str(node.left))
            yield from _pieces(_without_str(node.right))
        case ast.Starred(value=value):
            yield ast.copy_location(ast.List([node], ast.Load()), value)
        case _:
            yield node


def _percent(node: ast.BinOp, text: str, right: ast.expr) -> Iterator[Piece]:
    values = right.elts if isinstance(right, ast.Tuple) else [right]
    codes = [code for code in CODES.finditer(text) if code[1] != "%"]
    if len(codes) != len(values) or any("*" in code[0] or "(" in code[0] for code in codes):
        yield node
        return
    done = 0
    for code, value in zip(codes, values, strict=True):
        yield text[done : code.start()].replace("%%", "%")
        yield value
        done = code.end()
    yield text[done:].replace("%%", "%")


def _format(node: ast.Call, text: str, values: Sequence[ast.expr]) -> Iterator[Piece]:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        parts = [("", "?", None, None)]
    fields = [field for _, field, _, _ in parts if field is not None]
    wanted = [str(index) for index in range(len(values))]
    if fields not in ([""] * len(values), wanted) or any(isinstance(value, ast.Starred) for value in values):
        yield node
        return
    left = iter(values)
    for label, field, _, _ in parts:
        yield label
        if field is not None:
            yield next(left)


def _holds_text(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _holds_text(node.left) or _holds_text(node.right)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _without_str(node: ast.expr) -> ast.expr:
    match node:
        case ast.Call(func=ast.Name(id="str" | "repr"), args=[inner], keywords=[]):
            return inner
        case _:
            return node
