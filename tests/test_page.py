"""The page in a real Chromium, opened from file://; `opened` fails on any request, dialog or console message."""

import re
from pathlib import Path

import pages
import pytest
from helpers import ROOT, replaced
from pages import opened
from playwright.sync_api import Browser, Page

from gradreg.model import DEVICES, Line
from gradreg.report import page as report

EVIDENCE = (
    r"weight\.grad|gradreg|autograd|yield|PyTorch|English|What of \w+\?|Do only.*\?"
    r"|[\w./]*_[\w./]*|https?:\S+|example\.org"
)
"""What stays as it is in every language."""
ADAM = "detach/detached_layer_still_moves_under_adam_decay"


def lines(page: Page, kind: str = "case") -> list[str]:
    """The names of the lines of the matrix that are in the document."""
    return page.locator(f".lines .line.{kind} .first .name").all_inner_texts()


def at(page: Page) -> str:
    """The fragment of the address."""
    return str(page.evaluate("decodeURIComponent(location.hash)"))


def typed(page: Page, text: str) -> None:
    """Search, and wait for what is found."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.wait_for_timeout(150)


def focused(page: Page) -> str:
    """How the element in focus is read out."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText"))


def test_opens_with_the_evidence(browser: Browser, real_page: Path) -> None:
    """The matrix of the committed evidence appears, with a column for every release, and few elements."""
    with opened(browser, real_page) as page:
        number = len(list((ROOT / "cases").glob("*/*.py")))
        assert page.locator("#status").inner_text().startswith(f"{number} of {number}")
        assert len(pages.RELEASES) + 1 == page.locator("[role=columnheader]").count()
        assert page.evaluate("document.querySelectorAll('*').length") < 3000


class TestSearch:
    """What the field above the matrix finds."""

    def test_finds_an_error_message_that_was_pasted_whole(self, browser: Browser, real_page: Path) -> None:
        """The case whose evidence holds the message is there, and says why it is."""
        message = "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn"
        with opened(browser, real_page) as page:
            typed(page, message)

            assert any("in a message: RuntimeError: element 0 of tensors" in name for name in lines(page))
            assert "q=RuntimeError" in at(page)

    def test_finds_an_api_that_only_the_code_names(self, browser: Browser, real_page: Path) -> None:
        """Code and stories are searched too."""
        with opened(browser, real_page, "#/matrix?q=save_for_backward") as page:
            assert any("in its code" in name for name in lines(page))

    def test_offers_to_clear_what_finds_nothing(self, browser: Browser, real_page: Path) -> None:
        """An empty table is no dead end."""
        with opened(browser, real_page, "#/matrix?q=xyzzy") as page:
            assert lines(page) == []

            page.get_by_role("button", name="Clear the filters").click()
            assert lines(page) != []

    def test_finds_chinese_words(self, browser: Browser, made_page: Path) -> None:
        """The Chinese question of a case is searched as well."""
        with opened(browser, made_page, "#/matrix?q=措辞") as page:
            assert ["Do only the words change?"] == lines(page)


def _compiled(line: Line) -> Line:
    """The first case as if it had been measured under a compiler too."""
    if line.row != "first/silent_on_the_cpu":
        return line
    eras, steps = (
        tuple(replaced(item, device="cpu+inductor") for item in items if item.device == "cpu")
        for items in (line.eras, line.transitions)
    )
    return replaced(line, eras=line.eras + eras, transitions=line.transitions + steps)


