"""Evidence that is damaged: every command says which file and what to do, and no run writes over it or stops for it."""

import errno
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from toll import Checkout, Strike

from gradreg import pipeline, store
from gradreg.cli import main
from gradreg.errors import BadEvidence
from gradreg.model import Case, Places
from gradreg.store import files

fault = pytest.mark.fault
Damage = Callable[[Path], None]
Ended = tuple[int, str]
Command = Callable[..., Ended]
SCHEMA = f'"schema": {files.SCHEMA}'
RESTORE = "Restore it from git, or delete it"
READING = (
    ("table",),
    ("table", "--json"),
    ("show", "made/leaf"),
    ("changes",),
    ("compare", "1.13.1", "2.15.0"),
    ("guard", "made/leaf[1]"),
    ("accept", "made/leaf"),
    ("render", "--check"),
    ("site", "--output", os.devnull + "/never"),
    ("prune",),
    ("migrate",),
)

BEHAVIOUR = r'(  "[0-9a-f]{12}": )(\{[^{}]*\{[^{}]*\}[^{}]*\})'
SEARCHES = """
import os
import sys


def observe():
    above = os.getcwd()
    found = []
    while above != "/":
        above = os.path.dirname(above)
        found += [name for name in os.listdir(above) if name in ("results", "environments.json", "answers.jsonl")]
    found += [name for name, value in os.environ.items() if "/results" in value]
    yield "found", ", ".join(found) or "nothing"
"""


class Told(NamedTuple):
    """What the commands have to say of a damage.

    Attributes:
        words: what is wrong.
        remedy: what to do.
    """

    words: str
    remedy: str = RESTORE


def edited(old: str, new: str) -> Damage:
    """Replaces a text in the file, once."""

    def damage(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())

    return damage


