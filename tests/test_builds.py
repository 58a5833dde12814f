"""Nightlies and candidates from an index to an observation: read, chosen, installed by the real uv, observed.

The index is made up and served on loopback; its wheels hold a stand-in for torch that passes the worker's canary.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import helpers
import pytest
from helpers import KNOWN
from made_index import FAULTS, Index, Made, made_line, served

from gradreg import builds, environments, releases, wheels
from gradreg.errors import NotRun
from gradreg.model import Build, Environment, Limits, Observation, Stretch

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
OLDER, NEWER = releases.find(KNOWN, "2.14.1"), releases.find(KNOWN, "2.15.0")
CHANGED = "2.15.0.dev20260815"
FAULTY = {f"2.15.0.dev202608{day:02}": fault for day, fault in enumerate(sorted(FAULTS), 20)}
TWIN, OF = "2.15.0.dev20260805", "2.15.0.dev20260804"
ONLY_IN_A_PATCH = ("2.14.1rc1", "2.14.1")
CASE = """
    import torch

    def observe(device):
        weight = torch.nn.Parameter(torch.ones(2, device=device))
        optimizer = torch.optim.SGD([weight], lr=1.0)
        out = (weight * 2).sum()
        out.backward()
        optimizer.step()
        yield "weight", [float(number) for number in weight]
        optimizer.zero_grad()
        yield "weight.grad", weight.grad
        yield "out.grad", out.grad
"""


@pytest.fixture
def index() -> Index:
    """200 nights; in one `zero_grad()` changes, in a patch a warning comes, eight have a fault each, two are twins."""
    return Index(
        made_line(
            since={"ZERO_GRAD_LEAVES_NONE": CHANGED},
            only={"WARNS_OF_GRAD_OF_A_NON_LEAF": ONLY_IN_A_PATCH},
            faults=FAULTY,
            twins={TWIN: OF},
        )
    )


@pytest.fixture
def url(index: Index, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where that index is served; uv asks nobody else, and waits for nothing."""
    with served(index) as address:
        monkeypatch.setenv("UV_DEFAULT_INDEX", address)
        monkeypatch.setenv("UV_HTTP_RETRIES", "0")
        monkeypatch.delenv("UV_CACHE_DIR", raising=False)
        monkeypatch.setattr(wheels, "PAUSES", (0, 0, 0))
        yield address


@pytest.fixture
def installed(tmp_path: Path) -> Callable[[Build], Path]:
    """Build -> a Python of a new environment that has it, with the pins of the newer release."""

    def install(build: Build) -> Path:
        python = environments.create(tmp_path / f"torch-{build.version}", Path(sys.executable))
        said: list[str] = []
        assert wheels.PRE_INDEX == wheels.install_build(python, build, NEWER.pins, tmp_path / "cache", said.append)
        assert [f"installing torch {build.version} from the pre-release index"] == said
        return python

    return install


@pytest.fixture
def observed(installed: Callable[[Build], Path], tmp_path: Path) -> Callable[[Build], tuple[Environment, Observation]]:
    """Build -> what the real worker says of it: the fingerprint, and the one row of the case."""
    helpers.write_case(tmp_path / "cases" / "made" / "zero_grad.py", CASE)

    def observe(build: Build) -> tuple[Environment, Observation]:
        job = helpers.job_of(tmp_path / "cases", build.release(NEWER).version, Limits())
        environment, rows = helpers.observed(installed(build), job)
        return environment, rows["made/zero_grad"]

    return observe


def stretch_at(url: str) -> Stretch:
    """The way from 2.14.1 to 2.15.0, as the pipeline asks for it."""
    return builds.between(builds.read([url], NEWER.python), OLDER, NEWER)


def test_neighbours_differ_where_main_changed(
    url: str, observed: Callable[[Build], tuple[Environment, Observation]]
) -> None:
    """The night before leaves zero, that night leaves None, and both tell their commits."""
    line = stretch_at(url).builds
    where = [build.version for build in line].index(CHANGED)
    (before, old), (after, new) = (observed(build) for build in line[where - 1 : where + 1])

    assert ("zero", "None") == (old.behaviour.facts["weight.grad"], new.behaviour.facts["weight.grad"])
    assert [-1.0, -1.0] == old.behaviour.facts["weight"] == new.behaviour.facts["weight"]
    assert () == old.behaviour.warnings == new.behaviour.warnings
    assert f"{CHANGED}+cpu" == after.torch
    assert builds.doubt({"before": before.git, "after": after.git}, "before", "after") is None


def test_ends_of_the_line_are_as_the_releases_are(
    url: str, observed: Callable[[Build], tuple[Environment, Observation]]
) -> None:
    """The first night is as 2.14 was, the last candidate as 2.15.0 will be; the patch's warning is on neither."""
    line = stretch_at(url).builds
    first, last = (observed(line[end])[1].behaviour for end in (0, -1))

    assert ("zero", "None") == (first.facts["weight.grad"], last.facts["weight.grad"])
    assert () == first.warnings == last.warnings


def test_what_is_only_in_a_patch_is_on_its_branch(
    url: str, observed: Callable[[Build], tuple[Environment, Observation]]
) -> None:
    """The one candidate between 2.14.0 and 2.14.1 has it."""
    stretch = builds.between(builds.read([url], [PYTHON]), releases.find(KNOWN, "2.14.0"), OLDER)
    (candidate,) = stretch.builds
    ((kind, _),) = observed(candidate)[1].behaviour.warnings

    assert ("2.14.1rc1", "UserWarning") == (candidate.version, kind)


