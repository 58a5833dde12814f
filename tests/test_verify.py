"""Which cells are drawn, and what it means that they show something else."""

import pytest
from helpers import environment_of, infra, saw
from hypothesis import given, settings
from hypothesis import strategies as st

from gradreg import verify
from gradreg.model import Behaviour, Comparison, Outcome, Remeasured, Spot, Verification

SPOT = ("topic/claim[a]", "cpu", "2.0.0")
SPOTS = st.sets(st.tuples(st.text(max_size=5), st.sampled_from(["cpu", "cuda"]), st.text(max_size=5)), max_size=20)


class TestSample:
    """Chance that can be repeated."""

    @settings(max_examples=50)
    @given(SPOTS, st.integers(0, 2**40), st.integers(1, 25), st.randoms(use_true_random=False))
    def test_is_the_same_for_the_same_seed(self, spots: set[Spot], seed: int, most: int, random: object) -> None:
        """Whatever order the cells come in; as many as were asked for, or all."""
        shuffled = sorted(spots, key=lambda _: random.random())  # type: ignore[attr-defined] # hypothesis's own

        assert verify.sample(spots, seed, most) == verify.sample(shuffled, seed, most)
        assert min(most, len(spots)) == len(verify.sample(spots, seed, most))

    @settings(max_examples=50)
    @given(SPOTS, st.integers(0, 9), st.integers(1, 25))
    def test_grows_by_adding(self, spots: set[Spot], seed: int, most: int) -> None:
        """A larger sample goes on from a smaller one."""
        assert (
            verify.sample(spots, seed, most) <= verify.sample(spots, seed, most + 1) <= verify.sample(spots, seed, None)
        )

    def test_takes_every_cell_as_often(self) -> None:
        """Over many seeds, within what chance allows."""
        spots = [(f"topic/claim[{number}]", "cpu", "2.0.0") for number in range(10)]
        drawn = [spot for seed in range(400) for spot in verify.sample(spots, seed, 3)]

        assert all(80 < drawn.count(spot) < 160 for spot in spots)


class TestHeld:
    """One cell beside what was found of it."""

    @pytest.mark.parametrize(
        ("found", "comparison"),
        [
            (saw(x=1), Comparison.AS_RECORDED),
            (saw(x=True), Comparison.REGRESSED),  # equal for Python, other bytes
            (saw(x=1, y=2), Comparison.REGRESSED),
            (Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(("UserWarning", "w"),)), Comparison.REGRESSED),
            (infra(), None),
            (None, None),
        ],
    )
    def test_is_verified_by_its_bytes_alone(self, found: Behaviour | None, comparison: Comparison | None) -> None:
        """What is no behaviour verifies nothing, and contradicts nothing."""
        item = verify.held(SPOT, saw(x=1), found, None)

        assert (comparison, "topic/claim[a]:2.0.0@cpu") == (item.comparison, item.cell)
        assert (item.reason is None) is (comparison is not None)

    def test_another_text_is_reworded_and_two_answers_are_unstable(self) -> None:
        """Both are no verification."""
        one, other = (Behaviour(Outcome.RAISED, {}, "RuntimeError", text) for text in ("a", "b"))

        assert Comparison.REWORDED is verify.held(SPOT, one, other, None).comparison
        assert Comparison.UNSTABLE is verify.held(SPOT, one, None, verify.UNSTABLE).comparison


class TestSurroundings:
    """The environments of a release, recorded and made again."""

    RECORDED = environment_of("2.0.0", wheel="a" * 64)

    @pytest.mark.parametrize(
        ("fields", "names", "same"),
        [
            ({}, set(), True),
            ({"python": "3.11.9"}, {"python"}, True),
            ({"wheel": None}, {"wheel"}, None),
            ({"wheels": "cpu index", "wheel": "b" * 64}, {"wheels", "wheel"}, False),
        ],
    )
    def test_say_what_differs_and_whether_the_wheel_is_the_same(
        self, fields: dict[str, str | None], names: set[str], *, same: bool | None
    ) -> None:
        """Where both tell it."""
        again = environment_of("2.0.0", **{"wheel": "a" * 64, **fields})
        (item,) = verify.surroundings({SPOT: ("old", "new")}, {"old": self.RECORDED}, {"new": again})

        assert (names, same, None, 1) == (set(item.fields), item.same_wheel, item.contradiction, item.cells)

    def test_say_when_both_cannot_be_true(self) -> None:
        """Or when the evidence names an environment that it does not have."""
        other = environment_of("2.0.0", wheel="b" * 64)
        (wrong,) = verify.surroundings({SPOT: ("old", "new")}, {"old": self.RECORDED}, {"new": other})
        (lost,) = verify.surroundings({SPOT: ("old", "new")}, {}, {"new": other})

        assert "another wheel" in str(wrong.contradiction)
        assert "in no environments.json" in str(lost.contradiction)


@pytest.mark.parametrize(
    ("comparisons", "faults", "code"),
    [
        ([Comparison.AS_RECORDED], (), 0),
        ([Comparison.AS_RECORDED, None], (), 2),
        ([None, Comparison.REWORDED], (), 1),
        ([Comparison.UNSTABLE], (), 1),
        ([], ("a file is damaged",), 1),
        ([], (), 0),
    ],
)
def test_the_exit_code_says_whether_to_believe(
    comparisons: list[Comparison | None], faults: tuple[str, ...], code: int
) -> None:
    """1 where something differs, 2 where something is not known."""
    cells = tuple(Remeasured("a/b", "a", "cpu", "2.0.0", saw(x=1), None, item) for item in comparisons)

    assert code == Verification(1, 1, cells, (), faults).exit_code
