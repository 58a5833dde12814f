"""Read the literal parts of a case (PARAMS, EXPECT, CLAIMS), noting mistakes as they are met."""

import ast
import math
import re
from collections.abc import Iterator, Sequence

from gradreg.model import Claim, Facts, Mistake, Row, Scalar, Value

HALF = re.compile("[\ud800-\udfff]")
CLAIM_KEYS = {"source", "says", "facts"}


class Literals:
    """Turns AST nodes into values; every method notes what it cannot read and goes on."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.mistakes: list[Mistake] = []
        self.mentioned: dict[str, ast.AST] = {}

    def wrong(self, node: ast.AST, text: str) -> None:
        """Note a mistake at a node."""
        self.mistakes.append(Mistake(self.path, getattr(node, "lineno", 1), plain(text)))

    def literal(self, node: ast.AST) -> object:
        """The value of a literal, or None with a mistake noted."""
        try:
            value = ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            self.wrong(node, "not a literal: this is read without running the case, so write the value itself")
            return None
        if why := _unwritable(value):
            self.wrong(node, why)
            return None
        return value

    def entries(self, node: ast.AST, what: str) -> Iterator[tuple[ast.AST, str, ast.expr]]:
        """The (key node, key, value node) of a dict with string keys, each key once."""
        if not isinstance(node, ast.Dict):
            self.wrong(node, f"{what} is a dict")
            return
        seen: set[str] = set()
        for key, value in zip(node.keys, node.values, strict=True):
            text = key.value if isinstance(key, ast.Constant) else None
            if key is None or not isinstance(text, str):
                self.wrong(key or node, f"the keys of {what} are strings")
            elif not is_text(text):
                self.wrong(key, f"{text!r} holds half of a surrogate pair, which is no character")
            elif text in seen:
                self.wrong(key, f"{what} has {text!r} twice")
            else:
                seen.add(text)
                yield key, text, value

    def params(self, node: ast.AST | None) -> dict[str, list[Scalar | None]]:
        """PARAMS: name -> values."""
        found: dict[str, list[Scalar | None]] = {}
        for key, name, value in self.entries(node, "PARAMS") if node is not None else ():
            values = self.literal(value)
            if not (isinstance(values, list) and values and all(_is_scalar(item) for item in values)):
                self.wrong(key, f"PARAMS[{name!r}] is a list of strings, numbers, booleans or None")
            elif len({str(item) for item in values}) < len(values):
                self.wrong(key, f"PARAMS[{name!r}] has a value twice")
            else:
                found[name] = values
        return found

    def by_rows(self, node: ast.expr, what: str, example: str) -> list[tuple[ast.AST, str, str]]:
        """TORCH or WORKAROUND as (node, row pattern, text): one text for all rows, or `"[pattern]"` -> text."""
        if not isinstance(node, ast.Dict):
            text = self.literal(node)
            if isinstance(text, str):
                return [(node, "*", text)]
            self.wrong(node, f'{what} is a string such as {example}, or a dict of "[row pattern]" -> such a string')
            return []
        found = [(key, pattern, self.literal(value)) for key, pattern, value in self.entries(node, what)]
        good = []
        for key, pattern, text in found:
            if isinstance(text, str) and pattern[:1] == "[" and pattern[-1:] == "]":
                good.append((key, pattern[1:-1], text))
            else:
                self.wrong(key, f'an entry of {what} is "[row pattern]": {example}, such as "[NAdam-*]": {example}')
        return good

    def groups(self, node: ast.expr) -> list[tuple[ast.AST, str, ast.expr]]:
        """EXPECT as (node, row pattern, ranges): either ranges for all rows, or `"[pattern]"` -> ranges."""
        keys = node.keys if isinstance(node, ast.Dict) else []
        bracketed = [isinstance(key, ast.Constant) and str(key.value)[:1] == "[" for key in keys]
        if not any(bracketed):
            return [(node, "*", node)]
        if not all(bracketed):
            self.wrong(node, "EXPECT mixes ranges and row patterns; use one or the other")
        return [
            (key, text.removeprefix("[").removesuffix("]"), value) for key, text, value in self.entries(node, "EXPECT")
        ]

    def ranges(self, node: ast.expr) -> list[tuple[ast.AST, str, Facts]]:
        """The (key node, range, facts) of one EXPECT."""
        return [(key, text, self.facts(value)) for key, text, value in self.entries(node, "EXPECT")]

    def facts(self, node: ast.expr) -> Facts:
        """Name -> value, as `yield` would be recorded."""
        found: Facts = {}
        for key, name, value in self.entries(node, "a facts dict"):
            self.mentioned.setdefault(name, key)
            before = len(self.mistakes)
            content = self.literal(value)
            if len(self.mistakes) == before:
                found[name] = self._value(value, name, content)
        return found

    def _value(self, node: ast.AST, name: str, value: object) -> Value:
        if isinstance(value, list | tuple):
            return [self._value(node, name, item) for item in value]
        if isinstance(value, float) and math.isfinite(value):
            return float(f"{value:.4g}")
        if isinstance(value, str | bool | int):
            return value
        hint = 'None is written "None"' if value is None else "facts are strings, booleans, numbers or lists of these"
        hint = f'write "{value}", as it is recorded' if isinstance(value, float) else hint
        self.wrong(node, f"{name!r} is {value!r}: {hint}")
        return ""

    def claims(self, node: ast.AST | None, rows: Sequence[Row]) -> Iterator[Claim]:
        """CLAIMS: what somebody said."""
        if node is None:
            return
        if not isinstance(node, ast.List):
            self.wrong(node, "CLAIMS is a list of dicts with the keys source, says and facts")
            return
        for item in node.elts:
            claim = self._claim(item)
            if claim and not any(row.matches(claim.rows) for row in rows):
                self.wrong(item, f"the claim speaks of rows [{claim.rows}], and there are none")
            if claim:
                yield claim

    def _claim(self, node: ast.expr) -> Claim | None:
        parts = {name: value for _, name, value in self.entries(node, "a claim")}
        if set(parts) - {"rows"} != CLAIM_KEYS:
            self.wrong(node, "a claim has the keys source, says and facts, and rows where it speaks of some rows only")
            return None
        words = {name: self.literal(value) for name, value in parts.items() if name != "facts"}
        if not all(isinstance(word, str) and word for word in words.values()):
            self.wrong(node, "source, says and rows of a claim are strings")
            return None
        facts = self.facts(parts["facts"])
        if not facts:
            self.wrong(parts["facts"], "a claim without facts cannot be judged")
        return Claim(
            str(words["source"]),
            str(words["says"]),
            facts,
            str(words.get("rows", "*")).removeprefix("[").removesuffix("]"),
        )


def _is_scalar(value: object) -> bool:
    return value is None or isinstance(value, str | bool | int) or (isinstance(value, float) and math.isfinite(value))


def _unwritable(value: object) -> str | None:
    """Why a literal cannot be written down again, if so."""
    try:
        repr(value)
        halves = [text for text in _texts(value) if not is_text(text)]
    except (ValueError, RecursionError):
        return "a number too long, or lists too deep, to be written down"
    return f"{halves[0]!r} holds half of a surrogate pair, which is no character" if halves else None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple | set):
        for item in value.items() if isinstance(value, dict) else value:
            yield from _texts(item)


def is_text(text: str) -> bool:
    """Whether every part of a text is a character; half of a surrogate pair is none, and no file can hold it."""
    return HALF.search(text) is None


def plain(text: str) -> str:
    """A text that any file can hold: halves of surrogate pairs are escaped."""
    return text.encode("utf-8", "backslashreplace").decode()
