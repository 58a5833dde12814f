"""Search the index: cases by their words, then of each case the rows that answer best."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from gradreg.ask.documents import BODY, HEAD
from gradreg.ask.likeness import evident, meant
from gradreg.model import Asked, Found, Hit

Keep = Callable[[str], bool] | None
WORTH = 2.0
"""What a word in a case's name or question is worth, where one in its story is worth 1."""
BONUS = 0.2, 0.3
"""What it adds, in parts of the best score, that the evidence shows the message; and that every row does."""
RELEVANT = 0.35
"""The part of the best score below which a case does not answer."""
SHOWN = 1000.0


def found(connection: sqlite3.Connection, asked: Asked, limit: int, keep: Keep) -> Found:
    """The cases that answer best, best first."""
    connection.create_function("kept", 1, keep or bool, deterministic=True)
    asked = meant(connection, asked)
    texts = evident(connection, asked.messages)
    scores = _with_messages(_scores(connection, asked), texts)
    if keep:
        chosen = {file for (file,) in connection.execute("SELECT DISTINCT file FROM rows WHERE kept(name)")}
        scores = {file: score for file, score in scores.items() if file in chosen}
    least = RELEVANT * max(scores.values(), default=0.0)
    best = sorted((file for file in scores if scores[file] >= least), key=lambda file: (-scores[file], file))
    hits = (_hit(connection, asked, file, scores[file], texts.get(file, {})) for file in best[:limit])
    return Found(asked, tuple(hits), len(best), _left_out(connection))


def _scores(connection: sqlite3.Connection, asked: Asked) -> dict[int, float]:
    """Case -> how well its words answer: by BM25, times the part of the words that it has at all."""
    scores: Counter[int] = Counter()
    for table, fields, worth in (("heads", HEAD, WORTH), ("bodies", BODY, 1.0)) if asked.words else ():
        weights = ", ".join(map(str, fields.values()))
        query = f"SELECT rowid, -bm25({table}, {weights}) FROM {table} WHERE {table} MATCH ?"  # noqa: S608 tables and weights of our own
        for file, score in connection.execute(query, (_expression(asked),)):
            scores[file] += worth * score
    having = _having(connection, asked)
    return {file: score * having[file] / len(asked.words) for file, score in scores.items() if having[file]}


def _expression(asked: Asked) -> str:
    """Any of the words, each in quotes, so that nothing that was typed is syntax.

    Also the pairs, as they stood; and once more each name with an underscore at its end, which tells it from its kin.
    """
    single = [*dict.fromkeys((*asked.words, *asked.also)), *(word for word in asked.words if word.endswith("_"))]
    pairs = [f"{one} {two}" for one, two in pairwise(asked.words)]
    return " OR ".join(f'"{phrase}"' for phrase in (*single, *pairs))


def _having(connection: sqlite3.Connection, asked: Asked) -> Counter[int]:
    """Case -> how many of the words it has."""
    query = "SELECT rowid FROM heads WHERE heads MATCH ?1 UNION SELECT rowid FROM bodies WHERE bodies MATCH ?1"
    return Counter(file for word in asked.words for (file,) in connection.execute(query, (f'"{word}"',)))


def _with_messages(scores: dict[int, float], texts: dict[int, dict[str, float]]) -> dict[int, float]:
    highest = max(scores.values(), default=1.0)
    shown, by_every_row = BONUS
    bonus = {file: highest * (shown + by_every_row * max(shares.values())) for file, shares in texts.items()}
    return {file: scores.get(file, 0.0) + bonus.get(file, 0.0) for file in {**scores, **bonus}}


def _hit(connection: sqlite3.Connection, asked: Asked, file: int, score: float, texts: dict[str, float]) -> Hit:
    """A case with its rows: first those that show the message, then those with the words, then those that changed."""
    (name,) = connection.execute("SELECT name FROM files WHERE id = ?", (file,)).fetchone()
    rows = connection.execute(
        "SELECT id, name, behaviours FROM rows WHERE file = ? AND kept(name) ORDER BY id", (file,)
    )
    points = Counter(_row_points(connection, asked, file))
    for text in texts:
        points.update({row: SHOWN for (row,) in connection.execute("SELECT row FROM texts WHERE text = ?", (text,))})
    ordered = sorted(rows, key=lambda row: (-points[row[0]], -row[2]))
    return Hit(name, round(score, 2), tuple(row for _, row, _ in ordered), next(iter(texts), None))


def _row_points(connection: sqlite3.Connection, asked: Asked, file: int) -> dict[int, float]:
    if not asked.words:
        return {}
    query = """
        SELECT rowid, -bm25(row_words) FROM row_words
        WHERE row_words MATCH ? AND rowid IN (SELECT id FROM rows WHERE file = ?)
    """
    return dict(connection.execute(query, (_expression(asked), file)).fetchall())


def _left_out(connection: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(name for (name,) in connection.execute("SELECT name FROM files WHERE fault IS NOT NULL ORDER BY name"))
