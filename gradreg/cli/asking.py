"""The command that finds the cases for a question in ordinary words: ask."""

import sys

import click

from gradreg import pipeline
from gradreg.cli.say import echo, width
from gradreg.options import json_option, places_options, torch_option
from gradreg.pipeline import Places
from gradreg.report import answers


@click.command()
@click.argument("question", nargs=-1, metavar="WORDS...", type=click.UNPROCESSED)
@click.option("--limit", type=click.IntRange(1, 500), default=5, show_default=True, help="How many cases to show.")
@torch_option("Show what holds in this release, and where it differs.")
@places_options
@json_option
def ask(places: Places, *, question: tuple[str, ...], limit: int, release: str | None, as_json: bool) -> None:
    """Find the cases that answer a question: ordinary words, an error pasted whole, names of functions, Chinese.

    Best first, with the answer per era.
    `-` for WORDS reads the question from standard input; `--` stands before words that begin with a dash.

    Example: gradreg ask adam weight decay detach --torch 1.13.1

    Example: gradreg ask "element 0 of tensors does not require grad"
    """
    text = sys.stdin.buffer.read().decode(errors="replace") if question == ("-",) else " ".join(question)
    found = pipeline.ask(places, text, limit, release, lambda line: echo(f"gradreg: {line}", err=True))
    echo(answers.as_json(found) if as_json else answers.terminal(found, width()))
    for line in answers.talk(found):
        echo(f"gradreg: {line}", err=True)
