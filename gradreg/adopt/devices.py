"""What asks for a GPU takes the device that the case is observed on."""

import ast
import re
from collections.abc import Iterator

from gradreg.adopt.edits import Edits
from gradreg.model import Note

CUDA = re.compile(r"(?:cuda|gpu|mps)(?::\d+)?")
HARMLESS = {"is_available", "manual_seed", "manual_seed_all", "device_count"}


def moved(tree: ast.Module, edits: Edits) -> list[Note]:
    """Replace devices by the parameter of observe(); return what was done."""
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    texts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    notes = [_moved(node, parents.get(id(node)), edits) for node in _inner_first(tree) if id(node) not in texts]
    return [note for note in notes if note]


def asked(tree: ast.AST) -> bool:
    """Whether a tree speaks of a GPU in a way that is replaced."""
    return any(_device(node) or _method(node) for node in ast.walk(tree))


def elsewhere(tree: ast.Module) -> Iterator[Note]:
    """What needs a GPU and cannot be replaced."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "torch.cuda" and node.attr not in HARMLESS:
            yield Note(node.lineno, f"torch.cuda.{node.attr} stays, and may raise where there is no GPU")


def _inner_first(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        yield from _inner_first(child)
        yield child


def _moved(node: ast.AST, parent: ast.AST | None, edits: Edits) -> Note | None:
    if (
        _device(node)
        and not isinstance(parent, ast.Compare | ast.Expr | ast.FormattedValue)
        and not _is_printed(parent)
    ):
        assert isinstance(node, ast.Constant | ast.IfExp), "a device is one of these"
        edits.replace(node, "device")
        return Note(node.lineno, "the GPU became the device that is observed")
    if _method(node):
        assert isinstance(node, ast.Call), "a method is called"
        assert isinstance(node.func, ast.Attribute), "a method is called"
        edits.replace(node, f"{edits.now(node.func.value)}.to(device)")
        return Note(node.lineno, ".cuda() became .to(device), which on the cpu is the tensor itself and no copy")
    return None


def _device(node: ast.AST) -> bool:
    """Whether a node is the name of a GPU, or the choice between a GPU and the cpu."""
    match node:
        case ast.Constant(value=str(text)):
            return bool(CUDA.fullmatch(text))
        case ast.IfExp(body=ast.Constant() as body, test=test, orelse=ast.Constant()):
            return _device(body) and "is_available" in ast.unparse(test)
        case _:
            return False


def _method(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr="cuda")):
            return not (isinstance(value, ast.Name) and value.id == "torch")
        case _:
            return False


def _is_printed(parent: ast.AST | None) -> bool:
    return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "print"
