"""Scripts that show one cell: they say what they need, and show what is recorded."""

import ast
import random
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import helpers
import pytest
from helpers import KNOWN, ROOT, replaced, saw
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from gradreg import catalog, releases, repro, store
from gradreg.model import Behaviour, Case, Cell, Environment, Job, Release, Row

SEED = 20
CELLS = 3
HARNESS_LINES = 45
MANY_KINDS = """
import warnings

import torch


def observe(device, kind):
    inf = float("inf")
    yield "numbers", [1, 2.00004, True, None, "text", inf, [float("nan")]]
    yield "tensor", {
        "zero": lambda: torch.zeros(2, 2, device=device),
        "transposed": lambda: torch.ones(2, 3, device=device).t(),
        "nothing": lambda: torch.ones(0, device=device),
        "scalar": lambda: torch.tensor(-3.0, device=device),
        "infinite": lambda: torch.tensor([1.0, inf], device=device),
        "nan": lambda: torch.tensor([0.0, float("nan")], device=device),
        "integers": lambda: torch.tensor([0, 4], device=device),
        "half": lambda: torch.tensor([0.0, 1e-3], device=device).half(),
        "bfloat16": lambda: torch.tensor([0.0, inf], device=device).bfloat16(),
        "booleans": lambda: torch.tensor([False, True], device=device),
        "complex": lambda: torch.complex(torch.zeros(1), torch.ones(1)),
        "nan times i": lambda: torch.complex(torch.zeros(1), torch.tensor([float("nan")])),
        "sparse": lambda: torch.eye(3, device=device).to_sparse(),
        "sparse and zero": lambda: torch.sparse_coo_tensor([[0, 0]], [1.0, -1.0], [2]),
        "csr": lambda: torch.eye(2).to_sparse_csr(),
        "with a graph": lambda: torch.ones(2, requires_grad=True) * 2,
        "random": lambda: torch.rand(2) - torch.rand(2),
    }[kind]()
    yield "drawn", torch.rand(1).item()
    yield "again", 1
    yield "again", torch.zeros(1)
    warnings.warn("soon", FutureWarning)
    yield "threads", torch.get_num_threads()
    raise KeyError("name")


PARAMS = {"kind": ["zero", "transposed", "nothing", "scalar", "infinite", "nan", "integers", "half", "bfloat16",
                   "booleans", "complex", "nan times i", "sparse", "sparse and zero", "csr",
                   "with a graph", "random"]}
"""


def case_of(folder: Path, body: str) -> Case:
    """A case with that body."""
    return helpers.read_case(helpers.write_case(folder / "topic" / "claim.py", body))


def script(case: Case, behaviour: Behaviour, row: Row | None = None, version: str = "1.13.1", **more: Any) -> str:
    """The script of a cell on the cpu."""
    return repro.script(case, row or case.rows[0], releases.find(KNOWN, version), "cpu", behaviour, **more)


