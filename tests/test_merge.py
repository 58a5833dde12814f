"""What becomes of cells that several machines measured: laws, checks and choices, all without files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from helpers import KNOWN, environment_of, infra, replaced, saw
from hypothesis import given, settings
from hypothesis import strategies as st

from gradreg import merge, store
from gradreg.merge import Source, checks
from gradreg.model import (
    Behaviour,
    Case,
    Cell,
    Choice,
    Environment,
    Evidence,
    Outcome,
    Party,
    Row,
    Spot,
    Union,
    spelled,
    spot_of,
)

RELEASES = ("1.13.1", "2.0.0")
ROWS = ("topic/claim[a]", "topic/claim[b]")
CASE = Case(
    "topic/claim", Path("x.py"), "q?", "", (), "", "one", True,
    tuple(Row("topic/claim", label, {}, torch) for label, torch in (("a", ""), ("b", ""), ("new", ">=2.0"))), (), (),
)  # fmt: skip # a field a line says nothing more
CATALOG = merge.Catalog(CASE, frozenset(row.name for row in CASE.rows), {item.version: item for item in KNOWN})
SPOT = (ROWS[0], "cpu", "2.0.0")
SPOTS = [(row, device, release) for row in ROWS for device in ("cpu", "cuda") for release in RELEASES]
FACTS = st.fixed_dictionaries({"x": st.sampled_from([1, True, 1.5, "zero", ["zero", "None"]])})
SEEN = FACTS.map(lambda facts: Behaviour(Outcome.OBSERVED, facts))
FAULTS = st.just(infra())
NAMES = st.sampled_from(["Ada", "Bo", None])


def source_of(name: str, cells: dict[Spot, tuple[Behaviour, str | None]], *, stale: bool = False) -> Source:
    """Evidence with those cells, each measured by whom it says."""
    environments: dict[str, Environment] = {}
    found = {}
    for spot, (behaviour, origin) in cells.items():
        environment = environment_of(spot[2], origin=origin)
        environments[store.environment_id(environment)] = environment
        found[spot] = Cell(behaviour, store.environment_id(environment), stale, "one")
    return Source(name, Evidence("topic/claim", found), environments)


def after(ours: Source, union: Union) -> Source:
    """Our evidence once a merge was written."""
    cells, environments = dict(ours.evidence.cells), dict(ours.environments)
    for spot, (behaviour, environment) in union.cells.items():
        environments[store.environment_id(environment)] = environment
        cells[spot] = Cell(behaviour, store.environment_id(environment), False, "one")
    return Source(ours.name, Evidence("topic/claim", cells), environments)


def merged(ours: Source, *theirs: Source, choice: Choice = Choice()) -> Source:  # noqa: B008 a frozen value
    """Our evidence after some were taken in."""
    return after(ours, merge.union(CATALOG, ours, theirs, choice))


def shown(source: Source) -> dict[Spot, tuple[bytes, Environment]]:
    """Everything a source says, comparable."""
    cells = source.evidence.cells
    return {spot: (cell.behaviour.canonical, source.environments[cell.environment]) for spot, cell in cells.items()}


def behaviours(source: Source) -> dict[Spot, bytes]:
    """What each cell shows, wherever it was measured."""
    return {spot: seen for spot, (seen, _) in shown(source).items()}


def cells(origins: st.SearchStrategy[str | None]) -> st.SearchStrategy[dict[Spot, tuple[Behaviour, str | None]]]:
    """Some cells, faults among them."""
    return st.dictionaries(st.sampled_from(SPOTS), st.tuples(SEEN | FAULTS, origins), max_size=5)


EVIDENCE = cells(NAMES)
CONTRIBUTED = cells(st.sampled_from(["Ada", "Bo", "Cy"]))
TRUTH = st.fixed_dictionaries(dict.fromkeys(SPOTS, SEEN))


def agreeing(truth: dict[Spot, Behaviour], parts: Iterable[dict[Spot, tuple[Behaviour, str | None]]]) -> list[Source]:
    """Sources that saw the same wherever they looked at the same."""
    honest = [
        {spot: (truth[spot], origin) for spot, (seen, origin) in part.items() if seen.outcome.is_behaviour}
        for part in parts
    ]
    return [source_of(f"source {number}", part) for number, part in enumerate(honest)]


class TestLaws:
    """What holds for any evidence."""

    @settings(max_examples=60)
    @given(EVIDENCE, EVIDENCE)
    def test_nothing_known_is_lost_or_changed(self, mine: Any, others: Any) -> None:
        """Whatever is taken in, each behaviour that was known is what it was."""
        ours = source_of("ours", mine)
        before = {spot: seen for spot, seen in behaviours(ours).items() if mine[spot][0].outcome.is_behaviour}
        now = behaviours(merged(ours, source_of("theirs", others)))

        assert before == {spot: now[spot] for spot in before}

    @settings(max_examples=60)
    @given(EVIDENCE, EVIDENCE, st.sampled_from([None, *Party]))
    def test_merging_twice_is_merging_once(self, mine: Any, others: Any, party: Party | None) -> None:
        """The second time there is nothing to write, and only conflicts that nobody settled for theirs are left."""
        ours, theirs = source_of("ours", mine), source_of("theirs", others)
        once = merged(ours, theirs, choice=Choice(party))
        again = merge.union(CATALOG, once, [theirs], Choice(party))

        assert {} == again.cells
        assert not again.conflicts or party is not Party.THEIRS

    @settings(max_examples=60)
    @given(EVIDENCE, st.lists(CONTRIBUTED, max_size=3))
    def test_the_order_of_the_sources_does_not_matter(self, mine: Any, parts: Any) -> None:
        """Even where they contradict each other: all are looked at before one is believed."""
        ours = source_of("ours", mine)
        sources = [source_of(f"source {number}", part) for number, part in enumerate(parts)]
        forth, back = (merge.union(CATALOG, ours, order, Choice()) for order in (sources, sources[::-1]))

        assert shown(after(ours, forth)) == shown(after(ours, back))
        assert {item.cell for item in forth.conflicts} == {item.cell for item in back.conflicts}

    @settings(max_examples=60)
    @given(TRUTH, st.tuples(EVIDENCE, CONTRIBUTED, CONTRIBUTED))
    def test_without_conflict_one_after_the_other_is_both_at_once(self, truth: Any, parts: Any) -> None:
        """In either order, or one taken into the other before."""
        ours, one, other = agreeing(truth, parts)
        both = shown(merged(ours, one, other))

        assert both == shown(merged(merged(ours, one), other))
        assert both == shown(merged(merged(ours, other), one))
        assert both == shown(merged(ours, merged(one, other)))

    @settings(max_examples=60)
    @given(EVIDENCE, EVIDENCE)
    def test_a_cell_is_taken_known_contradicted_or_told_why_not(self, mine: Any, others: Any) -> None:
        """Nothing is dropped silently."""
        theirs = source_of("theirs", others)
        found = merge.union(CATALOG, source_of("ours", mine), [theirs], Choice())
        refused = sum(item.cells for item in found.refused)

        assert len(others) == len(found.taken) + found.known + len(found.conflicts) + found.faults + refused


class TestConflicts:
    """Two behaviours for one cell."""

    OURS, THEIRS = source_of("ours", {SPOT: (saw(x=1), None)}), source_of("theirs", {SPOT: (saw(x=2), "Bo")})

    def test_nothing_is_settled_unasked(self) -> None:
        """Both sides are told, and ours stays."""
        found = merge.union(CATALOG, self.OURS, [self.THEIRS], Choice())
        (conflict,) = found.conflicts

        assert ({}, None, spelled(SPOT)) == (found.cells, conflict.settled, conflict.cell)
        assert [saw(x=1), saw(x=2)] == [conflict.ours and conflict.ours.behaviour, conflict.theirs[0].behaviour]

    @pytest.mark.parametrize(
        ("choice", "value"),
        [
            (Choice(Party.THEIRS), 2),
            (Choice(Party.OURS), 1),
            (Choice(Party.OURS, {SPOT: Party.THEIRS}), 2),
            (Choice(Party.THEIRS, {SPOT: Party.OURS}), 1),
        ],
    )
    def test_a_choice_settles_it(self, choice: Choice, value: int) -> None:
        """Everywhere or for the cell, which goes before; what was settled is told."""
        found = merge.union(CATALOG, self.OURS, [self.THEIRS], choice)

        assert saw(x=value).canonical == behaviours(after(self.OURS, found))[SPOT]
        assert choice.of(SPOT) == found.conflicts[0].settled

    def test_a_truth_is_no_number(self) -> None:
        """`True` and `1` are other bytes, though Python takes them for equal."""
        theirs = source_of("theirs", {SPOT: (saw(x=True), None)})

        assert merge.union(CATALOG, self.OURS, [theirs], Choice()).conflicts

    def test_two_strangers_contradict_each_other(self) -> None:
        """Neither is believed where nothing is known here; `theirs` does not say whose."""
        nothing = source_of("ours", {})
        other = source_of("others", {SPOT: (saw(x=3), "Cy")})
        found = merge.union(CATALOG, nothing, [self.THEIRS, other], Choice(Party.THEIRS))

        assert ({}, None, 2) == (found.cells, found.conflicts[0].ours, len(found.conflicts[0].theirs))
        assert found.conflicts[0].settled is None

    def test_what_was_measured_here_keeps_its_fingerprint(self) -> None:
        """The same behaviour from elsewhere changes nothing; a fault or stale cell of ours gives way to it."""
        same = source_of("theirs", {SPOT: (saw(x=1), "Ada")})

        assert {} == merge.union(CATALOG, self.OURS, [same], Choice()).cells
        for lost in (
            source_of("ours", {SPOT: (infra(), None)}),
            source_of("ours", {SPOT: (saw(x=9), None)}, stale=True),
        ):
            assert (SPOT,) == merge.union(CATALOG, lost, [same], Choice()).taken


class TestChecks:
    """What is refused, and why."""

    @pytest.mark.parametrize(
        ("spot", "told"),
        [
            (("topic/claim[gone]", "cpu", "2.0.0"), "the catalog has no topic/claim[gone]"),
            ((ROWS[0], "tpu", "2.0.0"), "tpu is no device"),
            ((ROWS[0], "cpu", "2.0.99"), "no known release"),
            (("topic/claim[new]", "cpu", "1.13.1"), "makes no sense there: it needs torch >=2.0"),
        ],
    )
    def test_a_cell_is_one_of_the_catalog(self, spot: Spot, told: str) -> None:
        """Rows, devices and releases that there are, where the case says that they make sense."""
        found = merge.union(CATALOG, source_of("ours", {}), [source_of("theirs", {spot: (saw(x=1), None)})], Choice())

        assert {} == found.cells
        assert told in found.refused[0].reason
        assert 1 == found.refused[0].cells

    @pytest.mark.parametrize("origin", [None, "Ada"])
    def test_what_is_here_already_is_not_refused(self, origin: str | None) -> None:
        """A cell from before the case said that it makes no sense; somebody else's word for it is refused."""
        spot = ("topic/claim[new]", "cpu", "1.13.1")
        here, same = source_of("ours", {spot: (saw(x=1), None)}), source_of("theirs", {spot: (saw(x=1), origin)})
        found = merge.union(CATALOG, here, [same], Choice())

        assert ({}, bool(origin)) == (found.cells, bool(found.refused))

    def test_a_stale_cell_is_refused(self) -> None:
        """It was measured with code that the case no longer has."""
        theirs = source_of("theirs", {SPOT: (saw(x=1), None)}, stale=True)

        assert checks.STALE == merge.union(CATALOG, source_of("ours", {}), [theirs], Choice()).refused[0].reason

    @pytest.mark.parametrize(
        ("environments", "told"),
        [({}, "an environment that is not there"), ({"e": environment_of("1.13.1")}, "measured with torch 1.13.1")],
    )
    def test_a_cell_has_an_environment_that_fits(self, environments: dict[str, Environment], told: str) -> None:
        """Another release proves nothing."""
        theirs = Source("theirs", Evidence("topic/claim", {SPOT: Cell(saw(x=1), "e", False, "one")}), environments)

        assert told in merge.union(CATALOG, source_of("ours", {}), [theirs], Choice()).refused[0].reason

    def test_environments_that_contradict_ours_or_each_other_prove_nothing(self) -> None:
        """Another wheel under the same name, from the same index, on the same platform."""
        known, wrong = environment_of("2.0.0", wheel="a" * 64), environment_of("2.0.0", wheel="b" * 64)
        odd = environment_of("2.0.0 or so", numpy="1\x1b[2J")
        found = merge.doubts({"one": {"w": wrong, "o": odd}, "two": {"k": known}}, [])

        assert {"one": {"w", "o"}, "two": {"k"}} == {name: set(told) for name, told in found.items()}
        assert "another wheel" in merge.doubts({"one": {"w": wrong}}, [known])["one"]["w"]
        assert {"one": {}} == merge.doubts({"one": {"k": replaced(known, origin="Ada")}}, [known])

    @pytest.mark.parametrize(
        "behaviour",
        [
            Behaviour(Outcome.RAISED, {"x": 1}),
            Behaviour(Outcome.OBSERVED, {"x": 1}, raises="RuntimeError"),
            Behaviour(Outcome.OBSERVED, detail="a reason"),
            Behaviour(Outcome.RAISED, raises="<script>"),
            Behaviour(Outcome.OBSERVED, warnings=(("User Warning", "text"),)),
            saw(**{"": 1}),
            saw(**{"x" * 201: 1}),
            saw(**{"\x1b]0;title\x07": 1}),
            saw(x="\u202ereversed"),
            saw(x="long" * 2000),
            saw(x=1.23456),
            saw(x=2**64),
            saw(x={"a": 1}),
            saw(x=None),
            saw(x=[[[[[[[[[[[[[1]]]]]]]]]]]]]),
            saw(**{f"fact {number}": 1 for number in range(300)}),
            saw(x=["long" * 900] * 20),
        ],
        ids=lambda behaviour: repr(behaviour)[:60],
    )
    def test_a_behaviour_is_one_that_a_worker_could_report(self, behaviour: Behaviour) -> None:
        """In its shape and its size."""
        theirs = source_of("theirs", {SPOT: (behaviour, None)})

        assert 1 == len(merge.union(CATALOG, source_of("ours", {}), [theirs], Choice()).refused)

    def test_the_projects_own_behaviours_pass(self) -> None:
        """The limits are far above what the catalog shows: lines, negative numbers, series of series."""
        fine = saw(**{"a.b() of [c]": ["zero", [1, -2.5e-05, [True, "nan"]]], "repr": "tensor([1.,\n\t2.])"})
        raised = Behaviour(Outcome.RAISED, {}, "RuntimeError", "a\x1b text", (("UserWarning", "w"),))

        assert (None, None) == (checks.behaviour(fine), checks.behaviour(raised))


@pytest.mark.parametrize("spot", [SPOT, ("topic/claim[a:b@c=d]", "cuda", "2.0.0"), ("topic/claim", "cpu", "1.0.0")])
def test_a_cell_is_read_as_it_is_written(spot: Spot) -> None:
    """Whatever its label holds; on the cpu the device may be left out."""
    assert spot == spot_of(spelled(spot))
    assert spot_of("topic/claim:1.0.0") == ("topic/claim", "cpu", "1.0.0")
