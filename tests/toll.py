"""The toll of a fault: what the user saw, the exit code, and which of the facts known before are lost after it.

A fault is a test marked `@pytest.mark.fault("what happened, in plain words")` that takes the fixture `strike`.
Facts are read before and after by `Strike.watched`, which every way through that fixture passes.

A plugin of pytest, too: it gathers the tolls, says what they come to, and writes the table.
"""

import ast
import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from helpers import DOCSTRING, ROOT

from gradreg.errors import BadEvidence
from gradreg.store import files

FAULTS = ROOT / "tests" / "faults"
TABLE = ROOT / "docs" / "faults.md"
COMMAND = "python -m pytest tests/faults --fault-table docs/faults.md"
ENOUGH = 60
HEAD = f"""# Faults

Each row is a fault that a test in `tests/faults/` really brings about, with the words that the user saw.
A fact is a recorded behaviour of one row in one release; all that were known before the fault are looked for after it.
What was no behaviour before, such as a crash, is no fact.
Evidence that a fault has made unreadable counts as one fact for each file: its bytes have to stay as they are.

Made by `{COMMAND}`.

"""


GATHERED: list["Toll"] = []
"""Of this run; one process runs pytest once."""
STRUCK = pytest.StashKey["Strike"]()
PROPERTY = "toll"


class Fact(NamedTuple):
    """A recorded behaviour, or the bytes of a file that cannot be read, and whether the case has changed since."""

    content: object
    stale: bool = False


class Toll(NamedTuple):
    """What one fault cost.

    Attributes:
        fault: what happened, in plain words.
        saw: the decisive line of what the user saw.
        code: the exit code.
        known: how many facts were known before.
        lost: those that are gone, or say something else now.
        gained: cells that hold a behaviour now and did not before.
    """

    fault: str
    saw: str
    code: int
    known: int
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def line(self) -> str:
        """Its row of the table."""
        saw = self.saw.replace("|", "\\|").replace("`", "'")
        return f"| {self.fault} | `{saw}` | {self.code} | {len(self.lost)} of {self.known} |"


def facts(results: Path) -> dict[str, Fact]:
    """Everything the evidence says, by its place; a fingerprint of an environment is a fact, too."""
    found: dict[str, Fact] = {}
    for path in sorted([*results.glob("*/*.json"), *results.glob(".own/*.json"), *results.glob("environments.json")]):
        try:
            found |= _environments(path) if path.name == "environments.json" else _cells(path)
        except (BadEvidence, OSError):
            found[str(path.relative_to(results))] = Fact(_bytes(path))
    return found


def _bytes(path: Path) -> object:
    """What stands in a file that is none of evidence; of anything else what it is."""
    try:
        return path.read_bytes() if path.is_file() else path.lstat().st_mode
    except OSError as error:
        return error.errno


def _cells(path: Path) -> dict[str, Fact]:
    stored = files.read(path)
    groups = [*((cells, True) for cells in stored.stale.values()), (stored.cells, False)]
    return {
        " ".join(where): Fact(stored.behaviours[key], stale)
        for cells, stale in groups
        for where, (key, _) in cells.items()
        if stored.behaviours[key].outcome.is_behaviour
    }


def _environments(path: Path) -> dict[str, Fact]:
    known = files.decode(path, path.read_bytes(), files.Environments).environments
    return {f"environment {name}": Fact(content) for name, content in known.items()}


def lost(before: Mapping[str, Fact], after: Mapping[str, Fact]) -> tuple[str, ...]:
    """Places whose fact is gone or another; a stale one may be measured anew, but not forgotten."""
    return tuple(
        place
        for place, fact in before.items()
        if place not in after or (not fact.stale and after[place].content != fact.content)
    )


