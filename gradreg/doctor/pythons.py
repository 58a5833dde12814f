"""What the interpreters of a machine mean for the releases of torch. Pure."""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from gradreg.model import Diagnosis, Release, State


class Pythons(msgspec.Struct, frozen=True):
    """Where the interpreters are that releases want, by version.

    Attributes:
        found: the interpreter that gradreg would take.
        address: where uv would download it from, if it can be reached.
        odd: files of that name that do not answer as that version, shims among them.
        shims: shims that do answer; they are passed over all the same.
        unasked: why it is not known whether uv can download; empty where it is known.
    """

    found: dict[str, str]
    address: dict[str, str]
    odd: dict[str, tuple[str, ...]]
    shims: dict[str, tuple[str, ...]]
    unasked: str = ""


def served(release: Release, pythons: Pythons) -> str | None:
    """The version that a release would be measured on."""
    have = next((version for version in release.python if version in pythons.found), None)
    return have or (release.python[0] if release.python[0] in pythons.address else None)


def diagnoses(releases: Sequence[Release], needed: Collection[str], pythons: Pythons) -> list[Diagnosis]:
    """One diagnosis for each version that is the best of some release; `needed` are the releases `nox` alone takes."""
    best: dict[str, list[Release]] = {}
    for release in releases:
        best.setdefault(release.python[0], []).append(release)
    return [_interpreter(version, mine, needed, pythons) for version, mine in best.items()]


def _interpreter(version: str, releases: Sequence[Release], needed: Collection[str], pythons: Pythons) -> Diagnosis:
    subject, wanted = f"Python {version}", f"for torch {span(releases)}"
    if version in pythons.found:
        return Diagnosis(subject, State.FINE, f"{pythons.found[version]}, {wanted}")
    by = {release.version: served(release, pythons) for release in releases}
    blocked = [release for release in releases if not by[release.version]]
    others = sorted({other for other in by.values() if other and other != version}, key=len)
    told = "; ".join([f"not found, {wanted}", *_notes(version, pythons, others)])
    if blocked:
        told += f"; blocks {len(blocked)} of them: {', '.join(release.version for release in blocked)}"
    broken = any(release.version in needed for release in blocked)
    return Diagnosis(subject, State.BROKEN if broken else State.LIMITED, told, _python_mending(version, pythons))


def _notes(version: str, pythons: Pythons, others: Sequence[str]) -> Iterator[str]:
    yield from (f"{path} does not answer as {version}" for path in pythons.odd.get(version, ()))
    yield from (f"{path} answers, but is a shim" for path in pythons.shims.get(version, ()))
    if others:
        yield f"Python {' or '.join(others)} serves instead"
    if version in pythons.address:
        yield "uv downloads it when a session needs it"
    elif pythons.unasked:
        yield f"whether uv can download it: {pythons.unasked}"
    else:
        yield "uv cannot download it here"


def _python_mending(version: str, pythons: Pythons) -> str:
    mending = f"`uv python install {version}`, or `pyenv install {version}`"
    if pythons.shims.get(version):
        return f"set PYENV_ROOT: gradreg takes no shims, but looks into $PYENV_ROOT/versions; or {mending}"
    if any("shims" in path.split("/") for path in pythons.odd.get(version, ())):
        return f"{mending}: a shim needs the version behind it, and gradreg then finds it in pyenv's versions folder"
    return mending


def span(releases: Sequence[Release]) -> str:
    """`1.0.0 – 1.3.1`, or the one release."""
    first, last = releases[0].version, releases[-1].version
    return first if first == last else f"{first} – {last}"
