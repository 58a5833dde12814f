"""What is written of a run, and what is held back: the real worker, on the stand-in for torch, which starts at once."""

from collections.abc import Callable
from pathlib import Path

import helpers
import msgspec
import pytest
from helpers import replaced, saw

from gradreg import __version__, store
from gradreg.model import Behaviour, Limits, Observation
from gradreg.pipeline import Measured, Places, Request
from gradreg.pipeline import measure as measured_by_pipeline
from gradreg.store import changelog

RELEASE, NEXT = "1.0.0", "1.0.1"
TURNS = """
import os
import signal

PARAMS = {"n": [1, 2, 3, 4]}


def observe(n):
    if n <= int(os.environ.get("DIES", "0")):
        os.kill(os.getpid(), signal.SIGKILL)
    yield "flips", n <= int(os.environ.get("FLIPS", "0"))
"""
STEADY = "def observe():\n    yield 'x', 1\n"
FIVE = "PARAMS = {'n': [1, 2, 3, 4, 5]}\n\n\ndef observe(n):\n    yield 'x', n\n"
MARK = "zero_grad/backward_adds_to_the_gradient"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The catalog and the evidence of this test."""
    return Places(tmp_path / "cases", tmp_path / "results")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that says it has torch 1.0.0."""
    return helpers.stand_in(tmp_path_factory.mktemp("made"), RELEASE)


@pytest.fixture
def measure(python: Path, places: Places, tmp_path: Path) -> Callable[..., Measured]:
    """Measure the catalog of this test, with the variables that its case turns by."""

    def run(environ: dict[str, int] | None = None, **options: object) -> Measured:
        request = Request(RELEASE, "cpu", tmp_path / "env", python, limits=Limits(workers=2), run="1-1")
        with pytest.MonkeyPatch.context() as patch:
            for name, number in (environ or {}).items():
                patch.setenv(name, str(number))
            return measured_by_pipeline(places, replaced(request, **options))

    return run


def shown(places: Places, name: str = "turns", release: str = RELEASE) -> list[Behaviour]:
    """What is recorded of the rows of a case, by their labels."""
    case = helpers.read_case(places.cases / "made" / f"{name}.py")
    cells = store.load(places.results, case).cells
    return [cells[key].behaviour for key in sorted(cells) if key[2] == release]


class TestAChangedRun:
    """Most rows show something else than what is known."""

    def test_is_held_back_though_asked_to_update(
        self, measure: Callable[..., Measured], catalog_of: Callable[..., Path], places: Places
    ) -> None:
        """Nothing is written, not even what is new; the summary says so, and the raw run is kept."""
        catalog_of(turns=TURNS)
        measure()
        before = helpers.snapshot(places.results)
        catalog_of(steady=STEADY)
        held = measure({"FLIPS": 4}, update=True)

        assert before == helpers.snapshot(places.results)
        assert (2, {"regressed": 4, "new": 1}) == (held.summary.exit_code, held.summary.counts)
        assert held.summary.held_back == (
            "4 of 4 known cells change (4 flip): 100 %, and the limit is 1 %; made/turns[1], made/turns[2] and 2 more",
        )
        assert held.publication.held
        assert 5 == len(msgspec.json.decode(held.publication.raw.read_bytes()))
        assert (held.summary,) == store.summaries(places.results, "1-1")

    def test_is_published_with_a_reason_that_is_kept(
        self, measure: Callable[..., Measured], catalog_of: Callable[..., Path], places: Places
    ) -> None:
        """The changelog gets an entry with counts and reason; then all is as recorded."""
        catalog_of(turns=TURNS, steady=STEADY)
        measure()
        accepted = measure({"FLIPS": 4}, update=True, reason="the variable was set")
        (entry,) = changelog.entries(places.results)
        (environment,) = store.environments(places.results)

        assert (0, ()) == (accepted.summary.exit_code, accepted.summary.held_back)
        assert [saw(flips=True)] * 4 == shown(places)
        assert ({"known": 5, "flipped": 4, "kept though blank": 0}, {"made/turns": 4}) == (entry.counts, entry.cases)
        assert ("the variable was set", 1, environment) == (entry.reason, entry.number, entry.environment)
        assert (RELEASE, "cpu", __version__) == (entry.release, entry.device, entry.gradreg)
        assert accepted.publication.ruling.reasons == entry.held_back
        assert {"as recorded": 5} == measure({"FLIPS": 4}).summary.counts
        assert [] == changelog.faults(places.results)

    def test_is_not_measured_again_to_be_accepted(
        self, measure: Callable[..., Measured], catalog_of: Callable[..., Path], places: Places
    ) -> None:
        """What was held back is published, though rows would show something else by now; a later run supersedes it."""
        catalog_of(turns=TURNS)
        measure()
        assert measure({"FLIPS": 4}).publication.held
        accepted = measure({"FLIPS": 0}, update=True, reason="the variable was set")

        assert (0, {"regressed": 4}) == (accepted.summary.exit_code, accepted.summary.counts)
        assert [saw(flips=True)] * 4 == shown(places)
        assert measure({"FLIPS": 0}).publication.held
        assert {"as recorded": 4} == measure({"FLIPS": 4}).summary.counts
        assert {"as recorded": 4} == measure({"FLIPS": 4}, reason="nothing is left to take back").summary.counts

    def test_below_the_limit_is_an_update_that_leaves_its_trace(
        self, measure: Callable[..., Measured], catalog_of: Callable[..., Path], places: Places
    ) -> None:
        """Two cells flip: without --update it is a regression, with it they are replaced, and both can be read."""
        catalog_of(turns=TURNS)
        measure()
        differs = measure({"FLIPS": 2})

        assert (1, ()) == (differs.summary.exit_code, changelog.entries(places.results))
        assert 0 == measure({"FLIPS": 2}, update=True).summary.exit_code
        assert 0 == measure({"FLIPS": 1}, update=True).summary.exit_code
        assert [(1, 2, None), (2, 1, None)] == [
            (entry.number, entry.counts["flipped"], entry.reason) for entry in changelog.entries(places.results)
        ]

    def test_that_finds_nothing_loses_nothing_though_accepted(
        self, measure: Callable[..., Measured], catalog_of: Callable[..., Path], places: Places
    ) -> None:
        """Three rows crash: held back; accepted, what is new is recorded and the crashed rows keep what they had."""
        catalog_of(turns=TURNS)
        measure()
        catalog_of(steady=STEADY)
        held = measure({"DIES": 3})

        assert ("made/turns[1]", "made/turns[2]", "made/turns[3]") == held.publication.ruling.blanked
        assert (2, True) == (held.summary.exit_code, held.publication.held)
        assert 2 == measure({"DIES": 3}, reason="they run out of luck", update=True).summary.exit_code
        assert [saw(flips=False)] * 4 == shown(places)
        assert [saw(x=1)] == shown(places, "steady")
        assert {"known": 4, "new": 1, "kept though blank": 3} == changelog.entries(places.results)[0].counts


