"""Turn what a snippet prints, asserts and shows into facts, where it does so."""

import ast
from collections.abc import Iterable, Sequence

from gradreg.adopt import prints, scope, values
from gradreg.adopt.prints import Shown
from gradreg.adopt.recorder import Recorder, Room

QUIET = {"backward", "step", "zero_grad", "retain_grad", "train", "eval", "cuda", "to", "append", "remove", "clear"}
QUIET |= {"register_hook", "register_forward_hook", "register_full_backward_hook", "manual_seed", "set_detect_anomaly"}
Suite = ast.If | ast.For | ast.While | ast.With | ast.AsyncFor | ast.AsyncWith


class Rewriter:
    """Goes through a snippet, the inside of a statement before the statement itself.

    Attributes:
        generators: names of the functions that can yield what they see.
        shows: whether the snippet is a session, which shows the value of every expression.
    """

    def __init__(self, tree: ast.Module, recorder: Recorder, generators: set[str], *, shows: bool) -> None:
        self.tree, self.recorder, self.edits = tree, recorder, recorder.edits
        self.generators, self.shows = generators, shows
        self.clocked = values.clocked(tree)
        self.top = {id(node) for node in tree.body}
        self.called = {id(call.func) for call in ast.walk(tree) if isinstance(call, ast.Call)}
        self.heading = ""

    def rewrite(self, body: Sequence[ast.stmt]) -> None:
        """Go through the whole snippet."""
        self._block(body, Room())

    # ---- statements ----------------------------------------------------------------------------

    def _block(self, body: Sequence[ast.stmt], room: Room) -> None:
        for node, following in zip(body, [*body[1:], None], strict=False):
            if heading := prints.heading(node, following):
                self.heading = heading
                self.edits.replace(node, "pass")
            else:
                self._statement(node, room)
                self.heading = ""

    def _statement(self, node: ast.stmt, room: Room) -> None:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self._definition(node, room)
            case ast.Try() | ast.TryStar():
                self._try(node, room)
            case ast.If() | ast.For() | ast.While() | ast.With() | ast.AsyncFor() | ast.AsyncWith():
                self._suite(node, room)
            case ast.Assert() if room.yields and not room.tried:
                self._assert(node, room)
            case ast.Expr(value=ast.Call() as call) if prints.is_print(call):
                self._print(node, call, room)
            case ast.Expr(value=ast.Call() as call) if room.yields and self._passes_on(call):
                self._expressions(ast.iter_child_nodes(call), room)
                self.edits.replace(node, f"yield from {self.edits.now(call)}")
            case ast.Expr(value=value) if self._is_shown(value, room) and self._lasting(node, value):
                self._expressions([value], room)
                source = prints.source_of(value)
                self.recorder.facts_of(node, [Shown(prints.name_of(source), value)], room)
            case _:
                self._expressions(ast.iter_child_nodes(node), room)

    def _definition(self, node: scope.Definition, room: Room) -> None:
        self._expressions(scope.outside(node), room)
        if isinstance(node, ast.ClassDef):
            self._expressions([*node.bases, *(keyword.value for keyword in node.keywords)], room)
        yields = id(node) in self.top and node.name in self.generators
        self._block(node.body, Room(yields=yields, certain=False))

    def _try(self, node: ast.Try | ast.TryStar, room: Room) -> None:
        self._block(node.body, room.perhaps(tried=bool(node.handlers)))
        for handler in node.handlers:
            self._block(handler.body, room.perhaps(error=handler.name))
        self._block(node.orelse, room.perhaps())
        self._block(node.finalbody, room)

    def _suite(self, node: Suite, room: Room) -> None:
        inner = room if isinstance(node, ast.With) or is_main(node) else room.perhaps()
        for field, value in ast.iter_fields(node):
            if field in {"body", "orelse"}:
                self._block(value, inner)
            elif field == "items":
                self._expressions([part for item in value for part in ast.iter_child_nodes(item)], room)
            elif isinstance(value, ast.AST):
                self._expressions([value], room)

    def _assert(self, node: ast.Assert, room: Room) -> None:
        self._expressions([node.test], room)
        text = self.edits.now(node.test)
        name = prints.name_of(prints.source_of(node.test))
        self.recorder.put(node, [(name, text if values.is_value(node.test) else f"bool({text})")], room)
        self.recorder.note(node, f"assert became the fact {name!r}; where it does not hold the case goes on")

    def _print(self, node: ast.Expr, call: ast.Call, room: Room) -> None:
        self._expressions(call.args, room)
        kept = [item for item in prints.shown(call, self.heading) if self._lasting(node, item.value)]
        if not any(character.isalnum() for item in kept for character in item.name):
            kept = []
        if kept and kept[0].value is None and room.certain:
            self.recorder.note(node, f"dropped the print of {kept[0].name!r}, which says nothing that could change")
            kept = []
        if kept:
            self.recorder.facts_of(node, kept, room)
        else:
            self.edits.replace(node, "pass")

    def _lasting(self, node: ast.stmt, value: ast.expr | None) -> bool:
        """Whether a value can be held against that of another run; notes why not."""
        why = values.changing(value, self.clocked) if value else None
        if why and value:
            self.recorder.note(node, f"dropped {prints.source_of(value)}: {why}")
        return why is None

    def _is_shown(self, value: ast.expr, room: Room) -> bool:
        """Whether a session, or a notebook at the end of a cell, would have shown the value of an expression."""
        if not self.shows:
            return room.certain and isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.Compare)
        if isinstance(value, ast.Call):
            name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
            return name not in QUIET and not name.endswith("_")
        return not isinstance(value, ast.Constant | ast.Yield | ast.YieldFrom | ast.Await)

    # ---- expressions -----------------------------------------------------------------------------

    def _expressions(self, nodes: Iterable[ast.AST], room: Room) -> None:
        for node in nodes:
            if isinstance(node, ast.JoinedStr):
                continue
            inner = isinstance(node, (ast.Lambda, *scope.COMPREHENSIONS))
            self._expressions(ast.iter_child_nodes(node), room.deeper() if inner else room)
            if isinstance(node, ast.Call):
                self._call(node, room)
            elif isinstance(node, ast.Name) and node.id == "print" and id(node) not in self.called:
                self.recorder.all_of(node)

    def _call(self, node: ast.Call, room: Room) -> None:
        if prints.is_print(node):
            found = [
                item for item in prints.shown(node) if not (item.value and values.changing(item.value, self.clocked))
            ]
            if found:
                self.recorder.facts_of(node, found, room)
            else:
                self.edits.replace(node, "None")
        elif room.yields and self._passes_on(node):
            self.edits.replace(node, f"(yield from {self.edits.now(node)})")

    def _passes_on(self, node: ast.Call) -> bool:
        return isinstance(node.func, ast.Name) and node.func.id in self.generators


def is_main(node: ast.stmt) -> bool:
    """Whether this is `if __name__ == "__main__":`."""
    return isinstance(node, ast.If) and "__name__" in (text := ast.unparse(node.test)) and "__main__" in text


def records(function: ast.FunctionDef) -> bool:
    """Whether a function holds a print or an assert of its own."""
    nodes = scope.own(function.body)
    return any(isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and prints.is_print(node)) for node in nodes)
