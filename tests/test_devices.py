"""A GPU that is there, one that is not, and one that this torch cannot use: the real worker, a pretended GPU."""

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import gradreg, snapshot, stand_in, write_case
from test_nox import nox

from gradreg import environments, releases
from gradreg.model import DEVICES, HOSTED, Release

RELEASE = "2.15.0"
BODY = """
import torch

PARAMS = {"factor": [1, 2, 3]}


def observe(device, factor):
    leaf = torch.ones(2, device=device, requires_grad=True)
    yield "before", leaf.grad
    (leaf * factor).sum().backward()
    yield "after", leaf.grad
    yield "device", leaf.device.type
"""
FINE = {"ARCHITECTURE": (9, 0)}
WHEEL = "this wheel, built for CUDA None, has kernels for sm_80, sm_90"
ABSENT = [
    ({}, "not available here", "Found no NVIDIA driver"),
    ({"ARCHITECTURE": (12, 0)}, "GPU not supported", f"the GPU is sm_120 (Made GPU); {WHEEL}"),
    ({"ARCHITECTURE": (9, 0), "DRIVER_IS_TOO_OLD": True}, "driver too old", "found version 9010"),
]
Gpu = Callable[..., Path]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the stand-in for torch, as a session of nox makes it."""
    folder = tmp_path_factory.mktemp("envs") / f"torch-{RELEASE.replace('.', '-')}-cuda"
    stand_in(folder, RELEASE)
    requirements = releases.find(releases.load(), RELEASE).requirements
    environments.finish(folder, environments.Stamp(requirements, "given"))
    return folder


@pytest.fixture
def gpu(environment: Path, tmp_path: Path) -> Gpu:
    """`gpu(ARCHITECTURE=(9, 0))` puts that GPU into the machine; returns the diary of processes."""
    (module,) = environment.glob("lib/python3*/site-packages/torch/gpu.py")

    def put(**settings: object) -> Path:
        diary = tmp_path / "diary"
        told = {"ARCHITECTURE": None, "KERNELS": ("sm_80", "sm_90"), "DRIVER_IS_TOO_OLD": False, "DIARY": str(diary)}
        module.write_text("".join(f"{name} = {value!r}\n" for name, value in {**told, **settings}.items()))
        for compiled in module.parent.glob("__pycache__/gpu.*"):  # Python takes one of the same second and size for new
            compiled.unlink()
        return diary

    return put


@pytest.fixture
def places(tmp_path: Path) -> tuple[str | Path, ...]:
    """The options that name a catalog of two cases, three rows each, and a folder of evidence."""
    for name in ("first", "second"):
        write_case(tmp_path / "cases" / "made" / f"{name}.py", BODY)
    return "--cases", tmp_path / "cases", "--results", tmp_path / "results"


def measure(environment: Path, places: tuple[str | Path, ...], *more: str) -> subprocess.CompletedProcess[str]:
    """Measure on cuda with the real command."""
    python = environments.python_of(environment)
    return gradreg("measure", "--torch", RELEASE, "--device", "cuda", "--python", python, *places, "--once", *more)


class TestAGpuThatIsThere:
    """Everything runs on it, and no process inherits it."""

    def test_is_measured_as_the_cpu_is(self, environment: Path, gpu: Gpu, places: tuple[str | Path, ...]) -> None:
        """Each row is recorded, with tensors of the GPU."""
        gpu(**FINE)
        done = measure(environment, places)
        shown = json.loads(gradreg("show", "made/first", "--json", *places).stdout)
        eras = [era for row in shown for era in row["eras"] if era["device"] == "cuda" and era["facts"]]

        assert 0 == done.returncode
        assert 3 == len(eras)
        assert {"before": "None", "after": "nonzero", "device": "cuda"} == eras[0]["facts"]

    def test_torch_is_imported_once_and_the_gpu_started_once_a_case(
        self, environment: Path, gpu: Gpu, places: tuple[str | Path, ...]
    ) -> None:
        """One process imports; the canary and each case start the GPU in a process of their own, the first never."""
        diary = gpu(**FINE)
        measure(environment, places)
        lines = [line.split() for line in diary.read_text().splitlines()]
        counted = Counter(what for what, _ in lines)
        (parent,) = (process for what, process in lines if what == "imported")

        assert {"imported": 1, "started": 3} == counted
        assert parent not in {process for what, process in lines if what == "started"}

    def test_every_row_may_have_its_own(self, environment: Path, gpu: Gpu, places: tuple[str | Path, ...]) -> None:
        """With --isolate the GPU is started for each row, and torch still imported once."""
        diary = gpu(**FINE)
        done = measure(environment, places, "--isolate")

        assert 0 == done.returncode, done.stderr
        assert {"imported": 1, "started": 7} == Counter(line.split()[0] for line in diary.read_text().splitlines())


@pytest.mark.parametrize(("settings", "reason", "told"), ABSENT, ids=[reason for _, reason, _ in ABSENT])
class TestAGpuThatIsOfNoUse:
    """No fault of anybody: it is said, and nothing is recorded."""

    def test_is_said_in_so_many_words(
        self, environment: Path, gpu: Gpu, places: tuple[str | Path, ...], settings: dict[str, object], reason: str,
        told: str,
    ) -> None:  # fmt: skip # a parameter a line says nothing more
        """Exit code 0, the reason, what was seen, and what to do."""
        gpu(**settings)
        done = measure(environment, places)

        assert 0 == done.returncode
        assert f"infra: {reason}" in done.stdout
        assert told in done.stdout
        assert "Nothing is recorded." in done.stdout
        assert "held back" not in done.stdout

    def test_leaves_the_evidence_as_it_was(
        self, environment: Path, gpu: Gpu, places: tuple[str | Path, ...], settings: dict[str, object], reason: str,
        told: str,
    ) -> None:  # fmt: skip # as above
        """What was measured on a GPU that worked is still known, to the byte."""
        gpu(**FINE)
        measure(environment, places)
        before = snapshot(Path(places[-1]))
        gpu(**settings)
        done = measure(environment, places, "--update", "--accept-changes", "because it is a test")

        assert (reason in done.stdout, told in done.stdout) == (True, True)
        assert before == snapshot(Path(places[-1]))
        assert before


def test_a_session_of_nox_is_skipped(environment: Path, gpu: Gpu, places: tuple[str | Path, ...]) -> None:
    """Real nox, also on a CI: skipped with the reason, which is no failure."""
    gpu(ARCHITECTURE=(12, 0))
    where = ("-R", "--envdir", environment.parent, "-s", f"torch-{RELEASE}-cuda", "--", *places)
    done = nox(*where, CI="1")

    assert 0 == done.returncode, done.stdout
    assert "skipped" in done.stdout
    assert "infra: GPU not supported" in done.stdout


ON_META = """
import torch