def run(python: Path, text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script alone in a folder, as a stranger would."""
    (folder / "script.py").write_text(text, encoding="utf-8")
    return subprocess.run([python, "-I", "script.py"], cwd=folder, capture_output=True, text=True, check=False)


def block(text: str) -> dict[str, Any]:
    """What the PEP 723 block of a script says, read as its reference implementation does."""
    (found,) = re.findall(r"(?m)^# /// script$\s((?:^#(?:| .*)$\s)+)^# ///$", text)
    return tomllib.loads(
        "".join(line[2:] if line[1:2] == " " else line[1:] for line in found.splitlines(keepends=True))
    )


class TestBlock:
    """What uv is told."""

    @pytest.mark.parametrize("release", KNOWN, ids=lambda release: release.version)
    def test_names_the_release_its_pins_and_a_python_that_it_runs_on(self, release: Release, tmp_path: Path) -> None:
        """Of every release."""
        said = block(script(case_of(tmp_path, "def observe():\n    yield 'x', 1\n"), saw(x=1), version=release.version))
        wanted = [str(Requirement(text)) for text in (f"torch=={release.version}", *release.pins)]

        assert wanted == [str(Requirement(text)) for text in said["dependencies"]]
        assert SpecifierSet(said["requires-python"]).contains(f"{release.python[0]}.5")

    def test_takes_the_python_of_the_environment(self, tmp_path: Path) -> None:
        """Where the cell was measured on another one than the first choice."""
        measured = Environment("1.13.1+cu117", None, None, "3.10.4", None, "Linux x86_64", "given")
        text = script(case_of(tmp_path, "def observe():\n    yield 'x', 1\n"), saw(x=1), environment=measured)

        assert "==3.10.*" == block(text)["requires-python"]
        assert "gradreg measured it with 1.13.1+cu117 on Python 3.10.4." in text


class TestText:
    """What a stranger reads."""

    def test_holds_the_code_and_leaves_the_metadata_out(self, tmp_path: Path) -> None:
        """Imports, helpers, comments and observe() as their author wrote them; EXPECT and the like are gone."""
        code = "import torch\n\ntable = {'a': 1}\n\n\ndef observe():  # look\n    yield 'x', table['a']"
        case = case_of(tmp_path, f"TORCH = '>=1.8'\n{code}\n\n\nEXPECT = {{\n    '': {{'x': 1}},\n}}\n")
        text = script(case, saw(x=1))

        assert code == repro.code_of(case.source)
        assert code in text
        assert case.question in text
        assert not {"EXPECT", "TORCH", "https://"} & set(re.findall(r"EXPECT|TORCH|https://", text))

    def test_runs_on_python_3_7_and_is_short(self, tmp_path: Path) -> None:
        """What gradreg adds to the case's own code can be read in an issue."""
        text = script(case_of(tmp_path, "def observe():\n    yield 'x', 1\n"), saw(x=1))
        tree = ast.parse(text, feature_version=(3, 7))
        function = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "reproduce")

        assert function.end_lineno is not None
        assert function.end_lineno - function.lineno < HARNESS_LINES
        assert max(map(len, text.splitlines())) <= 120

    def test_does_not_shadow_what_the_case_calls_so(self, tmp_path: Path) -> None:
        """A case with a function of that name keeps it."""
        case = case_of(tmp_path, "def reproduce():\n    return 1\n\n\ndef observe():\n    yield 'x', reproduce()\n")
        text = script(case, saw(x=1))

        assert 1 == text.count("def reproduce():")
        assert 1 == text.count("def reproduce_(")

    def test_is_good_for_every_case_of_the_catalog(self) -> None:
        """Each script parses, and has its block and the row's arguments."""
        for case in catalog.load(ROOT / "cases", KNOWN):
            text = script(case, saw(x=1), case.rows[-1], version="2.15.0")

            ast.parse(text, feature_version=(3, 7))
            assert "torch==2.15.0" == block(text)["dependencies"][0]
            assert repr({**case.rows[-1].arguments, **({"device": "cpu"} if case.takes_device else {})}) in text

    def test_quotes_what_a_docstring_could_not_hold(self, tmp_path: Path) -> None:
        """A backslash or quotes in a row's name."""
        body = "PARAMS = {'x': ['a\\\\d', 'b\"\"\"c']}\n\n\ndef observe(x):\n    yield 'x', x\n"
        case = case_of(tmp_path, body)

        assert ["a\\d", 'b"""c'] == [row.label for row in case.rows]
        for row in case.rows:
            assert row.label.replace('"""', "'''") in str(ast.get_docstring(ast.parse(script(case, saw(x=1), row))))

    def test_hides_gpus_on_the_cpu_only(self, tmp_path: Path) -> None:
        """On the cpu it shows what a machine without one shows."""
        case = case_of(tmp_path, "def observe(device):\n    yield 'x', 1\n")
        on_cuda = repro.script(case, case.rows[0], KNOWN[-1], "cuda", saw(x=1))

        assert "CUDA_VISIBLE_DEVICES" in script(case, saw(x=1))
        assert "CUDA_VISIBLE_DEVICES" not in on_cuda
        assert "{'device': 'cuda'}" in on_cuda