def test_two_builds_of_one_commit_are_found_out(
    url: str, observed: Callable[[Build], tuple[Environment, Observation]]
) -> None:
    """Only the installed wheels tell."""
    revisions = {build.version: observed(build)[0].git for build in stretch_at(url).builds[8:11]}

    assert ((OF, TWIN),) == builds.of_one_commit(revisions)
    assert "same commit" in str(builds.doubt(revisions, OF, TWIN))


def test_faults_are_those_of_the_index(url: str) -> None:
    """What is yanked or for another platform is no build; the others are, until they are installed."""
    listed = {build.version for build in stretch_at(url).builds}

    assert {"yanked", "other platform"} == {fault for version, fault in FAULTY.items() if version not in listed}


@pytest.mark.parametrize(
    ("fault", "reason", "words"),
    [
        ("corrupt", "not installable", "Failed to read from zip file"),
        ("cut off", "not installable", "unexpected end of file"),
        ("no metadata", "not installable", "No .dist-info directory"),
        ("wrong hash", "not installable", "Hash mismatch"),
        ("import raises", "torch did not import", "libmade.so"),
        ("mislabelled", "canary failed", "found 9.9.9"),
    ],
)
def test_a_broken_build_is_not_run(url: str, tmp_path: Path, fault: str, reason: str, words: str) -> None:
    """The reason is the infra word, so that a bisect passes over it; a damaged wheel is tried twice."""
    version = next(version for version, kind in FAULTY.items() if kind == fault)
    build = next(build for build in stretch_at(url).builds if build.version == version)
    python = environments.create(tmp_path / "torch-x", Path(sys.executable))
    helpers.write_case(tmp_path / "cases" / "made" / "zero_grad.py", CASE)
    said: list[str] = []

    def attempt() -> None:
        wheels.install_build(python, build, (), tmp_path / "cache", said.append)
        helpers.observed(python, helpers.job_of(tmp_path / "cases", version, Limits()))

    with pytest.raises(NotRun, match=words) as caught:
        attempt()
    assert reason == caught.value.reason
    assert version in str(caught.value)
    assert (2 if fault in {"corrupt", "cut off", "wrong hash"} else 1) == len(said)
    assert all("again" in text and words in text for text in said[1:])
    assert not (tmp_path / "cache").exists()


def test_a_passing_fault_is_tried_again(url: str, index: Index, tmp_path: Path) -> None:
    """A server that says 503 once has the wheel a little later."""
    build = stretch_at(url).builds[0]
    index.stumbles[f"/wheels/{build.files[0].filename}"] = 1
    python = environments.create(tmp_path / "torch-x", Path(sys.executable))
    said: list[str] = []
    wheels.install_build(python, build, (), tmp_path / "cache", said.append)

    assert 2 == len(said)
    assert "trying again" in said[1]


def test_what_it_depends_on_comes_from_the_same_index(
    url: str, index: Index, installed: Callable[[Build], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the default index has nothing; uv asked for the pins of 2.15.0 there."""
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"{url}/nothing-is-here")
    installed(stretch_at(url).builds[0])

    assert {"/wheels/numpy-99.0-py3-none-any.whl", "/wheels/setuptools-99.0-py3-none-any.whl"} <= set(index.asked)


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("form", ["folder", "address", "mirror"])
def test_a_folder_of_wheels_does_as_well(
    index: Index, observed: Callable[[Build], tuple[Environment, Observation]], tmp_path: Path, form: str
) -> None:
    """Wheels that somebody built or downloaded; what they depend on comes from the default index."""
    index.builds = index.builds[-30:]
    folder = index.write(tmp_path / "my wheels")
    if form == "mirror":
        index.write_page(folder)
    found = builds.read([str(folder) if form == "folder" else folder.as_uri()], [PYTHON])
    environment, row = observed(found[-1])

    assert 30 == len(found)
    assert (index.builds[-1].git, "None") == (environment.git, row.behaviour.facts["weight.grad"])


def test_a_build_for_another_python_is_not_installable(url: str, tmp_path: Path) -> None:
    """The environment has this Python, the wheel is for that one."""
    build = stretch_at(url).builds[0]
    other = helpers.replaced(build, files=tuple(helpers.replaced(file, python="3.99") for file in build.files))
    python = environments.create(tmp_path / "torch-x", Path(sys.executable))
    with pytest.raises(NotRun, match=f"for Python 3.99, none for {PYTHON}") as caught:
        wheels.install_build(python, other, (), tmp_path / "cache", print)

    assert "not installable" == caught.value.reason


def test_a_build_in_the_shape_of_a_release_has_the_pins_of_its_neighbour(url: str) -> None:
    """So that a Python is found and a job is planned for it as for a release."""
    build = stretch_at(url).builds[0]
    release = build.release(NEWER)

    assert (build.version, build.date, (PYTHON,), NEWER.pins) == (
        release.version,
        release.date,
        release.python,
        release.pins,
    )
    assert OLDER.key < release.key < NEWER.key
    assert release.within(">=2.14")
    assert not release.within(">=2.15")


@pytest.mark.usefixtures("url")
def test_made_releases_stand_in_for_the_ends(tmp_path: Path) -> None:
    """The index has 2.14.1 and 2.15.0 too, so that both ends of a bisect can be installed from it."""
    python = environments.create(tmp_path / "torch-x", Path(sys.executable))

    assert wheels.DEFAULT_INDEX == wheels.install(python, NEWER, (wheels.DEFAULT_INDEX,), tmp_path / "cache", print)


def test_the_made_line_is_as_asked() -> None:
    """200 nights over 210 days, and every build its own commit but for the twins."""
    line = made_line(twins={TWIN: OF})
    days = [made.version[-8:] for made in line if ".dev" in made.version]

    assert (200, "20260420", "20261115") == (len(days), days[0], days[-1])
    assert len(line) - 1 == len({made.git for made in line})
    assert all(isinstance(made, Made) and not made.switches for made in line)
