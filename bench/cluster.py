"""Sweep six real releases on a real cluster of this machine, kill a worker, and compare; then simulate a large one.

    nox -s cluster -- --python '/envs/{release}/bin/python'

Without --python every worker makes its environments, which takes some gigabytes and minutes.
Each sweep begins with empty evidence, and ends with the bytes of the one in one process, or this ends with 1.
`--part fleet` only measures the client's work and simulates; `--minutes` begins no further sweep after that.
"""

import argparse
import contextlib
import json
import math
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import record
from fleet import HOUR, Costs, Fleet, Outcome, bounds, simulated

from gradreg import pipeline, releases, store
from gradreg.model import Delivery, Ended, Places, Session, Summary, Took
from gradreg.pipeline.taking import Taking

ROOT = Path(__file__).parent.parent
SIX = ("1.5.1", "1.8.1", "1.10.2", "1.13.1", "2.0.1", "2.4.1")
SWEPT = ("cpu", "meta")
BOTH = "python3.8=1 python3.11=1"
ALONE = (f"cpu=1 {BOTH}", "meta=1 python3.11=1")
EACH = f"cpu=1 meta=1 {BOTH}"
ALONE_HERE = "one process"
PATIENCE = 1800.0
INSTALL = (10.0, 20.0)
"""Seconds of an installation, as noted when all 52 releases were installed for the first time."""
DEVICES = ("cpu", "meta", "cuda", "xpu")
ALL = frozenset(DEVICES)
CASES, RELEASES = 10_000, 60
START = 4.0
"""Seconds until torch is imported and its canary has sung, of each look."""
LINK = 1e9 / 8
"""Bytes a second between the client and the workers."""
TURNS = 7
CLIENT, LAST = "optimizers", "2.4.1"
"""The part of the catalog, and the release, that the client's work is measured with."""


@dataclass
class Run:
    """One sweep: how long it took, and what it left."""

    name: str
    seconds: float
    code: int
    talk: str
    files: dict[str, bytes]
    where: dict[str, int] = field(default_factory=dict)


