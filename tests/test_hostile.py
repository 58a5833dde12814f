"""Hostile texts wherever a case or the evidence can hold one, in what every command prints; and no case ever runs."""

import ast
import csv
import io
import json
import os
import re
import runpy
import shlex
import signal
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import helpers
import msgspec
import pytest
from click.testing import CliRunner
from helpers import KNOWN

from gradreg import harmless, store
from gradreg.catalog import read
from gradreg.cli import cli, main
from gradreg.model import Behaviour, Environment, Observation, Outcome, Summary, disagreement

NASTY = (
    "=cmd|'/C calc'!A0 \x1b]8;;http://evil.example\x07EVIL\x1b]8;;\x07 \x1b[31mRED \x9b2J \u202ebidi \u200bhid \r\n"
    "FORGED [link](http://evil.example) ![picture](http://evil.example/p.png) <img src=x onerror=alert(1)> <http://evil.example>"
    " | pipe ` $(touch touched) `touch touched` \\ \"\"\" ''' </script> {0} %s \U000e0041"
)
RELEASES = ("1.0.0", "1.1.0", "2.0.0", "2.1.0", "2.2.0", "2.4.0")


class Place(NamedTuple):
    """The catalog and its evidence, and a row of it."""

    cases: Path
    results: Path
    row: str

    @property
    def options(self) -> list[str]:
        """What names them on the command line."""
        return ["--cases", str(self.cases), "--results", str(self.results)]


class Said(NamedTuple):
    """What a command printed, on both streams, with the colours of a terminal, and how it ended."""

    out: str
    err: str
    code: int


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A catalog of one case that tells on itself when it runs, with evidence for every kind of cell."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "cases" / "topic" / "hostile.py"
    path.parent.mkdir(parents=True)
    path.write_text(_source(), encoding="utf-8", newline="\n")
    case = helpers.read_case(path)
    for number, device in ((0, "cpu"), (1, "cuda")):
        for release, behaviour in zip(RELEASES, _behaviours()[number:] + _behaviours()[:number], strict=True):
            found = [Observation(row.name, behaviour, 0.5, NASTY, NASTY) for row in case.rows]
            store.record(folder / "results", case, (device, release), found, _environment(release))
            store.save_raw(folder / "results", f"{release}-{device}", found)
    store.save_summary(folder / "results", "1-1", Summary("1.0.0", "cpu", {"new": 1}, NASTY, (case.rows[0].name,), 1.0))
    helpers.copy(folder / "results", folder / "again")
    return Place(folder / "cases", folder / "results", case.rows[0].name)


def _source() -> str:
    """The case: hostile in its question, parameters, facts, claims and story, and marking that it ran."""
    question = ascii(NASTY.replace("\n", " ").replace("\r", " "))[1:-1].replace('"', '\\"')
    claims = [{"source": NASTY, "says": NASTY, "facts": {NASTY: NASTY}}]
    return f'''"""What of {question}?

A story of {question}

https://evil.example/](javascript:alert(1))\\x1b[31m
"""
from pathlib import Path

PARAMS = {{"how": [{NASTY!a}, "tame"]}}

Path(__file__).with_suffix(".marker").touch()


def observe(how):
    Path(__file__).with_suffix(".marker").touch()
    yield how, how


CLAIMS = {claims!a}
'''


def _behaviours() -> tuple[Behaviour, ...]:
    warned = ((NASTY, NASTY),)
    return (
        Behaviour(Outcome.OBSERVED, {NASTY: NASTY, "x": 1}),
        Behaviour(Outcome.OBSERVED, {NASTY: [NASTY, 1], "x": 1}, warnings=warned),
        Behaviour(Outcome.RAISED, {NASTY: NASTY}, NASTY, NASTY),
        Behaviour(Outcome.INFRA, detail=NASTY),
        Behaviour(Outcome.OBSERVED, {NASTY: NASTY, "x": 2}, warnings=(*warned, ("UserWarning", NASTY))),
        disagreement([Behaviour(Outcome.OBSERVED, {NASTY: text}) for text in (NASTY, "tame")], NASTY),
    )


