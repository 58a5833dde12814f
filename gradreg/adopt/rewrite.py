"""Turn what a snippet prints, asserts and shows into facts, where it does so."""

import ast
import json
from collections.abc import Iterable, Sequence

import msgspec

from gradreg.adopt import prints, scope, values
from gradreg.adopt.edits import Edits
from gradreg.adopt.prints import Shown
from gradreg.model import Note

QUIET = {"backward", "step", "zero_grad", "register_hook", "retain_grad", "requires_grad_", "train", "eval", "cuda", "to"}
QUIET |= {"manual_seed", "remove", "append", "register_forward_hook", "register_full_backward_hook", "set_detect_anomaly"}


class Names(msgspec.Struct, frozen=True):
    """Names that the snippet leaves free, for what the case needs beside it."""

    told: str
    seen: str


class Room(msgspec.Struct, frozen=True):
    """Where a statement stands.

    Attributes:
        yields: whether a yield is possible there.
        certain: whether it is always reached, so that reaching it says nothing.
        tried: whether an exception is caught around it.
        errors: names of the exceptions that are being handled.
    """

    yields: bool = True
    certain: bool = True
    tried: bool = False
    errors: frozenset[str] = frozenset()

    def within(self, **fields: object) -> "Room":
        """The same place with something changed."""
        return msgspec.structs.replace(self, **fields)  # type: ignore[return-value] # it is a Room


