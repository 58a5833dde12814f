"""What lies between two releases that show the same, where only a search has looked."""

from hypothesis import given
from hypothesis import strategies as st

from gradreg import guard
from gradreg.model import Behaviour, Cell, Evidence, Guard, Guarded, Outcome

RELEASES = [f"1.{minor}.0" for minor in range(9)]
SHOWN = [Behaviour(Outcome.OBSERVED, {"x": True}), Behaviour(Outcome.OBSERVED, {"x": False}), Behaviour(Outcome.INFRA)]
SEARCHED = st.dictionaries(st.sampled_from(RELEASES), st.sampled_from(SHOWN))


def evidence(shown: dict[str, Behaviour]) -> Evidence:
    """What a search found of one row."""
    return Evidence("mine", {("mine", "cpu", release): Cell(found, "") for release, found in shown.items()})


class TestSteady:
    """On any outcome of a search."""

    @given(SEARCHED)
    def test_nothing_that_was_looked_at_is_filled_in(self, shown: dict[str, Behaviour]) -> None:
        """Neither what was seen, nor what could not be tested."""
        found = guard.steady(evidence(shown), "cpu", RELEASES)

        assert not shown.keys() & {release for _, _, release in found}

    @given(SEARCHED)
    def test_both_sides_of_what_is_filled_in_show_it(self, shown: dict[str, Behaviour]) -> None:
        """So nothing is before the first release that was tested, after the last, or between two that differ."""
        tested = [release for release in RELEASES if shown.get(release, SHOWN[2]).outcome.is_behaviour]
        found = {
            release: cell.behaviour for (_, _, release), cell in guard.steady(evidence(shown), "cpu", RELEASES).items()
        }
        expected = {}
        for release in RELEASES:
            before = [item for item in tested if item < release]
            after = [item for item in tested if item > release]
            if release not in shown and before and after and shown[before[-1]] == shown[after[0]]:
                expected[release] = shown[after[0]]

        assert expected == found

    def test_a_stale_cell_is_no_side(self) -> None:
        """It was measured with other code."""
        cells = evidence({RELEASES[0]: SHOWN[0], RELEASES[4]: SHOWN[0]}).cells
        cells["mine", "cpu", RELEASES[4]] = Cell(SHOWN[0], "", stale=True)

        assert {} == guard.steady(Evidence("mine", cells), "cpu", RELEASES)

    def test_guards_are_not_proven_there(self) -> None:
        """They say so, and count what was recorded."""
        one = Guard(SHOWN[0], ("1.0.0", "1.1.0"), (), "True", None)
        both = Guarded("cpu", ("mine",), (one,), {}, {"1.0.0": ("1.0.0+cpu",), "1.1.0": ("1.1.0",)})
        found = guard.told_apart(both, ["1.1.0", "1.8.0"])

        assert (("1.1.0",), {"1.0.0": ("1.0.0+cpu",)}, 1) == (found.steady, found.proven, found.measured)