def _environment(release: str) -> Environment:
    return Environment(release, NASTY, NASTY, f'3.11.0"\n{NASTY}', NASTY, NASTY, NASTY)


READING: dict[str, list[list[str]]] = {
    "list": [[], ["--json"], ["-k", NASTY]],
    "show": [["topic/hostile"], ["ROW"], ["topic/hostile", "--json"], [NASTY]],
    "table": [[], *(["--format", form] for form in ("markdown", "csv", "json"))],
    "changes": [[], ["2.0.0"], ["--format", "markdown"], ["--json"], [NASTY]],
    "compare": [
        *(["1.0.0", "2.2.0", "--format", form] for form in ("terminal", "markdown", "csv", "json")),
        *(["cpu", "cuda", "--format", form] for form in ("terminal", "markdown", "csv", "json")),
        *(["--range", "torch>=1.0", "--format", form] for form in ("terminal", "markdown", "csv", "json")),
        [NASTY, "2.0.0"],
    ],
    "why": [*(["ROW", "--torch", release] for release in RELEASES), ["ROW", "--torch", "2.3.0"],
            ["ROW", "--torch", "1.0.0", "--json"], ["topic/hostile", "--torch", "1.0.0"]],
    "ask": [["hostile"], ["hostile", "--torch", "2.0.0"], ["hostile", "--json"], [NASTY]],
    "guard": [["topic/hostile"], ["ROW"], ["topic/hostile", "--json"], ["topic/hostile", "-k", NASTY]],
    "repro": [["topic/hostile", "--torch", "1.0.0"], ["ROW", "--torch", "1.0.0"],
              ["ROW", "--torch", "2.0.0", "--json"], ["ROW", "--torch", "2.1.0"]],
    "summary": [[], ["--json"], ["--run", NASTY], ["--run", "../../.."]],
    "status": [[], ["--json"], ["-v"], ["--torch", NASTY]],
    "check": [[], ["--json"]],
    "accept": [[], ["--json"], ["topic/hostile", "--partial"]],
    "render": [["--check"], ["--check", "--json"], []],
    "site": [["--output", "OUTPUT"], ["--output", "OUTPUT", "--json"]],
    "merge": [["RESULTS", "--own", "--dry-run"], ["RESULTS", "--own", "--json"],
              [NASTY], ["RESULTS", "--origin", NASTY]],
    "verify": [["--offline"], ["--offline", "--json"], ["--dry-run"], ["--torch", NASTY]],
    "calibrate": [["RESULTS", "AGAIN"], ["RESULTS", "AGAIN", "--json"], ["--torch", NASTY], [NASTY, NASTY]],
    "prune": [[]],
    "migrate": [[]],
    "touched": [["CHANGED"], ["CHANGED", "--json"], ["CHANGED", "--format", "env"]],
    "durations": [["--json"], [], [NASTY], ["SUMMARY"]],
    "news": [["AGAIN"], ["AGAIN", "--ended", "SUMMARY", "--note", "SUMMARY", "--link", NASTY],
             ["AGAIN", "--json"], [NASTY]],
    "new": [["made/case", "--question", NASTY, "-n"], ["made/case", "--param", f"a={NASTY}", "-n"], [NASTY]],
    "adopt": [["SNIPPET", "--question", NASTY, "--stdout"]],
}  # fmt: skip # several ways of a command a line
"""Commands that run no case, and ways to call each; every new command stands here or in one of the next two."""
MEASURING = {"measure", "sweep", "bisect", "verify", "calibrate"}
"""Commands that run cases: that is what they are for."""
OF_THE_MACHINE = {"completion", "doctor", "matrix", "releases"}
"""Commands that show nothing of a case or of the evidence."""
WAYS = [(name, words) for name, ways in READING.items() for words in ways]


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def whole(words: tuple[str, ...]) -> None:
    """Run the whole program, as a process of its own would."""
    before, sys.argv = sys.argv, ["gradreg", *words]
    handler = signal.getsignal(signal.SIGTERM)
    try:
        main()
    finally:
        sys.argv = before
        signal.signal(signal.SIGTERM, handler)


