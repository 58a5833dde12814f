"""The index of `gradreg ask`: a file of SQLite's that anything may have happened to."""

import sqlite3
from functools import cache
from pathlib import Path

from fuzz.common import ROOT, folder, known, placed
from gradreg import ask, catalog
from gradreg.model import Case, Evidence, Found

GOOD = ROOT / "tests" / "catalogs" / "good"
QUESTION = "what does zero_grad leave of a gradient"
WORDS = (
    b"SQLite format 3\x00",
    b"\x00" * 64,
    b"\xff" * 64,
    b"CREATE TABLE",
    b"files",
    b"heads",
    b"rows",
    b"0",
    b"../../x",
)


def _read(name: str) -> tuple[Case, Evidence]:
    return catalog.read_one(GOOD, name, known()), Evidence(name, {})


def _ask(path: Path | None) -> Found:
    return ask.ask(QUESTION, path, catalog.stamps(GOOD), _read, lambda _: None)


@cache
def _expected() -> Found:
    return _ask(None)


def check(data: bytes) -> None:
    """A damaged index answers as a sound one would, or with what a row of it now says; the next question is right."""
    path = placed("index.sqlite", data)
    first = _ask(path)
    assert {hit.case for hit in first.hits} <= {*catalog.stamps(GOOD)}
    path.unlink(missing_ok=True)
    for rest in path.parent.glob("index.sqlite-*"):
        rest.unlink()


def seeds() -> list[bytes]:
    """A sound index, and one of another program's."""
    path = folder() / "sound.sqlite"
    path.unlink(missing_ok=True)
    _ask(path)
    other = folder() / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS files (x)")
    connection.close()
    return [path.read_bytes(), other.read_bytes()]
