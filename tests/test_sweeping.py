"""A sweep without its machines: what is planned and sent, what of the answers is believed, and how it is told."""

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from helpers import environment_of, gradreg, infra, read_case, saw, snapshot, write_case

from gradreg import pipeline, store
from gradreg.cluster.placing import Hand, can, has_room, lacking, places
from gradreg.errors import NoSuchRelease, NotRun
from gradreg.model import (
    Arrival,
    Behaviour,
    Delivery,
    Ended,
    Observation,
    Order,
    Outcome,
    Places,
    Session,
    Summary,
    disagreement,
)
from gradreg.pipeline import errand
from gradreg.pipeline.taking import Taking
from gradreg.report import sweeping as report

BODY = """
    import torch

    TORCH = ">=1.5"
    PARAMS = {"n": [1, 2]}

    def observe(device, n):
        yield "x", n
"""
STEP = """
    def step(x):
        return x
"""
FIRST, SECOND = "topic/first[1]", "topic/first[2]"


@pytest.fixture
def here(tmp_path: Path) -> Places:
    """A case of two rows, and no evidence."""
    write_case(tmp_path / "cases" / "topic" / "first.py", BODY)
    return Places(tmp_path / "cases", tmp_path / "results")


def put(here: Places, folder: str, release: str, cells: dict[str, Behaviour], **fields: str | None) -> Path:
    """Evidence of one release in a folder beside ours."""
    results = here.cases.parent / folder
    found = [Observation(row, behaviour) for row, behaviour in cells.items()]
    case = read_case(here.cases / "topic" / "first.py")
    store.record(results, case, ("cpu", release), found, environment_of(release, **fields))
    return results


def plan_of(here: Places, *words: str, **fields: Any) -> pipeline.Plan:
    """The plan of a sweep on the cpu."""
    asked = pipeline.Sweep(words, fields.pop("devices", ("cpu",)), "1-1", fields.pop("options", {}), **fields)
    return pipeline.Plan(here, asked)


def answer(here: Places, release: str, cells: dict[str, Behaviour], **fields: Any) -> bytes:
    """What a session sends back that saw those cells."""
    folder = put(here, f"there-{release}-{len(list(here.cases.parent.iterdir()))}", release, cells)
    texts = {name: data.decode() for name, data in snapshot(folder).items()}
    summary = Summary(release, "cpu", {"new": len(cells)}, None, (), 1.0)
    return msgspec.json.encode(Delivery(**{"summary": summary, "evidence": texts, "raw": "[]", **fields}))


def taking(here: Places, *releases: str) -> tuple[Taking, list[Arrival]]:
    """A sweep over those releases that waits for answers, and what it tells."""
    told: list[Arrival] = []
    here.results.mkdir(exist_ok=True)
    return Taking(here, [Session(release, "cpu", 2) for release in releases], "1-1", told.append), told


def ended(release: str, data: bytes | None, **fields: str) -> Ended:
    """A session of that release that is over."""
    return Ended(Session(release, "cpu", 2), data, **fields)


class TestPlan:
    """Which sessions there are, and what each needs."""

    def test_has_a_session_where_there_are_rows(self, here: Places) -> None:
        """A release in which no row makes sense has none."""
        found = plan_of(here, "1.4.0", "1.5.1", "2.0.1").sessions

        assert [("1.5.1", 2), ("2.0.1", 2)] == [(item.release, item.rows) for item in found]
        assert {"sessions": 1.0, "cpu": 1.0} == found[0].needs

    def test_asks_for_what_workers_declare(self, here: Places) -> None:
        """The Python of the release, or anything else."""
        (found,) = plan_of(here, "1.5.1", needs=("python{python}", "torch-{release}")).sessions

        assert {"sessions", "cpu", "python3.8", "torch-1.5.1"} == set(found.needs)

    def test_a_mode_has_sessions_where_it_compiles_a_step(self, here: Places) -> None:
        """From the release on that compiles; they take a worker that has the device."""
        assert () == plan_of(here, "2.4.1", devices=("cpu+dynamo",)).sessions
        write_case(here.cases / "topic" / "second.py", BODY.replace('"x", n', '"x", step(n)') + STEP)
        (found,) = plan_of(here, "1.13.1", "2.4.1", devices=("cpu+dynamo",)).sessions

        assert ("2.4.1", "cpu+dynamo", 2) == (found.release, found.device, found.rows)
        assert {"sessions", "cpu"} == set(found.needs)

    def test_goes_on_with_what_is_missing(self, here: Places) -> None:
        """A row that is known is not counted; a fault, and what older code showed, is."""
        put(here, "results", "2.0.0", {FIRST: saw(x=1), SECOND: infra()})
        put(here, "results", "2.0.1", {FIRST: saw(x=1), SECOND: saw(x=2)})
        rows = {item.release: item.rows for item in plan_of(here, ">=2.0,<2.1.1", options={"missing": True}).sessions}

        assert {"2.0.0": 1, "2.1.0": 2} == rows
        write_case(here.cases / "topic" / "first.py", BODY.replace('"x", n', '"x", n + 0'))
        assert 2 == plan_of(here, "2.0.1", options={"missing": True}).sessions[0].rows

    def test_an_unknown_release_is_told(self, here: Places) -> None:
        """As by every command."""
        with pytest.raises(NoSuchRelease):
            plan_of(here, "9.9.9")


