"""The command that looks at the machine: doctor."""

import sys
from pathlib import Path

import click

from gradreg import pipeline
from gradreg.cli.say import echo, width
from gradreg.options import Finite, cores, folders_options, json_option
from gradreg.pipeline import Machine, Places
from gradreg.report import doctor as report


@click.command()
@click.option("--offline", is_flag=True, help="Ask nobody on the network.")
@click.option(
    "--envs", type=click.Path(path_type=Path), default=Path(".nox"), help="Folder of the environments; default: .nox."
)
@click.option("--free", type=Finite(min=0), default=10.0, help="GB of disk that sessions leave.")
@folders_options
@json_option
def doctor(places: Places, *, offline: bool, envs: Path, free: float, as_json: bool) -> None:
    """Say what this machine can and cannot record, and how to mend it.

    Ends with 0 when all is there that `nox` alone needs, and with 2 when something is broken.

    Example: gradreg doctor --offline
    """
    found = pipeline.checkup(places, Machine(envs, free, cores(), offline))
    echo(report.as_json(found) if as_json else report.terminal(found, width()))
    sys.exit(found.exit_code)