class TestFilters:
    """Every filter is in the address, and a link restores it."""

    def test_manner_of_change(self, browser: Browser, made_page: Path) -> None:
        """Only cases with a loud change are left."""
        with opened(browser, made_page) as page:
            page.locator("[data-menu=how] summary").click()
            page.locator("[data-menu=how]").get_by_label("loud").check()

            assert ["What of loud_and_announced?"] == lines(page)
            assert at(page) == "#/matrix?how=loud"

    def test_topic_and_window_from_a_link(self, browser: Browser, made_page: Path) -> None:
        """A topic, and the releases from 1.8 to 2.4, as somebody else chose them."""
        with opened(browser, made_page, "#/matrix?topics=second&from=1.8.0&to=2.4.0") as page:
            first, *_, last = page.locator(".head [role=columnheader] a").all_inner_texts()

            assert ("1.8.0", "2.4.0") == (first, last)
            assert {"second"} == set(lines(page, "topic"))

    def test_window_that_begins_after_a_change_does_not_show_it(self, browser: Browser, made_page: Path) -> None:
        """What changed in the first release of the window changed before it."""
        with opened(browser, made_page, "#/matrix?from=2.0.0&how=silent") as page:
            assert lines(page) == []

    def test_devices(self, browser: Browser, made_page: Path) -> None:
        """Another device shows its own eras; side by side shows all."""
        with opened(browser, made_page, "#/matrix?device=cuda") as page:
            strip = page.locator(".line.case").nth(0).locator(".seg")
            assert "no evidence for cuda" in page.locator(".lines").inner_text()
            assert any("1.8.0" in text for text in strip.evaluate_all("all => all.map(one => one.ariaLabel)"))

            page.get_by_label("Device", exact=True).select_option("all")
            assert page.locator(".line.case").nth(0).locator(".strip").count() == len(DEVICES)

    def test_device_without_evidence_says_so(self, browser: Browser, real_page: Path) -> None:
        """The committed evidence holds the cpu alone, and the page does not pretend otherwise."""
        with opened(browser, real_page, "#/matrix?device=cuda") as page:
            assert "cuda (no evidence)" in page.get_by_label("Device", exact=True).inner_text()
            assert page.locator(".lines .seg.known").count() == 0

    def test_modes(self, browser: Browser, tmp_path: Path) -> None:
        """Evidence of a mode stands beside that of its device, and the mode is a switch."""
        site = pages.every_kind(tmp_path / "cases")
        lines = tuple(_compiled(line) for line in site.table.lines)
        path = tmp_path / "modes.html"
        path.write_text(report.page(replaced(site, table=replaced(site.table, lines=lines))), encoding="utf-8")
        with opened(browser, path) as page:
            page.get_by_label("Mode", exact=True).select_option("inductor")
            assert "mode=inductor" in at(page)
            assert page.locator(".line.case").first.locator(".seg").count() == 2
            assert "no evidence for cpu+inductor" in page.locator(".lines").inner_text()

    def test_edges_of_warnings_and_words(self, browser: Browser, made_page: Path) -> None:
        """Warnings and wording make an edge where the reader wants them to."""
        with opened(browser, made_page, "#/matrix?q=only+words") as page:
            assert page.locator(".line.case .seg.edge").count() == 0

            page.get_by_label("Edges", exact=True).select_option("reworded")
            assert page.locator(".line.case .seg.edge .shape").all_inner_texts() == ["·"]

    @pytest.mark.parametrize(
        "address",
        ["#/matrix?topics=%", "#/nowhere", "#/case/no/such", "#/release/9.9", "#/matrix?from=x", "#/move?from=1"],
    )
    def test_address_that_is_wrong_is_no_disaster(self, browser: Browser, made_page: Path, address: str) -> None:
        """A mangled link shows what it can."""
        with opened(browser, made_page, address) as page:
            assert page.locator("main h1").count() == 1


