"""The gate before the evidence: laws, limits, landmarks."""

from collections.abc import Sequence
from pathlib import Path

import helpers
import pytest
from helpers import KNOWN, ROOT, infra, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import compare, gate, store
from gradreg.gate.landmarks import LANDMARKS
from gradreg.model import Behaviour, Cell, Comparison, Finding, Landmark, Observation, Outcome
from gradreg.model.releases import inside

ONE, OTHER, CRASH = saw(x=1), saw(x=2), Behaviour(Outcome.CRASHED, detail="SIGSEGV")
LIMITS = gate.LIMITS
SHOWN = st.sampled_from([ONE, OTHER, CRASH, infra(), None])
CELLS = st.lists(st.tuples(SHOWN, SHOWN.filter(bool), st.booleans()), max_size=40)
"""What is recorded of a row, what the run found, and whether what is recorded is stale."""


def found(*cells: tuple[Behaviour | None, Behaviour, bool]) -> tuple[Finding, ...]:
    """Findings as a session has them: (recorded, found, stale) of row after row."""
    recorded = {f"a/b{n}": Cell(cell, "e", stale) for n, (cell, _, stale) in enumerate(cells) if cell}
    return compare.findings([Observation(f"a/b{n}", item) for n, (_, item, _) in enumerate(cells)], recorded)


def run_of(known: int, flipped: int = 0, blanked: int = 0, *, new: int = 0) -> tuple[Finding, ...]:
    """Findings in which so many of the known cells flip or go blank."""
    steady = known - flipped - blanked
    return found(
        *[(ONE, ONE, False)] * steady,
        *[(ONE, OTHER, False)] * flipped,
        *[(ONE, CRASH, False)] * blanked,
        *[(None, ONE, False)] * new,
    )


def is_held(findings: Sequence[Finding]) -> bool:
    """Whether the rule on known cells holds a run back."""
    return bool(gate.rule("2.0.1", findings).reasons)


class TestKnownCells:
    """A run may change so many of them, and no more."""

    @pytest.mark.parametrize(
        ("known", "flipped", "blanked", "held"),
        [
            (10_000, 100, 0, False),
            (10_000, 101, 0, True),
            (10_000, 50, 51, True),
            (10_000, 0, 101, True),
            (100, 2, 0, False),
            (100, 1, 2, True),
            (2, 2, 0, False),
            (3, 3, 0, True),
            (3, 1, 1, False),
        ],
    )
    def test_have_a_limit(self, known: int, flipped: int, blanked: int, *, held: bool) -> None:
        """More than one in a hundred, and three at least; flips and blanks count together."""
        ruling = gate.rule("2.0.1", run_of(known, flipped, blanked))

        assert (held, known, flipped, blanked) == (
            bool(ruling.reasons), ruling.known, len(ruling.flipped), len(ruling.blanked),
        )  # fmt: skip # one thought

    def test_are_counted_for_people(self) -> None:
        """The reason has the counts, the share, the limit, and the first rows."""
        (reason,) = gate.rule("2.0.1", run_of(200, 5, 1)).reasons

        assert reason == (
            "6 of 200 known cells change (5 flip and 1 go blank): 3 %, and the limit is 1 %; a/b194, a/b195 and 4 more"
        )

    @given(CELLS)
    def test_add_up(self, cells: list[tuple[Behaviour | None, Behaviour, bool]]) -> None:
        """Each known cell stays, flips or goes blank, and none does two of these; what is stale is not known."""
        ruling = gate.rule("2.0.1", findings := found(*cells))
        known = {item.row for item in findings if item.recorded in (ONE, OTHER) and not item.stale}
        stayed = {item.row for item in findings if item.row in known and item.comparison is Comparison.AS_RECORDED}

        assert len(known) == ruling.known
        assert sorted([*ruling.flipped, *ruling.blanked, *stayed]) == sorted(known)

    @given(CELLS, st.data())
    def test_that_change_more_never_pass_where_fewer_did_not(
        self, cells: list[tuple[Behaviour | None, Behaviour, bool]], data: st.DataObject
    ) -> None:
        """Monotone: whatever steady cells flip or go blank in addition, a run that was held back still is."""
        steady = [n for n, (recorded, item, stale) in enumerate(cells) if recorded == item == ONE and not stale]
        chosen = data.draw(st.sets(st.sampled_from(steady)) if steady else st.just(set()))
        worse = [(cell[0], data.draw(st.sampled_from([OTHER, CRASH])), cell[2]) if n in chosen else cell
                 for n, cell in enumerate(cells)]  # fmt: skip # one thought

        assert is_held(found(*cells)) <= is_held(found(*worse))

    @given(st.lists(st.tuples(st.none() | st.just(CRASH), SHOWN.filter(bool), st.booleans()), max_size=40))
    def test_that_are_none_hold_nothing_back(self, cells: list[tuple[Behaviour | None, Behaviour, bool]]) -> None:
        """Where nothing is known, nothing can be blanked or flipped."""
        assert not is_held(found(*cells))

    @given(CELLS, st.randoms(use_true_random=False))
    def test_come_in_any_order(self, cells: list[tuple[Behaviour | None, Behaviour, bool]], random: object) -> None:
        """The same findings in another order get the same ruling."""
        findings = list(found(*cells))
        before = gate.rule("2.0.1", findings)
        random.shuffle(findings)  # type: ignore[attr-defined] # hypothesis gives a Random

        assert before == gate.rule("2.0.1", findings)

    def test_go_blank_where_two_looks_disagree(self) -> None:
        """A machine that says something else each time has nothing to publish either."""
        doubtful = [Finding(f"a/b{n}", Comparison.UNSTABLE, OTHER, ONE) for n in range(3)]

        assert ("a/b0", "a/b1", "a/b2") == gate.rule("2.0.1", doubtful).blanked
        assert is_held(doubtful)

    def test_may_all_be_new_code(self) -> None:
        """A changed case is measured anew; that its rows show something else is why it was changed."""
        assert not is_held(found(*[(ONE, OTHER, True)] * 50))


