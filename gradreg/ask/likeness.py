"""What was meant and what is alike: typos, short forms, well-known messages, texts of the evidence. By rapidfuzz."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from gradreg.ask.glossary import MEANT, MESSAGES
from gradreg.ask.words import words
from gradreg.model import Asked

ALIKE = 90.0
"""From how many percent on two messages are the same."""
LEAST = 16
FEWEST = 4
"""Letters and words of a message that are enough to know it by; less is the name of a function, or a question."""
NEAR = 0.66
"""The part of a word's letters that a typo leaves in place."""
SHORTEST = 4
MANY = 40
OTHER = re.compile(r"[^a-z]+")


def meant(connection: sqlite3.Connection, asked: Asked) -> Asked:
    """The question as the catalog would word it."""
    corrected = {word: near for word in asked.words if (near := _correction(connection, word))}
    said = [corrected.get(word, word) for word in asked.words]
    also = [other for term in (*said, *map(" ".join, pairwise(said))) for other in words(MEANT.get(term, ""))]
    known = [word for message in _simple(asked.messages) for word in words(_well_known(message))]
    if known:
        said, also = known, [*said, *also]
    return msgspec.structs.replace(
        asked, words=tuple(dict.fromkeys(said)), also=tuple(dict.fromkeys(also)), corrected=corrected
    )


def _correction(connection: sqlite3.Connection, word: str) -> str | None:
    """For a word that no case has, the one that differs least; of several the one that more cases have."""
    query = "SELECT 1 FROM bodies WHERE bodies MATCH ?1 UNION SELECT 1 FROM heads WHERE heads MATCH ?1"
    if len(word) < SHORTEST or word in MEANT or connection.execute(query, (f'"{word}"',)).fetchone():
        return None
    from rapidfuzz import process  # noqa: PLC0415 most questions are spelt well
    from rapidfuzz.distance import OSA  # noqa: PLC0415 as above

    count = dict(connection.execute("SELECT word, count(*) FROM words GROUP BY word").fetchall())
    near = process.extract(word, [*count, *MEANT], scorer=OSA.normalized_similarity, score_cutoff=NEAR, limit=MANY)
    return max(near, key=lambda item: (item[1], count.get(item[0], 0)))[0] if near else None


def _simple(messages: Iterable[str]) -> list[str]:
    """Messages without numbers, quotes and brackets, in which two of the same differ; not those that say too little."""
    simple = [OTHER.sub(" ", message.lower()).strip() for message in messages]
    return [message for message in simple if len(message) >= LEAST and message.count(" ") + 1 >= FEWEST]


def _well_known(message: str) -> str:
    """The words of the field for a message, where the glossary has them."""
    near = _alike(message, {phrase: OTHER.sub(" ", phrase.lower()).strip() for phrase in MESSAGES}, LEAST)
    return MESSAGES[near[0]] if near else ""


def evident(connection: sqlite3.Connection, messages: Sequence[str]) -> dict[int, dict[str, float]]:
    """Case -> the texts of its evidence that were asked for -> the part of its rows that show it."""
    simple = _simple(messages)
    if not simple:
        return {}
    texts = {text: OTHER.sub(" ", text.lower()).strip() for (text,) in connection.execute("SELECT text FROM said")}
    found: dict[int, dict[str, float]] = {}
    for text in dict.fromkeys(near for message in simple for near in _alike(message, texts, len(message) / 2)):
        query = """
            SELECT file, count(*) * 1.0 / (SELECT count(*) FROM rows WHERE rows.file = texts.file)
            FROM texts WHERE text = ? GROUP BY file
        """
        for file, share in connection.execute(query, (text,)):
            found.setdefault(file, {})[text] = share
    return found


def _alike(message: str, texts: Mapping[str, str], least: float) -> list[str]:
    """The texts of at least so many letters that hold a message, or that it holds; the most alike first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 most questions hold no message

    long = {text: content for text, content in texts.items() if len(content) >= max(LEAST, least)}
    near = process.extract(message, long, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=MANY)
    return [text for content, score, text in sorted(near, key=lambda item: (-item[1], -fuzz.ratio(message, item[0])))]