class TestMatrix:
    """What the table shows."""

    def test_kinds_of_cell_look_different(self, browser: Browser, made_page: Path) -> None:
        """Behaviour, not applicable, not measured and infrastructure differ in outline and sign."""
        with opened(browser, made_page) as page:
            seen = {
                look: page.locator(f".lines .seg.{look}").first.evaluate(
                    "node => { const style = getComputedStyle(node);"
                    "  return [style.borderTopStyle + style.borderTopColor, node.querySelector('.shape')?.innerText]; }"
                )
                for look in ("known", "na", "unknown", "infra")
            }

            assert len({style for style, _ in seen.values()}) == 4
            assert [None, "–", "?", "!"] == [sign for _, sign in seen.values()]

    def test_kinds_of_cell_differ_in_forced_colours(self, browser: Browser, made_page: Path) -> None:
        """Also where the system takes all colours away."""
        with opened(browser, made_page, forced_colors="active") as page:
            styles = [
                page.locator(f".lines .seg.{look}").first.evaluate("node => getComputedStyle(node).borderTopStyle")
                for look in ("known", "na", "unknown", "infra")
            ]

            assert ["solid", "none", "dotted", "dashed"] == styles

    def test_manners_have_a_shape_and_a_word(self, browser: Browser, made_page: Path) -> None:
        """Silent, loud and announced are told apart by sign, and by word for who hears the page."""
        with opened(browser, made_page, "#/matrix?open=*") as page:
            edges = page.locator(".lines .seg.edge").evaluate_all(
                "all => all.map(one => [one.querySelector('.shape').textContent, one.ariaLabel.split(': ').at(-1)])"
            )

            assert {("●", "silent"), ("▲", "loud"), ("○", "announced")} <= {tuple(pair) for pair in edges}

    def test_hint_shows_the_facts(self, browser: Browser, made_page: Path) -> None:
        """Hovering tells what the era showed and how it came; Escape takes the hint away."""
        with opened(browser, made_page, "#/matrix?q=silent_on") as page:
            page.locator(".line.case .seg").nth(1).hover()

            assert "weight.grad\nNone" in page.locator("#hint").inner_text()
            assert "silent: nothing told" in page.locator("#hint").inner_text()
            page.keyboard.press("Escape")
            assert page.locator("#hint").is_hidden()

    def test_first_column_and_header_stay(self, browser: Browser, real_page: Path) -> None:
        """Scrolled down and, with wide columns, to the right, both are still in sight."""
        with opened(browser, real_page, "#/matrix?wide=1") as page:
            box = page.locator(".grid")
            box.evaluate("node => node.scrollTo(1500, 3000)")
            page.wait_for_timeout(100)
            left, top = box.evaluate("node => [node.getBoundingClientRect().left, node.getBoundingClientRect().top]")

            assert box.evaluate("node => node.scrollLeft") > 500
            assert page.locator(".head").evaluate("node => node.getBoundingClientRect().top") == pytest.approx(
                top, abs=2
            )
            firsts = page.locator(".lines .first").evaluate_all(
                "all => all.map(node => node.getBoundingClientRect().left)"
            )
            assert [left] * len(firsts) == pytest.approx(firsts, abs=2)

    def test_rows_unfold(self, browser: Browser, made_page: Path) -> None:
        """The rows of a case appear under it, and the address remembers."""
        with opened(browser, made_page, "#/matrix?q=loud_and") as page:
            page.locator(".line.case button.opener").click()

            assert ["plain", "odd"] == lines(page, "row")
            assert "open=first/loud_and_announced" in at(page)


