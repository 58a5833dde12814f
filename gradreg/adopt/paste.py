"""Find the Python in what somebody pasted: fences, quotes, prompts, notebooks, Python 2. Lines keep their place."""

import ast
import re
import textwrap
import warnings
from collections.abc import Sequence

from gradreg.errors import BadSnippet
from gradreg.model import Note, Pasted

FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*([\w.+-]*)")
QUOTE = re.compile(r"\s*>(?!>>)( ?)")
PROMPT = re.compile(r"\s*(?:>>>|In \[\d*\]:)(?: |$)")
MORE = re.compile(r"\s*\.\.\.:?(?: |$)")
MAGIC = re.compile(r"\s*(?:%|!|get_ipython\(\)|\?\w|\w[\w.]*\?\s*$)")
DOES = re.compile(r"\bimport |\btorch\.|\.backward\(|\bprint\b|^\s*[\w.]+ = ")
IMPORT = re.compile(r"(?:import|from) +\w")
PRINT = re.compile(r"^(\s*|.*:\s+)print(?:\s*$|\s+(?:>>\s*\w[\w.]*\s*,\s*)?(?!\()(.+?)(,?)\s*$)")
CATCH = re.compile(r"^(\s*except\s+[\w.() ,]+?)\s*,\s*(\w+)\s*:")
PYTHON = {"python", "py", "python3", "py3", "pycon", "ipython", "python-repl", "python2"}
OTHER = {"bash", "sh", "shell", "console", "text", "txt", "pytb", "json", "yaml", "cpp", "c++", "c", "diff", "log"}
ODD = str.maketrans({"\u00a0": " ", "\u200b": None, "\ufeff": None, "“": '"', "”": '"', "‘": "'", "’": "'"})


def code_of(text: str, block: int | None = None) -> Pasted:
    """The Python that a text holds; with `block`, only that of its fenced blocks, counted from 1."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = _unquoted([line if line.isascii() else _plain(line) for line in lines])
    lines, notes = _unfenced(lines, block)
    shown = any(PROMPT.match(line) for line in lines)
    lines = _typed(lines) if shown else textwrap.dedent("\n".join(lines)).split("\n")
    lines, dropped = _without_magic(lines)
    lines, mended = _readable(lines)
    return Pasted("\n".join(lines).rstrip() + "\n", shown, (*notes, *dropped, *mended))


def parses(lines: Sequence[str]) -> bool:
    """Whether lines are Python of some version."""
    return failure(lines) is None


def failure(lines: Sequence[str]) -> SyntaxError | None:
    """Why lines are no Python, if so."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse("\n".join(lines) + "\n")
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError) as error:
        return SyntaxError(str(error))
    return None


def _plain(line: str) -> str:
    """A line without what web pages put in place of spaces and quotes, unless it is Python as it is."""
    return line.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "") if parses([line.strip()]) else (
        line.translate(ODD)
    )  # fmt: skip # one choice


def _unquoted(lines: Sequence[str]) -> list[str]:
    if all(QUOTE.match(line) for line in lines if line.strip()):
        return [QUOTE.sub("", line, count=1) for line in lines]
    return list(lines)


def _unfenced(lines: list[str], block: int | None) -> tuple[list[str], list[Note]]:
    """The lines of the code blocks, everything else blank."""
    blocks = _blocks(lines)
    if not blocks:
        if block is not None:
            raise BadSnippet("--block chooses between fenced blocks (```), and the text has none. Leave it out.")
        return lines, []
    chosen = _chosen(lines, blocks, block)
    kept = [""] * len(lines)
    for start, stop in chosen:
        kept[start:stop] = textwrap.dedent("\n".join(lines[start:stop])).split("\n")
    left = len(blocks) - len(chosen)
    told = ", ".join(f"{start + 1}-{stop}" for start, stop in chosen)
    more = f"; {left} of {len(blocks)} blocks left out, --block N takes one alone" if left else ""
    return kept, [Note(chosen[0][0], f"took the code between the fences, lines {told}{more}")]


def _blocks(lines: Sequence[str]) -> list[tuple[int, int, str]]:
    """The fenced blocks that hold something, as (first line, line behind the last, language)."""
    found, opened = [], None
    for index, line in enumerate(lines):
        fence = FENCE.match(line)
        if opened and fence and fence[1].startswith(opened[0]):
            found.append((opened[1], index, opened[2]))
            opened = None
        elif fence and not opened:
            opened = (fence[1], index + 1, fence[2].lower())
    found += [(opened[1], len(lines), opened[2])] if opened else []
    return [(start, stop, kind) for start, stop, kind in found if any(line.strip() for line in lines[start:stop])]


