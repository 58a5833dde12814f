"""What a run leaves beside evidence: the sessions it was to have, how they ended, and what a kill left lying."""

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
from packaging.version import Version

from gradreg.errors import BadEvidence
from gradreg.model import LastRun, Summary
from gradreg.store import files

BEGUN = ".begun"
TEMPORARY = re.compile(r"\..+\.(json|jsonl|begun|gitignore)-[a-z0-9_]{8}")


def begin(raw: Path, run: str, session: str, planned: Iterable[str]) -> None:
    """Note that a session of a run begins, and which sessions the run is to have."""
    files.write(raw / run / f"{session}{BEGUN}", msgspec.json.encode(sorted({session, *planned})))


def newest(raw: Path) -> Path | None:
    """The folder of the newest run; one that a session began or ended in last."""
    folders = {path.parent for pattern in (f"*/*{BEGUN}", "*/*.json") for path in raw.glob(pattern)}
    return max(folders, key=lambda path: path.stat().st_mtime, default=None)


def summaries(folder: Path) -> tuple[Summary, ...]:
    """How every session of a run ended so far, oldest release first."""
    found = map(_summary, folder.glob("*.json"))
    return tuple(sorted(found, key=lambda summary: (summary.device, Version(summary.release))))


def _summary(path: Path) -> Summary:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Summary)
        Version(found.release)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadEvidence(f"{path}: damaged: {error}. Delete it; it tells how one session ended, no more.") from error
    return found


def last(raw: Path) -> LastRun | None:
    """The newest run: its sessions that ended, and those that did not."""
    folder = newest(raw)
    if folder is None:
        return None
    ended = {f"{item.release}-{item.device}": item.infra for item in summaries(folder)}
    planned = {name for path in folder.glob(f"*{BEGUN}") for name in _planned(path)} - set(ended)
    left = sorted(planned, key=_order)
    return LastRun(folder.name, tuple(ended), tuple(left), {name: why for name, why in ended.items() if why})


def _planned(path: Path) -> list[str]:
    with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        return msgspec.json.decode(path.read_bytes(), type=list[str])
    return [path.name.removesuffix(BEGUN)]


def _order(session: str) -> tuple[str, list[int], str]:
    """By device, then by version, whatever a file says its sessions are called."""
    release, _, device = session.rpartition("-")
    return device, [int(part) for part in release.split(".") if part.isdecimal()], session


def leftovers(results: Path, raw: Path) -> tuple[Path, ...]:
    """Temporary files of `files.write`; who holds the lock of the evidence knows that nobody is writing them."""
    found = (path for folder in (results, raw) for start in ("", "*/") for path in folder.glob(f"{start}.*-*"))
    return tuple(sorted(path for path in found if TEMPORARY.fullmatch(path.name) and path.is_file()))