class TestKeyboard:
    """Everything can be reached without a mouse."""

    def test_walks_through_the_matrix(self, browser: Browser, made_page: Path) -> None:
        """One stop for Tab; arrows go on from there, a release stays a release, Enter opens, Back comes back."""
        with opened(browser, made_page) as page:
            assert page.locator(".grid [tabindex='0']").count() == 1
            page.locator(".grid [tabindex='0']").focus()
            page.keyboard.press("ArrowDown")
            assert focused(page) == "What of silent_on_the_cpu?"
            page.keyboard.press("End")
            assert focused(page).startswith("2.0.0 – 2.15.0: None: silent")
            page.keyboard.press("Enter")
            page.wait_for_timeout(100)
            assert "#/case/first/silent_on_the_cpu?era=2.0.0" == at(page)
            assert focused(page) == "What of silent_on_the_cpu?"
            page.go_back()
            page.wait_for_timeout(100)
            assert focused(page).startswith("2.0.0 – 2.15.0")

    def test_space_unfolds_and_page_keys_move(self, browser: Browser, real_page: Path) -> None:
        """Space shows the rows of a question; PageDown and Ctrl+End go far, and what is reached is drawn."""
        with opened(browser, real_page) as page:
            page.locator(".grid [tabindex='0']").focus()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
            assert page.locator(".line.row").count() > 0
            page.keyboard.press("PageDown")
            assert page.evaluate("document.activeElement.closest('.line') !== null")
            page.keyboard.press("Control+End")
            assert page.evaluate(
                "document.activeElement.closest('.line').getBoundingClientRect().bottom <= innerHeight"
            )

    def test_walks_along_the_strip(self, browser: Browser, made_page: Path) -> None:
        """Right goes from the question into its eras, Left back."""
        with opened(browser, made_page, "#/matrix?q=silent_on") as page:
            page.locator(".line.case .name").focus()
            page.keyboard.press("ArrowRight")
            assert focused(page).startswith("1.0.0 – 1.13.1")
            page.keyboard.press("ArrowRight")
            assert focused(page).startswith("2.0.0")
            assert page.locator("#hint").is_visible()
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("ArrowLeft")
            assert focused(page) == "What of silent_on_the_cpu?"

    def test_reaches_the_names_of_the_releases(self, browser: Browser, made_page: Path) -> None:
        """Above the first line; Enter on one opens what it changed."""
        with opened(browser, made_page) as page:
            page.locator(".grid [tabindex='0']").focus()
            page.keyboard.press("End")
            page.keyboard.press("ArrowUp")
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("Enter")
            page.wait_for_timeout(100)
            assert at(page) == "#/release/2.14.1"

    def test_keys_of_the_whole_page(self, browser: Browser, made_page: Path) -> None:
        """Digits change the view, `?` lists the keys, `/` searches from anywhere."""
        with opened(browser, made_page) as page:
            page.keyboard.press("2")
            page.wait_for_timeout(50)
            assert at(page).startswith("#/move")
            page.keyboard.press("?")
            assert page.locator("#help").is_visible()
            assert "PageDown" in page.locator("#help").inner_text()
            page.keyboard.press("Escape")
            page.keyboard.press("/")
            page.wait_for_timeout(100)
            assert page.evaluate("document.activeElement.id") == "search"

    def test_skip_link_comes_first(self, browser: Browser, made_page: Path) -> None:
        """The first Tab offers to skip to the content, and does not change the view."""
        with opened(browser, made_page, "#/claims") as page:
            page.evaluate("document.activeElement.blur()")
            page.keyboard.press("Tab")
            assert focused(page) == "Skip to the content"
            page.keyboard.press("Enter")
            assert page.locator(".claims-view").count() == 1

    def test_focus_is_visible(self, browser: Browser, made_page: Path) -> None:
        """What has the focus has an outline."""
        with opened(browser, made_page) as page:
            page.locator(".grid [tabindex='0']").focus()
            page.keyboard.press("ArrowRight")
            assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2


