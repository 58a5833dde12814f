"""The folder for a web server, the feed and the badge; and `gradreg site`, which writes them."""

import base64
import csv
import hashlib
import json
import re
import uuid
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pages
import pytest
from helpers import KNOWN, gradreg
from pages import opened
from playwright.sync_api import Browser

from gradreg.report import page as report
from gradreg.report.page import feed
from gradreg.report.page.shell import phrases, styled

ATOM = "{http://www.w3.org/2005/Atom}"
SHOWN = "case/first/silent_on_the_cpu.html"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The folder of a site with every kind of cell."""
    return report.folder(pages.every_kind(tmp_path_factory.mktemp("cases")))


@pytest.fixture(scope="module")
def on_disk(made: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, written."""
    root = tmp_path_factory.mktemp("site")
    for name, content in made.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root


class Links(HTMLParser):
    """What a page links to, its identifiers, and whatever could run or load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        found = dict(attrs)
        self.links += [str(value) for name, value in found.items() if name in {"href", "src"}]
        self.handlers += [f"{tag}.{name}" for name in found if name.startswith("on") or name == "style"]


class TestFolder:
    """What lies in it."""

    def test_same_evidence_gives_the_same_bytes(self, made: dict[str, str], tmp_path: Path) -> None:
        """No clock, no host, no order of chance."""
        assert made == report.folder(pages.every_kind(tmp_path))

    def test_has_a_page_per_case(self, made: dict[str, str]) -> None:
        """And the page, the feed, the badge, the data."""
        pages_ = {name for name in made if name.startswith("case/")}

        assert {"index.html", "feed.xml", "badge.json", "data.json", "table.csv"} == set(made) - pages_
        assert len(pages_) == 5

    def test_relative_links_lead_somewhere(self, on_disk: Path) -> None:
        """Every link without a scheme is a file of the folder."""
        for path in on_disk.rglob("*.html"):
            for link in Links(path.read_text(encoding="utf-8")).links:
                if not re.match(r"https?:|data:|#", link):
                    assert (path.parent / link.split("#")[0]).is_file(), (path, link)

    def test_nothing_is_inline_but_what_the_policy_names(self, made: dict[str, str]) -> None:
        """No handler, no style attribute; the hashes in the policy are those of the style and the script."""
        for name in ("index.html", SHOWN):
            text = made[name]
            parts = re.findall(r"<style>(.*?)</style>|<script>(.*?)</script>", text, re.DOTALL)
            hashes = {base64.b64encode(hashlib.sha256("".join(part).encode()).digest()).decode() for part in parts}
            policy = re.search(r'Content-Security-Policy" content="(.*?)"', text).group(1).replace("&#39;", "'")  # type: ignore[union-attr] # fails loudly

            assert [] == Links(text).handlers
            assert hashes == set(re.findall(r"'sha256-(.*?)'", policy))
            assert policy.startswith("default-src 'none'")
            assert "unsafe" not in policy

    def test_links_are_absolute_where_the_address_is_known(self, tmp_path: Path) -> None:
        """The canonical link of a case is the one to cite."""
        made = report.folder(pages.every_kind(tmp_path), "https://example.org/gradreg")

        assert f'<link rel="canonical" href="https://example.org/gradreg/{SHOWN}">' in made[SHOWN]
        assert '<link rel="canonical" href="https://example.org/gradreg/">' in made["index.html"]

    def test_data_are_those_of_the_commands(self, made: dict[str, str]) -> None:
        """JSON and CSV of every row."""
        assert {"case", "eras", "transitions", "claims"} <= json.loads(made["data.json"])[0].keys()
        assert {"case", "device", "first", "last"} <= next(csv.DictReader(made["table.csv"].splitlines())).keys()

    def test_badge_is_what_shields_reads(self, made: dict[str, str]) -> None:
        """The endpoint's schema: version 1, a label and a message."""
        badge = json.loads(made["badge.json"])

        assert {"schemaVersion": 1, "message": "5 questions, 1.0.0 – 2.15.0"}.items() <= badge.items()
        assert set(badge) == {"schemaVersion", "label", "message", "color"}


class TestCasePage:
    """A page that can be cited."""

    @pytest.mark.parametrize("width", [1200, 360])
    def test_needs_no_script(self, browser: Browser, on_disk: Path, width: int) -> None:
        """Eras, timeline, sides, code and sources are there, on a phone too."""
        with opened(
            browser, on_disk / SHOWN, java_script_enabled=True, viewport={"width": width, "height": 800}
        ) as page:
            text = page.locator("main").inner_text()
            assert "Until 1.13.1, weight.grad is zero." in text
            assert "Since 2.0.0, weight.grad is None." in text
            assert page.locator("ins").all_text_contents() == ["None", "None"]
            assert page.locator("svg[role=img] rect").count() == 4
            assert page.locator("script").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_leads_to_the_interactive_view(self, browser: Browser, on_disk: Path) -> None:
        """And back to its topic."""
        with opened(browser, on_disk / SHOWN, within=on_disk) as page:
            page.get_by_role("link", name="first/silent_on_the_cpu").click()
            pages.ready(page)
            assert page.locator(".answer li").count() == 2
            page.get_by_role("link", name="Page to cite").click()
            assert page.url == (on_disk / SHOWN).as_uri()


