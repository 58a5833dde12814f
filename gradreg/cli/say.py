"""Print: results to stdout, talk to stderr, colours only where somebody sees them."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator

import click

WIDE = 160


def echo(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Print; colours only on a terminal, and not under NO_COLOR; a reader that stopped listening is no error."""
    try:
        click.echo(text, nl=nl, err=err, color=False if os.environ.get("NO_COLOR") else None)
    except BrokenPipeError:
        forget(2 if err else 1)


@contextlib.contextmanager
def hush() -> Iterator[None]:
    """End quietly, and well, when the reader of what is printed inside stops reading."""
    try:
        yield
    except BrokenPipeError as error:
        forget(1)
        raise click.exceptions.Exit(0) from error


def forget(descriptor: int) -> None:
    """Send what is still to be written to a stream nowhere, so that Python's exit does not stumble over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def told(error: OSError) -> str:
    """What went wrong with a file, or with the output, and what to do."""
    why = error.strerror or str(error)
    try:
        sys.stdout.flush()
    except OSError:
        forget(1)
    if error.filename:
        return f"{error.filename}: {why}. `gradreg doctor` says what this machine lacks."
    return f"writing failed: {why}. Free some disk, or send the output elsewhere."


def unpainted(text: str) -> str:
    """A text without its colours, for where nobody takes them off."""
    return click.unstyle(text)


def width() -> int:
    """Columns of the terminal, or of a wide one where there is none."""
    return shutil.get_terminal_size((WIDE, 24)).columns
