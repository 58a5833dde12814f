"""Find the cases that answer a question in ordinary words: BM25 of SQLite's FTS5, typos and messages by rapidfuzz.

The one stage that keeps an index; everything it reads comes to it through `read`.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from gradreg.ask import index, question, search
from gradreg.model import Found

__all__ = ["ask"]


def ask(
    text: str,
    path: Path | None,
    stamps: Mapping[str, str],
    read: index.Read,
    say: index.Say,
    limit: int = 5,
    keep: Callable[[str], bool] | None = None,
) -> Found:
    """The cases that answer a question best, best first.

    Args:
        text: the question, an error pasted whole, names of functions, Chinese; all of it is words, none is syntax.
        path: file of the index; None where none can be written.
        stamps: name of each case -> what changes when its file or its evidence does.
        read: name -> the case and its evidence; called for what the index does not hold yet.
        say: told when that takes a while.
        limit: how many cases to return.
        keep: whether a row, by its name, may be an answer.
    """
    asked = question.read(text)
    if not asked.words:
        return Found(asked, (), 0)
    return index.answered(path, stamps, read, say, partial(search.found, asked=asked, limit=limit, keep=keep))
