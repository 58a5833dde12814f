"""Eras, transitions and findings, as laws over made-up histories."""

from itertools import pairwise

import msgspec
import pytest
from helpers import infra, replaced, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import compare
from gradreg.model import Behaviour, Cell, Comparison, Finding, Manner, Observation, Outcome, disagreement

WARNING = ("UserWarning", "soon")
KNOWN = st.sampled_from(
    [
        saw(x=1),
        saw(x=True),
        saw(x=1.0),
        saw(x="zero"),
        saw(x=[1]),
        saw(x=1, y=2),
        saw(y=2, x=1),
        Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(WARNING,)),
        Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(("UserWarning", "now"),)),
        Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(("FutureWarning", "soon"),)),
        Behaviour(Outcome.RAISED, {"x": 1}, "RuntimeError", "no"),
        Behaviour(Outcome.RAISED, {"x": 1}, "RuntimeError", "No!"),
        Behaviour(Outcome.RAISED, {"x": 1}, "TypeError", "no"),
    ]
)
UNKNOWN = st.sampled_from(
    [
        infra("no interpreter"),
        infra("canary failed"),
        Behaviour(Outcome.CRASHED, {"x": 1}, detail="SIGSEGV"),
        Behaviour(Outcome.TIMED_OUT, detail="no answer within 2 s"),
        compare.NOT_RUN,
    ]
)
NOT_APPLICABLE = Behaviour(Outcome.NOT_APPLICABLE, detail="needs torch >=1.8")
LOOKS = KNOWN | st.just(Behaviour(Outcome.CRASHED, {"x": 1}, detail="SIGSEGV"))
UNSTABLE = st.lists(LOOKS, min_size=2, max_size=4).map(disagreement).filter(lambda cell: bool(cell.seen))
ANY = KNOWN | UNKNOWN | st.just(NOT_APPLICABLE) | UNSTABLE
HISTORIES = st.lists(ANY, max_size=12).map(
    lambda behaviours: [(f"1.{index}.0", behaviour) for index, behaviour in enumerate(behaviours)]
)
History = list[tuple[str, Behaviour]]


def spans(history: History) -> list[list[tuple[str, Behaviour]]]:
    """The cells of each era, cut out of the history by the eras' own first and last."""
    names = [release for release, _ in history]
    return [history[names.index(era.first) : names.index(era.last) + 1] for era in compare.eras("cpu", history)]


class TestEras:
    """Neighbouring releases with the same behaviour are one era."""

    @given(HISTORIES)
    def test_partition_the_releases_in_order(self, history: History) -> None:
        """Put one after the other, the eras are the history: nothing twice, nothing left out."""
        assert history == [cell for span in spans(history) for cell in span]

    @given(HISTORIES)
    def test_expand_to_the_signatures(self, history: History) -> None:
        """Each release of an era shows what the era shows, but for the unknown ones, which the era names."""
        for era, span in zip(compare.eras("cpu", history), spans(history), strict=True):
            odd = [release for release, cell in span if compare.signature(cell) != compare.signature(era.behaviour)]
            unknown = {release for release, cell in span if not cell.outcome.is_behaviour}

            assert tuple(odd) == era.unknown
            assert set(era.unknown) <= unknown

    @given(HISTORIES)
    def test_are_as_few_as_they_can_be(self, history: History) -> None:
        """No two neighbouring eras show the same."""
        for one, other in pairwise(compare.eras("cpu", history)):
            assert compare.signature(one.behaviour) != compare.signature(other.behaviour)

    @given(HISTORIES)
    def test_never_begin_or_end_known_with_the_unknown(self, history: History) -> None:
        """An era of behaviour begins and ends in releases that showed it."""
        cells = dict(history)
        for era in compare.eras("cpu", history):
            if era.behaviour.outcome.is_behaviour:
                assert cells[era.first].outcome.is_behaviour
                assert cells[era.last].outcome.is_behaviour

    def test_merge_across_what_is_unknown(self) -> None:
        """A hole between two releases that agree does not break the era, and is named."""
        (era,) = compare.eras("cpu", [("1.0.0", saw(x=1)), ("1.1.0", infra()), ("1.2.0", saw(x=1))])

        assert ("1.0.0", "1.2.0", ("1.1.0",)) == (era.first, era.last, era.unknown)

    def test_stand_apart_around_what_is_unknown(self) -> None:
        """A hole between two releases that differ is an era of its own, by its word."""
        found = compare.eras("cpu", [("1.0.0", saw(x=1)), ("1.1.0", infra("canary failed")), ("1.2.0", saw(x=2))])

        assert ["observed", "infra: canary failed", "observed"] == [era.behaviour.word for era in found]


