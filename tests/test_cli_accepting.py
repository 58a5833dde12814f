"""What the command says of a run that is held back, and what --accept-changes takes."""

from pathlib import Path

import pytest
from click import unstyle

from gradreg import options
from gradreg.errors import BadUsage
from gradreg.model import Summary
from gradreg.report import sessions

HELD = Summary("2.0.1", "cpu", {"regressed": 4}, None, ("a/b",), 3.0, ("4 of 4 known cells change\x1b[2J",))
RAW = Path("results/.raw/2.0.1-cpu.jsonl")


class TestTheOption:
    """`--accept-changes REASON` after nox's `--`, which is what the command takes, too."""

    def test_is_an_update_with_a_reason(self, tmp_path: Path) -> None:
        """Spaces and line ends of a shell do not matter."""
        _, how = options.posargs(["--accept-changes", " the driver\n  was wrong "])
        asked = options.request(tmp_path, release="2.0.1", device="cpu", **how)

        assert ("the driver was wrong", True) == (asked.reason, asked.update)

    def test_left_out_accepts_nothing(self, tmp_path: Path) -> None:
        """An update alone has no reason, so that the gate may hold it back."""
        _, how = options.posargs(["--update"])
        asked = options.request(tmp_path, release="2.0.1", device="cpu", **how)

        assert (None, True) == (asked.reason, asked.update)

    @pytest.mark.parametrize(
        "reason", ["", "  ", "x", "...", "1234", "--update", "-k", "a\x1b[2Jb", "a\udc80bc", "y" * 501]
    )
    def test_wants_words(self, reason: str) -> None:
        """Nothing, an option that was meant for something else, control characters and a novel are no reason."""
        with pytest.raises(BadUsage, match="accept-changes"):
            options.posargs(["--accept-changes", reason])

    def test_wants_something(self) -> None:
        """At the end of the line it is told what it lacks."""
        with pytest.raises(BadUsage, match="requires an argument"):
            options.posargs(["--accept-changes"])


class TestARunThatWasHeldBack:
    """On the terminal."""

    def test_says_so_in_its_first_line(self) -> None:
        """Which is the one that nox shows."""
        first = unstyle(sessions.session(HELD, (), None)).splitlines()[0]

        assert "torch 2.0.1 cpu: 4 rows, 4 regressed (3 s), held back" == first

    def test_says_why_and_what_to_do(self) -> None:
        """The reasons, the raw run, how to accept it, and what else it may be; no text steers the terminal."""
        lines = unstyle(sessions.held_back(HELD, RAW, acceptable=True)).splitlines()

        assert "  held back: 4 of 4 known cells change\\x1b[2J" == lines[0]
        assert f"  Nothing was published; {RAW} holds what was seen." == lines[1]
        assert "--accept-changes" in lines[2]
        assert "gradreg doctor" in lines[3]

    def test_that_nobody_can_accept_does_not_offer_it(self) -> None:
        """A failed canary is mended, not accepted."""
        assert "--accept-changes" not in sessions.held_back(HELD, RAW, acceptable=False)

    def test_that_measured_nothing_says_only_that_nothing_was_published(self) -> None:
        """The fault is told already."""
        summary = Summary("2.0.1", "cpu", {"missing": 4}, "no interpreter", (), 3.0, HELD.held_back)

        assert f"  Nothing was published; {RAW} holds what was seen." == sessions.held_back(
            summary, RAW, acceptable=False
        )

    def test_is_in_the_table_of_its_run(self) -> None:
        """With its reasons below; what failed keeps the word of its fault."""
        failed = Summary("1.0.0", "cpu", {"missing": 4}, "no interpreter", (), 3.0, HELD.held_back)
        shown = unstyle(sessions.run([failed, HELD]))

        assert "no interpreter" in shown
        assert 1 == sum(line.split()[-3:-1] == ["held", "back"] for line in shown.splitlines())
        *_, reason, hint = shown.splitlines()
        assert reason.startswith("torch 2.0.1 cpu held back: 4 of 4 known cells change")
        assert "gradreg status" in hint

    def test_ends_with_2(self) -> None:
        """Whether rows differ is not known yet."""
        assert 2 == HELD.exit_code
