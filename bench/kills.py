"""Kill runs over three real releases of torch at random moments, resume each, and compare with one undisturbed.

    nox -s kills -- --kills 300 --envs FOLDER

Each round starts from nothing; its runs are killed and resumed until one comes to its end.
After every kill each file of evidence is read, and held against what was known before; at a round's end its bytes are
those of the undisturbed run, and every temporary file is looked for.
The cases are the catalog's own, with one line added that writes down each time a row is really run.
"""

import argparse
import ast
import contextlib
import math
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import record

from gradreg import catalog, releases, store
from gradreg.model import Case
from gradreg.store import files, journal

ROOT = Path(__file__).parent.parent
KNOWN = releases.load()
TOPICS = ("leaf", "accumulation", "optimizers", "detach")
TITLE = "Kills"
VICTIMS = ("child of the worker", "worker", "runner", "nox", "all at once")
WRITING = ("runner", "nox", "all at once")
"""Those that are there while evidence is written."""
MARK = "KILLED_BY_BENCH"
OWN = re.compile(r"gradreg-.*|\..*-[a-z0-9_]{8}|.*\.new")
PATIENCE = 300.0
TRIES = 3
HALF = 0.5
OFTEN = 4
"""How often, on average, a run would be killed in the time that an undisturbed one takes; every moment is as likely."""

Known = dict[tuple[str, str], bytes]
"""(row, release) -> what is known of it, as bytes."""


@dataclass
class Tally:
    """What came of all kills so far."""

    kills: Counter[tuple[str, str]] = field(default_factory=Counter)
    writing: int = 0
    rounds: int = 0
    runs: int = 0
    needed: int = 0
    executed: int = 0
    again: int = 0
    lost: int = 0
    unreadable: int = 0
    different: int = 0
    temporary: int = 0
    outlived: int = 0
    unfinished: int = 0


@dataclass(frozen=True)
class Bench:
    """Where the runs take place, and what chance says."""

    work: Path
    envs: Path
    releases: tuple[str, ...]
    chance: random.Random
    seconds: float

    @property
    def results(self) -> Path:
        """The evidence of the round."""
        return self.work / "results"

    @property
    def log(self) -> Path:
        """A line for every row that was really run."""
        return self.work / "executed"


def main() -> None:
    """Kill as often as was asked, and write down what came of it."""
    asked = _arguments()
    print(f"seed {asked.seed}", flush=True)
    work = asked.work or Path(tempfile.mkdtemp(prefix="kills-"))
    work.mkdir(parents=True, exist_ok=True)
    (work / "tmp").mkdir(exist_ok=True)
    envs = _environments(work / "envs", asked.envs, asked.releases)
    cases = _catalog(work / "cases", work / "executed", asked.rows, asked.releases)
    bench = Bench(work, envs, tuple(asked.releases), random.Random(asked.seed), 0.0)  # noqa: S311 a repeatable draw, not a secret
    began = time.monotonic()
    expected, seconds = _undisturbed(bench, lent=bool(asked.envs))
    bench = Bench(work, envs, bench.releases, bench.chance, seconds)
    rows = sum(len(case.rows) for case in cases)
    print(f"{len(cases)} cases, {rows} rows; undisturbed {seconds:.1f} s", flush=True)
    tally = Tally()
    while sum(tally.kills.values()) < asked.kills and time.monotonic() - began < asked.minutes * 60:
        _round(bench, cases, expected, tally, asked.kills)
    hours = (time.monotonic() - began) / 3600
    text = _told(tally, asked, len(cases), rows, hours)
    print(text)
    if asked.record:
        record.write(TITLE, text)
    sys.exit(_bad(tally))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=math.inf, help="begin no further round after that")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--releases", nargs="+", default=["1.4.0", "1.13.1", "2.15.0"])
    parser.add_argument("--rows", type=int, default=60, help="rows at most of each topic")
    parser.add_argument("--envs", type=Path, help="a folder of kept environments, which is only read")
    parser.add_argument("--work", type=Path, help="where to work; default: a temporary folder")
    parser.add_argument("--record", action="store_true", help="write the result into bench/RESULTS.md")
    return parser.parse_args()


def _environments(folder: Path, given: Path | None, versions: Sequence[str]) -> Path:
    """A folder of environments for nox; those that are given are lent by links, so that no kill can harm them."""
    for release in versions if given else ():
        name = f"torch-{release.replace('.', '-')}-cpu"
        lent = folder / name
        lent.mkdir(parents=True, exist_ok=True)
        for path in (given / name).resolve().iterdir():  # type: ignore[operator] # given, or there is no release
            target = lent / path.name
            if path.name == "gradreg.json":
                shutil.copyfile(path, target)
            elif not target.is_symlink():
                target.symlink_to(path)
    return folder