def said(place: Place, name: str, words: Sequence[str]) -> Said:
    """Run a command on the hostile catalog."""
    stand_ins = {"ROW": place.row, "OUTPUT": str(place.cases.parent / "site"), "SNIPPET": str(_snippet(place)),
                 "RESULTS": str(place.results), "AGAIN": str(place.cases.parent / "again"),
                 "CHANGED": str(_changed(place)), "SUMMARY": str(_summary(place))}  # fmt: skip # one thought
    given = [stand_ins.get(word, word) for word in words]
    folders = place.options if name != "adopt" else ["--cases", str(place.cases)]
    folders = [] if "--cases" not in {option for item in cli.commands[name].params for option in item.opts} else folders
    done = CliRunner().invoke(whole, ["--", name, *given, *folders], color=True)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return Said(done.stdout, done.stderr, done.exit_code)


def _snippet(place: Place) -> Path:
    path = place.cases.parent / "snippet.py"
    path.write_text(f"x = {NASTY!a}\nprint(x)\n", encoding="utf-8")
    return path


def _changed(place: Place) -> Path:
    """A list of the files of a change, as git prints it: what it touches, and names that no case has."""
    path = place.cases.parent / "changed"
    touched = Path(os.path.relpath(place.cases / "topic" / "hostile.py")).as_posix()
    path.write_bytes("\0".join([touched, NASTY, f"cases/{NASTY}.py"]).encode())
    return path


def _summary(place: Place) -> Path:
    """How sessions ended, for hostile reasons and with hostile rows."""
    path = place.cases.parent / "summary.json"
    ended = [
        Summary("1.0.0", "cpu", {NASTY: 1}, NASTY, (NASTY,), 1.0),
        Summary(NASTY, NASTY, {}, None, (), 1.0, (NASTY,)),
    ]
    path.write_bytes(msgspec.json.encode(ended))
    return path


def form_of(words: Sequence[str]) -> str:
    """What a command was asked to print."""
    return "json" if "--json" in words else words[words.index("--format") + 1] if "--format" in words else "terminal"


def test_every_command_is_in_one_of_the_three() -> None:
    """A new command says whether it runs cases, and if not, how it is called with hostile texts."""
    assert set(cli.commands) == {*READING, *MEASURING, *OF_THE_MACHINE}


@pytest.mark.parametrize(("name", "words"), WAYS, ids=lambda item: item if isinstance(item, str) else str(len(item)))
def test_nothing_hostile_comes_out(place: Place, name: str, words: list[str]) -> None:
    """No control, no colour or line of its own, and in each form nothing that acts there."""
    found = said(place, name, words)

    assert found.code in {0, 1, 2, 3, 64}
    assert found.out + found.err, "a command that prints nothing shows nothing here"
    for text in (found.out, found.err):
        assert not harmless.ACTIVE.search(text)
        assert "\x1b[31mRED" not in text
        assert not [line for line in text.splitlines() if line.startswith("FORGED")]
    for fault in _acting(form_of(words), found.out):
        pytest.fail(f"{name} {words}: {fault}")
    assert not list(place.cases.rglob("*.marker")), "a case ran"
    assert not Path("touched").exists()


def _acting(form: str, text: str) -> Iterator[str]:
    """What would act in a form."""
    if form == "json":
        json.loads(text)
        yield from re.findall(r"</script", text)
    if form == "markdown":
        yield from re.findall(r"\]\((?!\S*README\.md|\S*cases/|\S*\.csv|\S*\.md)[^)]*\)", text)
        yield from re.findall(r"<(?!br>)[a-zA-Z/!][^>]*>", text)
    if form == "csv":
        yield from (cell for row in csv.reader(io.StringIO(text)) for cell in row if cell[:1] in set("=+-@\t\r"))


