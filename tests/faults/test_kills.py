"""Kills at moments that hurt: what was measured is not measured again, and the evidence is as if nothing had been."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers import ROOT, snapshot
from toll import Checkout, Strike

from gradreg.store import journal

ROWS = 16
SLOW = f"""
import os
import time

import torch

PARAMS = {{"number": {list(range(ROWS))}}}


def observe(number):
    with open(os.environ["EXECUTED"], "a") as log:
        log.write("%d\\n" % number)
    time.sleep(0.05)
    yield "number", number
"""
QUICK = """
def observe():
    yield "here", {number}
"""
PATIENCE = 120.0
KNOWN = "torch 2.15.0 on cpu: all"


def filled(made: Checkout) -> Checkout:
    """A checkout with many cases of which nothing is known."""
    made.add("made/fresh", QUICK.format(number=-1))
    made.add("made/slow", SLOW)
    for number in range(12):
        made.add(f"made/quick_{'abcdefghijkl'[number]}", QUICK.format(number=number))
    return made


class Session:
    """A session on the made-up torch that can be killed, and gone on with."""

    def __init__(self, checkout: Checkout, python: Path) -> None:
        self.checkout, self.python = checkout, python
        self.log, self.temporary = checkout.folder / "executed", checkout.folder / "tmp"
        self.temporary.mkdir()
        self.log.touch()
        self.running: subprocess.Popen[str] | None = None

    def start(self) -> int:
        """Begin, or go on; return the process."""
        environ = {**os.environ, "EXECUTED": str(self.log), "TMPDIR": str(self.temporary)}
        command = ["measure", "--torch", "2.15.0", "--python", self.python, "--missing", "--once", "--workers", "1"]
        self.running = subprocess.Popen(
            [sys.executable, "-m", "gradreg", *command, *self.checkout.options], cwd=ROOT, env=environ, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip # a parameter a line says nothing more
        return self.running.pid

    def end(self) -> tuple[str, int]:
        """Wait for the end; what was said, and the code."""
        assert self.running
        said, _ = self.running.communicate(timeout=PATIENCE)
        return said, self.running.returncode

    def runs(self) -> Counter[int]:
        """How often each row was really run."""
        return Counter(map(int, self.log.read_text(encoding="utf-8").split()))

    def noted(self) -> set[int]:
        """The rows that the next session can know."""
        lines = journal._read(self.checkout.results / ".raw" / journal.FOLDER / "2.15.0-cpu.jsonl")
        facts = [line.observation.behaviour.facts for line in lines if isinstance(line, journal.Entry)]
        return {int(str(content["number"])) for content in facts if "number" in content}


@pytest.fixture(scope="module")
def undisturbed(template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The evidence of a session that nobody killed."""
    import shutil  # noqa: PLC0415 for this alone

    made = Checkout(tmp_path_factory.mktemp("whole") / "checkout")
    for name in ("cases", "results"):
        shutil.copytree(template / name, made.folder / name)
    session = Session(filled(made), template / "envs" / "torch-2.15.0" / "bin" / "python")
    session.start()
    said, code = session.end()
    assert 0 == code, said
    return snapshot(made.results)


@pytest.fixture
def session(checkout: Checkout, healthy: Path) -> Session:
    """One that has not begun."""
    return Session(filled(checkout), healthy)