def _catalog(folder: Path, log: Path, most: int, versions: Sequence[str]) -> tuple[Case, ...]:
    """A part of the catalog: of each topic the smallest cases that make sense on all three releases."""
    shutil.rmtree(folder, ignore_errors=True)
    wanted = [releases.find(KNOWN, release) for release in versions]
    every = catalog.load(ROOT / "cases", KNOWN)
    for topic in TOPICS:
        rows = 0
        mine = [case for case in every if case.topic == topic]
        for case in sorted(mine, key=lambda case: (len(case.rows), case.name)):
            whole = not any(case.inapplicable(row, release, "cpu") for row in case.rows for release in wanted)
            if whole and rows + len(case.rows) <= most and "torch.compile" not in case.source:
                rows += len(case.rows)
                path = folder / f"{case.name}.py"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_counting(case, log), encoding="utf-8")
    return catalog.load(folder, KNOWN)


def _counting(case: Case, log: Path) -> str:
    """The source of a case with a line that writes down which row is run, and on which release."""
    body = next(
        node for node in ast.parse(case.source).body if isinstance(node, ast.FunctionDef) and node.name == "observe"
    ).body
    lines = case.source.splitlines()
    said = f'repr((torch.__version__, "{case.name}", sorted(locals().items()))) + "\\n"'
    lines.insert(body[0].lineno - 1, f"{' ' * body[0].col_offset}open({str(log)!r}, 'a').write({said})")
    lines.insert(next(at for at, line in enumerate(lines) if line.startswith("import torch")) + 1, "import torch")
    return "\n".join(lines) + "\n"


def _executed(bench: Bench, cases: Sequence[Case]) -> Counter[tuple[str, str]]:
    """(row, release) -> how often it was really run since the round began."""
    names = {
        (
            case.name,
            repr(sorted(({**row.arguments, "device": "cpu"} if case.takes_device else row.arguments).items())),
        ): row.name
        for case in cases
        for row in case.rows
    }
    found: Counter[tuple[str, str]] = Counter()
    for line in bench.log.read_text(encoding="utf-8").splitlines() if bench.log.exists() else ():
        version, case, arguments = ast.literal_eval(line)
        found[names[case, repr(arguments)], version.partition("+")[0]] += 1
    return found


def _known(bench: Bench) -> tuple[Known, set[tuple[str, str]], int]:
    """What the evidence says, what is noted beside it, and how many files cannot be read."""
    cells: Known = {}
    unreadable = 0
    for path in bench.results.glob("*/*.json"):
        try:
            stored = files.read(path)
        except Exception as error:  # noqa: BLE001 whatever it is, it is what must not happen
            print(f"{path}: {error}", flush=True)
            unreadable += 1
            continue
        for (row, _, release), (key, _) in stored.cells.items():
            if stored.behaviours[key].outcome.is_behaviour:
                cells[row, release] = msgspec.json.encode(stored.behaviours[key])
    try:
        store.environments(bench.results)
    except Exception as error:  # noqa: BLE001 as above
        print(f"environments: {error}", flush=True)
        unreadable += 1
    noted = {
        (line.observation.row, path.stem.removesuffix("-cpu"))
        for path in (bench.results / store.RAW / journal.FOLDER).glob("*.jsonl")
        for line in journal._read(path)  # noqa: SLF001 what the next run will believe
        if isinstance(line, journal.Entry) and line.observation.behaviour.outcome.is_behaviour
    }
    return cells, noted, unreadable


