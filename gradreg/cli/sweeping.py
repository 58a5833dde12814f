"""The command that measures many releases side by side, on this machine or on a cluster: sweep."""

import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import click

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.errors import BadUsage
from gradreg.model import HOSTED, PLACES, device_of
from gradreg.names import is_run
from gradreg.options import Finite, json_option, measure_options, places_options
from gradreg.pipeline import Places, Sweep
from gradreg.report import sweeping as report

NEED = re.compile(r"[A-Za-z]([\w.-]|\{python\}|\{release\})*")


@click.command()
@click.argument("releases", nargs=-1)
@click.option(
    "--device", "devices", multiple=True, type=click.Choice(PLACES), help="Device or mode; again for another."
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Address of a dask.distributed scheduler; default: local processes."
)
@click.option("--jobs", type=click.IntRange(1, 256), default=1, help="Local processes side by side; default: 1.")
@click.option(
    "--python", metavar="PATTERN", help="An interpreter of each worker that has torch, as /envs/{release}/bin/python."
)
@click.option(
    "--need", "needs", multiple=True, metavar="NAME", help="A resource that workers declare, as python{python}; again."
)
@click.option("--patience", type=Finite(min=0), default=30.0, help="Seconds to wait for a lost worker; default: 30.")
@click.option(
    "--envs", type=click.Path(path_type=Path), default=Path(".nox"), help="Local environments' folder; default: .nox."
)
@measure_options
@places_options
@json_option
def sweep(places: Places, *, releases: tuple[str, ...], as_json: bool, dry_run: bool, **options: Any) -> None:
    """Measure releases side by side: on local processes, or on a dask cluster with --scheduler.

    RELEASES are versions, sets or ranges such as 2.0.1, landmarks, '>=2.0'; default: minors.
    What a lost worker measured is measured elsewhere, what came back is kept, and --missing goes on from there.

    Example: gradreg sweep landmarks -k detach --jobs 2 --dry-run
    """
    plan = pipeline.Plan(places, _asked(releases, options))
    for line in report.impossible(plan.impossible):
        echo(line, err=True)
    if dry_run:
        echo(report.plan_json(plan.sessions) if as_json else report.plan(plan.sessions))
        return
    try:
        found = pipeline.sweep(
            plan, lambda text: echo(text, err=True), lambda item: echo(report.arrival(item), err=True)
        )
    except KeyboardInterrupt:
        echo("What came back is kept; `--missing` goes on from there, `gradreg status` says what is left.", err=True)
        raise
    echo(report.as_json(found) if as_json else report.terminal(found))
    sys.exit(found.exit_code)


def _asked(releases: tuple[str, ...], options: dict[str, Any]) -> Sweep:
    """The options as what the pipeline takes; raises BadUsage for what a sweep does not do."""
    if options.pop("update") or options.pop("accept_changes"):
        raise BadUsage("a sweep replaces nothing: `gradreg measure --update` does, where somebody looks at it.")
    options.pop("accept_changes", None)
    for need in options["needs"]:
        if not NEED.fullmatch(need):
            raise BadUsage(f"--need {need!r} is no name of a resource; `{{python}}` and `{{release}}` may be in it.")
    if options["sandbox"] and any(device_of(place) not in HOSTED for place in options["devices"]):
        raise BadUsage("--sandbox hides every GPU: sweep the cpu with it, and other devices without.")
    if options["once"] and options["twice"]:
        raise BadUsage("--once and --twice contradict each other; without either, what is new gets two looks.")
    run = os.environ.get("GRADREG_RUN") or f"{time.time():.0f}-{os.getpid()}"
    if not is_run(run):
        raise BadUsage(f"GRADREG_RUN={run!r} is no name of a run; one is letters, digits, and . _ + - between them.")
    own = ("python", "scheduler", "jobs", "patience", "envs")
    mine = {name: options.pop(name) for name in own}
    return Sweep(
        releases or ("minors",), tuple(dict.fromkeys(options.pop("devices"))) or PLACES[:1], run,
        needs=options.pop("needs"), options={**options, "update": False, "accept_changes": None}, **mine,
    )  # fmt: skip # a field a line says nothing more