class TestOrder:
    """What is sent along."""

    def test_is_the_catalog_and_the_evidence_of_one_release(self, here: Places, tmp_path: Path) -> None:
        """Laid out, they read as the original does."""
        put(here, "results", "2.0.0", {FIRST: saw(x=1)})
        put(here, "results", "2.0.1", {FIRST: saw(x=2)})
        plan = plan_of(here, "2.0.1")
        sent = msgspec.json.decode(plan.order(plan.sessions[0]), type=Order)
        there = errand.laid_out(sent, tmp_path / "there")
        case = read_case(there.cases / "topic" / "first.py")

        assert read_case(here.cases / "topic" / "first.py").code == case.code
        assert {(FIRST, "cpu", "2.0.1")} == set(store.load(there.results, case).cells)
        assert [] == store.faults(there.results, [case])

    def test_has_what_older_code_showed(self, here: Places, tmp_path: Path) -> None:
        """So that the session calls it stale, as it would here."""
        put(here, "results", "2.0.1", {FIRST: saw(x=1)})
        write_case(here.cases / "topic" / "first.py", BODY.replace('"x", n', '"x", n + 0'))
        plan = plan_of(here, "2.0.1")
        there = errand.laid_out(msgspec.json.decode(plan.order(plan.sessions[0]), type=Order), tmp_path / "there")
        (cell,) = store.load(there.results, read_case(there.cases / "topic" / "first.py")).cells.values()

        assert cell.stale

    @pytest.mark.parametrize(("field", "reason"), [("catalog", "other catalog"), ("method", "other gradreg")])
    def test_is_refused_where_it_does_not_fit(self, here: Places, tmp_path: Path, field: str, reason: str) -> None:
        """A catalog that arrived otherwise, and a gradreg that measures with other code."""
        plan = plan_of(here, "2.0.1")
        sent = msgspec.json.decode(plan.order(plan.sessions[0]), type=Order)
        with pytest.raises(NotRun) as caught:
            errand.laid_out(msgspec.structs.replace(sent, **{field: "0"}), tmp_path / "there")

        assert reason == caught.value.reason


