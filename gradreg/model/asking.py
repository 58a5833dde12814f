"""A question in ordinary words, what was understood of it, and the cases that answer it."""

import msgspec

from gradreg.model.table import Line


class Asked(msgspec.Struct, frozen=True):
    """What was understood of a question.

    Attributes:
        words: what is searched for, in the order in which it was asked.
        messages: texts of errors and warnings in it, as the evidence would have them.
        also: other words of the field for the same.
        corrected: word as it was typed -> word that was searched for in its place.
        unknown: Chinese characters that the glossary does not hold.
    """

    words: tuple[str, ...]
    messages: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    corrected: dict[str, str] = {}
    unknown: str = ""


class Hit(msgspec.Struct, frozen=True):
    """A case that answers, with the rows that answer best, and the text of its evidence that was pasted."""

    case: str
    score: float
    rows: tuple[str, ...]
    text: str | None = None


class Found(msgspec.Struct, frozen=True):
    """What the index answers: the best hits, best first, of how many cases, and which files it had to leave out."""

    asked: Asked
    hits: tuple[Hit, ...]
    total: int
    left_out: tuple[str, ...] = ()


Elsewhere = tuple[tuple[str, str], ...]
"""(first, last) of each era that answers otherwise."""


class Answer(msgspec.Struct, frozen=True):
    """A hit with what its best rows show.

    Attributes:
        lines: the rows; where a release is meant, with the eras that hold it.
        elsewhere: of each row, where a release is meant, the eras that answer otherwise.
        more: how many rows of the case are not told.
        text: of its evidence, the message that was asked for.
    """

    case: str
    question: str
    score: float
    lines: tuple[Line, ...]
    elsewhere: tuple[Elsewhere, ...]
    more: int
    text: str | None = None


class Answers(msgspec.Struct, frozen=True):
    """Answers, best first, out of `total` cases that have something of the question; `release` is the one meant."""

    asked: Asked
    answers: tuple[Answer, ...]
    total: int
    left_out: tuple[str, ...] = ()
    release: str | None = None