def children(process: int) -> list[int]:
    """The processes that a process started and that are still there."""
    with contextlib.suppress(OSError):
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def wait(happened: Callable[[], object]) -> None:
    """Until something is so."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.002)


def tree(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    for child in children(process):
        yield from tree(child)


def gone_on_with(session: Session, strike: Strike, undisturbed: dict[str, bytes], noted: set[int]) -> None:
    """Go on; nothing that was noted runs again, the bytes are those of an undisturbed run, and nothing is left."""
    session.start()
    said, code = session.end()
    assert 0 == code, said
    runs = session.runs()
    assert [] == [row for row in noted if runs[row] > 1], said
    assert set(range(ROWS)) == set(runs)
    assert undisturbed == snapshot(session.checkout.results)
    assert [] == [path.name for path in session.temporary.iterdir() if path.name.startswith("gradreg-")]
    assert [] == list((session.checkout.results / ".raw" / journal.FOLDER).glob("*.[jn]*"))
    del strike


def status_of(session: Session) -> subprocess.CompletedProcess[str]:
    """What `gradreg status` says of the release, of whose evidence nothing may be missing."""
    command = [sys.executable, "-m", "gradreg", "status", "--torch", "2.15.0", *session.checkout.options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def killed(session: Session, strike: Strike, undisturbed: dict[str, bytes], kill: Callable[[int], object]) -> None:
    """Kill once enough rows are noted, go on, and take the toll: the evidence is complete, and nothing ran twice."""
    with strike.watched(gains=ROWS + 13) as told:
        process = session.start()
        wait(lambda: len(session.noted()) >= 4)
        kill(process)
        session.end()
        noted = session.noted()
        assert noted or session.running.returncode in {0, 2}  # type: ignore[union-attr] # it was started
        gone_on_with(session, strike, undisturbed, noted)
        done = status_of(session)
        told(done.stdout + done.stderr, done.returncode, saw=KNOWN, code=0)


COMMANDS = [
    pytest.param(signal.SIGKILL, marks=pytest.mark.fault("SIGKILL of the command while rows are measured")),
    pytest.param(signal.SIGTERM, marks=pytest.mark.fault("SIGTERM of the command while rows are measured")),
    pytest.param(signal.SIGINT, marks=pytest.mark.fault("SIGINT of the command while rows are measured")),
]
WORKERS = [
    pytest.param(signal.SIGKILL, marks=pytest.mark.fault("SIGKILL of the worker while rows are measured")),
    pytest.param(signal.SIGTERM, marks=pytest.mark.fault("SIGTERM of the worker while rows are measured")),
    pytest.param(signal.SIGINT, marks=pytest.mark.fault("SIGINT of the worker while rows are measured")),
]


@pytest.mark.parametrize("number", COMMANDS)
def test_of_the_command(number: int, session: Session, strike: Strike, undisturbed: dict[str, bytes]) -> None:
    """The next run goes on where it was."""
    killed(session, strike, undisturbed, lambda process: os.kill(process, number))


@pytest.mark.parametrize("number", WORKERS)
def test_of_the_worker(number: int, session: Session, strike: Strike, undisturbed: dict[str, bytes]) -> None:
    """Another worker follows it, and knows what the first one answered."""
    killed(session, strike, undisturbed, lambda process: os.kill(children(process)[0], number))


@pytest.mark.fault("SIGKILL of the process of a row")
def test_of_a_row(session: Session, strike: Strike, undisturbed: dict[str, bytes]) -> None:
    """Its cell is blank until the next run, and no other is."""

    def kill(process: int) -> None:
        [worker] = children(process)
        wait(lambda: children(worker))
        os.kill(children(worker)[0], signal.SIGKILL)

    killed(session, strike, undisturbed, kill)


@pytest.mark.fault("a power cut while rows are measured: the command, its worker and the row at once")
def test_of_everything(session: Session, strike: Strike, undisturbed: dict[str, bytes]) -> None:
    """Nothing has the time to say anything."""
    killed(session, strike, undisturbed, lambda process: [os.kill(one, signal.SIGKILL) for one in tree(process)])


@pytest.mark.parametrize(
    "delay",
    [
        pytest.param(0.0, marks=pytest.mark.fault("SIGKILL when the first evidence is written")),
        pytest.param(0.02, marks=pytest.mark.fault("SIGKILL in the middle of writing evidence")),
    ],
)
def test_while_evidence_is_written(
    delay: float, session: Session, strike: Strike, undisturbed: dict[str, bytes]
) -> None:  # fmt: skip # one signature
    """Every file is the old or the new one, and what was written is not measured again, nor what was not."""
    with strike.watched(gains=ROWS + 13) as told:
        process = session.start()
        raw = session.checkout.results / ".raw" / "2.15.0-cpu.jsonl"
        before = raw.stat().st_mtime_ns
        wait(lambda: raw.stat().st_mtime_ns != before)
        time.sleep(delay)
        os.kill(process, signal.SIGKILL)
        session.end()
        gone_on_with(session, strike, undisturbed, set(range(ROWS)))
        done = status_of(session)
        told(done.stdout + done.stderr, done.returncode, saw=KNOWN, code=0)


@pytest.mark.fault("a journal that ends in half a line")
def test_half_a_line(session: Session, strike: Strike, undisturbed: dict[str, bytes]) -> None:
    """The half is dropped, the whole lines are believed."""
    with strike.watched(gains=ROWS + 13) as told:
        process = session.start()
        wait(lambda: len(session.noted()) >= 4)
        os.kill(process, signal.SIGKILL)
        session.end()
        path = session.checkout.results / ".raw" / journal.FOLDER / "2.15.0-cpu.jsonl"
        whole = path.read_bytes()
        path.write_bytes(whole[: whole.rstrip(b"\n").rfind(b"\n") + 20])
        noted = session.noted()
        assert len(noted) >= 3
        gone_on_with(session, strike, undisturbed, noted)
        done = status_of(session)
        told(done.stdout + done.stderr, done.returncode, saw=KNOWN, code=0)
