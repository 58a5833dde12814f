"""Write facts into a snippet, in the place of what showed them."""

import ast
import json
from collections.abc import Sequence

import msgspec

from gradreg.adopt import values
from gradreg.adopt.edits import Edits
from gradreg.adopt.prints import Shown
from gradreg.model import Note


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

    def perhaps(self, *, tried: bool = False, error: str | None = None) -> "Room":
        """A suite in it that is not always reached, may be tried, or handles an exception."""
        errors = self.errors | {error} if error else self.errors
        return Room(self.yields, certain=False, tried=self.tried or tried, errors=errors)

    def deeper(self) -> "Room":
        """A function or a comprehension in it, which cannot yield for observe()."""
        return Room(yields=False, certain=False, tried=self.tried, errors=self.errors)


class Recorder:
    """Knows the facts and notes so far, and which helpers the case will need.

    Attributes:
        told: whether a value has to be described when the case runs.
        seen: whether something is seen where no yield is possible, and kept in a list until the end.
    """

    def __init__(self, tree: ast.Module, edits: Edits, names: Names) -> None:
        self.edits, self.names = edits, names
        self.texts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        self.notes: list[Note] = []
        self.facts: list[str] = []
        self.told = self.seen = False

    def note(self, node: ast.expr | ast.stmt, text: str) -> None:
        """Say what was done with a node."""
        self.notes.append(Note(node.lineno, text))

    def facts_of(self, node: ast.stmt | ast.expr, found: Sequence[Shown], room: Room) -> None:
        """Put facts in the place of a statement or an expression."""
        pairs = []
        for item in found:
            name = _name(item, room.errors)
            pairs.append((name, "True" if item.value is None else self._value(item.value, room)))
        self.put(node, pairs, room)

    def put(self, node: ast.stmt | ast.expr, pairs: Sequence[tuple[str, str]], room: Room) -> None:
        """Put names with the source of their values in the place of a node: as yields, or into the list."""
        self.facts += [name for name, _ in pairs]
        texts = [f"{json.dumps(name, ensure_ascii=False)}, {value}" for name, value in pairs]
        if isinstance(node, ast.stmt) and room.yields:
            joint = "\n" + self.edits.indent(node) if self.edits.stands_alone(node) else "; "
            self.edits.replace(node, joint.join(f"yield {text}" for text in texts))
        elif room.yields and len(texts) == 1:
            self.edits.replace(node, f"(yield {texts[0]})")
        else:
            self.seen = True
            listed = ", ".join(f"({text})" for text in texts)
            how = f"extend([{listed}])" if len(texts) > 1 else f"append({listed})"
            self.edits.replace(node, f"{self.names.seen}.{how}")

    def all_of(self, node: ast.Name) -> None:
        """Put a function that records whatever it is given in the place of a `print` that is handed on."""
        self.seen = self.told = True
        self.facts.append("printed")
        fact = f'("printed", {self.names.told}(printed))'
        self.edits.replace(node, f"lambda *printed: {self.names.seen}.append({fact})")

    def _value(self, node: ast.expr, room: Room) -> str:
        text = values.written(node, self._text(node), room.errors, self.names.told)
        self.told = self.told or text.startswith(f"{self.names.told}(")
        return text

    def _text(self, node: ast.expr) -> str:
        """The source of an expression as it is now; what stands in an f-string has no place of its own."""
        if id(node) in self.texts:
            return ast.unparse(node)
        if isinstance(node, ast.List) and node.elts and isinstance(node.elts[0], ast.Starred):
            return f"[{self.edits.now(node.elts[0])}]"
        text = self.edits.now(node)
        return f"({text})" if isinstance(node, ast.GeneratorExp) and not text.startswith("(") else text


def _name(item: Shown, errors: frozenset[str]) -> str:
    """A print of nothing but an exception is called "error", whatever the variable is called."""
    bare = isinstance(item.value, ast.Name) and item.name == item.value.id
    return "error" if bare and item.name in errors else item.name
