"""Hostile text in a case, a warning or a result shows as text; no assistive technology is left out."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pages
import pytest
from pages import HOSTILE, opened
from playwright.sync_api import Browser, Page

from gradreg.model import Behaviour, Outcome, Site
from gradreg.report import page as report

ADAM = "detach/detached_layer_still_moves_under_adam_decay"
VIEWS = (
    "matrix",
    "matrix?open=*&device=all&edges=reworded",
    "matrix?fold=*",
    "matrix?q=xyzzy",
    f"case/{ADAM}",
    "case/no/such",
    "move?from=1.13.1&to=2.0.0",
    "release/2.0.0",
    "claims",
)
SERIOUS = {"serious", "critical"}
LONG = "very_long_" * 40


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site in which every text that a case or a result can hold is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    text = HOSTILE.replace("\x1b", "")
    docstring = f"What of {text}?\n\nA story with {text}"
    body = f"PARAMS = {{'how': [{text!r}, {LONG!r}, '=SUM(A1)']}}\n# {text}\n\n"
    body += f"def observe(device, how):\n    yield {text!r}, how\n"
    body += f"\nCLAIMS = [{{'source': 'javascript:alert(1)', 'says': {text!r}, 'facts': {{{text!r}: 1}}}}]\n"
    case = pages.case_of(folder, "topic/hostile", body, docstring)
    warning = ((HOSTILE, HOSTILE),)
    first = Behaviour(Outcome.OBSERVED, {HOSTILE: HOSTILE}, warnings=warning)
    second = Behaviour(Outcome.RAISED, {HOSTILE: LONG}, HOSTILE, HOSTILE)
    infra = Behaviour(Outcome.INFRA, detail=HOSTILE)
    shows = pages.turning(first, {"1.8.0": second, "2.0.0": infra})
    return pages.site_of((case, {(row.label, "cpu"): shows for row in case.rows}))


@pytest.fixture(scope="module")
def hostile_folder(hostile: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder."""
    root = tmp_path_factory.mktemp("site")
    for name, content in report.folder(hostile).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root


class TestHostileText:
    """Nothing in it is taken for markup, script or formula."""

    @pytest.mark.parametrize(
        "view", ["matrix?open=*", "case/topic/hostile", "move?from=1.0.0&to=1.9.0", "release/1.8.0", "claims"]
    )
    def test_shows_as_text(self, browser: Browser, hostile_folder: Path, view: str) -> None:
        """No element comes of it, no dialog opens, nothing is requested, and the text can be read."""
        with opened(browser, hostile_folder / "index.html", f"#/{view}") as page:
            assert page.locator("img, main script, main a[href^=javascript]").count() == 0
            assert '<img src=x onerror="alert(1)">' in page.locator("main").inner_text()

    def test_page_of_a_case_shows_it_as_text(self, browser: Browser, hostile_folder: Path) -> None:
        """So does the page without script."""
        with opened(browser, hostile_folder / "case/topic/hostile.html", java_script_enabled=True) as page:
            assert page.locator("img, script, a[href^=javascript]").count() == 0
            assert '<img src=x onerror="alert(1)">' in page.locator("main").inner_text()

    def test_hint_shows_it_as_text(self, browser: Browser, hostile_folder: Path) -> None:
        """And the hint."""
        with opened(browser, hostile_folder / "index.html", "#/matrix?open=*") as page:
            page.locator(".line.row .seg.known").nth(1).hover()
            assert page.locator("#hint img").count() == 0
            assert "<img" in page.locator("#hint").inner_text()

    def test_search_for_it_marks_it(self, browser: Browser, hostile_folder: Path) -> None:
        """A query is text as well, also one that would be a pattern."""
        with opened(browser, hostile_folder / "index.html") as page:
            page.keyboard.press("/")
            page.keyboard.type("</script><img (.*) [a-z")
            page.wait_for_timeout(150)
            assert page.locator("main img").count() == 0

    def test_feed_is_well_formed(self, hostile_folder: Path) -> None:
        """Also where a text holds what XML cannot."""
        assert ET.parse(hostile_folder / "feed.xml").getroot().tag.endswith("feed")  # noqa: S314 our own file

    def test_formulas_are_defused(self, hostile_folder: Path) -> None:
        """A cell of the CSV file never begins as a formula does."""
        text = (hostile_folder / "table.csv").read_text(encoding="utf-8")
        assert not any(cell.startswith(("=", "+", "@")) for line in text.splitlines() for cell in line.split(","))

    def test_policy_stops_what_comes_in_later(self, browser: Browser, made_page: Path) -> None:
        """Were there a hole, an inline handler would still not run, and nothing could be loaded."""
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(made_page.as_uri())
            page.set_default_timeout(3000)
            page.evaluate(
                "html => document.body.insertAdjacentHTML('beforeend', html)",
                "<img src=x onerror='window.hit = 1'><style>body { opacity: 0.5 }</style>",
            )
            page.wait_for_timeout(200)
            assert page.evaluate("[window.hit ?? null, getComputedStyle(document.body).opacity]") == [None, "1"]


def faults(page: Page) -> Iterator[str]:
    """The serious and critical faults that axe-core finds."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    for fault in found["violations"]:
        if fault["impact"] in SERIOUS:
            yield f"{fault['id']}: {fault['help']}: {[node['html'][:200] for node in fault['nodes'][:3]]}"


class TestAccessibility:
    """axe-core, in both themes and both languages."""

    def test_fault_would_be_found(self, browser: Browser, made_page: Path) -> None:
        """A button without a name is one: the check does look."""
        with opened(browser, made_page) as page:
            page.evaluate("document.querySelector('main').append(document.createElement('button'))")
            assert [fault.partition(":")[0] for fault in faults(page)] == ["button-name"]

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("view", VIEWS)
    def test_view_has_no_serious_fault(self, browser: Browser, real_page: Path, view: str, scheme: str) -> None:
        """Every view, as the committed evidence fills it."""
        with opened(browser, real_page, f"#/{view}", color_scheme=scheme) as page:
            assert [] == list(faults(page))

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("view", ["matrix?open=*", "case/first/loud_and_announced?row=odd&device=all"])
    def test_every_kind_of_cell_has_no_serious_fault(
        self, browser: Browser, made_page: Path, view: str, scheme: str
    ) -> None:
        """Unknown, infrastructure, three devices, in Chinese, on a phone."""
        with opened(
            browser, made_page, f"#/{view}", color_scheme=scheme, locale="zh-CN", viewport={"width": 390, "height": 800}
        ) as page:
            assert [] == list(faults(page))

    def test_help_has_no_serious_fault(self, browser: Browser, made_page: Path) -> None:
        """The dialog with the keys."""
        with opened(browser, made_page) as page:
            page.keyboard.press("?")
            assert [] == list(faults(page))

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_page_of_a_case_has_no_serious_fault(self, browser: Browser, hostile_folder: Path, scheme: str) -> None:
        """The page without script."""
        with opened(browser, hostile_folder / "case/topic/hostile.html", color_scheme=scheme) as page:
            assert [] == list(faults(page))
