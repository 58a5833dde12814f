"""Commands that look after the catalog and the evidence: check, accept, render, prune, migrate, releases."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from gradreg import names, pipeline
from gradreg.cli.say import echo
from gradreg.errors import BadCatalog, BadUsage
from gradreg.model import Proposal, Table
from gradreg.options import case_or_all, folders_options, json_option, places_options
from gradreg.pipeline import Places
from gradreg.report import changes as history
from gradreg.report import data, markdown, replaced, terminal, words, writing


@click.command()
@folders_options
@json_option
def check(places: Places, *, as_json: bool) -> None:
    """Read every case and evidence file, running none; list all mistakes.

    Example: gradreg check --json
    """
    mistakes = pipeline.mistakes(places)
    found = mistakes or pipeline.faults(places)
    echo(data.text(found) if as_json else "\n".join(found) or "The catalog and the evidence are in order.")
    sys.exit(BadCatalog.exit_code if mistakes else 1 if found else 0)


@click.command()
@case_or_all
@click.option("--create", is_flag=True, help="Write EXPECT where there is none.")
@click.option("--fix", is_flag=True, help="Replace EXPECT where the evidence differs.")
@click.option("--trim", is_flag=True, help="Say EXPECT in fewer entries where that is possible.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--partial", is_flag=True, help="Also for cases that were not measured on every release.")
@places_options
@json_option
def accept(places: Places, *, case: str | None, yes: bool, partial: bool, as_json: bool, **chosen: bool) -> None:
    """Write EXPECT of CASE, or of all chosen cases, from the evidence, after showing what would change.

    Without --create, --fix or --trim nothing is written: the differences are shown, and the exit code is 1.
    Entries that stay keep their text, comments included.

    Example: gradreg accept hooks/fires_once --create
    """
    found, refused = pipeline.proposals(places, case, partial=partial)
    kinds = {name for name, on in chosen.items() if on}
    wanted = [item for item in found if not kinds or item.approval in kinds]
    for reason in refused:
        echo(reason, err=True)
    if not as_json:
        for item in wanted:
            echo(terminal.difference(item))
    written = _accepted(wanted, yes=yes, ask=not as_json) if kinds else []
    if not kinds and wanted:
        echo(f"{words.number(len(wanted), 'case')} to write; choose --create, --fix or --trim.", err=True)
    if as_json:
        echo(writing.proposals_json(wanted, refused, written))
    sys.exit(2 if refused else 1 if wanted and not kinds else 0)


def _accepted(wanted: Sequence[Proposal], *, yes: bool, ask: bool) -> list[str]:
    """Write the proposals where somebody agrees; return the names of the cases."""
    told = words.number(len(wanted), "case")
    if not wanted or not (yes or (ask and click.confirm(f"Write {told}?", err=True))):
        return []
    pipeline.accept(wanted)
    echo(f"wrote {told}", err=True)
    return [item.case.name for item in wanted]


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when a file is out of date.")
@click.option(
    "--readme",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="README whose part between markers is the table's head.",
)
@folders_options
@json_option
def render(places: Places, *, only_check: bool, readme: Path | None, as_json: bool) -> None:
    """Write the table as Markdown and CSV beside the evidence, and its head into a README.

    Example: gradreg render --check --readme README.md
    """
    content = pipeline.table(Places(places.cases, places.results))
    rendered = _rendered(content) | {"changelog.md": replaced.page(pipeline.replacements(places))}
    wanted = {places.results / name: text for name, text in rendered.items()}
    if readme:
        shown = markdown.head(content, history.marked_counts(pipeline.changes(content)))
        wanted[readme] = markdown.between_markers(_text(readme), shown)
    old = [path for path, text in wanted.items() if not path.exists() or path.read_bytes() != text.encode()]
    gone = [path for path in places.results.glob("*/README.md") if path not in wanted]
    told = {path: "out of date" if only_check else "removed" if path in gone else "wrote" for path in old + gone}
    for path in [] if only_check else told:
        _ = names.inside(places.results, path) if path != readme else path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if path in gone else path.write_text(wanted[path], encoding="utf-8")
    _say_rendered(told, as_json=as_json)
    sys.exit(1 if only_check and told else 0)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadUsage(f"{path} is no text in UTF-8: {error}. Save it as that.") from error


def _say_rendered(told: Mapping[Path, str], *, as_json: bool) -> None:
    if as_json:
        echo(data.text([{"file": str(path), "state": state} for path, state in told.items()]))
        return
    for path, state in told.items():
        echo(f"{path} is {state}; run `nox -s table`" if state == "out of date" else f"{state} {path}", err=True)


def _rendered(content: Table) -> dict[str, str]:
    """Every rendered file below the results folder."""
    changed = history.page(pipeline.changes(content))
    return markdown.pages(content) | {"changes.md": changed, "table.csv": data.table_csv(content)}


@click.command()
@folders_options
@json_option
def prune(places: Places, *, as_json: bool) -> None:
    """Delete evidence of cases and rows that the catalog no longer has.

    Example: gradreg prune --results tmp
    """
    gone = pipeline.prune(places)
    echo(data.text(gone) if as_json else "\n".join(gone) or "Nothing to forget.")


@click.command()
@folders_options
@json_option
def migrate(places: Places, *, as_json: bool) -> None:
    """Write evidence anew that an older gradreg wrote: an older schema, or line numbers in texts.

    Example: gradreg migrate
    """
    written = pipeline.migrate(places)
    echo(data.text(written) if as_json else "\n".join(written) or "All evidence is as this gradreg writes it.")


@click.command()
@click.option("--write", is_flag=True, help="Add the lines to releases.toml of this checkout.")
@json_option
def releases(*, write: bool, as_json: bool) -> None:
    """Propose lines for releases.toml: releases on the package index that it does not hold.

    Example: gradreg releases --json
    """
    lines = pipeline.new_releases(write=write)
    echo(
        data.text(lines) if as_json else "\n".join(lines.values()) or "releases.toml holds every release on the index."
    )
