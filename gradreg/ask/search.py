"""Search the index: words by BM25, messages by likeness, and of each case the rows that answer best."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from gradreg.ask.documents import FIELDS
from gradreg.ask.glossary import MEANT
from gradreg.ask.words import words
from gradreg.model import Asked, Found, Hit

Keep = Callable[[str], bool]
ALIKE = 90.0
"""From how many percent on a text of the evidence is the one that was asked for."""
LEAST = 16
"""Letters of a text that are enough to know it by."""
CORRECTED = 78.0
SHORTEST = 4
LETTERS = re.compile(r"[^a-z]+")


def found(connection: sqlite3.Connection, asked: Asked, limit: int, keep: Keep) -> Found:
    """The cases that answer best, best first."""
    connection.create_function("kept", 1, keep, deterministic=True)
    asked = _corrected(connection, asked)
    alike = _alike(connection, asked.messages)
    scores = _scores(connection, asked)
    highest = max(scores.values(), default=1.0)
    for file, (text, share) in alike.items():
        scores[file] = scores.get(file, 0.0) + highest * (0.6 + 0.4 * share)
    best = sorted(scores, key=lambda file: -scores[file])
    hits = (_hit(connection, asked, file, scores[file], alike) for file in best)
    kept = [hit for hit in hits if hit.rows]
    return Found(asked, tuple(kept[:limit]), len(kept), _left_out(connection))


def _scores(connection: sqlite3.Connection, asked: Asked) -> dict[int, float]:
    """Case -> how well its words answer; rare words count more, and words that stand side by side."""
    if not asked.words:
        return {}
    weights = ", ".join(map(str, FIELDS.values()))
    query = f"SELECT rowid, -bm25(cases, {weights}) FROM cases WHERE cases MATCH ?"  # noqa: S608 weights of our own
    return dict(connection.execute(query, (_expression(asked.words),)).fetchall())


def _expression(said: Sequence[str]) -> str:
    """Any of the words, each in quotes, so that nothing that was typed is syntax; also the pairs, as they stood."""
    pairs = zip(said, said[1:], strict=False)
    return " OR ".join([f'"{word}"' for word in said] + [f'"{one} {two}"' for one, two in pairs])


def _corrected(connection: sqlite3.Connection, asked: Asked) -> Asked:
    """The question with each word that no case knows put into the word that was meant."""
    corrected: dict[str, str] = {}
    said: list[str] = []
    for word in asked.words:
        meant = MEANT.get(word)
        if meant is None and not _is_known(connection, word):
            near = _nearest(connection, word)
            if near:
                corrected[word] = near
                meant = MEANT.get(near, near)
        said += words(meant) if meant else [word]
    return Asked(tuple(dict.fromkeys(said)), asked.messages, corrected, asked.unknown)


def _is_known(connection: sqlite3.Connection, word: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM cases WHERE cases MATCH ? LIMIT 1", (f'"{word}"',)).fetchone())


def _nearest(connection: sqlite3.Connection, word: str) -> str | None:
    """The word of the index that differs least; of several the one that more cases have."""
    if len(word) < SHORTEST:
        return None
    from rapidfuzz import process  # noqa: PLC0415 most questions are spelt well
    from rapidfuzz.distance import OSA  # noqa: PLC0415 as above

    known = dict(connection.execute("SELECT word, count(*) FROM words GROUP BY word").fetchall())
    near = process.extract(word, [*known, *MEANT], scorer=OSA.normalized_similarity, score_cutoff=0.6, limit=8)
    return max(near, key=lambda item: (item[1], known.get(item[0], 0)))[0] if near else None


def _alike(connection: sqlite3.Connection, messages: Sequence[str]) -> dict[int, tuple[str, float]]:
    """Case -> the text of its evidence that was asked for, and the share of its rows that show it."""
    simple = [LETTERS.sub(" ", message.lower()).strip() for message in messages]
    simple = [message for message in simple if len(message) >= LEAST]
    if not simple:
        return {}
    from rapidfuzz import fuzz, process  # noqa: PLC0415 most questions hold no message

    texts = {text: LETTERS.sub(" ", text.lower()).strip() for (text,) in connection.execute("SELECT DISTINCT text FROM texts")}
    near = [text for message in simple for _, score, text in process.extract(
        message, {text: content for text, content in texts.items() if len(content) >= max(LEAST, len(message) / 2)},
        scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=40)]
    shown: dict[int, tuple[str, float]] = {}
    for text in near:
        share = "SELECT texts.file, count(*) * 1.0 / (SELECT count(*) FROM rows WHERE rows.file = texts.file) FROM texts WHERE text = ? GROUP BY texts.file"
        for file, part in connection.execute(share, (text,)):
            before = shown.get(file, (text, 0.0))
            shown[file] = before[0], max(before[1], part)
    return shown


def _hit(connection, asked, file, score, alike) -> Hit:
    name = connection.execute("SELECT name FROM files WHERE id = ?", (file,)).fetchone()[0]
    text = alike[file][0] if file in alike else None
    return Hit(name, score, ("x",), text)


def _left_out(connection: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(name for (name,) in connection.execute("SELECT name FROM files WHERE fault IS NOT NULL ORDER BY name"))
