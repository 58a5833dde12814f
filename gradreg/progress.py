"""Say on stderr how a session gets on: a live line on a terminal, plain lines elsewhere."""

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import Protocol

from gradreg.harmless import printable, visible

EVERY_SECONDS = 10.0


class Progress(Protocol):
    """What the pipeline tells while it works."""

    def say(self, text: str) -> None:
        """One line of talk, such as "installing from the cpu index"."""

    def start(self, rows: int) -> None:
        """Measuring begins; so many rows are to come."""

    def advance(self) -> None:
        """One row is done."""


class Plain:
    """Lines for logs: every phase, and now and then how many rows are done."""

    def __init__(self, title: str) -> None:
        self.title, self.rows, self.done = title, 0, 0
        self.began = self.told = time.monotonic()

    def say(self, text: str) -> None:
        """Print a line."""
        print(printable(f"{self.title}: {text}"), file=sys.stderr, flush=True)  # noqa: T201 talking is what this does

    def start(self, rows: int) -> None:
        """Note how many rows are to come."""
        self.rows, self.done = rows, 0
        self.began = self.told = time.monotonic()
        self.say(f"measuring {rows} rows")

    def advance(self) -> None:
        """Print a line when the last one is some seconds old; time is counted from the first row on."""
        self.done += 1
        now = time.monotonic()
        self.began = now if self.done == 1 else self.began
        if self.done > 1 and now - self.told > EVERY_SECONDS:
            self.told = now
            left = (now - self.began) / (self.done - 1) * (self.rows - self.done)
            self.say(f"{self.done} of {self.rows} rows, about {left:.0f} s left")


class Live:
    """One line that rewrites itself: release, phase, rows done, time left."""

    def __init__(self, title: str) -> None:
        from rich.console import Console  # noqa: PLC0415 only a terminal needs it
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415 as above
        from rich.progress import Progress as Bar  # noqa: PLC0415 as above

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self.title = title
        self.task = self.bar.add_task(title, total=None)

    def say(self, text: str) -> None:
        """Show the phase."""
        self.bar.update(self.task, description=visible(f"{self.title}: {text}"))

    def start(self, rows: int) -> None:
        """Show an empty bar."""
        self.bar.update(self.task, description=f"{self.title}: measuring", total=rows, completed=0)

    def advance(self) -> None:
        """Move the bar."""
        self.bar.advance(self.task)


@contextlib.contextmanager
def shown(title: str) -> Iterator[Progress]:
    """The kind of progress that suits where stderr goes."""
    if not sys.stderr.isatty():
        yield Plain(title)
        return
    live = Live(title)
    with live.bar:
        yield live
