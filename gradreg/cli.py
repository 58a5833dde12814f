"""The `gradreg` command: arguments -> pipeline, errors -> exit codes, results to stdout and talk to stderr."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from gradreg import __version__, pipeline
from gradreg.errors import BadCatalog, GradregError
from gradreg.model import Comparison, Table
from gradreg.options import json_option, measure_options, places_options, request
from gradreg.pipeline import Measured, Places
from gradreg.report import changes as history
from gradreg.report import data, markdown, terminal

WIDE = 160
LONG = 500  # rows; more than anybody reads on a terminal
INTERRUPTED = 130
USAGE = 64
KINDS = {kind.word: kind for kind in (Comparison.CHANGED, Comparison.WARNS, Comparison.REWORDED)}


def _completions(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [case.name for case, _ in pipeline.cases(Places()) if case.name.startswith(incomplete)]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gradreg")
def cli() -> None:
    """What autograd does in every release of PyTorch, by measurement.

    To measure, run `nox`. To read, use the commands below.
    """


@cli.command()
@places_options
@json_option
def check(places: Places, *, as_json: bool) -> None:
    """Read every case and evidence file without running any; list all mistakes."""
    mistakes = pipeline.mistakes(places)
    found = mistakes or pipeline.faults(places)
    echo(data.text(found) if as_json else "\n".join(found) or "The catalog and the evidence are in order.")
    sys.exit(BadCatalog.exit_code if mistakes else 1 if found else 0)


@cli.command()
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


@cli.command()
@places_options
def prune(places: Places) -> None:
    """Delete evidence of cases and rows that the catalog no longer has."""
    echo("\n".join(pipeline.prune(places)) or "Nothing to forget.")


@cli.command()
@places_options
def migrate(places: Places) -> None:
    """Write evidence anew that an older gradreg wrote: an older schema, or texts with line numbers in them."""
    echo("\n".join(pipeline.migrate(places)) or "All evidence is as this gradreg writes it.")


@cli.command(name="list")
@places_options
@json_option
def list_(places: Places, *, as_json: bool) -> None:
    """List the cases and their questions."""
    chosen = pipeline.cases(places)
    echo(data.list_json(chosen) if as_json else terminal.listing(chosen))


@cli.command()
@click.argument("case", shell_complete=_completions)
@places_options
@json_option
def show(places: Places, *, case: str, as_json: bool) -> None:
    """Show one case or row: question, eras, transitions, verdicts."""
    found, table = pipeline.show(places, case)
    echo(data.lines_json(table.lines) if as_json else terminal.case(found, table.lines))


@cli.command()
@places_options
@json_option
@click.option("--format", "form", type=click.Choice(["terminal", "markdown", "csv", "json"]), default="terminal")
def table(places: Places, *, as_json: bool, form: str) -> None:
    """Print the table: verdicts first, then changes, then every row; of a long one an overview.

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
            return terminal.table(content, _width())


@cli.command()
@click.argument("release", required=False)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="Only transitions of this kind; repeatable."
)
@click.option("--format", "form", type=click.Choice(["terminal", "markdown", "json"]), default="terminal")
@places_options
@json_option
def changes(places: Places, *, release: str | None, kinds: tuple[str, ...], as_json: bool, form: str) -> None:
    """Tell what changed in which release, or everything that changed in RELEASE.

    Example: gradreg changes 2.0.0 -k optimizers
    """
    found = pipeline.changes(pipeline.table(places), release, [KINDS[word] for word in kinds])
    match "json" if as_json else form:
        case "json":
            echo(history.as_json(found))
        case "markdown":
            echo(history.page(found), nl=False)
        case _:
            echo(history.terminal(found, full=bool(release or kinds or places.keyword)))


@cli.command()
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


@cli.command()
@click.option("--torch", "release", required=True, metavar="VERSION", help="Release to measure.")
@click.option("--device", type=click.Choice(["cpu", "cuda", "mps"]), default="cpu")
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
    """Measure one release, as a nox session does; with --python, in an environment of your own."""
    envdir = options.pop("envdir") or Path(".nox") / f"torch-{options['release'].replace('.', '-')}-{options['device']}"
    code, text, measured = session(places, envdir=envdir, **options)
    echo(data.text(measured.summary) if as_json and measured else text)
    sys.exit(code)


@cli.command()
@places_options
@click.option("--run", default="", help="Name of the run.")
def summary(places: Places, *, run: str) -> None:
    """Say how the sessions of a run ended."""
    found = pipeline.run_so_far(places, run)
    echo(terminal.run(found))
    sys.exit(max((item.exit_code for item in found), default=0, key=lambda code: (code == 1, code)))


@cli.command()
def releases() -> None:
    """Propose lines for releases.toml: releases on the package index that it does not hold."""
    lines = pipeline.new_releases()
    echo("\n".join(lines) or "releases.toml holds every release on the package index.")


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell: `eval "$(gradreg completion bash)"`."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 only this command needs it

    found = get_completion_class(shell)
    assert found is not None, "click completes these three shells"
    echo(found(cli, {}, "gradreg", "_GRADREG_COMPLETE").source())


def session(places: Places, *, envdir: Path, **options: Any) -> tuple[int, str, Measured | None]:
    """Measure one release and device; return the exit code and what to tell. Used by the command and by nox."""
    asked = request(envdir, **options)
    if options.get("dry_run"):
        return 0, terminal.dry_run(*pipeline.dry_run(places, asked)), None
    measured = pipeline.measure(places, asked)
    text = terminal.session(measured.summary, measured.findings, measured.fault)
    return measured.summary.exit_code, text, measured


def echo(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Print; colours only on a terminal, and not under NO_COLOR; a reader that stopped listening is no error."""
    try:
        click.echo(text, nl=nl, err=err, color=False if os.environ.get("NO_COLOR") else None)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), (sys.stderr if err else sys.stdout).fileno())


def unpainted(text: str) -> str:
    """A text without its colours, for where nobody takes them off."""
    return click.unstyle(text)


def _width() -> int:
    return shutil.get_terminal_size((WIDE, 24)).columns


def main() -> NoReturn:
    """Run the command; turn every known error into one message and its exit code."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except GradregError as error:
        echo(f"gradreg: {error}", err=True)
        sys.exit(error.exit_code)
    sys.exit(0)
