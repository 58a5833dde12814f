"""The jobs of a CI, from what nox lists and what sessions took before."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from gradreg import matrix
from gradreg.errors import BadUsage
from gradreg.model import DEVICES, Group, Summary

T = TypeVar("T")


class _Listed(msgspec.Struct):
    session: str
    tags: tuple[str, ...] = ()


def jobs(listed: bytes, durations: Path | None, most: int, target: float) -> tuple[Group, ...]:
    """What `nox --list --json` prints, as groups of sessions; other sessions than those of releases are left out.

    Raises BadUsage where the list or the durations are not what nox and `gradreg summary --json` print.
    """
    sessions = {
        item.session: next(tag for tag in item.tags if tag in DEVICES)
        for item in _decoded("the list of sessions", listed, tuple[_Listed, ...])
        if item.session.startswith("torch-") and set(item.tags) & set(DEVICES)
    }
    return matrix.groups(sessions, _seconds(durations) if durations else {}, most, target)


def _seconds(file: Path) -> Mapping[str, float]:
    try:
        told = file.read_bytes()
    except OSError as error:
        raise BadUsage(f"{file} cannot be read: {error.strerror}. `gradreg summary --json` prints such.") from error
    ended: Iterable[Summary] = _decoded(str(file), told, tuple[Summary, ...])
    return {f"torch-{item.release}-{item.device}": item.seconds for item in ended if not item.infra}


def _decoded(what: str, told: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(told, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadUsage(f"{what}: {error}. `nox --list --json` and `gradreg summary --json` print such.") from error
