"""The reader of case files, and the writer of their EXPECT."""

from pathlib import Path

import msgspec

from fuzz.common import known, placed, printable, some, untouched
from gradreg import runner, table
from gradreg.ask import documents
from gradreg.catalog import edit, read
from gradreg.model import Case, Evidence, Job

NAME = "topic/claim"
FEW = 4
WORDS = (
    b"observe", b"def observe():\n    yield 'a', 1\n", b"yield ", b"EXPECT = ", b"TORCH = ", b"PARAMS = ",
    b"CLAIMS = ", b"WORKAROUND = ", b'">=1.0"', b'"<2.0"', b"{", b"}", b"[", b"]", b"(", b")", b'"""', b"\\ud800",
    b"\\", b"#", b"\n", b"\r", b"\x0c", b"\x00", b"\xff", b"\xef\xbb\xbf", "\u2028".encode(), b"1e999",
    b"0x" + b"f" * 5000, b"1" * 5000, b"-" * 200, b"(" * 150, b"**", b"None", b"import torch\n", b"lambda: ",
    b"async ", b"\t", b"    ", b"{[]: 1}",
)  # fmt: skip # a word a line says nothing more


def check(data: bytes) -> None:
    """A case or its mistakes; a case can be given to the worker, the index and the table, and keeps its EXPECT."""
    path = placed(f"{NAME}.py", data)
    with untouched(path):
        for loose in (False, True):
            case, mistakes = read.read_case(path, NAME, known(), loose=loose)
            assert (case is None) == bool(mistakes), mistakes
            printable(*mistakes)
            if case is not None:
                _use(path, case)


def _use(path: Path, case: Case) -> None:
    job = Job("2.0.0", "cpu", ((case, case.rows[:FEW]),))
    assert len({row.name for row in case.rows}) == len(case.rows)
    msgspec.json.decode(msgspec.json.encode(runner._content(job)))  # noqa: SLF001 what the worker is given
    documents.document(case, Evidence(case.name, {}))
    printable(case.question, case.story, case.chinese, *(row.name for row in case.rows[:FEW]))
    narrowed = msgspec.structs.replace(case, rows=case.rows[:FEW])
    table.build([(narrowed, Evidence(case.name, {}))], known())
    if case.expect:
        _rewrite(path, case)


def _rewrite(path: Path, case: Case) -> None:
    """What EXPECT says is said by its rewriting, by other code than that which observes."""
    again = placed(
        "written/claim.py", edit.with_ends(path.read_bytes().decode(), edit.with_expect(case, case.expect)).encode()
    )
    found, mistakes = read.read_case(again, case.name, known(), loose=True)
    assert found is not None, mistakes
    assert found.expect == case.expect
    assert found.code == case.code


def seeds() -> list[bytes]:
    """Real cases, and those made badly on purpose."""
    return some("cases/*/*.py") + some("tests/catalogs/**/*.py")
