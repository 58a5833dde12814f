"""Run the uv that came with gradreg; one place knows how."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


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
        from uv import find_uv_bin  # noqa: PLC0415 reading a table needs no uv

        done = subprocess.run(  # noqa: S603 uv's own binary, arguments by gradreg
            [find_uv_bin(), *arguments], env={**os.environ, **(environ or {})}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, errors="replace", check=False, timeout=seconds,
        )  # fmt: skip # a parameter a line says nothing more
    except subprocess.TimeoutExpired:
        return Done(ok=False, output="", complaint=f"uv did not answer within {seconds:g} s")
    except (ImportError, OSError) as error:
        return Done(ok=False, output="", complaint=f"uv cannot be run: {error}")
    return Done(done.returncode == 0, done.stdout.strip(), done.stderr.strip())
