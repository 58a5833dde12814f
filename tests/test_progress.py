"""What a session says while it works."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import CATALOGS, ROOT

from gradreg import progress

CHILD = """
from gradreg import progress
with progress.shown("torch 1.0.0 cpu") as bar:
    bar.say("installing")
    bar.start(3)
    for _ in range(3):
        bar.advance()
print("result")
"""


def test_lines_go_to_stderr_where_there_is_no_terminal() -> None:
    """Each phase is a line that names the session, and stdout is left to the result."""
    done = subprocess.run([sys.executable, "-c", CHILD], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "result\n" == done.stdout
    assert ["torch 1.0.0 cpu: installing", "torch 1.0.0 cpu: measuring 3 rows"] == done.stderr.splitlines()


def test_a_terminal_sees_one_live_line() -> None:
    """On a terminal the line rewrites itself, shows how many rows are done, and is gone in the end."""
    reader, writer = os.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    with subprocess.Popen(
        [sys.executable, "-c", CHILD], cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=writer
    ) as running:
        os.close(writer)
        said = b""
        while chunk := _read(reader):
            said += chunk
        assert running.stdout is not None
        assert b"result\n" == running.stdout.read()
    os.close(reader)

    assert 0 == running.returncode
    assert b"torch 1.0.0 cpu" in said
    assert b"3/3" in said
    assert b"\x1b[" in said


def _read(stream: int) -> bytes:
    """What a terminal holds; Linux answers the end with an error."""
    try:
        return os.read(stream, 65536)
    except OSError:
        return b""


def test_long_work_is_told_now_and_then(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Not each row is a line, but each span of time is, with what is left."""
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.0)
    plain = progress.Plain("x")
    for _ in range(2):
        plain.start(4)
        for _ in range(4):
            plain.advance()
    lines = capsys.readouterr().err.splitlines()

    assert 2 == sum("3 of 4 rows" in line for line in lines), "a second look counts from nothing"
    assert all(line.startswith("x: ") for line in lines)


def test_measuring_talks_on_stderr(torch_python: Callable[[str], Path], tmp_path: Path) -> None:
    """The real command says what it measures, and how many rows."""
    where = ("--cases", CATALOGS / "good", "--results", tmp_path, "--python", torch_python("1.0.0"))
    command = [sys.executable, "-m", "gradreg", "measure", "--torch", "1.0.0", *where]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert "torch 1.0.0 cpu: measuring 5 rows" in done.stderr
    assert "5 new" in done.stdout
