"""The whole program in one process, on a release that is installed already."""

from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import saw

from gradreg import pipeline, store
from gradreg.errors import NoSuchRelease
from gradreg.model import Cell, Limits, Observation, Outcome, Use, disagreement
from gradreg.pipeline import Measured, Places, Request

RELEASE = "1.0.0"
STEADY = "def observe():\n    yield 'x', 1\n"
FLICKERS = "import os\n\ndef observe():\n    yield 'x', int.from_bytes(os.urandom(6), 'little')\n"
COUNTS = "import torch\n\ndef observe():\n    yield 'threads', torch.get_num_threads()\n"
UNSTEADY = disagreement([saw(x=1), saw(x=2)])
HANGS = "import time\n\ndef observe():\n    yield 'so far', 1\n    time.sleep(60)\n"


@pytest.fixture
def measured(torch_python: Callable[[str], Path], tmp_path: Path) -> Callable[..., Measured]:
    """Measure the catalog of this test."""

    def measure(**options: object) -> Measured:
        python, limits = torch_python(RELEASE), Limits(seconds=2, workers=2)
        request = Request(RELEASE, "cpu", tmp_path / "env" / "torch-x", python, limits=limits, run="1-1")
        return pipeline.measure(Places(tmp_path / "cases", tmp_path / "results"), helpers.replaced(request, **options))

    return measure


def cell_of(tmp_path: Path, name: str) -> Cell:
    """The one cell that is recorded of a case."""
    case = helpers.read_case(tmp_path / "cases" / "made" / f"{name}.py")
    (cell,) = store.load(tmp_path / "results", case).cells.values()
    return cell