class TestTransitions:
    """A transition is two neighbouring known releases that differ."""

    @given(HISTORIES)
    def test_are_exactly_where_known_neighbours_differ(self, history: History) -> None:
        """Looking at known behaviour only, each pair that differs in anything is a transition, and no other pair."""
        known = [(release, cell) for release, cell in history if cell.outcome.is_behaviour]
        differing = [
            (one, other)
            for (one, old), (other, new) in pairwise(known)
            if (compare.signature(old), old.message, old.warnings)
            != (compare.signature(new), new.message, new.warnings)
        ]

        assert differing == [(item.before, item.after) for item in compare.transitions("cpu", history)]

    @given(st.lists(UNKNOWN | st.just(NOT_APPLICABLE), max_size=8), KNOWN)
    def test_are_never_made_by_what_is_no_behaviour(self, holes: list[Behaviour], known: Behaviour) -> None:
        """Infra, crashed, timed out, not run and not applicable cells make none, wherever they stand."""
        cells = [*holes, known, *holes, known, *holes]
        history = [(f"1.{index}.0", cell) for index, cell in enumerate(cells)]

        assert () == compare.transitions("cpu", history)

    @given(HISTORIES, UNSTABLE, st.data())
    def test_are_never_added_by_what_is_unstable(self, history: History, cell: Behaviour, data: st.DataObject) -> None:
        """Put in anywhere, it changes none but what lies between; in a cell's place, there are no more than before."""
        place = data.draw(st.integers(0, len(history)))
        put_in = [*history[:place], ("1.99.0", cell), *history[place:]]
        masked = [
            *history[:place],
            *[(release, cell) for release, _ in history[place : place + 1]],
            *history[place + 1 :],
        ]
        before, after, fewer = (compare.transitions("cpu", cells) for cells in (history, put_in, masked))

        assert [replaced(step, between=()) for step in before] == [replaced(step, between=()) for step in after]
        assert len(fewer) <= len(before)
        assert not any(step.old.seen or step.new.seen for step in (*after, *fewer))

    @given(HISTORIES)
    def test_name_what_lies_between(self, history: History) -> None:
        """The releases between the two are named, and none of them is known."""
        names = [release for release, _ in history]
        for item in compare.transitions("cpu", history):
            between = history[names.index(item.before) + 1 : names.index(item.after)]

            assert item.between == tuple(release for release, _ in between)
            assert not any(cell.outcome.is_behaviour for _, cell in between)

    @given(HISTORIES)
    def test_have_a_manner_when_behaviour_changed(self, history: History) -> None:
        """What changed says how it reached its users; what only warns or is reworded does not."""
        for item in compare.transitions("cpu", history):
            assert (item.kind is Comparison.CHANGED) == (item.manner is not None)

    @pytest.mark.parametrize(
        ("before", "after", "kind", "manner"),
        [
            (saw(x=1), saw(x=2), Comparison.CHANGED, Manner.SILENT),
            (saw(x=1), saw(x=True), Comparison.CHANGED, Manner.SILENT),
            (saw(x=1), Behaviour(Outcome.RAISED, {"x": 1}, "E", "m"), Comparison.CHANGED, Manner.LOUD),
            (Behaviour(Outcome.RAISED, {}, "E"), saw(x=1), Comparison.CHANGED, Manner.SILENT),
            (saw(x="works"), saw(x="RuntimeError"), Comparison.CHANGED, Manner.LOUD),
            (saw(x="RuntimeError"), saw(x="works"), Comparison.CHANGED, Manner.SILENT),
            (
                Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(WARNING,)),
                Behaviour(Outcome.RAISED, {}, "E"),
                Comparison.CHANGED,
                Manner.ANNOUNCED,
            ),
            (saw(x=1), Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(WARNING,)), Comparison.WARNS, None),
            (
                Behaviour(Outcome.OBSERVED, {}, warnings=(WARNING,)),
                Behaviour(Outcome.OBSERVED, {}, warnings=(("UserWarning", "now"),)),
                Comparison.REWORDED,
                None,
            ),
            (
                Behaviour(Outcome.RAISED, {}, "E", "a"),
                Behaviour(Outcome.RAISED, {}, "E", "b"),
                Comparison.REWORDED,
                None,
            ),
        ],
    )
    def test_have_their_kind(
        self, before: Behaviour, after: Behaviour, kind: Comparison, manner: Manner | None
    ) -> None:
        """Each difference has its word, the heaviest that applies."""
        (found,) = compare.transitions("cpu", [("1.0.0", before), ("1.1.0", after)])

        assert (kind, manner, "1.0.0", "1.1.0") == (found.kind, found.manner, found.before, found.after)


