"""The command that says what the evidence lacks: status."""

import sys
from pathlib import Path

import click

from gradreg import pipeline
from gradreg.cli.say import echo, width
from gradreg.options import device_option, json_option, places_options, torch_option
from gradreg.pipeline import Places
from gradreg.report import status as report


@click.command()
@torch_option("Only this release; a set such as minors, or a range such as '>=2.0', does too.")
@device_option("Only this device; default: those that something was measured on.", default=None)
@click.option(
    "--envs", type=click.Path(path_type=Path), default=Path(".nox"), help="Folder of the environments; default: .nox."
)
@click.option("-v", "--verbose", is_flag=True, help="List every row.")
@places_options
@json_option
def status(
    places: Places, *, release: str | None, device: str | None, envs: Path, verbose: bool, as_json: bool
) -> None:
    """Say what is missing, stale, blank or unstable, why, and what fills it; what runs now, and what a kill left.

    Ends with 0 when all was measured, even where a row crashes or is unstable; with 2 when a run could fill something.

    Example: gradreg status --torch 2.0.1
    """
    found = pipeline.state(places, [release] if release else [], device, envs)
    echo(report.as_json(found, places) if as_json else report.terminal(found, places, width(), verbose=verbose))
    sys.exit(found.exit_code)
