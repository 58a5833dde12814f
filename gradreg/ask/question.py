"""What somebody typed or pasted -> words, and the texts of errors and warnings in it. Pure."""

import re

from gradreg import normalise
from gradreg.ask import glossary
from gradreg.ask.words import words
from gradreg.model import Asked

LONGEST = 20_000
MOST_WORDS = 48
TELLING = 160
FEWEST = 4
RAISED = re.compile(r"^\W*(?:.*\.py:\d+: )?(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt): +(\S.*)$")
FRAME = re.compile(
    r'^\s*(?:File "|Cell In|-+> ?\d+ |\d+ |warnings\.warn|/.*\.py|[│╭╰|+^~]|In \[)|Traceback|^During|^The above'
)
CONTROL = re.compile(r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f]")


def read(text: str) -> Asked:
    """What is asked: the words that tell, and the messages as `normalise` leaves them in the evidence."""
    lines = CONTROL.sub(" ", _ends(text.replace("\r", "\n"))).split("\n")
    messages, rest = _messages(lines)
    plain, unknown = glossary.english("\n".join(rest))
    said = [normalise.message(message) for message in messages]
    found = words(plain) + [word for message in said for word in words(message[:TELLING])]
    return Asked(tuple(dict.fromkeys(found))[:MOST_WORDS], tuple(said) or _whole(rest), unknown=unknown)


def _ends(text: str) -> str:
    """A text that is too long without its middle: a question stands at the top, an error at the bottom."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}\n{text[-LONGEST // 2 :]}"


def _messages(lines: list[str]) -> tuple[list[str], list[str]]:
    """The texts behind `SomeError: `, the last one first, and what is neither such a text nor its traceback."""
    messages: list[str] = []
    rest: list[str] = []
    inside = trace = False
    for line in lines:
        raised = RAISED.match(line)
        frame = FRAME.search(line)
        if raised:
            messages.append(raised[1])
        elif inside and line.strip() and not frame:
            messages[-1] += f" {line.strip()}"
        elif not frame and not (trace and line[:1] == " "):
            rest.append(line)
        inside = bool(raised) or (inside and bool(line.strip()) and not frame)
        trace = not raised and (bool(frame) or (trace and line[:1] == " "))
    return messages[::-1], rest


def _whole(lines: list[str]) -> tuple[str, ...]:
    """A question that may itself be a message, pasted without the name of its exception; a name alone is none."""
    text = normalise.message(" ".join(lines))
    return (text,) if len(text.split()) >= FEWEST else ()