class TestFindings:
    """A run is held against what is committed, cell by cell."""

    @pytest.mark.parametrize(
        ("found", "recorded", "stale", "expected"),
        [
            (saw(x=1), None, False, Comparison.NEW),
            (saw(x=1), saw(x=1), False, Comparison.AS_RECORDED),
            (saw(x=1, y=2), saw(y=2, x=1), False, Comparison.AS_RECORDED),
            (saw(x=1), saw(x=2), False, Comparison.REGRESSED),
            (saw(x=1), saw(x=True), False, Comparison.REGRESSED),
            (saw(x=1), saw(x=2), True, Comparison.STALE),
            (saw(x=1), infra(), False, Comparison.NEW),
            (saw(x=1), Behaviour(Outcome.CRASHED, detail="SIGSEGV"), False, Comparison.NEW),
            (infra(), saw(x=1), False, Comparison.MISSING),
            (infra(), infra(), False, Comparison.MISSING),
            (infra(), None, False, Comparison.MISSING),
            (Behaviour(Outcome.TIMED_OUT), saw(x=1), False, Comparison.MISSING),
            (
                Behaviour(Outcome.RAISED, {}, "E", "a"),
                Behaviour(Outcome.RAISED, {}, "E", "b"),
                False,
                Comparison.REWORDED,
            ),
            (Behaviour(Outcome.OBSERVED, {}, warnings=(WARNING,)), saw(), False, Comparison.REGRESSED),
        ],
    )
    def test_have_their_word(
        self, found: Behaviour, recorded: Behaviour | None, expected: Comparison, *, stale: bool
    ) -> None:
        """Found and recorded together give the comparison."""
        cells = {"a/b": Cell(recorded, "e", stale)} if recorded else {}
        (finding,) = compare.findings([Observation("a/b", found)], cells)

        assert Finding("a/b", expected, found, recorded, stale) == finding

    @given(ANY, ANY)
    def test_never_call_a_failure_a_regression(self, found: Behaviour, recorded: Behaviour) -> None:
        """Only behaviour against behaviour can regress."""
        (finding,) = compare.findings([Observation("a/b", found)], {"a/b": Cell(recorded, "e")})

        if finding.comparison is Comparison.REGRESSED:
            assert found.outcome.is_behaviour
            assert recorded.outcome.is_behaviour

    def test_second_look_that_agrees_confirms(self) -> None:
        """A regression that shows again is one."""
        first = Finding("a/b", Comparison.REGRESSED, saw(x=1), saw(x=2))

        assert first == compare.unstable(first, saw(x=1))

    @pytest.mark.parametrize("again", [saw(x=2), saw(x=3), Behaviour(Outcome.CRASHED, detail="SIGSEGV")])
    def test_second_look_that_disagrees_is_unstable(self, again: Behaviour) -> None:
        """Two runs that say different things say nothing about torch; the finding holds them, and what is recorded."""
        found = compare.unstable(Finding("a/b", Comparison.REGRESSED, saw(x=1), saw(x=2)), again)

        assert (Comparison.UNSTABLE, saw(x=2)) == (found.comparison, found.recorded)
        assert disagreement([saw(x=1), saw(x=2), again]) == found.found

    def test_second_look_that_failed_is_none(self) -> None:
        """A fault of the machine says neither that a row is steady nor that it is not."""
        found = compare.unstable(Finding("a/b", Comparison.NEW, saw(x=1), None), infra())

        assert Finding("a/b", Comparison.MISSING, infra(), None) == found

    def test_disagreement_over_older_code_does_not_hold_it(self) -> None:
        """What other code showed is no look at this one, and nothing that the disagreement could cost."""
        found = compare.unstable(Finding("a/b", Comparison.STALE, saw(x=1), saw(x=2)), saw(x=3))

        assert Finding("a/b", Comparison.UNSTABLE, disagreement([saw(x=1), saw(x=3)]), None) == found
        assert found.is_first

    @given(UNSTABLE, KNOWN, st.sampled_from([True, False]))
    def test_of_what_is_recorded_as_unstable(self, recorded: Behaviour, found: Behaviour, stale: bool) -> None:  # noqa: FBT001 hypothesis gives it by position
        """Steady, it is new or stale, so looked at twice; disagreeing again, it is as recorded, or unstable anew."""
        cells = {"a/b": Cell(recorded, "e", stale)}
        (finding,) = compare.findings([Observation("a/b", found)], cells)
        again = compare.unstable(finding, Behaviour(Outcome.RAISED, {}, "KeyError"))

        assert (Comparison.STALE if stale else Comparison.NEW) == finding.comparison
        assert (Comparison.UNSTABLE if stale else Comparison.AS_RECORDED) == again.comparison

    def test_looks_with_one_thread_do_not_settle_what_more_threads_unsettled(self) -> None:
        """A run that did not look in the way that disagreed keeps the cell; one that looked so, and agreed, settles."""
        for how, expected in (("with 2 threads", Comparison.AS_RECORDED), (None, Comparison.NEW)):
            recorded = disagreement([saw(x=1), saw(x=2)], how)
            found = compare.unsettled(Finding("a/b", Comparison.NEW, saw(x=1), recorded))

            assert (expected, recorded if how else saw(x=1)) == (found.comparison, found.found)


