"""The commands that write cases, as people run them."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from helpers import ROOT, gradreg, json_of

SNIPPET = "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 3).sum().backward()\nprint('grad:', x.grad)\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script that prints a gradient."""
    path = tmp_path / "my script.py"
    path.write_text(SNIPPET, encoding="utf-8")
    return path


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalog that holds nothing yet."""
    folder = tmp_path / "cases"
    folder.mkdir()
    return folder


class TestNew:
    """A skeleton that is in order."""

    def test_passes_check_and_says_what_to_do_next(self, catalog: Path, tmp_path: Path) -> None:
        """In a topic that was not there before; the path goes to stdout, the talk to stderr."""
        arguments = ("--question", "Does it fire", "--link", "https://example.org/x", "--param", "kind=a,1")
        done = gradreg("new", "hooks/fires_once", "--cases", catalog, "--torch", ">=1.8", *arguments)
        path = catalog / "hooks" / "fires_once.py"

        assert (0, f"{path}\n") == (done.returncode, done.stdout)
        for step in ("gradreg check", "nox -s torch-", "gradreg accept hooks/fires_once --create"):
            assert step in done.stderr
        assert [] == json_of("check", "--cases", catalog, "--results", tmp_path / "results")
        assert path.read_text(encoding="utf-8").startswith('"""Does it fire?\n')
        assert 'PARAMS = {"kind": ["a", 1]}' in path.read_text(encoding="utf-8")

    def test_overwrites_nothing(self, tmp_path: Path) -> None:
        """What is there stays as it is."""
        path = tmp_path / "a" / "b.py"
        path.parent.mkdir()
        path.write_text("mine", encoding="utf-8")
        done = gradreg("new", "a/b", "--cases", tmp_path)

        assert (64, "mine") == (done.returncode, path.read_text(encoding="utf-8"))
        assert "not overwritten" in done.stderr

    @pytest.mark.parametrize("option", ["-n", "--dry-run", "--stdout"])
    def test_dry_run_writes_nothing(self, tmp_path: Path, option: str) -> None:
        """The case goes to stdout, and nothing else."""
        done = gradreg("new", "a/b", "--cases", tmp_path, "--no-device", option)

        assert (0, "") == (done.returncode, done.stderr)
        assert "def observe():" in done.stdout
        assert [] == list(tmp_path.iterdir())

    def test_edit_opens_the_editor(self, tmp_path: Path) -> None:
        """On the new file."""
        editor = tmp_path / "editor"
        editor.write_text('#!/bin/sh\necho "# edited" >> "$1"\n', encoding="utf-8")
        editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
        done = gradreg("new", "a/b", "--cases", tmp_path, "--edit", VISUAL="", EDITOR=str(editor))

        assert 0 == done.returncode, done.stderr
        assert (tmp_path / "a" / "b.py").read_text(encoding="utf-8").endswith("# edited\n")

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("Hooks/Fires-Once.py",), "Perhaps hooks/fires_once?"),
            (("fires",), "Perhaps topic/fires?"),
            (("../x/y",), "Perhaps x/y?"),
            (("a/b", "--param", "nonsense"), "--param 'nonsense'"),
            (("a/b", "--param", "device=cpu"), "device has its place"),
            (("a/b", "--param", "x=1,1"), "has a value twice"),
            (("a/b", "--torch", "new"), "no PEP 440 range"),
            (("a/b", "--torch", ">=99"), "no known release"),
            (("a/b", "--link", "not a link"), "no link"),
            ((), "Missing argument"),
        ],
    )
    def test_what_makes_no_sense_is_told(self, catalog: Path, arguments: tuple[str, ...], told: str) -> None:
        """With exit code 64, without a traceback, and nothing is written."""
        done = gradreg("new", *arguments, "--cases", catalog)

        assert 64 == done.returncode
        assert told in done.stderr
        assert "Traceback" not in done.stderr
        assert [] == list(catalog.iterdir())

    def test_what_cannot_be_written_is_told(self, catalog: Path) -> None:
        """A file where the topic has to be."""
        (catalog / "a").write_text("", encoding="utf-8")
        done = gradreg("new", "a/b", "--cases", catalog)

        assert (64, "") == (done.returncode, done.stdout)
        assert "has to be a folder" in done.stderr