def observe(device):
    leaf = torch.ones(2, device=device, requires_grad=True)
    yield "gradient", leaf.grad
    (leaf * 3).sum().backward()
    yield "gradient", leaf.grad
    yield "sizes", list(leaf.grad.shape)
    yield "number", float(leaf.grad[0])
"""


@pytest.mark.parametrize("version", ["1.13.1", "2.15.0"])
def test_a_tensor_on_meta_has_no_data(version: str, torch_python: Callable[[str], Path], tmp_path: Path) -> None:
    """None stays None, a tensor is told as that, its shape is known, and to ask for a number raises as torch does."""
    write_case(tmp_path / "cases" / "made" / "on_meta.py", ON_META)
    places = ("--cases", tmp_path / "cases", "--results", tmp_path / "results")
    python = torch_python(version)
    for device in ("meta", "cpu"):
        done = gradreg("measure", "--torch", version, "--device", device, "--python", python, *places, "--once")
        assert (0, "1 new" in done.stdout) == (done.returncode, True), done.stdout
    shown = json.loads(gradreg("show", "made/on_meta", "--json", *places).stdout)
    found = {era["device"]: era for era in shown["eras"] if era["facts"]}

    assert {"gradient": ["None", "no data"], "sizes": [2]} == found["meta"]["facts"]
    assert "raised" == found["meta"]["outcome"]
    assert {"gradient": ["None", "nonzero"], "sizes": [2], "number": 3.0} == found["cpu"]["facts"]
    assert [(False, True, None)] == [(item["differs"], item["cut"], item["since"]) for item in shown["departures"]]


class TestReleases:
    """Which release has which device is data."""

    KNOWN = releases.load()

    @staticmethod
    def first(device: str, known: tuple[Release, ...]) -> str:
        """The first release that can be measured on a device."""
        return next(release.version for release in known if device in release.devices)

    @pytest.mark.parametrize(
        ("device", "version"),
        [("cpu", "1.0.0"), ("cuda", "1.0.0"), ("mps", "1.12.0"), ("xpu", "2.6.0"), ("meta", "1.10.0")],
    )
    def test_each_device_came_with_a_release(self, device: str, version: str) -> None:
        """And every later one has it."""
        assert version == self.first(device, self.KNOWN)
        assert all(
            device in release.devices for release in self.KNOWN if release.key >= releases.find(self.KNOWN, version).key
        )

    def test_names_every_device_and_how_that_is_known(self) -> None:
        """In the order in which they are named everywhere."""
        assert DEVICES == tuple(device.name for device in releases.known_devices())
        assert all(device.source for device in releases.known_devices())
        assert {device.name for device in releases.known_devices()} >= HOSTED

    def test_a_release_without_the_device_is_refused(self, tmp_path: Path) -> None:
        """Nothing is installed for it."""
        done = gradreg("measure", "--torch", "1.9.1", "--device", "meta", "--envdir", tmp_path / "env")

        assert 64 == done.returncode
        assert "torch 1.10.0 is the first that can" in done.stderr
        assert not (tmp_path / "env").exists()
