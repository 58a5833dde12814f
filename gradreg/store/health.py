"""What is wrong with the files of the evidence, one sentence each."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gradreg.errors import BadEvidence
from gradreg.model import Environment
from gradreg.store import files
from gradreg.store.files import RESTORE, SCHEMA, Stored


def sound(path: Path, stored: Stored, case: str) -> Stored:
    """The content of a file, if it is that of the case and says what its hashes say; raises BadEvidence."""
    if stored.case != case:
        raise BadEvidence(f"{path}: holds the evidence of {stored.case!r}. {RESTORE}")
    wrong = next(_addressed(path, stored), None)
    if wrong:
        raise BadEvidence(wrong)
    return stored


def of_environments(path: Path, known: Mapping[str, Environment]) -> list[str]:
    """Fingerprints that are not what their hash says."""
    wrong = (name for name, environment in known.items() if name != files.environment_id(environment))
    return [f"{path}: {name} is not the hash of its fingerprint. {RESTORE}" for name in wrong]


def of_file(path: Path, stored: Stored, known: Mapping[str, Environment]) -> list[str]:
    """A file that is not as gradreg writes it, hashes that are none, and cells whose environment proves nothing."""
    return [*_named(path, stored), *_written(path, stored), *_addressed(path, stored), *_founded(path, stored, known)]


def _named(path: Path, stored: Stored) -> Iterator[str]:
    if stored.case != f"{path.parent.name}/{path.stem}":
        yield f"{path}: holds the evidence of {stored.case!r}. {RESTORE}"


def _written(path: Path, stored: Stored) -> Iterable[str]:
    if files.schema_of(path) < SCHEMA:
        yield f"{path}: of an older schema; `gradreg migrate` writes it anew"
    elif path.read_bytes() != files.encoded(stored):
        yield f"{path}: not as gradreg writes it; it was edited by hand or merged. {RESTORE}"


def _addressed(path: Path, stored: Stored) -> Iterator[str]:
    for key, behaviour in stored.behaviours.items():
        if key != files.key_of(behaviour):
            yield f"{path}: {key} is not the hash of its behaviour. {RESTORE}"


def _founded(path: Path, stored: Stored, known: Mapping[str, Environment]) -> Iterator[str]:
    for release, name in sorted({(release, name) for (_, _, release), (_, name) in stored.cells.items() if name}):
        if name not in known:
            yield f"{path}: the environment {name} is in no environments.json"
        elif not known[name].is_of(release):
            yield f"{path}: torch {release} was measured with torch {known[name].torch}. {RESTORE}"
