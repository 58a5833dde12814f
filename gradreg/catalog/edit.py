"""Write EXPECT into the source of a case; everything else of the file stays as its author wrote it."""

import ast
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from gradreg.model import Case, Expectation, Facts

WIDTH = 120


def with_expect(case: Case, expect: Sequence[Expectation]) -> str:
    """The source of a case with EXPECT replaced, or added after the code."""
    lines = case.source.splitlines()
    block = f"EXPECT = {_text(_content(expect, case.source), 0, len('EXPECT = '))}".splitlines()
    nodes = _assignments(case.source)
    if "EXPECT" in nodes:
        start, stop = nodes["EXPECT"].lineno - 1, nodes["EXPECT"].end_lineno
        return "\n".join([*lines[:start], *block, *lines[stop:]]) + "\n"
    if "CLAIMS" in nodes:
        start = nodes["CLAIMS"].lineno - 1
        return "\n".join([*lines[:start], *block, "", *lines[start:]]) + "\n"
    return case.source.rstrip() + "\n\n\n" + "\n".join(block) + "\n"


def write(path: Path, source: str) -> None:
    """Replace a case file in one step."""
    new = path.with_suffix(".py.new")
    new.write_text(source, encoding="utf-8")
    new.replace(path)


def _assignments(source: str) -> dict[str, ast.Assign]:
    return {
        node.targets[0].id: node
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def _content(expect: Sequence[Expectation], source: str) -> Mapping[str, object]:
    ranges = {f"[{entry.rows}]": {text: _as_yielded(facts, source) for text, facts in entry.ranges} for entry in expect}
    return ranges["[*]"] if [*ranges] == ["[*]"] else ranges


def _as_yielded(facts: Facts, source: str) -> Facts:
    """Facts in the order in which the source yields them; the reserved names last."""

    def place(name: str) -> int:
        found = source.find(f"yield {_short(name)}")
        return found if found >= 0 else len(source)

    return {name: facts[name] for name in sorted(facts, key=place)}


def _text(value: object, indent: int, lead: int) -> str:
    """A value as source, on one line where it fits behind `lead` columns, else an item a line."""
    short = _short(value)
    if indent + lead + len(short) < WIDTH or not (value and isinstance(value, dict | list)):
        return short
    inner = " " * (indent + 4)
    if isinstance(value, dict):
        keys = [(f"{_short(key)}: ", item) for key, item in value.items()]
        items = [f"{inner}{key}{_text(item, indent + 4, len(key))},\n" for key, item in keys]
        return "{\n" + "".join(items) + " " * indent + "}"
    return "[\n" + "".join(f"{inner}{_text(item, indent + 4, 0)},\n" for item in value) + " " * indent + "]"


def _short(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_short(key)}: {_short(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_short, value)) + "]"
    if isinstance(value, str) and ('"' not in value or "'" in value):
        return json.dumps(value, ensure_ascii=False)
    return repr(value).replace("e+", "e") if isinstance(value, float) else repr(value)
