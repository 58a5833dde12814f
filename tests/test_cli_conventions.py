"""What every command has in common, those of tomorrow too: help, examples, JSON, streams, exit codes, no traceback."""

import errno
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click
import helpers
import pytest
from helpers import CATALOGS, ROOT, gradreg

from gradreg import pipeline
from gradreg.cli import cli, reference
from gradreg.cli.sections import SECTIONS
from gradreg.errors import GradregError

GOOD = CATALOGS / "good"
NAMES = sorted(cli.commands)
TALKLESS = {"accept", "adopt", "completion", "new", "repro"}
"""Commands that print a text to use as it is, or only talk: JSON would say no more."""
OTHERS = ("ask", "guard", "repro", "why", "summary", "status", "measure", "doctor", "completion")
QUICK = [name for name in (*SECTIONS["Read"], *OTHERS) if name in NAMES]
"""Commands whose example only reads, or says what it would do: these are really run."""
KEEPERS = ("check", "render", "prune", "accept", "status", "doctor")
READING = [name for name in (*SECTIONS["Read"], *KEEPERS) if name in NAMES]
"""Commands that read the whole catalog, and so can be made to stand still in it."""
ENDS = {0, 1, 2}


def examples(name: str) -> list[list[str]]:
    """The example lines of a command's help, as words, up to a pipe or redirection."""
    lines = [line.strip() for line in str(cli.commands[name].help).splitlines()]
    found = [shlex.split(line.removeprefix("Example: ")) for line in lines if line.startswith("Example: ")]
    return [words[: next((at for at, word in enumerate(words) if word in {"|", ">"}), len(words))] for words in found]


def example(name: str) -> list[str]:
    """The words of the first example behind `gradreg`."""
    return examples(name)[0][1:]


def options(name: str) -> dict[str, click.Parameter]:
    """The parameters of a command by their names in the code."""
    return {str(parameter.name): parameter for parameter in cli.commands[name].params}


def having(parameter: str) -> list[str]:
    """The commands that take a parameter of that name."""
    return [name for name in NAMES if parameter in options(name)]


def parsed(words: list[str]) -> click.Context:
    """A command line as click understands it, without running it."""
    return cli.commands[words[0]].make_context(words[0], list(words[1:]), parent=click.Context(cli))