class TestDisagreements:
    """What is unstable holds the looks that disagree, and nothing else does."""

    @given(
        st.lists(LOOKS, min_size=1, max_size=5).flatmap(lambda looks: st.tuples(st.just(looks), st.permutations(looks)))
    )
    def test_do_not_depend_on_the_order_of_the_looks(self, both: tuple[list[Behaviour], list[Behaviour]]) -> None:
        """The same looks, in whatever order and however often, make the same cell."""
        one, two = map(disagreement, both)

        assert one == two
        assert one == disagreement([*both[0], *both[1]])
        assert (one.outcome is Outcome.UNSTABLE) == bool(one.seen)

    @pytest.mark.parametrize(
        "content",
        [
            {"outcome": "unstable"},
            {"outcome": "unstable", "seen": [{"outcome": "observed"}]},
            {"outcome": "observed", "seen": [{"outcome": "observed"}, {"outcome": "raised"}]},
            {"outcome": "unstable", "seen": [{"outcome": "observed"}, {"outcome": "unstable"}]},
        ],
    )
    def test_are_never_hidden_or_empty(self, content: object) -> None:
        """Evidence that calls something unstable without two looks, or hides looks elsewhere, is damaged."""
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(content, Behaviour)


@pytest.mark.parametrize(("device", "kind"), [("cpu", Comparison.CHANGED), ("meta", Comparison.REWORDED)])
def test_meta_has_no_numbers_by_whatever_name(device: str, kind: Comparison) -> None:
    """Another class of error for the same lack is another wording there; on the cpu it is a change."""
    old = Behaviour(Outcome.RAISED, {"x": 1}, "NotImplementedError", "no kernel on the 'Meta' backend")
    new = Behaviour(Outcome.RAISED, {"x": 1}, "RuntimeError", "Cannot copy out of meta tensor; no data!")
    further = msgspec.structs.replace(new, facts={"x": 1, "y": 2})
    (step,) = compare.transitions(device, [("1.0.0", old), ("1.1.0", new)])
    (more,) = compare.transitions(device, [("1.0.0", old), ("1.1.0", further)])

    assert (kind, Comparison.CHANGED) == (step.kind, more.kind)
    assert () == compare.transitions(device, [("1.0.0", old), ("1.1.0", old)])
