"""Where gradreg's time goes, seen from outside: its file of answers is watched as it grows."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

import contestants
import record
from catalogs import Catalog
from places import Place

LOOK = 0.002
NAMES = (
    "host start-up, catalog, plan", "import torch, warm-up", "canary, first row", "other rows", "evidence, host's end"
)  # fmt: skip # a name a line says nothing more
IMPORT = "of it import torch, timed apart"
FORKS = "processes forked for rows"


def text(place: Place, sizes: Sequence[Catalog], rounds: int) -> str:
    """A line a phase and a column a size: median seconds."""
    laps = {size.rows: [_lap(place, size) for _ in range(rounds)] for size in sizes}
    imports = [_import(place) for _ in range(rounds)]
    lines = [
        [name, *(f"{median(lap[at] for lap in laps[rows]):.2f}" for rows in laps)] for at, name in enumerate(NAMES)
    ]
    lines.insert(2, [IMPORT, *[_median(imports)] * len(laps)])
    lines.append(["all", *(_median(map(sum, mine)) for mine in laps.values())])
    lines.append([FORKS, *(str(_forks(place, size)) for size in sizes)])
    return record.table(("seconds", *(f"{rows} rows" for rows in laps)), lines)


def _median(seconds: Iterable[float]) -> str:
    return f"{median(seconds):.2f}"


def _lap(place: Place, size: Catalog) -> list[float]:
    """Seconds of each phase of one run."""
    with tempfile.TemporaryDirectory(prefix="gradreg-bench-") as name:
        run = contestants.gradreg(place, size, Path(name))
        environ = {**contestants.environ(run), "TMPDIR": name}
        marks = [time.perf_counter()]
        with subprocess.Popen(
            run.command, cwd=run.folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            marks += _watched(running, Path(name))
        return [after - before for before, after in pairwise(marks)]


def _watched(running: subprocess.Popen[bytes], folder: Path) -> list[float]:
    """When the file of answers appeared, when its first, second and last lines did, and when all was over."""
    seen: list[float] = []
    wanted = [b"", b'{"environment"', b'"row"', b'{"end"']
    while running.poll() is None:
        for answers in folder.glob("gradreg-*/answers.jsonl"):
            written = _bytes(answers)
            while len(seen) < len(wanted) and wanted[len(seen)] in written:
                seen.append(time.perf_counter())
        time.sleep(LOOK)
    return [*seen, time.perf_counter()]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _import(place: Place) -> float:
    environ = {**os.environ, **dict.fromkeys(contestants.ONE_THREAD, "1")}
    began = time.perf_counter()
    subprocess.run([place.python, "-I", "-c", "import torch"], env=environ, capture_output=True, check=True)
    return time.perf_counter() - began


def _forks(place: Place, size: Catalog) -> int:
    """Run the worker alone, with a count of its forks; the canary's is left out."""
    with tempfile.TemporaryDirectory(prefix="gradreg-bench-") as name:
        job = json.loads(size.job.read_text(encoding="utf-8"))
        limits = {"seconds": 60, "megabytes": 4096, "workers": 1, "share": True, "isolate": "fork"}
        asked = {"protocol": 1, "release": place.release, "device": "cpu", **limits, "cases": job["cases"]}
        Path(name, "job").write_text(json.dumps(asked), encoding="utf-8")
        command = (place.python, "-I", Path(__file__).parent / "forks.py", job["worker"], Path(name, "job"))
        done = subprocess.run([*command, Path(name, "answers")], capture_output=True, text=True, check=True)
        return int(done.stdout.split()[-1]) - 1
