"""What changes, comparisons and ranges share: sections by manner and topic, counts, and texts that do no harm."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar

from gradreg.model import Behaviour, Manner
from gradreg.report import words
from gradreg.report.markdown import cell

FEW, CELL, LONG = 6, 300, 400
HOWS = [Manner.SILENT.value, Manner.LOUD.value, Manner.ANNOUNCED.value, *words.KINDS[1:]]
"""What a difference is called, heaviest first: the manners of a change, then the other kinds."""
MORE = "That is too much to list here: `-k TOPIC` or `--kind changed` chooses, `--format markdown` lists it all."


class _Item(Protocol):
    @property
    def topic(self) -> str: ...


Item = TypeVar("Item", bound=_Item)


def of(groups: Iterable[Sequence[Item]], how: Callable[[Item], str]) -> Iterator[tuple[str, str, list[Sequence[Item]]]]:
    """Groups that come heaviest first, by what they are called and then by topic."""
    for (word, topic), mine in groupby(groups, key=lambda group: (how(group[0]), group[0].topic)):
        yield word, topic, list(mine)


def counted(items: Iterable[Item], how: Callable[[Item], str]) -> tuple[list[tuple[object, ...]], list[str]]:
    """How many of each, topic by topic and in all."""
    found = Counter((item.topic, how(item)) for item in items)
    topics = sorted({topic for topic, _ in found})
    rows: list[tuple[object, ...]] = [(topic, *(found[topic, word] for word in HOWS)) for topic in topics]
    total = [sum(found[topic, word] for topic in topics) for word in HOWS]
    return [*rows, ("all", *total)], ["topic", *HOWS]


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    return words.first(names, FEW)


def labels(found: Sequence[str], device: str) -> str:
    """What follows the name of a case: the first labels of its rows, and the device where it is not the cpu."""
    named = [label for label in found if label]
    where = "" if device == "cpu" else f" on {device}"
    return (f" [{listed(named)}]" if named else "") + where


def marked(text: str) -> str:
    """A text of the evidence as one line of Markdown, in which it opens no code either."""
    return cell(words.visible(text)).replace("`", "&#96;")


def named(name: str) -> str:
    """A name in Markdown."""
    return f"`{marked(name)}`"


class Style(NamedTuple):
    """How a form writes what comes from the evidence: texts, names of cases, and the end of a line."""

    text: Callable[[str], str]
    name: Callable[[str], str]
    line: str

    def lines(self, texts: Iterable[str]) -> str:
        """Several texts, each on its line."""
        return self.line.join(map(self.text, texts))


PLAIN = Style(words.visible, words.visible, "\n")
MARKED = Style(marked, named, "<br>")


def whole(behaviour: Behaviour) -> str:
    """A behaviour with the texts of its error and warnings, on one line."""
    return words.visible(words.in_full(behaviour))


def shape(how: str) -> str:
    """The shape of a manner, before its word."""
    return next((f"{words.SHAPES[manner]} " for manner in Manner if manner == how), "")
