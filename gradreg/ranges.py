"""The range of torch that somebody supports: from a word, a requirement, pyproject.toml or a requirements file."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from gradreg.errors import BadUsage

WRITE = "write one such as `torch>=1.13,<2.16` or `>=1.13,<2.16`"
COMMENT = re.compile(r"(^|\s)#.*$")
OPTION = re.compile(r"\s--\w.*$")


def of(text: str) -> str:
    """The PEP 440 range of a word: the range itself, or a requirement of torch with whatever else it has."""
    text = COMMENT.sub("", text).strip()
    if text[:1] in set("<>=!~"):
        return _range(text)
    found = _requirement(text)
    if found is None or found.url:
        raise BadUsage(f"{text!r} is no range and no requirement with one; {WRITE}.")
    if not _is_torch(found):
        raise BadUsage(f"{text!r} is a requirement of {found.name}, not of torch; {WRITE}.")
    return _written(found.specifier)


def of_file(path: Path) -> str:
    """The range in which a project wants torch: of a pyproject.toml, or of a requirements file."""
    try:
        text = path.read_text(encoding="utf-8")
        wanted = _of_project(tomllib.loads(text)) if path.suffix == ".toml" else _of_lines(text)
    except (OSError, ValueError, RecursionError) as error:  # no text, no TOML, numbers too long or lists too deep
        raise BadUsage(f"{path} cannot be read: {error}") from error
    found = dict.fromkeys(_written(item.specifier) for item in map(_requirement, wanted) if item and _is_torch(item))
    if len(found) != 1:
        told = f"asks for torch in {len(found)} ways ({'; '.join(found)})" if found else "does not ask for torch"
        raise BadUsage(f"{path} {told}; give the range yourself: --range '>=1.13,<2.16'.")
    return next(iter(found))


def _range(text: str) -> str:
    try:
        found = SpecifierSet(text)
        found.contains("1.0")
    except ValueError as error:  # no specifier, or one with a number too long for Python
        raise BadUsage(f"{text!r} is no PEP 440 range; {WRITE}.") from error
    return _written(found)


def _written(found: SpecifierSet) -> str:
    """A range as people write it, from below to above."""
    return ",".join(str(item) for item in sorted(found, key=lambda item: (item.operator[:1] in "!<", str(item))))


def _requirement(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except (ValueError, RecursionError):  # no requirement, or a marker too deep
        return None


def _is_torch(found: Requirement) -> bool:
    return found.name.lower() == "torch"


def _of_project(content: Mapping[str, object]) -> list[str]:
    """The dependencies of a project, or its optional ones where torch is none of the former."""
    project = content.get("project")
    if not isinstance(project, dict):
        return []
    optional = project.get("optional-dependencies")
    groups = [project.get("dependencies"), *(optional.values() if isinstance(optional, dict) else ())]
    lists = [[str(item) for item in group] for group in groups if isinstance(group, list)]
    first = lists[0] if lists and _names_torch(lists[0]) else []
    return first or [item for group in lists for item in group]


def _names_torch(lines: Iterable[str]) -> bool:
    return any(_is_torch(item) for item in map(_requirement, lines) if item)


def _of_lines(text: str) -> list[str]:
    """The requirements of a requirements file: comments, options and hashes are not theirs."""
    lines = text.replace("\\\n", " ").splitlines()
    return [OPTION.sub("", COMMENT.sub("", line)).strip() for line in lines]
