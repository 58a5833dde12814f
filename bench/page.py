"""Time the page in a headless Chromium: its size, its first paint, when it answers, and each filter.

`nox -s bench_page` writes two sections of RESULTS.md, both from one run: today's evidence, and 2,000 rows on
52 releases and three devices that are made up, a question each, so that the matrix shows them all.
Each time is the median of several runs, in a fresh browser context each; `rounds` first loads are not counted.
"""

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click
import record
from playwright.sync_api import Browser, Page, sync_playwright

from gradreg import history, pipeline, releases
from gradreg import table as tables
from gradreg.catalog import read
from gradreg.model import DEVICES, Behaviour, Case, Cell, Evidence, Outcome, Places, Release, Site
from gradreg.report import page as report

ROOT = Path(__file__).parent.parent
KNOWN = releases.load()
ROWS, TOPICS, CHANGES = 2000, 40, 4
WORDS = ("weight", "grad", "hook", "detach", "leaf", "view", "clip", "loss", "Adam", "SGD", "scheduler", "buffer")
MARKS = ("first paint", "first-contentful-paint"), ("interactive", "interactive"), ("all unpacked", "complete")
FILTERS = {
    "a word searched": "#/matrix?q=weight",
    "an error message searched": "#/matrix?q=RuntimeError%3A+element+0+of+tensors+does+not+require+grad",
    "silent changes": "#/matrix?how=silent",
    "releases 1.8.0 to 2.4.0": "#/matrix?from=1.8.0&to=2.4.0",
    "another device": "#/matrix?device=cuda",
    "devices side by side": "#/matrix?device=all",
    "every row unfolded": "#/matrix?open=*",
    "no filter again": "#/matrix",
    "1.13.1 to 2.15.0 (A to B)": "#/move?from=1.13.1&to=2.15.0",
    "what changed in 2.0.0": "#/release/2.0.0",
}
ALONE = "a frame in which nothing changes"
BARE = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  await frame();
  const began = performance.now();
  await frame();
  return performance.now() - began;
}"""
LATENCY = """async (hash) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  await frame();
  const began = performance.now();
  location.hash = hash;
  await new Promise((done) => addEventListener("hashchange", done, { once: true }));
  document.body.getBoundingClientRect();
  await frame();
  return performance.now() - began;
}"""
"""From the change of the address to the end of the frame that shows it."""


@click.command()
@click.option("--rounds", default=7, help="Loads of each page, after one to warm up.")
@click.option("--rows", default=ROWS, help="Rows of the made-up evidence.")
def main(*, rounds: int, rows: int) -> None:
    """Build both pages, then measure them in turns."""
    with tempfile.TemporaryDirectory(prefix="gradreg-page-") as name, sync_playwright() as playwright:
        folder = Path(name)
        pages = {"today": _page(folder / "today.html", pipeline.site(Places(ROOT / "cases", ROOT / "results")))}
        pages[f"{rows:,} made up"] = _page(folder / "large.html", synthetic(folder / "cases", rows))
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        measured = _rounds(browser, pages, rounds)
        about = f"Median of {rounds} loads in turns (least to most), Chromium {browser.version}, 1440 by 900."
        browser.close()
    _write(pages, measured, f"{about}\nMade by `nox -s bench_page`.")


Built = tuple[Path, Site, float, int]
"""Where a page lies, what it shows, the seconds that writing it took, and its bytes."""


def _page(path: Path, site: Site) -> Built:
    began = time.perf_counter()
    written = path.write_bytes(report.page(site).encode())
    return path, site, time.perf_counter() - began, written


def synthetic(folder: Path, rows: int) -> Site:
    """Cases of one row, three devices, up to four changes each, some cells unknown or not applicable."""
    draw = random.Random(20)  # noqa: S311 the same evidence every time is the point
    made = [_case(folder, number, draw) for number in range(rows)]
    pairs = [(case, Evidence(case.name, dict(_cells(case, draw)))) for case in sorted(made, key=lambda case: case.name)]
    table = tables.build(pairs, KNOWN)
    return Site(table, tuple(case for case, _ in pairs), KNOWN, history.build(table))


def _case(folder: Path, number: int, draw: random.Random) -> Case:
    words = draw.sample(WORDS, 4)
    name = f"topic_{number % TOPICS:02}/{'_'.join(words).lower()}_{number}"
    question = f"Does the {words[0]} of a {words[1]} keep its {words[2]} when {words[3]} number {number} is set?"
    since = f'TORCH = ">={draw.choice(KNOWN[:30]).version}"\n' if number % 5 == 0 else ""
    body = f"import torch\n\n{since}\n\ndef observe(device):\n" + "".join(f'    yield "{word}", 1\n' for word in words)
    path = folder / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'"""{question}\n\nMade up.\n\nhttps://example.org/\n"""\n{body}', encoding="utf-8")
    case, mistakes = read.read_case(path, name, KNOWN)
    assert case is not None, mistakes
    return case