class TestTaking:
    """Answers are believed as far as a merge believes strangers."""

    def test_answers_become_evidence_and_a_table(self, here: Places) -> None:
        """As if it had been measured here, fingerprints and all."""
        mine, told = taking(here, "2.0.0", "2.0.1")
        mine.take([ended(release, answer(here, release, {FIRST: saw(x=1)})) for release in ("2.0.0", "2.0.1")])
        for release in ("2.0.0", "2.0.1"):
            wanted = put(here, "wanted", release, {FIRST: saw(x=1)})

        assert snapshot(wanted) == snapshot(here.results)
        assert [(1, 2), (2, 2)] == [(item.number, item.total) for item in told]
        assert ["2.0.0", "2.0.1"] == [item.release for item in pipeline.run_so_far(here, "1-1")]
        assert 0 == mine.swept((Session("2.0.0", "cpu", 2), Session("2.0.1", "cpu", 2))).exit_code

    def test_a_session_counts_once(self, here: Places) -> None:
        """What comes a second time is not even read."""
        mine, told = taking(here, "2.0.1")
        mine.take([ended("2.0.1", answer(here, "2.0.1", {FIRST: saw(x=1)}))])
        before = snapshot(here.results)
        mine.take([ended("2.0.1", answer(here, "2.0.1", {FIRST: saw(x=2), SECOND: saw(x=2)}))])

        assert 1 == len(told)
        assert before == snapshot(here.results)

    def test_blank_cells_are_taken_where_nothing_is_known(self, here: Places) -> None:
        """A crash and a disagreement, as one machine would record them; they replace no behaviour."""
        put(here, "results", "2.0.1", {FIRST: saw(x=1)})
        blank = {
            FIRST: Behaviour(Outcome.CRASHED, detail="signal 11"), SECOND: disagreement([saw(x=1), saw(x=2)], None)
        }  # fmt: skip # one thought
        mine, _ = taking(here, "2.0.1", "2.0.0")
        mine.take([ended(release, answer(here, release, blank)) for release in ("2.0.1", "2.0.0")])
        cells = store.load(here.results, read_case(here.cases / "topic" / "first.py")).cells

        assert saw(x=1) == cells[FIRST, "cpu", "2.0.1"].behaviour
        assert blank[SECOND] == cells[SECOND, "cpu", "2.0.1"].behaviour
        assert blank[FIRST] == cells[FIRST, "cpu", "2.0.0"].behaviour

    @pytest.mark.parametrize(
        "data",
        [b"", b"{", b"\xff", b"[]", b'{"raw": "{"}', b"{}", b'{"raw": "[{}]"}', b"[" * 100_000],
        ids=["nothing", "cut", "no text", "a list", "raw cut", "empty", "raw of another shape", "deep"],
    )
    def test_garbage_is_no_answer(self, here: Places, data: bytes) -> None:
        """It is told, costs nothing, and the others are taken."""
        mine, told = taking(here, "2.0.0", "2.0.1")
        mine.take([ended("2.0.0", data), ended("2.0.1", answer(here, "2.0.1", {FIRST: saw(x=1)}))])

        assert {"2.0.0": "worker failed", "2.0.1": None} == {item.summary.release: item.summary.infra for item in told}
        assert 1 == len(store.load(here.results, read_case(here.cases / "topic" / "first.py")).cells)
        assert 2 == mine.swept((Session("2.0.0", "cpu", 2), Session("2.0.1", "cpu", 2))).exit_code

    @pytest.mark.parametrize("name", ["../evil.json", "/evil.json", "topic/first.json\0", "..\\evil.json"])
    def test_no_name_becomes_a_path(self, here: Places, name: str) -> None:
        """Nothing of such an answer is taken, and what came with it is."""
        mine, _ = taking(here, "2.0.0", "2.0.1")
        bad = answer(here, "2.0.0", {FIRST: saw(x=1)}, evidence={"environments.json": "{}", name: "{}"})
        mine.take([ended("2.0.0", bad), ended("2.0.1", answer(here, "2.0.1", {FIRST: saw(x=1)}))])

        assert [] == list(here.cases.parent.rglob("evil*"))
        assert {(FIRST, "cpu", "2.0.1")} == set(
            store.load(here.results, read_case(here.cases / "topic" / "first.py")).cells
        )
        assert mine.refused

    @pytest.mark.parametrize("evidence", [{}, {"environments.json": "{"}, {"environments.json": "[]"}])
    def test_evidence_that_is_none_is_refused(self, here: Places, evidence: dict[str, str]) -> None:
        """It costs no other session anything."""
        mine, _ = taking(here, "2.0.0", "2.0.1")
        bad = answer(here, "2.0.0", {FIRST: saw(x=1)}, evidence=evidence)
        mine.take([ended("2.0.0", bad), ended("2.0.1", answer(here, "2.0.1", {FIRST: saw(x=1)}))])
        cells = store.load(here.results, read_case(here.cases / "topic" / "first.py")).cells

        assert {(FIRST, "cpu", "2.0.1")} == set(cells)
        assert ["torch 2.0.0 cpu"] == [item.source for item in mine.refused]
        assert 2 == mine.swept((Session("2.0.0", "cpu", 2), Session("2.0.1", "cpu", 2))).exit_code

    def test_another_sessions_answer_is_refused(self, here: Places) -> None:
        """Who measured 2.0.0 does not speak of 2.0.1."""
        mine, told = taking(here, "2.0.1")
        mine.take([ended("2.0.1", answer(here, "2.0.0", {FIRST: saw(x=1)}))])

        assert ["worker failed"] == [item.summary.infra for item in told]
        assert {} == snapshot(here.results)

    def test_what_contradicts_the_evidence_is_told(self, here: Places) -> None:
        """It replaces nothing, and the sweep ends with 1."""
        put(here, "results", "2.0.1", {FIRST: saw(x=1)})
        mine, _ = taking(here, "2.0.1")
        mine.take([ended("2.0.1", answer(here, "2.0.1", {FIRST: saw(x=7), SECOND: saw(x=2)}))])
        found = mine.swept((Session("2.0.1", "cpu", 2),))
        cells = store.load(here.results, read_case(here.cases / "topic" / "first.py")).cells

        assert (1, [f"{FIRST}:2.0.1@cpu"]) == (found.exit_code, [item.cell for item in found.conflicts])
        assert saw(x=1) == cells[FIRST, "cpu", "2.0.1"].behaviour
        assert saw(x=2) == cells[SECOND, "cpu", "2.0.1"].behaviour
        assert f"{FIRST}:2.0.1@cpu" in report.terminal(found)

    def test_a_lost_session_is_in_the_table(self, here: Places) -> None:
        """With its reason; nothing is recorded for it."""
        mine, told = taking(here, "2.0.1")
        mine.take([ended("2.0.1", None, reason="no worker", told="no worker has cuda")])

        assert "no worker" in report.arrival(told[0])
        assert "no worker" in report.terminal(mine.swept((Session("2.0.1", "cpu", 2),)))
        assert {} == snapshot(here.results)


