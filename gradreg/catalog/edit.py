"""Write EXPECT into the source of a case; everything else of the file stays as its author wrote it."""

import ast
import itertools
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from gradreg.catalog import entries
from gradreg.harmless import visible
from gradreg.model import Case, Expectation, Facts

BLANK = 3
END = re.compile(r"(\r\n|\r|\n)")


def with_expect(case: Case, expect: Sequence[Expectation]) -> str:
    """The source of a case with EXPECT changed where it says something else, or added after the code."""
    content = _content(expect, case.source)
    nodes = _assignments(case.source)
    if "EXPECT" in nodes:
        return _changed(case.source, nodes["EXPECT"].value, content)
    block = f"EXPECT = {_text(content, 0, len('EXPECT = '))}\n"
    if "CLAIMS" in nodes:
        lines = case.source.split("\n")
        start = _above(lines, nodes["CLAIMS"].lineno - 1)
        return "\n".join([*lines[:start], block, *lines[start:]])
    apart = "\n" * max(0, BLANK - (len(case.source) - len(case.source.rstrip("\n"))))
    return case.source + apart + block


def _changed(source: str, node: ast.expr, content: Mapping[str, object]) -> str:
    """The source with another dict as EXPECT; entries that say the same keep their text."""
    start, stop = entries.span(source, node)
    if entries.same(node, content):
        return source
    text = entries.merged(source, node, content, _text)
    if text is None or ("\n" not in text and len(text) >= entries.WIDTH - len("EXPECT = ")):
        text = _text(content, 0, len("EXPECT = "))
    return source[:start] + text + source[stop:]


def _above(lines: Sequence[str], index: int) -> int:
    """The first line of the comments that stand right above a line."""
    while index and lines[index - 1].startswith("#"):
        index -= 1
    return index


def write(path: Path, source: str) -> None:
    """Replace a case file in one step; lines that stay keep their ends."""
    new = path.with_suffix(".py.new")
    new.unlink(missing_ok=True)
    with new.open("xb") as stream:
        stream.write(with_ends(path.read_bytes().decode(), source).encode())
    new.replace(path)


def with_ends(old: str, new: str) -> str:
    """A text whose lines end as those of the old one did, where the two begin and end alike, else as most of them."""
    parts = END.split(old)
    texts, ends, lines = parts[::2], parts[1::2], new.split("\n")
    if set(ends) <= {"\n"}:
        return new
    before, last = _alike(texts, lines), len(lines) - 1
    after = min(_alike(texts[::-1], lines[::-1]), min(len(texts), len(lines)) - before)
    usual = Counter(ends).most_common(1)[0][0]

    def end(index: int) -> str:
        if index < min(before, len(ends)):
            return ends[index]
        return ends[index - last] if index > last - after else usual

    return "".join(text + end(index) for index, text in enumerate(lines[:-1])) + lines[-1]


def _alike(one: Sequence[str], two: Sequence[str]) -> int:
    """How many lines two texts begin with that are the same."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


def _assignments(source: str) -> dict[str, ast.Assign]:
    return {
        node.targets[0].id: node
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def _content(expect: Sequence[Expectation], source: str) -> Mapping[str, object]:
    ranges: dict[str, Mapping[str, object]] = {
        f"[{entry.rows}]": {text: _as_yielded(facts, source) for text, facts in entry.ranges} for entry in expect
    }
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
    if indent + lead + len(short) < entries.WIDTH or not (value and isinstance(value, dict | list)):
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
        return visible(json.dumps(value, ensure_ascii=False))
    return repr(value).replace("e+", "e") if isinstance(value, float) else repr(value)
