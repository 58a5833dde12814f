"""Print: results to stdout, talk to stderr, colours only where somebody sees them."""

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator

import click

from gradreg.harmless import printable

WIDE = 160
DOCTOR = "`gradreg doctor` says what this machine lacks"
ELSEWHERE = "Make it writable, or name other folders: `--results` for evidence, `--envdir` for environments"
IN_THE_WAY = "Move away what lies there, then run this again"
AGAIN = "Nothing was written there, and what stood there stays; run this again"
REMEDIES = {
    errno.EACCES: ELSEWHERE, errno.EPERM: ELSEWHERE, errno.EROFS: ELSEWHERE,
    errno.EXDEV: ELSEWHERE, errno.ENOLCK: ELSEWHERE,
    errno.EEXIST: IN_THE_WAY, errno.EISDIR: IN_THE_WAY, errno.ENOTDIR: IN_THE_WAY,
    errno.EBUSY: AGAIN, errno.ESTALE: AGAIN, errno.EIO: AGAIN,
}  # fmt: skip # a kind of error a line


def echo(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Print what harms no terminal; a reader that stopped listening is no error.

    Colours only on a terminal, and not under NO_COLOR.
    """
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8"
    text = text.encode(encoding, "backslashreplace").decode(encoding)  # a file's name that is no text; an old terminal
    try:
        click.echo(printable(text), nl=nl, err=err, color=False if os.environ.get("NO_COLOR") else None)
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
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if error.filename:
        lacks = "The disk is full: free some, then run this again" if full else REMEDIES.get(error.errno or 0, DOCTOR)
        return f"{error.filename}: {why}. {lacks}."
    return f"writing failed: {why}. Free some disk, or send the output elsewhere."


def unpainted(text: str) -> str:
    """A text without its colours, for where nobody takes them off."""
    return click.unstyle(text)


def width() -> int:
    """Columns of the terminal, or of a wide one where there is none."""
    return shutil.get_terminal_size((WIDE, 24)).columns
