"""`gradreg ask`, as people type it: a process of its own, its output, its exit code."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import CATALOGS, ROOT, gradreg, json_of

from gradreg import store

GOOD = CATALOGS / "good"
LEAF = "leaf/gradient_before_backward"
DETACHED = "detach/detached_layer_still_moves_under_adam_decay"
SCREEN = 60
"""Lines that fit a tall terminal."""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[str | Path, ...]:
    """Options for the project's own catalog and evidence, with an index that is there already."""
    results = tmp_path_factory.mktemp("cli_ask") / "results"
    results.mkdir()
    for topic in (ROOT / "results").iterdir():
        if topic.is_dir() and topic.name != store.RAW:
            (results / topic.name).symlink_to(topic)
    options = ("--results", results)
    first = gradreg("ask", "leaf", *options)
    assert (0, 2) == (first.returncode, len(first.stderr.splitlines())), "the first build is told, with its seconds"
    assert " s\n" in first.stderr
    return options


def without_privileges() -> list[str]:
    """What to put before a command so that modes of files hold for root too."""
    return ["setpriv", "--bounding-set", "-all"] if os.geteuid() == 0 and shutil.which("setpriv") else []


@pytest.fixture
def small(tmp_path: Path) -> tuple[str | Path, ...]:
    """Options for a little catalog without evidence."""
    (tmp_path / "results").mkdir()
    return ("--cases", GOOD, "--results", tmp_path / "results")


class TestAnswering:
    """Best first, an era a line, on one screen."""

    def test_words_find_the_case_with_its_eras(self, real: tuple[str | Path, ...]) -> None:
        """The first line names the case for `gradreg show`; nothing else is said."""
        done = gradreg("ask", "adam", "weight", "decay", "detach", *real, COLUMNS="100")
        lines = done.stdout.splitlines()

        assert (0, "") == (done.returncode, done.stderr)
        assert DETACHED == lines[0]
        assert ["  1.0.0 – 1.13.1", "  2.0.0 – 2.15.0"] == [line.partition(":")[0] for line in lines[2:4]]
        assert 0 == gradreg("show", lines[0]).returncode

    @pytest.mark.parametrize(
        "words", ["gradient", "optimizer", "element 0 of tensors does not require grad", "norm nan"]
    )
    def test_five_answers_fit_a_screen(self, real: tuple[str | Path, ...], words: str) -> None:
        """A case with two hundred rows does not flood."""
        done = gradreg("ask", words, *real, COLUMNS="100")

        assert len(done.stdout.splitlines()) <= SCREEN
        assert max(map(len, done.stdout.splitlines())) <= 100

    def test_limit_is_the_number_of_cases(self, real: tuple[str | Path, ...]) -> None:
        """One, or many."""
        assert 1 == len(json_of("ask", "optimizer", "--limit", "1", *real)["answers"])
        assert 20 == len(json_of("ask", "optimizer", "--limit", "20", *real)["answers"])

    def test_json_has_the_promised_shape(self, real: tuple[str | Path, ...]) -> None:
        """What was understood, and the answers with their rows as `show` tells them."""
        found = json_of("ask", "adam weight decay detach", "--limit", "1", *real)
        (answer,) = found["answers"]

        assert ["adam", "weight", "decay", "detach"] == found["words"]
        assert {"case", "question", "score", "text", "rows", "more"} == set(answer)
        assert DETACHED == answer["case"]
        assert {**json_of("show", DETACHED), "elsewhere": []} == answer["rows"][0]

    def test_torch_tells_one_release_and_where_it_differs(self, real: tuple[str | Path, ...]) -> None:
        """The era of that release, and the releases of the others."""
        arguments = ("ask", "adam weight decay detach", "--torch", "2.0.1", "--limit", "1", *real)
        lines = gradreg(*arguments).stdout.splitlines()
        (row,) = json_of(*arguments)["answers"][0]["rows"]

        assert "changed: differs in 1.0.0 – 1.13.1" == lines[-1].strip()
        assert ([["1.0.0", "1.13.1"]], ["2.0.0"]) == (
            row["elsewhere"],
            [era["first"] for era in row["eras"] if "cpu" == era["device"]],
        )

    def test_a_pasted_error_comes_through_standard_input(self, real: tuple[str | Path, ...]) -> None:
        """`-` reads it; its text is found in the evidence."""
        text = (
            b'Traceback:\n  File "/home/x.py", line 3\nRuntimeError: element 0 of tensors does not require grad\xff\n'
        )
        done = subprocess.run(
            [sys.executable, "-m", "gradreg", "ask", "-", "--json", *real],
            cwd=ROOT,
            input=text,
            capture_output=True,
            check=True,
        )
        best = json.loads(done.stdout)["answers"][0]

        assert "detach/loss_that_is_cut_from_every_weight_raises" == best["case"]
        assert best["text"].startswith("element 0 of tensors does not require grad")

    def test_typos_and_unknown_characters_are_told_on_stderr(self, real: tuple[str | Path, ...]) -> None:
        """So that nobody wonders about the answer."""
        done = gradreg("ask", "zero_grad set to nnoe", "龘", *real)

        assert ["gradreg: searched for 'none' in place of 'nnoe'", "gradreg: the glossary does not hold 龘"] == (
            done.stderr.splitlines()
        )

    def test_a_second_question_reads_the_evidence_of_its_answer_only(self, real: tuple[str | Path, ...]) -> None:
        """What was read once stands in the index, so a question costs no more than its search and what it shows."""
        arguments = ["ask", "--limit", "1", "one of the variables needed for gradient computation", *map(str, real)]
        watched = "\n".join(
            (
                "import sys",
                "opened = []",
                "sys.addaudithook(lambda event, words: opened.append(str(words[0])) if event == 'open' else None)",
                f"sys.argv = {['gradreg', *arguments]!r}",
                "from gradreg.__main__ import main",
                "try:",
                "    main()",
                "finally:",
                "    print(*opened, sep='\\n', file=sys.stderr)",
            )
        )
        done = subprocess.run([sys.executable, "-c", watched], cwd=ROOT, capture_output=True, text=True, check=True)
        results = str(real[1])
        opened = [Path(line) for line in done.stderr.splitlines() if line.startswith(results)]

        case = done.stdout.splitlines()[0]
        assert {f"{case}.json"} == {f"{path.parent.name}/{path.name}" for path in opened if path.suffix == ".json"}


