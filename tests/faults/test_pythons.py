"""Faults of interpreters, of uv and of the user's variables."""

import os
import sys
from pathlib import Path

import pytest
from made_index import Index, served
from registry import NOBODY, environ
from toll import ROOT, Checkout, Strike

fault = pytest.mark.fault
OLD = "3.8"
"""The Python of torch 1.4.0, which is none that gradreg itself runs on."""
PRETENDS_OLD = """#!/bin/sh
exec "{python}" -c '
import runpy, sys
sys.version_info, sys.argv = (3, 6), sys.argv[2:]
runpy.run_path(sys.argv[0])' "$@"
"""


def script(path: Path, text: str) -> Path:
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def nothing(tmp_path: Path) -> dict[str, str]:
    """Variables of a machine with no Python but gradreg's own, on which uv may not download one."""
    (tmp_path / "bin").mkdir()
    own = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path), "PYENV_ROOT": str(tmp_path)}
    return environ(NOBODY, UV_PYTHON_INSTALL_DIR=str(tmp_path), UV_PYTHON_DOWNLOADS="never", **own)


def oldest(checkout: Checkout) -> tuple[str | Path, ...]:
    """Measure a release that needs a Python of its own."""
    return ("measure", "--torch", "1.4.0", "--free", "0", "--envdir", checkout.folder / "envs" / "torch-x")


@fault("the machine has no Python of that version")
def test_none(strike: Strike, checkout: Checkout, nothing: dict[str, str]) -> None:
    """The message names the versions, the places, and a command."""
    done = strike(*oldest(checkout), environ=nothing, saw="uv python install 3.8", code=2)

    assert "infra: no interpreter" in done.stdout


@fault("uv cannot download a Python")
def test_no_download(strike: Strike, checkout: Checkout, nothing: dict[str, str]) -> None:
    """Uv's own words stand below."""
    mirror = {"UV_PYTHON_DOWNLOADS": "automatic", "UV_PYTHON_INSTALL_MIRROR": NOBODY}
    done = strike(*oldest(checkout), environ=nothing | mirror, saw="Connection refused", code=2)

    assert "infra: no interpreter" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("#!/bin/sh\nexit 127\n", marks=fault("the interpreter on PATH is a broken shim")),
        pytest.param("#!/no/such/python\n", marks=fault("the interpreter on PATH belongs to a Python that is gone")),
        pytest.param("\x7fELF and so on", marks=fault("the interpreter on PATH is no program")),
        pytest.param("#!/bin/sh\necho 3.12\n", marks=fault("the interpreter on PATH is another version than its name")),
    ],
)
def test_broken(strike: Strike, checkout: Checkout, nothing: dict[str, str], text: str) -> None:
    """It is passed over; here there is no other."""
    script(Path(nothing["PATH"]) / f"python{OLD}", text)
    done = strike(*oldest(checkout), environ=nothing, saw="none on PATH", code=2)

    assert "infra: no interpreter" in done.stdout


@fault("the interpreter on PATH hangs")
def test_hangs(strike: Strike, checkout: Checkout, nothing: dict[str, str]) -> None:
    """It is passed over after some seconds, which are fewer here than usual."""
    script(Path(nothing["PATH"]) / f"python{OLD}", "#!/bin/sh\nexec /bin/sleep 1000\n")
    impatient = "from gradreg import cli, interpreters; interpreters.ASK_SECONDS = 1; cli.main()"
    command = [sys.executable, "-c", impatient, *oldest(checkout), *checkout.options]
    done = strike.run(command, environ=nothing, saw="none on PATH", code=2)

    assert "infra: no interpreter" in done.stdout


@fault("the interpreter on PATH tells its version and can do nothing else")
def test_lies(strike: Strike, checkout: Checkout, nothing: dict[str, str]) -> None:
    """No environment can be made on it."""
    script(Path(nothing["PATH"]) / f"python{OLD}", "#!/bin/sh\necho 3.8\n")
    done = strike(*oldest(checkout), environ=nothing, saw="no environment could be made", code=2)

    assert "infra: not installable" in done.stdout


