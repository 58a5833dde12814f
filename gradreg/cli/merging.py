"""The command that takes in evidence from other machines: merge."""

import sys
from pathlib import Path

import click

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.errors import BadUsage
from gradreg.model import Choice, Party, Spot, spelled, spot_of
from gradreg.options import json_option, places_options
from gradreg.pipeline import Intake, Places
from gradreg.report import merging as report


def _taken(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> dict[Spot, Party]:
    """CELL=theirs, as the cell and whose behaviour it shall show."""
    found = {}
    for text in texts:
        cell, _, party = text.rpartition("=")
        spot = spot_of(cell)
        if party not in set(Party) or not all(spot):
            raise click.BadParameter(f"{text!r} is no CELL=theirs or CELL=ours, as in `{EXAMPLE}=theirs`")
        found[spot] = Party(party)
    return found


EXAMPLE = spelled(("topic/claim[label]", "cpu", "2.0.1"))


@click.command()
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--origin", metavar="NAME", help="Who measured it, where it does not say so itself.")
@click.option("--own", is_flag=True, help="It was measured by yourself on another machine; no name is noted.")
@click.option("--ours", is_flag=True, help="Keep what is known here wherever the two contradict each other.")
@click.option("--theirs", is_flag=True, help="Take what is new wherever the two contradict each other.")
@click.option(
    "--take", multiple=True, callback=_taken, metavar="CELL=SIDE", help=f"Settle one cell, such as {EXAMPLE}=theirs."
)
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be taken; write nothing.")
@places_options
@json_option
def merge(
    places: Places, *, others: tuple[Path, ...], origin: str | None, own: bool, ours: bool, theirs: bool,
    take: dict[Spot, Party], dry: bool, as_json: bool,
) -> None:  # fmt: skip # a parameter a line says nothing more
    """Take in evidence from other machines: folders of it, or .zip, .tar and .tar.gz archives.

    Only what passes every check is taken, and what is known here is never replaced unasked.
    Ends with 0 when all was taken or known, 1 when conflicts are left, 2 when something was refused.

    Example: gradreg merge their-results.zip --origin "Ada, on a laptop" --dry-run
    """
    if (ours and theirs) or (origin and own):
        raise BadUsage("choose one of --ours and --theirs, and one of --origin and --own")
    choice = Choice(Party.OURS if ours else Party.THEIRS if theirs else None, take)
    found = pipeline.merged(places, Intake(others, origin, own, choice, dry))
    echo(report.as_json(found) if as_json else report.terminal(found))
    sys.exit(found.exit_code)
