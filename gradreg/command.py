"""Run a command of the user's in an environment, and take its exit code as `git bisect run` does.

0 is good, 125 cannot tell, 1 to 127 is bad; anything above, and a signal, stops the search.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from gradreg.errors import BadUsage, NotRun
from gradreg.model import Behaviour, Case, Observation, Outcome, Row

CANNOT_TELL = 125
LAST_BAD = 127
PRINTED = 4000
NAME = "command"


def case(command: str) -> Case:
    """The command as a case of one row; its code is the words, and the content of the files among them."""
    words = split(command)
    if not words[0].startswith("python") and not shutil.which(words[0]):
        raise BadUsage(f"--command: {words[0]} is no program here; `python` is the one of each release")
    files = [Path(word).read_bytes() for word in words if os.path.isfile(word)]  # noqa: PTH113 Path's raises for code
    code = hashlib.sha256("\0".join(words).encode() + b"".join(files)).hexdigest()[:12]
    question = f"Since when does `{command}` fail?"
    row = Row(NAME, "", {})
    return Case(NAME, Path(NAME), question, "", (), "", code, takes_device=False, rows=(row,), expect=(), claims=())


def split(command: str) -> list[str]:
    """The words of a command, as a shell would split them; raises BadUsage for an open quote or no word."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise BadUsage(f"--command {command!r} cannot be split into words: {error}") from error
    if not words:
        raise BadUsage("--command is empty; give a command such as `python check.py`")
    return words


def run(python: Path, release: str, command: str, seconds: float) -> Observation:
    """What the command says of a release; its `python` is the environment's.

    Raises NotRun when it cannot tell, BadUsage when it cannot be run or asks to stop.
    """
    began = time.monotonic()
    with tempfile.TemporaryFile() as printed:
        try:
            code = subprocess.run(  # noqa: S603 the user's own command
                split(command), env=environ(python, release), stdin=subprocess.DEVNULL, stdout=printed,
                stderr=subprocess.STDOUT, timeout=seconds, check=False,
            ).returncode  # fmt: skip # a parameter a line says nothing more
        except subprocess.TimeoutExpired as error:
            raise NotRun("timed out", f"the command took more than {seconds:g} s on torch {release}") from error
        except OSError as error:
            raise BadUsage(f"--command cannot be run: {error}") from error
        printed.seek(max(0, printed.tell() - PRINTED))
        said = printed.read().decode(errors="replace")
    if code == CANNOT_TELL:
        raise NotRun("cannot tell", f"the command ended with {CANNOT_TELL} on torch {release}")
    if not 0 <= code <= LAST_BAD:
        raise BadUsage(f"the command ended with {code} on torch {release}, which stops the search:\n{said}")
    word = "good" if code == 0 else "bad"
    return Observation(NAME, Behaviour(Outcome.OBSERVED, {"command": word}), time.monotonic() - began, said)


def environ(python: Path, release: str) -> dict[str, str]:
    """The command's environment: the release's Python first on PATH, and GRADREG_TORCH."""
    path = os.pathsep.join([str(python.parent), os.environ.get("PATH", "")])
    active = {"PATH": path, "VIRTUAL_ENV": str(python.parent.parent), "GRADREG_TORCH": release}
    return {name: text for name, text in os.environ.items() if name != "PYTHONHOME"} | active
