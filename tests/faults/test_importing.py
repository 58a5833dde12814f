"""Faults of torch itself: it does not import, is another one, or does not work; nothing is observed in it."""

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from toll import ROOT, Checkout, Strike

from gradreg import uv

fault = pytest.mark.fault
Edit = Callable[[Path], object]
"""Does something to the folder of a torch."""
LOAD = "import ctypes, os\nctypes.CDLL(os.path.join(os.path.dirname(__file__), 'libtorch.so'), ctypes.RTLD_GLOBAL)\n"
NO_BACKWARD = "\nTensor.backward = lambda self: None\n"
WRONG_BACKWARD = """
_send = Tensor._send


def _twice(self, grads):
    if self.is_leaf:
        grads[id(self)] = [2 * number for number in grads[id(self)]]
    _send(self, grads)


Tensor._send = _twice
"""
PLACED = """
import torch


def observe(device):
    yield "ones", torch.ones(2, device=device)
"""
ELF_MACHINE = 18
"""Where a shared library says for which processor it is."""


def at_first(code: str) -> Edit:
    """Put code before everything that torch does when it is imported."""

    def edit(torch: Path) -> None:
        init = torch / "__init__.py"
        init.write_text(code + init.read_text(encoding="utf-8"), encoding="utf-8")

    return edit


def at_last(code: str) -> Edit:
    """Put code after it."""

    def edit(torch: Path) -> None:
        init = torch / "__init__.py"
        init.write_text(init.read_text(encoding="utf-8") + code, encoding="utf-8")

    return edit


def library(damage: Callable[[bytes], bytes]) -> Edit:
    """Give torch a shared library that it loads at import, as the real one does: a real one, damaged."""

    def edit(torch: Path) -> None:
        whole = Path(str(msgspec._core.__file__)).read_bytes()
        damaged = damage(whole)
        assert damaged != whole, "this library needs nothing that could be missing"
        (torch / "libtorch.so").write_bytes(damaged)
        at_first(LOAD)(torch)

    return edit


def renamed(version: str) -> Edit:
    """Let torch tell another version."""
    return lambda torch: (torch / "version.py").write_text(f"__version__ = {version!r}\n", encoding="utf-8")


def wants_old_numpy(torch: Path) -> None:
    """Give torch a numpy without the part that it wants."""
    (torch.parent / "numpy").mkdir()
    (torch.parent / "numpy" / "__init__.py").write_text("__version__ = '2.3.0'\n", encoding="utf-8")
    at_first("import numpy.core.multiarray\n")(torch)


def as_if_built_so(torch: Path) -> None:
    """Forget what the wheel held, so that the changed torch is taken for what was installed."""
    next(torch.parent.glob("torch-*.dist-info/RECORD")).unlink()


@pytest.fixture
def environment(healthy: Path, tmp_path: Path) -> Path:
    """An environment of its own with the made-up torch, to be spoiled."""
    return Path(shutil.copytree(healthy.parent.parent, tmp_path / "env", symlinks=True))


def folder_of(environment: Path) -> Path:
    """Where torch is in an environment."""
    return next(environment.glob("lib/python3*/site-packages")) / "torch"


