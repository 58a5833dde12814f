"""A real cluster: a scheduler and workers as processes, a stand-in for torch, one worker killed, one started late."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import helpers
import pytest
from helpers import ROOT, snapshot, write_case

pytestmark = pytest.mark.filterwarnings("error")
RELEASES = ("1.8.1", "1.13.1", "2.4.1")
BODY = """
    import os
    import time
    import torch

    def observe():
        with open({began!r}, "a") as began:
            began.write(str(os.getpid()) + " ")
        while os.path.exists({hold!r}) or os.path.exists({hold!r} + torch.__version__):
            time.sleep(0.05)
        yield "x", 1
"""
OTHER = """
    import torch

    PARAMS = {"n": [1, 2]}

    def observe(device, n):
        if n == 2:
            raise ValueError("two")
        yield "torch", torch.__version__[:3]
"""


def dask(*arguments: str | Path, log: Path) -> subprocess.Popen[bytes]:
    """A part of the cluster, as a process."""
    with log.open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments], stdout=said, stderr=said,
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip # one call


def until(met: Callable[[], Any], what: str, log: Path | None = None) -> Any:
    """What a condition says once it is met."""
    end = time.monotonic() + 600
    while time.monotonic() < end:
        if found := met():
            return found
        time.sleep(0.05)
    pytest.fail(f"{what}: not within ten minutes\n{log.read_text() if log else ''}")


def worker(folder: Path, address: str, name: str) -> subprocess.Popen[bytes]:
    """A worker for the cpu, with a folder of its own."""
    return dask(
        "worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--resources", "sessions=1 cpu=1",
        "--local-directory", folder / name, "--name", name, log=folder / f"{name}.log",
    )  # fmt: skip # one call


class Fleet:
    """What came of a sweep on a cluster, and of the same on local processes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.hold, self.began = folder, folder / "hold", folder / "began"
        for name, body in (("waits", BODY.format(began=str(self.began), hold=str(self.hold))), ("other", OTHER)):
            write_case(folder / "cases" / "made" / f"{name}.py", body)
        for release in RELEASES:
            helpers.stand_in(folder / "envs" / release, release)

    def command(self, results: str, *more: str) -> list[str]:
        """The sweep, as it is typed."""
        where = ("--cases", self.folder / "cases", "--results", self.folder / results)
        python = self.folder / "envs" / "{release}" / "bin" / "python"
        return list(map(str, ("sweep", *RELEASES, *where, "--python", python, "--workers", "1", *more)))

    def run(self) -> None:
        """Sweep here, then on the cluster: kill the first worker in the middle of a session, and add another."""
        self.here = helpers.gradreg(*self.command("here"))
        self.began.unlink()
        self.hold.touch()
        with contextlib.ExitStack() as stack:
            contact = self.folder / "scheduler.json"
            log = self.folder / "scheduler.log"
            stack.callback(
                _end, dask("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", contact, log=log)
            )
            self.address = json.loads(until(lambda: contact.exists() and contact.read_text(), "a scheduler", log))[
                "address"
            ]
            first = worker(self.folder, self.address, "first")
            stack.callback(_end, first)
            until(
                lambda: b"Registered to" in (self.folder / "first.log").read_bytes(),
                "a worker",
                self.folder / "first.log",
            )
            asked = self.command(
                "there", "--device", "cpu", "--device", "cuda", "--scheduler", self.address, "--patience", "100"
            )
            sweep = subprocess.Popen(
                [sys.executable, "-m", "gradreg", *asked],
                cwd=ROOT,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            stack.callback(_end, sweep)
            until(lambda: self.began.exists() or sweep.poll() is not None, "a session")
            assert sweep.poll() is None, sweep.communicate()
            cut = int(until(self.began.read_text, "a process of a row").split()[0])
            stack.callback(_end, worker(self.folder, self.address, "late"))
            first.kill()
            until(lambda: not _lives(cut), "the end of what a killed worker had started")
            self.hold.unlink()
            self.said, self.talk = sweep.communicate(timeout=900)
            self.code = sweep.returncode


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _end(process: subprocess.Popen[Any]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Fleet:
    """Three releases, swept twice."""
    found = Fleet(tmp_path_factory.mktemp("fleet"))
    found.run()
    return found


class TestLosingAWorker:
    """One is killed with SIGKILL while it measures, another comes late."""

    def test_nothing_is_lost_and_nothing_differs(self, fleet: Fleet) -> None:
        """The evidence has the bytes that it has on one machine."""
        assert 0 == fleet.here.returncode, fleet.here.stderr
        assert {"environments.json", "made/other.json", "made/waits.json"} == set(snapshot(fleet.folder / "here"))
        assert snapshot(fleet.folder / "here") == snapshot(fleet.folder / "there"), fleet.talk

    def test_every_session_counts_once(self, fleet: Fleet) -> None:
        """In the talk, in the table, and in `gradreg summary`."""
        for release in RELEASES:
            assert 1 == fleet.talk.count(f"torch {release} cpu: 3 rows, 3 new"), fleet.talk
            assert 1 == sum(line.split()[:2] == [release, "cpu"] for line in fleet.said.splitlines())
        told = helpers.gradreg("summary", "--results", fleet.folder / "there")
        assert fleet.said == told.stdout

    def test_what_no_worker_can_take_is_told_at_once(self, fleet: Fleet) -> None:
        """With the command that starts such a worker; it does not hang, and ends with 2."""
        first = fleet.talk.splitlines()[0]

        assert 2 == fleet.code
        assert first.startswith("torch 1.8.1 cuda: no worker has cuda: start one with `dask worker"), fleet.talk
        assert f"{fleet.address} " in first
        assert "cuda=1" in first
        assert 3 == fleet.said.count("no worker")

    def test_folders_of_sessions_are_gone(self, fleet: Fleet) -> None:
        """The worker that lives keeps nothing but its environments; the killed one could not clean up alone."""
        assert [] == list((fleet.folder / "late").rglob("session-*"))


class TestInterrupting:
    """Ctrl-C in the middle of the second of three sessions, on local processes."""

    def test_keeps_what_came_back(self, fleet: Fleet) -> None:
        """It ends with 130 and everything it started, and --missing goes on from there."""
        fleet.began.unlink()
        Path(f"{fleet.hold}1.13.1").touch()
        command = [sys.executable, "-m", "gradreg", *fleet.command("cut")]
        with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as sweep:
            until(lambda: fleet.began.exists() and len(fleet.began.read_text().split()) == 3, "the second session")
            sweep.send_signal(signal.SIGINT)
            said, talk = sweep.communicate(timeout=300)
        cut = int(fleet.began.read_text().split()[2])
        until(lambda: not _lives(cut), "the end of what the sweep had started")
        left = json.loads(helpers.gradreg(*fleet.command("cut"), "--missing", "--dry-run", "--json").stdout)

        assert (130, "") == (sweep.returncode, said)
        assert "What came back is kept" in talk
        assert "Traceback" not in talk
        assert ["1.13.1", "2.4.1"] == [item["release"] for item in left]
        assert {"1.8.1"} == set(_releases(fleet.folder / "cut"))


def _releases(results: Path) -> list[str]:
    """The releases that evidence has fingerprints of."""
    found = json.loads((results / "environments.json").read_bytes())["environments"]
    return [item["torch"] for item in found.values()]
