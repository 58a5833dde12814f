"""Commands that measure, and say how it went: measure, summary."""

import sys
from pathlib import Path
from typing import Any

import click

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.options import (
    device_option,
    folders_options,
    json_option,
    measure_options,
    places_options,
    request,
    torch_option,
)
from gradreg.pipeline import Measured, Places
from gradreg.report import data, sessions


@click.command()
@torch_option("Release to measure.", required=True)
@device_option("Device to measure on; default: cpu.")
@click.option(
    "--python",
    type=click.Path(exists=True, path_type=Path),
    help="An interpreter that has torch; nothing is installed.",
)
@click.option("--envdir", type=click.Path(path_type=Path), help="Where to make the environment.")
@measure_options
@places_options
@json_option
def measure(places: Places, *, as_json: bool, **options: Any) -> None:
    """Measure one release, as a nox session does; with --python, in an environment of your own.

    Example: gradreg measure --torch 2.0.1 -k detach --dry-run
    """
    name = f"torch-{options['release']}-{options['device']}".replace(".", "-").replace("+", "-")
    envdir = options.pop("envdir") or Path(".nox") / name
    if options.get("dry_run") and as_json:
        echo(data.dry_run_json(*pipeline.dry_run(places, request(envdir, **options))))
        return
    code, text, measured = session(places, envdir=envdir, **options)
    echo(data.text(measured.summary) if as_json and measured else text)
    sys.exit(code)


@click.command()
@click.option("--run", default="", help="Name of the run, a folder of results/.raw; default: the newest.")
@folders_options
@json_option
def summary(places: Places, *, run: str, as_json: bool) -> None:
    """Say how the sessions of a run ended.

    Example: gradreg summary
    """
    found = pipeline.run_so_far(places, run)
    echo(data.text(found) if as_json else sessions.run(found) or "No session has ended yet: `nox` runs them.")
    sys.exit(max((item.exit_code for item in found), default=0, key=lambda code: (code == 1, code)))


def session(places: Places, *, envdir: Path, **options: Any) -> tuple[int, str, Measured | None]:
    """Measure one release and device; return the exit code and what to tell. Used by the command and by nox."""
    asked = request(envdir, **options)
    if options.get("dry_run"):
        return 0, sessions.dry_run(*pipeline.dry_run(places, asked)), None
    measured = pipeline.measure(places, asked)
    text = sessions.session(measured.summary, measured.findings, measured.fault)
    published = measured.publication
    if published.held:
        text += "\n" + sessions.held_back(measured.summary, published.raw, acceptable=published.ruling.acceptable)
    return measured.summary.exit_code, text, measured
