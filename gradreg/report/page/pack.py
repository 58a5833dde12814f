"""The table as the data of the page: columns and numbers, each text once, deflated."""

import base64
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gradreg.model import DEVICES, Behaviour, Case, Comparison, Line, Manner, Outcome, Site, Transition, Value
from gradreg.report import words
from gradreg.report.page import code, copying
from gradreg.report.page.once import Once

EAGER = "eager"
KINDS = [Comparison.CHANGED, Comparison.WARNS, Comparison.REWORDED]
MANNERS = list(Manner)
OUTCOMES = list(Outcome)
PLAIN = re.compile(r"True|False|-?\d+(\.\d+)?(e[+-]\d+)?")
"""Texts that are themselves what Python writes; any other one stands for a text, unless its literal is told."""


def deflated(content: object) -> str:
    """Data as text that no markup can come out of: JSON, deflated, in base64."""
    return base64.b64encode(zlib.compress(msgspec.json.encode(content), 9)).decode("ascii")


def core(site: Site) -> Mapping[str, object]:
    """What the matrix needs: releases, texts, behaviours, histories, and the cases with their rows."""
    pool = Pool(tuple(site.table.releases))
    by_case = site.by_case
    cases = [_case(pool, case, by_case[case.name]) for case in site.cases]
    places = list(dict.fromkeys(era.device for line in site.table.lines for era in line.eras))
    return {
        "releases": site.table.releases,
        "dates": [release.date for release in site.releases],
        "places": places,
        "devices": list(dict.fromkeys([*DEVICES, *(place.partition("+")[0] for place in places)])),
        "modes": list(dict.fromkeys([EAGER, *(place.partition("+")[2] or EAGER for place in places)])),
        "cases": cases,
        "texts": pool.texts.contents,
        "literals": pool.literals,
        "behaviours": pool.behaviours.contents,
        "histories": pool.histories.contents,
    }


def texts(site: Site) -> Mapping[str, object]:
    """What only a case's own view needs: story, links, painted code, facts beside its yields, and what to copy."""
    by_case, frames = site.by_case, Once()
    cases = [[*_texts(case, by_case[case.name]), *copying.of(site, case, frames)] for case in site.cases]
    pins = {release.version: release.pins for release in site.releases if release.pins}
    return {"cases": cases, "frames": frames.contents, "pins": pins}


def _texts(case: Case, lines: Iterable[Line]) -> list[object]:
    source = code.shown(case)
    names = (name for line in lines for era in line.eras for name in era.behaviour.facts)
    painted = [[part for piece in line for part in piece] for line in code.painted(source)]
    return [case.story, case.links, painted, list(code.yields(source, names).items())]


def _case(pool: "Pool", case: Case, lines: Sequence[Line]) -> object:
    verdicts = [[item.word, item.says, item.source] for item, _ in words.verdicts(lines)]
    rows = [_row(pool, case.name, line) for line in lines]
    return [case.name, case.question, case.chinese, rows, verdicts]


def _row(pool: "Pool", case: str, line: Line) -> object:
    places = dict.fromkeys(era.device for era in line.eras)
    return [line.row[len(case) + 1 : -1], [[place, pool.history(line, place)] for place in places], int(line.stale)]


class Pool:
    """Texts, behaviours and histories, each once; what refers to one holds its number."""

    def __init__(self, releases: Sequence[str]) -> None:
        self.index = {release: number for number, release in enumerate(releases)}
        self.texts = Once()
        self.text("")
        self.literals: dict[int, str] = {}
        self.behaviours = Once()
        self.histories = Once()

    def history(self, line: Line, place: str) -> int:
        """The number of what a row did on one place: eras, transitions, and the facts that tell its eras apart."""
        eras = [
            [self.index[era.first], self.index[era.last], self.behaviour(era.behaviour),
             *([[self.index[gap] for gap in era.unknown]] if era.unknown else [])]
            for era in line.eras
            if era.device == place
        ]  # fmt: skip # one era, one line
        steps = [self._step(step) for step in line.transitions if step.device == place]
        telling = words.telling(line, place)
        content = [eras, steps, None if telling is None else sorted(map(self.text, telling))]
        return self.histories.number(msgspec.json.encode(content), content)

    def _step(self, step: Transition) -> list[int]:
        kind, how = KINDS.index(step.kind), MANNERS.index(step.manner) if step.manner else -1
        behaviours = (self.behaviour(side) for side in (step.old, step.new))
        return [self.index[step.before], self.index[step.after], kind, how, *behaviours]

    def behaviour(self, shown: Behaviour) -> int:
        """The number of a behaviour."""
        facts = [number for name, item in shown.facts.items() for number in (self.text(name), self.value(item))]
        warned = [self.text(text) for pair in shown.warnings for text in pair]
        others = (shown.raises, shown.message, words.reason(shown))
        content = [OUTCOMES.index(shown.outcome), facts, *(self.text(text or "") for text in others), warned]
        return self.behaviours.number(msgspec.json.encode(shown), content)

    def text(self, text: str) -> int:
        """The number of a text."""
        return self.texts.number(text.encode(), text)

    def value(self, item: Value) -> int:
        """The number of a value's text; how Python writes it stands beside those that do not tell it themselves."""
        literal, text = repr(item), words.value(item)
        number = self.texts.number(literal.encode() if literal != repr(text) else text.encode(), text)
        if literal != (text if PLAIN.fullmatch(text) else repr(text)):
            self.literals[number] = literal
        return number
