"""How many environments bisect makes: rows searched together, one by one, and a sweep of every release.

The recorded evidence is the answer of every probe, so nothing is installed and the numbers repeat.
"""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import record

from gradreg import bisect, compare, pipeline, releases
from gradreg.model import Places

ROOT = Path(__file__).parent.parent
RELEASES = tuple(release.version for release in releases.load())
ALONG = bisect.path(RELEASES, RELEASES[0], RELEASES[-1])
RANK = bisect.ranking(RELEASES)
DRAWS = 200
SEED = 2026
COUNTS = (1, 2, 5, 10, 25)
HEADERS = ("rows", "environments together, mean (most)", "one by one, mean", "sweep", "steps on main told")
Truth = Mapping[str, str | None]


def text() -> str:
    """A table with a line for each number of rows, and what it was drawn from."""
    rows = changed_rows()
    once = [truth for truth in rows.values() if len(bisect.steps(ALONG, truth)) == 1]
    draw = random.Random(SEED)  # noqa: S311 a sample that repeats
    lines = [entry([draw.sample(sorted(rows), count) for _ in range(DRAWS)], rows) for count in COUNTS]
    drawn = f"{len(rows)} rows that changed, {len(once)} of them once on main; {DRAWS} draws a line, seed {SEED}."
    return f"{record.table(HEADERS, lines)}\n\n{drawn}"


def changed_rows() -> dict[str, Truth]:
    """Rows that differ between at least two releases -> what each release shows."""
    table = pipeline.table(Places(ROOT / "cases", ROOT / "results"))
    found: dict[str, Truth] = {}
    for item in table.lines:
        truth: dict[str, str | None] = dict.fromkeys(RELEASES)
        for era in item.eras:
            known = era.device == "cpu" and era.behaviour.outcome.is_behaviour
            inside = RELEASES[RELEASES.index(era.first) : RELEASES.index(era.last) + 1]
            truth |= dict.fromkeys(inside, compare.signature(era.behaviour).decode()) if known else {}
        if len({key for key in truth.values() if key}) > 1:
            found[item.row] = truth
    return found


def entry(samples: Sequence[Sequence[str]], rows: Mapping[str, Truth]) -> list[object]:
    """One line: environments together and apart, and how many of the recorded steps were told."""
    together = [found_by([rows[name] for name in names]) for names in samples]
    apart = [sum(found_by([rows[name]])[0] for name in names) for names in samples]
    told = sum(steps for _, steps in together)
    there = sum(len(bisect.steps(ALONG, rows[name])) for names in samples for name in names)
    sizes = [made for made, _ in together]
    mean = f"{sum(sizes) / len(sizes):.1f} ({max(sizes)})"
    alone = f"{sum(apart) / len(apart):.1f}"
    return [len(samples[0]), mean, alone, len(RELEASES), f"{told} of {there} ({told / there:.0%})"]


def found_by(truths: Sequence[Truth]) -> tuple[int, int]:
    """Environments that a search makes, and the number of steps on main that it tells."""
    seen: list[dict[str, str | None]] = [{point: None for point, key in truth.items() if not key} for truth in truths]
    made = 0
    while any(wanted := [_wishes(mine) for mine in seen]):
        point = bisect.chosen([wish for mine in wanted for wish in mine], (), RANK)[0]
        made += 1
        for mine, truth, open_ in zip(seen, truths, wanted, strict=True):
            if open_:
                mine.setdefault(point, truth[point])
    return made, sum(len(bisect.steps(ALONG, mine)) for mine in seen)


def _wishes(seen: Mapping[str, str | None]) -> list[Sequence[str]]:
    lines = bisect.lines(RELEASES, ALONG, seen, lambda _: ())
    return [wish for line_ in lines for wish in bisect.wishes(line_, seen)]
