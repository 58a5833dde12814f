"""The command that searches for transitions: bisect."""

import os
import sys
import time
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.errors import BadUsage
from gradreg.model import Limits, Places
from gradreg.options import (
    CACHE,
    KINDS,
    Finite,
    cores,
    device_option,
    json_option,
    places_options,
    pre_index_option,
    state_option,
)
from gradreg.pipeline import Search, Ways
from gradreg.report import bisection

CHECKOUT = Path(__file__).parent.parent.parent


def envs() -> Path:
    """Where nox keeps its environments, when gradreg runs from a checkout; else the user's cache."""
    return CHECKOUT / ".nox" if (CHECKOUT / "noxfile.py").is_file() else CACHE / "envs"


def given(_context: click.Context, _parameter: click.Parameter, words: tuple[str, ...]) -> dict[str, Path]:
    """VERSION=PYTHON, as the release and an interpreter that has it."""
    found = {}
    for word in words:
        version, equals, python = word.partition("=")
        if not equals or not Path(python).is_file():
            raise click.BadParameter(f"{word!r} is no VERSION=PYTHON with an interpreter that exists")
        found[version] = Path(python).absolute()
    return found


@click.command()
@click.argument("targets", nargs=-1, metavar="[CASE_OR_FILE]...")
@click.option("--from", "start", metavar="END", help="Oldest release: a version, 1.13, 2022-06-01, or '>=1.8'.")
@click.option("--to", "stop", metavar="END", help="Newest release, told in the same ways; or nightly.")
@click.option("--command", metavar="CMD", help="Judge by a command's exit code: 0 good, 125 cannot tell, else bad.")
@click.option("--fact", "facts", multiple=True, help="Only this fact counts; repeatable.")
@click.option("--kind", type=click.Choice(list(KINDS)), default="changed", help="Lightest difference that counts.")
@click.option("--every", is_flag=True, help="Test every release: finds also what changed and changed back.")
@pre_index_option
@device_option("Where the rows run.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=2, help="Environments to make side by side.")
@click.option("--timeout", type=Finite(min=0.1), default=60.0, help="Seconds a row or the command may take.")
@click.option("--env", "given", multiple=True, callback=given, metavar="VERSION=PYTHON", help="An interpreter to use.")
@click.option("--no-install", is_flag=True, help="Test only releases that are installed already.")
@click.option("--keep", is_flag=True, help="Keep the environments for the next search.")
@click.option("--free", type=Finite(min=0), default=10.0, help="GB of disk to leave; kept ones go first.")
@click.option("--envs", type=click.Path(path_type=Path), default=envs, help="Folder of the environments.")
@state_option
@click.option("--dry-run", is_flag=True, help="Say what is known and what would be installed.")
@places_options
@json_option
def bisect(places: Places, *, as_json: bool, dry_run: bool, state: Path, **options: Any) -> None:
    """Find every release in which a case changed, in few environments; going on where it was interrupted.

    CASE_OR_FILE is a case or row of the catalog, or any file in its format, or `FILE[label]`, a row of one.
    Recorded evidence is used first.
    The report on stdout is Markdown, ready for an issue. Exit code: 0 no change, 1 changes, 2 not testable.

    Example: gradreg bisect detach/detached_layer_still_moves_under_adam_decay --from 1.8
    """
    search = _search(places.keyword, **options)
    places = replace(places, answers=state.absolute())
    if dry_run:
        forecast = pipeline.foreseen(places, search)
        echo(bisection.forecast_as_json(forecast) if as_json else bisection.dry_run(forecast))
        return
    found = pipeline.bisect(places, search)
    echo(bisection.as_json(found) if as_json else bisection.markdown(found))
    sys.exit(found.exit_code)


def _search(keyword: str | None, *, targets: tuple[str, ...], command: str | None, kind: str, **options: Any) -> Search:
    if sum(map(bool, (targets, command, keyword))) != 1:
        raise BadUsage("give cases or files, or -k, or a --command; one of the three. See `gradreg bisect --help`")
    ways = Ways(
        options["envs"].absolute(),
        options["given"],
        install=not options["no_install"],
        keep=options["keep"],
        free=options["free"],
        run=f"{time.time():.0f}-{os.getpid()}",
    )
    return Search(
        targets, ways, options["start"], options["stop"], options["device"], command,
        KINDS[kind], options["facts"], options["every"], options["pre_indexes"], options["jobs"],
        Limits(seconds=options["timeout"], workers=cores()),
    )  # fmt: skip # a field a line says nothing more
