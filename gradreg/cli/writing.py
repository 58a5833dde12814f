"""Commands that write a new case: new, adopt."""

import sys
from pathlib import Path
from typing import IO

import click

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.errors import BadUsage
from gradreg.model import Draft, Places
from gradreg.options import folders_options, json_option
from gradreg.report import writing

question_option = click.option(
    "--question", metavar="TEXT", help="First line of the docstring; a '?' is added if missing."
)
link_option = click.option("--link", metavar="URL", help="What settles the question, or disputes the answer.")
stdout_option = click.option(
    "-n", "--dry-run", "--stdout", "dry_run", is_flag=True, help="Print the case, and write nothing."
)


@click.command()
@click.argument("name", metavar="TOPIC/CLAIM")
@question_option
@link_option
@click.option("--param", "params", multiple=True, metavar="NAME=A,B", help="A parameter and its values; repeatable.")
@click.option("--torch", metavar="RANGE", help="Releases in which the case makes sense, such as '>=1.8'.")
@click.option("--no-device", is_flag=True, help="The case does not depend on a device.")
@click.option("--edit", is_flag=True, help="Open the new file in $EDITOR.")
@stdout_option
@folders_options
def new(places: Places, name: str, *, no_device: bool, edit: bool, dry_run: bool, **content: object) -> None:
    """Write the skeleton of a case, which passes `gradreg check` as it is.

    Example: gradreg new hooks/fires_once --question "Does a hook fire once?" --param kind=pre,post
    """
    draft = pipeline.skeleton_of(places.cases, name, device=not no_device, **content)  # type: ignore[arg-type] # click checked them
    _write(draft, dry_run=dry_run)
    if edit and not dry_run:
        click.edit(filename=str(draft.path))


@click.command()
@click.argument("snippet", type=click.File("rb", lazy=True), metavar="SNIPPET.py")
@click.option("--as", "name", metavar="TOPIC/CLAIM", help="Write it into the catalog under this name.")
@question_option
@link_option
@click.option("--numbers/--words", default=None, help="How tensors are recorded; default: words if some are random.")
@click.option("--block", type=int, metavar="N", help="Of a text with several code blocks, the one to take.")
@stdout_option
@folders_options
@json_option
def adopt(
    places: Places, snippet: IO[bytes], name: str | None, *, dry_run: bool, as_json: bool, **content: object
) -> None:
    """Turn a script, or an issue's text with one in it, into a case: what it prints, asserts and raises become facts.

    With --as the case is written into the catalog, else it is printed; "-" reads what is piped in.
    What was changed or dropped is told line by line.

    Example: gradreg adopt snippet.py --as hooks/fires_once --question "Does a hook fire once?"
    """
    origin = "pasted" if snippet.name in {"-", "<stdin>"} else str(snippet.name)
    text = _text(snippet, origin)
    chosen = name or pipeline.name_for(Path(origin))
    draft = pipeline.adopted(places.cases, text, chosen, origin=origin, **content)  # type: ignore[arg-type] # click checked them
    if not as_json:
        echo(writing.notes(draft), err=True)
    _write(draft, dry_run=dry_run or not name, as_json=as_json)


def _text(snippet: IO[bytes], origin: str) -> str:
    try:
        text = snippet.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadUsage(f"{origin} is no text in UTF-8: {error}. Save it as that, or give the script itself.") from error
    except OSError as error:
        raise BadUsage(f"{origin} cannot be read: {error.strerror}. Give a file with the script.") from error
    if "\0" in text:
        raise BadUsage(f"{origin} is no text: it holds zero bytes. Give the script itself.")
    return str(text)


def _write(draft: Draft, *, dry_run: bool, as_json: bool = False) -> None:
    """Write a draft, or print it; then say what to do with it."""
    if not dry_run:
        pipeline.write(draft)
        echo(writing.next_steps(draft), err=True)
    if as_json:
        echo(writing.draft_json(draft, written=not dry_run))
    elif dry_run:
        echo(draft.source, nl=False)
    else:
        echo(str(draft.path))
    sys.stdout.flush()