def plain(line: str, folders: Iterable[Path] = ()) -> str:
    """A line without what differs from machine to machine and run to run: folders, ports, times, hashes."""
    text = line.strip()
    for folder in sorted(map(str, folders), key=len, reverse=True):
        text = text.replace(folder, "…")
    for pattern, instead in (
        (r"(?<![\w…/:])/(?:[^\s/:'`\"]+/)+", "…/"),
        (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
        (r"\b\d+(\.\d+)? ?(s|ms)\b", "N s"),
        (r"\b[0-9a-f]{8,}\b", "HASH"),
        (r"\bpython3\.\d+\b", "python3"),
        (r"\bprocess \d+|\bpid \d+", "process N"),
    ):
        text = re.sub(pattern, instead, text)
    return text


def surroundings(environ: Mapping[str, str]) -> dict[str, str]:
    """This process's variables with these on top; an empty one is taken away. gradreg is found from any folder."""
    around = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    return {name: value for name, value in around.items() if value}


def registered() -> list[str]:
    """The names of all faults, as they stand in the marks of the tests; none is run or imported for it."""
    return [
        node.args[0].value
        for path in sorted(FAULTS.glob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and "fault" == getattr(node.func, "attr", getattr(node.func, "id", None))
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


def table(tolls: Iterable[Toll]) -> str:
    """The whole of docs/faults.md; the same tolls give the same bytes."""
    lines = sorted({toll.fault: toll.line for toll in tolls}.items())
    head = "| fault | what the user saw | exit code | facts lost |\n|:--|:--|--:|--:|\n"
    return HEAD + head + "".join(f"{line}\n" for _, line in lines)


def summary(tolls: Iterable[Toll]) -> str:
    """How many faults there were, and what they cost."""
    tolls = tuple(tolls)
    return f"{len(tolls)} faults injected, {sum(len(toll.lost) for toll in tolls)} facts lost"


@dataclass
class Checkout:
    """A little checkout that a fault strikes: a catalog, and evidence that is known already.

    Attributes:
        folder: holds `cases`, `results` and the environments.
    """

    folder: Path

    @property
    def cases(self) -> Path:
        """The catalog."""
        return self.folder / "cases"

    @property
    def results(self) -> Path:
        """The evidence."""
        return self.folder / "results"

    @property
    def options(self) -> tuple[str | Path, ...]:
        """The places, for every command."""
        return ("--cases", self.cases, "--results", self.results)

    def add(self, name: str, body: str) -> Path:
        """Write one more case, `topic/claim`, with a docstring that is in order."""
        path = self.cases / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DOCSTRING + body, encoding="utf-8")
        return path


Told = Callable[..., None]


@dataclass
class Strike:
    """Runs something while a fault is there, and takes the toll: facts before and after, words, exit code."""

    fault: str
    checkout: Checkout
    tolls: list[Toll] = field(default_factory=list)

    def __call__(self, *arguments: str | Path, **how: Any) -> subprocess.CompletedProcess[str]:
        """Run `gradreg ARGUMENTS` on the places of the checkout; `how` is as in `run`."""
        return self.run([sys.executable, "-m", "gradreg", *arguments, *self.checkout.options], **how)

    def run(
        self,
        command: list[str | Path],
        *,
        saw: str,
        code: int,
        gains: int = 0,
        environ: Mapping[str, str] | None = None,
        prefix: Iterable[str | Path] = (),
        **how: Any,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, and hold it against what has to come of it.

        Args:
            command: what to run; it runs in the repository's root unless `cwd` says otherwise.
            saw: words of the decisive line of what the user saw.
            code: the exit code.
            gains: how many cells that were not known have to hold a behaviour afterwards.
            environ: variables, as `surroundings` takes them.
            prefix: what to put before the command.
            how: anything else that subprocess.run takes.
        """
        how = {"cwd": ROOT, "stdin": subprocess.DEVNULL, "timeout": 300} | how
        with self.watched(gains=gains) as told:
            done = subprocess.run(
                [*prefix, *command], env=surroundings(environ or {}), capture_output=True, text=True, errors="replace",
                check=False, **how,
            )  # fmt: skip # a parameter a line says nothing more
            told(done.stdout + done.stderr, done.returncode, saw=saw, code=code)
        return done

    @contextlib.contextmanager
    def watched(self, *, gains: int = 0) -> Iterator[Told]:
        """Take the facts before and after whatever is done inside, which ends with a call of what is yielded."""
        assert not self.tolls, "a test strikes once: each fault is one row of the table"
        before = facts(self.checkout.results)
        assert before, "nothing is known, so nothing could be lost"
        ended: list[tuple[str, int, str, int]] = []

        def told(text: str, found: int, *, saw: str, code: int) -> None:
            ended.append((text, found, saw, code))

        yield told
        [(text, found, saw, code)] = ended
        after = facts(self.checkout.results)
        gone, gained = lost(before, after), _gained(before, after)
        self.tolls.append(Toll(self.fault, self._line(text, saw), found, len(before), gone, gained))
        assert (code, True) == (found, saw in text), text
        assert () == gone, text
        assert gains == len(gained), (gained, text)
        assert "Traceback (most recent call last)" not in text.partition("  infra: ")[0], text

    def _line(self, text: str, saw: str) -> str:
        lines = [line for line in text.splitlines() if line.startswith("  infra: ")][:1]
        lines += [line for line in text.splitlines() if saw in line and line not in lines][:1]
        return plain(
            " · ".join(line.strip() for line in lines), (self.checkout.folder.resolve(), self.checkout.folder, ROOT)
        )


def _gained(before: Mapping[str, Fact], after: Mapping[str, Fact]) -> tuple[str, ...]:
    return tuple(place for place in after if place not in before and not place.startswith("environment "))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where to write the table."""
    parser.addoption("--fault-table", metavar="FILE", help="write what each fault cost as a table in Markdown")


def pytest_configure(config: pytest.Config) -> None:
    """Know the mark."""
    config.addinivalue_line("markers", "fault(name): a fault, in plain words, that the test really brings about")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Let no test of a fault pass that took no toll; send along what the others took."""
    marked = item.get_closest_marker("fault")
    try:
        done = yield
    finally:
        if STRUCK in item.stash:
            item.user_properties += [(PROPERTY, tuple(toll)) for toll in item.stash[STRUCK].tolls]
    if marked and not (STRUCK in item.stash and item.stash[STRUCK].tolls):
        pytest.fail(f"the fault {marked.args[0]!r} was not taken through the fixture `strike`")
    return done


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Gather; under pytest-xdist this is not the process in which the test ran."""
    if report.when == "call":
        GATHERED.extend(Toll(*content) for name, content in report.user_properties if name == PROPERTY)  # type: ignore[misc] # pytest lets them be anything


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many faults there were and what they cost; write the table where one was asked for."""
    if not GATHERED:
        return
    terminalreporter.write_line(summary(GATHERED))
    asked = config.getoption("fault_table")
    if asked:
        Path(asked).write_text(table(GATHERED), encoding="utf-8")
        missing = set(registered()) - {toll.fault for toll in GATHERED}
        terminalreporter.write_line(f"{asked} lacks {len(missing)} faults" if missing else f"{asked} is complete")