class TestCase:
    """The view of one case."""

    def test_answers_in_a_sentence_per_era(self, browser: Browser, real_page: Path) -> None:
        """The founding case: two eras, what changed, the code with both facts beside its yields, the verdicts."""
        with opened(browser, real_page, f"#/case/{ADAM}") as page:
            first, second = page.locator(".answer li").all_inner_texts()
            assert re.search(r"Until 1\.13\.1, .*grad is \[nonzero, zero, nonzero\]", first)
            assert re.search(r"Since 2\.0\.0, .*grad is \[nonzero, None, nonzero\].*silent", second)
            beside = (
                page.locator(".code-line", has_text='yield "layer1.weight.grad"').locator(".aside").all_inner_texts()
            )
            assert ["A [nonzero, zero, nonzero]", "B [nonzero, None, nonzero]"] == beside
            assert page.locator(".differences ins").all_inner_texts() == ["False", "None"]
            assert ["right until 1.13.1", "right from 2.0.0"] == page.locator(".verdict").all_inner_texts()
            assert page.locator(".sources a").count() == 3

    def test_code_is_highlighted_and_whole(self, browser: Browser, real_page: Path) -> None:
        """Keywords are painted, and the text is the file's."""
        source = (Path(__file__).parent.parent / "cases" / f"{ADAM}.py").read_text(encoding="utf-8")
        with opened(browser, real_page, f"#/case/{ADAM}") as page:
            shown = page.locator(".code-line code").evaluate_all(
                "all => all.map(one => one.textContent.trimEnd()).join('\\n')"
            )
            assert shown in source
            assert "def" in [text.strip() for text in page.locator(".code-line .c-k").all_inner_texts()]

    def test_link_chooses_a_row(self, browser: Browser, made_page: Path) -> None:
        """A link to a row shows that row; its neighbours are a click away."""
        with opened(browser, made_page, "#/case/first/loud_and_announced?row=odd") as page:
            assert "announced" in page.locator(".answer").inner_text()
            page.get_by_role("link", name="plain", exact=True).click()
            page.wait_for_timeout(50)
            assert "it raises RuntimeError" in page.locator(".answer").inner_text()
            assert "element 0 of tensors" in page.locator(".ending").inner_text()

    def test_copies_the_code(self, browser: Browser, real_page: Path) -> None:
        """The code can be taken along."""
        with opened(browser, real_page, f"#/case/{ADAM}", permissions=["clipboard-read", "clipboard-write"]) as page:
            page.get_by_role("button", name="Copy").first.click()
            assert "def observe(device):" in page.evaluate("navigator.clipboard.readText()")


class TestMove:
    """I am moving from A to B."""

    def test_silent_changes_come_first(self, browser: Browser, real_page: Path) -> None:
        """From 1.13.1 to 2.0.0: sections in order, and the founding case among the silent ones."""
        with opened(browser, real_page, "#/move?from=1.13.1&to=2.0.0&topics=detach") as page:
            order = page.locator(".manner > h2 .sign").all_inner_texts()
            assert sorted(order, key=["● silent", "▲ loud", "○ announced", "◇ warns"].index) == order
            assert "Does Adam with weight decay move" in page.locator(".manner.silent").inner_text()

    def test_agrees_with_the_changes_of_a_release(self, browser: Browser, real_page: Path) -> None:
        """Between two neighbouring releases it lists what the command lists for the second."""
        with opened(browser, real_page, "#/move?from=1.13.1&to=2.0.0") as page:
            moved = page.locator(".manner:not(.warns) .sum").all_inner_texts()
            page.goto(page.url.split("#")[0] + "#/release/2.0.0")
            page.wait_for_timeout(200)
            assert moved == page.locator(".manner:not(.warns) .sum").all_inner_texts()

    def test_choice_is_in_the_link(self, browser: Browser, made_page: Path) -> None:
        """Releases and topics that are chosen stand in the address; swapping says what that means."""
        with opened(browser, made_page, "#/move?from=1.13.1&to=2.0.0") as page:
            page.get_by_label("From", exact=True).select_option("1.4.0")
            page.locator("fieldset").get_by_label("first", exact=True).check()
            assert at(page) == "#/move?topics=first&from=1.4.0&to=2.0.0"
            assert "3 rows of 2 questions" in page.locator(".verdict-line").inner_text()
            page.get_by_role("button", name="Swap").click()
            assert "is older than" in page.locator(".note").inner_text()

    def test_what_cannot_be_told_is_counted(self, browser: Browser, made_page: Path) -> None:
        """Rows that nobody measured in one of the two are not passed off as unchanged."""
        with opened(browser, made_page, "#/move?from=1.13.1&to=2.4.0") as page:
            assert "2 rows cannot be told" in page.locator(".result").inner_text()

    def test_change_that_was_taken_back_is_none(self, browser: Browser, made_page: Path) -> None:
        """From before a warning to after it has gone, only the change of behaviour counts, by its manner."""
        with opened(browser, made_page, "#/move?from=1.6.0&to=1.10.0&topics=first") as page:
            assert ["○ announced"] == page.locator(".manner > h2 .sign").all_inner_texts()