def changed(pattern: str, new: str) -> Damage:
    """Replaces what matches in the file, once."""

    def damage(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert re.search(pattern, text)
        path.write_bytes(re.sub(pattern, new, text, count=1).encode())

    return damage


def bytes_of(make: Callable[[bytes], bytes]) -> Damage:
    """Makes other bytes of the file's."""
    return lambda path: void(path.write_bytes(make(path.read_bytes())))


def instead(make: Damage) -> Damage:
    """Puts something else in the place of the file, which gets another name."""

    def damage(path: Path) -> None:
        path.rename(path.parent / "elsewhere")
        make(path)

    return damage


def older(stored: files.Stored) -> bytes:
    """The bytes of the same evidence in schema 1."""
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for (row, device, release), (behaviour, environment) in stored.cells.items():
        rows.setdefault(row, {}).setdefault(device, {})[release] = f"{behaviour}@{environment}"
    content = {"schema": 1, "case": stored.case, "code": stored.code, "behaviours": stored.behaviours, "rows": rows}
    return msgspec.json.encode(content)


def void(_: object) -> None:
    """Nothing."""


DAMAGED = [
    pytest.param(bytes_of(lambda data: data[: len(data) // 2]), Told("damaged: "),
                 marks=fault("an evidence file is cut off in the middle")),
    pytest.param(bytes_of(lambda data: data[:-3]), Told("damaged: "),
                 marks=fault("an evidence file lacks its last bytes")),
    pytest.param(bytes_of(lambda _: b""), Told("damaged: "), marks=fault("an evidence file is empty")),
    pytest.param(bytes_of(lambda data: bytes(len(data))), Told("damaged: "),
                 marks=fault("an evidence file is all zeros, as after a power cut")),
    pytest.param(bytes_of(lambda data: data[:99] + bytes(range(128, 192)) + data[163:]), Told("damaged: "),
                 marks=fault("an evidence file has random bytes in it")),
    pytest.param(bytes_of(lambda data: data.replace(b"nonzero", b"non\xffero", 1)), Told("damaged: "),
                 marks=fault("an evidence file is not UTF-8")),
    pytest.param(bytes_of(lambda data: data.decode().encode("utf-16")), Told("damaged: "),
                 marks=fault("an evidence file is UTF-16")),
    pytest.param(bytes_of(lambda data: b"\xef\xbb\xbf" + data), Told("damaged: "),
                 marks=fault("an evidence file begins with a BOM")),
    pytest.param(edited(SCHEMA, '"schema": 99'), Told("schema 99", "Update gradreg"),
                 marks=fault("an evidence file is of a newer schema")),
    pytest.param(edited(SCHEMA, '"schema": 0'), Told("no schema 0"),
                 marks=fault("an evidence file is of a schema that never was")),
    pytest.param(edited(SCHEMA, '"schema": 1e999'), Told("damaged: "),
                 marks=fault("an evidence file's schema is too large a number")),
    pytest.param(edited(' "rows"', '<<<<<<< ours\n "rows"'), Told("damaged: "),
                 marks=fault("an evidence file has merge-conflict markers")),
    pytest.param(edited(SCHEMA, f"{SCHEMA}, {SCHEMA}"), Told("'schema' stands there twice"),
                 marks=fault("an evidence file has a key twice")),
    pytest.param(changed(r'(   "cpu": )(\{[^{}]*\})', r"\1{},\n\1\2"), Told("'cpu' stands there twice"),
                 marks=fault("a row of the evidence has a device twice")),
    pytest.param(changed(BEHAVIOUR, r"\1\2,\n\1\2"), Told("stands there twice"),
                 marks=fault("a behaviour of the evidence stands there twice")),
    pytest.param(bytes_of(lambda _: b"[" * 10**4 + b"]" * 10**4), Told("damaged: "),
                 marks=fault("an evidence file is ten thousand levels deep")),
    pytest.param(edited('"nonzero"', "[" * 10**4 + "]" * 10**4), Told("damaged: "),
                 marks=fault("a fact of the evidence is ten thousand levels deep")),
    pytest.param(edited('"nonzero"', "1e999"), Told("damaged: "),
                 marks=fault("a fact of the evidence is too large a number")),
    pytest.param(edited('"nonzero"', "7" * 5000), Told("damaged: "),
                 marks=fault("a fact of the evidence is a number of five thousand digits")),
    pytest.param(edited('"nonzero"', '"zero"'), Told("is not the hash of its behaviour"),
                 marks=fault("a fact of the evidence was edited by hand")),
    pytest.param(edited('"case": "made/leaf"', '"case": "made/fresh"'), Told("holds the evidence of 'made/fresh'"),
                 marks=fault("an evidence file names another case")),
    pytest.param(edited(SCHEMA, f'{SCHEMA}, "extra": 1'), Told("damaged: "),
                 marks=fault("an evidence file has a key that nobody knows")),
    pytest.param(changed(r'"[0-9a-f]{12}": "1.13.1', '"0123456789ab": "1.13.1'), Told("that is not there"),
                 marks=fault("a cell names a behaviour that is not there")),
    pytest.param(changed(r'": "1.13.1 2.15.0"', '": "1.13.1 2.15.0 2.15.1"'), Told("names no environment"),
                 marks=fault("a cell names no environment")),
    pytest.param(changed(r'": "1.13.1 2.15.0"', '": "1.13.1 newest@0123456789ab"'), Told("is no release"),
                 marks=fault("a cell's release is no version")),
    pytest.param(changed(r'": "1.13.1 2.15.0"', '": "1.13.1 1.13.1"'), Told("two behaviours on 1.13.1"),
                 marks=fault("a cell has two behaviours")),
    pytest.param(instead(Path.mkdir), Told("no file, but something else"),
                 marks=fault("a folder stands in the place of an evidence file")),
    pytest.param(instead(os.mkfifo), Told("no file, but something else"),
                 marks=fault("a pipe stands in the place of an evidence file")),
    pytest.param(instead(lambda path: path.symlink_to(path.name)), Told(os.strerror(errno.ELOOP)),
                 marks=fault("an evidence file cannot be opened: a link to itself")),
    pytest.param(instead(lambda path: path.symlink_to("nowhere.json")), Told(os.strerror(errno.ENOENT)),
                 marks=fault("an evidence file is a link that leads nowhere")),
]  # fmt: skip # a fault and what is said of it
FINGERPRINTS = [
    pytest.param(bytes_of(lambda data: data[:-9]), Told("damaged: "), marks=fault("environments.json is cut off")),
    pytest.param(bytes_of(lambda _: b"null"), Told("damaged: "), marks=fault("environments.json holds something else")),
    pytest.param(edited(SCHEMA, '"schema": 9'), Told("schema 9", "Update gradreg"),
                 marks=fault("environments.json is of a newer schema")),
    pytest.param(changed(r'(   "torch": "[^"]*",)', r"\1\n\1"), Told("'torch' stands there twice"),
                 marks=fault("environments.json has a key twice")),
    pytest.param(instead(Path.mkdir), Told("no file, but something else"),
                 marks=fault("a folder stands in the place of environments.json")),
]  # fmt: skip # as above


@pytest.fixture
def command(checkout: Checkout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process, on the places of the checkout; return its exit code and all it said."""

    def run(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["gradreg", *map(str, [*arguments, *checkout.options])])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return run


@pytest.fixture
def leaf(checkout: Checkout) -> Path:
    """An evidence file with facts of three rows on two releases."""
    return checkout.results / "made" / "leaf.json"


@pytest.fixture
def measured(command: Command, healthy: Path, strike: Strike) -> Callable[..., str]:
    """Measure all cases in a release, while the damage is there, and take its toll."""

    def run(*, saw: str, code: int, gains: int, release: str = "2.15.0") -> str:
        with strike.watched(gains=gains) as told:
            found, text = command("measure", "--torch", release, "--python", healthy)
            told(text, found, saw=saw, code=code)
        return text

    return run


@pytest.mark.parametrize(("damage", "told"), DAMAGED)
def test_damaged_file_is_told_and_stops_nobody_else(
    damage: Damage, told: Told, leaf: Path, command: Command, measured: Callable[..., str]
) -> None:
    """Reading commands name it and what to do, `check` lists it, and a run records the other case and leaves it be."""
    damage(leaf)
    for arguments in READING:
        code, said = command(*arguments)

        assert (2, True, True) == (code, str(leaf) in said, told.remedy in said), (arguments, said)
        assert told.words in said, (arguments, said)
    code, said = command("check")

    assert (1, True) == (code, f"{leaf}: " in said), said
    assert told.remedy in measured(saw=told.words, code=2, gains=1)


@pytest.mark.parametrize(("damage", "told"), FINGERPRINTS)
def test_damaged_fingerprints_are_told_before_anything_is_measured(
    damage: Damage, told: Told, checkout: Checkout, command: Command, measured: Callable[..., str]
) -> None:
    """`check` lists the file; a run, which could record nothing, ends before it begins; the table needs none of it."""
    path = checkout.results / store.ENVIRONMENTS
    damage(path)
    code, said = command("check")

    assert (1, True, True) == (code, f"{path}: " in said, told.words in said), said
    assert 0 == command("table")[0]
    assert told.remedy in measured(saw=told.words, code=2, gains=0)


class TestOddButReadable:
    """What can be read without a doubt is read; `check` says what is odd about it."""

    @pytest.mark.fault("environments.json is missing")
    def test_missing_fingerprints(self, checkout: Checkout, command: Command, measured: Callable[..., str]) -> None:
        """Cells without one are listed; a run writes its own, and the table is what it was."""
        (checkout.results / store.ENVIRONMENTS).unlink()
        code, said = command("check")

        assert (1, True) == (code, "is in no environments.json" in said), said
        measured(saw="1 new", code=0, gains=1)
        assert 0 == command("table")[0]

    @pytest.mark.fault("an evidence file names an environment that is not there")
    def test_unknown_environment(self, leaf: Path, command: Command, measured: Callable[..., str]) -> None:
        """`check` lists it; nothing is measured for it, and nothing dropped."""
        changed(r'"2.15.0": "[0-9a-f]{12}"', '"2.15.0": "0123456789ab"')(leaf)
        code, said = command("check")

        assert (1, True) == (code, "0123456789ab is in no environments.json" in said), said
        measured(saw="3 as recorded", code=0, gains=1)

    @pytest.mark.fault("an evidence file names a release that does not exist")
    def test_unknown_release(self, leaf: Path, command: Command, measured: Callable[..., str]) -> None:
        """`check` lists it; its cells stay as they are."""
        text = leaf.read_text(encoding="utf-8")
        leaf.write_text(text.replace("1.13.1", "1.13.7"), encoding="utf-8")
        code, said = command("check")

        assert (1, True) == (code, "torch 1.13.7" in said), said
        measured(saw="3 as recorded", code=0, gains=1)
        assert "1.13.7" in leaf.read_text(encoding="utf-8")

    @pytest.mark.fault("an evidence file has the line ends of Windows")
    def test_line_ends(self, leaf: Path, command: Command, measured: Callable[..., str]) -> None:
        """`check` says that it is not as gradreg writes it; every fact is read."""
        leaf.write_bytes(leaf.read_bytes().replace(b"\n", b"\r\n"))
        code, said = command("check")

        assert (1, True) == (code, f"{leaf}: not as gradreg writes it" in said), said
        assert 0 == command("table")[0]
        measured(saw="3 as recorded", code=0, gains=1)

    @pytest.mark.fault("an evidence file is of an older schema")
    def test_older_schema(self, leaf: Path, command: Command, measured: Callable[..., str]) -> None:
        """It is read, `check` names the command that writes it anew, and that loses nothing."""
        old = older(files.read(leaf))
        leaf.write_bytes(old)
        code, said = command("check")

        assert (1, True) == (code, "`gradreg migrate` writes it anew" in said), said
        measured(saw="3 as recorded", code=0, gains=1)
        assert old == leaf.read_bytes()
        assert 0 == command("migrate")[0]
        assert files.SCHEMA == files.schema_of(leaf)

    @pytest.mark.fault("garbage lies among the evidence, under the name of no case")
    def test_garbage(self, checkout: Checkout, command: Command, measured: Callable[..., str]) -> None:
        """`check` lists it; the table and the next run have no use for it."""
        planted = checkout.results / "made" / "planted.json"
        planted.write_text("{}}", encoding="utf-8")
        code, said = command("check")

        assert (1, True, True) == (code, f"{planted}: damaged" in said, RESTORE in said), said
        assert 0 == command("table")[0]
        measured(saw="1 new", code=0, gains=1)
        assert "{}}" == planted.read_text(encoding="utf-8")


class TestCases:
    """What a case can do to the catalog and the evidence, if it knows where they are."""

    @pytest.mark.fault("a case looks for the evidence in its folder, above it and in its environment")
    def test_does_not_find_the_evidence(
        self, checkout: Checkout, command: Command, measured: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither leads there, even where the one who measures has the evidence in both."""
        monkeypatch.chdir(checkout.results)
        monkeypatch.setenv("PWD", str(checkout.results))
        monkeypatch.setenv("OLDPWD", str(checkout.results))
        monkeypatch.setenv("GRADREG_RESULTS", str(checkout.results))
        checkout.add("made/searches", SEARCHES)
        measured(saw="2 new", code=0, gains=2)

        assert "found = nothing" in command("show", "made/searches")[1]

    @pytest.mark.fault("a case deletes its own file")
    def test_deletes_its_file(self, checkout: Checkout, command: Command, measured: Callable[..., str]) -> None:
        """Its answer is recorded, and `check` says that its evidence has no case any more."""
        path = checkout.cases / "made" / "goes.py"
        checkout.add(
            "made/goes",
            f"import os\n\ndef observe():\n    if os.path.exists({str(path)!r}):\n        os.remove({str(path)!r})\n"
            "    yield 'gone', True\n",
        )
        measured(saw="2 new", code=0, gains=2)
        code, said = command("check")

        assert (1, True) == (code, "`gradreg prune` forgets it" in said), said
        assert not path.exists()

    @pytest.mark.fault("a case writes garbage where its own evidence is to be")
    def test_writes_where_its_evidence_is(
        self, checkout: Checkout, command: Command, measured: Callable[..., str]
    ) -> None:
        """That is told with the file's name, and by every command after it; nobody else's facts are touched."""
        path = checkout.results / "made" / "writes.json"
        checkout.add("made/writes", f"def observe():\n    open({str(path)!r}, 'w').write('mine')\n    yield 'x', 1\n")
        measured(saw=f"{path}: damaged", code=2, gains=1)
        code, said = command("table")

        assert (2, True, True) == (code, f"{path}: damaged" in said, RESTORE in said), said
        assert 0 == command("measure", "--torch", "2.15.0", "--dry-run")[0]


class TestEveryByte:
    """No damage is small enough to pass."""

    def test_cut_anywhere_is_told(self, leaf: Path) -> None:
        """Of an evidence file every part that lacks more than the last line end is damaged."""
        whole = leaf.read_bytes()
        for length in range(len(whole) - 1):
            with pytest.raises(BadEvidence, match=r"leaf\.json: damaged"):
                files.parsed(leaf, whole[:length])

        assert files.parsed(leaf, whole) == files.parsed(leaf, whole[:-1])

    def test_flipped_anywhere_is_told(self, checkout: Checkout, leaf: Path) -> None:
        """With any byte changed the file is damaged, or not as gradreg writes it, or what it says has no foundation."""
        cases = [case for case, _ in pipeline.cases(Places(checkout.cases, checkout.results, "leaf"))]
        whole = leaf.read_bytes()
        assert [] == store.faults(checkout.results, cases)
        for place in range(len(whole)):
            leaf.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])

            assert store.faults(checkout.results, cases) or _all_stale(checkout.results, cases[0]), place


def _all_stale(results: Path, case: Case) -> bool:
    """Whether every cell is told as measured with other code, as it is where the hash of the code was hit."""
    cells = store.load(results, case).cells
    return bool(cells) and all(cell.stale for cell in cells.values())
