"""Turn a plain script into a case: what it printed, asserted and raised become facts. Pure, text to text.

The lines stay as their author wrote them wherever that is possible.
Imports, and definitions that need nothing else, stay outside; everything else moves into observe().
"""

import ast
import re
import warnings

import msgspec

from gradreg.adopt import devices, imports, layout, scope
from gradreg.adopt.edits import Edits
from gradreg.adopt.paste import code_of, failure, parses
from gradreg.adopt.recorder import Names, Recorder
from gradreg.adopt.rewrite import Rewriter, records
from gradreg.errors import BadSnippet
from gradreg.model import Adopted, Heading, Note, Pasted

__all__ = ["adopt", "code_of", "link_in"]

OLDEST = (3, 7)
LINK = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
PLACES = ("pytorch", "stackoverflow")
RANDOM = {"rand", "randn", "randint", "randperm", "rand_like", "randn_like", "normal", "normal_", "uniform_", "dropout"}
RANDOM |= {"Linear", "Conv1d", "Conv2d", "Conv3d", "Embedding", "LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell"}
RANDOM |= {"Dropout", "Bilinear", "MultiheadAttention", "Transformer", "TransformerEncoderLayer", "ConvTranspose2d"}
NAMED = re.compile(r"(?<!\{)\{([^{}=!<>:\"']+)(\s*=\s*)(![rsa])?(:[^{}]*)?\}")
GENERIC = {"list", "dict", "tuple", "set", "type", "frozenset"}


def adopt(pasted: Pasted, heading: Heading, *, numbers: bool | None = None) -> Adopted:
    """The case that a snippet becomes; raises BadSnippet with everything that is in the way.

    Tensors are recorded by number or by word; by default by number unless the snippet draws random ones,
    which releases round differently, and some draw differently.
    """
    with warnings.catch_warnings():  # of Python, about the snippet: they come when it is run
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            return _adopted(pasted, heading, numbers=numbers)
        except (RecursionError, MemoryError) as error:
            raise BadSnippet("line 1: the code is too deeply nested to be rewritten; paste a smaller part") from error


def _adopted(pasted: Pasted, heading: Heading, *, numbers: bool | None) -> Adopted:
    code, tree = _parsed(pasted.code)
    edits = Edits(code)
    found = imports.sorted_out(tree, edits)
    _refuse(list(found.mistakes))
    notes = [*pasted.notes, *found.notes, *devices.moved(tree, edits), *devices.elsewhere(tree)]
    random = _drawn(tree) if numbers is None else []
    by_number = numbers if numbers is not None else not random
    layout.without_guard(tree, edits)
    recording = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and records(node)}
    recorder = Recorder(tree, edits, Names(_free(tree, "told"), _free(tree, "seen")))
    rewriter = Rewriter(tree, recorder, scope.yielding(tree, recording), shows=pasted.shown)
    rewriter.rewrite(layout.body_of(tree))
    added = ["from __future__ import annotations"] * _annotated(tree) + list(found.added)
    body, called = layout.laid_out(tree, edits, rewriter, added, numbers=by_number)
    notes += random if recorder.told else []
    notes += [*recorder.notes, *(Note(0, f"called {name}(), as pytest would") for name in called), _told(recorder)]
    story = "\n".join(filter(None, [heading.story, ast.get_docstring(tree) or ""]))
    source = msgspec.structs.replace(heading, story=story).docstring + "\n" + body
    return Adopted(source, tuple(sorted(set(notes))))


def link_in(text: str) -> str | None:
    """The first link in a text that leads to where PyTorch is discussed."""
    links = (found[0].rstrip(".,;:") for found in LINK.finditer(text))
    return next((link for link in links if any(place in link for place in PLACES)), None)


def _parsed(code: str) -> tuple[str, ast.Module]:
    """The code as Python 3.7 reads it, and its tree."""
    if error := failure(code.removesuffix("\n").split("\n")):
        _refuse([Note(error.lineno or 1, f"is no Python: {error.msg}. Paste the code alone, or mend this line.")])
    code = _spelled_out(code, ast.parse(code))
    try:
        tree = ast.parse(code, feature_version=OLDEST)
    except SyntaxError as late:
        told = f"{late.msg}; the oldest releases of torch run on Python 3.7: write it as that"
        _refuse([Note(late.lineno or 1, told)])
        raise
    if not tree.body:
        _refuse([Note(1, "there is no code in it")])
    return code, tree


def _refuse(mistakes: list[Note]) -> None:
    if mistakes:
        raise BadSnippet("\n".join(map(str, sorted(mistakes))))


def _spelled_out(code: str, tree: ast.Module) -> str:
    """`f"{x=}"` as `f"x={x!r}"`: Python 3.7 reads only the second."""
    edits = Edits(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and any(isinstance(part, ast.FormattedValue) for part in node.values):
            text = edits.original(node)
            new = NAMED.sub(_spelled, text)
            if parses([f"({new})"]) and ast.dump(ast.parse(f"({new})")) == ast.dump(ast.parse(f"({text})")):
                edits.replace(node, new)
    return edits.text(0, len(code))


def _spelled(found: re.Match[str]) -> str:
    name, equals, conversion, form = found.groups()
    return f"{name}{equals}{{{name.strip()}{conversion or ('' if form else '!r')}{form or ''}}}"


def _annotated(tree: ast.Module) -> bool:
    """Whether annotations are written as only newer Pythons evaluate them."""
    hints = [
        hint
        for node in ast.walk(tree)
        for hint in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if isinstance(hint, ast.expr)
    ]
    return any(
        (isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitOr))
        or (isinstance(part, ast.Subscript) and isinstance(part.value, ast.Name) and part.value.id in GENERIC)
        for hint in hints
        for part in ast.walk(hint)
    )


def _drawn(tree: ast.Module) -> list[Note]:
    """Where random numbers are drawn first, for data or for the weights of a layer."""
    lines = [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in RANDOM)
        or (isinstance(node, ast.Name) and node.id in RANDOM and isinstance(node.ctx, ast.Load))
    ]
    told = "draws random numbers, so tensors are recorded as zero, nonzero or nonfinite; --numbers records numbers"
    return [Note(min(lines), told)] if lines else []


def _told(recorder: Recorder) -> Note:
    names = list(dict.fromkeys(recorder.facts))
    return Note(
        0, f"facts: {', '.join(names)}" if names else 'nothing is shown: the fact is "finished", or what is raised'
    )


def _free(tree: ast.Module, name: str) -> str:
    taken = {getattr(node, field, None) for node in ast.walk(tree) for field in ("id", "name", "arg", "attr", "asname")}
    while name in taken:
        name += "_"
    return name