class TestBadInput:
    """Whatever is typed, the answer is a sentence and an exit code."""

    @pytest.mark.parametrize(
        "text",
        [
            '"',
            "NEAR(",
            "*",
            "?!",
            "😀",
            "' OR 1=1; DROP TABLE files; --",
            "\x1b[31m",
            "龘",
            "a AND NOT b",
            "x" * 100_000,
        ],
    )
    def test_absurd_questions_find_something_or_nothing(self, small: tuple[str | Path, ...], text: str) -> None:
        """Exit code 0 or 3, and no traceback."""
        done = gradreg("ask", *small, "--", text)

        assert done.returncode in {0, 3}
        assert "Traceback" not in done.stderr
        assert len(done.stderr) < 2000

    def test_nothing_found_says_what_to_do_next(self, small: tuple[str | Path, ...]) -> None:
        """Exit code 3, and the names of the two commands; nothing on stdout, also with --json."""
        for more in ((), ("--json",)):
            done = gradreg("ask", "xyzzyplugh", *small, *more)
            assert (3, "") == (done.returncode, done.stdout)
            assert ("gradreg list" in done.stderr, "gradreg new" in done.stderr) == (True, True)

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            ((), 64, "what is the question"),
            (("  ",), 64, "what is the question"),
            (("leaf", "--limit", "0"), 64, "--limit"),
            (("leaf", "--limit", "many"), 64, "--limit"),
            (("leaf", "--torch", "9.9"), 3, "no known release"),
            (("leaf", "-k", "(a)"), 64, "parentheses"),
            (("leaf", "-k", "nothing_is_called_so"), 3, "no row matches"),
            (("leaf", "--nonsense"), 64, "--nonsense"),
            (("leaf", "--cases", "no/such/folder"), 64, "no folder"),
        ],
    )
    def test_a_mistake_is_named(
        self, small: tuple[str | Path, ...], arguments: tuple[str, ...], code: int, said: str
    ) -> None:
        """Each with its own code."""
        done = gradreg("ask", *small, *arguments)

        assert (code, "") == (done.returncode, done.stdout)
        assert said in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_folder_that_cannot_be_written_is_no_hindrance(
        self, small: tuple[str | Path, ...], tmp_path: Path
    ) -> None:
        """The index is made in memory, and nothing is left behind."""
        folder = tmp_path / "results"
        (folder / store.RAW).write_text("taken", encoding="utf-8")
        done = gradreg("ask", "gradient leaf", *small)

        assert 0 == done.returncode, done.stderr
        assert [LEAF] == done.stdout.splitlines()[:1]
        assert [folder / store.RAW] == list(folder.iterdir())

    def test_a_read_only_folder_is_no_hindrance(self, small: tuple[str | Path, ...], tmp_path: Path) -> None:
        """The index of yesterday answers with what changed since, and stays as it is."""
        assert 0 == gradreg("ask", "gradient leaf", *small).returncode
        raw = tmp_path / "results" / store.RAW
        (yesterday,) = raw.glob("ask-*.sqlite")
        index = yesterday.read_bytes()
        (tmp_path / "results" / "leaf").mkdir()
        (tmp_path / "results" / f"{LEAF}.json").write_bytes(b"{}")
        for path in (*raw.iterdir(), raw, tmp_path / "results"):
            path.chmod(0o444 if path.is_file() else 0o555)
        try:
            done = subprocess.run(
                [*without_privileges(), sys.executable, "-m", "gradreg", "ask", "gradient zero_grad", *small],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            for path in (tmp_path / "results", raw):
                path.chmod(0o755)

        assert 0 == done.returncode, done.stderr
        assert f"not searched: {LEAF}" in done.stderr
        assert index == yesterday.read_bytes()

    def test_a_case_with_a_mistake_does_not_stop_the_others(self, tmp_path: Path) -> None:
        """It is named on stderr, and `check` tells what is wrong."""
        for source in GOOD.rglob("*.py"):
            target = tmp_path / "cases" / source.relative_to(GOOD)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
        (tmp_path / "cases" / "leaf" / "broken.py").write_text("def observe(:", encoding="utf-8")
        done = gradreg("ask", "gradient leaf", "--cases", tmp_path / "cases", "--results", tmp_path)

        assert 0 == done.returncode
        assert ("leaf/broken" in done.stderr, "gradreg check" in done.stderr) == (True, True)


def test_the_help_has_an_example_that_works(real: tuple[str | Path, ...]) -> None:
    """Copied from it, with the project's own evidence."""
    shown = gradreg("ask", "--help").stdout
    examples = [shlex.split(line) for line in re.findall(r"Example: gradreg (.*)", shown)]

    assert examples
    assert {0} == {gradreg(*words, *real).returncode for words in examples}
