"""What words mean here: Chinese terms and abbreviations -> the field's English words. `glossary.toml` holds them."""

import re
import tomllib
from functools import cache
from pathlib import Path

_CONTENT = tomllib.loads(Path(__file__).with_name("glossary.toml").read_text(encoding="utf-8"))
STOPPED = frozenset(_CONTENT["without_meaning"]["words"])
MEANT: dict[str, str] = _CONTENT["english"]
MESSAGES: dict[str, str] = _CONTENT["messages"]
CHINESE: dict[str, str] = {term: words for topic in _CONTENT["chinese"].values() for term, words in topic.items()}
IDLE = frozenset(_CONTENT["without_meaning"]["chinese"])
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


def english(text: str) -> tuple[str, str]:
    """A text with its Chinese put into English words, and the characters that the glossary does not hold."""
    unknown: list[str] = []

    def translated(found: re.Match[str]) -> str:
        words, rest = _segmented(found[0])
        unknown.extend(rest)
        return f" {' '.join(words)} "

    return HAN.sub(translated, text), "".join(dict.fromkeys(unknown))


def _segmented(run: str) -> tuple[list[str], list[str]]:
    """The longest terms first, from left to right."""
    words, unknown, start = [], [], 0
    while start < len(run):
        found = _terms().match(run, start)
        if found is None:
            unknown.append(run[start])
        elif found[0] in CHINESE:
            words.append(CHINESE[found[0]])
        start = found.end() if found else start + 1
    return words, unknown


@cache
def _terms() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted({*CHINESE, *IDLE}, key=len, reverse=True))))
