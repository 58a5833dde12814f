"""Commands that look after the catalog and the evidence: check, accept, render, prune, migrate, releases."""

import sys
from pathlib import Path

import click

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.errors import BadCatalog
from gradreg.model import Table
from gradreg.options import json_option, places_options
from gradreg.pipeline import Places
from gradreg.report import changes as history
from gradreg.report import data, markdown, terminal


@click.command()
@places_options
@json_option
def check(places: Places, *, as_json: bool) -> None:
    """Read every case and evidence file without running any; list all mistakes."""
    mistakes = pipeline.mistakes(places)
    found = mistakes or pipeline.faults(places)
    echo(data.text(found) if as_json else "\n".join(found) or "The catalog and the evidence are in order.")
    sys.exit(BadCatalog.exit_code if mistakes else 1 if found else 0)


@click.command()
@click.option("--create", is_flag=True, help="Write EXPECT where there is none.")
@click.option("--fix", is_flag=True, help="Replace EXPECT where the evidence differs.")
@click.option("--trim", is_flag=True, help="Say EXPECT in fewer entries where that is possible.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--partial", is_flag=True, help="Also for cases that were not measured on every release.")
@places_options
def accept(places: Places, *, yes: bool, partial: bool, **chosen: bool) -> None:
    """Write EXPECT of the chosen cases from the evidence, after showing what would change.

    Without --create, --fix or --trim nothing is written: the differences are shown, and the exit code is 1.

    Example: gradreg accept -k my_case --create
    """
    found, refused = pipeline.proposals(places, partial=partial)
    kinds = {name for name, on in chosen.items() if on}
    wanted = [item for item in found if not kinds or item.approval in kinds]
    for reason in refused:
        echo(reason, err=True)
    for item in wanted:
        echo(terminal.difference(item))
    if not kinds and wanted:
        echo(f"{len(wanted)} cases differ; choose --create, --fix or --trim to write.", err=True)
    elif wanted and (yes or click.confirm(f"Write {len(wanted)} cases?", err=True)):
        pipeline.accept(wanted)
        echo(f"wrote {len(wanted)} cases", err=True)
    sys.exit(2 if refused else 1 if wanted and not kinds else 0)


@click.command()
@places_options
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when a file is out of date.")
@click.option(
    "--readme", type=click.Path(path_type=Path), help="README whose part between markers is the table's head."
)
def render(places: Places, *, only_check: bool, readme: Path | None) -> None:
    """Write the table as Markdown and CSV beside the evidence, and its head into a README."""
    content = pipeline.table(Places(places.cases, places.results))
    wanted = {places.results / name: text for name, text in _rendered(content).items()}
    if readme:
        shown = markdown.head(content, history.marked_counts(pipeline.changes(content)))
        wanted[readme] = markdown.between_markers(readme.read_text(encoding="utf-8"), shown)
    old = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    gone = [path for path in places.results.glob("*/README.md") if path not in wanted]
    for path in old + gone:
        told = "removed" if path in gone else "wrote"
        echo(f"{path} is out of date; run `nox -s table`" if only_check else f"{told} {path}", err=True)
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink() if path in gone else path.write_text(wanted[path], encoding="utf-8")
    sys.exit(1 if only_check and (old or gone) else 0)


def _rendered(content: Table) -> dict[str, str]:
    """Every rendered file below the results folder."""
    changed = history.page(pipeline.changes(content))
    return markdown.pages(content) | {"changes.md": changed, "table.csv": data.table_csv(content)}


@click.command()
@places_options
def prune(places: Places) -> None:
    """Delete evidence of cases and rows that the catalog no longer has."""
    echo("\n".join(pipeline.prune(places)) or "Nothing to forget.")


@click.command()
@places_options
def migrate(places: Places) -> None:
    """Write evidence anew that an older gradreg wrote: an older schema, or texts with line numbers in them."""
    echo("\n".join(pipeline.migrate(places)) or "All evidence is as this gradreg writes it.")


@click.command()
def releases() -> None:
    """Propose lines for releases.toml: releases on the package index that it does not hold."""
    lines = pipeline.new_releases()
    echo("\n".join(lines) or "releases.toml holds every release on the package index.")