class TestAdopt:
    """A script becomes a case."""

    def test_is_printed_without_a_name(self, catalog: Path, script: Path) -> None:
        """Nothing is written; what was done with it is told."""
        done = gradreg("adopt", script, "--cases", catalog)

        assert 0 == done.returncode
        assert '    yield "grad", told(x.grad)\n' in done.stdout
        assert done.stdout.startswith('"""What does my script show?\n')
        assert "facts: grad\n" == done.stderr
        assert [] == list(catalog.iterdir())

    def test_is_written_measured_and_accepted(
        self, catalog: Path, script: Path, tmp_path: Path, torch_python: Callable[[str], Path]
    ) -> None:
        """The whole way that the help describes."""
        where = ("--cases", catalog, "--results", tmp_path / "results")
        done = gradreg("adopt", script, "--as", "hooks/fires", "--question", "Why?", "--cases", catalog)
        assert (0, f"{catalog}/hooks/fires.py\n") == (done.returncode, done.stdout)
        measured = gradreg("measure", "--torch", "1.0.0", "--python", torch_python("1.0.0"), *where)
        assert 0 == measured.returncode, measured.stderr
        assert {"grad": [3.0, 3.0]} == json_of("show", "hooks/fires", *where)["eras"][0]["facts"]
        assert 2 == gradreg("accept", "hooks/fires", *where).returncode
        assert 0 == gradreg("accept", "hooks/fires", "--partial", "--create", "--yes", *where).returncode

        source = (catalog / "hooks" / "fires.py").read_text(encoding="utf-8")
        assert source.endswith('EXPECT = {">=1.0": {"grad": [3.0, 3.0]}}\n')

    def test_overwrites_nothing(self, catalog: Path, script: Path) -> None:
        """A second time is refused."""
        arguments = ("adopt", script, "--as", "a/b", "--cases", catalog)
        assert 0 == gradreg(*arguments).returncode
        before = helpers.snapshot(catalog)

        assert 64 == gradreg(*arguments).returncode
        assert before == helpers.snapshot(catalog)

    def test_json_is_all_that_is_printed(self, catalog: Path, script: Path) -> None:
        """The source and the notes."""
        found = json_of("adopt", script, "--as", "a/b", "--dry-run", "--cases", catalog)

        assert {"case", "path", "written", "source", "notes"} == set(found)
        assert ("a/b", False, [{"line": None, "text": "facts: grad"}]) == (
            found["case"], found["written"], found["notes"]
        )  # fmt: skip # one thought

    def test_link_is_taken_from_the_text(self, script: Path, tmp_path: Path) -> None:
        """Unless another is given."""
        link = "https://github.com/pytorch/pytorch/issues/7002"
        script.write_text(f"# {link}\n{SNIPPET}", encoding="utf-8")

        assert f"\n{link}\n" in gradreg("adopt", script, "--cases", tmp_path).stdout
        assert "\nhttps://example.org/\n" in gradreg("adopt", script, "--link", "https://example.org/").stdout

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"import torch\nx = (\n", "my script.py: line 2: is no Python"),
            (b"import numpy as np\nprint(np.ones(1))\n", "my script.py: line 1: imports numpy"),
            (b"", "there is no code"),
            (b"\xff\xfe\x00", "no text in UTF-8"),
            (b"x = 1\0", "zero bytes"),
            (b"if (n := 1): pass", "3.7"),
            (b"```\nprint(\n```", "none of the fenced blocks is Python"),
            (b"def observe(:", "line 1: is no Python"),
            (b"(" * 5000, "is no Python"),
        ],
    )
    def test_what_cannot_be_adopted_is_told(self, catalog: Path, script: Path, content: bytes, told: str) -> None:
        """With file and line, and nothing is written."""
        script.write_bytes(content)
        done = gradreg("adopt", script, "--as", "a/b", "--cases", catalog)

        assert (64, "") == (done.returncode, done.stdout)
        assert told in done.stderr
        assert "Traceback" not in done.stderr
        assert [] == list(catalog.iterdir())

    @pytest.mark.parametrize(
        "arguments",
        [("no such file.py",), (), (".",), ("{}", "--as", "x"), ("{}", "--block", "2"), ("{}", "--block", "a")],
    )
    def test_what_makes_no_sense_is_told(self, catalog: Path, script: Path, arguments: tuple[str, ...]) -> None:
        """With exit code 64."""
        given = [argument.replace("{}", str(script)) for argument in arguments]
        done = gradreg("adopt", *given, "--cases", catalog)

        assert (64, "") == (done.returncode, done.stdout)
        assert "Traceback" not in done.stderr


