"""Evidence on disk, with real files, real locks and real processes."""

import itertools
import json
import multiprocessing
import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import msgspec
import pytest
from helpers import infra, saw, snapshot
from hypothesis import given, settings
from hypothesis import strategies as st

from gradreg import store
from gradreg.errors import BadEvidence, BadUsage, Outside
from gradreg.model import Behaviour, Case, Environment, Observation, Outcome, Row, Summary, disagreement
from gradreg.store import files, root

NAMES = st.text(max_size=6)
VALUES = st.recursive(
    st.text(max_size=8) | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(-9, 9).map(lambda x: round(x, 3)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
WARNINGS = st.lists(st.tuples(st.sampled_from(["UserWarning", "FutureWarning"]), NAMES), max_size=2).map(tuple)
BEHAVIOURS = st.builds(
    Behaviour,
    st.sampled_from([Outcome.OBSERVED, Outcome.RAISED]),
    st.dictionaries(NAMES, VALUES, max_size=3),
    st.none() | st.sampled_from(["RuntimeError", "TypeError"]),
    st.none() | NAMES,
    WARNINGS,
)
NOTHINGS = st.sampled_from(
    [
        infra(),
        infra("canary failed"),
        Behaviour(Outcome.CRASHED, detail="SIGSEGV"),
        Behaviour(Outcome.TIMED_OUT, detail="no answer within 2 s"),
    ]
)
PLACES = [(device, release) for device in ("cpu", "cuda") for release in ("1.13.1", "2.0.0", "2.10.0", "2.9.0")]
ROWS = ("topic/claim[a]", "topic/claim[b]", "topic/claim[c]")
CELLS = st.dictionaries(st.tuples(st.sampled_from(ROWS), st.sampled_from(PLACES)), BEHAVIOURS, min_size=1, max_size=9)


def case_of(code: str = "one", rows: tuple[str, ...] = ROWS) -> Case:
    """A case with three rows whose code has that hash."""
    mine = tuple(Row("topic/claim", name.partition("[")[2].rstrip("]"), {}) for name in rows)
    return Case("topic/claim", Path("x.py"), "q?", "", (), "", code, True, mine, (), ())


def environment_of(torch: str) -> Environment:
    """A fingerprint for that version."""
    return Environment(torch, None, None, "3.11.7", None, "Linux x86_64", "given")


def put(results: Path, row: str, where: tuple[str, str], behaviour: Behaviour, code: str = "one") -> None:
    """Record one cell."""
    store.record(results, case_of(code), where, [Observation(row, behaviour)], environment_of(where[1]))


def evidence(results: Path) -> Path:
    """The file that holds the case."""
    return results / "topic" / "claim.json"


def shown(results: Path, code: str = "one") -> dict[tuple[str, str, str], Behaviour]:
    """Every cell's behaviour."""
    return {where: cell.behaviour for where, cell in store.load(results, case_of(code)).cells.items()}


def put_many(job: tuple[str, list[tuple[str, tuple[str, str], bytes]]]) -> None:
    """Record cells one by one, in a process of its own."""
    results, cells = job
    for row, where, behaviour in cells:
        put(Path(results), row, where, msgspec.json.decode(behaviour, type=Behaviour))


class TestBytes:
    """The same behaviour gives the same bytes, whoever wrote it and when."""

    @settings(max_examples=30)
    @given(CELLS, st.randoms(use_true_random=False))
    def test_do_not_depend_on_the_order(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        cells: dict[tuple[str, tuple[str, str]], Behaviour],
        random: Random,
    ) -> None:
        """Cells recorded in any order, one by one, give the same files."""
        one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")
        shuffled = list(cells.items())
        random.shuffle(shuffled)
        for results, items in ((one, cells.items()), (other, shuffled)):
            for (row, where), behaviour in items:
                put(results, row, where, behaviour)

        assert snapshot(one) == snapshot(other)

    @settings(max_examples=30)
    @given(CELLS)
    def test_come_back_as_they_were_put(
        self, tmp_path_factory: pytest.TempPathFactory, cells: dict[tuple[str, tuple[str, str]], Behaviour]
    ) -> None:
        """What was recorded is what is loaded, and recording it again changes no byte."""
        results = tmp_path_factory.mktemp("results")
        for (row, where), behaviour in cells.items():
            put(results, row, where, behaviour)
        before = snapshot(results)
        for (row, where), behaviour in cells.items():
            put(results, row, where, behaviour)

        assert {(row, *where): behaviour for (row, where), behaviour in cells.items()} == shown(results)
        assert before == snapshot(results)
        assert [] == store.faults(results, [case_of()])

    def test_do_not_depend_on_the_order_of_facts(self, tmp_path: Path) -> None:
        """Two cells with the same facts, yielded in another order, are the same bytes in either order."""
        one, other = saw(a=1, b=2), saw(b=2, a=1)
        for folder, order in (("x", [one, other]), ("y", [other, one])):
            for behaviour, where in zip(order, PLACES, strict=False):
                put(tmp_path / folder, ROWS[0], where, behaviour)

        assert snapshot(tmp_path / "x") == snapshot(tmp_path / "y")

    def test_do_not_depend_on_parallel_processes(self, tmp_path: Path) -> None:
        """Four processes that record at once lose nothing and write what one process writes."""
        cells = [
            (row, where, msgspec.json.encode(saw(x=index % 3)))
            for index, (row, where) in enumerate(itertools.product(ROWS, PLACES))
        ]
        put_many((str(tmp_path / "one"), cells))
        jobs = [(str(tmp_path / "many"), cells[start::4]) for start in range(4)]
        with multiprocessing.get_context("spawn").Pool(4) as pool:
            pool.map(put_many, jobs)

        assert snapshot(tmp_path / "one") == snapshot(tmp_path / "many")
        assert len(cells) == len(shown(tmp_path / "many"))

    def test_hold_no_clock_and_no_host(self, tmp_path: Path) -> None:
        """Seconds, output and traceback of an observation are no evidence."""
        quick, slow = Observation(ROWS[0], saw(x=1), 0.1, "a", "b"), Observation(ROWS[0], saw(x=1), 9.9, "c", "d")
        for folder, observation in (("x", quick), ("y", slow)):
            store.record(tmp_path / folder, case_of(), PLACES[0], [observation], environment_of("2.0.0"))

        assert snapshot(tmp_path / "x") == snapshot(tmp_path / "y")

    def test_have_one_line_for_each_behaviour(self, tmp_path: Path) -> None:
        """Its releases stand in order of version, not of text; one with an environment of its own names it."""
        for row, where in itertools.product(ROWS, PLACES):
            put(tmp_path, row, where, saw(x=1))
        other = [Observation(ROWS[0], saw(x=1))]
        store.record(tmp_path, case_of(), ("cpu", "2.9.0"), other, environment_of("2.9.0+other"))
        name = store.environment_id(environment_of("2.9.0+other"))
        content = json.loads(evidence(tmp_path).read_text(encoding="utf-8"))

        assert [f"1.13.1 2.0.0 2.9.0@{name} 2.10.0"] == list(content["rows"][ROWS[0]]["cpu"].values())
        assert ["1.13.1 2.0.0 2.9.0 2.10.0"] == list(content["rows"][ROWS[1]]["cpu"].values())

    def test_leave_no_temporary_file(self, tmp_path: Path) -> None:
        """After writing, only the evidence and the environments are there."""
        put(tmp_path, ROWS[0], PLACES[0], saw(x=1))

        assert ["environments.json", "topic/claim.json"] == list(snapshot(tmp_path))

    def test_are_left_alone_when_nothing_is_new(self, tmp_path: Path) -> None:
        """The same cell recorded again does not even touch the file."""
        put(tmp_path, ROWS[0], PLACES[0], saw(x=1))
        before = evidence(tmp_path).stat()
        put(tmp_path, ROWS[0], PLACES[0], saw(x=1))

        assert (before.st_ino, before.st_mtime_ns) == (
            evidence(tmp_path).stat().st_ino, evidence(tmp_path).stat().st_mtime_ns,
        )  # fmt: skip # two numbers of one file


class TestKnownBehaviour:
    """What was once known is not lost to a fault of the machine."""

    @settings(max_examples=30)
    @given(BEHAVIOURS, NOTHINGS)
    def test_is_not_replaced_by_a_failure(
        self, tmp_path_factory: pytest.TempPathFactory, known: Behaviour, nothing: Behaviour
    ) -> None:
        """An infra, crashed or timed out cell never takes the place of behaviour."""
        results = tmp_path_factory.mktemp("results")
        put(results, ROWS[0], PLACES[0], known)
        before = snapshot(results)
        put(results, ROWS[0], PLACES[0], nothing)

        assert before == snapshot(results)

    @settings(max_examples=30)
    @given(BEHAVIOURS, NOTHINGS)
    def test_replaces_a_failure(
        self, tmp_path_factory: pytest.TempPathFactory, known: Behaviour, nothing: Behaviour
    ) -> None:
        """A failure is kept until something is known, and then forgotten with all its traces."""
        results = tmp_path_factory.mktemp("results")
        put(results, ROWS[0], PLACES[0], nothing)

        assert {(ROWS[0], *PLACES[0]): nothing} == shown(results)
        put(results, ROWS[0], PLACES[0], known)

        assert {(ROWS[0], *PLACES[0]): known} == shown(results)
        assert 1 == len(json.loads(evidence(results).read_bytes())["behaviours"])

    @settings(max_examples=30)
    @given(
        BEHAVIOURS, st.lists(BEHAVIOURS, min_size=2, max_size=3).map(disagreement).filter(lambda cell: bool(cell.seen))
    )
    def test_is_replaced_only_by_what_holds_it(
        self, tmp_path_factory: pytest.TempPathFactory, known: Behaviour, unstable: Behaviour
    ) -> None:
        """A disagreement takes the place of behaviour only as one of its looks; a fault takes no disagreement's."""
        results = tmp_path_factory.mktemp("results")
        put(results, ROWS[0], PLACES[0], known)
        put(results, ROWS[0], PLACES[0], unstable)
        holding = disagreement([known, *unstable.seen])
        held = {files.key_of(known)} <= {files.key_of(look) for look in unstable.seen}

        assert {(ROWS[0], *PLACES[0]): unstable if held else known} == shown(results)
        for cell in (holding, infra(), Behaviour(Outcome.CRASHED, detail="SIGSEGV")):
            put(results, ROWS[0], PLACES[0], cell)
        assert {(ROWS[0], *PLACES[0]): holding} == shown(results)
        assert [] == store.faults(results, [case_of()])

    def test_of_other_cells_stays(self, tmp_path: Path) -> None:
        """Recording one cell changes no other."""
        for row, where in itertools.product(ROWS, PLACES):
            put(tmp_path, row, where, saw(x=row))
        put(tmp_path, ROWS[1], PLACES[2], saw(x="new"))
        found = shown(tmp_path)

        assert saw(x="new") == found.pop((ROWS[1], *PLACES[2]))
        assert {(row, *where): saw(x=row) for row, where in itertools.product(ROWS, PLACES)} == found | {
            (ROWS[1], *PLACES[2]): saw(x=ROWS[1])
        }


class TestStale:
    """Cells measured with other code are kept aside until they are measured again."""

    def test_are_marked_when_the_code_changes(self, tmp_path: Path) -> None:
        """The same file, read for other code, gives the same cells, all stale."""
        put(tmp_path, ROWS[0], PLACES[0], saw(x=1))

        assert [False] == [cell.stale for cell in store.load(tmp_path, case_of("one")).cells.values()]
        assert [True] == [cell.stale for cell in store.load(tmp_path, case_of("two")).cells.values()]

    def test_are_replaced_one_by_one(self, tmp_path: Path) -> None:
        """A cell measured with new code takes the place of its stale one; the others stay stale."""
        put(tmp_path, ROWS[0], PLACES[0], saw(x=1))
        put(tmp_path, ROWS[0], PLACES[1], saw(x=1))
        put(tmp_path, ROWS[0], PLACES[1], saw(x=2), code="two")
        cells = store.load(tmp_path, case_of("two")).cells

        assert (saw(x=1), True) == (cells[ROWS[0], *PLACES[0]].behaviour, cells[ROWS[0], *PLACES[0]].stale)
        assert (saw(x=2), False) == (cells[ROWS[0], *PLACES[1]].behaviour, cells[ROWS[0], *PLACES[1]].stale)

    def test_leave_no_trace_once_all_are_measured(self, tmp_path: Path) -> None:
        """Measured again in full, the file is what a fresh measurement writes."""
        for where in PLACES:
            put(tmp_path / "old", ROWS[0], where, saw(x=1))
        for where in PLACES:
            put(tmp_path / "old", ROWS[0], where, saw(x=2), code="two")
            put(tmp_path / "new", ROWS[0], where, saw(x=2), code="two")

        assert snapshot(tmp_path / "new") == snapshot(tmp_path / "old")

    def test_come_back_when_the_code_does(self, tmp_path: Path) -> None:
        """An edit that is undone finds its cells as fresh as they were."""
        put(tmp_path, ROWS[0], PLACES[0], saw(x=1))
        put(tmp_path, ROWS[0], PLACES[1], saw(x=2), code="two")
        put(tmp_path, ROWS[0], PLACES[2], saw(x=1), code="one")
        cells = store.load(tmp_path, case_of("one")).cells

        assert [False, True, False] == [cells[ROWS[0], *where].stale for where in PLACES[:3]]

    def test_are_not_lost_to_a_failure(self, tmp_path: Path) -> None:
        """A failure with new code leaves the stale behaviour to be seen."""
        put(tmp_path, ROWS[0], PLACES[0], saw(x=1))
        put(tmp_path, ROWS[0], PLACES[0], infra(), code="two")

        assert {(ROWS[0], *PLACES[0]): saw(x=1)} == shown(tmp_path, "two")

    def test_rows_and_cases_that_are_gone_are_forgotten_on_request(self, tmp_path: Path) -> None:
        """What the catalog no longer has is named and deleted, stale or not; the rest stays as it was."""
        for row in ROWS:
            put(tmp_path, row, PLACES[0], saw(x=row))
        case = case_of("one", ROWS[:2])
        gone = store.prune(tmp_path, [case])

        assert (True, 1) == (ROWS[2] in gone[0], len(gone))
        assert {(row, *PLACES[0]): saw(x=row) for row in ROWS[:2]} == shown(tmp_path)
        assert [] == store.prune(tmp_path, [case])
        assert store.prune(tmp_path, [])
        assert not evidence(tmp_path).exists()


class TestDamage:
    """A file that gradreg did not write as it is gives one clear error that names it."""

    @pytest.fixture
    def results(self, tmp_path: Path) -> Path:
        """Two releases on record."""
        put(tmp_path, ROWS[0], ("cpu", "1.13.1"), saw(x=1))
        put(tmp_path, ROWS[0], ("cpu", "2.0.0"), saw(x=2))
        return tmp_path

    @pytest.mark.parametrize(
        "damage",
        [
            lambda _: "",
            lambda text: text[: len(text) // 2],
            lambda text: text[:-3],
            lambda text: "<<<<<<< HEAD\n" + text,
            lambda text: text.replace('"rows"', "=======\n"),
            lambda text: text + "{}",
            lambda _: "[]",
            lambda _: "null",
            lambda _: "{}",
            lambda text: text.replace('"schema": 3', '"schema": "1"'),
            lambda text: text.replace('"schema": 3', '"schema": 0'),
            lambda text: text.replace('"schema": 3', '"schema": -1'),
            lambda text: text.replace('"observed"', '"seen"'),
            lambda text: text.replace('"behaviours"', '"behaviors"'),
            lambda text: text.replace('"schema": 3', '"schema": 3, "extra": 1'),
            lambda text: text.replace('": "2.0.0"', '": "2.0.0 2.0.1"'),
            lambda text: text.replace('": "2.0.0"', '": "1.13.1"'),
            lambda text: text.replace('": "2.0.0"', '": "2.0.0 "'),
            lambda text: text.replace('": "2.0.0"', '": "two@0123456789ab"'),
            lambda text: re.sub(r'"[0-9a-f]{12}": {', '"0123456789ab": {', text, count=1),
            lambda _: "[" * 100000,
        ],
    )
    def test_is_told_with_the_file(self, results: Path, damage: Callable[[str], str]) -> None:
        """Whatever is wrong, reading says so, and neither reading nor recording changes a byte."""
        path = evidence(results)
        path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
        before = path.read_bytes()
        with pytest.raises(BadEvidence, match=r"topic/claim\.json"):
            store.load(results, case_of())
        with pytest.raises(BadEvidence, match=r"topic/claim\.json"):
            put(results, ROWS[0], ("cpu", "2.9.0"), saw(x=1))

        assert before == path.read_bytes()

    def test_bytes_that_are_no_text_are_told(self, results: Path) -> None:
        """A binary file in the place of evidence is damage too."""
        evidence(results).write_bytes(b"\xff\xfe\x00")
        with pytest.raises(BadEvidence, match=r"topic/claim\.json"):
            store.load(results, case_of())

    def test_newer_schema_is_told_apart(self, results: Path) -> None:
        """Evidence of a newer gradreg, whatever else it holds, is not called damaged; the way out is named."""
        evidence(results).write_text('{"schema": 99, "something": "new"}', encoding="utf-8")
        with pytest.raises(BadEvidence, match=r"topic/claim\.json.*99.*[Uu]pdate"):
            store.load(results, case_of())

    def test_environments_are_checked_as_well(self, results: Path) -> None:
        """The same goes for the file of fingerprints."""
        (results / store.ENVIRONMENTS).write_text("{", encoding="utf-8")
        with pytest.raises(BadEvidence, match=r"environments\.json"):
            store.environments(results)
        with pytest.raises(BadEvidence, match=r"environments\.json"):
            put(results, ROWS[0], ("cpu", "2.9.0"), saw(x=1))

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('"x": 1', '"x": 3'),
            ('"schema": 3', '"schema":3'),
            ('"outcome"', ' "outcome"'),
            ('"case": "topic/claim"', '"case": "topic/other"'),
        ],
    )
    def test_by_hand_is_found(self, results: Path, old: str, new: str) -> None:
        """An edit that still reads is found, with the file's name."""
        path = evidence(results)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        found = store.faults(results, [case_of()])

        assert found
        assert all(str(path) in sentence for sentence in found)

    def test_evidence_without_a_case_is_found(self, results: Path) -> None:
        """A file whose case is gone is named, and so is a row that the case no longer has."""
        assert [] == store.faults(results, [case_of()])
        for cases in ([], [case_of("one", ROWS[1:])]):
            assert any(ROWS[0] in sentence for sentence in store.faults(results, cases))

    def test_environment_that_is_nowhere_is_found(self, results: Path) -> None:
        """A cell that names a fingerprint which is not there is named."""
        (results / store.ENVIRONMENTS).unlink()

        assert 2 == len(store.faults(results, [case_of()]))


class TestOlderSchema:
    """Evidence that an older gradreg wrote is read, and written anew by the next record or on request."""

    @pytest.fixture
    def results(self, tmp_path: Path) -> Path:
        """The two cells of `put`, and a stale one, as schema 1 wrote them: "behaviour@environment" by release."""
        for where, behaviour in ((PLACES[0], saw(x=1)), (PLACES[1], saw(x=2))):
            put(tmp_path, ROWS[0], where, behaviour)
        new = json.loads(evidence(tmp_path).read_text(encoding="utf-8"))
        names, environments = new["rows"][ROWS[0]]["cpu"], new.pop("environments")
        cells = {release: f"{key}@{environments['cpu'][release]}" for key, release in names.items()}
        old = {**new, "schema": 1, "rows": {ROWS[0]: {"cpu": cells}}, "stale": {"old": {ROWS[1]: {"cpu": cells}}}}
        evidence(tmp_path).write_text(json.dumps(old), encoding="utf-8")
        fingerprints = tmp_path / store.ENVIRONMENTS
        fingerprints.write_text(fingerprints.read_text(encoding="utf-8").replace('": 3', '": 1'), encoding="utf-8")
        return tmp_path

    def test_says_the_same(self, results: Path) -> None:
        """Behaviours, environments and staleness are what they were, before and after."""
        before = store.load(results, case_of())
        written = store.migrate(results)

        assert [str(evidence(results)), str(results / store.ENVIRONMENTS)] == written
        assert before == store.load(results, case_of())
        assert [(ROWS[0], False)] * 2 + [(ROWS[1], True)] * 2 == sorted(
            (where[0], cell.stale) for where, cell in before.cells.items()
        )
        assert [] == store.faults(results, [case_of()])
        assert [] == store.migrate(results)

    def test_texts_are_written_as_today(self, tmp_path: Path) -> None:
        """A text that an older gradreg left with a line number loses it, and its cell is otherwise the same."""
        old = Behaviour(Outcome.RAISED, raises="RuntimeError", message='File "x.py", line 7, in f')
        put(tmp_path, ROWS[0], PLACES[0], old)
        store.migrate(tmp_path)
        (cell,) = store.load(tmp_path, case_of()).cells.values()

        assert msgspec.structs.replace(old, message='File "x.py", in f') == cell.behaviour
        assert [] == store.faults(tmp_path, [case_of()])

    def test_looks_that_agree_once_their_texts_are_written_as_today_are_no_disagreement(self, tmp_path: Path) -> None:
        """What was unstable by a line number alone is what both looks show."""
        texts = [f'File "x.py", line {line}, in f' for line in (7, 8)]
        looks = [Behaviour(Outcome.RAISED, raises="RuntimeError", message=text) for text in texts]
        put(tmp_path, ROWS[0], PLACES[0], disagreement(looks))
        store.migrate(tmp_path)

        assert [msgspec.structs.replace(looks[0], message='File "x.py", in f')] == list(shown(tmp_path).values())

    def test_is_named_by_check(self, results: Path) -> None:
        """It is no damage, and the way out is told."""
        (told,) = store.faults(results, [case_of()])

        assert "gradreg migrate" in told

    def test_is_written_anew_by_the_next_record(self, results: Path) -> None:
        """A session that records a cell leaves the newest schema."""
        put(results, ROWS[0], PLACES[0], saw(x=1))

        assert [] == store.faults(results, [case_of()])

    def test_with_a_cell_that_names_no_environment_is_damaged(self, results: Path) -> None:
        """What was damage in schema 1 still is."""
        path = evidence(results)
        path.write_text(path.read_text(encoding="utf-8").replace("@", "#"), encoding="utf-8")
        with pytest.raises(BadEvidence, match="behaviour@environment"):
            store.load(results, case_of())


class TestEnvironments:
    """Fingerprints are stored once each, by their content."""

    def test_are_shared_by_cells(self, tmp_path: Path) -> None:
        """Rows measured in one environment name one fingerprint, whose id follows from its content."""
        for row in ROWS:
            put(tmp_path, row, PLACES[0], saw(x=1))
        known = store.environments(tmp_path)

        assert [environment_of("1.13.1")] == list(known.values())
        assert [store.environment_id(environment_of("1.13.1"))] == list(known)
        assert set(known) == {cell.environment for cell in store.load(tmp_path, case_of()).cells.values()}

    def test_differ_when_anything_in_them_does(self) -> None:
        """Two fingerprints with one field apart have two ids."""
        one = environment_of("2.0.0")

        assert store.environment_id(one) != store.environment_id(msgspec.structs.replace(one, wheels="cpu index"))

    def test_are_ordered_by_version(self, tmp_path: Path) -> None:
        """2.10 comes after 2.9, so that a new release is a new line at the end."""
        for where in reversed(PLACES):
            put(tmp_path, ROWS[0], where, saw(x=1))

        assert ["1.13.1", "2.0.0", "2.9.0", "2.10.0"] == [item.torch for item in store.environments(tmp_path).values()]


class TestLinks:
    """A link among the evidence leads nobody's writes elsewhere; the folder itself may be one."""

    @pytest.fixture
    def elsewhere(self, tmp_path: Path) -> Path:
        """Evidence outside of the folder."""
        put(tmp_path / "elsewhere", ROWS[0], ("cpu", "2.0.0"), saw(x=1))
        (tmp_path / "results").mkdir()
        return tmp_path / "elsewhere"

    @pytest.mark.parametrize("place", ["topic", "topic/claim.json", ".raw", ".raw/lock"])
    def test_nothing_is_written_through_one(self, elsewhere: Path, place: str) -> None:
        """Not a cell, not what is pruned, not a run, and not the lock, which would be emptied."""
        results, before = elsewhere.parent / "results", snapshot(elsewhere)
        (results / place).parent.mkdir(exist_ok=True)
        (elsewhere / "lock").write_text("precious", encoding="utf-8")
        (results / place).symlink_to(elsewhere / ("lock" if place.endswith("lock") else place))

        with pytest.raises(Outside, match=f"{place} is a symbolic link"):
            put(results, ROWS[1], ("cpu", "2.0.0"), saw(x=2))
        with pytest.raises(Outside, match=f"{place} is a symbolic link"):
            store.prune(results, [])
        assert before | {"lock": b"precious"} == snapshot(elsewhere)

    def test_folder_itself_may_be_one(self, elsewhere: Path) -> None:
        """Who names it on the command line chose it."""
        (elsewhere.parent / "named").symlink_to(elsewhere)
        put(elsewhere.parent / "named", ROWS[1], ("cpu", "2.0.0"), saw(x=2))

        assert {row for row, _, _ in shown(elsewhere)} == {ROWS[0], ROWS[1]}

    @pytest.mark.parametrize("run", ["../../x", "/x", "a/b", "..", "a\0b", "nul", "x" * 300])
    def test_run_is_a_folder_below(self, tmp_path: Path, run: str) -> None:
        """A name that is none is refused before anything is read or written."""
        with pytest.raises(BadUsage, match="is no name of a run"):
            store.summaries(tmp_path, run)
        with pytest.raises(BadUsage, match="is no name of a run"):
            store.save_summary(tmp_path, run, Summary("1.0.0", "cpu", {}, None, (), 0.0))
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize(("word", "other"), [("2.0.0", "2.0.0/../../x"), ("2.0.0", "v2.0.0"), ("cpu", "c/pu")])
    def test_names_in_a_file_are_names(self, elsewhere: Path, word: str, other: str) -> None:
        """A release or device that could lead elsewhere is damage."""
        path = evidence(elsewhere)
        path.write_text(path.read_text(encoding="utf-8").replace(word, other), encoding="utf-8")

        with pytest.raises(BadEvidence, match=r"is no release|is no device"):
            store.load(elsewhere, case_of())


class TestRaw:
    """What is no evidence goes to a folder that git ignores."""

    def test_is_ignored_by_git(self, tmp_path: Path) -> None:
        """The folder tells git to ignore all that is in it."""
        path = store.save_raw(tmp_path, "x", [Observation(ROWS[0], saw(x=1), 0.5, "printed", "traceback")])

        assert "*" == (tmp_path / store.RAW / ".gitignore").read_text(encoding="utf-8").strip()
        assert "printed" in path.read_text(encoding="utf-8")
        assert {} == snapshot(tmp_path)

    def test_summaries_of_a_run_come_back_in_order(self, tmp_path: Path) -> None:
        """Each session's end is kept for the end of its run, and of no other run."""
        mine = [Summary(release, "cpu", {"new": 1}, None, (), 1.0) for release in ("2.9.0", "2.10.0")]
        for summary in reversed(mine):
            store.save_summary(tmp_path, "run", summary)
        store.save_summary(tmp_path, "another", mine[0])

        assert tuple(mine) == store.summaries(tmp_path, "run")

    def test_summaries_are_those_of_the_newest_run_where_none_is_named(self, tmp_path: Path) -> None:
        """Raw files beside the runs are none."""
        for number, run in enumerate(("b", "c", "a")):
            store.save_summary(tmp_path, run, Summary(f"2.{number}.0", "cpu", {"new": 1}, None, (), 1.0))
            os.utime(tmp_path / store.RAW / run, (number, number))
        store.save_raw(tmp_path, "2.9.0-cpu", [])

        assert ["2.2.0"] == [summary.release for summary in store.summaries(tmp_path, "")]
        assert () == store.summaries(tmp_path / "empty", "")

    def test_a_lock_is_held_while_somebody_writes(self, tmp_path: Path) -> None:
        """And by nobody before and after; asking makes no file."""
        assert not store.is_held(tmp_path)
        assert [] == list(tmp_path.iterdir())
        with root.locked(tmp_path):
            assert store.is_held(tmp_path)
        assert not store.is_held(tmp_path)

    def test_nothing_on_record_is_no_error(self, tmp_path: Path) -> None:
        """An empty folder holds no cells, no fingerprints, no faults."""
        assert {} == store.load(tmp_path, case_of()).cells
        assert {} == store.environments(tmp_path)
        assert [] == store.faults(tmp_path, [])
        assert () == store.summaries(tmp_path, "run")
        assert [] == store.prune(tmp_path, [])


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"release":"x","device":"cpu"}', b"\xff"])
def test_a_damaged_summary_is_named(tmp_path: Path, content: bytes) -> None:
    """It tells how a session ended; the evidence does not depend on it, so deleting it is the advice."""
    path = tmp_path / ".raw" / "run" / "2.0.0-cpu.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)

    with pytest.raises(BadEvidence, match=r"2\.0\.0-cpu\.json: damaged.*Delete it"):
        store.summaries(tmp_path, "run")
