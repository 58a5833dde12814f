"""What the command and nox's `--` take: places, and how to measure."""

import functools
import math
import os
import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from platformdirs import user_cache_path

from gradreg import names
from gradreg.errors import BadUsage
from gradreg.model import PLACES, Comparison, Limits, Use
from gradreg.pipeline import Places, Request, case_names, release_names
from gradreg.plan import isolation, workers

Command = Callable[..., Any]


class Finite(click.FloatRange):
    """A number that can be counted to: "nan" is in every range, and "inf" cannot be told to the worker."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number that was written."""
        found = float(super().convert(value, param, ctx))
        return found if math.isfinite(found) else self.fail(f"{value} is no finite number.", param, ctx)


KINDS = {kind.word: kind for kind in (Comparison.CHANGED, Comparison.WARNS, Comparison.REWORDED)}
CHECKOUT = Path(__file__).resolve().parent.parent
SHORTEST, LONGEST = 3, 500
CACHE = user_cache_path("gradreg", appauthor=False)


def _here_or_checkout(name: str) -> Callable[[], Path]:
    """A folder of that name here, or else the one of the checkout that gradreg was installed from."""
    checkout = CHECKOUT / name
    return lambda: Path(name) if Path(name).is_dir() or not checkout.is_dir() else checkout


def _of_one_catalog(cases: Path, results: Path) -> Path:
    """The folder of the evidence; another catalog than the checkout's does not get the checkout's by default."""
    context = click.get_current_context(silent=True)
    default = context and context.get_parameter_source("results") is click.core.ParameterSource.DEFAULT
    other = (CHECKOUT / "cases").is_dir() and cases.resolve() != CHECKOUT / "cases"
    return Path("results") if default and other and results == CHECKOUT / "results" else results


def places_options(command: Command) -> Command:
    """--cases, --results and -k, passed on as one Places."""
    with_folders = folders_options(command)

    @click.option("-k", "keyword", metavar="EXPR", help="Only rows whose name matches: `detach`, `adam and not zero`.")
    @functools.wraps(with_folders)
    def wrapped(**options: object) -> object:
        return with_folders(**options)

    return wrapped


def folders_options(command: Command) -> Command:
    """--cases and --results, for what always takes the whole catalog; passed on as one Places."""

    @functools.wraps(command)
    def wrapped(*, cases: Path, results: Path, keyword: str | None = None, **options: object) -> object:
        return command(Places(cases, _of_one_catalog(cases, results), keyword), **options)

    for name, what in (("results", "evidence"), ("cases", "catalog")):
        wrapped = click.option(
            f"--{name}",
            type=click.Path(path_type=Path),
            default=_here_or_checkout(name),
            help=f"Folder of the {what}; default: {name}.",
        )(wrapped)
    return wrapped


def measure_options(command: Command) -> Command:
    """How to measure; also what nox passes on after `--`."""
    for option in (
        click.option("--timeout", type=Finite(min=0.1), default=60.0, help="Seconds a row may take."),
        click.option("--memory", type=click.IntRange(min=16), default=4096, help="Megabytes a row may take."),
        click.option("--workers", "side_by_side", type=click.IntRange(min=1), help="Rows at once; default: the cores."),
        click.option(
            "--isolate", is_flag=True, help="Give every row a process of its own, also where rows could share."
        ),
        click.option(
            "--update", is_flag=True, help="Replace recorded behaviour by what is found, if the gate lets it."
        ),
        click.option(
            "--accept-changes",
            metavar="REASON",
            callback=_reason,
            help="Update although the gate holds it back; the reason goes into the changelog of the evidence.",
        ),
        click.option("--missing", is_flag=True, help="Only rows the evidence lacks: goes on with an interrupted run."),
        click.option("--once", is_flag=True, help="Record what is new after one look: half the time, less certain."),
        click.option("--twice", is_flag=True, help="Look a second time also at what is as recorded."),
        click.option(
            "--threads", type=click.IntRange(min=2), help="Look once more, with so many threads; default: no such look."
        ),
        click.option("--again", is_flag=True, help="Look first in other conditions than the evidence was measured in."),
        click.option("--sandbox", is_flag=True, help="Run cases without network, home and other files (bubblewrap)."),
        click.option("--keep", is_flag=True, help="Keep the environment for the next run."),
        click.option(
            "--free",
            type=Finite(min=0),
            default=10.0,
            help="GB of disk to leave; kept environments go first.",
        ),
        click.option("--dry-run", is_flag=True, help="Say what would be installed and measured."),
    ):
        command = option(command)
    return command


