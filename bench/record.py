"""bench/RESULTS.md: one section for each thing measured, replaced when it is measured again."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tabulate import tabulate

PATH = Path(__file__).parent / "RESULTS.md"
TITLE = "# Measured\n\nWritten by `nox -s bench`; each section names the command that made it.\n"


def write(title: str, text: str) -> None:
    """Print a section, and put it into the file, in place of the one of the same title."""
    section = f"## {title}\n\n{text.strip()}\n"
    print(section)
    old = PATH.read_text(encoding="utf-8") if PATH.exists() else TITLE
    kept = [part for part in re.split(r"(?m)^(?=## )", old) if not part.startswith(f"## {title}\n")]
    PATH.write_text("\n".join(part.strip() + "\n" for part in (*kept, section)), encoding="utf-8")


def table(headers: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    return tabulate(lines, headers=headers, tablefmt="pipe", disable_numparse=True)
