"""The jobs of a CI, and what they need: matrix, touched, durations, news."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.model import HOSTED, Group, Learned, Side, Touched
from gradreg.options import Finite, device_option, folders_options, format_option, json_option
from gradreg.pipeline import Places
from gradreg.report import data, words
from gradreg.report import news as report

MOST = 256
"""Jobs that one matrix of GitHub's may have."""
LONGEST = 65_000
"""Characters of a pull request's text; GitHub takes 65,536."""


@click.command()
@click.argument("listed", type=click.File("rb"))
@click.option("--durations", type=click.Path(path_type=Path), help="What `gradreg durations` keeps.")
@click.option("--jobs", type=click.IntRange(1, MOST), default=MOST, help=f"Groups at most; default: {MOST}.")
@click.option("--minutes", type=Finite(min=1), default=30.0, help="Minutes a group should take; default: 30.")
@click.option(
    "--torch", "words_", multiple=True, metavar="WHICH", help="Only releases of a version, set or range; repeatable."
)
@device_option("Only sessions on this device, or in this mode; default: all.", default=None)
@format_option("github", "gitlab", "sessions")
@json_option
def matrix(
    listed: IO[bytes], *, durations: Path | None, jobs: int, minutes: float, words_: tuple[str, ...],
    device: str | None, form: str, as_json: bool,
) -> None:  # fmt: skip # a parameter a line says nothing more
    """Put the sessions that nox lists into groups for the jobs of a CI, balanced by how long they took.

    LISTED is what `nox --list --json` printed, a file or `-`.
    With --json it prints the matrix of a GitHub workflow, with --format gitlab the jobs of a child pipeline.
    With --format sessions it prints nothing but the sessions, a line a group.

    Example: gradreg matrix - --minutes 20
    """
    chosen = tuple(word for text in words_ for word in text.split())
    found = pipeline.jobs(listed.read(), durations, jobs, minutes * 60, chosen, device)
    echo(data.text(MATRICES[form](found)) if as_json else _told(found, form))
    sys.exit(0)


def _told(found: Sequence[Group], form: str) -> str:
    if form == "sessions":
        return "\n".join(item.sessions for item in found)
    lines = [f"{item.group:3} {item.device:5} {item.seconds / 60:5.0f} min  {item.sessions}" for item in found]
    return "\n".join(lines) or "No session of a release is in the list."


def _github(found: Sequence[Group]) -> object:
    return {"include": found}


def _gitlab(found: Sequence[Group]) -> object:
    jobs: dict[str, object] = {
        f"record {item.group}": {
            "extends": ".gradreg-measure",
            "variables": {"GRADREG_SESSIONS": item.sessions},
            **({} if item.device in HOSTED else {"tags": [item.device]}),
        }
        for item in found
    }
    return {**jobs, "merge": {"extends": ".gradreg-merge"}} if jobs else NOTHING


NOTHING = {"nothing": {"script": ["echo Nothing is to be measured."]}}
"""GitLab takes no pipeline without a job."""
MATRICES = {"github": _github, "gitlab": _gitlab, "sessions": _github}


@click.command()
@click.argument("changed", type=click.File("rb"))
@format_option("terminal", "env")
@folders_options
@json_option
def touched(places: Places, *, changed: IO[bytes], form: str, as_json: bool) -> None:
    """Say what a change has to measure: all rows, those of the cases it touches and the landmarks, or nothing.

    CHANGED is what `git diff --name-only -z` printed, a file or `-`, in the folder where git's paths begin.
    With --format env it prints lines that $GITHUB_OUTPUT takes, and a dotenv report of GitLab.

    Example: gradreg touched - --format env
    """
    found = pipeline.touches(places, changed)
    if as_json:
        echo(data.text(found))
    else:
        echo(f"measure={found.measure}\nkeyword={found.keyword}" if form == "env" else _asked(found))


def _asked(found: Touched) -> str:
    match found.measure:
        case "nothing":
            return "Nothing: neither a case nor code was touched."
        case "all":
            return "All rows: code that decides what every cell says was touched."
        case _:
            return f'-k "{found.keyword}"'


@click.command()
@click.argument("summaries", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), help="File to bring up to date; it is made if need be."
)
@folders_options
@json_option
def durations(places: Places, *, summaries: tuple[Path, ...], into: Path | None, as_json: bool) -> None:
    """Say how long sessions over the whole catalog took, and keep it for `gradreg matrix --durations`.

    SUMMARIES are files that `gradreg summary --json` printed; without any, the newest run here is told.
    A session over a part of the catalog is left out, since it says nothing of the whole.

    Example: gradreg durations --into .github/durations.json
    """
    found = pipeline.learned(places, summaries, into)
    for name in found.partial:
        echo(f"{words.visible(name)} is left out: it looked at a part of the rows.", err=True)
    echo(data.text(found.durations) if as_json else _durations(found))


def _durations(found: Learned) -> str:
    lines = [f"{item.session:24} {item.rows:6} rows {item.seconds / 60:6.1f} min" for item in found.durations]
    total = sum(item.seconds for item in found.durations) / 3600
    return "\n".join([*lines, f"{words.number(len(lines), 'session')}, {total:.1f} hours, {len(found.taken)} new"])


@click.command()
@click.argument("before")
@click.option("--planned", type=click.Path(path_type=Path), help="The matrix of the sessions that were to be run.")
@click.option(
    "--ended", multiple=True, type=click.Path(path_type=Path), help="What `gradreg summary --json` printed; repeatable."
)
@click.option("--note", type=click.File("r", errors="replace"), help="A text to put at the end, such as the merge's.")
@click.option("--link", default="", metavar="URL", help="Where the whole text is, if it has to be cut.")
@click.option("--whole", type=click.File("w", lazy=True), help="Where to write the whole text as well.")
@click.option("--most", type=click.IntRange(1000), default=LONGEST, help=f"Characters at most; default: {LONGEST}.")
@folders_options
@json_option
def news(
    places: Places, *, before: str, planned: Path | None, ended: tuple[Path, ...], note: IO[str] | None, link: str,
    whole: IO[str] | None, most: int, as_json: bool,
) -> None:  # fmt: skip # a parameter a line says nothing more
    """Write the text of a pull request that brings evidence: new releases, what changed, what is lacking.

    BEFORE is the evidence as it was: a folder, or a revision of one, such as results@HEAD.
    Each new release is held against the one before it.

    Example: gradreg news results@HEAD
    """
    found = pipeline.news(places, before, planned, ended)
    if as_json:
        echo(report.as_json(found, Side(folder=places.results), Side(folder=Path(before))))
    else:
        text = report.page(found, note.read() if note else "")
        if whole:
            whole.write(text)
        echo(report.cut(text, words.visible(link), most), nl=False)