class TestPlacing:
    """Declared resources decide."""

    CPU, CUDA = (
        Session("2.0.1", "cpu", 1, {"sessions": 1, "cpu": 1}),
        Session("2.0.1", "cuda", 1, {"sessions": 1, "cuda": 1}),
    )

    def test_a_worker_takes_what_it_declares(self) -> None:
        """All of it, from the same worker."""
        assert can(Hand("a", {"sessions": 2, "cpu": 1}), self.CPU)
        assert not can(Hand("a", {"sessions": 2, "cpu": 1}), self.CUDA)
        assert not can(Hand("a", {"cpu": 1}), self.CPU)
        assert 3 == places([Hand("a", {"sessions": 2}), Hand("b", {"sessions": 1}), Hand("c")])

    def test_a_device_does_not_fill_the_workers_of_another(self) -> None:
        """Two sessions wait for each that runs, on the workers that can take them; a worker of both counts for both."""
        cpu, cuda = Hand("a", {"sessions": 1, "cpu": 1}), Hand("b", {"sessions": 1, "cuda": 1})
        both = Hand("c", {"sessions": 1, "cpu": 1, "cuda": 1})

        assert has_room([cpu, cuda], self.CUDA, [self.CPU] * 4, 2)
        assert not has_room([cpu, cuda], self.CPU, [self.CPU] * 2, 2)
        assert not has_room([cpu], self.CUDA, [], 2)
        assert not has_room([cuda, both], self.CUDA, [*[self.CUDA] * 3, self.CPU], 2)

    @pytest.mark.parametrize(
        ("hands", "said"),
        [([], "no worker is there"), ([Hand("a", {"sessions": 1, "cpu": 1})], "no worker has cuda"),
         ([Hand("a")], "no worker has sessions and cuda"),
         ([Hand("a", {"sessions": 1}), Hand("b", {"cuda": 1})], "no worker has sessions=1 and cuda=1 together")],
    )  # fmt: skip # a cluster a line
    def test_what_is_missing_is_told_with_its_command(self, hands: list[Hand], said: str) -> None:
        """Which starts a worker that would do."""
        told = lacking(hands, self.CUDA, "tcp://h:8786")

        assert told.startswith(f"{said}: ")
        assert "`dask worker tcp://h:8786 --nworkers 1 --resources 'sessions=1 cuda=1'`" in told


