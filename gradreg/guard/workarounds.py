"""Whether a case that another names as its workaround behaves the same on all releases. Pure."""

import ast
from collections.abc import Iterable, Sequence

from gradreg.guard.rows import behaviours
from gradreg.model import Case, Line, Workaround

SHOWN = 4


def judged(
    name: str, found: tuple[Case, Sequence[Line]] | None, needed: Sequence[str], releases: Sequence[str], device: str
) -> Workaround:
    """The workaround of that name: `found` is its case and lines, `needed` the releases it has to work in."""
    if found is None or not found[1]:
        return Workaround(name, (), "", {}, (), (f"there is no case or row named {name}",))
    case, lines = found
    measured = [_measured(line, releases, device) for line in lines]
    where = tuple(release for release in releases if all(release in mine for mine in measured))
    lacks = tuple(lack for line in lines for lack in _lacks(line, needed, releases, device))
    rows = tuple(line.row for line in lines)
    arguments = next(row.arguments for row in case.rows if row.name == rows[0]) if len(rows) == 1 else {}
    return Workaround(name, rows, _observe(case.source), arguments, where, lacks)


def _observe(source: str) -> str:
    """The source of observe() alone."""
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return ast.get_source_segment(source, next(node for node in functions if node.name == "observe")) or ""


def _measured(line: Line, releases: Sequence[str], device: str) -> frozenset[str]:
    return frozenset(release for _, where in behaviours(line, releases, device) for release in where)


def _lacks(line: Line, needed: Sequence[str], releases: Sequence[str], device: str) -> Iterable[str]:
    """Everything that keeps a row from being a proof."""
    shown = behaviours(line, releases, device)
    measured = _measured(line, releases, device)
    missing = [release for release in needed if release not in measured]
    if missing:
        told = ", ".join(missing[:SHOWN]) + (f" and {len(missing) - SHOWN} more" if missing[SHOWN:] else "")
        yield f"{line.row} is not measured on {told}"
    if len(shown) > 1:
        yield f"{line.row} shows {len(shown)} behaviours itself"
    if any(behaviour.raises for behaviour, _ in shown):
        yield f"{line.row} raises {next(behaviour.raises for behaviour, _ in shown if behaviour.raises)}"
    if line.stale:
        yield f"the evidence of {line.row} is stale"
