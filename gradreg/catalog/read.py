"""Read one case file: what it says, and everything that is wrong with it."""

import ast
import itertools
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from gradreg import names
from gradreg.catalog import covering, syntax
from gradreg.catalog.literals import Literals, is_text, plain
from gradreg.harmless import IN_SOURCE
from gradreg.model import Case, Expectation, Facts, Mistake, Release, Row, Scalar

LINK = re.compile(r"https?://\S+")
CASE_NAME = re.compile(rf"{names.CASE.pattern}(\[.+\])?")
OLDEST_PYTHON = (3, 7)
MOST_ROWS = 2000
STEP = "step"
SPELL = r"nobody sees it: spell it in the source, as in '\x1b' or '\u202e'"


def read_case(
    path: Path, name: str, releases: Sequence[Release], *, loose: bool = False
) -> tuple[Case | None, list[Mistake]]:
    """Read a case; the second value holds every mistake, and the first is None when there is one.

    With `loose` the docstring may be as it likes: a question of one's own needs no story.
    """
    try:
        source = path.read_text(encoding="utf-8")
        if hidden := _hidden(path, source):
            return None, hidden
        tree = ast.parse(source, feature_version=OLDEST_PYTHON)
        if halves := _halves(path, source, tree):
            return None, halves
    except OSError as error:
        return None, [Mistake(plain(str(path)), 1, f"cannot be read: {error.strerror}; a case is a file")]
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        text = (
            f"does not parse as Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]}, which the oldest releases need: {error}"
        )
        return None, [Mistake(plain(str(path)), line, plain(text))]
    reader = _Reader(path, name, source, tree, releases)
    reader.loose = loose
    case = reader.case()
    return (None if reader.mistakes else case), reader.mistakes


def _hidden(path: Path, source: str) -> list[Mistake]:
    """Characters that a reader of the file would not see; a diff that holds them can show other code than runs."""
    return [
        Mistake(str(path), source.count("\n", 0, found.start()) + 1, f"holds {names.told(found.group())}; {SPELL}")
        for found in IN_SOURCE.finditer(source)
    ]


def _halves(path: Path, source: str, tree: ast.Module) -> list[Mistake]:
    """Strings with half a character in them, which no file of evidence and no terminal can hold."""
    told = "this string holds half a character, a lone surrogate; nothing can write it down"
    nodes = ast.walk(tree) if "\\u" in source.lower() else ()
    return [Mistake(str(path), node.lineno, told) for node in nodes if isinstance(node, ast.Constant) and _half(node)]


def _half(node: ast.Constant) -> bool:
    return isinstance(node.value, str) and any("\ud800" <= char <= "\udfff" for char in node.value)


