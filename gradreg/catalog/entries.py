"""Change entries of a dict in a source: those that stay keep their text, comments included."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

Show = Callable[[object, int, int], str]
"""Writes a value as source: the value, the columns it is indented by, and those before it on its line."""
TAIL = re.compile(r"[ \t]*,?(?:[ \t]*#[^\n]*)?")
WIDTH = 120
BETWEEN = re.compile(r"\s*,?\s*")


class Entry(msgspec.Struct, frozen=True):
    """One entry as it is written: what leads to it, its key, the value, and the comma or comment behind it."""

    key: str
    lead: str
    written: str
    node: ast.expr
    value: str
    tail: str


def merged(source: str, node: ast.expr, wanted: Mapping[str, object], show: Show) -> str | None:
    """The text of a dict that says something new; None where it is so written that it has to be written anew."""
    place = _Place(source)
    found = place.entries(node)
    if found is None:
        return None
    entries, closing = found
    old = {entry.key: entry for entry in entries}
    order = list(old) if set(old) == set(wanted) else list(wanted)
    spare = [entry for entry in entries if entry.key not in wanted]
    indent = _indent(entries[0].lead) if entries else place.indent(node) + 4
    new_line = "\n" + " " * indent if "\n" in place.text(node) else " "
    parts = []
    for key in order:
        if key in old:
            entry = old[key]
            parts.append((entry.lead, entry.written, _value(source, entry, wanted[key], show, indent), entry.tail))
        else:
            lead = spare.pop(0).lead if spare else new_line if parts or "\n" in new_line else ""
            parts.append((lead, f"{show(key, 0, 0)}: ", show(wanted[key], indent, len(key) + 4), ","))
    left = "".join(_comments(entry.lead) for entry in spare)
    text = _joined(parts, new_line)
    text = (text if "\n" in closing else text.removesuffix(",")) + left
    apart = "#" in text.rpartition("\n")[2] and "\n" not in closing
    return "{" + text + ("\n" + " " * max(0, indent - 4) if apart else closing) + "}"


def span(source: str, node: ast.expr) -> tuple[int, int]:
    """First character of a node in its source, and the one behind its last."""
    return _Place(source).span(node)


def same(node: ast.expr, wanted: object) -> bool:
    """Whether a literal says that, as facts are compared: types count, the order of keys does not."""
    return _plain(ast.literal_eval(node)) == _plain(wanted)


def _value(source: str, entry: Entry, wanted: object, show: Show, indent: int) -> str:
    if same(entry.node, wanted):
        return entry.value
    inner = merged(source, entry.node, wanted, show) if isinstance(wanted, dict) else None
    if inner and ("\n" in inner or indent + len(entry.written + inner) < WIDTH):
        return inner
    return show(wanted, indent, len(entry.key) + 4)


def _joined(parts: list[tuple[str, str, str, str]], new_line: str) -> str:
    """Entries one after the other, with a comma between them, and none in the comment of the one before."""
    text = ""
    for index, (lead, key, value, tail) in enumerate(parts):
        comma = "" if index == len(parts) - 1 or "," in tail.partition("#")[0] else ","
        cramped = "\n" not in lead and (not lead or "#" in text.rpartition("\n")[2])
        text += (new_line if text and cramped else lead) + key + value + comma + tail
    return text


def _comments(lead: str) -> str:
    """The comments above an entry that is gone."""
    return lead.rstrip() if "#" in lead else ""


def _indent(lead: str) -> int:
    return len(lead.rpartition("\n")[2]) if "\n" in lead else 4


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{_plain(item)}" for key, item in sorted(value.items())) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_plain, value)) + "]"
    return repr(float(f"{value:.4g}")) if isinstance(value, float) else repr(value)


class _Place:
    """Where the parts of a source stand, in characters."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = source.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def span(self, node: ast.expr) -> tuple[int, int]:
        """First character of a node, and the one behind its last."""
        start = self._at(node.lineno, node.col_offset)
        return start, self._at(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def text(self, node: ast.expr) -> str:
        """A node as it was written."""
        start, stop = self.span(node)
        return self.source[start:stop]

    def indent(self, node: ast.expr) -> int:
        """By how many columns the line on which a node begins is indented."""
        line = self.lines[node.lineno - 1]
        return len(line) - len(line.lstrip(" "))

    def entries(self, node: ast.expr) -> tuple[list[Entry], str] | None:
        """The entries of a dict and what stands behind the last; None where something else stands between them."""
        if not isinstance(node, ast.Dict):
            return None
        found = list(self._entries(node))
        done = self.span(node)[0] + 1 + sum(len(part.lead + part.written + part.value + part.tail) for part in found)
        closing = self.source[done : self.span(node)[1] - 1]
        between = [entry.lead + entry.tail for entry in found] + [closing]
        return (found, closing) if all(BETWEEN.fullmatch(_bare(text)) for text in between) else None

    def _entries(self, node: ast.Dict) -> Iterator[Entry]:
        done = self.span(node)[0] + 1
        for key, value in zip(node.keys, node.values, strict=True):
            assert isinstance(key, ast.Constant), "a case that was read has strings as keys"
            start, (first, stop) = self.span(key)[0], self.span(value)
            tail = TAIL.match(self.source, stop)
            end = tail.end() if tail else stop
            yield Entry(
                str(key.value), self.source[done:start], self.source[start:first], value,
                self.source[first:stop], self.source[stop:end],
            )  # fmt: skip # a field a line says nothing more
            done = end

    def _at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())


def _bare(text: str) -> str:
    """What stands between two entries, without its comments."""
    return re.sub(r"#[^\n]*", "", text)