def main() -> None:
    """Sweep and compare; measure the client and simulate; write it all down."""
    asked = _arguments()
    work = Path(tempfile.mkdtemp(prefix="cluster-"))
    write = record.write if asked.record else lambda title, text: print(title, text, sep="\n\n")
    same = True
    try:
        if asked.part != "fleet":
            cases = _cases(asked, work / "cases")
            runs = _runs(asked, work)
            same = all(run.files == runs[0].files for run in runs)
            write("Cluster", _swept(asked, runs, cases, same=same))
        if asked.part != "sweeps":
            today = [len(rows) for _, rows in pipeline.cases(Places(ROOT / "cases"))]
            sizes = (round(CASES * sum(today) / len(today)), sum(today))
            told = _simulations(*_costs(work), sizes)
            write("Fleet", "\n\n".join([*told, "Made by `nox -s cluster -- --part fleet`."]))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    sys.exit(0 if same else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", help="an interpreter that has torch already, with {release} in it")
    parser.add_argument("--releases", nargs="+", default=list(SIX))
    parser.add_argument("-k", dest="keyword", default="detached", help="which rows")
    parser.add_argument("--part", choices=["all", "sweeps", "fleet"], default="all")
    parser.add_argument("--minutes", type=float, default=math.inf, help="begin no further sweep after that")
    parser.add_argument("--record", action="store_true", help="write the result into bench/RESULTS.md")
    return parser.parse_args()


def _cases(asked: argparse.Namespace, folder: Path) -> int:
    """A catalog of the chosen cases alone, so that reading the others is not what is timed; how many rows it has."""
    chosen = pipeline.cases(Places(ROOT / "cases", keyword=asked.keyword))
    for case, _ in chosen:
        (folder / f"{case.name}.py").parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(case.path, folder / f"{case.name}.py")
    return sum(len(rows) for _, rows in chosen)


def _runs(asked: argparse.Namespace, work: Path) -> list[Run]:
    """The sweep in one process, twice; on two workers, one killed while a third comes late; on one, and on two.

    The first time every file of torch comes from the disk, so nothing is held against it.
    """
    began = time.monotonic()
    found = [_timed(asked, work, "one process, cold", []), _timed(asked, work, ALONE_HERE, [])]

    def left() -> bool:
        return time.monotonic() - began < asked.minutes * 60

    with _cluster(work) as (address, hire):
        first, _ = (hire(device, resources) for device, resources in zip(SWEPT, ALONE, strict=True))
        found.append(_timed(asked, work, "a kill", ["--scheduler", address, *_needs()], _Killing(first, hire)))
    with _cluster(work) as (address, hire):
        hire("a", EACH)
        found += [_timed(asked, work, "one worker", ["--scheduler", address])] if left() else []
        hire("b", EACH)
        found += [_timed(asked, work, "two workers", ["--scheduler", address])] if left() else []
    return found


def _needs() -> list[str]:
    return ["--need", "python{python}", "--patience", f"{PATIENCE:g}"]


class _Killing:
    """Kill a worker once it is in the middle of a session, and hire another for its device."""

    def __init__(self, victim: "_Worker", hire: Callable[[str, str], "_Worker"]) -> None:
        self.victim, self.hire, self.done = victim, hire, False

    def __call__(self) -> None:
        if not self.done and _measures(self.victim.folder):
            self.victim.process.kill()
            self.hire("late", EACH)
            self.done = True


def _measures(folder: Path) -> bool:
    """Whether a session of a worker has begun with its rows; its folder may go while somebody looks."""
    with contextlib.suppress(OSError):
        return any(folder.rglob("session-*/results/.raw/sessions/*.jsonl"))
    return False


@dataclass(frozen=True)
class _Worker:
    process: subprocess.Popen[bytes]
    folder: Path


@contextlib.contextmanager
def _cluster(work: Path) -> Iterator[tuple[str, Callable[[str, str], _Worker]]]:
    """A scheduler, and what starts workers, each with a folder of its own."""
    folder = Path(tempfile.mkdtemp(dir=work))
    contact = folder / "scheduler.json"
    with contextlib.ExitStack() as stack:
        stack.callback(_end, _dask(folder / "scheduler.log", "scheduler", "--port", "0", "--scheduler-file", contact))
        _until(contact.exists, "a scheduler")
        address = json.loads(contact.read_text())["address"]

        def hire(name: str, resources: str) -> _Worker:
            process = _dask(
                folder / f"{name}.log", "worker", address, "--no-nanny", "--nthreads", "1", "--name", name,
                "--resources", f"sessions=1 {resources}", "--local-directory", folder / name,
            )  # fmt: skip # one command
            stack.callback(_end, process)
            _until(lambda: b"Registered to" in (folder / f"{name}.log").read_bytes(), name)
            return _Worker(process, folder / name)

        yield address, hire


def _dask(log: Path, *words: str | Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--no-dashboard"], stdout=said, stderr=said, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip # one call


def _until(met: Callable[[], Any], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not met():
        if time.monotonic() > end:
            sys.exit(f"{what} did not come")
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _timed(
    asked: argparse.Namespace, work: Path, name: str, more: Sequence[str], meanwhile: Callable[[], None] | None = None
) -> Run:  # fmt: skip # one thought
    """One sweep into empty evidence."""
    results = work / name.replace(" ", "-")
    words = ["sweep", *asked.releases, "--cases", str(work / "cases"), "-k", asked.keyword]
    words += ["--results", str(results), "--workers", "1", "--once", *more]
    words += [word for device in SWEPT for word in ("--device", device)]
    words += ["--python", asked.python] if asked.python else ["--envs", str(work / "envs"), "--keep"]
    began = time.monotonic()
    with (work / "talk").open("w+") as talk:
        process = subprocess.Popen([sys.executable, "-m", "gradreg", *words], stdout=talk, stderr=talk, cwd=ROOT)
        while process.poll() is None:
            if meanwhile:
                meanwhile()
            time.sleep(0.1)
        seconds = time.monotonic() - began
        talk.seek(0)
        said = talk.read()
    print(f"{name}: {seconds:.0f} s, code {process.returncode}\n{said}", flush=True)
    files = {
        str(path.relative_to(results)): path.read_bytes()
        for path in results.rglob("*.json")
        if ".raw" not in path.parts
    }
    places = [line.rpartition(", on ")[2].partition(",")[0] for line in said.splitlines() if ", on " in line]
    return Run(name, seconds, process.returncode, said, files, {place: places.count(place) for place in places})


def _swept(asked: argparse.Namespace, runs: Sequence[Run], rows: int, *, same: bool) -> str:
    usual = next(run for run in runs if run.name == ALONE_HERE)
    lines = [
        (run.name, f"{run.seconds:.0f}", f"{run.seconds / usual.seconds:.2f}",
         ", ".join(map(str, run.where.values())), str(run.code), "yes" if run.files == runs[0].files else "NO")
        for run in runs
    ]  # fmt: skip # one line each
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    where = " --python '/envs/{release}/bin/python'" if asked.python else ""  # wherever that was
    which = "" if asked.releases == [*SIX] else f" --releases {' '.join(asked.releases)}"
    command = f"`nox -s cluster -- --part sweeps -k {shlex.quote(asked.keyword)}{which}{where}`"
    return (
        f"{command}: {rows} rows on {len(asked.releases)} releases and {' and '.join(SWEPT)} (from 1.10 on), "
        f"{sum(runs[0].where.values())} sessions, one look, on {os.cpu_count()} cores of "
        f"{platform.system()} {platform.machine()} with other work on them (load {load}).\n\n"
        + record.table(["sweep", "s", "of one process", "sessions by worker", "ends with", "same bytes"], lines)
        + "\n\n*A kill*: one worker declares the cpu, one meta; the first is killed with SIGKILL in the middle of a "
        "session, and a third, which declares both, is started then.\n"
        + ("Every sweep left the same bytes." if same else "THE BYTES DIFFER.")
        + _unmeasured(runs[0].files)
    )


def _unmeasured(files: dict[str, bytes]) -> str:
    """Which cells say nothing about torch, so that a sweep that measures them ends with 2."""
    contents = [json.loads(data) for name, data in files.items() if name.count("/") == 1]
    found = [
        f"`{row}` {content['behaviours'][key].get('detail')} in {releases_} on {device}"
        for content in contents
        for row, devices in content.get("rows", {}).items()
        for device, keys in devices.items()
        for key, releases_ in keys.items()
        if content["behaviours"][key]["outcome"] == "crashed"
    ]
    return f"\n2 stands for what could not be measured: {'; '.join(found)}." if found else ""


def _costs(work: Path) -> tuple[Costs, str]:
    """What the simulation is fed with: sessions that CI measured, and the client's work on the project's evidence."""
    took = msgspec.json.decode((ROOT / ".github" / "durations.json").read_bytes(), type=list[Took])
    each = 2 * statistics.median(item.seconds / item.rows for item in took if item.device == "cpu")
    order, merge, there, back = _client(work)
    told = (
        f"Fed with: {statistics.mean(INSTALL):g} s to install (10 to 20 s when all releases were installed), {START:g} "
        f"s to start torch, twice; {each * 1000:.0f} ms a row for two looks (twice the median of the cpu's sessions in "
        f"`.github/durations.json`); {order * 1000:.2f} ms a row for an order and {merge * 1000:.2f} ms a cell to take "
        f"it in (medians of {TURNS} on the project's evidence, processor time); {there:.0f} bytes a row for an order "
        f"and {back:.0f} a cell for an answer (measured), over one link of {LINK * 8 / 1e9:g} Gbit/s.\n"
        "Assumed, not measured: that a row takes as long on every device, and the link."
    )
    return Costs(statistics.mean(INSTALL), START, each, order + there / LINK, merge + back / LINK), told


def _client(work: Path) -> tuple[float, float, float, float]:
    """For each row: the client's seconds for an order, and for an answer where all others are known; bytes of both."""
    places = Places(ROOT / "cases", ROOT / "results", CLIENT)
    plan = pipeline.Plan(places, pipeline.Sweep((LAST,), ("cpu",), "bench", {}))
    (session,) = plan.sessions
    packed = zlib.compress(plan.order(session))  # the first reads the evidence, which all others have then
    orders, merges, answer = [], [], 0
    for turn in range(TURNS):
        began = time.process_time()
        zlib.compress(plan.order(session))
        orders.append(time.process_time() - began)
        merge, answer = _merge(plan.parts, session, work / f"results-{turn}")
        merges.append(merge)
    order, merge = statistics.median(orders), statistics.median(merges)
    return order / session.rows, merge / session.rows, len(packed) / session.rows, answer / session.rows


def _merge(parts: store.Parts, session: Session, results: Path) -> tuple[float, int]:
    """Take in one release's evidence where that of all the others is: seconds, and the bytes of the answer."""
    others = [(session.device, item.version) for item in releases.load() if item.version != session.release]
    for name, text in parts.files(others, stale=False).items():
        (results / name).parent.mkdir(parents=True, exist_ok=True)
        (results / name).write_text(text, encoding="utf-8")
    summary = Summary(session.release, session.device, {"new": session.rows}, None, (), 1.0)
    evidence = parts.files([(session.device, session.release)], stale=False)
    answer = msgspec.json.encode(Delivery(summary, evidence, "[]"))
    taking = Taking(Places(ROOT / "cases", results), [session], "bench", lambda _: None)
    began = time.process_time()
    taking.take([Ended(session, answer)])
    seconds = time.process_time() - began
    if taking.refused or taking.conflicts or taking.faults:
        sys.exit(f"the evidence was not taken in: {taking.refused} {taking.faults}")
    return seconds, len(answer)


def _simulations(costs: Costs, told: str, sizes: Sequence[int]) -> Iterator[str]:
    """What is simulated and with what, then a table for each size of the catalog."""
    yield (
        f"Simulated (`bench/fleet.py`): {RELEASES} releases on {len(DEVICES)} devices, {RELEASES * len(DEVICES)} "
        f"sessions, of {CASES:,} cases with as many rows each as today's have on average, and of today's catalog.\n"
        "A free worker takes the first waiting session whose device it has; the client makes orders and takes in "
        "answers one at a time; a lost worker is back after five minutes, and what it had begun is measured again.\n"
        + told
    )
    for rows in sizes:
        yield f"**{rows:,} rows**, {rows * RELEASES * len(DEVICES):,} cells:\n\n{_table(costs, rows)}"


def _table(costs: Costs, rows: int) -> str:
    alike = [(number, Fleet([(number, ALL)])) for number in (1, 10, 50, 100, 240)]
    mixed = Fleet([(30, frozenset(("cpu", "meta"))), (15, frozenset(("cuda",))), (5, frozenset(("xpu",)))])
    fleets = [(f"{number}, every device each" if number > 1 else "1, every device", item) for number, item in alike]
    fleets += [("50: 30 cpu and meta, 15 cuda, 5 xpu", mixed)]
    fleets += [("50, each lost every 8 hours", Fleet([(50, ALL)], 8 * HOUR))]
    fleets += [("50, each lost every hour", Fleet([(50, ALL)], HOUR))]
    lines = [_line(name, fleet, costs, rows) for name, fleet in fleets]
    return record.table(
        ["workers", "hours", "workers busy", "client busy", "lost", "hours measured in vain", "bound by"], lines
    )


def _line(name: str, fleet: Fleet, costs: Costs, rows: int) -> tuple[str, ...]:
    out: Outcome = simulated(fleet, DEVICES, RELEASES, rows, costs)
    limits = bounds(fleet, DEVICES, RELEASES, rows, costs)
    bound = max(limits, key=lambda key: limits[key])
    return (
        name, f"{out.wall / HOUR:.2f}", f"{100 * out.busy / fleet.workers / out.wall:.0f} %",
        f"{100 * out.client / out.wall:.0f} %", str(out.lost), f"{out.wasted / HOUR:.1f}",
        f"{bound} ({limits[bound] / HOUR:.2f} h)",
    )  # fmt: skip # a cell a line says nothing more


if __name__ == "__main__":
    main()
