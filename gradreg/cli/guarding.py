"""Commands that print something to copy: guard, repro."""

import shlex
from pathlib import Path

import click
from msgspec.structs import replace

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.errors import BadUsage
from gradreg.options import case_argument, device_option, json_option, places_options, state_option, torch_option
from gradreg.pipeline import Places
from gradreg.report import guard as report

evidence_device_option = device_option("Device of the evidence; default: cpu.")


@click.command()
@case_argument
@evidence_device_option
@state_option
@places_options
@json_option
def guard(places: Places, *, case: str, device: str, state: Path, as_json: bool) -> None:
    """Print what tells the behaviours of CASE apart in your code: version ranges, conditions, marks for pytest.

    CASE is a case or row of the catalog, or a file that `gradreg bisect` has tested.
    Each line is evaluated on every recorded release before it is printed.

    Example: gradreg guard detach/detached_layer_still_moves_under_adam_decay
    """
    found, groups = pipeline.guards(replace(places, answers=state), case, device)
    echo(report.as_json(found, groups) if as_json else report.terminal(found, groups))


@click.command()
@case_argument
@torch_option("Release that the script shows.", required=True)
@click.option("--plain", is_flag=True, help="Print only what is seen, without what was recorded.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a new file instead of printing.")
@evidence_device_option
@state_option
@places_options
@json_option
def repro(
    places: Places,
    *,
    case: str,
    release: str,
    device: str,
    plain: bool,
    output: Path | None,
    state: Path,
    as_json: bool,
) -> None:
    """Print a script that shows CASE on one release to anybody: `uv run` installs what it needs.

    CASE is a case or row of the catalog, or a file that `gradreg bisect` has tested.

    Example: gradreg repro detach/detached_layer_still_moves_under_adam_decay --torch 2.0.1 > shows.py
    """
    script = pipeline.reproduction(replace(places, answers=state), case, release, device, plain=plain)
    if output:
        _write_new(output, script.text)
        echo(f"wrote {output}; run it with `uv run {shlex.quote(str(output))}`", err=True)
    if as_json or not output:
        echo(report.script_json(script) if as_json else script.text, nl=as_json)


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise BadUsage(f"{path} is there already, and stays as it is; give --output another name") from error
    except OSError as error:
        raise BadUsage(f"{path} cannot be written: {error.strerror}; give --output another name") from error