class TestMeasuring:
    """A session ends with counts, findings and evidence."""

    def test_records_what_is_new(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """The first time all is new; the environment is on record as given."""
        catalog_of(steady=STEADY)
        summary = measured().summary

        assert ({"new": 1}, 0, None) == (summary.counts, summary.exit_code, summary.infra)
        assert saw(x=1) == cell_of(tmp_path, "steady").behaviour
        assert ["given"] == [item.wheels for item in store.environments(tmp_path / "results").values()]

    def test_that_disagrees_with_itself_is_unstable(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """What is new gets two looks: a row that says something else each time is recorded as that, and ends with 1."""
        catalog_of(flickers=FLICKERS, steady=STEADY)
        summary = measured().summary
        cell = cell_of(tmp_path, "flickers").behaviour

        assert ({"new": 1, "unstable": 1}, 1) == (summary.counts, summary.exit_code)
        assert (Outcome.UNSTABLE, 2, None) == (cell.outcome, len(cell.seen), cell.detail)
        assert saw(x=1) == cell_of(tmp_path, "steady").behaviour

    def test_that_is_known_to_disagree_with_itself_is_as_recorded(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """Once it is on record, another disagreement is no news, and the evidence keeps its bytes."""
        catalog_of(flickers=FLICKERS)
        measured()
        before = helpers.snapshot(tmp_path / "results")
        summary = measured().summary

        assert ({"as recorded": 1}, 0) == (summary.counts, summary.exit_code)
        assert before == helpers.snapshot(tmp_path / "results")

    def test_that_turns_out_unstable_costs_no_fact(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """After one look alone it is on record; found unstable, the record stays until somebody asks for the update."""
        catalog_of(flickers=FLICKERS)
        assert {"new": 1} == measured(once=True).summary.counts
        before = cell_of(tmp_path, "flickers")
        for update, expected in ((False, [before.behaviour]), (True, None)):
            summary = measured(update=update).summary
            cell = cell_of(tmp_path, "flickers").behaviour

            assert ({"unstable": 1}, 1) == (summary.counts, summary.exit_code)
            assert expected is None or expected == [cell]
        assert (Outcome.UNSTABLE, 3) == (cell.outcome, len(cell.seen))
        assert before.behaviour in cell.seen

    def test_that_is_steady_again_is_new(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """Two looks that agree settle what was unstable, also where one alone was asked for."""
        catalog_of(settles=FLICKERS)
        measured()
        steady = tmp_path / "cases" / "made" / "settles.py"
        case = helpers.read_case(helpers.write_case(steady, STEADY))
        store.record(tmp_path / "results", case, (RELEASE, "cpu")[::-1], [Observation(case.name, UNSTEADY)], None)
        assert [UNSTEADY] == [cell.behaviour for cell in store.load(tmp_path / "results", case).cells.values()]
        summary = measured(once=True).summary

        assert ({"new": 1}, 0) == (summary.counts, summary.exit_code)
        assert saw(x=1) == cell_of(tmp_path, "settles").behaviour

    def test_that_disagrees_with_more_threads_is_unstable(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path,
        torch_python: Callable[[str], Path],
    ) -> None:  # fmt: skip # a fixture a line says nothing more
        """What depends on the number of threads says so, and looks with one thread do not settle it."""
        catalog_of(counts=COUNTS)
        where = {"release": "1.4.0", "python": torch_python("1.4.0")}  # 1.0.0 does not let its threads be counted
        found = [measured(threads=threads, **where).summary.counts for threads in (2, 1)]
        cell = cell_of(tmp_path, "counts").behaviour

        assert [{"unstable": 1}, {"as recorded": 1}] == found
        assert ("with 2 threads", (saw(threads=1), saw(threads=2))) == (cell.detail, cell.seen)

    def test_that_hangs_is_missing_and_told(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """A row over its limit is no behaviour: it counts as missing, ends with 2, and looks timed out."""
        catalog_of(hangs=HANGS, steady=STEADY)
        summary = measured().summary

        assert ({"missing": 1, "new": 1}, 2) == (summary.counts, summary.exit_code)
        assert Outcome.TIMED_OUT == cell_of(tmp_path, "hangs").behaviour.outcome

    def test_missing_rows_are_tried_again(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """With `missing`, what is no behaviour yet is measured, and what is known is left."""
        catalog_of(hangs=HANGS, steady=STEADY)
        measured()
        path = tmp_path / "cases" / "made" / "hangs.py"
        path.write_text(path.read_text(encoding="utf-8").replace("60", "0"), encoding="utf-8")
        summary = measured(missing=True).summary

        assert {"new": 1} == summary.counts
        assert helpers.saw(**{"so far": 1}) == cell_of(tmp_path, "hangs").behaviour

    def test_keeps_the_raw_run_beside_the_evidence(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """Timings stay out of the evidence and can be read in the ignored folder."""
        catalog_of(steady=STEADY)
        measured()
        raw = (tmp_path / "results" / store.RAW / f"{RELEASE}-cpu.jsonl").read_text(encoding="utf-8")

        assert '"seconds"' in raw
        assert all(b'"seconds"' not in content for content in helpers.snapshot(tmp_path / "results").values())

    def test_of_an_unknown_release_is_an_error(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path]
    ) -> None:
        """Nothing is installed for a release that nobody knows."""
        catalog_of(steady=STEADY)
        with pytest.raises(NoSuchRelease):
            measured(release="9.9.9")

    def test_summaries_of_the_run_are_kept(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """At the end of a run its sessions can be told."""
        catalog_of(steady=STEADY)
        summary = measured().summary

        assert (summary,) == pipeline.run_so_far(Places(tmp_path / "cases", tmp_path / "results"), "1-1")


def test_no_interpreter_leaves_no_environment(
    catalog_of: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that finds no Python ends as infra, and nothing of its environment stays."""
    for name in ("PATH", "HOME", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    monkeypatch.setenv("UV_OFFLINE", "1")
    folder = tmp_path / "env" / "torch-x"
    use = Use(keep=True)
    places = Places(catalog_of(steady=STEADY), tmp_path / "results")
    found = pipeline.measure(places, Request("1.0.1", "cpu", folder, use=use, free=0))

    assert ("no interpreter", 2, {"missing": 1}) == (
        found.summary.infra, found.summary.exit_code, found.summary.counts,
    )  # fmt: skip # one thought
    assert not folder.exists()
    assert "infra: no interpreter" == cell_of(tmp_path, "steady").behaviour.word
