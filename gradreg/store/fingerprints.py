"""The fingerprints of the environments that the cells were measured in, by their id."""

from collections.abc import Iterable
from pathlib import Path

from packaging.version import Version

from gradreg import names
from gradreg.errors import BadEvidence
from gradreg.model import Environment
from gradreg.store import files, root
from gradreg.store.files import RESTORE, SCHEMA, Environments


def environments(results: Path) -> dict[str, Environment]:
    """Fingerprints by their id."""
    path = results / root.ENVIRONMENTS
    if not root.is_there(path):
        return {}
    found = files.decode(path, files.content(path), Environments).environments
    wrong = next((item.torch for item in found.values() if not names.is_release(item.torch)), None)
    if wrong is not None:
        raise BadEvidence(f"{path}: {wrong!r} is no version of torch. {RESTORE}")
    return found


def environment_id(environment: Environment) -> str:
    """Content address of a fingerprint."""
    return files.environment_id(environment)


def remember(results: Path, environments_: Iterable[Environment]) -> None:
    """Write down those that are new, the oldest torch first; who calls holds the lock."""
    known = environments(results)
    new = {environment_id(environment): environment for environment in environments_}
    if new.keys() - known.keys():
        ordered = dict(sorted((known | new).items(), key=lambda item: (_age(item[1].torch), item[0])))
        files.write(results / root.ENVIRONMENTS, files.pretty(Environments(SCHEMA, ordered)))


def _age(version: str) -> tuple[bool, Version]:
    """Sort key of a version of torch; what its builder called otherwise than PEP 440 allows comes last."""
    try:
        return False, Version(version)
    except ValueError:
        return True, Version("0")
