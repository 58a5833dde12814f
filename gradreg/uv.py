"""Run the uv that came with gradreg; one place knows how."""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ASKING = threading.Lock()
REMEDIES = (
    (("no space left", "(os error 28)", "quota exceeded", "file too large", "(os error 27)", "sigxfsz"),
     "The disk is full: free some, or make the environments on another one (`nox --envdir`, `measure --envdir`)."),
    (("read-only file system", "permission denied", "(os error 30)", "(os error 13)"),
     "Nothing can be written there: make the environments elsewhere (`nox --envdir`, `measure --envdir`)."),
    (("failed to fetch", "error sending request", "content-type", "unexpected json", "body error", "network timeout"),
     ("The registry does not answer as one: run this again later, or name another registry with UV_DEFAULT_INDEX; "
      "`gradreg doctor` looks at network and proxy.")),
    (("hash mismatch", "crc", "failed to read from zip", "failed to extract", "unexpected end of file",
      "invalid package format", "malformed wheel"),
     "The registry served a damaged file: run this again later, or name another registry with UV_DEFAULT_INDEX."),
    (("no version of", "not found in the package registry", "no wheels with", "only found wheels"),
     "The registry has no wheel that fits, or is no registry: name another one with UV_DEFAULT_INDEX."),
    (("uv cannot be run",), "Install gradreg anew: uv comes with it."),
)  # fmt: skip # words and remedy, side by side
SILENT = "uv said nothing"
DOCTOR = "`gradreg doctor` says what this machine lacks."


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
    complaint = "\n".join(filter(None, (done.stderr.strip(), _end(done.returncode))))
    return Done(done.returncode == 0, done.stdout.strip(), complaint)


def _end(status: int) -> str:
    """Which signal ended uv, if one did; it could not tell that itself."""
    known = {int(item): item.name for item in signal.Signals}
    return "" if status >= 0 else f"uv was killed by {known.get(-status, f'signal {-status}')}"


def remedy(complaint: str) -> str:
    """What to do about a complaint of uv's."""
    text = complaint.lower()
    return next((told for words, told in REMEDIES if any(word in text for word in words)), DOCTOR)


def _binary() -> str:
    """Where uv is, asked by one thread at a time: Python 3.11 fills what the answer needs bit by bit."""
    from uv import find_uv_bin  # noqa: PLC0415 reading a table needs no uv

    with ASKING:
        return str(find_uv_bin())
