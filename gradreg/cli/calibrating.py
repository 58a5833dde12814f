"""The command that measures how much noise there is: calibrate."""

import os
import sys
import time
from pathlib import Path
from typing import Any

import click

from gradreg import pipeline
from gradreg.cli.bisecting import envs
from gradreg.cli.say import echo
from gradreg.errors import BadUsage
from gradreg.model import Calibration, Places, Trial
from gradreg.options import complete_releases, device_option, json_option, limits_of, places_options
from gradreg.report import calibration

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("first", metavar="[RESULTS_A", type=FOLDER, required=False)
@click.argument("second", metavar="RESULTS_B]", type=FOLDER, required=False)
@click.option(
    "--torch", "words", multiple=True, shell_complete=complete_releases, metavar="RELEASE",
    help="A release, tag or range to measure twice; repeatable; default: landmarks.",
)  # fmt: skip # one option
@click.option(
    "--python",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An interpreter that has the release.",
)
@device_option("Device to measure on; default: cpu.")
@click.option("--threads", type=click.IntRange(min=2), help="Look with so many threads the second time; default: one.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=60.0, help="Seconds a row may take.")
@click.option("--memory", type=click.IntRange(min=16), default=4096, help="Megabytes a row may take.")
@click.option("--workers", "side_by_side", type=click.IntRange(min=1), help="Rows at once; default: the cores.")
@click.option("--keep", is_flag=True, help="Keep the environments for the next run.")
@click.option("--free", type=click.FloatRange(min=0), default=10.0, help="GB of disk to leave; kept ones go first.")
@click.option("--envs", type=click.Path(path_type=Path), default=envs, help="Folder of the environments.")
@places_options
@json_option
def calibrate(
    places: Places, *, first: Path | None, second: Path | None, as_json: bool, **options: Any
) -> None:  # fmt: skip # one line more says nothing
    """Measure the same release twice under two names: every transition between them is noise.

    The second time has other conditions: the last row first, another hash seed, other processes.
    RESULTS_A and RESULTS_B are two folders of evidence, measured apart; then nothing is measured.

    The exit code is 0 without any transition, 1 where there is one, 2 where something could not be compared.

    Example: gradreg calibrate --torch 2.0.1 -k detach

    Example: gradreg calibrate results /tmp/measured-again
    """
    found = _found(places, first, second, **options)
    echo(calibration.as_json(found) if as_json else calibration.terminal(found))
    sys.exit(found.exit_code)


def _found(places: Places, first: Path | None, second: Path | None, **options: Any) -> Calibration:
    if first is None:
        return pipeline.calibrate(places, _trial(**options))
    if second is None:
        raise BadUsage("give two folders of evidence, or none and --torch. See `gradreg calibrate --help`.")
    if options["words"] or options["python"] or options["threads"]:
        raise BadUsage("folders of evidence are measured already: leave out --torch, --python and --threads.")
    return pipeline.calibrated(places, first, second)


def _trial(**options: Any) -> Trial:
    return Trial(
        options["words"] or ("landmarks",), options["device"], options["envs"].absolute(), options["python"],
        limits_of(**options),
        options["threads"] or 1, options["keep"], options["free"], f"{time.time():.0f}-{os.getpid()}",
    )  # fmt: skip # a field a line says nothing more