def _nox(bench: Bench, jobs: int) -> subprocess.Popen[bytes]:
    """Start, or go on with, the run over the three releases."""
    sessions = [f"torch-{release}-cpu" for release in bench.releases]
    places = ("--cases", bench.work / "cases", "--results", bench.results)
    command = [sys.executable, "-m", "nox", "-f", ROOT / "noxfile.py", "--envdir", bench.envs, "-r", "-j", str(jobs)]
    environ = {
        **os.environ, "NOX_SCRIPT_MODE": "none", "NO_COLOR": "1", "CI": "", MARK: str(bench.work),
        "TMPDIR": str(bench.work / "tmp"),
    }  # fmt: skip # a variable a line says nothing more
    with (bench.work / "said").open("ab") as said:
        return subprocess.Popen(
            [*command, "-s", *sessions, "--", "--missing", "--once", "--free", "0", *places], cwd=ROOT, env=environ,
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip # a parameter a line says nothing more


def _undisturbed(bench: Bench, *, lent: bool) -> tuple[Mapping[str, bytes], float]:
    """The evidence of a run that nobody disturbs, and how long it takes once the environments are there."""
    for _ in range(1 if lent else 2):  # the first may have to install
        _clear(bench)
        began = time.monotonic()
        code = _nox(bench, 1).wait()
        assert not code, (bench.work / "said").read_text(encoding="utf-8", errors="replace")
    return _bytes(bench.results), time.monotonic() - began


def _clear(bench: Bench) -> None:
    shutil.rmtree(bench.results, ignore_errors=True)
    bench.log.unlink(missing_ok=True)


def _bytes(results: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(results.rglob("*")) if path.is_file() and store.RAW not in path.parts]
    return {str(path.relative_to(results)): path.read_bytes() for path in paths}


def _round(bench: Bench, cases: Sequence[Case], expected: Mapping[str, bytes], tally: Tally, most: int) -> None:
    """Runs from nothing to the end, killed on the way."""
    _clear(bench)
    cells, noted = Known(), set[tuple[str, str]]()
    tries = 0
    while tries < TRIES:
        before = _executed(bench, cases)
        killed = _run(bench, tally) if sum(tally.kills.values()) < most else _finish(bench, tally)
        now, notes, unreadable = _known(bench)
        tally.unreadable += unreadable
        tally.lost += sum(now.get(where) != content for where, content in cells.items())
        again = {where for where in _executed(bench, cases) - before if where in cells or where in noted}
        for where in sorted(again):
            print(f"run again although it was known: {where}", flush=True)
        tally.again += len(again)
        cells, noted = now, notes
        if not killed and _bytes(bench.results) == dict(expected):
            break
        tries = 0 if killed else tries + 1
        tally.unfinished += not killed
    _judge(bench, cases, expected, tally)


def _judge(bench: Bench, cases: Sequence[Case], expected: Mapping[str, bytes], tally: Tally) -> None:
    tally.rounds += 1
    executed = _executed(bench, cases)
    tally.executed += executed.total()
    tally.needed += len(executed)
    if _bytes(bench.results) != dict(expected):
        tally.different += 1
        shutil.copytree(bench.results, bench.work / f"different-{tally.rounds}", dirs_exist_ok=True)
    left = [
        path for place in (bench.results, bench.work / "tmp") for path in place.rglob("*") if OWN.fullmatch(path.name)
    ]
    left += list((bench.results / store.RAW / journal.FOLDER).glob("*.jsonl"))
    for path in sorted(set(left)):
        print(f"left behind: {path}", flush=True)
    tally.temporary += len(set(left))
    print(f"round {tally.rounds}: {sum(tally.kills.values())} kills, {tally.runs} runs; {tally}", flush=True)


def _finish(bench: Bench, tally: Tally) -> bool:
    """The last run of all, which nobody kills."""
    tally.runs += 1
    _nox(bench, 1).wait()
    return False


def _run(bench: Bench, tally: Tally) -> bool:
    """Start a run and kill parts of it at random moments; return whether there was something left to kill."""
    tally.runs += 1
    jobs = bench.chance.choice((1, 1, 2))
    started, hits, goes_on = _nox(bench, jobs), 0, True
    while goes_on:
        late = bench.chance.random() < HALF
        victim = bench.chance.choice([name for name in (WRITING if late else VICTIMS) if jobs > 1 or name != "runner"])
        _wait(bench, started, late=late)
        how = _strike(bench, started, victim)
        if how:
            tally.kills[victim, how] += 1
            tally.writing += late
            hits += 1
        goes_on = bool(how) and victim not in WRITING
    started.wait()
    tally.outlived += _outlived(bench)
    return bool(hits)


def _wait(bench: Bench, started: subprocess.Popen[bytes], *, late: bool) -> None:
    """Until a random moment: anywhere in the run, or within the writing of a session's evidence."""
    if not late:
        _sleep(started, bench.chance.expovariate(OFTEN / bench.seconds))
        return
    raw = [bench.results / store.RAW / f"{release}-cpu.jsonl" for release in bench.releases]
    sessions, before, end = bench.chance.randint(1, len(bench.releases)), _stamps(raw), time.monotonic() + PATIENCE
    while sessions and started.poll() is None and time.monotonic() < end:
        now = _stamps(raw)
        sessions, before = sessions - (now != before), now
        time.sleep(0.001)
    _sleep(started, bench.chance.choice((0.0, 0.01, 0.03, 0.1, 0.3)) * bench.chance.random())


def _stamps(paths: Sequence[Path]) -> list[int]:
    """When each file was written; a session's writing begins with the one of its raw observations."""
    return [path.stat().st_mtime_ns if path.exists() else 0 for path in paths]


def _sleep(started: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while started.poll() is None and time.monotonic() < end:
        time.sleep(min(0.01, max(0.0, end - time.monotonic())))


def _strike(bench: Bench, started: subprocess.Popen[bytes], victim: str) -> str:
    """Send a signal to a victim as soon as there is one, and tell which; "" when the run came to its end first."""
    number = signal.SIGKILL
    if victim != "all at once":
        number = bench.chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT))
    end = time.monotonic() + PATIENCE
    while started.poll() is None and time.monotonic() < end:
        targets = _victims(bench, started.pid)[victim]
        if targets and victim != "all at once":
            targets = [bench.chance.choice(targets)]
        for pid in targets:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        if targets:
            return "power cut" if victim == "all at once" else number.name
        time.sleep(0.01)
    return ""