class TestFeed:
    """Atom, by RFC 4287."""

    def test_has_what_the_standard_asks_for(self, made: dict[str, str]) -> None:
        """One id, title and date in the feed and in each entry; an author; ids that are addresses, each once."""
        root = ET.fromstring(made["feed.xml"])  # noqa: S314 our own text
        entries = root.findall(f"{ATOM}entry")
        for node in (root, *entries):
            for name in ("id", "title", "updated"):
                assert len(node.findall(ATOM + name)) == 1, name
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", str(node.findtext(f"{ATOM}updated")))
        assert root.findtext(f"{ATOM}author/{ATOM}name")
        ids = [str(node.findtext(f"{ATOM}id")) for node in (root, *entries)]
        assert len(set(ids)) == len(ids)
        assert all(uuid.UUID(name.removeprefix("urn:uuid:")) for name in ids)
        assert {"self", "alternate"} == {link.get("rel") for link in root.findall(f"{ATOM}link")}

    def test_tells_the_newest_first(self, made: dict[str, str]) -> None:
        """An entry per release and case, dated as the release was published."""
        root = ET.fromstring(made["feed.xml"])  # noqa: S314 our own text
        days = {release.version: release.date for release in KNOWN}
        entries = [
            (str(one.findtext(f"{ATOM}title")), str(one.findtext(f"{ATOM}published")))
            for one in root.findall(f"{ATOM}entry")
        ]
        releases = [title.partition(":")[0] for title, _ in entries]

        assert ["2.0.0", "1.10.0", "1.8.0", "1.5.0"] == releases
        assert [f"{days[release]}T00:00:00Z" for release in releases] == [day for _, day in entries]

    def test_ids_stay_when_cases_come(self, tmp_path: Path) -> None:
        """A reader sees nothing twice: an id follows from the release and the case alone."""
        site = pages.every_kind(tmp_path)
        fewer = pages.site_of((site.cases[0], {("", "cpu"): pages.turning(_saw("zero"), {"2.0.0": _saw("None")})}))

        assert _ids(feed.atom(fewer)) <= _ids(feed.atom(site))


def _saw(text: str) -> Any:
    """A behaviour with one fact."""
    return pages.Behaviour(pages.Outcome.OBSERVED, {pages.FACT: text})


def _ids(text: str) -> set[str]:
    """Every identifier in a feed."""
    return set(re.findall(r"urn:uuid:[0-9a-f-]+", text))


def test_every_phrase_is_in_both_languages() -> None:
    """Each with the same places to fill in, and none that the page does not use."""
    used = "".join(path.read_text(encoding="utf-8") for path in report_files())
    for section, part in phrases().items():
        for name, (english, chinese) in part.items():
            assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", chinese))
            assert re.search(r"[\u4e00-\u9fff]|^[\W{}a-z]+$|English|A → B", chinese), name
            dynamic = section in {"word", "era", "move", "key"} or name.startswith(("theme_", "hit_"))
            assert dynamic or f"{section}.{name}" in used, f"{section}.{name}"


def report_files() -> list[Path]:
    """The sources of the page."""
    folder = Path(report.__file__).parent
    return [path for path in folder.rglob("*") if path.suffix in {".py", ".js", ".html"}]


def test_colours_come_from_words() -> None:
    """Each word of the evidence has the colour that the terminal gives it."""
    assert "--silent: var(--red);" in styled("base.css")


class TestCommand:
    """`gradreg site`."""

    @pytest.fixture
    def places(self, catalog_of: Callable[..., Path]) -> tuple[str, ...]:
        """A catalog of one case without evidence."""
        cases = catalog_of(one="def observe():\n    yield 'x', 1\n")
        return ("--cases", str(cases), "--results", str(cases.parent / "results"))

    def test_writes_a_file_or_a_folder(self, places: tuple[str, ...], tmp_path: Path) -> None:
        """A name that ends in .html is the page alone; anything else is a folder; a second run changes nothing."""
        done = gradreg("site", "--output", str(tmp_path / "page.html"), *places)
        assert (done.returncode, done.stderr) == (0, "")
        assert (tmp_path / "page.html").stat().st_size > 50_000

        assert gradreg("site", "--output", str(tmp_path / "site"), *places).returncode == 0
        again = gradreg("site", "--output", str(tmp_path / "site"), "--json", *places)
        assert json.loads(again.stdout)["written"] == []

    def test_check_notices_what_is_out_of_date(self, places: tuple[str, ...], tmp_path: Path) -> None:
        """It writes nothing and fails; after writing it is content; a page of a case that is gone goes."""
        output = tmp_path / "site"
        assert gradreg("site", "--check", "--output", str(output), *places).returncode == 1
        assert not output.exists()
        assert gradreg("site", "--output", str(output), *places).returncode == 0
        (output / "case/made/gone.html").write_text("old", encoding="utf-8")
        assert gradreg("site", "--check", "--output", str(output), *places).returncode == 1
        assert gradreg("site", "--output", str(output), *places).returncode == 0
        assert not (output / "case/made/gone.html").exists()
        assert gradreg("site", "--check", "--output", str(output), *places).returncode == 0

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("--url", "example.org"), "--url example.org"),
            (("--output", "/dev/null/site"), "cannot be written"),
            (("--output", "."), "something else"),
            (("--cases", "/nowhere"), "/nowhere"),
            (("--device", "cuda"), "--device"),
        ],
    )
    def test_bad_input_is_told(self, places: tuple[str, ...], arguments: tuple[str, ...], told: str) -> None:
        """With what is wrong and what to do, and without a traceback."""
        done = gradreg("site", *places, *arguments)

        assert (done.returncode, told in done.stderr) == (64, True)
        assert "Traceback" not in done.stderr

    def test_name_that_no_row_has(self, places: tuple[str, ...], tmp_path: Path) -> None:
        """Nothing is written."""
        done = gradreg("site", "--output", str(tmp_path / "site"), "-k", "nothing_of_that_name", *places)

        assert (done.returncode, (tmp_path / "site").exists()) == (3, False)
