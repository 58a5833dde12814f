"""Guards on the terminal: what is told of rows, of ranges and of what no range speaks of."""

from pathlib import Path

import helpers
from helpers import saw

from gradreg.model import Behaviour, Case, Guard, Guarded, Outcome, Workaround
from gradreg.report import guard as report

CASE = Case("t/c", Path("c.py"), "What of it?", "", (), "", "code", True, (), (), ())
OLD = Guard(
    saw(x=1, y=0), ("1.0.0", "2.0.0"), ("<1.5", ">=2.0"), "torch_release < (1, 5)",
    "@pytest.mark.xfail(torch_release < (1, 5), strict=True)",
)  # fmt: skip # one value
NEW = Guard(
    Behaviour(Outcome.RAISED, {"y": 0}, "ValueError"), ("1.5.0",), (">=1.5,<2.0",), "(1, 5) <= torch_release < (2, 0)",
    "@pytest.mark.xfail((1, 5) <= torch_release < (2, 0), strict=True, raises=ValueError)",
)  # fmt: skip # one value
TWO = Guarded(
    "cpu", ("t/c",), (OLD, NEW), {"not run": ("2.1.0", "2.1.1")}, {"1.0.0": ("1.0.0",), "1.5.0": (), "2.0.0": ()}
)
STEADY = Guarded(
    "cpu", ("t/c",), (helpers.replaced(OLD, xfail=None, specifiers=(">=1.0",)),), {}, {"1.0.0": ("1.0.0",)}
)


def test_each_behaviour_has_its_ranges_what_tells_it_and_its_lines() -> None:
    """A fact that all behaviours share is left out; ranges that PEP 440 cannot unite stand side by side."""
    text = report.terminal(CASE, [TWO])

    assert "torch<1.5 or torch>=2.0: x = 1\n" in text
    assert "torch>=1.5,<2.0: raises = ValueError\n" in text
    assert "y = 0" not in text
    assert "    if (1, 5) <= torch_release < (2, 0):\n" in text
    assert str(NEW.xfail) in text


def test_what_no_range_speaks_of_is_named() -> None:
    """With the word for why, and every release."""
    assert "not in any range, not run: 2.1.0, 2.1.1" in report.terminal(CASE, [TWO])


def test_the_set_up_is_printed_once_and_only_where_it_is_needed() -> None:
    """With packaging, and without; a steady row needs neither."""
    assert 2 == report.terminal(CASE, [TWO, TWO]).count("torch_release = ")
    assert "torch_release" not in report.terminal(CASE, [STEADY])
    assert "one behaviour, so no guard is needed" in report.terminal(CASE, [STEADY])


def test_many_rows_are_counted() -> None:
    """The first of them, and how many there are beside."""
    rows = tuple(f"t/c[{number}]" for number in range(30))
    text = report.terminal(CASE, [helpers.replaced(TWO, rows=rows)])

    assert "t/c[7]\n… and 22 more rows" in text
    assert "t/c[8]" not in text


def test_rows_that_share_no_fact_say_so() -> None:
    """Rather than that nothing was yielded."""
    empty = helpers.replaced(OLD, behaviour=saw())

    assert "torch<1.5 or torch>=2.0: differs from row to row" in report.terminal(
        CASE, [helpers.replaced(TWO, guards=(empty, NEW))]
    )


def test_a_workaround_shows_its_code_only_when_it_is_proven() -> None:
    """With the arguments it was measured with, and on how many releases."""
    good = Workaround("a/b[x]", ("a/b[x]",), "def observe(a):\n    pass", {"a": "x"}, ("1.0.0", "1.0.1"), ())
    bad = helpers.replaced(good, lacks=("a/b[x] is not measured on 1.0.0",))
    text = report.terminal(CASE, [helpers.replaced(TWO, workarounds=(good,))])

    assert "the same on all releases: a/b[x] (measured on 2 of 2 releases, one behaviour)" in text
    assert "# a = 'x'\n      def observe(a):" in text
    told = report.terminal(CASE, [helpers.replaced(TWO, workarounds=(bad,))])
    assert "workaround a/b[x]: not proven. a/b[x] is not measured on 1.0.0" in told
    assert "def observe" not in told