class TestCanaries:
    """What is known without measuring."""

    def test_of_the_worker_holds_everything_back(self) -> None:
        """Also where nothing is known, and nobody can accept it."""
        ruling = gate.rule("2.0.1", found((None, infra("canary failed"), False)))

        assert ruling.reasons == ("the canary failed: the gradients of this torch are not to be trusted",)
        assert not ruling.acceptable

    def test_a_session_that_measured_nothing_is_nothing_to_accept(self) -> None:
        """Whatever the reason: there is no finding that a person could know to be right."""
        ruling = gate.rule("2.0.1", found(*[(ONE, infra(), False)] * 3))

        assert ruling.reasons
        assert not ruling.acceptable

    @pytest.mark.parametrize(
        ("release", "shown", "held"),
        [("1.13.1", "zero", False), ("1.13.1", "None", True), ("2.0.1", "None", False), ("2.0.1", "zero", True)],
    )
    def test_landmark_is_where_torch_documents_it(self, release: str, shown: str, *, held: bool) -> None:
        """Below 2.0 zero_grad() leaves zeros, from 2.0 on None; a run that finds the other measured something else."""
        row = "optimizers/zero_grad_leaves_zeros_before_2_0_and_none_after[optimizer]"
        facts = {"used.weight.grad after zero_grad": shown, "beside it": 1}
        ruling = gate.rule(release, compare.findings([Observation(row, Behaviour(Outcome.OBSERVED, facts))], {}))

        assert (held, not held) == (bool(ruling.reasons), ruling.acceptable)

    def test_landmark_that_tells_the_reader_why(self) -> None:
        """The reason names the row, both values, and where it is documented; raising where facts are known strays."""
        mark = Landmark("a/b0", ((">=1.0", {"x": 1}),), "https://example.org/")
        raised = Behaviour(Outcome.RAISED, raises="RuntimeError")
        ruling = gate.rule("2.0.1", found((None, raised, False)), landmarks=[mark])

        assert ruling.reasons == (
            "the landmark a/b0: x = nothing, but torch 2.0.1 is known for x = 1 (https://example.org/)",
        )

    @pytest.mark.parametrize("blank", [CRASH, infra()])
    def test_landmark_that_shows_nothing_strays_nowhere(self, blank: Behaviour) -> None:
        """A time-out says nothing of the release; it counts as blank where it was known."""
        mark = Landmark("a/b0", ((">=1.0", {"x": 1}),), "https://example.org/")

        assert () == gate.rule("2.0.1", found((None, blank, False)), landmarks=[mark]).reasons

    def test_landmarks_are_in_the_catalog_and_agree_with_all_evidence(self) -> None:
        """Each names a row, its ranges hold every release once, and no recorded release strays."""
        for mark in LANDMARKS:
            case = helpers.read_case(ROOT / "cases" / f"{mark.row.partition('[')[0]}.py")
            recorded = store.load(ROOT / "results", case).by_row()[mark.row]["cpu"]
            shown = [(release, Observation(mark.row, cell.behaviour)) for release, cell in recorded.items()]

            assert {release.version for release in KNOWN} == recorded.keys()
            assert all(1 == sum(inside(span, release.version) for span, _ in mark.shows) for release in KNOWN)
            assert [] == [one for one, seen in shown if gate.rule(one, compare.findings([seen], {})).reasons]


