"""The whole program in one process, on a release that is installed already."""

from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import saw

from gradreg import pipeline, store
from gradreg.errors import NoSuchRelease
from gradreg.model import Limits, Outcome, Use
from gradreg.pipeline import Measured, Places, Request

RELEASE = "1.0.0"
STEADY = "def observe():\n    yield 'x', 1\n"
FLICKERS = "import os\n\ndef observe():\n    yield 'x', int.from_bytes(os.urandom(6), 'little')\n"
HANGS = "import time\n\ndef observe():\n    yield 'so far', 1\n    time.sleep(60)\n"


@pytest.fixture
def measured(torch_python: Callable[[str], Path], tmp_path: Path) -> Callable[..., Measured]:
    """Measure the catalog of this test."""

    def measure(**options: object) -> Measured:
        python, limits = torch_python(RELEASE), Limits(seconds=2, workers=2)
        request = Request(RELEASE, "cpu", tmp_path / "env" / "torch-x", python, limits=limits, run="1-1")
        return pipeline.measure(Places(tmp_path / "cases", tmp_path / "results"), helpers.replaced(request, **options))

    return measure


def cell_of(tmp_path: Path, name: str) -> store.Cell:
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

    @pytest.mark.parametrize("update", [True, False])
    def test_that_disagrees_with_itself_is_unstable(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path, *, update: bool
    ) -> None:
        """A row that says something else each time regresses nowhere, and is never written over what is known."""
        catalog_of(flickers=FLICKERS)
        measured()
        before = cell_of(tmp_path, "flickers")
        summary = measured(update=update).summary

        assert ({"unstable": 1}, 1) == (summary.counts, summary.exit_code)
        assert before == cell_of(tmp_path, "flickers")

    def test_twice_finds_what_a_single_look_records(
        self, measured: Callable[..., Measured], catalog_of: Callable[..., Path], tmp_path: Path
    ) -> None:
        """With `twice`, a row that disagrees with itself is not recorded in the first place; a steady one is new."""
        catalog_of(flickers=FLICKERS, steady=STEADY)
        summary = measured(twice=True).summary

        assert ({"new": 1, "unstable": 1}, 1) == (summary.counts, summary.exit_code)
        assert not (tmp_path / "results" / "made" / "flickers.json").exists()

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
