"""The changelog of the evidence as a page: what was replaced that had been known, how much, and why."""

from collections.abc import Sequence

from gradreg.model import Replacement
from gradreg.report import words
from gradreg.report.markdown import grid, prose

FEW = 5
HEADERS = ["torch", "on", "number", "cells", "replaced in", "why", "held back by", "environment", "gradreg"]
_NOTE = (
    "Made by `nox -s table` from the files in `changelog/`; not to be edited.\n"
    "An entry is a run that replaced known behaviour, or that the gate had held back and somebody accepted; "
    "git tells when and by whom."
)


def page(found: Sequence[Replacement]) -> str:
    """A line an entry, oldest release first."""
    shown = grid([_line(entry) for entry in found], HEADERS) if found else "Nothing that was known has been replaced."
    return f"# What was replaced in the evidence\n\n{_NOTE}\n\n{shown}\n"


def _line(entry: Replacement) -> tuple[object, ...]:
    counts = ", ".join(f"{count} {word}" for word, count in entry.counts.items() if count)
    cases = [f"{case} ({count})" for case, count in entry.cases.items()]
    texts = (counts, words.first(cases, FEW), entry.reason or "", "; ".join(entry.held_back))
    return (
        *map(_text, (entry.release, entry.device)),
        entry.number,
        *map(_text, (*texts, entry.environment, entry.gradreg)),
    )


def _text(text: str) -> str:
    return prose(words.visible(text))
