"""The `gradreg` command: arguments -> pipeline, errors -> exit codes, results to stdout and talk to stderr."""

import io
import signal
import sys
from typing import NoReturn

import click

from gradreg import __version__
from gradreg.cli import (
    asking,
    bisecting,
    calibrating,
    comparing,
    doctoring,
    guarding,
    keeping,
    measuring,
    merging,
    planning,
    reading,
    status,
    sweeping,
    verifying,
    writing,
)
from gradreg.cli import site as page
from gradreg.cli.measuring import session
from gradreg.cli.say import echo, told, unpainted
from gradreg.cli.sections import Sections
from gradreg.errors import GradregError
from gradreg.harmless import visible_lines

__all__ = ["cli", "echo", "main", "session", "unpainted"]

INTERRUPTED = 130
USAGE = 64
BROKEN = 2


@click.group(
    cls=Sections, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)  # fmt: skip # one decorator
@click.version_option(__version__, prog_name="gradreg")
@click.pass_context
def cli(context: click.Context) -> None:
    """What autograd does in every release of PyTorch, by measurement.

    \b
    run nox         measure: `nox`, or one release: `nox -s torch-2.0.1-cpu`
    read the table  what a case does, and since when: `gradreg show CASE`
    add a case      cases/README.md says how; `gradreg check` reads it

    `gradreg COMMAND --help` has an example of each command.
    """  # noqa: D301 click wants the character itself
    if context.invoked_subcommand is None:
        echo(context.get_help())


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, cases and releases in a shell.

    Example: gradreg completion bash
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415 only this command needs it

    found = get_completion_class(shell)
    assert found is not None, "click completes these three shells"
    echo(found(cli, {}, "gradreg", "_GRADREG_COMPLETE").source())


COMMANDS = (
    asking.ask,
    reading.list_,
    reading.show,
    reading.table,
    reading.changes,
    guarding.guard,
    guarding.repro,
    bisecting.bisect,
    comparing.compare,
    comparing.why,
    measuring.measure,
    planning.matrix,
    planning.touched,
    planning.durations,
    planning.news,
    sweeping.sweep,
    measuring.summary,
    calibrating.calibrate,
    status.status,
    doctoring.doctor,
    verifying.verify,
    merging.merge,
    writing.new,
    writing.adopt,
    keeping.check,
    keeping.accept,
    keeping.render,
    page.site,
    keeping.prune,
    keeping.migrate,
    keeping.releases,
    completion,
)
for command in COMMANDS:
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command; turn every error into one message and its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # leave through `finally`, which cleans up
    try:
        cli.main(standalone_mode=False, prog_name="gradreg")
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        echo(shown.getvalue(), nl=False, err=True)
        sys.exit(USAGE)
    except GradregError as error:
        echo(f"gradreg: {visible_lines(str(error))}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        echo(f"gradreg: {told(error)}", err=True)
        sys.exit(BROKEN)
    sys.exit(0)
