"""Somebody else's case behind bubblewrap: what it cannot reach, that it shows the same, and the refusal without."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import helpers
import pytest
from helpers import ROOT, replaced

from gradreg import sandbox
from gradreg.errors import NoSandbox
from gradreg.model import Environment, Job, Limits, Observation

RELEASE = "1.13.1"
FEW = 5
NOSY = """
PARAMS = {{"what": ["secret", "results", "home", "token", "network", "processes", "own folder"]}}


def observe(what):
    yield what, LOOKS[what]()


def secret():
    return open({secret!r}).read()


def results():
    with open({results!r}, "w") as stream:
        stream.write("forged")
    return "written"


def home():
    import os

    return any(name.startswith(".") for name in os.listdir({home!r}))


def token():
    import os

    return os.environ.get("SOME_TOKEN", "none")


def network():
    import socket

    socket.create_connection(("127.0.0.1", {port}), 5).close()
    return "connected"


def processes():
    import os

    return any(name == {pid!r} for name in os.listdir("/proc")) and open("/proc/{pid}/comm").read() != ""


def own_folder():
    import os
    import tempfile

    with tempfile.NamedTemporaryFile() as stream, open(os.path.expanduser("~/file"), "w") as file:
        return os.path.exists(stream.name) and file.writable()


LOOKS = {{"secret": secret, "results": results, "home": home, "token": token, "network": network}}
LOOKS.update({{"processes": processes, "own folder": own_folder}})
""".replace("LOOKS", "looks")


def reason() -> str | None:
    """Why there is no sandbox on this machine."""
    try:
        sandbox.must_work()
    except NoSandbox as error:
        return str(error)
    return None


REASON = reason()
"""The tests below look at the sandbox where there is one, and at the refusal where not; none is left out silently."""


class Looks(NamedTuple):
    """What the same cases showed behind the sandbox, where there is one, and outside of it."""

    within: tuple[Environment, dict[str, Observation]] | None
    without: tuple[Environment, dict[str, Observation]]
    evidence: str

    def nosy(self, *, within: bool) -> dict[str, object]:
        """What each look of the nosy case said, or how it failed."""
        _, found = self.within if within and self.within else self.without
        mine = {name: item.behaviour for name, item in found.items() if "nosy" in name}
        return {
            name.partition("[")[2][:-1]: item.raises or next(iter(item.facts.values())) for name, item in mine.items()
        }


@pytest.fixture(scope="module")
def looks(torch_python: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Looks:
    """The good cases and a nosy one, run twice: in the sandbox first, then as ever."""
    folder, python = tmp_path_factory.mktemp("sandbox"), torch_python(RELEASE)
    for name in ("secret", "results.json", "home/.ssh"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("theirs", encoding="utf-8")
    helpers.copy(helpers.CATALOGS / "good", folder / "cases")
    with pytest.MonkeyPatch.context() as patched, socket.create_server(("127.0.0.1", 0), backlog=16) as server:
        patched.setenv("SOME_TOKEN", "taken")
        patched.setenv("HOME", str(folder / "home"))
        words = {"secret": folder / "secret", "results": folder / "results.json", "home": folder / "home"}
        source = NOSY.format(**{name: str(path) for name, path in words.items()}, port=server.getsockname()[1],
                             pid=str(os.getpid()))  # fmt: skip # one thought
        helpers.write_case(folder / "cases" / "topic" / "nosy.py", source)
        job = helpers.job_of(folder / "cases", RELEASE, Limits())
        within = _within(python, replaced(job, sandbox=True))
        evidence = (folder / "results.json").read_text(encoding="utf-8")
        return Looks(within, helpers.observed(python, job), evidence)


def _within(python: Path, job: Job) -> tuple[Environment, dict[str, Observation]] | None:
    """What a job shows in the sandbox; None, told so that nobody overlooks it, where it is refused here."""
    if REASON is None:
        return helpers.observed(python, job)
    with pytest.raises(NoSandbox):
        sandbox.must_work()
    print(f"\nNo sandbox on this machine, so only its refusal is tested: {REASON}", file=sys.__stderr__)
    return None


def test_says_whether_there_is_one(capfd: pytest.CaptureFixture[str]) -> None:
    """A machine of a CI without one says so in its log."""
    with capfd.disabled():
        print(f"\nsandbox: {REASON or 'bubblewrap works here'}", file=sys.stderr)  # noqa: T201 nobody may overlook it
    assert REASON is None or "Nothing was run." in REASON


def test_case_reaches_everything_without_it(looks: Looks) -> None:
    """So that the next test says something: outside, each look succeeds."""
    assert {"secret": "theirs", "results": "written", "home": True, "token": "taken", "network": "connected",
            "processes": True, "own folder": True} == looks.nosy(within=False)  # fmt: skip # one thought


def test_case_reaches_nothing_that_is_not_its_own(looks: Looks) -> None:
    """No secret, no evidence, no home, no variable, no network, no process of others; but a folder of its own."""
    assert REASON or {
        "secret": "FileNotFoundError", "results": "FileNotFoundError", "home": "FileNotFoundError",
        "network": "ConnectionRefusedError", "token": "none", "processes": False, "own folder": True,
    } == looks.nosy(within=True)  # fmt: skip # one thought
    assert "theirs" == looks.evidence


def test_case_shows_the_same_within(looks: Looks) -> None:
    """Facts, messages, warnings and the fingerprint: everything that becomes evidence."""
    one, two = (
        (found[0], {name: item.behaviour for name, item in found[1].items() if "nosy" not in name})
        for found in (looks.within or looks.without, looks.without)
    )

    assert len(one[1]) > FEW
    assert one == two


def measure(tmp_path: Path, *before: str, device: str = "cpu", **environ: str) -> subprocess.CompletedProcess[str]:
    """`gradreg measure --sandbox` with no torch: what is refused is refused before anything is run."""
    words = ["-m", "gradreg", "measure", "--sandbox", "--torch", RELEASE, "--device", device]
    good, results = helpers.CATALOGS / "good", tmp_path / "results"
    folders = ["--python", sys.executable, "--cases", str(good), "--results", str(results)]
    return subprocess.run(
        [*before, sys.executable, *words, *folders], cwd=ROOT, env={**os.environ, **environ}, check=False, text=True,
        capture_output=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip # a parameter a line says nothing more


def test_without_bubblewrap_nothing_is_run(tmp_path: Path) -> None:
    """What is missing is named, with how to get it; nothing is installed or recorded."""
    done = measure(tmp_path, PATH=str(tmp_path))

    assert (2, "") == (done.returncode, done.stdout)
    assert "there is no bwrap on PATH" in done.stderr
    assert "apt-get install bubblewrap" in done.stderr
    assert not (tmp_path / "results").exists()


def test_where_namespaces_are_forbidden_nothing_is_run(tmp_path: Path) -> None:
    """In a container that allows no more of them, bubblewrap's own complaint is told."""
    within = [str(shutil.which("bwrap")), "--unshare-user", "--disable-userns", "--dev-bind", "/", "/"]
    done = measure(tmp_path, *(within if REASON is None else []))

    assert (2, "") == (done.returncode, done.stdout)
    assert "Nothing was run." in done.stderr
    assert REASON or "bubblewrap does not work here: bwrap: " in done.stderr
    assert not (tmp_path / "results").exists()


def test_other_devices_are_refused(tmp_path: Path) -> None:
    """The sandbox has no GPU, and does not measure without saying so."""
    done = measure(tmp_path, device="cuda")

    assert (64, "") == (done.returncode, done.stdout)
    assert "--sandbox hides every GPU" in done.stderr


def test_home_is_not_shown_as_a_part_of_a_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interpreter right below somebody's home would bring all of it along."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setenv("HOME", str(tmp_path))

    with pytest.raises(NoSandbox, match=r"would show all of|there is no bwrap"):
        sandbox.around(tmp_path / "bin" / "python", (), (), tmp_path)


def test_variables_are_few() -> None:
    """A token in the environment of a CI is not for a case."""
    found = sandbox.environ({"PATH": "/bin", "LANG": "C", "GITHUB_TOKEN": "x", "HOME": "/root"}, Path("/scratch"))

    assert {"PATH": "/bin", "LANG": "C", "HOME": "/scratch"} == found
