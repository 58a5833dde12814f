"""The command as a whole: whatever is typed, it ends with a code of the design, and reading commands write nothing."""

import contextlib
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import ROOT, snapshot
from hypothesis import given
from hypothesis import strategies as st
from mutations import fuzzing, in_time

from fuzz import common, words
from gradreg import cli

ENDS = {0, 1, 2, 3, 64}
CASES = ("accumulation/accuracy_of_two_integer_tensors", "accumulation/loss_added_to_an_integer_total")
HOLE, ANOTHER, FILE = "HOLE", "ANOTHER", "FILE"
COMMANDS = """ask HOLE ANOTHER|ask HOLE --torch ANOTHER|ask -k HOLE adam|list -k HOLE|show HOLE|table -k HOLE
|changes HOLE|compare HOLE ANOTHER|compare --range HOLE|compare --pyproject FILE
|why HOLE --torch ANOTHER|guard HOLE|summary --run HOLE|repro HOLE --torch ANOTHER
|new HOLE -n --question ANOTHER|new a/b -n --param HOLE --torch ANOTHER --link HOLE
|bisect HOLE --dry-run --no-install --from ANOTHER
|bisect --command HOLE --dry-run --no-install --to ANOTHER|adopt FILE -n --question HOLE|check
|render --check --readme FILE|HOLE|merge FILE --dry-run --own|completion HOLE"""
TYPED = st.one_of(
    st.sampled_from([*CASES, "2.0.0", "1.13", ">=1.13", "cpu", "2.0.0@cuda", "all", "../..", "-", "--", "\udcff"]),
    st.lists(st.sampled_from([common.text_of(word) for word in words.WORDS]), max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
).map(lambda text: text.replace("\0", ""))
"""What a shell can hand on: anything but zero bytes."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small catalog with its real evidence."""
    folder = tmp_path_factory.mktemp("fuzz")
    for kind, suffix in (("cases", "py"), ("results", "json")):
        for name in sorted(path.relative_to(ROOT / kind) for path in (ROOT / kind).glob(f"a*/*.{suffix}"))[:4]:
            target = folder / kind / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / kind / name, target)
    shutil.copy(ROOT / "results" / "environments.json", folder / "results")
    return folder


@contextlib.contextmanager
def strict_output() -> Iterator[io.TextIOWrapper]:
    """Standard output as it is in a pipe: what is no UTF-8 cannot be written. Complaints go nowhere."""
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")),
    ):
        yield printed


def ran(arguments: list[str]) -> tuple[int, str]:
    """The exit code of the command in this process, and what it printed."""
    before, handler = sys.argv, signal.getsignal(signal.SIGTERM)
    sys.argv = ["gradreg", *arguments]
    try:
        with strict_output() as printed, in_time(), pytest.raises(SystemExit) as end:
            cli.main()
    finally:
        sys.argv = before
        signal.signal(signal.SIGTERM, handler)
    printed.seek(0)
    return int(end.value.code or 0), printed.read()


def test_whatever_is_typed_ends_as_designed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a code of the design, with nothing but JSON where that was asked for, and with the evidence as it was."""
    monkeypatch.chdir(here)
    monkeypatch.setenv("GRADREG_STATE", str(here / "state"))
    before = snapshot(here / "results")

    @fuzzing(0.7)
    @given(st.sampled_from(COMMANDS.replace("\n", "").split("|")), TYPED, TYPED, st.booleans())
    def holds(command: str, one: str, two: str, as_json: bool) -> None:  # noqa: FBT001 hypothesis hands it over
        (here / FILE).write_bytes(two.encode("utf-8", "surrogateescape"))
        holes = {HOLE: one, ANOTHER: two}
        code, printed = ran([*(holes.get(word, word) for word in command.split()), *["--json"] * as_json])
        assert code in ENDS
        if as_json and code in {0, 1} and one not in {"-h", "--help"} and printed.strip():
            json.loads(printed)
        assert before == snapshot(here / "results")

    holds()


def test_odd_variables_are_refused_or_taken(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment says is outside input as well."""
    monkeypatch.chdir(here)

    @fuzzing(0.2)
    @given(
        TYPED.filter(lambda text: "/" not in text), st.sampled_from(["GRADREG_STATE", "GRADREG_PRE_INDEX", "NO_COLOR"])
    )
    def holds(text: str, name: str) -> None:
        os.environ[name] = text
        try:
            assert ran(["bisect", CASES[0], "--dry-run", "--no-install", "--json"])[0] in ENDS
        finally:
            del os.environ[name]

    holds()
