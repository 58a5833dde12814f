"""Commands that hold parts of the evidence against each other, and say where it comes from: compare, why."""

import sys
from pathlib import Path

import click
from msgspec.structs import replace

from gradreg import pipeline
from gradreg.cli.say import echo
from gradreg.errors import BadUsage
from gradreg.model import Between, Comparison, Side, Span
from gradreg.options import (
    case_argument,
    complete_releases,
    device_option,
    folders_options,
    format_option,
    json_option,
    kinds_option,
    places_options,
    state_option,
    torch_option,
)
from gradreg.pipeline import Places
from gradreg.report import between as sides
from gradreg.report import ranges
from gradreg.report import why as cells

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("first", metavar="[A", required=False, shell_complete=complete_releases)
@click.argument("second", metavar="B]", required=False, shell_complete=complete_releases)
@click.option("--range", "text", metavar="RANGE", help="Tell what varies inside a range: `torch>=1.13,<2.16`.")
@click.option("--pyproject", type=FILE, help="The same for the range a pyproject.toml or requirements.txt has.")
@kinds_option("Only differences of this kind; repeatable.")
@format_option("terminal", "markdown", "json", "csv")
@places_options
@json_option
def compare(
    places: Places, *, first: str | None, second: str | None, text: str | None, pyproject: Path | None,
    kinds: list[Comparison], form: str, as_json: bool,
) -> None:  # fmt: skip # options, some a line
    """Tell what differs between A and B, or what varies inside a range of releases.

    \b
    A and B are each one of
      2.0.0                a release
      cuda                 a device: cpu, cuda, mps, xpu or meta
      2.0.0@cuda           a release on a device
      other/results        a folder of evidence
      results@HEAD~1       the same at a revision of git
      results:2.0.0@cuda   a folder, and what of it

    What one leaves out it takes from the other.
    What neither names is compared with its like: every device, every release, in the folder --results.
    Between releases, and in a range, meta and modes are passed over unless they are named.
    Where a word is a folder and something else too, `./2.0.0` is the folder and `:2.0.0` the release.

    The exit code is 0 where behaviour agrees, 1 where it differs (a warning that came or went included),
    2 where nothing could be compared.

    Example: gradreg compare 1.13.1 2.0.0 -k optimizers

    Example: gradreg compare --range "torch>=1.13,<2.16" --kind changed
    """  # noqa: D301 click's mark before lines that stay as they are
    form = "json" if as_json else form
    full = bool(kinds or places.keyword)
    given = sum([first is not None, text is not None, pyproject is not None])
    if given != 1 or (first is not None) != (second is not None):
        raise BadUsage("give two things to compare, or --range, or --pyproject. See `gradreg compare --help`.")
    if first is not None and second is not None:
        _compare(places, (first, second), kinds, form, full=full)
    found = pipeline.in_range(places, pipeline.range_of(text, pyproject), kinds)
    echo(_range(found, form, full=full), nl=form in {"terminal", "json"})
    sys.exit(found.exit_code)


def _compare(places: Places, named: tuple[str, str], kinds: list[Comparison], form: str, *, full: bool) -> None:
    both = pipeline.sides_of(places, *named)
    found = pipeline.between_sides(places, *both, kinds)
    echo(_between(found, both, form, full=full), nl=form in {"terminal", "json"})
    if not found.compared:
        lacking = both[any(item.known_first for item in found.one_sided)]
        session = f"torch-{lacking.release or 'VERSION'}-{lacking.device or 'cpu'}"
        echo(f"`nox -s {session}` measures what is missing; `gradreg table` shows what is known.", err=True)
    sys.exit(found.exit_code)


def _between(found: Between, both: tuple[Side, Side], form: str, *, full: bool) -> str:
    names = pipeline.names_of(*both)
    match form:
        case "json":
            return sides.as_json(found, both)
        case "csv":
            return sides.as_csv(found)
        case "markdown":
            return sides.page(found, names)
        case _:
            return sides.terminal(found, names, full=full)


def _range(found: Span, form: str, *, full: bool) -> str:
    match form:
        case "json":
            return ranges.as_json(found)
        case "csv":
            return ranges.as_csv(found)
        case "markdown":
            return ranges.page(found)
        case _:
            return ranges.terminal(found, full=full)


@click.command()
@case_argument
@torch_option("The release of the cell.", required=True)
@device_option("Default: the first that was measured, as a rule the cpu.", default=None)
@folders_options
@state_option
@json_option
def why(places: Places, *, case: str, release: str, device: str | None, state: Path, as_json: bool) -> None:
    """Show what one cell of the table rests on: its behaviour in full, and what it was measured in.

    CASE is a case or row of the catalog, or a file that `gradreg bisect` has tested.
    Of a case with several rows it tells which rows show the same; name one, `topic/claim[label]`, for all of it.

    Example: gradreg why detach/detached_layer_still_moves_under_adam_decay --torch 2.0.0
    """
    found = pipeline.why(replace(places, answers=state), case, release, device)
    echo(cells.as_json(found) if as_json else cells.terminal(found))
    sys.exit(max(item.exit_code for item in found))