def _victims(bench: Bench, root: int) -> dict[str, list[int]]:
    """The processes of the run, by what they are."""
    found: dict[str, list[int]] = {name: [] for name in VICTIMS}
    alive = dict(_processes(bench))
    workers = {pid for pid, (parent, command) in alive.items() if "observe.py" in command}
    for pid, (parent, command) in alive.items():
        found["all at once"].append(pid)
        if pid == root:
            found["nox"].append(pid)
        elif pid in workers:
            found["child of the worker" if parent in workers else "worker"].append(pid)
        elif "nox" in command:
            found["runner"].append(pid)
    return found


def _processes(bench: Bench) -> Iterator[tuple[int, tuple[int, str]]]:
    """Process -> (its parent, its command), of all that a run of this bench started."""
    mark = f"{MARK}={bench.work}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    yield int(folder.name), (int(parent), command)


def _outlived(bench: Bench) -> int:
    """Wait until everything that the run started is gone by itself; how many had to be ended."""
    end = time.monotonic() + PATIENCE
    while (left := dict(_processes(bench))) and time.monotonic() < end:
        time.sleep(0.02)
    for pid, (_, command) in left.items():
        print(f"outlived its run: {command}", flush=True)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(left)


def _bad(tally: Tally) -> int:
    """0 when nothing was lost, repeated, different or left."""
    return int(any((tally.again, tally.lost, tally.unreadable, tally.different, tally.temporary, tally.outlived)))


def _told(tally: Tally, asked: argparse.Namespace, cases: int, rows: int, hours: float) -> str:
    hows = ("SIGKILL", "SIGTERM", "SIGINT", "power cut")
    lines = [(victim, *(tally.kills[victim, how] or "" for how in hows)) for victim in VICTIMS]
    kills = sum(tally.kills.values())
    facts = [
        ("kills", kills),
        ("of them aimed at the writing of evidence", tally.writing),
        ("runs that went on", tally.runs - tally.rounds),
        ("rounds from nothing to the end", tally.rounds),
        ("rounds whose evidence is byte for byte that of the undisturbed run", tally.rounds - tally.different),
        ("files of evidence that could not be read after a kill", tally.unreadable),
        ("facts known before a kill and not after it", tally.lost),
        ("rows needed, over all rounds", tally.needed),
        ("rows run, over all rounds", tally.executed),
        ("rows run again although they were noted or recorded", tally.again),
        ("runs that ended by themselves with something left to do", tally.unfinished),
        ("temporary files, journals and locks left at a round's end", tally.temporary),
        ("processes that outlived their run", tally.outlived),
    ]
    sizes = f"{cases} cases, {rows} rows, torch {', '.join(asked.releases)}, one and two sessions at a time."
    return "\n\n".join([
        record.table(["victim", *hows], lines),
        record.table(["", "count"], [(name, str(count)) for name, count in facts]),
        f"{sizes} Seed {asked.seed}; {hours * 60:.0f} minutes on {os.cpu_count()} cores.",
        f"Made by `nox -s kills -- {_command(asked)}`.",
    ])  # fmt: skip # one text


def _command(asked: argparse.Namespace) -> str:
    given = ("kills", "seed", "rows")
    return " ".join([f"--{name} {getattr(asked, name)}" for name in given]) + f" --releases {' '.join(asked.releases)}"


if __name__ == "__main__":
    main()
