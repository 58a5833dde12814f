"""How an expression that was printed is written as the value of a fact."""

import ast
from collections.abc import Collection

TRUTHS = {"requires_grad", "is_leaf", "is_cuda", "is_sparse", "training", "ndim", "_version", "retains_grad"}
TELLING = {"isinstance", "issubclass", "hasattr", "callable", "len", "bool"}
TORCH = {"equal", "allclose", "is_tensor", "is_grad_enabled", "is_complex", "is_floating_point"}
METHODS = {"item", "dim", "numel", "nelement", "is_contiguous", "is_floating_point", "is_complex", "equal", "allclose"}
TEXTS = {"dtype", "device", "layout"}
CLOCK = {"time", "perf_counter", "process_time", "monotonic", "time_ns", "perf_counter_ns", "now", "today", "ctime"}
PLACES = {"data_ptr", "storage_ptr", "max_memory_allocated", "memory_allocated", "memory_summary", "getpid"}
VERSIONS = {"__version__", "version_info", "version", "get_device_name", "collect_env", "__config__"}

NUMBERS = '''def {told}(value):
    """What was printed, as a fact: the numbers of a small tensor, a word for a large one, text for what is neither."""
    if isinstance(value, torch.Tensor):
        if value.is_sparse:
            return [{told}(value._indices()), {told}(value._values())]
        return {told}(value.tolist()) if value.numel() <= 64 else value.detach().clone()
'''
WORDS = '''def {told}(value):
    """What was printed, as a fact: a word for a tensor, text for what is no value."""
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
'''
REST = """\
    if isinstance(value, dict):
        return [{told}(item) for item in value.items()]
    if isinstance(value, (list, tuple)):
        return [{told}(item) for item in value]
    if hasattr(value, "tolist"):
        return {told}(value.tolist())
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return re.sub(r" at 0x[0-9a-fA-F]+", "", str(value))
"""


def helper(told: str, *, numbers: bool) -> str:
    """The function that turns what was printed into a value of the format."""
    return ((NUMBERS if numbers else WORDS) + REST).format(told=told).rstrip()


def written(node: ast.expr, text: str, errors: Collection[str], told: str) -> str:
    """The value of a fact, from an expression and its source; what may be no value goes through `told`."""
    if isinstance(node, ast.Name) and node.id in errors:
        return f"type({text}).__name__"
    if error := _error_of(node, errors):
        return f"type({error}).__name__"
    match node:
        case ast.Call(func=ast.Name(id="type"), args=[_]):
            return f"{text}.__name__"
        case ast.Attribute(attr=attr) if attr in TEXTS:
            return f"str({text})"
        case _:
            return text if is_value(node) else f"{told}({text})"


def is_value(node: ast.expr) -> bool:
    """Whether an expression is surely a bool, int, float or str."""
    match node:
        case ast.Constant(value=bool() | int() | float() | str()) | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Compare(ops=ops):
            return all(isinstance(op, ast.Is | ast.IsNot | ast.In | ast.NotIn) for op in ops)
        case ast.BoolOp(values=values):
            return all(map(is_value, values))
        case ast.Attribute(value=value, attr=attr):
            return attr in TRUTHS or (attr == "__name__" and isinstance(value, ast.Call))
        case ast.Call(func=function):
            return _tells(function)
        case _:
            return False


def _tells(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name):
            return name in TELLING
        case ast.Attribute(value=ast.Name(id="torch"), attr=attr):
            return attr in TORCH
        case ast.Attribute(attr=attr):
            return attr in METHODS
        case _:
            return False


def changing(node: ast.expr, clocked: Collection[str]) -> str | None:
    """Why a value differs between runs or releases by itself, if it does."""
    for part in ast.walk(node):
        name = part.id if isinstance(part, ast.Name) else part.attr if isinstance(part, ast.Attribute) else ""
        if name in VERSIONS:
            return "a version differs in each release by itself"
        if name in PLACES or (isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "id"):
            return "an address or a size of memory differs in each run"
        if isinstance(part, ast.Name) and name in clocked:
            return "a time differs in each run"
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr in CLOCK:
            return "a time differs in each run"
    return None


def clocked(tree: ast.AST) -> set[str]:
    """The names that hold times, directly or through another such name."""
    found: set[str] = set()
    for _ in range(3):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and (changing(node.value, found) or "").startswith("a time"):
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def _error_of(node: ast.expr, errors: Collection[str]) -> str | None:
    """The exception whose text an expression is: `str(e)`, `repr(e)`, `e.args`, `e.args[0]`, `e.message`."""
    match node:
        case ast.Call(func=ast.Name(id="str" | "repr"), args=[ast.Name(id=name)]):
            pass
        case ast.Attribute(value=ast.Name(id=name), attr="args" | "message"):
            pass
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id=name), attr="args")):
            pass
        case _:
            return None
    return name if name in errors else None
