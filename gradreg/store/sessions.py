"""What sessions leave on this machine, in the ignored folder: raw runs, how they ended, and journals."""

import contextlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from gradreg import names
from gradreg.errors import BadUsage
from gradreg.model import LastRun, Observation, Summary, Underway
from gradreg.store import files, journal, root, runs


def save_raw(results: Path, name: str, observations: Iterable[Observation]) -> Path:
    """Keep a run with its timings, output and tracebacks in the ignored folder; return the file."""
    path = root.raw(results) / f"{name}.jsonl"
    with root.locked(results):
        files.write(path, msgspec.json.encode(list(observations)).replace(b"},{", b"},\n{") + b"\n")
    return path


def last_run(results: Path, name: str, row: str) -> Observation | None:
    """What a row showed in the last run of that name on this machine, where it is kept."""
    path = results / root.RAW / f"{name}.jsonl"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=list[Observation])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return next((observation for observation in found if observation.row == row), None)


def save_summary(results: Path, run: str, summary: Summary) -> None:
    """Keep how one session of a run ended, for the table at the run's end."""
    path = names.inside(results, _run(results, run) / f"{summary.release}-{summary.device}.json")
    with root.locked(results):
        files.write(path, msgspec.json.encode(summary))


def summaries(results: Path, run: str) -> tuple[Summary, ...]:
    """How every session of a run ended so far, oldest release first; of the newest run where none is named."""
    folder = _run(results, run) if run else runs.newest(results / root.RAW)
    return runs.summaries(folder) if folder else ()


def begin(results: Path, run: str, session: str, planned: Iterable[str]) -> None:
    """Note that a session of a run begins, and which sessions the run is to have; clear up after a killed one."""
    folder = names.inside(results, _run(results, run))
    with root.locked(results):
        for path in runs.leftovers(results, results / root.RAW):
            path.unlink(missing_ok=True)
        runs.begin(folder.parent, run, session, planned)


def journal_of(results: Path, session: str, method: bytes) -> contextlib.AbstractContextManager[journal.Journal | None]:
    """The journal of a session, held by this process; None where another one has it."""
    return journal.opened(root.raw(results), session, method)


def underway(results: Path) -> tuple[Underway, ...]:
    """Every session that runs, or was cut off before its evidence was written."""
    return journal.underway(results / root.RAW)


def last_sessions(results: Path) -> LastRun | None:
    """The newest run, and which of its sessions ended."""
    return runs.last(results / root.RAW)


def leftovers(results: Path) -> tuple[Path, ...]:
    """Temporary files that a killed run left in the folder of the evidence; none while somebody writes."""
    return () if root.is_held(results) else runs.leftovers(results, results / root.RAW)


def _run(results: Path, run: str) -> Path:
    """The folder of a run; raises BadUsage where its name is none."""
    if not names.is_run(run):
        raise BadUsage(f"{run!r} is no name of a run; one is letters, digits, and . _ + - between them.")
    return results / root.RAW / run
