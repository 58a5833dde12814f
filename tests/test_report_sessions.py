"""How sessions end, on the terminal."""

from click import unstyle
from helpers import infra, saw

from gradreg.model import Comparison, Finding, Summary
from gradreg.report import sessions


def test_a_session_counts_its_rows() -> None:
    """What is as recorded is counted; what differs is shown with what was found and what is recorded."""
    summary = Summary("2.0.0", "cpu", {"as recorded": 2, "regressed": 1}, None, ("a/b",), 3.0)
    findings = [
        Finding("a/quiet", Comparison.AS_RECORDED, saw(x=5), saw(x=5)),
        Finding("a/b", Comparison.REGRESSED, saw(x="found so"), saw(x="recorded so")),
    ]
    text = unstyle(sessions.session(summary, findings, None))

    assert text.splitlines()[0].startswith("torch 2.0.0 cpu: 3 rows, 1 regressed, 2 as recorded")
    for part in ("a/b", "found so", "recorded so"):
        assert part in text
    assert "a/quiet" not in text


def test_a_session_that_could_not_run_says_why() -> None:
    """The infra word and the whole reason are shown, and no row is listed."""
    summary = Summary("2.0.0", "cpu", {"missing": 1}, "no interpreter", (), 3.0)
    findings = [Finding("a/b", Comparison.MISSING, infra(), None)]
    text = unstyle(sessions.session(summary, findings, "needs Python 3.99\nInstall one"))

    for part in ("infra: no interpreter", "needs Python 3.99", "Install one"):
        assert part in text
    assert "a/b" not in text


def test_a_session_does_not_list_without_end() -> None:
    """Of hundreds of rows that differ some are shown, and the rest is counted."""
    findings = [Finding(f"a/b{n}", Comparison.REGRESSED, saw(x=1), saw(x=2)) for n in range(300)]
    text = sessions.session(Summary("2.0.0", "cpu", {"regressed": 300}, None, ("a",), 1.0), findings, None)

    assert "280 more" in text
    assert len(text.splitlines()) < 100


def test_a_run_is_a_line_for_each_session() -> None:
    """Counts stand under their words, and infra beside them."""
    text = sessions.run([
        Summary("1.13.1", "cpu", {"as recorded": 5}, None, (), 9.0),
        Summary("2.0.0", "cpu", {"missing": 5}, "not installable", (), 1.0),
    ])  # fmt: skip # one thought

    assert 1 == sum("1.13.1" in line and "5" in line for line in text.splitlines())
    assert 1 == sum("2.0.0" in line and "not installable" in line for line in text.splitlines())
    assert "" == sessions.run([])