class TestRun:
    """The script does what the worker does."""

    @pytest.mark.parametrize("version", ["1.13.1", "2.15.0"])
    def test_says_what_the_worker_says_of_every_kind_of_value(
        self, version: str, torch_python: Callable[[str], Path], tmp_path: Path
    ) -> None:
        """Layouts, dtypes, numbers, series, an exception, a warning; seeded and on one thread."""
        python, case = torch_python(version), case_of(tmp_path, MANY_KINDS)
        _, found = helpers.observed(python, Job(version, "cpu", ((case, case.rows),)))
        for row in case.rows:
            behaviour = found[row.name].behaviour
            assert (row.name, "KeyError") == (row.name, behaviour.raises)
            assert "FutureWarning" in behaviour.told["warns"]
        for row in case.rows[::3] if version == "2.15.0" else case.rows:
            done = run(python, script(case, found[row.name].behaviour, row, version), tmp_path)

            assert (0, "as recorded") == (done.returncode, done.stdout.splitlines()[-1]), done.stdout + done.stderr

    def test_ends_with_1_where_it_differs(self, torch_python: Callable[[str], Path], tmp_path: Path) -> None:
        """Other facts, a fact more, another exception, a warning that lacks: each is told."""
        python, case = torch_python("1.13.1"), case_of(tmp_path, "import torch\n\n\ndef observe():\n    yield 'x', 1\n")
        true = saw(x=1)
        wrong = (saw(x=True), saw(x=1.0), saw(x=1, y=1), replaced(true, raises="ValueError"),
                 replaced(true, warnings=(("UserWarning", "w"),)))  # fmt: skip # one thought

        assert 0 == run(python, script(case, true), tmp_path).returncode
        for behaviour in wrong:
            done = run(python, script(case, behaviour), tmp_path)
            assert (1, True) == (done.returncode, "differs; recorded is" in done.stdout)

    def test_plainly_only_prints(self, torch_python: Callable[[str], Path], tmp_path: Path) -> None:
        """Without what was recorded there is nothing to agree with."""
        case = case_of(tmp_path, "def observe():\n    yield 'x', [1, 2.5]\n")
        done = run(torch_python("1.13.1"), script(case, saw(y=3), plain=True), tmp_path)

        assert (0, "") == (done.returncode, done.stderr)
        assert ["x = [1, 2.5]", "warns = []"] == done.stdout.splitlines()

    def test_does_not_record_what_modules_warn_of_that_torch_imports_late(
        self, torch_python: Callable[[str], Path], tmp_path: Path
    ) -> None:
        """The worker imported them before; torch 2.15 warns of itself when the first dual number is made."""
        body = """
            import torch
            from torch.autograd import forward_ad


            def observe():
                with forward_ad.dual_level():
                    dual = forward_ad.make_dual(torch.ones(1), torch.ones(1))
                    yield "tangent", forward_ad.unpack_dual(dual * 2).tangent
        """
        done = run(
            torch_python("2.15.0"), script(case_of(tmp_path, body), saw(tangent="nonzero"), None, "2.15.0"), tmp_path
        )

        assert 0 == done.returncode, done.stdout


def cells(version: str) -> Iterator[tuple[Case, Row, Cell]]:
    """Cells of the project's evidence on one release, of all topics, chosen by a fixed seed."""
    chance = random.Random(f"{SEED} {version}")  # noqa: S311 a choice of examples
    cases = list(catalog.load(ROOT / "cases", KNOWN))
    while True:
        case = chance.choice(cases)
        row = chance.choice(case.rows)
        cell = store.load(ROOT / "results", case).cells.get((row.name, "cpu", version))
        if cell and cell.behaviour.outcome.is_behaviour and "torch.compile" not in case.source:
            yield case, row, cell


@pytest.mark.parametrize("version", ["1.13.1", "2.15.0"])
def test_random_cells_of_the_evidence_show_again(
    version: str, torch_python: Callable[[str], Path], tmp_path: Path
) -> None:
    """In an empty folder, with nothing but the release's own interpreter."""
    known = store.environments(ROOT / "results")
    for _, (case, row, cell) in zip(range(CELLS), cells(version), strict=False):
        text = script(case, cell.behaviour, row, version, environment=known[cell.environment])
        done = run(torch_python(version), text, tmp_path)

        assert (0, "as recorded") == (done.returncode, done.stdout.splitlines()[-1]), (
            row.name + done.stdout + done.stderr
        )
