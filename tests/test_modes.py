"""A case whose step is compiled: what the worker does, and what is told of it."""

from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import KNOWN, saw

from gradreg import plan, releases, runner, table
from gradreg.errors import BadUsage, NotRun
from gradreg.model import Cell, Evidence, Limits
from gradreg.report import words

BODY = """
import torch

def step(x):
    return x * (2 if torch.compiler.is_compiling() else 3)

def observe(device):
    x = torch.ones(2, device=device, requires_grad=True)
    step(x).sum().backward()
    yield "x.grad", x.grad.tolist()
"""
PLAIN = "import torch\n\ndef observe(device):\n    yield 'made', torch.ones(1, device=device)\n"


def test_a_step_is_compiled_before_it_is_observed(torch_python: Callable[[str], Path], tmp_path: Path) -> None:
    """A case shows in a mode what was traced, and one that marks no step has no row there."""
    cases = [helpers.read_case(helpers.write_case(tmp_path / "made" / f"{name}.py", body))
             for name, body in (("marks", BODY), ("plain", PLAIN))]  # fmt: skip # a case a line says nothing more
    newest = releases.find(KNOWN, "2.15.0")
    job = plan.job([(case, case.rows) for case in cases], newest, "cpu+aot_eager", Limits())

    _, found = helpers.observed(torch_python("2.15.0"), job)

    assert {"made/marks": {"x.grad": [2.0, 2.0]}} == {row: seen.behaviour.facts for row, seen in found.items()}


def test_inductor_without_a_compiler_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is a fault of the machine, told before any row is run; the other modes need no compiler."""
    monkeypatch.setenv("CXX", str(tmp_path / "no-compiler"))
    case = helpers.read_case(helpers.write_case(tmp_path / "made" / "marks.py", BODY))
    job = plan.job([(case, case.rows)], releases.find(KNOWN, "2.4.1"), "cpu+inductor", Limits())

    with pytest.raises(NotRun, match="no-compiler does not answer") as told:
        list(runner.run(helpers.stand_in(tmp_path / "env", "2.4.1"), job))

    assert "no compiler" == told.value.reason
    assert "install g++" in str(told.value)


def test_a_release_that_cannot_compile_is_refused_before_it_is_installed() -> None:
    """The message says why, as the table does."""
    with pytest.raises(BadUsage, match=r"torch 1.13.1 cannot be measured on cpu\+dynamo: torch.compile came with 2.0"):
        releases.must_have(releases.find(KNOWN, "1.13.1"), "cpu+dynamo")


def test_a_mode_is_held_against_eager_and_not_against_expect(tmp_path: Path) -> None:
    """What compiling changes is told beside the row; EXPECT and claims speak of what is written."""
    expect = 'EXPECT = {">=1.0": {"x.grad": [3.0, 3.0]}}\n'
    case = helpers.read_case(helpers.write_case(tmp_path / "made" / "marks.py", BODY + expect))
    shown = {("cpu", "2.3.0"): 3.0, ("cpu", "2.4.0"): 3.0, ("cpu+dynamo", "2.3.0"): 2.0, ("cpu+dynamo", "2.4.0"): 3.0}
    cells = {
        (case.name, place, version): Cell(saw(**{"x.grad": [number] * 2}), "here")
        for (place, version), number in shown.items()
    }

    found = table.build([(case, Evidence(case.name, cells))], KNOWN)
    alone = table.build([(case, Evidence(case.name, {key: cells[key] for key in cells if "+" in key[1]}))], KNOWN)

    (line,) = found.lines
    assert "as expected" == line.expect
    assert "cpu+dynamo differs from eager 2.3.0" in words.eras(line)
    assert "unknown" == alone.lines[0].expect
