"""The eras of a row as a case's page shows them: where each lies, its letter, and its sentence."""

from collections.abc import Iterator, Mapping

import msgspec

from gradreg.model import Behaviour, Era, Line, Outcome
from gradreg.report import words
from gradreg.report.page.shell import english

TINTS = 6
LOOKS = {Outcome.OBSERVED: "known", Outcome.RAISED: "known", Outcome.NOT_APPLICABLE: "na", Outcome.NOT_RUN: "unknown",
         Outcome.INFRA: "infra", Outcome.CRASHED: "crashed", Outcome.TIMED_OUT: "crashed",
         Outcome.UNSTABLE: "unstable"}  # fmt: skip # one thought
SIGNS = {"na": "–", "unknown": "?", "infra": "!", "crashed": "✕", "unstable": "≠", "known": ""}


class Span(msgspec.Struct, frozen=True):
    """One era as a page shows it: where it lies, its letter and tint, and what it says."""

    start: int
    stop: int
    look: str
    letter: str
    tint: str
    sentence: str
    text: str
    sign: str
    word: str


def of(line: Line, device: str, index: Mapping[str, int]) -> Iterator[Span]:
    """The eras of a row on one device."""
    telling = words.telling(line, device)
    changes = {step.after: step for step in line.transitions if step.device == device and step.manner}
    letters: dict[str, int] = {}
    for era in (era for era in line.eras if era.device == device):
        look, known = LOOKS[era.behaviour.outcome], era.behaviour.outcome.is_behaviour
        number = letters.setdefault(repr(words.told(era.behaviour)), len(letters)) if known else -1
        step = changes.get(era.first)
        how = step.manner if step else None
        yield Span(
            index[era.first], index[era.last], look, letter(number) if known else SIGNS[look],
            f"tint{number % TINTS}" if known else look, _sentence(era, telling, index), _shown(era.behaviour, telling),
            words.SHAPES[how] if how else "", how.value if how else "",
        )  # fmt: skip # a field a line says nothing more


def letter(number: int) -> str:
    """A to Z, then A1."""
    return chr(ord("A") + number % 26) + (str(number // 26) if number >= 26 else "")  # noqa: PLR2004 letters of the alphabet


def _shown(behaviour: Behaviour, telling: frozenset[str] | None) -> str:
    if not behaviour.outcome.is_behaviour:
        return words.outcome(behaviour)
    told = words.told(behaviour)
    return words.facts({name: item for name, item in told.items() if telling is None or name in telling})


def _sentence(era: Era, telling: frozenset[str] | None, index: Mapping[str, int]) -> str:
    """An era in one sentence, with how often it was not measured."""
    first, last, newest = index[era.first], index[era.last], len(index) - 1
    form = {(0, newest): "always", (first, first): "only", (0, last): "until", (first, newest): "since"}
    name = form.get((first, last), "between")
    gap = english()["era.gap"].format(n=len(era.unknown)) if era.unknown else ""
    said = english()[f"era.{name}"].format(first=era.first, last=era.last, what=_what(era.behaviour, telling))
    return f"{said} ({gap})" if gap else said


def _what(behaviour: Behaviour, telling: frozenset[str] | None) -> str:
    phrase = english()
    if not behaviour.outcome.is_behaviour:
        return phrase[f"era.{behaviour.outcome.value.replace(' ', '_')}"].format(why=words.reason(behaviour))
    facts = [
        phrase["era.fact"].format(name=name, value=words.value(item))
        for name, item in behaviour.facts.items()
        if telling is None or name in telling
    ]
    if behaviour.raises:
        facts.append(phrase["era.raise"].format(name=behaviour.raises))
    if behaviour.warnings:
        facts.append(phrase["era.warn"].format(name=", ".join(dict.fromkeys(kind for kind, _ in behaviour.warnings))))
    return phrase["era.and"].join([", ".join(facts[:-1]), facts[-1]] if facts[1:] else facts) or phrase["era.nothing"]
