r"""Make a text that somebody else wrote harmless where it is shown: nothing in it steers a terminal or hides.

`visible` is for one line, `visible_lines` for several, and `printable` is the net under all that is printed.
"""

import re

HIDDEN = (
    r"\x7f-\x9f"  # delete, and the second set of controls, in which 0x9b begins a sequence as ESC [ does
    r"\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # what has no width, ends lines, or turns text round
    r"\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations and tags, which no terminal shows
    r"\ud800-\udfff"  # halves of characters, which cannot be encoded
)
CONTROLS = re.compile(rf"[\x00-\x1f{HIDDEN}]")
IN_SOURCE = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f{HIDDEN}]|\r(?!\n)")
"""What no source of a case holds: a reader of a diff would not see what runs."""
ACTIVE = re.compile(rf"\x1b(?!\[(?:0|1|3[0-7])m)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f{HIDDEN}]|\r(?!\n)")
"""What never reaches a stream: every control but line ends, tabs, and the colours of `words`."""


def visible(text: str) -> str:
    """A text on one line in which nothing acts: controls, and characters that hide or turn text round, are spelt."""
    return CONTROLS.sub(_spelt, text)


def visible_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(visible, text.splitlines()))


def printable(text: str) -> str:
    """What is about to be printed, with its lines and colours, and nothing else that acts."""
    return ACTIVE.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode()
