"""The table as Markdown, whatever the cases say."""

import re
from collections.abc import Callable

import pytest
from helpers import line_of, saw, table_of

from gradreg.errors import BadUsage
from gradreg.model import Comparison, Era, Manner, Table, Transition, Verdict, disagreement
from gradreg.report import markdown

HOSTILE = "a|b <script>alert(1)</script>\nnext & more\r\nend"
CHANGE = Transition("cpu", "1.13.1", "2.0.0", Comparison.CHANGED, Manner.SILENT)
LINE = line_of(
    "detach/moves[a|b]",
    Era("cpu", "1.0.0", "1.13.1", saw(**{HOSTILE: HOSTILE})),
    Era("cpu", "2.0.0", "2.15.0", saw(**{HOSTILE: 1})),
    transitions=(CHANGE,),
    claims=(Verdict(f"S1 {HOSTILE}", HOSTILE, "right until 1.13.1"), Verdict(f"https://x.org/{HOSTILE}", "t", "wrong")),
)


def tables(text: str) -> list[list[str]]:
    """The tables of a page, each as its lines."""
    return [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]


def columns(line: str) -> int:
    """How many cells GitHub sees in a line of a table."""
    return len(re.findall(r"(?<!\\)\|", line)) - 1


def page(table: Table) -> str:
    """All pages, one after the other."""
    return "\n\n".join(markdown.pages(table).values())


def head(table: Table) -> str:
    """The part of the README, with no history."""
    return markdown.head(table, "")


@pytest.mark.parametrize("write", [page, head])
def test_hostile_text_stays_in_its_cell(write: Callable[[Table], str]) -> None:
    """A pipe, a tag or a line end in what a case says neither breaks a table nor becomes markup."""
    text = write(table_of(LINE))

    assert tables(text)
    for lines in tables(text):
        assert {columns(lines[0])} == {columns(line) for line in lines}, lines
    assert "<script" not in text
    assert "\r" not in text


def test_the_page_shows_verdicts_and_every_row() -> None:
    """Nothing that the table holds is left out."""
    text = page(table_of(LINE, line_of("leaf/none", Era("cpu", "1.0.0", "2.15.0", saw(grad="None")))))

    for part in ("right until 1.13.1", "wrong", "[detach](detach/README.md)", "# leaf", "grad = None"):
        assert part in text


def test_what_is_unstable_has_its_section() -> None:
    """The index lists it with its releases and what the looks showed; where there is nothing, there is no section."""
    unsteady = Era("cpu", "1.5.0", "1.6.0", disagreement([saw(grad="None"), saw(grad="zero")]))
    index = markdown.pages(table_of(LINE, line_of("leaf/odd[Adam]", unsteady)))["README.md"]

    assert "| 1.5.0 – 1.6.0 | cpu | unstable: grad = None &#124; grad = zero |" in index.partition("## Unstable")[2]
    assert "Unstable" not in markdown.pages(table_of(LINE))["README.md"]


def test_links_lead_to_the_case() -> None:
    """A claim and a row link to the file of their case, each seen from its own page."""
    pages = markdown.pages(table_of(LINE))

    assert "(../cases/detach/moves.py)" in pages["README.md"]
    assert "(../../cases/detach/moves.py)" in pages["detach/README.md"]


def test_an_empty_table_is_a_page() -> None:
    """Without a line there is still a heading and a count."""
    assert page(table_of()).startswith("# ")
    assert "0 rows" in head(table_of())


def test_the_part_between_the_markers_is_replaced() -> None:
    """What stands around it stays, and doing it twice changes nothing more."""
    text = f"before\n{markdown.START}\nold\n{markdown.END}\nafter"
    once = markdown.between_markers(text, "new")

    assert "old" not in once
    assert once.startswith("before\n")
    assert once.endswith("\nafter")
    assert once == markdown.between_markers(once, "new")


@pytest.mark.parametrize("text", ["", markdown.START, markdown.END, f"{markdown.END} {markdown.START}"])
def test_missing_markers_are_told(text: str) -> None:
    """Nothing is written into a README that does not say where."""
    with pytest.raises(BadUsage, match="START"):
        markdown.between_markers(text, "new")


class TestTextsOfOthers:
    """What a question, a fact or a message may hold, in a report that is pasted elsewhere."""

    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("x.grad_fn of a_b", "x.grad_fn of a_b"),
            ("__call__(*args)", "\\_\\_call\\_\\_(\\*args)"),
            ("zero_", "zero\\_"),
            ("[x](http://a)", "[x]&#40;http://a)"),
            ("@octocat", "@&#8203;octocat"),
            ("`a` | <b>\n# c", "\\`a\\` &#124; &lt;b><br># c"),
        ],
    )
    def test_are_neither_markup_nor_a_call(self, text: str, written: str) -> None:
        """They read as they are."""
        assert written == markdown.prose(text)

    @pytest.mark.parametrize(("text", "written"), [("a", "`a`"), ("a`b", "`` a`b ``"), ("``", "``` `` ```")])
    def test_may_be_code(self, text: str, written: str) -> None:
        """Between more backticks than are in them."""
        assert written == markdown.code(text)
