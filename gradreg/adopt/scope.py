"""Which names a snippet binds and uses, what may stay outside observe(), and which functions can yield."""

import ast
import builtins
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

Function = ast.FunctionDef
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
BUILTINS = set(dir(builtins))


def own(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Nodes and what they hold, without the insides of functions, classes and comprehensions."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, INNER + COMPREHENSIONS):
            waiting += ast.iter_child_nodes(node)
        elif not isinstance(node, ast.ClassDef):
            waiting += outside(node)


def outside(node: ast.AST) -> list[ast.expr]:
    """The parts of a definition that run where it stands: decorators and defaults."""
    arguments = getattr(node, "args", None)
    defaults = [*arguments.defaults, *filter(None, arguments.kw_defaults)] if arguments else []
    return [*getattr(node, "decorator_list", []), *defaults]


def bound(nodes: Iterable[ast.AST]) -> Counter[str]:
    """How often each name is bound by these statements, in their own scope."""
    found: Counter[str] = Counter()
    for node in own(nodes):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found[name] += 1
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found[name] += 1
            case ast.ExceptHandler(name=str(name)):
                found[name] += 1
            case ast.Import() | ast.ImportFrom():
                found.update(imported(node))
            case _:
                pass
    return found


def imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The names that an import binds."""
    return [alias.asname or alias.name.split(".")[0] for alias in node.names]


def used(node: ast.AST) -> set[str]:
    """Every name that is read or declared global inside, at whatever depth."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            found.add(part.id)
        if isinstance(part, ast.Global | ast.Nonlocal):
            found |= set(part.names)
    return found


def staying(body: Sequence[ast.stmt], held: set[ast.stmt]) -> set[ast.stmt]:
    """The imports and definitions that can stand outside observe(): they need nothing that is inside it.

    Args:
        body: the statements of the snippet.
        held: those that have to be inside in any case.
    """
    count = bound([*_once(body)])
    once = [node for node in body if isinstance(node, Definition) and count[node.name] == 1]
    candidates = set[ast.stmt](once) - held
    candidates |= {node for node in body if _can_stand(node, count)}
    while True:
        inside = set(bound([node for node in body if node not in candidates]))
        gone = {node for node in candidates if isinstance(node, Definition) and used(node) & inside}
        if not gone:
            return candidates
        candidates -= gone


def _once(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements without imports that stand there a second time."""
    seen: set[str] = set()
    for node in body:
        text = ast.unparse(node) if isinstance(node, ast.Import | ast.ImportFrom) else ""
        if text not in seen:
            yield node
        seen |= {text} - {""}


def _can_stand(node: ast.stmt, count: Counter[str]) -> bool:
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return False
    if any(alias.name == "*" for alias in node.names) or getattr(node, "module", "") == "__future__":
        return True
    return all(count[name] == 1 for name in imported(node))


def yielding(tree: ast.Module, recording: set[str]) -> set[str]:
    """The top-level functions that can yield what they see, because every call of them can pass it on.

    Args:
        tree: the snippet.
        recording: names of the functions that hold something to record.
    """
    count = bound(tree.body)
    known = {node.name: node for node in tree.body if isinstance(node, Function) and _plain(node)}
    candidates = {name for name in known if count[name] == 1}
    while True:
        rooms = [tree.body, *(known[name].body for name in candidates)]
        direct = Counter(name for room in rooms for name in _calls(room))
        mentions = Counter(
            node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        )
        gone = {name for name in candidates if mentions[name] != direct[name]}
        if not gone:
            return _spread(known, candidates, recording)
        candidates -= gone


def _plain(node: ast.FunctionDef) -> bool:
    """Whether a function is no generator and nothing wraps it."""
    return not node.decorator_list and not any(isinstance(part, ast.Yield | ast.YieldFrom) for part in own(node.body))


def _calls(room: Iterable[ast.AST]) -> list[str]:
    """The names that are called where a yield is possible; an f-string is left alone."""
    texts = {part for node in own(room) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    return [
        node.func.id
        for node in own(room)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node not in texts
    ]


def _spread(known: dict[str, ast.FunctionDef], candidates: set[str], recording: set[str]) -> set[str]:
    """Those that record, and those that call one that does."""
    found = candidates & recording
    while True:
        more = {name for name in candidates - found if found & set(_calls(known[name].body))}
        if not more:
            return found
        found |= more


def unbound(tree: ast.Module) -> dict[str, int]:
    """The names that nothing in the snippet binds -> the line where each is used first."""
    names = {name for node in ast.walk(tree) for name in _binds(node)}
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in names | BUILTINS:
            found[node.id] = min(node.lineno, found.get(node.id, node.lineno))
    return found


def _binds(node: ast.AST) -> list[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import() | ast.ImportFrom():
            return imported(node)
        case ast.Global(names=names):
            return list(names)
        case _:
            return []


def shadowed(body: Sequence[ast.stmt]) -> set[str]:
    """Builtins that the snippet binds after it has used them, which inside a function would be too early."""
    first: dict[str, int] = {}
    for node in own(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in BUILTINS:
            first[node.id] = min(node.lineno, first.get(node.id, node.lineno))
    reads = [node for node in own(body) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return {node.id for node in reads if node.id in first and node.lineno <= first[node.id]}
