"""Which Pythons this machine has: every candidate is asked, all at once."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from gradreg import interpreters
from gradreg.doctor import looks, together
from gradreg.doctor.pythons import Pythons
from gradreg.model import Release

ANSWER_SECONDS = 6.0
UV_SECONDS = 4.0
UNASKED = "not asked (--offline)"


def pythons(known: Sequence[Release], *, offline: bool) -> Pythons:
    """Ask every file that could be an interpreter, and uv for what it has and could download."""
    versions = sorted({version for release in known for version in release.python})
    best = sorted({release.python[0] for release in known})
    candidates = {version: list(interpreters.candidates(version, os.environ)) for version in versions}
    shims = {version: interpreters.shims(version, os.environ) for version in best}
    answers = _answers([path for paths in [*candidates.values(), *shims.values()] for path in paths])
    found = {
        version: next((str(path) for path in paths if answers[path] == version), "")
        for version, paths in candidates.items()
    }
    found |= _by_uv([version for version in versions if not found[version]])
    lacking = [version for version in best if not found.get(version)]
    named = {version: [*candidates[version], *shims[version]] for version in lacking}
    return Pythons(
        {version: path for version, path in found.items() if path},
        {} if offline else _addresses(lacking),
        {version: _named(paths, answers, version, is_it=False) for version, paths in named.items()},
        {version: _named(shims[version], answers, version, is_it=True) for version in lacking},
        UNASKED if offline else "",
    )


def _answers(paths: Sequence[Path]) -> dict[Path, object]:
    """What each file says it is; one that several names lead to is asked once."""
    real = {path: os.path.realpath(path) for path in paths}
    asked: dict[str, Callable[[], str | None]] = {
        name: partial(interpreters.version_of, Path(name), ANSWER_SECONDS - 1) for name in set(real.values())
    }
    found = together(asked, ANSWER_SECONDS)
    return {path: found[name] for path, name in real.items()}


def _named(paths: Collection[Path], answers: Mapping[Path, object], version: str, *, is_it: bool) -> tuple[str, ...]:
    """The files called by a version that are it, or are not."""
    called = dict.fromkeys(path for path in paths if path.name == f"python{version}")
    return tuple(str(path) for path in called if (answers[path] == version) is is_it)


def _by_uv(versions: Sequence[str]) -> dict[str, str]:
    """What uv has installed; quick, as it asks nobody."""
    found = together({name: partial(interpreters.managed, name, UV_SECONDS) for name in versions}, UV_SECONDS)
    return {version: str(path) for version, path in found.items() if isinstance(path, Path)}


def _addresses(versions: Sequence[str]) -> dict[str, str]:
    """Where uv would download each version from, of those addresses that answer."""

    def look(version: str) -> str | None:
        address = interpreters.address(version, UV_SECONDS)
        return address if address and looks.unreachable(address, UV_SECONDS) is None else None

    found = together({version: partial(look, version) for version in versions}, UV_SECONDS)
    return {version: address for version, address in found.items() if isinstance(address, str)}
