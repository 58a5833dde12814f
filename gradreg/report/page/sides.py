"""Neighbouring behaviours side by side, what differs marked."""

import difflib
import re
from collections.abc import Iterator

import msgspec

from gradreg.model import Behaviour, Comparison, Transition
from gradreg.report import words
from gradreg.report.page.shell import english

Piece = tuple[str, str]
"""A kind of mark, or nothing, and the text that it marks."""


class Side(msgspec.Struct, frozen=True):
    """One fact before and after; `same` where it did not change."""

    name: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    same: bool


class Step(msgspec.Struct, frozen=True):
    """Two neighbouring behaviours side by side."""

    before: str
    after: str
    between: tuple[str, ...]
    sign: str
    word: str
    long: str
    sides: tuple[Side, ...]


def of(step: Transition) -> Step:
    """One transition: every fact where behaviour changed, else only what differs."""
    word = step.manner.value if step.manner else step.kind.word
    sign = words.SHAPES[step.manner] if step.manner else words.KIND_SHAPES[step.kind.word]
    sides = sorted(_sides(step.old, step.new), key=lambda side: side.same)
    shown = tuple(side for side in sides if not side.same or step.kind is Comparison.CHANGED)
    return Step(step.before, step.after, step.between, sign, word, english()[f"word.{word}_long"], shown)


def _sides(old: Behaviour, new: Behaviour) -> Iterator[Side]:
    one, two = _named(old), _named(new)
    for name in {**one, **two}:
        before, after = one.get(name), two.get(name)
        if before is None or after is None or before == after:
            yield Side(name, _plain(before), _plain(after), before == after)
        else:
            yield Side(name, *_marked(before, after), same=False)


def _named(behaviour: Behaviour) -> dict[str, str]:
    facts = {name: words.value(item) for name, item in behaviour.facts.items()}
    warned = "\n".join(f"{kind}: {text}" for kind, text in behaviour.warnings)
    others = {"exception": behaviour.raises, "message": behaviour.message, "warning": warned}
    return facts | {name: text for name, text in others.items() if text}


def _plain(text: str | None) -> tuple[Piece, ...]:
    return (("absent", english()["case.absent"]),) if text is None else (("", text),)


def _marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts in pieces, the words that differ marked."""
    one, two = (re.findall(r"\s+|[,\[\]()=;:]|[^\s,\[\]()=;:]+", text) for text in (before, after))
    old: list[Piece] = []
    new: list[Piece] = []
    for kind, start, stop, begin, end in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        same = kind == "equal"
        old.append(("" if same else "del", "".join(one[start:stop])))
        new.append(("" if same else "ins", "".join(two[begin:end])))
    return tuple(piece for piece in old if piece[1]), tuple(piece for piece in new if piece[1])
