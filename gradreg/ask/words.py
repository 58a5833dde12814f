"""Text -> the words it is found by. The index and the question are cut up in the same way. Pure."""

import re
import unicodedata
from collections.abc import Iterator

from gradreg.ask.glossary import STOPPED

IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)*(?:_(?![A-Za-z0-9_]))?")
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
SHORT = 2
IN_PLACE = re.compile(r"(?i)\bin[- _]place\b")


def words(text: str) -> list[str]:
    """The words of a text in small letters; a name of several parts gives its parts, then the whole.

    `BatchNorm1d` gives batch, norm, batchnorm1d; `clip_grad_norm_` gives clip, grad, norm, clipgradnorm, clipgradnorm_.
    """
    return [word for name in IDENTIFIER.findall(_plain(text)) for word in _of_name(name) if word not in STOPPED]


def _plain(text: str) -> str:
    """A text without accents and with the usual letters for their wide forms."""
    letters = unicodedata.normalize("NFKD", text)
    return IN_PLACE.sub("inplace", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def _of_name(name: str) -> Iterator[str]:
    parts = [part.lower() for part in PART.findall(name)]
    whole = "".join(parts)
    if len(parts) > 1:
        yield from (part for part in parts if len(part) > SHORT and not part.isdigit())
    if len(whole) > 1 and not whole.isdigit():
        yield whole
        if name.endswith("_"):
            yield f"{whole}_"
