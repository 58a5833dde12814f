"""Both ends of a session that is measured elsewhere: what is sent along, and what a worker makes of it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from gradreg import catalog, releases, runner, store
from gradreg.errors import GradregError, NotRun
from gradreg.model import Delivery, Order, Places, Request
from gradreg.pipeline.measuring import measure


def method() -> str:
    """Hash of the code that measures: what other code measured is not mixed with it."""
    return hashlib.sha256(runner.method()).hexdigest()


def hash_of(cases: Mapping[str, str]) -> str:
    """Hash of a catalog's files."""
    return hashlib.sha256(msgspec.json.encode(dict(sorted(cases.items())))).hexdigest()


def laid_out(order: Order, folder: Path) -> Places:
    """The catalog and the evidence of an order as folders; raises NotRun where they are not what was sent."""
    places = Places(folder / "cases", folder / "results", order.keyword)
    for root, files in ((places.cases, order.cases), (places.results, order.evidence)):
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    if hash_of(order.cases) != order.catalog:
        raise NotRun("other catalog", "The catalog that came is not the one that was sent. Run it again.")
    if method() != order.method:
        raise NotRun("other gradreg", "This worker's gradreg measures with other code. Install the same on both ends.")
    return places


def carried_out(places: Places, request: Request) -> Delivery:
    """Measure what was ordered, and hand back what is new in the evidence, with all that was seen."""
    measured = measure(places, request)
    cases = [case for case, _ in catalog.selected(catalog.load(places.cases, releases.load()), places.keyword)]
    parts = store.Parts(places.results, cases, store.environments(places.results))
    return Delivery(
        measured.summary,
        parts.files([(request.device, request.release)], stale=False),
        measured.publication.raw.read_text(encoding="utf-8"),
        measured.fault,
    )


def delivered(data: bytes) -> Delivery:
    """What came back; raises GradregError where it is none of that."""
    try:
        return msgspec.json.decode(data, type=Delivery)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GradregError(f"what came back is no answer of a session: {error}") from error
