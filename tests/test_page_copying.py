"""What can be copied from the page: guards as the command proves them, scripts as the command writes them."""

import ast
import random
from pathlib import Path

import pytest
from helpers import ROOT
from pages import opened
from playwright.sync_api import Browser, Page

from gradreg import pipeline
from gradreg.model import SETUPS, Places

PLACES = Places(ROOT / "cases", ROOT / "results")
ADAM = "detach/detached_layer_still_moves_under_adam_decay"
BACKSLASHES = "anomaly/nan_that_anomaly_mode_reports"


def cells() -> list[tuple[str, str]]:
    """Rows and releases that show behaviour, by chance, the same ones every time, and one of each odd kind."""
    draw = random.Random(5)  # noqa: S311 the same rows every time
    table = pipeline.table(PLACES)
    eras = [(line.row, era) for line in table.lines for era in line.eras if era.behaviour.outcome.is_behaviour]
    nested = [pair for pair in eras if any(isinstance(item, list) for item in pair[1].behaviour.facts.values())]
    raised = [pair for pair in eras if pair[1].behaviour.raises and pair[1].behaviour.warnings]
    compiled = [pair for pair in eras if pair[0].startswith("compile/")]
    chosen = draw.sample(eras, 8) + draw.sample(nested, 6) + draw.sample(raised, 4) + draw.sample(compiled, 2)
    return [(row, draw.choice([era.first, era.last])) for row, era in chosen]


@pytest.fixture(scope="module")
def chosen() -> list[tuple[str, str]]:
    """Twenty cells."""
    return cells()


def go(page: Page, row: str) -> None:
    """Open the view of a row."""
    case, _, label = row.partition("[")
    page.evaluate(
        "([one, two]) => { location.hash = `#/case/${one}?row=${encodeURIComponent(two)}`; }", [case, label[:-1]]
    )
    page.wait_for_timeout(60)


def shown(page: Page, release: str) -> str:
    """The script that the page offers for a release."""
    page.get_by_label("Release that the script is for").select_option(release)
    page.get_by_text("Show the script").click()
    page.wait_for_timeout(100)
    return page.locator(".copying details[open] pre code").last.text_content() or ""


def test_scripts_are_those_of_the_command(browser: Browser, real_page: Path, chosen: list[tuple[str, str]]) -> None:
    """The same program as `gradreg repro` prints, statement by statement, with the same block of dependencies."""
    with opened(browser, real_page) as page:
        for row, release in chosen:
            wanted = pipeline.reproduction(PLACES, row, release).text
            go(page, row)
            found = shown(page, release)
            assert ast.dump(ast.parse(wanted)) == ast.dump(ast.parse(found)), (row, release)
            assert wanted.splitlines()[:4] == found.splitlines()[:4], (row, release)
            assert "@" not in found.partition("import")[0].replace("@torch", ""), (row, release)


def test_guard_is_that_of_the_command(browser: Browser, real_page: Path) -> None:
    """Set-up, conditions and marks can be copied as they are, and they are what was proven."""
    (found,) = pipeline.guards(PLACES, ADAM)[1]
    with opened(browser, real_page, f"#/case/{ADAM}", permissions=["clipboard-read", "clipboard-write"]) as page:
        section = page.locator(".copying").first
        section.get_by_role("button", name="Copy").click()
        text = str(page.evaluate("navigator.clipboard.readText()"))

        ast.parse(text)
        assert all(line in text for line in SETUPS["packaging"])
        assert all(f"if {guard.condition}:" in text and str(guard.xfail) in text for guard in found.guards)
        assert "proven on 52 of 52 recorded releases" in section.inner_text()
        assert "zeros_move_a_weight_that_none_leaves_alone" in section.inner_text()


def test_row_that_never_changed_has_no_guard_but_a_script(browser: Browser, made_page: Path, real_page: Path) -> None:
    """There is nothing to guard against; without environments there is no script either."""
    steady = "optimizers/every_optimizer_skips_none_but_not_zeros?row=SGD-None-first"
    with opened(browser, real_page, f"#/case/{steady}") as page:
        assert ["A script that shows it"] == page.locator(".copying h2").all_inner_texts()
    with opened(browser, made_page, "#/case/first/silent_on_the_cpu") as page:
        assert page.locator(".copying").count() == 0


def test_page_of_a_case_shows_its_guards() -> None:
    """Also where no script runs."""
    from gradreg.report.page.folder import case_page  # noqa: PLC0415 templates are read for this test alone

    site = pipeline.site(Places(ROOT / "cases", ROOT / "results", "detached_layer_still_moves_under_adam_decay"))
    text = case_page(site, site.cases[0], site.by_case[ADAM])

    assert "if torch_release &lt; (2, 0):" in text
    assert "@pytest.mark.xfail(torch_release &gt;= (2, 0)" in text
