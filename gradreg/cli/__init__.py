"""The `gradreg` command: arguments -> pipeline, errors -> exit codes, results to stdout and talk to stderr."""

import signal
import sys
from typing import NoReturn

import click

from gradreg import __version__
from gradreg.cli import bisecting, guarding, keeping, measuring, reading
from gradreg.cli.measuring import session
from gradreg.cli.say import echo, unpainted
from gradreg.errors import GradregError

__all__ = ["cli", "echo", "main", "session", "unpainted"]

INTERRUPTED = 130
USAGE = 64


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gradreg")
def cli() -> None:
    """What autograd does in every release of PyTorch, by measurement.

    To measure, run `nox`. To read, use the commands below.
    """


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell: `eval "$(gradreg completion bash)"`."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 only this command needs it

    found = get_completion_class(shell)
    assert found is not None, "click completes these three shells"
    echo(found(cli, {}, "gradreg", "_GRADREG_COMPLETE").source())


COMMANDS = (
    reading.list_,
    reading.show,
    reading.table,
    reading.changes,
    guarding.guard,
    guarding.repro,
    bisecting.bisect,
    measuring.measure,
    measuring.summary,
    keeping.check,
    keeping.accept,
    keeping.render,
    keeping.prune,
    keeping.migrate,
    keeping.releases,
    completion,
)
for command in COMMANDS:
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command; turn every known error into one message and its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # leave through `finally`, which cleans up
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
