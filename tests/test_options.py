"""Options that several commands share."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from helpers import ROOT

from gradreg import options
from gradreg.errors import BadUsage
from gradreg.model import Places


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


def test_another_catalog_does_not_get_the_evidence_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`gradreg prune` would delete all of it; the folder that is named is taken, whichever it is."""

    @click.command()
    @options.folders_options
    def tell(places: Places) -> None:
        click.echo(places.results)

    monkeypatch.chdir(tmp_path)
    results = str(ROOT / "results")
    asked = [[], ["--cases", "mine"], ["--cases", "mine", "--results", results]]

    assert [results, "results", results] == [CliRunner().invoke(tell, words).output.strip() for words in asked]


@pytest.mark.parametrize("word", ["nan", "inf", "-inf", "1e999"])
@pytest.mark.parametrize("option", ["--timeout", "--free"])
def test_what_cannot_be_counted_to_is_refused(option: str, word: str) -> None:
    """`--free nan` would remove every environment that is kept, and the worker cannot be told of infinity."""
    with pytest.raises(BadUsage, match=r"finite|range"):
        options.posargs([option, word])
