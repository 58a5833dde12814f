"""What can be copied from a case, as data of the page: guards, and the parts of which its scripts are put together."""

import ast
from collections.abc import Iterable, Iterator, Mapping

from gradreg.model import SETUPS, Case, Guard, Guarded, Row, Site
from gradreg.report import guard as told
from gradreg.report import words
from gradreg.report.page import code
from gradreg.report.page.once import Once


def of(site: Site, case: Case, frames: Once) -> list[object]:
    """Guards, device -> frame and what each release was measured with, metadata in the shown code, arguments."""
    mine = {
        device: [frames.number(frame.text.encode(), frame.text), frame.measured]
        for device, frame in site.frames.get(case.name, {}).items()
    }
    rows = {row.name: index for index, row in enumerate(case.rows)}
    guards = [_guarded(item, rows) for item in site.guards.get(case.name, ())]
    return [guards, mine, list(_metadata(code.shown(case))), _arguments(case.rows)]


def _guarded(found: Guarded, rows: Mapping[str, int]) -> object:
    guards = [[told.ranges(guard), guard.condition, guard.xfail, shown(guard, found)] for guard in found.guards]
    around = [[item.name, not item.lacks, item.code] for item in found.workarounds]
    return [found.device, [rows[name] for name in found.rows if name in rows], guards, told.proof(found), around]


def shown(guard: Guard, found: Guarded) -> str:
    """The facts that tell a behaviour from the others."""
    what = told.telling(guard, found.guards)
    return words.facts(what) if what else "differs from row to row"


def snippet(found: Guarded) -> str:
    """Lines to copy: the numbers of torch's version, a condition for each behaviour, and a mark for each."""
    parts = ["\n".join(["import torch", *SETUPS["packaging"]])]
    parts += [f"if {guard.condition}:\n    ...  # {shown(guard, found)}" for guard in found.guards]
    parts += ["import pytest", *(f"{guard.xfail}\ndef test_it(): ..." for guard in found.guards)]
    return "\n\n".join(parts)


def _metadata(source: str) -> Iterator[tuple[int, int]]:
    """First and last lines of what is shown of a case but is no part of its script, such as PARAMS."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper():
            yield node.lineno, node.end_lineno or node.lineno


def _arguments(rows: Iterable[Row]) -> list[str]:
    """What observe() is called with in each row, as Python writes it, without the device."""
    return [", ".join(f"{name!r}: {item!r}" for name, item in row.arguments.items()) for row in rows]