class TestACanary:
    """What fails it publishes nothing, and nobody can accept it."""

    def test_of_the_worker(
        self, measure: Callable[..., Measured], catalog_of: Callable[..., Path], places: Places
    ) -> None:
        """Asked for 1.0.1, found 1.0.0: no cell says so where others are known, and none where nothing is."""
        catalog_of(turns=TURNS)
        measure()
        before = helpers.snapshot(places.results)
        held = measure(release=NEXT, update=True, reason="I know better")

        assert ("canary failed", 2) == (held.summary.infra, held.summary.exit_code)
        assert ("the canary failed: the gradients of this torch are not to be trusted",) == held.summary.held_back
        assert before == helpers.snapshot(places.results)

    def test_among_the_rows(
        self, measure: Callable[..., Measured], catalog_of: Callable[..., Path], places: Places
    ) -> None:
        """A landmark that shows something else holds back everything that was measured with it."""
        catalog_of(steady=STEADY)
        body = 'PARAMS = {"loop": ["backward alone"]}\n\n\ndef observe(loop):\n    yield "gradient", [3.0]\n'
        helpers.write_case(places.cases / f"{MARK}.py", body)
        held = measure(update=True, reason="I know better")

        assert (2, {"new": 2}) == (held.summary.exit_code, held.summary.counts)
        assert held.summary.held_back[0].startswith(f"the landmark {MARK}[backward alone]: gradient = [3.0]")
        assert {} == helpers.snapshot(places.results)


class TestANewRelease:
    """Nothing is known of it, and enough of the release beside it."""

    def beside(self, places: Places, catalog_of: Callable[..., Path], *, other: int) -> None:
        """Record the next release for a catalog of a hundred rows, of which so many do something else there."""
        catalog_of(**{f"case_{n}": FIVE for n in range(20)})
        for n in range(20):
            case = helpers.read_case(places.cases / "made" / f"case_{n}.py")
            cells = [saw(x=row.arguments["n"] if n * 5 + m >= other else "other") for m, row in enumerate(case.rows)]
            found = [Observation(row.name, cell) for row, cell in zip(case.rows, cells, strict=True)]
            store.record(places.results, case, ("cpu", NEXT), found, None)

    def test_that_is_unlike_its_neighbour_waits_for_a_person(
        self, measure: Callable[..., Measured], catalog_of: Callable[..., Path], places: Places
    ) -> None:
        """A quarter of the rows differ: held back, and recorded once somebody says why; the trace counts them."""
        self.beside(places, catalog_of, other=25)
        before = helpers.snapshot(places.results)
        held = measure()

        assert held.summary.held_back[0].startswith("of 100 rows that torch 1.0.1 is known for, 25 differ on 1.0.0")
        assert before == helpers.snapshot(places.results)
        assert 0 == measure(reason="the release notes say so", update=True).summary.exit_code
        (entry,) = changelog.entries(places.results)
        assert ({"known": 0, "new": 100, "kept though blank": 0}, {}) == (entry.counts, entry.cases)

    def test_that_is_like_it_is_recorded(
        self, measure: Callable[..., Measured], catalog_of: Callable[..., Path], places: Places
    ) -> None:
        """A step as large as torch ever took needs no word, and leaves no trace."""
        self.beside(places, catalog_of, other=10)

        assert (0, {"new": 100}) == ((summary := measure().summary).exit_code, summary.counts)
        assert () == changelog.entries(places.results)
