"""The jobs of a CI: matrix."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.model import Group
from gradreg.options import format_option, json_option
from gradreg.report import data

MOST = 256
"""Jobs that one matrix of GitHub's may have."""


@click.command()
@click.argument("listed", type=click.File("rb"))
@click.option("--durations", type=click.Path(path_type=Path), help="What `gradreg summary --json` printed after a run.")
@click.option("--jobs", type=click.IntRange(1, MOST), default=MOST, help=f"Groups at most; default: {MOST}.")
@click.option("--minutes", type=click.FloatRange(min=1), default=30.0, help="Minutes a group should take; default: 30.")
@format_option("github", "gitlab")
@json_option
def matrix(listed: IO[bytes], *, durations: Path | None, jobs: int, minutes: float, form: str, as_json: bool) -> None:
    """Put the sessions that nox lists into groups for the jobs of a CI, balanced by how long they took.

    LISTED is what `nox --list --json` printed, a file or `-`.
    With --json it prints the matrix of a GitHub workflow, with --format gitlab the jobs of a child pipeline.

    Example: gradreg matrix - --minutes 20
    """
    found = pipeline.jobs(listed.read(), durations, jobs, minutes * 60)
    echo(data.text(MATRICES[form](found)) if as_json else _told(found))
    sys.exit(0)


def _told(found: Sequence[Group]) -> str:
    lines = [f"{item.group:3} {item.device:5} {item.seconds / 60:5.0f} min  {item.sessions}" for item in found]
    return "\n".join(lines) or "No session of a release is in the list."


def _github(found: Sequence[Group]) -> object:
    return {"include": found}


def _gitlab(found: Sequence[Group]) -> object:
    return {
        f"record {item.group}": {"extends": ".record", "tags": [item.device], "variables": {"SESSIONS": item.sessions}}
        for item in found
    }


MATRICES = {"github": _github, "gitlab": _gitlab}
