"""A case that is being written: what stands above its code, and what was changed on the way."""

import re
import textwrap
from pathlib import Path

import msgspec

PLACEHOLDER = "https://example.org/put-here-the-link-that-settles-or-disputes-this"


class Heading(msgspec.Struct, frozen=True):
    """What the docstring of a case is made of."""

    question: str
    story: str = ""
    link: str = PLACEHOLDER

    @property
    def docstring(self) -> str:
        """The docstring as source: the question on its first line, the story, and the link alone on a line."""
        question = " ".join(_readable(self.question).split()).rstrip("?. ") or "What does this show"
        parts = [f"{question}?", textwrap.dedent(_readable(self.story)).strip(), _readable(self.link).strip()]
        text = "\n\n".join(filter(None, parts)).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        return f'"""{_behind_quotes(text)}\n"""\n'


def _readable(text: str) -> str:
    """A text without the characters that nobody sees, which a source may not hold."""
    return "".join(character for character in text if character in "\n\t" or character.isprintable())


def _behind_quotes(text: str) -> str:
    return f"\\{text}" if text.startswith('"') else text


class Note(msgspec.Struct, frozen=True, order=True):
    """Something that was changed, dropped, or has to be looked at, and the line of the snippet it speaks of."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}" if self.line else self.text


class Pasted(msgspec.Struct, frozen=True):
    """The Python that a pasted text holds, its lines where they stood.

    Attributes:
        shown: whether it comes from a session that shows the value of every expression.
    """

    code: str
    shown: bool
    notes: tuple[Note, ...]


class Adopted(msgspec.Struct, frozen=True):
    """The source of a case made from a snippet, and what became of the snippet's lines."""

    source: str
    notes: tuple[Note, ...]


class Draft(msgspec.Struct, frozen=True):
    """A case that is not in the catalog yet."""

    name: str
    path: Path
    source: str
    notes: tuple[Note, ...] = ()


def question_of(name: str) -> str:
    """A first question for a case, from its name: `hooks/fires_once` asks what "fires once" shows."""
    return f"What does {re.sub(r'[_/]+', ' ', name.rpartition('/')[2])} show?"
