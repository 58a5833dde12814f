"""What a name is: of a case, a release, a device, a run. Nothing else becomes a part of a path.

Every pattern is plain ASCII without slashes, so no name can lead out of the folder it is put in.
"""

import re
import unicodedata
from pathlib import Path

from gradreg.errors import Outside

LONGEST = 120
"""Letters of a topic or a claim; a file's name has 255 bytes at most, and some file systems give fewer."""
WORD = re.compile(r"[a-z][a-z0-9_]*")
CASE = re.compile(rf"{WORD.pattern}/{WORD.pattern}")
RELEASE = re.compile(
    r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?(\+[a-z0-9]+(\.[a-z0-9]+)*)?", re.ASCII
)  # fmt: skip # the parts of PEP 440's normal form
DEVICE = re.compile(r"[a-z][a-z0-9]*(\+[a-z0-9_]+)*")
RUN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]*")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Devices on Windows, whatever follows behind a dot: a checkout there could not hold such a file."""
PARTS = 2


def fault(name: str) -> str | None:
    """What keeps a text from being the name of a case, TOPIC/CLAIM, in a few words; None where it is one."""
    parts = name.split("/")
    if len(parts) != PARTS:
        return "it is not a topic, a slash and a claim"
    return next(filter(None, map(word_fault, parts)), None)


def word_fault(word: str) -> str | None:
    """What keeps a text from being a topic or a claim."""
    wrong = next((char for char in word if not re.match("[a-z0-9_]", char)), None)
    if wrong is not None:
        return f"{told(wrong)} is none of a-z, 0-9 and _"
    if not WORD.fullmatch(word):
        return f"{word!r} does not begin with a letter" if word else "a part of it is empty"
    if word in RESERVED:
        return f"{word} is the name of a device on Windows"
    return f"{len(word)} letters are more than {LONGEST}" if len(word) > LONGEST else None


def told(char: str) -> str:
    """A character with its code and its name, since some look like others: `'а' (U+0430 CYRILLIC SMALL LETTER A)`."""
    shown = repr(char) if char.isprintable() else ascii(char)
    return f"{shown} (U+{ord(char):04X} {unicodedata.name(char, 'without a name')})"


def is_release(text: str) -> bool:
    """Whether a text can be the version of a release or build, in PEP 440's normal form."""
    return len(text) <= LONGEST and RELEASE.fullmatch(text) is not None


def is_device(text: str) -> bool:
    """Whether a text can name a device, or a device and a mode: `cpu`, `cuda+compile`."""
    return len(text) <= LONGEST and DEVICE.fullmatch(text) is not None


def is_run(text: str) -> bool:
    """Whether a text can name a run, which is a folder: `1700000000-4242`."""
    safe = RUN.fullmatch(text) is not None and not text.endswith(".") and ".." not in text
    return safe and len(text) <= LONGEST and text.partition(".")[0].lower() not in RESERVED


def link(folder: Path, path: Path) -> Path | None:
    """The first symbolic link on the way from a folder to a path below it.

    The folder itself may be one: whoever named it chose it.
    """
    ways = [*reversed(path.relative_to(folder).parents), path.relative_to(folder)][1:]
    return next((folder / way for way in ways if (folder / way).is_symlink()), None)


def inside(folder: Path, path: Path) -> Path:
    """A path below a folder that may be written or deleted; raises Outside where the way leads elsewhere."""
    if ".." in path.relative_to(folder).parts:
        raise Outside(f"{path} leads out of {folder}, and nothing is written there.")
    if (found := link(folder, path)) is not None:
        raise Outside(
            f"{found} is a symbolic link, and nothing is written outside {folder}. Put a file or folder in its place."
        )
    return path