def test_rendered_files_hold_nothing_hostile(place: Place) -> None:
    """The pages beside the evidence, the table and the head of a README."""
    readme = place.cases.parent / "README.md"
    readme.write_text("<!-- START table --><!-- END table -->", encoding="utf-8")
    said(place, "render", ["--readme", str(readme)])
    files = [*place.results.glob("*.md"), *place.results.glob("*/*.md"), readme, place.results / "table.csv"]

    assert {"README.md", "changelog.md", "changes.md", "table.csv"} == {path.name for path in files}
    for path in files:
        text = path.read_text(encoding="utf-8").replace("<!-- START table -->", "").replace("<!-- END table -->", "")
        assert not harmless.ACTIVE.search(text)
        assert [] == list(_acting({".md": "markdown", ".csv": "csv"}[path.suffix], text))


def test_case_would_tell_that_it_ran(place: Place, tmp_path: Path) -> None:
    """Its marker is there as soon as somebody imports it."""
    path = tmp_path / "hostile.py"
    path.write_bytes((place.cases / "topic" / "hostile.py").read_bytes())
    runpy.run_path(str(path))

    assert path.with_suffix(".marker").exists()


class TestCode:
    """What is printed to be copied and run says what gradreg says, and nothing of the evidence's."""

    def test_script_has_the_statements_of_a_tame_one(self, place: Place) -> None:
        """Its block is of gradreg's making, and of what the evidence says there are only strings."""
        script = json.loads(said(place, "repro", ["ROW", "--torch", "1.0.0", "--json"]).out)["script"]
        block = script.partition('"""')[0].splitlines()
        content = tomllib.loads("\n".join(line.removeprefix("# ") for line in block[1:-1]))

        assert ["# /// script", "# ///"] == [block[0], block[-1]]
        assert all(line.startswith("# ") for line in block)
        assert re.fullmatch(r"==3\.\d+\.\*", content["requires-python"])
        imported = {
            alias.name for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Import) for alias in node.names
        }
        assert imported <= {"contextlib", "json", "math", "os", "random", "sys", "warnings", "torch"}

    def test_mark_is_one_call(self, place: Place) -> None:
        """A reason is a string, whatever it says."""
        for group in json.loads(said(place, "guard", ["topic/hostile", "--json"]).out):
            for behaviour in group["behaviours"]:
                (function,) = ast.parse(f"{behaviour['xfail']}\ndef test(): pass").body
                assert isinstance(function, ast.FunctionDef)
                (mark,) = function.decorator_list
                assert isinstance(mark, ast.Call)
                assert {"reason", "strict"} == {keyword.arg for keyword in mark.keywords}
                assert not [node for item in mark.args for node in ast.walk(item) if isinstance(node, ast.Call)]

    def test_expectations_are_literals(self, place: Place) -> None:
        """What `accept` would write into the case reads as data, and the case still passes."""
        (proposal,) = json.loads(said(place, "accept", ["--json", "--partial"]).out)["proposals"]
        path = place.cases.parent / "draft.py"
        path.write_text(proposal["source"], encoding="utf-8", newline="\n")

        assert [] == read.read_case(path, "topic/hostile", KNOWN)[1]

    def test_command_to_copy_is_one_command(self, place: Place) -> None:
        """A shell takes the row's name for one word."""
        line = next(
            line for line in said(place, "why", ["ROW", "--torch", "2.3.0"]).out.splitlines() if "nox -s" in line
        )
        words = shlex.split(line.partition("nox -s")[2])

        assert ["torch-2.3.0-cpu", "--", "-k"] == words[:3]
        assert "topic/hostile" == words[3], "a row that -k would take for an expression is told by its case"


def test_case_of_a_hostile_text_is_told_by_its_character(tmp_path: Path) -> None:
    """What nobody sees in a diff is no part of a case: line and character are named."""
    path = tmp_path / "case.py"
    path.write_text(f"{helpers.DOCSTRING}access = 'user\u202e'\n", encoding="utf-8")
    case, mistakes = read.read_case(path, "a/b", KNOWN)

    assert case is None
    assert [(7, True)] == [(mistake.line, "U+202E RIGHT-TO-LEFT OVERRIDE" in mistake.text) for mistake in mistakes]
