"""What tests share and pytest need not know: small cases, real environments, the real command."""

import json
import os
import shutil
import subprocess
import sys
import textwrap
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock

from gradreg import catalog, environments, interpreters, releases, runner, store, wheels
from gradreg.catalog import read
from gradreg.model import (
    Behaviour,
    Case,
    Environment,
    Era,
    Job,
    Limits,
    Line,
    Observation,
    Outcome,
    Table,
    Transition,
    Use,
    Value,
    Verdict,
)
from gradreg.store import files

ROOT = Path(__file__).parent.parent
CATALOGS = Path(__file__).parent / "catalogs"
PYTHONS = {"1.0.0": "3.7", "1.4.0": "3.8", "1.13.1": "3.11", "2.15.0": "3.13"}
"""The releases the worker is tested in, each on another Python."""
DOCSTRING = '"""Does it?\n\nA story.\n\nhttps://example.org/\n"""\n'
KNOWN = releases.load()
KNOWN_KEYS = {release.version: release.key for release in KNOWN}


def installed(root: Path, version: str) -> Path:
    """A Python that has a release of torch, in an environment below `root` that nox would make as well."""
    release = releases.find(KNOWN, version)
    wanted = msgspec.structs.replace(release, python=(PYTHONS[version],))

    def build(folder: Path) -> str:
        python = environments.create(folder, interpreters.find(wanted, os.environ))
        memory = root / ".gradreg" / f"cpu-index-{os.getpid()}"
        sources = wheels.sources(memory, lambda: wheels.cpu_index_answers(python, release))
        return wheels.install(python, release, sources, folder / "cache", print)

    folder = root / f"torch-{version.replace('.', '-')}-cpu"
    use = Use(reuse=True, keep=True)
    with FileLock(root / f"tests-{version}.lock"):  # another process of the tests may be making it
        if environments.stamp(folder):
            return environments.python_of(folder)
        with environments.provided(folder, (f"torch=={version}", *release.pins), use, build) as (python, _):
            return python


def stand_in(folder: Path, version: str) -> Path:
    """A Python that says it has a release of torch, the made-up one, which starts at once; no wheel brought it."""
    venv.create(folder, symlinks=True)
    (packages,) = folder.glob("lib/python3*/site-packages")
    copy(ROOT / "tests" / "made_torch", packages)
    (packages / "torch" / "version.py").write_text(f"__version__ = {version!r}\ngit_version = cuda = None\n")
    return folder / "bin" / "python"


def write_case(path: Path, body: str) -> Path:
    """Write a case with a docstring that is in order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DOCSTRING + textwrap.dedent(body), encoding="utf-8")
    return path


def read_case(path: Path) -> Case:
    """Read one case that has no mistake."""
    case, mistakes = read.read_case(path, f"{path.parent.name}/{path.stem}", KNOWN)
    assert case is not None, mistakes
    return case


def job_of(folder: Path, release: str, limits: Limits, device: str = "cpu") -> Job:
    """All rows of a catalog on one release, whether or not it says that they make sense there."""
    cases = catalog.load(folder, KNOWN)
    return Job(release, device, tuple((case, case.rows) for case in cases), limits)


def observed(python: Path, job: Job) -> tuple[Environment, dict[str, Observation]]:
    """Run a job with the real worker; return the fingerprint, and the observations by row."""
    fingerprint, *answers = list(runner.run(python, job))
    assert isinstance(fingerprint, Environment)
    found = [answer for answer in answers if isinstance(answer, Observation)]
    assert sorted(row.name for row in job.rows) == sorted(answer.row for answer in found)
    return fingerprint, {answer.row: answer for answer in found}


def saw(**facts: Any) -> Behaviour:
    """A behaviour that was observed; the facts' names are the keywords."""
    return Behaviour(Outcome.OBSERVED, facts)


def infra(reason: str = "no interpreter") -> Behaviour:
    """A cell that nobody could measure."""
    return Behaviour(Outcome.INFRA, detail=reason)


def gradreg(*arguments: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in the repository's root; output is text."""
    return subprocess.run(
        [sys.executable, "-m", "gradreg", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def json_of(*arguments: str | Path) -> Any:
    """What a reading command prints with --json, which must be all it prints and end with 0."""
    done = gradreg(*arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def line_of(row: str, *eras: Era, transitions: tuple[Transition, ...] = (), claims: tuple[Verdict, ...] = ()) -> Line:
    """A line of a table with that to show."""
    question = f"What of {row}?"
    return Line(row, row.partition("/")[0], question, eras, transitions, claims, "no expectation", stale=False)


def table_of(*lines: Line) -> Table:
    """A table of those lines over every release."""
    return Table(lines, tuple(release.version for release in KNOWN), {"observed": 3, "infra: no interpreter": 1})


def copy(source: Path, target: Path) -> None:
    """Copy a folder into another."""
    shutil.copytree(source, target, dirs_exist_ok=True)


def snapshot(results: Path) -> dict[str, bytes]:
    """Every file of the evidence with its bytes; what git ignores is left out."""
    return {
        path.relative_to(results).as_posix(): path.read_bytes()
        for path in sorted(results.rglob("*"))
        if path.is_file() and store.RAW not in path.parts
    }


def tampered(results: Path, target: Path, case: str, facts: Mapping[str, Value] | None = None) -> None:
    """A copy of the evidence in which one case says something else, as if an older run had seen that."""
    copy(results, target)
    path = target / f"{case}.json"
    stored = files.read(path)
    for where, (key, environment) in list(stored.cells.items()):
        changed = msgspec.structs.replace(stored.behaviours[key], facts=dict(facts or {"tampered": True}))
        stored.behaviours[files.key_of(changed)] = changed
        stored.cells[where] = files.key_of(changed), environment
    path.write_bytes(files.encoded(stored))


def restore(results: Path, files: dict[str, bytes]) -> None:
    """Put the evidence back as it was."""
    for name in snapshot(results):
        (results / name).unlink()
    for name, content in files.items():
        (results / name).write_bytes(content)


def replaced(content: Any, **fields: Any) -> Any:
    """A frozen value with some fields changed."""
    return msgspec.structs.replace(content, **fields)


def environment_of(torch: str, **fields: str | None) -> Environment:
    """A fingerprint that holds a version of torch."""
    plain = Environment(torch, None, None, "3.11.7", "1.26.4", "Linux x86_64", "default index")
    return msgspec.structs.replace(plain, **fields)