@pytest.mark.parametrize(
    ("edit", "saw"),
    [
        pytest.param(at_first("import pkg_resources\n"), "No module named 'pkg_resources'",
                     marks=fault("torch wants pkg_resources, which setuptools no longer has")),
        pytest.param(wants_old_numpy, "No module named 'numpy.core'",
                     marks=fault("torch wants a part of numpy that numpy no longer has")),
        pytest.param(library(lambda whole: whole.replace(b"\0libc.so.6\0", b"\0libq.so.6\0")), "libq.so.6: cannot open",
                     marks=fault("a shared library that torch's own needs is missing")),
        pytest.param(library(lambda whole: whole[:40]), "file too short",
                     marks=fault("torch's shared library was cut short")),
        pytest.param(library(lambda whole: b"<html>" + whole[6:]), "invalid ELF header",
                     marks=fault("torch's shared library is no library")),
        pytest.param(library(lambda whole: whole[:ELF_MACHINE] + b"\x08\0" + whole[ELF_MACHINE + 2 :]), "cannot open",
                     marks=fault("torch's shared library is for another processor")),
        pytest.param(lambda torch: (torch / "libtorch.so").unlink(missing_ok=True) or at_first(LOAD)(torch),
                     "libtorch.so: cannot open", marks=fault("torch's shared library is gone")),
        pytest.param(lambda torch: (torch / "tensor.py").unlink(), "No module named 'torch.tensor'",
                     marks=fault("a file of torch is gone")),
        pytest.param(lambda torch: (torch / "tensor.py").write_bytes(b"\0" * 512), "null bytes",
                     marks=fault("a file of torch is full of zeros, as after a power cut")),
        pytest.param(lambda torch: (torch / "__init__.py").unlink(), "has no attribute",
                     marks=fault("torch was uninstalled by half")),
        pytest.param(shutil.rmtree, "No module named 'torch'", marks=fault("there is no torch in the environment")),
        pytest.param(at_first("raise SystemExit('no licence')\n"), "SystemExit: no licence",
                     marks=fault("torch ends the process when it is imported")),
    ],
)  # fmt: skip # a fault two lines
def test_that_does_not_import(strike: Strike, environment: Path, edit: Edit, saw: str) -> None:
    """No row is observed, and the traceback of the import stands in the message."""
    edit(folder_of(environment))
    python = environment / "bin" / "python"
    done = strike("measure", "--torch", "2.15.0", "--python", python, saw=saw, code=2)

    assert "infra: torch did not import" in done.stdout
    assert "lacks what stands above" in done.stdout


@pytest.mark.parametrize(
    ("edit", "saw"),
    [
        pytest.param(renamed("2.14.0"), "asked for torch 2.15.0, found 2.14.0",
                     marks=fault("another release of torch is in the environment")),
        pytest.param(renamed(""), "asked for torch 2.15.0, found", marks=fault("torch does not tell its version")),
        pytest.param(at_last(NO_BACKWARD), 'saw {"after": "None"', marks=fault("torch's backward does nothing")),
        pytest.param(at_last(WRONG_BACKWARD), '"value": [12.0, 12.0, 12.0]',
                     marks=fault("torch computes wrong gradients")),
        pytest.param(at_last("\nTensor.backward = lambda self: __import__('os').abort()\n"), "SIGABRT",
                     marks=fault("torch's backward aborts the process")),
    ],
)  # fmt: skip # a fault two lines
def test_that_does_not_work(strike: Strike, environment: Path, edit: Edit, saw: str) -> None:
    """The canary finds out before any row is observed."""
    edit(folder_of(environment))
    as_if_built_so(folder_of(environment))
    python = environment / "bin" / "python"
    done = strike("measure", "--torch", "2.15.0", "--python", python, saw=saw, code=2)

    assert "infra: canary failed" in done.stdout
    assert "nothing was observed" in done.stdout


@pytest.mark.parametrize(
    ("code", "saw"),
    [
        pytest.param("import ctypes\nctypes.string_at(0)\n", "was killed by SIGSEGV",
                     marks=fault("torch crashes when it is imported")),
        pytest.param("import os\nos._exit(3)\n", "ended with status 3",
                     marks=fault("torch leaves without a word when it is imported")),
    ],
)  # fmt: skip # a fault two lines
def test_that_takes_the_worker_along(strike: Strike, environment: Path, code: str, saw: str) -> None:
    """How the worker ended is told."""
    at_first(code)(folder_of(environment))
    python = environment / "bin" / "python"
    done = strike("measure", "--torch", "2.15.0", "--python", python, saw=saw, code=2)

    assert "infra: worker died" in done.stdout


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(at_last("# a line more\n"), marks=fault("a file of torch was edited after the installation")),
        pytest.param(lambda torch: (torch / "optim.py").write_text("", encoding="utf-8"),
                     marks=fault("a file of torch is empty, as after a full disk")),
    ],
)  # fmt: skip # a fault two lines
def test_that_was_changed(strike: Strike, environment: Path, edit: Edit) -> None:
    """What was installed is not what the wheel held, so nothing that it does is recorded."""
    edit(folder_of(environment))
    python = environment / "bin" / "python"
    done = strike("measure", "--torch", "2.15.0", "--python", python, saw="bytes long, as torch's wheel has it", code=2)

    assert "infra: incomplete installation" in done.stdout
    assert "install it anew" in done.stdout


