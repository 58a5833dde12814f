"""The command that writes the page: site."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from gradreg import names, pipeline
from gradreg.cli.say import echo
from gradreg.errors import BadUsage
from gradreg.model import Places
from gradreg.options import json_option, places_options
from gradreg.report import data

OUTPUT = Path("site")
PAGE = {".html", ".htm"}


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=OUTPUT,
    show_default=True,
    help="A folder for a web server, or a file that ends in .html: the page alone.",
)
@click.option("--url", default="", metavar="URL", help="Where the folder will be published, for links that are cited.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when a file is out of date.")
@places_options
@json_option
def site(places: Places, *, output: Path, url: str, only_check: bool, as_json: bool) -> None:
    """Write the table as a web page: one file that needs no server, or a folder with a page per case.

    Example: gradreg site --output table.html
    """
    wanted = _files(places, output, _url(url))
    old = sorted(path for path, content in wanted.items() if _differs(path, content))
    gone = _gone(output, wanted)
    if not only_check:
        _write({path: wanted[path] for path in old}, gone, output)
    told = {"output": str(output), "files": len(wanted), "bytes": sum(map(len, wanted.values())),
            "written" if not only_check else "outdated": [str(path) for path in old + gone]}  # fmt: skip # one thought
    echo(data.text(told) if as_json else _said(output, wanted, len(old + gone), only_check=only_check))
    sys.exit(1 if only_check and (old or gone) else 0)


def _url(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise BadUsage(f"--url {url}: give where the folder will be published, such as https://example.org/gradreg/.")
    return url


def _files(places: Places, output: Path, url: str) -> dict[Path, bytes]:
    from gradreg.report import page  # noqa: PLC0415 templates are read for this command alone

    content = pipeline.site(places)
    if output.suffix in PAGE:
        return {output: page.page(content, url=url).encode()}
    return {output / name: text.encode() for name, text in page.folder(content, url).items()}


def _differs(path: Path, content: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != content


def _gone(output: Path, wanted: Mapping[Path, bytes]) -> list[Path]:
    """Pages of cases that are no more."""
    return sorted(path for path in (output / "case").glob("*/*.html") if path not in wanted) if output.is_dir() else []


def _write(wanted: Mapping[Path, bytes], gone: list[Path], output: Path) -> None:
    if output.suffix not in PAGE and output.is_dir() and not (output / "badge.json").exists() and any(output.iterdir()):
        raise BadUsage(f"{output} holds something else than a site of gradreg; choose another --output.")
    try:
        for path, content in wanted.items():
            _ = names.inside(output, path) if path != output else path
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, content)
        for path in gone:
            names.inside(output, path).unlink()
    except OSError as error:
        raise BadUsage(f"{output} cannot be written: {error.strerror}. Choose another --output.") from error


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as stream:
            stream.write(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _said(output: Path, wanted: Mapping[Path, bytes], count: int, *, only_check: bool) -> str:
    size = sum(map(len, wanted.values())) / 1e6
    if only_check:
        return (
            f"{output}: {count} of {len(wanted)} out of date; run `nox -s site`" if count else f"{output} is up to date"
        )
    files = f"{len(wanted)} files" if wanted.keys() != {output} else "one file"
    return f"{output}: {files}, {size:.1f} MB, {count} new or changed"
