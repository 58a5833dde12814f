"""Answer a question in ordinary words: the cases that the index finds, with what their best rows show."""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from gradreg import ask as index
from gradreg import catalog, compare, releases, store, table
from gradreg.errors import BadUsage, GradregError, NoSuchCase
from gradreg.model import Answer, Answers, Asked, Case, Elsewhere, Evidence, Found, Hit, Line, Places, Release, is_plain

INDEX = "ask"
LONG = 200
ROWS = 3, 1
"""Rows to tell of the best answer, and of each other."""
CONSIDERED = 12
"""Rows of a case to choose them from, so that not all of them tell the same."""


def ask(places: Places, text: str, limit: int, release: str | None, say: Callable[[str], None]) -> Answers:
    """The cases that answer a question, best first; with a release, what they show there."""
    known = releases.load()
    meant = releases.find(known, release).version if release else None
    found = _found(places, text, limit, known, say)
    if not found.hits:
        raise _nothing(places, text, found.asked)
    answers = [_answer(places, hit, known, meant, first=not place) for place, hit in enumerate(found.hits)]
    return Answers(found.asked, tuple(answers), found.total, found.left_out, meant)


def _found(places: Places, text: str, limit: int, known: Sequence[Release], say: Callable[[str], None]) -> Found:
    """The hits; cases and evidence are read as far as the index lacks them."""

    def read(name: str) -> tuple[Case, Evidence]:
        case = catalog.read_one(places.cases, name, known)
        return case, store.load(places.results, case)

    keep = catalog.chooser(places.keyword) if places.keyword else None
    return index.ask(text, _path(places), _stamps(places), read, say, limit, keep)


def _path(places: Places) -> Path | None:
    """The file of the index, one for each catalog; None where the evidence's folder cannot be written."""
    name = hashlib.sha256(os.fsencode(places.cases.resolve())).hexdigest()[:12]
    try:
        return store.cache(places.results, f"{INDEX}-{name}.sqlite")
    except OSError:
        return None


def _stamps(places: Places) -> dict[str, str]:
    """Case -> what changes when its file or its evidence does."""
    recorded = store.stamps(places.results)
    return {name: f"{stamp} {recorded.get(name, '')}" for name, stamp in catalog.stamps(places.cases).items()}


def _nothing(places: Places, text: str, asked: Asked) -> GradregError:
    """Why there is no answer, and what to do next; where -k chooses no row, that is why."""
    if places.keyword:
        catalog.selected(catalog.load(places.cases, releases.load()), places.keyword)
    if not text.strip():
        return BadUsage("what is the question? Give words, an error message or the name of a function; `-` reads them.")
    among = f" among the rows that -k {places.keyword!r} chooses" if places.keyword else ""
    typed = " ".join(asked.words)
    why = f"no case{among} has any of: {typed[:LONG]}" if typed else "the question holds no word to search for"
    why += f"; the glossary does not hold {asked.unknown[:LONG]}" if asked.unknown else ""
    return NoSuchCase(
        f"{why}. Other words may find more; `gradreg list` shows all questions, "
        "`gradreg new TOPIC/CLAIM` begins a case for a new one."
    )


def _answer(places: Places, hit: Hit, known: Sequence[Release], release: str | None, *, first: bool) -> Answer:
    case = catalog.read_one(places.cases, hit.case, known)
    rows = {row.name: row for row in case.rows}
    narrowed = msgspec.structs.replace(case, rows=tuple(rows[name] for name in hit.rows[:CONSIDERED] if name in rows))
    lines = _different(table.build([(narrowed, store.load(places.results, case))], known).lines)[: ROWS[not first]]
    told = [_inside(line, known, release) if release else (line, ()) for line in lines]
    return Answer(
        hit.case,
        case.question,
        hit.score,
        tuple(line for line, _ in told),
        tuple(elsewhere for _, elsewhere in told),
        len(hit.rows) - len(lines),
        hit.text,
    )


def _different(lines: Iterable[Line]) -> list[Line]:
    """The rows that do not show what one before them shows, where rows run as they are written."""
    seen: dict[str, Line] = {}
    for line in lines:
        plain = [era for era in line.eras if is_plain(era.device)]
        seen.setdefault(repr([(era.device, era.first, era.last, era.behaviour.told) for era in plain]), line)
    return list(seen.values())


def _inside(line: Line, known: Sequence[Release], release: str) -> tuple[Line, Elsewhere]:
    """A row with the eras that hold a release, and the spans of those that answer otherwise."""
    place = {item.version: number for number, item in enumerate(known)}
    here = [era for era in line.eras if place[era.first] <= place[release] <= place[era.last]]
    devices = {era.device for era in here if era.behaviour.outcome.is_behaviour and is_plain(era.device)}
    same = {(era.device, compare.signature(era.behaviour)) for era in here}
    told = [era for era in line.eras if era.device in devices and era.behaviour.outcome.is_behaviour]
    others = [era for era in told if (era.device, compare.signature(era.behaviour)) not in same]
    elsewhere = tuple((era.first, era.last) for era in others)
    return msgspec.structs.replace(line, eras=tuple(here)), elsewhere
