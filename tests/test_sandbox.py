"""Somebody else's case behind bubblewrap: what it cannot reach, that it shows the same, and the refusal without."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import helpers
import pytest
from helpers import ROOT, replaced

from gradreg import sandbox
from gradreg.errors import NoSandbox
from gradreg.model import Job, Limits, Observation

RELEASE = "1.13.1"
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


@pytest.fixture
def listening() -> Iterator[int]:
    """A port of this machine on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as server:
        yield int(server.getsockname()[1])


def refused(job: Job, python: Path) -> bool:
    """Whether a job in the sandbox is refused here; true says that this machine can test nothing more."""
    if REASON is None:
        return False
    with pytest.raises(NoSandbox):
        helpers.observed(python, job)
    print(f"\nNo sandbox on this machine, so only its refusal was tested: {REASON}", file=sys.__stderr__)
    return True


def test_says_whether_there_is_one(capfd: pytest.CaptureFixture[str]) -> None:
    """A machine of a CI without one says so in its log."""
    with capfd.disabled():
        print(f"\nsandbox: {REASON or 'bubblewrap works here'}", file=sys.stderr)  # noqa: T201 as above
    assert REASON is None or "Nothing was run." in REASON


def test_case_reaches_nothing_that_is_not_its_own(
    torch_python: Callable[[str], Path], tmp_path: Path, listening: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No secret, no evidence, no home, no variable, no network, no process of others; outside it reaches them all."""
    python = torch_python(RELEASE)
    monkeypatch.setenv("SOME_TOKEN", "taken")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("secret", "results.json", "home/.ssh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("theirs", encoding="utf-8")
    words = {"secret": tmp_path / "secret", "results": tmp_path / "results.json", "home": tmp_path / "home"}
    source = NOSY.format(**{name: str(path) for name, path in words.items()}, port=listening, pid=str(os.getpid()))
    helpers.write_case(tmp_path / "cases" / "topic" / "nosy.py", source)
    job = replaced(helpers.job_of(tmp_path / "cases", RELEASE, Limits()), sandbox=True)
    if refused(job, python):
        return

    within = told(helpers.observed(python, job)[1])
    assert "theirs" == (tmp_path / "results.json").read_text(encoding="utf-8")
    assert {"token": "none", "own folder": True, "processes": False} == {
        name: within.pop(name) for name in ("token", "own folder", "processes")
    }
    assert {"secret", "results", "home", "network"} == set(within)
    assert {"FileNotFoundError", "ConnectionRefusedError"} == set(within.values()), within

    without = told(helpers.observed(python, replaced(job, sandbox=False))[1])
    assert {"secret": "theirs", "results": "written", "home": True, "token": "taken", "network": "connected",
            "processes": True, "own folder": True} == without  # fmt: skip # one thought


def told(found: dict[str, Observation]) -> dict[str, object]:
    """What each look said, or how it failed."""
    return {
        name.partition("[")[2][:-1]: item.behaviour.raises or next(iter(item.behaviour.facts.values()))
        for name, item in found.items()
    }


def test_case_shows_the_same_within(torch_python: Callable[[str], Path]) -> None:
    """Facts, messages, warnings and the fingerprint: everything that becomes evidence."""
    job = helpers.job_of(helpers.CATALOGS / "good", RELEASE, Limits())
    python = torch_python(RELEASE)
    if refused(replaced(job, sandbox=True), python):
        return

    one, two = (helpers.observed(python, replaced(job, sandbox=within)) for within in (False, True))
    assert one[0] == two[0]
    assert {name: item.behaviour for name, item in one[1].items()} == {
        name: item.behaviour for name, item in two[1].items()
    }


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
    assert "--sandbox hides every device but the cpu" in done.stderr


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
