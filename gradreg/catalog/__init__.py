"""The catalog: every case file under a folder, read with `ast` and never run."""

import difflib
import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from gradreg import names as naming
from gradreg.catalog.read import read_case
from gradreg.errors import BadCatalog, BadUsage, NoSuchCase
from gradreg.harmless import visible
from gradreg.model import Case, Mistake, Release, Row

NEAR = 8
NAME = naming.CASE
COMPLETED = re.compile(r"[\w/.,:=+%@^ \[\]-]+")
"""What a shell may be handed as a completed word: it puts the text into the command line as it is."""


def read_all(folder: Path, releases: Sequence[Release]) -> tuple[tuple[Case, ...], list[Mistake]]:
    """Read every case below a folder; return the good ones, sorted by name, and all mistakes of the others."""
    _must_be_there(folder)
    cases, mistakes = [], []
    for path in sorted({*folder.rglob("*.py"), *folder.glob("*/*.py")}):
        misplaced = _misplaced(folder, path)
        case, wrong = (None, []) if naming.link(folder, path) else read_case(path, _name(folder, path), releases)
        mistakes += misplaced + wrong
        if case is not None:
            cases.append(case)
    return tuple(cases), sorted(mistakes)


def _must_be_there(folder: Path) -> None:
    if not folder.is_dir():
        raise BadCatalog(
            f"{folder} is no folder. Give the folder that holds <topic>/<claim>.py with --cases, "
            "or work in a clone of gradreg, which has one."
        )


def load(folder: Path, releases: Sequence[Release]) -> tuple[Case, ...]:
    """Read every case; raises BadCatalog with all mistakes at once."""
    cases, mistakes = read_all(folder, releases)
    if mistakes:
        raise BadCatalog("\n".join(map(str, mistakes)) + f"\n{len(mistakes)} mistakes in the catalog.")
    if not cases:
        raise BadCatalog(f"{folder} holds no case. A case is a file {folder}/<topic>/<claim>.py.")
    return cases


def load_for(folder: Path, releases: Sequence[Release], name: str) -> tuple[Case, ...]:
    """The one case that a name or a part of it names, without reading the others; every case where there are more."""
    case = name.partition("[")[0]
    if NAME.fullmatch(case) and (folder / f"{case}.py").is_file():
        return (read_one(folder, case, releases),)
    near = [found for path in folder.glob("*/*.py") if case and case in (found := _name(folder, path))]
    return (read_one(folder, near[0], releases),) if len(near) == 1 else load(folder, releases)


def read_one(folder: Path, name: str, releases: Sequence[Release]) -> Case:
    """The case of that name, without reading the others; raises BadCatalog with all its mistakes."""
    path = folder / f"{name}.py"
    found, mistakes = None, _misplaced(folder, path)
    if not mistakes:
        found, mistakes = read_case(path, name, releases)
    if found is None:
        raise BadCatalog("\n".join(map(str, mistakes)))
    return found


def stamps(folder: Path) -> dict[str, str]:
    """Name of each case, by name -> what changes when its file does; nothing is read."""
    _must_be_there(folder)
    found = {f"{path.parent.name}/{path.stem}": path.stat() for path in sorted(folder.glob("*/*.py"))}
    if not found:
        raise BadCatalog(f"{folder} holds no case. A case is a file {folder}/<topic>/<claim>.py.")
    return {name: f"{stat.st_mtime_ns}-{stat.st_size}" for name, stat in found.items() if NAME.fullmatch(name)}


def names(folder: Path, start: str, releases: Sequence[Release]) -> list[str]:
    """The names of the cases below a folder, unread; or of one case's rows, where its bracket is open in `start`."""
    case, bracket, _ = start.partition("[")
    if not bracket:
        known = (_name(folder, path) for path in sorted(folder.glob("*/*.py")))
        return [name for name in known if naming.fault(name) is None]
    path = folder / f"{case}.py"
    found = read_case(path, case, releases)[0] if NAME.fullmatch(case) and path.is_file() else None
    return [row.name for row in found.rows if COMPLETED.fullmatch(row.name)] if found else []


