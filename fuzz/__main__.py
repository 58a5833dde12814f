"""Fuzz with atheris, guided by coverage: `python -m fuzz [--seconds 60 | --inputs 500] [TARGET...]`.

Each target runs in a process of its own, from its seeds, and ends after its time or at its first crash.
A crash stays as a file below fuzz/crashes/, where `tests/test_fuzz.py` tries it from then on.
"""

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fuzz.common import ROOT

CRASHES = ROOT / "fuzz" / "crashes"
USUAL = ("case", "evidence")
LONGEST_WORD = 64
LIMITS = ("-timeout=120", "-rss_limit_mb=4096", "-max_len=20000", "-print_final_stats=1", "-close_fd_mask=1")
MISSING = (
    "atheris is not installed here. It has wheels for Linux on x86_64 with Python 3.11 to 3.13; elsewhere it has to be "
    "built with clang. `nox -s tests` fuzzes the same parsers with hypothesis everywhere."
)
COVERED = re.compile(r"#(\d+)\s+(?:INITED|NEW|REDUCE|RELOAD|pulse|DONE)(?:\s+cov: (\d+))?")


class Run(NamedTuple):
    """How fuzzing one target went: inputs tried, what the seeds cover, what was covered at the end, and crashes."""

    target: str
    inputs: int
    at_first: int
    at_last: int
    crashes: tuple[str, ...]
    seconds: float


def main() -> int:
    """Fuzz every target that is named; 0 without a crash, 1 with one, 2 where atheris is missing."""
    asked = _asked()
    if importlib.util.find_spec("atheris") is None:
        print(MISSING, file=sys.stderr)
        return 2
    from fuzz.targets import TARGETS  # noqa: PLC0415 a child imports it under instrumentation

    names = [*TARGETS] if asked.targets == ["all"] else asked.targets or [*USUAL]
    unknown = sorted({*names} - {*TARGETS})
    if unknown:
        print(f"no target is called {', '.join(unknown)}; there are: all, {', '.join(TARGETS)}", file=sys.stderr)
        return 64
    bound = f"-runs={asked.inputs}" if asked.inputs else f"-max_total_time={asked.seconds}"
    runs = []
    for name in names:
        runs.append(fuzzed(name, TARGETS[name].seeds(), TARGETS[name].words, bound))
        print(told(runs[-1]), flush=True)
    crashes = [path for run in runs for path in run.crashes]
    print(f"{len(runs)} targets, {sum(run.inputs for run in runs)} inputs, {len(crashes)} crashes")
    return 1 if crashes else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fuzz", description="Fuzz the parsers of outside input with atheris.")
    parser.add_argument("--seconds", type=int, default=60, help="how long, each target; default: 60")
    parser.add_argument("--inputs", type=int, help="how many inputs, each target, instead of a time")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"default: {' '.join(USUAL)}; `all` for all")
    return parser.parse_args()


def fuzzed(name: str, seeds: Sequence[bytes], words: Sequence[bytes], bound: str) -> Run:
    """Fuzz one target from its seeds, in a process of its own."""
    began = time.monotonic()
    before = _crashes(name)
    with tempfile.TemporaryDirectory(prefix="gradreg-fuzz-") as made:
        folder = Path(made)
        for number, seed in enumerate(seeds):
            folder.joinpath("seeds").mkdir(exist_ok=True)
            folder.joinpath("seeds", str(number)).write_bytes(seed)
        folder.joinpath("words").write_text(_dictionary(words), encoding="ascii")
        folder.joinpath("artifacts").mkdir()
        command = [sys.executable, "-m", "fuzz.child", name, *LIMITS, bound, f"-dict={folder / 'words'}"]
        command += [f"-artifact_prefix={folder / 'artifacts'}/", str(folder / "seeds")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603 this Python and a module of this folder
        kept = [_kept(name, path) for path in sorted((folder / "artifacts").iterdir())]
    covered = COVERED.findall(done.stderr)
    if not covered or (done.returncode and not kept):
        sys.exit(f"{name}: the fuzzer itself failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    if kept:
        print(done.stderr[-3000:], file=sys.stderr)
    first = next((int(cover or 0) for _, cover in covered), 0)
    tried = re.search(r"stat::number_of_executed_units:\s+(\d+)", done.stderr)
    inputs = int(tried[1]) if tried else max(int(number) for number, _ in covered)
    new = tuple(sorted({*kept} - {*before}))
    return Run(name, inputs, first, int(covered[-1][1] or 0), new or tuple(kept), time.monotonic() - began)


def _dictionary(words: Sequence[bytes]) -> str:
    """Words as libFuzzer reads them; it takes none of more than 64 bytes."""
    short = [word for word in words if 0 < len(word) <= LONGEST_WORD]
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in short)


def _crashes(name: str) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in (CRASHES / name).glob("*")]


def _kept(name: str, path: Path) -> str:
    """An input that crashed, in the repository, by the name that libFuzzer gave it."""
    target = CRASHES / name / path.name[:20]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(path.read_bytes())
    return str(target.relative_to(ROOT))


def told(run: Run) -> str:
    """A line for one target."""
    covered = f"coverage {run.at_first} -> {run.at_last}"
    crashes = f"{len(run.crashes)} crashes" + (f": {', '.join(run.crashes)}" if run.crashes else "")
    return f"{run.target:14} {run.inputs:9} inputs in {run.seconds:5.0f} s, {covered}, {crashes}"


if __name__ == "__main__":
    sys.exit(main())
