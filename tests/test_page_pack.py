"""The data of the page: everything in the table comes out again, each text once, and no markup with it."""

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pages
from hypothesis import given
from hypothesis import strategies as st

from gradreg.model import Line, Site
from gradreg.report import words
from gradreg.report.page import pack

Json = st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), st.lists, max_leaves=20)


@given(Json)
def test_deflated_data_is_inert_and_whole(content: object) -> None:
    """It is base64 and nothing else, whatever was in it, and inflates to what it was."""
    text = pack.deflated(content)

    assert re.fullmatch(r"[A-Za-z0-9+/=]+", text)
    assert content == json.loads(zlib.decompress(base64.b64decode(text)))


def unpacked(core: Any, line: Line) -> list[tuple[str, str, str, dict[str, str]]]:
    """Device, first, last and facts of the eras of a row, read from the packed data alone."""
    name, _, label = line.row.partition("[")
    rows = next(case[3] for case in core["cases"] if case[0] == name)
    places = next(places for found, places, _ in rows if found == label.removesuffix("]"))
    eras = []
    for place, number in places:
        for first, last, behaviour, *_ in core["histories"][number][0]:
            flat = [core["texts"][index] for index in core["behaviours"][behaviour][1]]
            facts = dict(zip(flat[::2], flat[1::2], strict=True))
            eras.append((place, core["releases"][first], core["releases"][last], facts))
    return eras


def shown(line: Line) -> list[tuple[str, str, str, dict[str, str]]]:
    """The same from the table."""
    return [
        (era.device, era.first, era.last, {name: words.value(item) for name, item in era.behaviour.facts.items()})
        for era in line.eras
    ]


def test_eras_come_out_as_they_went_in(tmp_path: Path) -> None:
    """For every row and device of a site with every kind of cell."""
    site = pages.every_kind(tmp_path)
    core = msgspec.json.decode(msgspec.json.encode(pack.core(site)))

    assert [shown(line) for line in site.table.lines] == [unpacked(core, line) for line in site.table.lines]


def test_texts_and_histories_are_stored_once(tmp_path: Path) -> None:
    """Two rows that did the same share a history."""
    site = pages.every_kind(tmp_path)
    core: Any = pack.core(site)

    for kind in ("texts", "behaviours", "histories"):
        encoded = [msgspec.json.encode(item) for item in core[kind]]
        assert len(set(encoded)) == len(encoded), kind


def test_places_that_were_measured_are_told(tmp_path: Path) -> None:
    """Devices are those of the evidence, and those that torch has; a mode stands behind a plus sign."""
    site = pages.every_kind(tmp_path)
    lines = tuple(_on(line, "cpu+inductor") if line.row.endswith("cpu") else line for line in site.table.lines)
    core: Any = pack.core(
        Site(msgspec.structs.replace(site.table, lines=lines), site.cases, site.releases, site.history)
    )

    assert ["cpu", "cuda", "mps", "xpu", "meta"] == core["devices"]
    assert ["eager", "inductor"] == core["modes"]


def _on(line: Line, place: str) -> Line:
    """A line as if it had been measured elsewhere."""
    eras = tuple(msgspec.structs.replace(era, device=place) for era in line.eras)
    return msgspec.structs.replace(line, eras=eras, transitions=())


@given(Json.filter(lambda item: item is not None))
def test_every_value_is_told_as_python_writes_it(item: Any) -> None:
    """From its text, or from the literal beside the text: True is not the text True, and 1 is not 1.0."""
    pool = pack.Pool(())
    number = pool.value(item)
    text: Any = pool.texts.contents[number]
    told = pool.literals.get(number, text if pack.PLAIN.fullmatch(text) else repr(text))

    assert repr(item) == told
