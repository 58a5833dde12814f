"""Evidence of another machine: every file as gradreg writes it, or refused with the reason."""

import json
from pathlib import Path

import msgspec

from gradreg.errors import BadEvidence
from gradreg.model import Case, Environment, Evidence
from gradreg.store import files, incoming
from gradreg.store.files import SCHEMA, Environments


class Offered(msgspec.Struct, frozen=True):
    """The evidence of another machine: fingerprints by their id, and the bytes of each case's file, not yet read."""

    path: Path
    environments: dict[str, Environment]
    cases: dict[str, bytes]

    def evidence(self, case: Case) -> Evidence:
        """The cells of a case, an older schema migrated; raises BadEvidence where the file is not to be trusted."""
        path, data = self.path / f"{case.name}.json", self.cases[case.name]
        stored = files.parsed(path, data)
        _must_be_unique(path, data)
        if files.schema(path, data) == SCHEMA and files.encoded(stored) != data:
            raise BadEvidence(f"{path}: not as gradreg writes it; it was edited by hand or merged")
        if any(key != files.key_of(behaviour) for key, behaviour in stored.behaviours.items()):
            raise BadEvidence(f"{path}: a behaviour is not what its hash says")
        if stored.case != case.name:
            raise BadEvidence(f"{path}: says that it is of {incoming.words(stored.case)}")
        return files.evidence(files.normalised(stored), case)


def offered(path: Path) -> Offered:
    """Somebody else's folder of evidence, or an archive of one; raises BadEvidence where none of it can be trusted."""
    found = incoming.contents(path)
    environments = _environments(path / incoming.ENVIRONMENTS, found.pop(incoming.ENVIRONMENTS))
    return Offered(path, environments, {name.removesuffix(".json"): data for name, data in found.items()})


def _environments(path: Path, data: bytes) -> dict[str, Environment]:
    found = files.decode(path, data, Environments).environments
    _must_be_unique(path, data)
    if any(name != files.environment_id(environment) for name, environment in found.items()):
        raise BadEvidence(f"{path}: a fingerprint is not what its hash says. Nothing of it was taken.")
    return found


def _must_be_unique(path: Path, data: bytes) -> None:
    """Refuse a key that is there twice: a reader sees one of them, a person the other."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise BadEvidence(f"{path}: holds a key twice")
        return found

    try:
        json.loads(data, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise BadEvidence(f"{path}: damaged: {error}") from error