def _cells(case: Case, draw: random.Random) -> Iterator[tuple[tuple[str, str, str], Cell]]:
    for device in DEVICES:
        turns = {draw.randrange(1, len(KNOWN)) for _ in range(draw.randrange(CHANGES + 1))}
        behaviour = _behaviour(case, draw)
        for index, release in enumerate(KNOWN):
            behaviour = _behaviour(case, draw) if index in turns else behaviour
            if draw.random() > 0.02 and _applies(case, release, device):  # noqa: PLR2004 two cells of a hundred unknown
                yield (case.name, device, release.version), Cell(behaviour, "made up")


def _applies(case: Case, release: Release, device: str) -> bool:
    return case.inapplicable(case.rows[0], release, device) is None


def _behaviour(case: Case, draw: random.Random) -> Behaviour:
    facts = {
        word: draw.choice(["zero", "nonzero", "None", [1.0, draw.randrange(9)]])
        for word in case.question.split()[2:9:3]
    }
    warned = (("UserWarning", f"{draw.choice(WORDS)} is deprecated"),) if draw.random() < 0.1 else ()  # noqa: PLR2004 a tenth
    if draw.random() < 0.2:  # noqa: PLR2004 a fifth raises
        message = f"element {draw.randrange(9)} of tensors does not require grad"
        return Behaviour(Outcome.RAISED, facts, "RuntimeError", message, warned)
    return Behaviour(Outcome.OBSERVED, facts, warnings=warned)


def _rounds(browser: Browser, pages: dict[str, Built], rounds: int) -> dict[str, list[dict[str, float]]]:
    found: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
    for turn in range(rounds + 1):
        for name, (path, *_) in pages.items():
            laps = _load(browser, path)
            if turn:
                found[name].append(laps)
    return found


def _load(browser: Browser, path: Path) -> dict[str, float]:
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US") as context:
        page = context.new_page()
        page.goto(path.as_uri())
        laps = {told: _mark(page, mark) for told, mark in MARKS}
        laps[ALONE] = page.evaluate(BARE)
        return laps | {told: page.evaluate(LATENCY, address) for told, address in FILTERS.items()}


def _mark(page: Page, name: str) -> float:
    """When something happened, in milliseconds since the page was asked for."""
    for _ in range(1000):
        at = page.evaluate("name => performance.getEntriesByName(name)[0]?.startTime ?? -1", name)
        if at >= 0:
            return float(at)
        time.sleep(0.01)
    sys.exit(f"bench: no {name} within ten seconds")


def _write(pages: dict[str, Built], measured: dict[str, list[dict[str, float]]], about: str) -> None:
    columns: list[tuple[str, ...]] = [_column(*pages[name], measured[name]) for name in pages]
    titles = (
        "questions",
        "rows",
        "releases x devices",
        "file, MB",
        "written in, s",
        *(f"{told}, ms" for told, _ in MARKS),
    )
    record.write("The page", f"{record.table(['', *pages], zip(titles, *columns, strict=True))}\n\n{about}")
    filters = [(told, *(_told(measured[name], told) for name in pages)) for told in (ALONE, *FILTERS)]
    shown = record.table(["to the end of the frame, ms", *pages], filters)
    record.write("The page's filters and views", f"{shown}\n\n{about}")


def _column(_: Path, site: Site, seconds: float, size: int, laps: list[dict[str, float]]) -> tuple[str, ...]:
    counts = (
        f"{len(site.cases):,}",
        f"{len(site.table.lines):,}",
        _extent(site),
        f"{size / 1e6:.2f}",
        f"{seconds:.1f}",
    )
    return (*counts, *(_told(laps, told) for told, _ in MARKS))


def _extent(site: Site) -> str:
    return f"{len(site.table.releases)} x {len({era.device for line in site.table.lines for era in line.eras})}"


def _told(laps: list[dict[str, float]], name: str) -> str:
    times = sorted(lap[name] for lap in laps)
    return f"{statistics.median(times):.0f} ({times[0]:.0f} to {times[-1]:.0f})"


if __name__ == "__main__":
    main()