class TestReleases:
    """What changed in which release."""

    def test_chart_has_a_bar_for_every_release(self, browser: Browser, real_page: Path) -> None:
        """Each bar is a link that says its numbers; the chosen one is marked; arrows walk along."""
        with opened(browser, real_page, "#/release/2.0.0") as page:
            bars = page.locator(".chart a")
            assert len(pages.RELEASES) == bars.count()
            assert (
                page.locator(".chart a.chosen").get_attribute("aria-label")
                == "2.0.0: silent 200, loud 22, announced 11"
            )
            assert "233 rows changed: number 4 of 51 releases" in page.locator(".result").inner_text()
            page.locator(".chart a.chosen").focus()
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
            page.wait_for_timeout(150)
            assert at(page) == "#/release/2.0.1"

    def test_numbers_as_a_table(self, browser: Browser, real_page: Path) -> None:
        """Who cannot see the chart reads the same numbers."""
        with opened(browser, real_page, "#/release/2.0.0") as page:
            page.get_by_text("The numbers").click()
            assert page.locator(".numbers tr.chosen").inner_text().split() == ["2.0.0", "200", "22", "11", "44", "19"]


class TestClothes:
    """Dark, light, small, Chinese, printed."""

    def test_dark_by_system_and_by_choice(self, browser: Browser, made_page: Path) -> None:
        """The system decides first, the reader last, and the page remembers."""
        with opened(browser, made_page, color_scheme="dark") as page:

            def bright() -> int:
                return int(re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[0])

            assert bright() < 60
            page.keyboard.press("d")
            assert bright() > 200
            page.reload()
            pages.ready(page)
            assert bright() > 200

    @pytest.mark.parametrize("view", ["matrix", f"case/{ADAM}", "move?from=1.13.1&to=2.4.0", "release/2.0.0", "claims"])
    def test_phone_is_wide_enough(self, browser: Browser, real_page: Path, view: str) -> None:
        """Nothing sticks out of a phone's width, and the filters are behind one button."""
        with opened(browser, real_page, f"#/{view}", viewport={"width": 360, "height": 740}, has_touch=True) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            if view == "matrix":
                page.get_by_role("button", name="Filters").click()
                assert page.locator("[data-menu=topics] summary").is_visible()

    def test_chinese_throughout(self, browser: Browser, made_page: Path) -> None:
        """Interface, verdict words and the title of the case that gives one; evidence stays as it is."""
        with opened(browser, made_page, locale="zh-CN") as page:
            assert page.locator("html").get_attribute("lang") == "zh-CN"
            assert "只有措辞变化吗？" in lines(page)
            for view in (
                "matrix",
                "case/first/silent_on_the_cpu",
                "move?from=1.13.1&to=2.0.0",
                "release/2.0.0",
                "claims",
            ):
                page.evaluate("view => { location.hash = `#/${view}`; }", view)
                page.wait_for_timeout(80)
                text = re.sub(
                    EVIDENCE,
                    "",
                    page.locator("body").inner_text(),
                )
                assert not re.search(r"\b(?:the|changed?|release|silent|question|rows?)\b", text), view
            page.get_by_role("button", name="English").click()
            assert "Do only the words change?" not in page.locator("h1").inner_text()
            assert page.locator("html").get_attribute("lang") == "en"

    def test_print_holds_every_line(self, browser: Browser, real_page: Path) -> None:
        """On paper the whole matrix is drawn, without the bar; afterwards it is as before."""
        with opened(browser, real_page, "#/matrix?topics=detach,leaf") as page:
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            page.emulate_media(media="print")
            assert page.locator(".line.case").count() > 40
            assert page.locator(".bar").is_hidden()
            assert page.evaluate(
                "[...document.querySelectorAll('.line.case')].every(one => getComputedStyle(one).position === 'static')"
            )
            assert len(page.pdf(prefer_css_page_size=True)) > 20_000
