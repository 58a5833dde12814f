"""Time gradreg against a bare loop, `pytest --forked` and asv: same rows, same environment, same run.

`nox -s bench` runs everything; `nox -s bench -- --only race` (or bisect, profile, no-grad) a part of it.
"""

import contextlib
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import bisections
import catalogs
import click
import no_grad
import phases
import places
import race
import record

from gradreg import environments
from gradreg.errors import GradregError

NEWEST = "2.15.0"
RELEASES = "1.4.0,1.13.1,2.0.1,2.15.0"
PARTS = ("bisect", "race", "profile", "no-grad")
UNSAID = ("--env", "--keep", "--cases")


@click.command()
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Parts to run; default: all of them.")
@click.option("--env", "folder", type=click.Path(path_type=Path), help="Environment to use, made there if absent.")
@click.option("--keep", is_flag=True, help="Keep an environment that was made.")
@click.option("--cases", type=click.Path(path_type=Path), default=places.ROOT / "cases", help="Catalog to draw from.")
@click.option("--rows", default="100,1000", help="About how many rows; smallest first.")
@click.option("--rounds", default=3, help="Interleaved rounds, after one to warm up.")
@click.option("--patience", default=150.0, help="Seconds a lap may take at the larger sizes; slower is not run.")
@click.option("--releases", default=RELEASES, help="Releases to compare forward under no_grad in.")
def main(only: tuple[str, ...], folder: Path | None, *, keep: bool, releases: str, **options: object) -> None:
    """Run the chosen parts; every result is printed and written to bench/RESULTS.md."""
    parts, root = only or PARTS, places.ROOT / ".nox"
    if "bisect" in parts:
        record.write("Environments of a bisect", f"{bisections.text()}\n\n{_made_by()}")
    if not set(parts) - {"bisect"}:
        return
    with _warm(folder or root / f"bench-torch-{NEWEST.replace('.', '-')}", keep=keep or bool(folder)) as place:
        if {"race", "profile"} & set(parts):
            _rows(place, parts, **options)
        if "no-grad" in parts:
            measured = no_grad.run(releases.split(","), place, root)
            record.write("Forward under no_grad", f"{no_grad.text(measured)}\n\n{_made_by()}")


def _rows(place: places.Place, parts: tuple[str, ...], *, cases: Path, rows: str, rounds: int, patience: float) -> None:
    with tempfile.TemporaryDirectory(prefix="gradreg-bench-") as name:
        sizes = [catalogs.make(cases, Path(name, wanted), int(wanted), NEWEST) for wanted in rows.split(",")]
        about = f"{places.described(place)}.\n{_sizes(sizes)}\n{_made_by()}"
        if "race" in parts:
            places.add_tools(place)
            entries = race.run(place, sizes, rounds, patience)
            lines = record.table(race.HEADERS, race.table(entries))
            record.write("Isolation", f"{lines}\n\n{rounds} rounds. {about}")
        if "profile" in parts:
            record.write("Where gradreg's time goes", f"{phases.text(place, sizes, rounds)}\n\n{about}")


def _sizes(sizes: list[catalogs.Catalog]) -> str:
    return " ".join(f"{size.rows} rows are {size.files} cases." for size in sizes)


def _made_by() -> str:
    """The command, without what only says where things lie."""
    words, said = iter(sys.argv[1:]), []
    for word in words:
        if not word.startswith(UNSAID):
            said.append(word)
        elif word in {"--env", "--cases"}:
            next(words, None)
    return f"Made by `{shlex.join(['nox', '-s', 'bench', *(['--', *said] if said else [])])}`."


@contextlib.contextmanager
def _warm(folder: Path, *, keep: bool) -> Iterator[places.Place]:
    try:
        yield places.provide(folder.absolute(), NEWEST)
    finally:
        if not keep:
            environments.remove(folder)


if __name__ == "__main__":
    try:
        main()
    except GradregError as error:
        sys.exit(f"bench: {error}")
