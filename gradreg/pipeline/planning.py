"""The jobs of a CI: from what nox lists, from what sessions took before, and from what a change touches."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from gradreg import catalog, matrix, names, plan, releases, store, touched
from gradreg.errors import BadUsage
from gradreg.gate.landmarks import LANDMARKS
from gradreg.harmless import visible
from gradreg.model import PLACES, Group, Learned, Limits, Places, Summary, Took, Touched, device_of

T = TypeVar("T")
PRINT = "`nox --list --json`, `gradreg summary --json` and `gradreg durations` print such."


class _Listed(msgspec.Struct):
    session: str
    tags: tuple[str, ...] = ()


class _Timed(msgspec.Struct):
    """What a summary and a line of durations have in common; a summary counts its rows by what became of them."""

    release: str
    device: str
    seconds: float
    infra: str | None = None
    counts: dict[str, int] = {}
    rows: int = 0

    @property
    def took(self) -> Took:
        return Took(self.release, self.device, self.rows or sum(self.counts.values()), self.seconds)


def jobs(
    listed: bytes, durations: Path | None, most: int, target: float, words: Sequence[str] = (),
    wanted_place: str | None = None,
) -> tuple[Group, ...]:  # fmt: skip # a parameter a line says nothing more
    """What `nox --list --json` prints, as groups of sessions; other sessions than those of releases are left out.

    Raises BadUsage where the list or the durations are not what nox and `gradreg summary --json` print,
    NoSuchRelease where a word names no release.
    """
    wanted = {release.version for release in releases.chosen(releases.load(), words)}
    sessions = {
        item.session: device_of(place)
        for item in _decoded("the list of sessions", listed, tuple[_Listed, ...])
        if item.session.startswith("torch-") and (place := item.session.rpartition("-")[2]) in PLACES
        if wanted_place in {None, place}
        if not words or item.session.removeprefix("torch-").rpartition("-")[0] in wanted
    }
    known = _timed(durations) if durations else []
    return matrix.groups(sessions, {item.session: item.seconds for item in known}, most, target)


def learned(places: Places, summaries: Sequence[Path], into: Path | None) -> Learned:
    """How long sessions took: those that files tell of, or the newest run here; kept in a file if one is named."""
    known = _timed(into) if into and into.exists() else []
    ended = [took for path in summaries for took in _timed(path)] if summaries else _here(places)
    found = matrix.learned(known, ended, _whole(places))
    if into and (not into.exists() or into.read_bytes() != _lines(found.durations)):
        into.parent.mkdir(parents=True, exist_ok=True)
        beside = into.with_name(f"{into.name}.new")
        beside.write_bytes(_lines(found.durations))
        beside.replace(into)
    return found


def _whole(places: Places) -> Callable[[Took], int]:
    """How many rows of the catalog make sense in a session; none where its release is not known here."""
    every = {release.version: release for release in releases.load()}
    chosen = catalog.selected(catalog.load(places.cases, list(every.values())), None)

    def rows(item: Took) -> int:
        release = every.get(item.release)
        return len(plan.job(chosen, release, item.device, Limits()).rows) if release else 0

    return rows


def _here(places: Places) -> list[Took]:
    return [
        Took(item.release, item.device, sum(item.counts.values()), item.seconds)
        for item in store.summaries(places.results, "")
        if not item.infra
    ]


def _lines(durations: Iterable[Took]) -> bytes:
    """One line a session, so that a diff shows what is news."""
    return b"[\n" + b",\n".join(b"  " + msgspec.json.encode(item) for item in durations) + b"\n]\n"


def _timed(file: Path) -> list[Took]:
    found = _read(file, tuple[_Timed, ...])
    strange = [item for item in found if not _is_session(item)]
    if strange:
        raise BadUsage(f"{visible(str(file))}: {strange[0].release!r} on {strange[0].device!r} is no session. {PRINT}")
    return [item.took for item in found if not item.infra]


def _is_session(item: _Timed) -> bool:
    return names.is_release(item.release) and names.is_device(item.device) and item.seconds >= 0


def summaries(files: Iterable[Path]) -> tuple[Summary, ...]:
    """How sessions ended, from files that `gradreg summary --json` printed."""
    return tuple(item for file in files for item in _read(file, tuple[Summary, ...]))


def sessions(listed: Path) -> Mapping[str, str]:
    """Session -> device, of the matrix that `gradreg matrix --json` printed."""

    class Matrix(msgspec.Struct):
        include: tuple[Group, ...]

    groups = _read(listed, Matrix).include
    return {name: group.device for group in groups for name in group.sessions.split()}


def touches(places: Places, changed: IO[bytes]) -> Touched:
    """What the files of a change ask for, whose names `git diff --name-only -z` printed, or the same without -z."""
    known = catalog.stamps(places.cases)
    told = changed.read()
    paths = [os.fsdecode(path) for path in (told.split(b"\0") if b"\0" in told else told.splitlines())]
    folder = Path(os.path.relpath(places.cases)).as_posix()
    return touched.of(paths, folder, known, LANDMARKS)


def _read(file: Path, kind: type[T]) -> T:
    try:
        told = file.read_bytes()
    except OSError as error:
        raise BadUsage(f"{visible(str(file))} cannot be read: {error.strerror}. {PRINT}") from error
    return _decoded(visible(str(file)), told, kind)


def _decoded(what: str, told: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(told, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadUsage(f"{what}: {error}. {PRINT}") from error
