"""A case and its evidence -> what the index holds of it. Pure."""

import ast
import re
from collections.abc import Iterable

import msgspec

from gradreg.ask.words import words
from gradreg.model import Behaviour, Case, Evidence

HEAD = {"name": 1.0, "question": 1.0}
BODY = {"story": 2.0, "says": 2.0, "labels": 2.0, "facts": 1.0, "api": 2.0, "texts": 0.5}
"""What is searched, and how much a word there weighs."""
FIELDS = [*HEAD, *BODY]


class RowDocument(msgspec.Struct, frozen=True):
    """A row: the words of its label and arguments, its texts, and how many behaviours it showed."""

    name: str
    words: str
    texts: tuple[str, ...]
    behaviours: int


class Document(msgspec.Struct, frozen=True):
    """A case: its fields in the order of FIELDS, and its rows."""

    fields: tuple[str, ...]
    rows: tuple[RowDocument, ...]


def document(case: Case, evidence: Evidence) -> Document:
    """What is searched of a case."""
    seen, tree = _behaviours(evidence), ast.parse(case.source)
    rows = tuple(_row(row.name, row.label, row.arguments, seen.get(row.name, [])) for row in case.rows)
    texts = dict.fromkeys(text for row in rows for text in row.texts)
    fields = {
        "name": case.name,
        "question": case.question,
        "story": case.story,
        "says": " ".join(claim.says for claim in case.claims),
        "labels": _once(f"{name} {value}" for row in case.rows for name, value in row.arguments.items()),
        "facts": _once([*_yielded(tree), *(name for found in seen.values() for item in found for name in item.facts)]),
        "api": " ".join(_names(tree)),
        "texts": _once(texts),
    }
    return Document(tuple(" ".join(words(fields[name])) for name in FIELDS), rows)


def _behaviours(evidence: Evidence) -> dict[str, list[Behaviour]]:
    """Row -> its behaviours, each once."""
    found: dict[str, dict[int, Behaviour]] = {}
    for (row, _, _), cell in evidence.cells.items():
        found.setdefault(row, {})[id(cell.behaviour)] = cell.behaviour
    return {row: list(content.values()) for row, content in found.items()}


def _row(name: str, label: str, arguments: object, seen: Iterable[Behaviour]) -> RowDocument:
    seen = [item for item in seen if item.outcome.is_behaviour]
    texts = dict.fromkeys(text for item in seen for text in _texts(item))
    told = " ".join(words(f"{label} {arguments}"))
    return RowDocument(name, told, tuple(texts), len(seen))


def _texts(behaviour: Behaviour) -> list[str]:
    return [text for text in (behaviour.message, *(text for _, text in behaviour.warnings)) if text]


def _once(texts: Iterable[str]) -> str:
    """Each word once, so that a case of two hundred rows is no longer than one of two."""
    return " ".join(dict.fromkeys(word for text in texts for word in re.findall(r"\w+", text)))


def _yielded(tree: ast.Module) -> list[str]:
    """The names of facts, where the code has them as they are."""
    pairs = [
        node.value.elts[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
    ]
    return [str(name.value) for name in pairs if isinstance(name, ast.Constant)]


def _names(tree: ast.Module) -> list[str]:
    """The names of functions, methods, classes and arguments in the code, each once."""
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found[node.attr] = None
        elif isinstance(node, ast.keyword) and node.arg:
            found[node.arg] = None
    return list(found)
