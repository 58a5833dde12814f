"""The page of all commands, from the commands themselves: `python -m gradreg.cli.reference > docs/commands.md`."""

import inspect

import click

from gradreg.cli import cli
from gradreg.cli.sections import SECTIONS

TOP = """# The commands

`python -m gradreg.cli.reference > docs/commands.md` writes this page from the commands' own help; a test compares them.
Three verbs cover most days: run `nox`, read the table with `gradreg show`, add a case and `gradreg check` it.
Results go to stdout, talk and progress to stderr; `--json` prints JSON alone, in [the documented shapes](json.md).
Parts of a case's name are enough where they fit one case only.

## Exit codes

| code | meaning |
|--:|:--|
| 0 | as expected |
| 1 | behaviour differs, or a file is out of date |
| 2 | infrastructure, damaged evidence, or something could not be measured or written |
| 3 | no such case, row or release |
| 64 | usage: an option, an argument, or a mistake in a case |
| 130 | interrupted |

## Environment variables

| variable | meaning |
|:--|:--|
| `NO_COLOR` | no colours, also on a terminal |
| `PATH`, `PYENV_ROOT`, `HOME` | where interpreters are looked for; without `PYENV_ROOT`, in `~/.pyenv` too |
| `UV_DEFAULT_INDEX`, `UV_INDEX`, `UV_OFFLINE`, `HTTPS_PROXY`, … | uv's own; `gradreg doctor` shows those that are set |
| `UV_CACHE_DIR` | a cache of downloads that stays; without it each session has its own, and removes it |
| `CXX` | the C++ compiler that `gradreg doctor` looks for first, as inductor does |
| `CI` | a missing interpreter fails the nox session instead of skipping it |
| `GRADREG_PRE_INDEX` | indexes of nightly and candidate wheels, apart by spaces, for `gradreg bisect` |
| `GRADREG_STATE` | the folder in which `gradreg bisect` keeps its answers, instead of one in the user's cache |
| `CUDA_VISIBLE_DEVICES` | GPUs that sessions on cuda may use; on the cpu none is seen |
| `GRADREG_RETRIES` | how often a failed download is tried again, 3 at most; 3 without it |
| `GRADREG_RUN` | the name of the run; nox sets it, so that sessions side by side share one |
| `GRADREG_TEST_ENVS` | a folder in which the tests keep their environments |
| `_GRADREG_COMPLETE` | set by the shell's completion script |
"""


def page() -> str:
    """The whole page, as Markdown."""
    context = click.Context(cli, info_name="gradreg")
    parts = [TOP]
    for title, names in SECTIONS.items():
        parts.append(f"## {title}\n")
        parts += [_command(cli.commands[name], context) for name in names if name in cli.commands]
    return "\n".join(parts)


def _command(command: click.Command, parent: click.Context) -> str:
    context = click.Context(command, info_name=command.name, parent=parent)
    usage = " ".join(["gradreg", str(command.name), *command.collect_usage_pieces(context)])
    text = "\n".join(_line(line) for line in inspect.cleandoc(str(command.help)).splitlines())
    options = [item.get_help_record(context) for item in command.params if isinstance(item, click.Option)]
    listed = "\n".join(_row(*record) for record in options if record)
    return f"### `{usage}`\n\n{text}\n" + (f"\n| option | meaning |\n|:--|:--|\n{listed}\n" if listed else "")


def _row(names: str, text: str) -> str:
    cells = (f"`{names}`".replace("|", "\\|"), text.replace("|", "\\|"))
    return f"| {' | '.join(cells)} |"


def _line(text: str) -> str:
    """A line of help; an example is code."""
    head, colon, example = text.partition("Example: ")
    return f"Example: `{example}`" if colon and not head else text.replace("\b", "")


if __name__ == "__main__":
    click.echo(page(), nl=False)
