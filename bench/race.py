"""Time the contestants in interleaved rounds; the ratio over bare is taken within a round."""

import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import msgspec
from catalogs import Catalog
from contestants import CONTESTANTS, Contestant, environ
from places import Place, say

from gradreg.errors import GradregError

ALWAYS = {"bare", "gradreg"}


class Lap(msgspec.Struct, frozen=True):
    """One run of one contestant: wall seconds, and seconds of all its processes on all cores."""

    wall: float
    cpu: float


class Entry(msgspec.Struct, frozen=True):
    """A contestant at one size, and its laps, one a round; none where it was not run."""

    contestant: Contestant
    catalog: Catalog
    laps: list[Lap]


def run(place: Place, sizes: Sequence[Catalog], rounds: int, patience: float) -> list[Entry]:
    """One warm-up round at the smallest size, which also tells who is too slow for the others, then the rounds."""
    small = sizes[0]
    seconds = {}
    for contestant in CONTESTANTS:
        seconds[contestant.name] = _lap(contestant, place, small).wall
        say(f"warm-up {contestant.name}: {seconds[contestant.name]:.1f} s")
    entries = [Entry(contestant, catalog, []) for catalog in sizes for contestant in CONTESTANTS]
    entered = [entry for entry in entries if _worthwhile(entry, small, seconds, patience)]
    for number in range(rounds):
        for entry in entered:
            entry.laps.append(_lap(entry.contestant, place, entry.catalog))
            lap = entry.laps[-1]
            say(f"round {number + 1} {entry.catalog.rows} rows {entry.contestant.name}: {lap.wall:.1f} s")
    return entries


def _worthwhile(entry: Entry, small: Catalog, seconds: dict[str, float], patience: float) -> bool:
    if entry.catalog is small:
        return True
    expected = seconds[entry.contestant.name] * entry.catalog.rows / small.rows
    return not entry.contestant.small_only and (entry.contestant.name in ALWAYS or expected < patience)


def _lap(contestant: Contestant, place: Place, catalog: Catalog) -> Lap:
    """Prepare outside the clock, run, and make sure that every row was done."""
    with tempfile.TemporaryDirectory(prefix="gradreg-bench-") as name:
        made = contestant.prepare(place, catalog, Path(name))
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            made.command, cwd=made.folder, env=environ(made), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip # a parameter a line says nothing more
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        _prove(contestant, catalog, made.rows, done)
    return Lap(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _prove(contestant: Contestant, catalog: Catalog, rows: object, done: subprocess.CompletedProcess[str]) -> None:
    assert callable(rows), "a Run counts the rows in its output"
    found = rows(done.stdout) if done.returncode == 0 else 0
    if found != catalog.rows:
        told = f"{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
        raise GradregError(f"{contestant.name} did {found} of {catalog.rows} rows (exit {done.returncode}):\n{told}")


def table(entries: Sequence[Entry]) -> Iterator[tuple[object, ...]]:
    """One line a contestant and size: rows, name, isolation, wall, processor time, ratio over bare."""
    for entry in entries:
        head = (entry.catalog.rows, entry.contestant.name, entry.contestant.between)
        if not entry.laps:
            yield *head, *["not run"] * 5
            continue
        walls = [lap.wall for lap in entry.laps]
        ratios = [lap.wall / base.wall for lap, base in zip(entry.laps, _bare(entries, entry), strict=True)]
        cpu = median(lap.cpu for lap in entry.laps)
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        yield *head, f"{min(walls):.2f}", f"{median(walls):.2f}", f"{cpu:.2f}", f"**{median(ratios):.2f}**", spread


HEADERS = ("rows", "contestant", "between rows", "wall min s", "wall median s", "cpu s", "over bare", "min to max")


def _bare(entries: Sequence[Entry], entry: Entry) -> list[Lap]:
    return next(other.laps for other in entries if other.catalog is entry.catalog and other.contestant.name == "bare")
