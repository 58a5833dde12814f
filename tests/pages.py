"""What the tests of the page share: a made-up site of every kind of cell, and a browser that tolerates nothing."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from helpers import KNOWN
from playwright.sync_api import Browser, Page, Route, sync_playwright

from gradreg import history
from gradreg import table as tables
from gradreg.catalog import read
from gradreg.model import Behaviour, Case, Cell, Evidence, Outcome, Site

NAMES = ("chromium", "chromium-browser", "google-chrome")
RELEASES = [release.version for release in KNOWN]
HOSTILE = """</script><img src=x onerror="alert(1)"><!-- {{ 7*7 }} ]]> \\u003c &lt;b&gt; \x1b[31m =1+1"""
Shows = Callable[[str], Behaviour | None]
"""What a row shows on a release; None where nobody measured."""
FACT = "weight.grad"
WORDS_ONLY = "Do only the words change?\n\n中文：只有措辞变化吗？"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A real Chromium without a window."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "the tests of the page need Chromium: `apt-get install chromium`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, path: Path, fragment: str = "", within: Path | None = None, **context: Any
) -> Iterator[Page]:
    """A page from file://; fails afterwards if it erred, or asked for anything else (not `within` a folder)."""
    faults: list[str] = []
    usual = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US", "reduced_motion": "reduce"}
    with browser.new_context(**{**usual, **context}) as made:
        page = made.new_page()
        page.on("console", lambda message: faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.route("**/*", lambda route: _only(route, path, within, faults))
        page.goto(path.as_uri() + fragment)
        ready(page)
        yield page
    assert faults == []


def _only(route: Route, path: Path, within: Path | None, faults: list[str]) -> None:
    """Let the page itself through, and note everything else."""
    url = route.request.url.split("#")[0]
    if url == path.as_uri() or (within and url.startswith(f"{within.as_uri()}/") and url.endswith(".html")):
        route.continue_()
    else:
        faults.append(f"request: {url}")
        route.abort()


def ready(page: Page) -> None:
    """Wait until everything is unpacked."""
    for _ in range(400):
        if page.evaluate("!document.querySelector('#core') || performance.getEntriesByName('complete').length > 0"):
            return
        page.wait_for_timeout(25)
    raise AssertionError("the page was not ready within ten seconds")


def case_of(folder: Path, name: str, body: str, docstring: str | None = None) -> Case:
    """A case in a folder of its own, read as the catalog is."""
    path = folder / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    question = f"What of {name.partition('/')[2]}?"
    path.write_text(f'"""{docstring or question}\n\nA story.\n\nhttps://example.org/\n"""\n{body}', encoding="utf-8")
    case, mistakes = read.read_case(path, name, KNOWN)
    assert case is not None, mistakes
    return case


def site_of(*found: tuple[Case, Mapping[tuple[str, str], Shows]]) -> Site:
    """A site of cases and, for each row's label and device, what it shows on each release."""
    pairs = [(case, _evidence(case, shows)) for case, shows in found]
    table = tables.build(pairs, KNOWN)
    return Site(table, tuple(case for case, _ in pairs), KNOWN, history.build(table))


def _evidence(case: Case, shows: Mapping[tuple[str, str], Shows]) -> Evidence:
    """The evidence that those rows would leave."""
    cells = {}
    for (label, device), show in shows.items():
        row = next(row for row in case.rows if row.label == label)
        for release in RELEASES:
            behaviour = show(release)
            if behaviour is not None:
                cells[row.name, device, release] = Cell(behaviour, "made up")
    return Evidence(case.name, cells)


def turning(first: Behaviour, later: Mapping[str, Behaviour | None]) -> Shows:
    """One behaviour at first, and others from their releases on."""

    def show(release: str) -> Behaviour | None:
        begun = [version for version in later if RELEASES.index(version) <= RELEASES.index(release)]
        return later[begun[-1]] if begun else first

    return show


def every_kind(folder: Path) -> Site:
    """Three devices, and every kind of cell and of change."""
    saw = {text: Behaviour(Outcome.OBSERVED, {FACT: text}) for text in ("zero", "None")}
    warned = msgspec.structs.replace(saw["zero"], warnings=(("FutureWarning", "this will change"),))
    reworded = msgspec.structs.replace(saw["zero"], warnings=(("FutureWarning", "this will change soon"),))
    raised = Behaviour(Outcome.RAISED, {}, "RuntimeError", "element 0 of tensors does not require grad")
    infra = Behaviour(Outcome.INFRA, detail="no interpreter")
    crashed = Behaviour(Outcome.CRASHED, detail="SIGSEGV")
    one = "def observe(device):\n    yield 'weight.grad', None\n"
    two = 'PARAMS = {"how": ["plain", "odd"]}\n\ndef observe(device, how):\n    yield "weight.grad", how\n'
    late = 'TORCH = ">=1.8"\n\ndef observe(device):\n    yield "weight.grad", None\n'
    made = [
        (case_of(folder, "first/silent_on_the_cpu", one), {
            ("", "cpu"): turning(saw["zero"], {"2.0.0": saw["None"]}),
            ("", "cuda"): turning(saw["zero"], {"1.8.0": saw["None"]}),
        }),
        (case_of(folder, "first/loud_and_announced", two), {
            ("plain", "cpu"): turning(saw["zero"], {"1.5.0": raised}),
            ("odd", "cpu"): turning(saw["zero"], {"1.7.0": warned, "1.10.0": saw["None"]}),
            ("odd", "mps"): turning(saw["zero"], {"2.1.0": crashed}),
        }),
        (case_of(folder, "second/late_and_unknown", late), {
            ("", "cpu"): turning(saw["zero"], {"1.12.0": None, "2.0.0": saw["zero"], "2.1.0": infra}),
        }),
        (case_of(folder, "second/never_measured", one), {}),
        (case_of(folder, "second/only_words", one, WORDS_ONLY), {
            ("", "cpu"): turning(warned, {"2.3.0": reworded}),
        }),
    ]  # fmt: skip # a row a line
    return site_of(*made)
