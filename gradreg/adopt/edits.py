"""Changes to a source by position, so that everything that is not changed stays as its author wrote it."""

import ast
import io
import tokenize
from itertools import accumulate


class Edits:
    """Replacements in one source; an outer one swallows those inside it, whose effect it holds already."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = source.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self.changes: dict[tuple[int, int], str] = {}

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where a node stands, in characters."""
        assert isinstance(node, ast.expr | ast.stmt | ast.arg | ast.ExceptHandler), "other nodes have no place"
        assert node.end_lineno is not None, "a parsed node has an end"
        assert node.end_col_offset is not None, "a parsed node has an end"
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)

    def at(self, line: int, column: int) -> int:
        """A place given as `ast` does, a line and a column in bytes, in characters from the start."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def original(self, node: ast.AST) -> str:
        """A node as it was written."""
        start, stop = self.span(node)
        return self.source[start:stop]

    def now(self, node: ast.AST) -> str:
        """A node as it is with the changes made so far."""
        return self.text(*self.span(node))

    def text(self, start: int, stop: int) -> str:
        """A stretch of the source with the changes inside it."""
        parts, done = [], start
        for (first, last), new in sorted(self._inside(start, stop).items()):
            parts += [self.source[done:first], new]
            done = last
        return "".join([*parts, self.source[done:stop]])

    def lines_of(self, first: int, last: int) -> str:
        """Whole lines with the changes in them, and what was put before the first one."""
        start, stop = self.starts[first - 1], self.starts[last]
        before = self.changes.get((start, start), "")
        return before + self.text(start, min(stop, len(self.source)))

    def indent(self, node: ast.stmt) -> str:
        """What stands before a statement on its line."""
        start = self.starts[node.lineno - 1]
        return self.changes.get((start, start), "") + self.text(start, self.at(node.lineno, node.col_offset))

    def stands_alone(self, node: ast.stmt) -> bool:
        """Whether a statement begins its line, and no other one follows on its last."""
        before = self.lines[node.lineno - 1].encode()[: node.col_offset]
        after = self.lines[(node.end_lineno or node.lineno) - 1].encode()[node.end_col_offset or 0 :]
        return not before.strip() and not after.lstrip().startswith(b";")

    def replace(self, node: ast.AST, new: str) -> None:
        """Put something in the place of a node."""
        self.put(*self.span(node), new)

    def put(self, start: int, stop: int, new: str) -> None:
        """Put something in the place of a stretch."""
        for inner in self._inside(start, stop):
            del self.changes[inner]
        self.changes[start, stop] = new

    def _inside(self, start: int, stop: int) -> dict[tuple[int, int], str]:
        return {
            (first, last): new
            for (first, last), new in self.changes.items()
            if start <= first and last <= stop and not first == last == start
        }


def inside_strings(source: str) -> set[int]:
    """The lines that begin inside a string, whose indentation is content."""
    found: set[int] = set()
    opened: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        if kind.endswith("STRING_START"):
            opened.append(token.start[0])
        elif kind.endswith("STRING_END"):
            found |= set(range(opened.pop() + 1, token.end[0] + 1))
        elif kind == "STRING":
            found |= set(range(token.start[0] + 1, token.end[0] + 1))
    return found