def read_file(path: Path, folder: Path, releases: Sequence[Release]) -> Case:
    """A case from any file: of the catalog if it lies there, else one of its own that needs no docstring.

    Raises BadCatalog with its mistakes.
    """
    inside = folder.is_dir() and path.resolve().is_relative_to(folder.resolve())
    name = _name(folder.resolve(), path.resolve()) if inside else path.stem
    found, mistakes = read_case(path, name, releases, loose=not inside)
    if found is None:
        hint = f"A plain script becomes a case with `gradreg adopt {shlex.quote(str(path))}`."
        raise BadCatalog("\n".join([*map(str, mistakes), hint]))
    return found


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _misplaced(folder: Path, path: Path) -> list[Mistake]:
    """What is wrong with the name of a case, and with the way to it."""
    link, fault = naming.link(folder, path), naming.fault(_name(folder, path))
    told = [f"{link} is a symbolic link; put the file itself there"] if link else []
    if fault:
        told.append(f"a case is <topic>/<claim>.py, both in lower_case_words, and {fault}; rename or move the file")
    return [Mistake(str(path), 1, text) for text in told]


def selected(cases: Iterable[Case], expression: str | None) -> list[tuple[Case, tuple[Row, ...]]]:
    """Rows whose name matches a -k expression (`detach`, `adam and not zero`, `hooks or func`), by case."""
    matches = chooser(expression or "")
    chosen = [(case, tuple(row for row in case.rows if matches(row.name))) for case in cases]
    found = [(case, rows) for case, rows in chosen if rows]
    if not found:
        raise NoSuchCase(f"no row matches {expression!r}.{_near_words(expression or '', chosen)}")
    return found


def chooser(expression: str) -> Callable[[str], bool]:
    """Whether a row, by its name, matches a -k expression."""
    if set(expression) & set("()"):
        raise BadUsage(f"-k {expression!r}: parentheses are not understood; write `a and b or not c`")
    return lambda name: _matches(name, expression)


def _near_words(expression: str, chosen: Iterable[tuple[Case, object]]) -> str:
    """For each term that is part of no name, the words of names that look like it."""
    known = {row.name.lower() for case, _ in chosen for row in case.rows}
    words = {word for name in known for word in re.split(r"[^a-z0-9]+", name)}
    told = []
    for term in re.split(r"\b(?:and|or|not)\b", expression.lower()):
        if term.strip() and not any(term.strip() in name for name in known):
            told += difflib.get_close_matches(term.strip(), words)
    near = ", ".join(f"`-k {word}`" for word in dict.fromkeys(told))
    return f" Near it: {near}." if near else " `gradreg list` shows the names of all rows."


def _matches(name: str, expression: str) -> bool:
    return any(
        all(_holds(name.lower(), term.strip()) for term in re.split(r"\band\b", group))
        for group in re.split(r"\bor\b", expression.lower())
    )


def _holds(name: str, term: str) -> bool:
    negated = re.match(r"not\s+", term)
    return term[negated.end() :] not in name if negated else term in name


def find(cases: Iterable[Case], name: str) -> tuple[Case, tuple[Row, ...]]:
    """The case of that name with its rows, or the one row that is named; a unique part of a name is enough."""
    exact = [(case, rows) for case in cases if (rows := _named(case, name))]
    if len(exact) == 1:
        return exact[0]
    partly = [case for case in cases if name in case.name]
    if len(partly) == 1:
        return partly[0], partly[0].rows
    near = [case.name for case in partly[:NEAR]] or _near(name, [case.name for case in cases])
    hint = f"It could be: {', '.join(near)}." if near else "`gradreg list` shows all."
    raise NoSuchCase(f"no case is named {visible(name)}. {hint}")


def _near(name: str, names: Sequence[str]) -> list[str]:
    """The names that look most like this one, in whole or in their claim."""
    claims = {known.partition("/")[2]: known for known in names}
    case = name.partition("[")[0].removesuffix(".py")
    found = difflib.get_close_matches(case, names) + [
        claims[claim] for claim in difflib.get_close_matches(case.rpartition("/")[2], claims)
    ]
    return list(dict.fromkeys(found))[:NEAR]


def _named(case: Case, name: str) -> tuple[Row, ...]:
    if name in {case.name, f"{case.name}.py", str(case.path)}:
        return case.rows
    return tuple(row for row in case.rows if row.name == name)