class Rewriter:
    """Goes through a snippet, outermost last, and notes every change."""

    def __init__(self, tree: ast.Module, edits: Edits, names: Names, generators: set[str], *, shows: bool) -> None:
        self.tree, self.edits, self.names, self.generators, self.shows = tree, edits, names, generators, shows
        self.clocked = values.clocked(tree)
        self.texts = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
        }
        self.functions = {id(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
        self.notes: list[Note] = []
        self.facts: list[str] = []
        self.told = self.seen = False
        self.heading = ""

    def rewrite(self) -> None:
        """Go through the whole snippet."""
        body = self.tree.body[1:] if ast.get_docstring(self.tree, clean=False) is not None else self.tree.body
        self.block(body, Room())

    def note(self, node: ast.expr | ast.stmt, text: str) -> None:
        """Say what was done with a node."""
        self.notes.append(Note(node.lineno, text))

    # ---- statements ----------------------------------------------------------------------------

    def block(self, body: Sequence[ast.stmt], room: Room) -> None:
        """The statements of a suite, one after the other."""
        for index, node in enumerate(body):
            if _prints(node) and index + 1 < len(body) and _prints(body[index + 1]) and self._heads(node, body[index + 1]):
                continue
            self.statement(node, room)
            self.heading = ""

    def statement(self, node: ast.stmt, room: Room) -> None:
        """One statement with everything inside it."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self._definition(node, room)
            case ast.Try() | ast.TryStar():
                self._try(node, room)
            case ast.If() | ast.For() | ast.While() | ast.With() | ast.AsyncFor() | ast.AsyncWith():
                self._compound(node, room)
            case ast.Expr(value=ast.Call() as call) if _is_print(call):
                self._print(node, call, room)
            case ast.Expr(value=value) if self._shown(node, value, room):
                self.expressions([value], room)
                self._fact(node, [Shown(prints.name_of(prints.source_of(value)), value)], room)
            case ast.Expr(value=ast.Call(func=ast.Name(id=name)) as call) if room.yields and name in self.generators:
                self.expressions([*call.args, *(keyword.value for keyword in call.keywords)], room)
                self.edits.replace(node, f"yield from {self.edits.now(call)}")
            case ast.Assert() if room.yields and not room.tried:
                self._assert(node, room)
            case _:
                self.expressions(ast.iter_child_nodes(node), room)

    def _definition(self, node: scope.Definition, room: Room) -> None:
        self.expressions(scope._outside(node), room)  # noqa: SLF001 the one place that visits both halves
        if isinstance(node, ast.ClassDef):
            self.expressions([*node.bases, *(keyword.value for keyword in node.keywords)], room)
        yields = id(node) in self.functions and node.name in self.generators
        self.block(node.body, Room(yields=yields, certain=False))

    def _try(self, node: ast.Try | ast.TryStar, room: Room) -> None:
        self.block(node.body, room.within(certain=False, tried=bool(node.handlers)))
        for handler in node.handlers:
            self.block(handler.body, room.within(certain=False, errors=room.errors | {handler.name or ""}))
        self.block(node.orelse, room.within(certain=False))
        self.block(node.finalbody, room)

    def _compound(self, node: ast.stmt, room: Room) -> None:
        for field, value in ast.iter_fields(node):
            if field in {"body", "orelse"}:
                self.block(value, room if isinstance(node, ast.With) or is_main(node) else room.within(certain=False))
            elif field == "items":
                self.expressions([part for item in value for part in ast.iter_child_nodes(item)], room)
            elif isinstance(value, ast.AST):
                self.expressions([value], room)

    def _heads(self, node: ast.stmt, following: ast.stmt) -> bool:
        """Whether a print is the heading of the next one, which shows a value without a name; then it goes."""
        one, two = _call(node), _call(following)
        pieces = one.args
        if not (len(pieces) == 1 and isinstance(pieces[0], ast.Constant) and str(pieces[0].value).rstrip().endswith(":")):
            return False
        if not two.args or isinstance(two.args[0], ast.Constant | ast.JoinedStr | ast.BinOp):
            return False
        self.heading = str(pieces[0].value)
        self._leave(node)
        return True

    def _print(self, node: ast.Expr, call: ast.Call, room: Room) -> None:
        self.expressions(call.args, room)
        found = prints.shown(call, self.heading)
        kept = [item for item in found if self._lasting(node, item)]
        if not any(character.isalnum() for item in kept for character in item.name):
            kept = []
        if kept and kept[0].value is None and room.certain:
            self.note(node, f"dropped the print of {kept[0].name!r}, which says nothing that could change")
            kept = []
        self._fact(node, kept, room) if kept else self._leave(node)

    def _lasting(self, node: ast.stmt, item: Shown) -> bool:
        why = values.changing(item.value, self.clocked) if item.value else None
        if why:
            self.note(node, f"dropped the print of {item.name!r}: {why}")
        return why is None

    def _shown(self, node: ast.stmt, value: ast.expr, room: Room) -> bool:
        """Whether a session, or a notebook at the end of a cell, would have shown the value of this expression."""
        if not self.shows:
            looked_at = isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.Compare)
            return room.certain and looked_at and self._lasting(node, Shown(prints.source_of(value), value))
        if isinstance(value, ast.Call):
            name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
            return name not in QUIET | self.generators and not name.endswith("_")
        plain = isinstance(value, ast.Constant | ast.Yield | ast.YieldFrom | ast.Await)
        return not plain and self._lasting(node, Shown(prints.source_of(value), value))

    def _assert(self, node: ast.Assert, room: Room) -> None:
        self.expressions([node.test], room)
        text = self.edits.now(node.test)
        value = text if values.is_value(node.test) else f"bool({text})"
        name = prints.name_of(prints.source_of(node.test))
        self._put(node, [f"{json.dumps(name, ensure_ascii=False)}, {value}"], room)
        self.facts.append(name)
        self.note(node, f"assert became the fact {name!r}; where it does not hold the case goes on")

    # ---- facts -----------------------------------------------------------------------------------

    def _fact(self, node: ast.stmt | ast.expr, found: Iterable[Shown], room: Room) -> None:
        pairs = []
        for item in found:
            item = _renamed(item, room.errors)  # noqa: PLW2901 the same value under a better name
            value = "True" if item.value is None else self._value(item.value, room)
            pairs.append(f"{json.dumps(item.name, ensure_ascii=False)}, {value}")
            self.facts.append(item.name)
        self._put(node, pairs, room)

    def _value(self, node: ast.expr, room: Room) -> str:
        text = values.written(node, self._text(node), room.errors - {""}, self.names.told)
        self.told = self.told or text.startswith(f"{self.names.told}(")
        return text

    def _text(self, node: ast.expr) -> str:
        """The source of an expression as it is now; what stands in an f-string has no place of its own."""
        if id(node) in self.texts:
            return ast.unparse(node)
        if isinstance(node, ast.List) and isinstance(node.elts[0] if node.elts else None, ast.Starred):
            return f"[{self.edits.now(node.elts[0])}]"
        text = self.edits.now(node)
        return f"({text})" if isinstance(node, ast.GeneratorExp) and not text.startswith("(") else text

    def _put(self, node: ast.stmt | ast.expr, pairs: Sequence[str], room: Room) -> None:
        """Write facts in the place of a statement or an expression."""
        if isinstance(node, ast.stmt) and room.yields:
            joint = "\n" + self.edits.indent(node) if self._alone(node) else "; "
            self.edits.replace(node, joint.join(f"yield {pair}" for pair in pairs))
        elif room.yields and len(pairs) == 1:
            self.edits.replace(node, f"(yield {pairs[0]})")
        else:
            self.seen = True
            listed = ", ".join(f"({pair})" for pair in pairs)
            many = f"extend([{listed}])" if len(pairs) > 1 else f"append({listed})"
            self.edits.replace(node, f"{self.names.seen}.{many}")

    def _leave(self, node: ast.stmt) -> None:
        """Take a statement out; a suite that would be empty passes."""
        self.edits.replace(node, "pass")

    def _alone(self, node: ast.stmt) -> bool:
        line = self.edits.lines[node.lineno - 1]
        last = self.edits.lines[(node.end_lineno or node.lineno) - 1].encode()[node.end_col_offset or 0 :].decode()
        return not line.encode()[: node.col_offset].strip() and not last.lstrip().startswith(";")

    # ---- expressions -----------------------------------------------------------------------------

    def expressions(self, nodes: Iterable[ast.AST], room: Room) -> None:
        """Whatever is printed or called inside expressions."""
        for node in nodes:
            if isinstance(node, ast.JoinedStr):
                continue
            inner = isinstance(node, (ast.Lambda, *scope.COMPREHENSIONS))
            self.expressions(ast.iter_child_nodes(node), room.within(yields=False, certain=False) if inner else room)
            if isinstance(node, ast.Call):
                self._call(node, room)
            elif isinstance(node, ast.Name) and node.id == "print" and isinstance(node.ctx, ast.Load):
                self._handed_on(node)

    def _call(self, node: ast.Call, room: Room) -> None:
        if _is_print(node):
            found = [item for item in prints.shown(node) if not (item.value and values.changing(item.value, self.clocked))]
            self._fact(node, found, room) if found else self.edits.replace(node, "None")
        elif room.yields and isinstance(node.func, ast.Name) and node.func.id in self.generators:
            self.edits.replace(node, f"(yield from {self.edits.now(node)})")

    def _handed_on(self, node: ast.Name) -> None:
        """`register_hook(print)`: the function itself is given away."""
        called = {id(call.func) for call in ast.walk(self.tree) if isinstance(call, ast.Call)}
        if id(node) not in called:
            self.seen = self.told = True
            self.edits.replace(node, f'lambda *printed: {self.names.seen}.append(("printed", {self.names.told}(printed)))')
            self.facts.append("printed")


def _renamed(item: Shown, errors: frozenset[str]) -> Shown:
    """A print of nothing but an exception is called "error", whatever the variable is called."""
    bare = isinstance(item.value, ast.Name) and item.name == item.value.id
    return msgspec.structs.replace(item, name="error") if bare and item.name in errors else item


def is_main(node: ast.stmt) -> bool:
    """Whether this is `if __name__ == "__main__":`."""
    return isinstance(node, ast.If) and "__name__" in (text := ast.unparse(node.test)) and "__main__" in text


def records(function: ast.FunctionDef) -> bool:
    """Whether a function holds a print or an assert of its own."""
    return any(isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and _is_print(node)) for node in scope.own(function.body))


def _is_print(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in {"print", "pprint"}


def _prints(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _is_print(node.value)


def _call(node: ast.stmt) -> ast.Call:
    assert isinstance(node, ast.Expr), "only prints come here"
    assert isinstance(node.value, ast.Call), "only prints come here"
    return node.value
