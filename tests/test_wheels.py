"""Installing torch: which index, which complaints are passing, and what a real failure looks like."""

import io
import multiprocessing
import sys
import tarfile
from pathlib import Path

import pytest

from gradreg import environments, uv, wheels
from gradreg.errors import NotRun
from gradreg.model import Release
from gradreg.wheels import CPU_INDEX, DEFAULT_INDEX

NOWHERE = Release("9.9.9", "2030-01-01", ("3.11",), ("numpy",))


def ask(folder: str) -> tuple[str, ...]:
    """Ask for the sources in a process of its own; each real look at the index leaves a mark."""

    def answers() -> bool:
        (Path(folder) / f"asked-{multiprocessing.current_process().pid}").touch()
        return True

    return wheels.sources(Path(folder) / "state" / "cpu-index-1", answers)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real, empty environment."""
    return environments.create(tmp_path_factory.mktemp("venv") / "torch-x", Path(sys.executable))


class TestSources:
    """Whether PyTorch's CPU index answers is asked once."""

    def test_are_asked_for_once_across_processes(self, tmp_path: Path) -> None:
        """Sessions that start at once share one answer."""
        with multiprocessing.get_context("spawn").Pool(4) as pool:
            found = pool.map(ask, [str(tmp_path)] * 8)

        assert [(CPU_INDEX, DEFAULT_INDEX)] * 8 == found
        assert 1 == len(list(tmp_path.glob("asked-*")))

    def test_leave_out_what_does_not_answer(self, tmp_path: Path) -> None:
        """An index that cannot be reached is not tried again, in this run."""
        asked: list[int] = []

        for _ in range(2):
            assert (DEFAULT_INDEX,) == wheels.sources(tmp_path / "m", lambda: bool(asked.append(1)))
        assert [1] == asked

    def test_ask_again_in_another_run(self, tmp_path: Path) -> None:
        """The answer is kept under the name of the run."""
        assert (DEFAULT_INDEX,) == wheels.sources(tmp_path / "one", lambda: False)
        assert (CPU_INDEX, DEFAULT_INDEX) == wheels.sources(tmp_path / "two", lambda: True)


BACKEND = """
import pathlib

def build_wheel(*arguments, **more):
    pathlib.Path({mark!r}).touch()
    raise SystemExit(1)

prepare_metadata_for_build_wheel = build_wheel
"""


class TestSourceDistributions:
    """What would have to be built would run code of whoever uploaded it."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """An index of one source distribution, which leaves a mark when it is built."""
        backend = BACKEND.format(mark=str(tmp_path / "mark"))
        project = '[build-system]\nrequires = []\nbuild-backend = "own"\nbackend-path = ["."]\n'
        content = {"own.py": backend, "pyproject.toml": project}
        with tarfile.open(tmp_path / "torch-1.0.0.tar.gz", "w:gz") as archive:
            for name, text in content.items():
                member = tarfile.TarInfo(f"torch-1.0.0/{name}")
                member.size = len(text)
                archive.addfile(member, io.BytesIO(text.encode()))
        return tmp_path

    def test_are_not_built(self, python: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Not when torch is installed, and not when an index is only asked; uv alone would build it."""
        monkeypatch.setenv("UV_NO_INDEX", "1")
        monkeypatch.setenv("UV_FIND_LINKS", str(folder))
        release = Release("1.0.0", "2018-12-07", ("3.11",), ())
        with pytest.raises(NotRun, match="cannot be installed"):
            wheels.install(python, release, (DEFAULT_INDEX,), folder / "cache", lambda _: None)
        assert wheels.index_complaint(DEFAULT_INDEX, release, ("--python", python))
        assert not (folder / "mark").exists()

        assert not uv.run("pip", "install", "--python", python, "torch==1.0.0", "--no-cache").ok
        assert (folder / "mark").exists()


class TestPassing:
    """A network fault may be gone a little later; anything else is not tried again."""

    @pytest.mark.parametrize(
        "complaint",
        [
            "error: Failed to fetch: `https://index.example/simple/torch/`\n  Caused by: error sending request for url",
            "Caused by: client error (Connect)\n  Caused by: tcp connect error: Connection refused (os error 111)",
            "operation timed out",
            "dns error: failed to lookup address information: Temporary failure in name resolution",
            "connection reset by peer",
            "HTTP status server error (503 Service Unavailable) for url",
            "HTTP status client error (429 Too Many Requests)",
            "error decoding response body: request or response body error: unexpected EOF",
            "Hash mismatch for `torch==2.0.1`",
        ],
    )
    def test_faults_of_the_network(self, complaint: str) -> None:
        """They are worth another try."""
        assert wheels.is_passing(complaint)

    @pytest.mark.parametrize(
        "complaint",
        [
            "Because there is no version of torch==9.9.9, we can conclude that your requirements are unsatisfiable.",
            "Because torch==1.0.0 has no wheels with a matching Python version tag (e.g., `cp311`)",
            "No space left on device (os error 28)",
            "Failed to download `torch @ http://127.0.0.1:50321/torch.whl#sha256=4295035024290`: corrupt",
            "Computed:\n  sha256:4295bb02e5ef503502e5ef503502429e5ef503502429e5ef503502e5ef503502",
            "Failed to build `numpy==1.21.0`: call to `setuptools.build_meta.build_wheel` failed",
            "",
        ],
    )
    def test_faults_that_stay(self, complaint: str) -> None:
        """Trying again would only take time."""
        assert not wheels.is_passing(complaint)


class TestInstalling:
    """The real uv, asked for what is not there."""

    def test_a_release_that_does_not_exist_is_not_installable(self, python: Path, tmp_path: Path) -> None:
        """The reason is the infra word, uv's own words are in the message, and it was tried once."""
        said: list[str] = []
        with pytest.raises(NotRun) as caught:
            wheels.install(python, NOWHERE, (DEFAULT_INDEX,), tmp_path, said.append)

        assert "not installable" == caught.value.reason
        assert "torch==9.9.9" in str(caught.value)
        assert 1 == len(said)

    def test_a_registry_that_is_down_is_tried_again(
        self, python: Path, tmp_path: Path, closed_port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each try is announced with its reason, and in the end it is not installable."""
        monkeypatch.setenv("UV_DEFAULT_INDEX", f"http://127.0.0.1:{closed_port}/simple")
        monkeypatch.setenv("UV_HTTP_RETRIES", "0")
        monkeypatch.setattr(wheels, "PAUSES", (0, 0))
        said: list[str] = []
        with pytest.raises(NotRun) as caught:
            wheels.install(python, NOWHERE, (DEFAULT_INDEX,), tmp_path, said.append)

        assert "not installable" == caught.value.reason
        assert 3 == len(said)
        assert all("again" in text for text in said[1:])

    def test_every_source_is_tried(self, python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What the first source lacks is looked for in the next, by name."""
        monkeypatch.setattr(wheels, "PAUSES", ())
        said: list[str] = []
        with pytest.raises(NotRun):
            wheels.install(python, NOWHERE, (CPU_INDEX, DEFAULT_INDEX), tmp_path, said.append)

        assert [True, False] == [CPU_INDEX in text for text in said]
        assert [False, True] == [DEFAULT_INDEX in text for text in said]

    def test_a_dead_cpu_index_does_not_answer(
        self, python: Path, closed_port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Behind a proxy that is down no index answers, which is no error."""
        for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port}")

        assert not wheels.cpu_index_answers(python, NOWHERE)
