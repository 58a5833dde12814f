"""The command that measures a sample of the evidence again: verify."""

import os
import secrets
import sys
import time
from pathlib import Path
from typing import Any

import click

from gradreg import pipeline
from gradreg.cli.bisecting import envs, given
from gradreg.cli.say import echo
from gradreg.errors import BadUsage
from gradreg.model import Limits
from gradreg.options import Finite, complete_releases, cores, device_option, json_option, places_options
from gradreg.pipeline import Inquiry, Places, Ways
from gradreg.report import verifying as report

SAMPLE = 200
SEEDS = 10**6


@click.command()
@click.option("--sample", type=click.IntRange(min=1), default=SAMPLE, help=f"Cells to draw; default: {SAMPLE}.")
@click.option("--all", "everything", is_flag=True, help="Every known cell instead of a sample.")
@click.option("--seed", type=click.IntRange(min=0), help="What the sample is drawn with; default: a new one, told.")
@click.option(
    "--torch",
    "releases",
    multiple=True,
    metavar="RELEASES",
    shell_complete=complete_releases,
    help="Only these: a version, a tag such as landmarks, or a PEP 440 range; repeatable.",
)
@device_option("Device to measure on; default: cpu.")
@click.option("--python", type=click.Path(exists=True, path_type=Path), help="An interpreter that has the one --torch.")
@click.option("--env", "given", multiple=True, callback=given, metavar="VERSION=PYTHON", help="The same for several.")
@click.option("--no-install", is_flag=True, help="Measure only releases that are installed already.")
@click.option("--keep", is_flag=True, help="Keep the environments for the next time.")
@click.option("--free", type=Finite(min=0), default=10.0, help="GB of disk to leave; kept ones go first.")
@click.option("--envs", type=click.Path(path_type=Path), default=envs, help="Folder of the environments.")
@click.option("--timeout", type=Finite(min=0.1), default=60.0, help="Seconds a row may take.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Keep what is found, and go on from it.")
@click.option("--offline", is_flag=True, help="Only look at the files; measure nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would be installed and measured.")
@places_options
@json_option
def verify(places: Places, *, seed: int | None, dry_run: bool, as_json: bool, **options: Any) -> None:
    """Measure a random sample of the evidence again, and compare it byte by byte with what is recorded.

    Each environment is made again as a session makes it; nothing of the evidence is changed.
    Ends with 0 when all is as recorded, 1 when a cell or the files are not, 2 when cells could not be measured.

    Example: gradreg verify --torch 2.0.1 --sample 50 --dry-run
    """  # fmt: skip # a line each
    inquiry = _inquiry(secrets.randbelow(SEEDS) if seed is None else seed, **options)
    if dry_run:
        planned = pipeline.foreseen_verification(places, inquiry)
        echo((report.dry_run_json if as_json else report.dry_run)(planned, inquiry.seed))
        return
    found = pipeline.verified(places, inquiry)
    echo(report.as_json(found) if as_json else report.terminal(found))
    sys.exit(found.exit_code)


def _inquiry(
    seed: int, *, releases: tuple[str, ...], python: Path | None, given: dict[str, Path], everything: bool,
    **options: Any,
) -> Inquiry:  # fmt: skip # a parameter a line says nothing more
    if python and len(releases) != 1:
        raise BadUsage("--python goes with one --torch VERSION; for several, --env VERSION=PYTHON")
    ways = Ways(
        options["envs"].absolute(),
        {**given, **({releases[0]: python.absolute()} if python else {})},
        install=not options["no_install"],
        keep=options["keep"],
        free=options["free"],
        run=f"{time.time():.0f}-{os.getpid()}",
    )
    limits = Limits(seconds=options["timeout"], workers=cores())
    most = None if everything else options["sample"]
    return Inquiry(ways, releases, options["device"], limits, most, seed, options["into"], options["offline"])
