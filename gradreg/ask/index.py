"""The index: one SQLite file, made from the catalog and the evidence, brought up to date file by file."""

import contextlib
import sqlite3
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from gradreg.ask.documents import BODY, FIELDS, HEAD, Document, document
from gradreg.errors import GradregError
from gradreg.model import Case, Evidence

T = TypeVar("T")
Read = Callable[[str], tuple[Case, Evidence]]
Say = Callable[[str], None]
PATIENCE = 120.0
"""Seconds to wait for another process that is writing the index."""
FEW = 20
UNWRITABLE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
DAMAGED = (sqlite3.Error, ValueError, TypeError)
"""What a damaged file makes of a query: SQLite's complaint, or one that is no text itself, or values of other types."""
TOKENS = "tokenize=\"porter unicode61 tokenchars '_'\""
SCHEMA = f"""
CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT UNIQUE, stamp TEXT, fault TEXT);
CREATE VIRTUAL TABLE heads USING fts5({", ".join(HEAD)}, {TOKENS});
CREATE VIRTUAL TABLE bodies USING fts5({", ".join(BODY)}, {TOKENS});
CREATE TABLE rows (id INTEGER PRIMARY KEY, file INTEGER, name TEXT, behaviours INTEGER);
CREATE INDEX rows_of ON rows (file);
CREATE VIRTUAL TABLE row_words USING fts5(words, {TOKENS});
CREATE TABLE texts (text TEXT, file INTEGER, row INTEGER, PRIMARY KEY (text, row)) WITHOUT ROWID;
CREATE INDEX texts_of ON texts (file);
CREATE VIEW said AS SELECT DISTINCT text FROM texts;
CREATE TABLE words (word TEXT, file INTEGER, PRIMARY KEY (word, file)) WITHOUT ROWID;
CREATE INDEX words_of ON words (file);
"""  # noqa: S608 no value is put in, only names of our own fields
VERSION = zlib.crc32(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.[pt]*")))) & 0x7FFFFFFF
"""Changes with the code that makes the index and with its glossary, so that neither ever meets an old one."""


def answered(
    file: Path | None, stamps: Mapping[str, str], read: Read, say: Say, search: Callable[[sqlite3.Connection], T]
) -> T:
    """What `search` finds in an index that is up to date.

    The index is the file: mended where files changed, made anew where it is damaged.
    Where it cannot be written, as in a read-only folder, the index is made in memory, from the file as far as it goes.
    """
    for path in (file, file) if file else ():
        try:
            return _searched(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None), stamps, read, say, search)
        except DAMAGED as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in UNWRITABLE:
                break
            path.unlink(missing_ok=True)
    if file and file.exists():
        with contextlib.suppress(*DAMAGED):
            return _searched(_copied(file), stamps, read, say, search)
    try:
        return _searched(_memory(), stamps, read, say, search)
    except sqlite3.OperationalError as error:
        raise GradregError(
            f"the search needs SQLite with FTS5, which this Python lacks ({error}). Use another."
        ) from error


def _searched(
    connection: sqlite3.Connection,
    stamps: Mapping[str, str],
    read: Read,
    say: Say,
    search: Callable[[sqlite3.Connection], T],
) -> T:
    with contextlib.closing(connection):
        if not _is_current(connection) or _differing(connection, stamps):
            connection.execute("BEGIN IMMEDIATE")
            _update(connection, stamps, read, say)
            connection.execute("COMMIT")
        return search(connection)


def _memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def _copied(file: Path) -> sqlite3.Connection:
    """The index in memory, read from a file that is left alone."""
    memory = _memory()
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as old:
            old.backup(memory)
    except DAMAGED:
        memory.close()
        raise
    return memory


def _is_current(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA user_version").fetchone() == (VERSION,))


def _differing(connection: sqlite3.Connection, stamps: Mapping[str, str]) -> dict[str, int | None]:
    """The names that are new, changed or gone -> their id in the index."""
    known = {name: (key, stamp) for key, name, stamp in connection.execute("SELECT id, name, stamp FROM files")}
    return {
        name: known.get(name, (None,))[0]
        for name in (*stamps, *(known.keys() - stamps.keys()))
        if name not in known or known[name][1] != stamps.get(name)
    }


def _update(connection: sqlite3.Connection, stamps: Mapping[str, str], read: Read, say: Say) -> None:
    """Bring the index up to date, in a transaction; another process may have done it meanwhile."""
    if not _is_current(connection):
        _emptied(connection)
    differing = _differing(connection, stamps)
    began = time.monotonic()
    if len(differing) > FEW:
        say(f"reading {len(differing)} cases into the index, which later questions use")
    for name, key in differing.items():
        if key is not None:
            _forget(connection, key)
        if name in stamps:
            _add(connection, name, stamps[name], read)
    if len(differing) > FEW:
        say(f"read in {time.monotonic() - began:.1f} s")


def _emptied(connection: sqlite3.Connection) -> None:
    kinds = "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite_%'"
    for kind, name in connection.execute(kinds).fetchall():
        connection.execute(f'DROP {kind} IF EXISTS "{name}"')
    for statement in SCHEMA.strip().split(";")[:-1]:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _forget(connection: sqlite3.Connection, key: int) -> None:
    connection.execute("DELETE FROM row_words WHERE rowid IN (SELECT id FROM rows WHERE file = ?)", (key,))
    connection.execute("DELETE FROM heads WHERE rowid = ?", (key,))
    connection.execute("DELETE FROM bodies WHERE rowid = ?", (key,))
    for table in ("rows", "texts", "words"):
        connection.execute(f"DELETE FROM {table} WHERE file = ?", (key,))  # noqa: S608 names of our own tables
    connection.execute("DELETE FROM files WHERE id = ?", (key,))


def _add(connection: sqlite3.Connection, name: str, stamp: str, read: Read) -> None:
    """Take in a case; one that cannot be read is noted with its fault, and answers nothing."""
    try:
        content, fault = document(*read(name)), None
    except (GradregError, OSError) as error:
        content, fault = None, str(error)
    key = connection.execute("INSERT INTO files (name, stamp, fault) VALUES (?, ?, ?)", (name, stamp, fault)).lastrowid
    if content is not None and key is not None:
        _write(connection, key, content)


def _write(connection: sqlite3.Connection, key: int, content: Document) -> None:
    for table, fields in (("heads", HEAD), ("bodies", BODY)):
        marks = ", ".join("?" * len(fields))
        texts = [content.fields[FIELDS.index(name)] for name in fields]
        connection.execute(f"INSERT INTO {table} (rowid, {', '.join(fields)}) VALUES (?, {marks})", (key, *texts))  # noqa: S608 names of our own fields
    known = {word for field in content.fields for word in field.split()}
    connection.executemany("INSERT INTO words VALUES (?, ?)", [(word, key) for word in known])
    for row in content.rows:
        told = (key, row.name, row.behaviours)
        place = connection.execute("INSERT INTO rows (file, name, behaviours) VALUES (?, ?, ?)", told).lastrowid
        connection.execute("INSERT INTO row_words (rowid, words) VALUES (?, ?)", (place, row.words))
        connection.executemany("INSERT INTO texts VALUES (?, ?, ?)", [(text, key, place) for text in row.texts])
