"""Run the uv that came with gradreg; one place knows how."""

import os
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ASKING = threading.Lock()


class Done(NamedTuple):
    """How a uv command ended: whether it worked, what it printed, and what it complained of."""

    ok: bool
    output: str
    complaint: str


def run(*arguments: str | Path, environ: Mapping[str, str] | None = None, seconds: float | None = None) -> Done:
    """Run `uv ARGUMENTS` to its end, with `environ` on top of this process's environment.

    One that does not end in so many seconds, or cannot be started, has not worked.
    """
    try:
        done = subprocess.run(  # noqa: S603 uv's own binary, arguments by gradreg
            [_binary(), *arguments], env={**os.environ, **(environ or {})}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, errors="replace", check=False, timeout=seconds,
        )  # fmt: skip # a parameter a line says nothing more
    except subprocess.TimeoutExpired:
        return Done(ok=False, output="", complaint=f"uv did not answer within {seconds:g} s")
    except (ImportError, OSError) as error:
        return Done(ok=False, output="", complaint=f"uv cannot be run: {error}")
    return Done(done.returncode == 0, done.stdout.strip(), done.stderr.strip())


def _binary() -> str:
    """Where uv is, asked by one thread at a time: Python 3.11 fills what the answer needs bit by bit."""
    from uv import find_uv_bin  # noqa: PLC0415 reading a table needs no uv

    with ASKING:
        return str(find_uv_bin())