class _Reader(Literals):
    """Goes through one file and notes mistakes instead of stopping at the first."""

    def __init__(self, path: Path, name: str, source: str, tree: ast.Module, releases: Sequence[Release]) -> None:
        super().__init__(plain(str(path)))
        self.source, self.name, self.tree, self.releases = source, name, tree, releases
        self.location = path
        self.versions = tuple(release.version for release in releases)
        self.loose = False
        self.assigned = dict(self._assignments())

    def case(self) -> Case:
        question, story, links = self._docstring()
        params = self.params(self.assigned.get("PARAMS"))
        rows = self._applicable(self._rows(params))
        observe = self._observe(params)
        self._imports()
        expect = self._expect(rows)
        claims = tuple(self.claims(self.assigned.get("CLAIMS"), rows))
        self._names(observe)
        device = observe is not None and "device" in syntax.arguments(observe)
        return Case(
            self.name, self.location, question, story, links, self.source, syntax.code_hash(self.source, self.tree),
            device, rows, expect, claims, self._workarounds(rows), self._step(observe),
        )  # fmt: skip # a field a line says nothing more

    def _assignments(self) -> Iterator[tuple[str, ast.expr]]:
        seen: set[str] = set()
        for node in self.tree.body:
            for name in syntax.capitals(node):
                if name not in syntax.METADATA:
                    self.wrong(node, f"{name} is none of {', '.join(syntax.METADATA)}; write other names in lower case")
                elif name in seen or not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)):
                    self.wrong(node, f"{name} is assigned once, as `{name} = ...`: it is read without running the case")
                else:
                    yield name, node.value
                seen.add(name)

    def _docstring(self) -> tuple[str, str, tuple[str, ...]]:
        text = ast.get_docstring(self.tree) or ""
        if not is_text(text):
            self.wrong(self.tree.body[0], "the docstring holds half of a surrogate pair, which is no character")
            text = plain(text)
        if self.loose:
            return text.partition("\n")[0], "", ()
        if not text:
            self.wrong(self.tree, "no docstring: its first line is the question a user would ask, then story and links")
            return "", "", ()
        question, _, rest = text.partition("\n")
        if not question.endswith("?"):
            self.wrong(self.tree.body[0], "the docstring's first line is not a question: end it with '?'")
        links = tuple(line.strip() for line in rest.splitlines() if LINK.fullmatch(line.strip()))
        if not links:
            self.wrong(self.tree.body[0], "the docstring has no link alone on a line to what settles or disputes this")
        story = "\n".join(line for line in rest.strip().splitlines() if line.strip() not in links).strip()
        return question, story, links

    def _applicable(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The rows with the releases in which TORCH lets them make sense."""
        node = self.assigned.get("TORCH")
        limits = self.by_rows(node, "TORCH", '">=1.10"') if node is not None else []
        ranges = [(pattern, text) for key, pattern, text in limits if self._holds_a_release(key, text)]
        for key, pattern, _ in limits:
            if not any(row.matches(pattern) for row in rows):
                self.wrong(key, f"TORCH speaks of rows [{pattern}], and there are none")
        return tuple(msgspec.structs.replace(row, torch=",".join(_matching(ranges, row))) for row in rows)

    def _workarounds(self, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
        """The names in WORKAROUND; whether there are such cases is seen when all were read."""
        node = self.assigned.get("WORKAROUND")
        named = self.by_rows(node, "WORKAROUND", '"topic/other_case"') if node is not None else []
        for key, pattern, name in named:
            if not any(row.matches(pattern) for row in rows):
                self.wrong(key, f"WORKAROUND speaks of rows [{pattern}], and there are none")
            if not CASE_NAME.fullmatch(name):
                self.wrong(
                    key, f"WORKAROUND {name!r} is no name of a case or row: write 'topic/case' or 'topic/case[row]'"
                )
        return tuple((pattern, name) for _, pattern, name in named)

    def _holds_a_release(self, node: ast.AST, text: str) -> bool:
        if not self.range(node, text):
            return False
        if not any(release.within(text) for release in self.releases):
            self.wrong(node, f"TORCH {text!r} holds no known release")
        return True

    def range(self, node: ast.AST, text: str) -> bool:
        """Whether a text is a PEP 440 range; notes the mistake if not."""
        if not covering.is_range(text):
            self.wrong(node, f"{text!r} is no PEP 440 range; write one such as '<2.0' or '>=1.8,<2.1'")
        return covering.is_range(text)

    def _rows(self, params: dict[str, list[Scalar | None]]) -> tuple[Row, ...]:
        if math.prod(map(len, params.values())) > MOST_ROWS:
            self.wrong(self.assigned["PARAMS"], f"PARAMS makes more than {MOST_ROWS} rows; split the case")
            return ()
        combinations = [dict(zip(params, values, strict=True)) for values in itertools.product(*params.values())]
        rows = tuple(Row(self.name, "-".join(map(str, values.values())), values) for values in combinations)
        if len({row.label for row in rows}) < len(rows):
            self.wrong(self.assigned["PARAMS"], "two combinations of PARAMS have the same label; rename a value")
        return rows

    def _observe(self, params: dict[str, list[Scalar | None]]) -> ast.FunctionDef | None:
        found = [node for node in self.tree.body if isinstance(node, ast.FunctionDef) and node.name == "observe"]
        if len(found) != 1:
            self.wrong(self.tree, "a case has exactly one function observe() or observe(device)")
            return None
        arguments = set(syntax.arguments(found[0])) - {"device"}
        if arguments != set(params):
            have = ", ".join(sorted(arguments)) or "none"
            self.wrong(found[0], f"observe() takes {have}, but PARAMS names {', '.join(params) or 'none'}")
        if not any(isinstance(node, ast.Yield | ast.YieldFrom) for node in syntax.own_nodes(found[0])):
            self.wrong(found[0], 'observe() yields nothing: yield ("name", value) for each thing you see')
        return found[0]

    def _step(self, observe: ast.FunctionDef | None) -> bool:
        """Whether the case marks the part that is compiled in a mode; notes a mark that cannot work."""
        marks = [node for node in self.tree.body if syntax.binds(node, STEP)]
        for node in marks:
            for fault in _step_faults(node, observe, self.tree):
                self.wrong(node, f"{STEP} is the part that is compiled, and {fault}")
        if len(marks) > 1:
            self.wrong(marks[1], f"{STEP} is the part that is compiled, and there is one; give this another name")
        return bool(marks)

    def _imports(self) -> None:
        code = [node for node in self.tree.body if not syntax.is_metadata(node)]
        for node in itertools.chain.from_iterable(map(ast.walk, code)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "."]
            for name in names:
                if name.split(".")[0] not in {"torch", *sys.stdlib_module_names}:
                    self.wrong(node, f"imports {name}: a case imports torch and the standard library only")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                self.wrong(node, "prints: yield what you see instead")

    def _expect(self, rows: Sequence[Row]) -> tuple[Expectation, ...]:
        node = self.assigned.get("EXPECT")
        if node is None:
            return ()
        groups = [
            (where, pattern, value, [row for row in rows if row.matches(pattern)])
            for where, pattern, value in self.groups(node)
        ]
        counts = Counter(row.name for *_, mine in groups for row in mine)
        for row in rows:
            if counts[row.name] != 1:
                told = f"EXPECT has {counts[row.name]} entries for the row {row.name}; exactly one has to match"
                self.wrong(node, told)
        return tuple(Expectation(pattern, self._ranges(where, value, mine)) for where, pattern, value, mine in groups)

    def _ranges(self, where: ast.AST, node: ast.expr, rows: Sequence[Row]) -> tuple[tuple[str, Facts], ...]:
        ranges = [(key, text, facts) for key, text, facts in self.ranges(node) if self.range(key, text)]
        limits = frozenset(row.torch for row in rows)
        wrong = covering.unmatched(tuple(text for _, text, _ in ranges), limits, self.versions)
        if wrong:
            self.wrong(where, f"EXPECT: {wrong}; exactly one has to")
        return tuple((text, facts) for _, text, facts in ranges)

    def _names(self, observe: ast.FunctionDef | None) -> None:
        """Catch a misspelt fact name, where every name that is yielded can be read off the source."""
        yielded = syntax.yielded(observe) if observe else None
        for name in sorted({"raises", "warns"} & (yielded or set())):
            self.wrong(observe or self.tree, f"the fact name {name!r} is reserved; choose another")
        if yielded is None:
            return
        for name in sorted(self.mentioned.keys() - yielded - {"raises", "warns"}):
            self.wrong(self.mentioned[name], f"EXPECT or CLAIMS speaks of {name!r}, which observe() never yields")


def _step_faults(node: ast.stmt, observe: ast.FunctionDef | None, tree: ast.Module) -> Iterator[str]:
    """Why a part that is marked cannot be compiled."""
    if not isinstance(node, ast.FunctionDef):
        yield f"has to be a function, `def {STEP}(...)`; give this another name"
        return
    if any(isinstance(item, ast.Yield | ast.YieldFrom) for item in syntax.own_nodes(node)):
        yield "a generator cannot be; yield in observe(), from what it returns"
    if any(isinstance(item, ast.Attribute) and ast.unparse(item) == "torch.compile" for item in ast.walk(tree)):
        yield "this case calls torch.compile itself; leave one of the two"
    if observe and not any(isinstance(item, ast.Name) and item.id == STEP for item in ast.walk(observe)):
        yield f"observe() never calls it; call it, or give it another name than {STEP}"


def _matching(ranges: Sequence[tuple[str, str]], row: Row) -> list[str]:
    return [text for pattern, text in ranges if row.matches(pattern)]
