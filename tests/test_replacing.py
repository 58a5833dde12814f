"""What a merge replaces leaves a trace, too."""

from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import saw

from gradreg import pipeline, store
from gradreg.model import Choice, Environment, Observation, Party, Places
from gradreg.store import changelog

RELEASE = "2.0.1"
HERE = Environment(RELEASE, None, None, "3.11", None, "Linux", "given")
THERE = helpers.replaced(HERE, python="3.10")


@pytest.fixture
def places(catalog_of: Callable[..., Path], tmp_path: Path) -> Places:
    """A catalog of two cases, and evidence of them that another machine contradicts in one."""
    cases = catalog_of(one="def observe():\n    yield 'x', 1\n", other="def observe():\n    yield 'x', 1\n")
    for folder, found, environment in (("results", saw(x=1), HERE), ("theirs", saw(x=2), THERE)):
        for name in ("one", "other"):
            case = helpers.read_case(cases / "made" / f"{name}.py")
            shown = found if name == "one" else saw(x=1)
            store.record(tmp_path / folder, case, ("cpu", RELEASE), [Observation(case.name, shown)], environment)
    return Places(cases, tmp_path / "results")


def merge(places: Places, party: Party | None, *, dry: bool = False) -> None:
    """Take in what the other machine says."""
    sources = (places.results.parent / "theirs",)
    pipeline.merged(places, pipeline.Intake(sources, origin="a friend", choice=Choice(party), dry=dry))


def test_taking_theirs_is_traced(places: Places) -> None:
    """With the counts, the case, and who measured it."""
    merge(places, Party.THEIRS)
    (entry,) = changelog.entries(places.results)

    assert (RELEASE, "cpu", {"flipped": 1}, {"made/one": 1}) == (
        entry.release, entry.device, entry.counts, entry.cases,
    )  # fmt: skip # one thought
    assert "gradreg merge took what a friend measured" == entry.reason
    assert entry.environment in store.environments(places.results)


@pytest.mark.parametrize(("party", "dry"), [(Party.OURS, False), (None, False), (Party.THEIRS, True)])
def test_what_replaces_nothing_leaves_no_trace(places: Places, party: Party | None, *, dry: bool) -> None:
    """Where ours stays, where nobody chose, and where it is only asked."""
    merge(places, party, dry=dry)

    assert () == changelog.entries(places.results)