class TestAccept:
    """EXPECT of one case, in its author's formatting."""

    CASE = "optimizers/zero_grad_leaves_zeros_before_2_0_and_none_after"

    @pytest.fixture
    def cases(self, tmp_path: Path) -> Path:
        """A catalog of one case whose EXPECT has comments, and is wrong from 2.0 on; its lines end as on Windows."""
        text = (ROOT / "cases" / f"{self.CASE}.py").read_text(encoding="utf-8")
        text = text.replace('    "<2.0": {', "    # before\n    '<2.0': {  # kept", 1)
        text = text.replace('zero_grad": "None",\n        "unused', 'zero_grad": "zero",\n        "unused')
        path = tmp_path / "cases" / f"{self.CASE}.py"
        path.parent.mkdir(parents=True)
        path.write_bytes(text.rstrip("\n").replace("\n", "\r\n").encode())
        return tmp_path / "cases"

    def test_changes_what_is_wrong_and_nothing_else(self, cases: Path) -> None:
        """One line, in a file whose other bytes stay; afterwards there is nothing left to do."""
        path = cases / f"{self.CASE}.py"
        before = path.read_bytes().split(b"\r\n")
        where = ("--cases", cases, "--results", ROOT / "results")
        assert 0 == gradreg("accept", self.CASE, "--fix", "--yes", *where).returncode
        after = path.read_bytes().split(b"\r\n")

        changed = [(one, two) for one, two in zip(before, after, strict=True) if one != two]
        assert [(one.strip(), two.strip()) for one, two in changed] == [
            (b'"used.weight.grad after zero_grad": "zero",', b'"used.weight.grad after zero_grad": "None",')
        ]
        assert (0, "") == (gradreg("accept", self.CASE, *where).returncode, gradreg("accept", *where).stdout)

    def test_json_tells_and_writes_only_when_told_to(self, cases: Path) -> None:
        """Without --yes nobody is asked, and nothing is written."""
        where = ("--cases", cases, "--results", ROOT / "results", "--json")
        before = helpers.snapshot(cases)
        for choice, code in (((), 1), (("--fix",), 0), (("--create", "--yes"), 0)):
            done = gradreg("accept", self.CASE, *choice, *where)
            found = json.loads(done.stdout)
            assert (code, []) == (done.returncode, found["written"])
            assert [] == found["proposals"] or "fix" == found["proposals"][0]["approval"]
        assert before == helpers.snapshot(cases)

        found = json.loads(gradreg("accept", self.CASE, "--fix", "--yes", *where).stdout)
        assert [self.CASE] == found["written"]
        assert before != helpers.snapshot(cases)

    def test_diff_comes_before_the_question(self, cases: Path) -> None:
        """Nobody answers, so nothing is written."""
        before = helpers.snapshot(cases)
        done = gradreg("accept", self.CASE, "--fix", "--cases", cases, "--results", ROOT / "results")

        assert 130 == done.returncode
        assert '+        "used.weight.grad after zero_grad": "None",' in done.stdout
        assert "Write 1 case?" in done.stderr
        assert before == helpers.snapshot(cases)

    def test_a_case_that_is_not_there_ends_with_3(self, cases: Path) -> None:
        """As in every command."""
        done = gradreg("accept", "no/such_case", "--cases", cases, "--results", ROOT / "results")

        assert (3, "") == (done.returncode, done.stdout)