class TestCommand:
    """`gradreg sweep`, where it needs no torch."""

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [(["--update"], 64, "replaces nothing"), (["--accept-changes", "so it is"], 64, "replaces nothing"),
         (["9.9.9"], 3, "9.9.9"), (["--once", "--twice"], 64, "contradict"), (["-k", "nothing_such"], 3, "nothing"),
         (["--scheduler", "nonsense://"], 64, "is no address"), (["--scheduler", ""], 64, "is no address"),
         (["--device", "tpu"], 64, "tpu"), (["--need", "cuda=2"], 64, "'cuda=2' is no name of a resource"),
         (["--need", ""], 64, "'' is no name"), (["--need", "python{pythn}"], 64, "'python{pythn}' is no name"),
         (["--sandbox", "--device", "cuda"], 64, "hides every GPU")],
    )  # fmt: skip # a mistake a line
    def test_bad_input_is_told(self, here: Places, words: list[str], code: int, said: str) -> None:
        """With the usual codes, and nothing is written."""
        done = gradreg("sweep", "--cases", here.cases, "--results", here.results, *words)

        assert (code, "") == (done.returncode, done.stdout)
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert {} == snapshot(here.results)

    def test_says_what_to_install(self, here: Places, tmp_path: Path) -> None:
        """Where dask.distributed is missing, which only a cluster needs."""
        path = tmp_path / "without" / "distributed.py"
        path.parent.mkdir()
        path.write_text("raise ModuleNotFoundError('gone', name='distributed')\n")
        done = gradreg(
            "sweep", "2.0.1", "--cases", here.cases, "--results", here.results, "--scheduler", "tcp://127.0.0.1:1",
            PYTHONPATH=os.pathsep.join([str(path.parent)]),
        )  # fmt: skip # one call

        assert (2, "") == (done.returncode, done.stdout)
        assert "pip install '.[cluster]'" in done.stderr

    def test_no_scheduler_is_told(self, here: Places, closed_port: int) -> None:
        """With how to start one."""
        where = ("--cases", here.cases, "--results", here.results)
        done = gradreg("sweep", "2.0.1", *where, "--scheduler", f"tcp://127.0.0.1:{closed_port}")

        assert (2, "") == (done.returncode, done.stdout)
        assert "no scheduler answers" in done.stderr
        assert "dask scheduler" in done.stderr
        assert "Traceback" not in done.stderr
        assert store.last_sessions(here.results) is None, "it never began"

    def test_a_missing_interpreter_is_infra(self, here: Places, tmp_path: Path) -> None:
        """A real session, in a process of its own, that finds no torch where it was told."""
        done = gradreg(
            "sweep", "2.0.1", "--cases", here.cases, "--results", here.results,
            "--python", tmp_path / "{release}" / "python", "--json",
        )  # fmt: skip # one call
        found = msgspec.json.decode(done.stdout)

        assert 2 == done.returncode
        assert ["no interpreter"] == [item["infra"] for item in found["sessions"]]
        assert str(tmp_path / "2.0.1" / "python") in found["faults"]["2.0.1-cpu"]
        assert ["2.0.1-cpu"] == found["planned"]

    def test_what_makes_no_sense_is_told(self, here: Places) -> None:
        """A release before a device or a mode is left out with the reason, and the rest is planned."""
        where = ("--cases", here.cases, "--results", here.results, "--dry-run", "--json")
        places = ("--device", "meta", "--device", "cpu+dynamo", "--device", "cpu")
        done = gradreg("sweep", "1.9.1", "2.0.1", *where, *places)
        planned = [(item["release"], item["device"]) for item in json.loads(done.stdout)]

        assert "torch 1.9.1 cannot be measured on meta; torch 1.10.0 is the first that can." in done.stderr
        assert "torch 2.0.1 cannot be measured on cpu+dynamo" in done.stderr
        assert (0, {("1.9.1", "cpu"), ("2.0.1", "cpu")}) == (done.returncode, {*planned} - {("2.0.1", "meta")})

    def test_nothing_left_is_no_error(self, here: Places) -> None:
        """A sweep that is complete ends with 0, on the spot."""
        put(here, "results", "2.0.1", {FIRST: saw(x=1), SECOND: saw(x=2)})
        done = gradreg("sweep", "2.0.1", "--cases", here.cases, "--results", here.results, "--missing")

        assert (0, "Nothing was left to measure.\n", "") == (done.returncode, done.stdout, done.stderr)
