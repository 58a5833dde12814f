"""Tables for the terminal."""

from collections.abc import Iterable, Sequence
from typing import Any


def tabulate(rows: Sequence[Iterable[object]], headers: Sequence[str] = (), **how: Any) -> str:
    """Columns side by side, as the library of that name writes them; it is loaded when a table is shown."""
    from tabulate import tabulate as write  # noqa: PLC0415 a tenth of every command's start

    return write(rows, headers, **how)