@fault("numpy 2 beside a torch that was built for numpy 1")
def test_numpy_2(strike: Strike, torch_python: Callable[[str], Path], tmp_path: Path) -> None:
    """The real torch 1.13.1 imports and warns; whatever a case says of numpy there would be no fact of torch's."""
    real = torch_python("1.13.1")
    made = uv.run("venv", "--quiet", "--python", real, tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    packages = folder_of(tmp_path / "env").parent
    installed = uv.run("pip", "install", "--quiet", "--python", python, "numpy>=2,<2.4")
    assert (True, True) == (made.ok, installed.ok), made.complaint + installed.complaint
    beside = folder_of(real.parent.parent).parent
    (packages / "torch.pth").write_text(f"{beside}\n", encoding="utf-8")
    done = strike("measure", "--torch", "1.13.1", "--python", python, saw="this torch cannot use numpy 2", code=2)

    assert "infra: canary failed" in done.stdout


@fault("torch hangs when it is imported")
def test_that_hangs(strike: Strike, environment: Path, checkout: Checkout) -> None:
    """The worker is stopped after a silence, which is shorter here than usual."""
    at_first("import time\ntime.sleep(1000)\n")(folder_of(environment))
    impatient = "from gradreg import cli, runner; runner.SILENCE = 1; cli.main()"
    command = ["measure", "--torch", "2.15.0", "--timeout", "1", "--python", environment / "bin" / "python"]
    where = [sys.executable, "-c", impatient, *command, *checkout.options]
    done = strike.run(where, saw="said nothing for N s and was stopped".replace("N", "2"), code=2)

    assert "infra: worker died" in done.stdout


@fault("a file named torch.py lies in the current folder, and PYTHONPATH names it")
def test_another_torch_beside(strike: Strike, healthy: Path, tmp_path: Path) -> None:
    """The worker does not see it; all is measured."""
    (tmp_path / "torch.py").write_text("raise ImportError('not this one')\n", encoding="utf-8")
    paths = {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    strike("measure", "--torch", "2.15.0", "--python", healthy, environ=paths, cwd=tmp_path, saw="1 new", code=0,
           gains=1)  # fmt: skip # one call


@fault("the environment's own start-up code fails")
def test_start_up_code(strike: Strike, environment: Path) -> None:
    """Python says so and goes on; all is measured."""
    (folder_of(environment).parent / "sitecustomize.py").write_text("raise RuntimeError('no')\n", encoding="utf-8")
    strike("measure", "--torch", "2.15.0", "--python", environment / "bin" / "python", saw="1 new", code=0, gains=1)


@fault("torch finds no such device")
def test_no_device(strike: Strike, environment: Path, checkout: Checkout) -> None:
    """What is known on the cpu is not touched."""
    refuses = """
_ones = ones


def ones(*size, device="cpu", **more):
    if device != "cpu":
        raise RuntimeError("Found no NVIDIA driver on your system")
    return _ones(*size, device=device, **more)
"""
    at_last(refuses)(folder_of(environment))
    as_if_built_so(folder_of(environment))
    checkout.add("made/placed", PLACED)
    command = ("measure", "--torch", "2.15.0", "--device", "cuda", "--python", environment / "bin" / "python")
    done = strike(*command, saw="Found no NVIDIA driver", code=0)

    assert "infra: not available here" in done.stdout
    assert re.search(r"doctor.+ looks for one", done.stdout)