def _reason(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    """The reason on one line; raises BadParameter for what tells nobody anything."""
    if text is None:
        return None
    told = " ".join(text.split())
    if len(told) < SHORTEST or not any(character.isalpha() for character in told) or told.startswith("-"):
        raise click.BadParameter("say in words why the changes are right; they go into the changelog of the evidence.")
    if len(told) > LONGEST or not told.isprintable():
        raise click.BadParameter(f"give one line of printable text, {LONGEST} characters at most.")
    return told


def complete_cases(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The cases whose names begin so, or the rows of one where its bracket is open; in the folder of --cases."""
    folder = context.params.get("cases") or _here_or_checkout("cases")()
    return [name for name in case_names(Path(folder), incomplete) if name.startswith(incomplete)]


def complete_releases(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The releases whose versions begin so."""
    return [version for version in release_names() if version.startswith(incomplete)]


def torch_option(text: str, *, required: bool = False) -> Callable[[Command], Command]:
    """--torch VERSION, completed from the known releases."""
    return click.option(
        "--torch", "release", required=required, metavar="VERSION", shell_complete=complete_releases, help=text
    )  # fmt: skip # one option


def format_option(*forms: str) -> Callable[[Command], Command]:
    """--format, the first of the forms unless another is chosen."""
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], help=f"How to print; default: {forms[0]}."
    )  # fmt: skip # one option


def device_option(text: str, *, default: str | None = PLACES[0]) -> Callable[[Command], Command]:
    """--device, or one in a mode; the cpu unless another is chosen."""
    return click.option("--device", type=click.Choice(PLACES), default=default, help=text)


def devices_option(text: str) -> Callable[[Command], Command]:
    """--device, given as often as somebody likes."""
    return click.option("--device", "devices", multiple=True, type=click.Choice(PLACES), help=text)


def kinds_option(text: str) -> Callable[[Command], Command]:
    """--kind, given as often as somebody likes; passed on as comparisons."""
    return click.option(
        "--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), callback=_comparisons, help=text
    )  # fmt: skip # one option


def _comparisons(_context: click.Context, _parameter: click.Parameter, words: Sequence[str]) -> list[Comparison]:
    return [KINDS[word] for word in words]


case_argument = click.argument("case", shell_complete=complete_cases)
pre_index_option = click.option(
    "--pre-index",
    "pre_indexes",
    multiple=True,
    envvar="GRADREG_PRE_INDEX",
    metavar="URL",
    help="An index of nightly or candidate wheels, or a folder of them; again for a second. Also GRADREG_PRE_INDEX.",
)
case_or_all = click.argument("case", required=False, shell_complete=complete_cases)
state_option = click.option(
    "--state",
    type=click.Path(path_type=Path),
    envvar="GRADREG_STATE",
    default=CACHE / "bisect",
    help="Where bisect keeps its answers. Also GRADREG_STATE.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON, in the documented shape.")


def limits_of(**options: Any) -> Limits:
    """The options that bound what a row may take."""
    return Limits(
        options["timeout"],
        options["memory"],
        workers(options["side_by_side"], cores(), options["device"]),
        share=not options.get("isolate", False),
        isolate=isolation(options["device"], platform.system()),
    )


def request(envdir: Path, **options: Any) -> Request:
    """The options of one session as the request that the pipeline takes."""
    device, run, reason = options["device"], options.get("run") or str(os.getpid()), options["accept_changes"]
    if not names.is_run(run):
        raise BadUsage(f"GRADREG_RUN={run!r} is no name of a run; one is letters, digits, and . _ + - between them.")
    use = Use(
        options.get("reuse", options["keep"]),
        options.get("install", True),
        options["keep"] or options.get("reuse", False),
    )
    if options["once"] and options["twice"]:
        raise BadUsage("--once and --twice contradict each other; without either, what is new gets two looks.")
    return Request(
        options["release"], device, envdir.absolute(), options.get("python"), use, limits_of(**options),
        options["update"] or bool(reason), options["missing"], options["twice"], options["again"],
        options.get("sandbox", False), options["free"], run, options.get("position"), options["once"],
        options["threads"] or 1, reason, options.get("planned", ()),
    )  # fmt: skip # a field a line says nothing more


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def posargs(arguments: Sequence[str]) -> tuple[Places, dict[str, Any]]:
    """What stands after nox's `--`, as places and measuring options; every session takes all of them."""

    @click.command(add_help_option=False)
    @measure_options
    @places_options
    def parse(places: Places, **options: Any) -> tuple[Places, dict[str, Any]]:
        return places, options

    try:
        return parse.main(list(arguments), prog_name="nox --", standalone_mode=False)  # type: ignore[no-any-return] # click returns what the command did
    except click.ClickException as error:
        raise BadUsage(f"after `--`: {error.format_message()}. See `gradreg measure --help`.") from error