def _chosen(lines: Sequence[str], blocks: Sequence[tuple[int, int, str]], block: int | None) -> list[tuple[int, int]]:
    """The block that was asked for; else the first script, with the blocks that go on with it."""
    if block is not None:
        if not 1 <= block <= len(blocks):
            raise BadSnippet(f"--block {block}: the text has {len(blocks)} fenced blocks, counted from 1.")
        return [blocks[block - 1][:2]]
    tagged = [item for item in blocks if item[2] in PYTHON]
    found = tagged or [item for item in blocks if item[2] not in OTHER and _is_code(lines[item[0] : item[1]])]
    if not found:
        raise BadSnippet("none of the fenced blocks is Python; paste the code alone, or choose one with --block N")
    scripts = [item for item in found if any(re.search(r"\bimport torch\b", line) for line in lines[item[0] : item[1]])]
    stop = scripts[1][0] if len(scripts) > 1 else len(lines)
    return [item[:2] for item in found if (not scripts or item[0] >= scripts[0][0]) and item[0] < stop]


def _is_code(lines: Sequence[str]) -> bool:
    """Whether a block that names no language is Python rather than what Python printed."""
    if any(PROMPT.match(line) for line in lines):
        return True
    readable, _ = _readable(textwrap.dedent("\n".join(lines)).split("\n"))
    return parses(readable) and any(DOES.search(line) for line in lines)


def _typed(lines: Sequence[str]) -> list[str]:
    """What was typed behind the prompts of a session; what it answered is blank."""
    typed, going = [], False
    for line in lines:
        prompt = PROMPT.match(line) or (MORE.match(line) if going else None)
        typed.append(line[prompt.end() :] if prompt else "")
        going = bool(prompt)
    return typed


def _without_magic(lines: Sequence[str]) -> tuple[list[str], list[Note]]:
    """Notebook lines are no Python; they are dropped where they keep the rest from being read."""
    if parses(lines):
        return list(lines), []
    gone = [number for number, line in enumerate(lines, 1) if MAGIC.match(line)]
    kept = ["" if number in gone else line for number, line in enumerate(lines, 1)]
    return kept, [Note(number, f"dropped {lines[number - 1].strip()}, a notebook's command") for number in gone]


def _readable(lines: Sequence[str]) -> tuple[list[str], list[Note]]:
    """Lines that Python 3 reads, if a known remedy makes them so; else the lines as they are."""
    for remedy in (_as_it_is, _without_tabs, _modern, _without_prose):
        mended, notes = remedy(lines)
        if parses(mended):
            return mended, notes
    return list(lines), []


def _as_it_is(lines: Sequence[str]) -> tuple[list[str], list[Note]]:
    return list(lines), []


def _without_tabs(lines: Sequence[str]) -> tuple[list[str], list[Note]]:
    return [line.expandtabs(8) for line in lines], [Note(1, "tabs became spaces")]


def _modern(lines: Sequence[str]) -> tuple[list[str], list[Note]]:
    """Python 2's print statement and except clause, as Python 3 writes them."""
    new = [_caught(_printed(line)) for line in lines]
    changed = [number for number, (one, two) in enumerate(zip(lines, new, strict=True), 1) if one != two]
    return new, [Note(number, f"Python 2: {new[number - 1].strip()}") for number in changed]


def _printed(line: str) -> str:
    found = PRINT.match(line)
    return f"{found[1]}print({(found[2] or '').strip()})" if found else line


def _caught(line: str) -> str:
    found = CATCH.match(line)
    return f"{found[1]} as {found[2]}:{line[found.end() :]}" if found else line


def _without_prose(lines: Sequence[str]) -> tuple[list[str], list[Note]]:
    """An issue's text without fences: from the first import to the last line that is still Python."""
    start = next((index for index, line in enumerate(lines) if IMPORT.match(line)), 0)
    if not start or parses(lines[:start]):
        return list(lines), []  # a script with a mistake in it, which its author has to hear of
    stop = len(lines)
    while stop > start and (error := failure(_modern(lines[start:stop])[0])):
        stop = min(stop - 1, start + (error.lineno or 1) - 1)
    while not lines[stop - 1].strip() or lines[stop - 1].startswith("#"):
        stop -= 1
    kept, notes = _modern([*[""] * start, *lines[start:stop]])
    return kept, [Note(start + 1, f"took lines {start + 1}-{stop}, the part of the text that is Python"), *notes]