@pytest.mark.parametrize(
    ("text", "word", "saw"),
    [
        pytest.param("no program\n", "no interpreter", "cannot be started: Exec format error",
                     marks=fault("--python names a text")),
        pytest.param("#!/no/such/python\n", "no interpreter", "cannot be started: No such file",
                     marks=fault("--python names a script whose Python is gone")),
        pytest.param("#!/bin/sh\nexit 0\n", "worker died", "ended with status 0 before it was done",
                     marks=fault("--python names a program that is no Python")),
        pytest.param("#!/bin/sh\nkill -9 $$\n", "worker died", "was killed by SIGKILL",
                     marks=fault("--python names a program that is killed at once")),
        pytest.param(PRETENDS_OLD, "worker died", "needs Python 3.7 or newer",
                     marks=fault("--python names a Python that is too old for the worker")),
    ],
)  # fmt: skip # a fault two lines
def test_named_is_broken(strike: Strike, tmp_path: Path, text: str, word: str, saw: str) -> None:
    """What is wrong with it is told."""
    python = script(tmp_path / "python", text.replace("{python}", sys.executable))
    done = strike("measure", "--torch", "2.15.0", "--python", python, saw=saw, code=2)

    assert f"infra: {word}" in done.stdout


@fault("--python names a folder")
def test_named_is_a_folder(strike: Strike, tmp_path: Path) -> None:
    """It cannot be started."""
    (tmp_path / "python").mkdir()
    named = ("--python", tmp_path / "python")
    done = strike("measure", "--torch", "2.15.0", *named, saw="cannot be started: Permission", code=2)

    assert "infra: no interpreter" in done.stdout


@fault("--python names nothing")
def test_named_is_not_there(strike: Strike, tmp_path: Path) -> None:
    """That is a mistake on the command line."""
    strike("measure", "--torch", "2.15.0", "--python", tmp_path / "no", saw="does not exist", code=64)


@pytest.mark.parametrize(
    ("module", "saw"),
    [
        pytest.param("raise ImportError('no uv here')\n", "uv cannot be run: no uv here",
                     marks=fault("uv is not installed")),
        pytest.param("find_uv_bin = lambda: '/no/uv'\n", "uv cannot be run: ", marks=fault("uv's program is gone")),
        pytest.param("find_uv_bin = lambda: __file__\n", "uv cannot be run: ",
                     marks=fault("uv's program is no program")),
        pytest.param("find_uv_bin = lambda: '/bin/false'\n", "uv said nothing",
                     marks=fault("uv ends without a word")),
        pytest.param("find_uv_bin = lambda: __file__ + '/../../killed'\n".replace("/../../", "."),
                     "uv was killed by SIGKILL", marks=fault("uv is killed, as when memory runs out")),
    ],
)  # fmt: skip # a fault two lines
def test_uv(strike: Strike, checkout: Checkout, tmp_path: Path, module: str, saw: str) -> None:
    """No environment can be made, and what to do is told."""
    found = tmp_path / "first" / "uv" / "__init__.py"
    script(found.with_name("__init__.py.killed"), "#!/bin/sh\nkill -9 $$\n")
    found.write_text(module, encoding="utf-8")
    paths = {"PYTHONPATH": f"{tmp_path / 'first'}{os.pathsep}{ROOT}"}
    command = ("measure", "--torch", "2.15.0", "--free", "0", "--envdir", checkout.folder / "envs" / "torch-x")
    done = strike(*command, environ=paths, saw=saw, code=2)

    assert "infra: not installable" in done.stdout


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({"HOME": ""}, marks=fault("there is no HOME")),
        pytest.param({"HOME": "/proc/nowhere", "XDG_CACHE_HOME": "/proc/nowhere"}, marks=fault("HOME names nothing")),
        pytest.param({"TMPDIR": "/proc/nowhere"}, marks=fault("TMPDIR names nothing")),
        pytest.param({"TMPDIR": "/dev/null"}, marks=fault("TMPDIR names a file")),
        pytest.param({"TMPDIR": "/proc"}, marks=fault("TMPDIR names a folder in which nothing can be made")),
        pytest.param({"LC_ALL": "xx_YY.nonsense", "PYTHONUTF8": "0"}, marks=fault("the locale is unknown")),
        pytest.param({"COLUMNS": "-7", "TERM": "nonsense"}, marks=fault("the terminal's width is nonsense")),
    ],
)
def test_variables(strike: Strike, checkout: Checkout, index: Index, variables: dict[str, str]) -> None:
    """None of them is needed: all is installed and measured."""
    command = ("measure", "--torch", "2.15.0", "--free", "0", "--envdir", checkout.folder / "envs" / "torch-x")
    with served(index) as url:
        strike(*command, environ=environ(url, **variables), saw="1 new", code=0, gains=1)