def run(*words: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command; there is never a traceback."""
    done = gradreg(*words, **environ)
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


@cache
def ran(name: str) -> subprocess.CompletedProcess[str]:
    """What the example of a command did, run once."""
    return run(*example(name))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], None]:
    """Make the files that an example names, in a folder of this test's own."""
    monkeypatch.chdir(tmp_path)

    def make(words: list[str]) -> None:
        for word in words:
            if Path(word).suffix in {".py", ".md", ".json"}:
                Path(word).parent.mkdir(parents=True, exist_ok=True)
                Path(word).touch()

    return make


class TestHelp:
    """What `gradreg --help` and `gradreg COMMAND --help` show."""

    def test_of_gradreg_alone_is_its_commands_in_sections(self) -> None:
        """Exit code 0, the three verbs first, and each command once, under its section."""
        done, asked = run(), run("--help")
        lines = done.stdout.splitlines()

        assert (0, "") == (done.returncode, done.stderr)
        assert asked.stdout == done.stdout
        for verb in ("run nox", "read the table", "add a case"):
            assert any(line.strip().startswith(verb) for line in lines[:8])
        for title, names in SECTIONS.items():
            assert f"{title}:" in lines or not set(names) & set(NAMES)
        assert all(1 == sum(line.startswith(f"  {name} ") for line in lines) for name in NAMES)

    def test_no_command_is_without_a_section(self) -> None:
        """The table of sections is written by hand; who adds a command adds it there."""
        listed = [name for names in SECTIONS.values() for name in names]

        assert set() == set(NAMES) - set(listed)
        assert len(listed) == len(set(listed))

    @pytest.mark.parametrize("name", NAMES)
    def test_has_a_sentence_and_an_example(self, name: str) -> None:
        """The sentence says what it does; the example is of this command."""
        first = str(cli.commands[name].help).splitlines()[0]

        assert first.endswith((".", ":"))
        assert examples(name)
        assert all(["gradreg", name] == words[:2] for words in examples(name))

    @pytest.mark.parametrize("name", NAMES)
    def test_example_is_understood(self, name: str, files: Callable[[list[str]], None]) -> None:
        """Click takes every example as it stands."""
        for words in examples(name):
            files(words)
            assert name == parsed(words[1:]).info_name

    @pytest.mark.parametrize("name", NAMES)
    def test_explains_each_option(self, name: str) -> None:
        """In a phrase that begins with a capital and ends with a full stop."""
        for parameter in options(name).values():
            if isinstance(parameter, click.Option):
                text = parameter.help or ""
                assert text.endswith("."), parameter.opts
                assert text[:1] == text[:1].upper(), parameter.opts

    def test_says_the_same_of_the_same_option(self) -> None:
        """An option that several commands have is worded alike, but for what is particular to one of them."""
        worded = {"-k", "--cases", "--results", "--json"}
        said = {
            (option, parameter.help)
            for name in NAMES
            for parameter in options(name).values()
            if isinstance(parameter, click.Option)
            for option in parameter.opts
            if option in worded
        }

        assert len(worded & {option for option, _ in said}) == len(said)

    def test_is_the_page_of_all_commands(self) -> None:
        """If this fails: `python -m gradreg.cli.reference > docs/commands.md`."""
        assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == reference.page()

    def test_page_names_every_environment_variable(self) -> None:
        """What the sources ask the environment for is in the page's table."""
        sources = [*(ROOT / "gradreg").rglob("*.py"), ROOT / "noxfile.py", ROOT / "tests" / "conftest.py"]
        asked = {
            name
            for path in sources
            if path.parent.name != "worker"
            for found in re.findall(
                r'environ\w*(?:\.get|\.setdefault)?[(\[]"(\w+)"|envvar="(\w+)"', path.read_text(encoding="utf-8")
            )
            for name in found
            if name
        }

        assert {"PATH", "NO_COLOR", "GRADREG_RUN"} <= asked
        assert set() == {name for name in asked if f"`{name}`" not in reference.page()}

    def test_loads_nothing_that_it_does_not_need(self) -> None:
        """A command starts in a fraction of a second, because what only some of them use is loaded by those."""
        heavy = "{'tabulate', 'rich', 'nox', 'uv', 'urllib.request', 'pypi_simple', 'hypothesis', 'asyncio'}"
        code = f"import sys, gradreg.cli; print(*sorted({heavy} & set(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

        assert "\n" == done.stdout


class TestExamples:
    """The examples, really run on the project's own evidence."""

    @pytest.mark.parametrize("name", QUICK)
    def test_work(self, name: str) -> None:
        """They print a result, and end with a code that says how it was."""
        done = ran(name)

        assert done.returncode in ENDS, done.stderr
        assert done.stdout.strip()

    @pytest.mark.parametrize("name", [name for name in QUICK if "as_json" in options(name)])
    def test_print_nothing_but_json_with_json(self, name: str) -> None:
        """Standard output parses; whatever else is said is on standard error."""
        done = run(*example(name), "--json")

        assert done.returncode in ENDS, done.stderr
        json.loads(done.stdout)

    @pytest.mark.parametrize("name", [name for name in SECTIONS["Read"] if name in NAMES])
    def test_of_reading_commands_say_nothing_on_stderr(self, name: str) -> None:
        """A result and no talk."""
        assert "" == ran(name).stderr

    def test_of_keeping_commands_print_json_too(self, tmp_path: Path) -> None:
        """On a copy of the little catalog, where nothing is measured: empty lists, or what was written."""
        where = ("--cases", GOOD, "--results", tmp_path)

        assert [] == json.loads(run("check", *where, "--json").stdout)
        stale = run("render", *where, "--check", "--json")
        assert (1, "") == (stale.returncode, stale.stderr)
        assert {"out of date"} == {item["state"] for item in json.loads(stale.stdout)}
        assert {"wrote"} == {item["state"] for item in json.loads(run("render", *where, "--json").stdout)}
        assert [] == json.loads(run("render", *where, "--json").stdout)
        for name in ("prune", "migrate"):
            assert [] == json.loads(run(name, *where, "--json").stdout)
        assert [] == json.loads(run("summary", *where, "--json").stdout)

    def test_json_is_everywhere_that_something_is_told(self) -> None:
        """A command either has --json or is one of those that have nothing to tell by it."""
        assert set(NAMES) - TALKLESS <= set(having("as_json"))


class TestExitCodes:
    """The codes of the design, from every command."""

    @pytest.mark.parametrize("name", NAMES)
    def test_an_unknown_option_ends_with_64(self, name: str) -> None:
        """Told on stderr, with where to look."""
        done = run(name, "--no-such-option")

        assert (64, "") == (done.returncode, done.stdout)
        assert "--help" in done.stderr

    @pytest.mark.parametrize(
        "name", [name for name in having("cases") if name not in {"migrate", "summary", "doctor", "durations"}]
    )
    def test_a_missing_catalog_ends_with_64(
        self, name: str, tmp_path: Path, files: Callable[[list[str]], None]
    ) -> None:
        """And names the folder."""
        files(example(name))
        (tmp_path / "results").mkdir()
        with pytest.raises((GradregError, click.ClickException)) as caught:
            in_process([*example(name), "--cases", str(tmp_path / "nowhere"), "--results", str(tmp_path / "results")])

        assert isinstance(caught.value, click.UsageError) or 64 == caught.value.exit_code
        assert "nowhere" in str(caught.value)

    @pytest.mark.parametrize("name", ["prune", "migrate"])
    def test_a_missing_folder_of_evidence_ends_with_64(self, name: str, tmp_path: Path) -> None:
        """Where the evidence would be changed, a slip in its name is told, and no folder is made."""
        done = run(name, "--cases", GOOD, "--results", tmp_path / "nowhere")

        assert (64, "") == (done.returncode, done.stdout)
        assert "--results" in done.stderr
        assert not (tmp_path / "nowhere").exists()

    @pytest.mark.parametrize("name", having("case"))
    def test_a_missing_case_ends_with_3(self, name: str) -> None:
        """And names the nearest."""
        words = example(name)
        wrong = ["detach/detached_layer_stil_moves" if word == parsed(words).params["case"] else word for word in words]
        done = run(*wrong)

        assert (3, "") == (done.returncode, done.stdout)
        assert "detach/detached_layer_still_moves_under_adam_decay" in done.stderr

    @pytest.mark.parametrize("name", having("keyword"))
    def test_an_expression_that_matches_nothing_ends_with_3(self, name: str) -> None:
        """And names words that would match."""
        words = example(name)
        known = options(name)
        free = {key for key, item in known.items() if isinstance(item, click.Argument) and not item.required}
        named = [value for key, value in parsed(words).params.items() if key in free]
        told = {word for value in named for word in (value if isinstance(value, tuple) else [value])}
        done = run(*words, "-k", "detatch")
        if "-k detach" not in done.stderr:  # a command that takes either names or -k
            done = run(*(word for word in words if word not in told), "-k", "detatch")

        assert (3, "") == (done.returncode, done.stdout), done.stderr
        assert "-k detach" in done.stderr

    @pytest.mark.parametrize("name", having("release"))
    def test_an_unknown_release_ends_with_3(self, name: str) -> None:
        """And names known ones."""
        words = example(name)
        asked = str(parsed(words).params["release"])
        done = run(*(word.replace(asked, "9.9.9") for word in words))

        assert (3, "") == (done.returncode, done.stdout)
        assert "2.15.0" in done.stderr

    def test_an_unknown_command_names_the_nearest(self) -> None:
        """A slip of the fingers is understood, not guessed."""
        done = run("shwo")

        assert (64, "") == (done.returncode, done.stdout)
        assert "'show'" in done.stderr


def in_process(words: list[str]) -> object:
    """Run a command in this process, for what is told apart by its error."""
    return cli.main(words, standalone_mode=False, prog_name="gradreg")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
class TestFullDisk:
    """Output that cannot be written is an error of the machine."""

    @pytest.mark.parametrize("words", [["--help"], *([*example(name)] for name in QUICK)], ids=lambda words: words[0])
    def test_ends_with_2_and_a_sentence(self, words: list[str]) -> None:
        """Help and results alike."""
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            command = [sys.executable, "-m", "gradreg", *words]
            done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

        assert 2 == done.returncode
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr


class TestReadersThatStop:
    """`gradreg ... | head -1` is no error."""

    @pytest.mark.parametrize("words", [["--help"], *([*example(name)] for name in QUICK)], ids=lambda words: words[0])
    def test_end_quietly(self, words: list[str]) -> None:
        """The code is that of the result, and nothing is complained of."""
        command = [sys.executable, "-m", "gradreg", *words]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            running.stdout.close()
            said = running.stderr.read()

        assert running.returncode in ENDS
        assert b"Traceback" not in said
        assert b"pipe" not in said.lower()


class TestInterrupting:
    """Ctrl-C ends every command with 130, wherever it is."""

    @pytest.fixture
    def blocked(self, tmp_path: Path) -> Path:
        """A catalog whose one case can be opened, and never read: a command stands still in it."""
        folder = tmp_path / "cases" / "made"
        folder.mkdir(parents=True)
        os.mkfifo(folder / "blocked.py")
        return folder / "blocked.py"

    @pytest.mark.parametrize("name", READING)
    def test_ends_with_130(self, name: str, blocked: Path, tmp_path: Path, files: Callable[[list[str]], None]) -> None:
        """Without a traceback, and nothing is written."""
        files(example(name))
        (tmp_path / "results").mkdir()
        where = ["--cases", str(blocked.parents[1]), "--results", str(tmp_path / "results")]
        command = [sys.executable, "-m", "gradreg", *example(name), *where]
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(
            command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as running:  # fmt: skip # one call
            assert running.stderr is not None
            opened = opened_by_reader(blocked, running)
            running.send_signal(signal.SIGINT)
            said = running.stderr.read()
            os.close(opened)

        assert 130 == running.returncode, said
        assert "Traceback" not in said
        assert {} == helpers.snapshot(tmp_path / "results")


def opened_by_reader(fifo: Path, running: subprocess.Popen[str]) -> int:
    """Wait until somebody reads a named pipe; return our end of it."""
    end = time.monotonic() + 60
    while time.monotonic() < end and running.poll() is None:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            assert errno.ENXIO == error.errno  # noqa: PT017 nobody reads yet
            time.sleep(0.02)
    pytest.fail(f"the catalog was never read; code {running.returncode}")


class TestCompletion:
    """What a shell offers."""

    @staticmethod
    def offered(words: str) -> list[str]:
        """What is completed at the end of a command line."""
        count = len(words.split(" ")) - 1
        asked = {"_GRADREG_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)}
        return [line.partition(",")[2] for line in run(**asked).stdout.splitlines()]

    def test_releases_of_torch(self) -> None:
        """The known ones, after --torch and as an argument."""
        assert ["1.10.2", "1.10.1", "1.10.0"] == self.offered("gradreg measure --torch 1.10")
        assert ["2.0.1", "2.0.0"] == self.offered("gradreg changes 2.0")

    def test_devices(self) -> None:
        """The three that torch has."""
        assert ["cuda"] == self.offered("gradreg measure --device cu")

    def test_rows_of_a_case(self) -> None:
        """Once its bracket is open."""
        name = "optimizers/what_zero_grad_leaves"
        found = self.offered(f"gradreg show --cases {GOOD} {name}[")

        assert sorted(row.name for case, rows in pipeline.cases(pipeline.Places(GOOD)) for row in rows
                      if case.name == name) == sorted(found)  # fmt: skip # one comparison

    def test_cases_are_not_read_for_it(self, tmp_path: Path) -> None:
        """A broken file is offered like any other, so that completing takes no time."""
        (tmp_path / "made").mkdir()
        (tmp_path / "made" / "broken.py").write_text("(", encoding="utf-8")

        assert ["made/broken"] == self.offered(f"gradreg show --cases {tmp_path} ma")
