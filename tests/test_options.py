"""Options that several commands share."""

import click
import pytest
from click.testing import CliRunner

from gradreg import options


@pytest.mark.parametrize(
    ("arguments", "variable", "named"),
    [
        ([], "", []),
        (["--pre-index", "https://a.example"], "", ["https://a.example"]),
        (["--pre-index", "a folder", "--pre-index", "https://b.example"], "", ["a folder", "https://b.example"]),
        ([], "https://a.example  https://b.example", ["https://a.example", "https://b.example"]),
        (["--pre-index", "https://c.example"], "https://a.example", ["https://c.example"]),
    ],
)
def test_indexes_are_named_on_the_line_or_in_the_environment(
    arguments: list[str], variable: str, named: list[str]
) -> None:
    """Several, in order; what stands on the line wins."""

    @click.command()
    @options.pre_index_option
    def show(pre_indexes: tuple[str, ...]) -> None:
        click.echo("|".join(pre_indexes))

    done = CliRunner().invoke(show, arguments, env={"GRADREG_PRE_INDEX": variable})

    assert (0, "|".join(named)) == (done.exit_code, done.output.strip())
