"""Print: results to stdout, talk to stderr, colours only where somebody sees them."""

import os
import shutil
import sys

import click

WIDE = 160


def echo(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Print; colours only on a terminal, and not under NO_COLOR; a reader that stopped listening is no error."""
    try:
        click.echo(text, nl=nl, err=err, color=False if os.environ.get("NO_COLOR") else None)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), (sys.stderr if err else sys.stdout).fileno())


def unpainted(text: str) -> str:
    """A text without its colours, for where nobody takes them off."""
    return click.unstyle(text)


def width() -> int:
    """Columns of the terminal, or of a wide one where there is none."""
    return shutil.get_terminal_size((WIDE, 24)).columns
