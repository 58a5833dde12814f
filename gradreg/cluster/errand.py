"""A session in a process of its own: started, followed, and ended with whoever asked for it. Local and remote alike."""

import contextlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from gradreg import folders
from gradreg.errors import NotRun

POLL = 0.1
GRACE = 20.0
LAST_WORDS = 2000
PACKAGE = Path(__file__).resolve().parents[2]
COMMAND = ("-m", "gradreg.cli.errand")

Say = Callable[[str], None]


def run(order: bytes, home: Path, envs: Path, wanted: Callable[[], bool], say: Say) -> bytes:
    """What a session answers; its folder below `home` is gone afterwards, its environment may stay in `envs`.

    Raises NotRun where its process ended without an answer, or is not wanted any more.
    """
    with _folder(home) as folder:
        (folder / "order.json").write_bytes(order)
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(  # noqa: S603 gradreg itself
                [sys.executable, *COMMAND, folder, envs],
                env=_environ(), cwd=folder, stdin=subprocess.PIPE, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip # a parameter a line says nothing more
        try:
            _follow(process, folder / "said", wanted, say)
        finally:
            _end(process)
        return _answer(process, folder)


@contextlib.contextmanager
def _folder(home: Path) -> Iterator[Path]:
    """A folder of this session alone; with its catalog in it, it may be deep."""
    folder = home.absolute() / f"session-{secrets.token_hex(8)}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        folders.remove(folder)


def _environ() -> dict[str, str]:
    """This process's variables, with this gradreg first: the session is measured by the code that was asked."""
    mine = dict(os.environ)
    return {**mine, "PYTHONPATH": os.pathsep.join(filter(None, (str(PACKAGE), mine.get("PYTHONPATH"))))}


def _follow(process: subprocess.Popen[bytes], said: Path, wanted: Callable[[], bool], say: Say) -> None:
    """Hand on what the session says until it ends, or is not wanted any more."""
    with said.open("rb") as stream:
        rest = b""
        while True:
            gone = process.poll() is not None
            *lines, rest = (rest + stream.read()).split(b"\n")
            for line in lines:
                say(line.decode("utf-8", "replace"))
            if gone or not wanted():
                return
            time.sleep(POLL)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a session as Ctrl-C would, so that it cleans up; it does so too when this process is killed."""
    assert process.stdin is not None
    process.stdin.close()
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answer(process: subprocess.Popen[bytes], folder: Path) -> bytes:
    try:
        return (folder / "answer.json").read_bytes()
    except OSError:
        said = (folder / "said").read_bytes()[-LAST_WORDS:].decode("utf-8", "replace").strip()
        told = f"the session's process ended with status {process.returncode} and without an answer\n{said}"
        raise NotRun("session died", f"{told}\nRun it again; what came back before is kept.") from None
