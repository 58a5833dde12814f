"""Commands that read the table: list, show, table, changes."""

import click

from gradreg import pipeline
from gradreg.cli.say import echo, width
from gradreg.model import Comparison, Table
from gradreg.options import (
    case_argument,
    complete_releases,
    devices_option,
    folders_options,
    format_option,
    json_option,
    kinds_option,
    places_options,
)
from gradreg.pipeline import Places
from gradreg.report import changes as history
from gradreg.report import data, markdown, terminal

LONG = 500  # rows; more than anybody reads on a terminal


@click.command(name="list")
@places_options
@json_option
def list_(places: Places, *, as_json: bool) -> None:
    """List the cases and their questions.

    Example: gradreg list -k "adam and not zero"
    """
    chosen = pipeline.cases(places)
    echo(data.list_json(chosen) if as_json else terminal.listing(chosen))


@click.command()
@case_argument
@folders_options
@json_option
def show(places: Places, *, case: str, as_json: bool) -> None:
    """Show one case or row: question, eras, transitions, verdicts.

    Example: gradreg show detach/detached_layer_still_moves_under_adam_decay
    """
    found, table = pipeline.show(places, case)
    echo(data.lines_json(table.lines) if as_json else terminal.case(found, table.lines))


@click.command()
@format_option("terminal", "markdown", "csv", "json")
@places_options
@json_option
def table(places: Places, *, as_json: bool, form: str) -> None:
    """Print the table: verdicts, changes, rows; of a long one an overview.

    Example: gradreg table -k optimizers
    """
    echo(_formatted(pipeline.table(places), "json" if as_json else form), nl=form == "terminal")


def _formatted(content: Table, form: str) -> str:
    match form:
        case "json":
            return data.table_json(content) + "\n"
        case "csv":
            return data.table_csv(content)
        case "markdown":
            return "\n".join(markdown.pages(content).values())
        case _ if len(content.lines) > LONG:
            return terminal.overview(content, history.counts(pipeline.changes(content)))
        case _:
            return terminal.table(content, width())


@click.command()
@click.argument("release", required=False, shell_complete=complete_releases)
@kinds_option("Only transitions of this kind; repeatable.")
@devices_option("Only on this device or in this mode; repeatable. Default: devices, but not meta.")
@format_option("terminal", "markdown", "json")
@places_options
@json_option
def changes(
    places: Places, *, release: str | None, kinds: list[Comparison], devices: tuple[str, ...], as_json: bool, form: str
) -> None:
    """Tell what changed in which release, or everything in RELEASE.

    Example: gradreg changes 2.0.0 -k optimizers
    """
    content = pipeline.table(places)
    measured = {era.device for line in content.lines for era in line.eras if era.behaviour.outcome.is_behaviour}
    for device in [name for name in devices if name not in measured]:
        echo(f"Nothing is recorded on {device}, so nobody knows what changed there.", err=True)
    found = pipeline.changes(content, release, kinds, devices)
    match "json" if as_json else form:
        case "json":
            echo(history.as_json(found))
        case "markdown":
            echo(history.page(found), nl=False)
        case _:
            echo(history.terminal(found, full=bool(release or kinds or devices or places.keyword)))
