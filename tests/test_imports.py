"""Who may import whom, and what the host needs, read from the sources."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import ROOT
from packaging.requirements import Requirement

PACKAGE = ROOT / "gradreg"
LEAVES = {"model", "errors", "folders", "harmless", "names", "normalise", "sandbox", "uv", "gradreg"}
COMPOSERS = {"pipeline", "apart", "table", "between", "span", "merge", "verify", "options", "cli", "__main__"}
MAY_IMPORT = {
    "pipeline": None,  # the only one that brings stages together
    "apart": {"compare"},  # pure: what it says of two devices, row by row
    "table": {"apart", "compare", "judge"},  # pure: puts together what pure stages say
    "between": {"apart", "compare"},  # pure: what it says of two sides, put together
    "span": {"compare"},  # pure: what it says of a range, put together
    "merge": {"compare", "fingerprints"},  # pure: cells held against each other, and their environments
    "verify": {"compare", "fingerprints"},  # pure: the same
    "options": {"pipeline", "plan"},  # words of the command line become the pipeline's types
    "cli": {"pipeline", "report", "options"},
    "__main__": {"cli"},
}
"""What a composer may import beside the leaves; None is anything."""
STANDARD = set(sys.stdlib_module_names)


def module_of(path: Path) -> str:
    """The stage a file belongs to: a module of gradreg, or a package of it."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0].replace("__init__", "gradreg")


def imports_of(path: Path) -> Iterator[str]:
    """Every module a file imports, at whatever depth of its code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def stages_of(path: Path) -> set[str]:
    """The modules of gradreg that a file imports."""
    parts = [name.split(".") for name in imports_of(path) if name.split(".")[0] == "gradreg"]
    found = {part[1] for part in parts if len(part) > 1}
    return {name if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists() else "gradreg" for name in found}


def files_of(stage: str) -> list[Path]:
    """The files of a stage, which is a module or a package; `package/module` is one of its modules."""
    path = PACKAGE / stage
    return sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "worker" not in path.parts)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_stage_imports_leaves_and_itself_only(path: Path) -> None:
    """Never another stage: what a stage needs from another comes to it through the pipeline."""
    mine = module_of(path)
    allowed = MAY_IMPORT[mine] if mine in COMPOSERS else set()

    assert allowed is None or set() == stages_of(path) - LEAVES - {mine} - allowed


@pytest.mark.parametrize("leaf", sorted(LEAVES - {"gradreg"}))
def test_a_leaf_imports_no_stage(leaf: str) -> None:
    """What everybody imports depends on nobody but other leaves."""
    assert all(stages_of(path) <= LEAVES for path in files_of(leaf))


def test_nothing_is_imported_in_a_circle() -> None:
    """Each module can be put behind all that it imports."""
    waiting = {name: set[str]() for name in map(module_of, SOURCES)}
    for path in SOURCES:
        waiting[module_of(path)] |= stages_of(path) - {module_of(path)}
    while free := {name for name, needs in waiting.items() if not needs & set(waiting)}:
        waiting = {name: needs for name, needs in waiting.items() if name not in free}

    assert {} == waiting


def test_the_worker_is_imported_by_nobody() -> None:
    """It is run by path; its package stays empty."""
    assert not any("worker" in stages_of(path) for path in SOURCES)
    body = ast.parse((PACKAGE / "worker" / "__init__.py").read_text(encoding="utf-8")).body
    assert all(isinstance(node, ast.Expr) for node in body)


@pytest.mark.parametrize(
    "stage",
    [
        "plan",
        "apart",
        "compare",
        "judge",
        "normalise",
        "model",
        "table",
        "between",
        "span",
        "builds/line",
        "gate",
        "guard",
        "repro",
        "doctor/judging",
        "doctor/pythons",
        "adopt",
        "skeleton",
        "expect",
        "calibration",
        "status",
        "fingerprints",
        "merge",
        "verify",
        "matrix",
        "touched",
        "cluster/placing",
    ],
)
def test_pure_stages_touch_nothing(stage: str) -> None:
    """What is called pure imports nothing that reads, writes, runs or tells the time."""
    impure = {"os", "subprocess", "shutil", "tempfile", "time", "socket", "signal", "random", "datetime", "platform"}

    assert set() == impure & {name.split(".")[0] for path in files_of(stage) for name in imports_of(path)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_what_is_imported_is_declared(path: Path) -> None:
    """A module from outside is a dependency of pyproject.toml, or of the extra that needs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = [*project["dependencies"], *extras["releases"], *extras["cluster"]]
    names = {Requirement(text).name.replace("-", "_") for text in declared}

    assert set() == {name.split(".")[0] for name in imports_of(path)} - STANDARD - names - {"gradreg"}


class TestNoxfile:
    """The noxfile is the other place that names what the host needs."""

    TEXT = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    SCRIPT = tomllib.loads(
        re.sub(r"(?m)^# ?", "", re.search(r"(?ms)^# /// script\n(.*?)^# ///$", TEXT).group(1))  # type: ignore[union-attr] # the test fails loudly without it
    )
    PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def test_names_the_same_dependencies(self) -> None:
        """The script block and pyproject.toml ask for the same."""
        assert sorted(self.PROJECT["dependencies"]) == sorted(self.SCRIPT["dependencies"])

    def test_names_the_same_python(self) -> None:
        """And for the same interpreters."""
        assert self.PROJECT["requires-python"] == self.SCRIPT["requires-python"]

    def test_wants_the_nox_that_it_installs(self) -> None:
        """`needs_version` is what the dependency says."""
        wanted = next(Requirement(text) for text in self.SCRIPT["dependencies"] if text.startswith("nox"))

        assert f'nox.needs_version = "{wanted.specifier}"' in self.TEXT

    def test_every_session_has_its_sentence(self) -> None:
        """The docstring of a session is what `nox -l` shows."""
        for node in ast.parse(self.TEXT).body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                assert str(ast.get_docstring(node)).endswith("."), node.name