class TestANewRelease:
    """Nothing is known of it, so it is held against its neighbour."""

    ROWS = tuple(f"a/c{n // 5}[{n}]" for n in range(200))
    ORDER = ("1.0.0", "1.0.1", "1.1.0", "1.2.0")

    def held_against(self, differing: int = 0, blank: int = 0) -> tuple[str, ...]:
        """Why a run over the rows is held back, so many of which differ from the neighbour or show nothing."""
        shown = [OTHER] * differing + [CRASH] * blank + [ONE] * (len(self.ROWS) - differing - blank)
        seen = [Observation(row, item) for row, item in zip(self.ROWS, shown, strict=True)]
        beside = compare.findings(seen, {row: Cell(ONE, "e") for row in self.ROWS})
        return gate.rule("1.1.0", compare.findings(seen, {}), ("1.0.1", beside)).reasons

    @pytest.mark.parametrize(
        ("differing", "blank", "reasons"), [(40, 2, 0), (41, 2, 1), (0, 3, 1), (100, 100, 2), (0, 200, 1)]
    )
    def test_may_differ_and_fail_so_much(self, differing: int, blank: int, reasons: int) -> None:
        """One row in five may differ, one in a hundred may show nothing."""
        assert reasons == len(self.held_against(differing, blank))

    def test_is_told_with_its_neighbour(self) -> None:
        """The reason names both releases."""
        (reason,) = self.held_against(differing=50)

        assert reason.startswith("of 200 rows that torch 1.0.1 is known for, 50 differ on 1.1.0: 25 %, ")

    def test_neighbour_is_the_last_before_it_that_knows_enough(self) -> None:
        """Else the first after it; a handful of rows, stale ones and faults are not enough."""
        much = {row: Cell(ONE, "e") for row in self.ROWS}
        little, stale = dict(list(much.items())[:50]), {row: Cell(ONE, "e", stale=True) for row in self.ROWS}

        assert "1.0.1" == gate.nearest("1.1.0", self.ORDER, {"1.0.0": much, "1.0.1": much, "1.2.0": much})
        assert "1.0.0" == gate.nearest("1.1.0", self.ORDER, {"1.0.0": much, "1.0.1": little, "1.2.0": much})
        assert "1.2.0" == gate.nearest("1.1.0", self.ORDER, {"1.0.0": little, "1.0.1": stale, "1.2.0": much})
        assert gate.nearest("1.1.0", self.ORDER, {"1.0.0": little, "1.1.0": much}) is None

    def test_is_many_rows_of_many_cases(self) -> None:
        """A case with two hundred rows is no sweep: all of them may change in the release it is about."""
        assert gate.is_sweep(self.ROWS)
        assert not gate.is_sweep(f"a/b[{n}]" for n in range(200))
        assert not gate.is_sweep(self.ROWS[: LIMITS.rows - 1])

    def test_has_rows_of_which_nothing_is_known(self) -> None:
        """A fault on record is nothing; behaviour of older code is something."""
        findings = found((None, ONE, False), (CRASH, ONE, False), (ONE, ONE, False), (ONE, ONE, True))

        assert {"a/b0", "a/b1"} == gate.unknown(findings)


def test_the_limits_are_those_of_the_docs() -> None:
    """`docs/evidence.md` states each number."""
    text = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8").partition("## What holds a run back")[2]

    for number in (f"{100 * LIMITS.share:g} %", f"{100 * LIMITS.differing:g} %", f"{LIMITS.cells} cells",
                   f"{LIMITS.rows} rows", f"{LIMITS.cases} cases"):  # fmt: skip # one thought
        assert number in text
    assert all(Path(mark.row.partition("[")[0]).name in text for mark in LANDMARKS)
