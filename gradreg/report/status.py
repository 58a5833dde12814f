"""How complete the evidence is, on the terminal and as JSON."""

import shlex
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from gradreg.model import Lack, LastRun, Need, Outcome, Places, Status, Underway, tag_of
from gradreg.report import data, words

FEW, NAMED = 4, 3
INDENT = " " * 10
PLAIN = Places()


def terminal(found: Status, places: Places, width: int, *, verbose: bool) -> str:
    """One sentence; then each reason with its releases, rows and the command that fills it; then what is under way."""
    parts = [sentence(found), *(_lack(lack, found, places, width, verbose=verbose) for lack in found.lacks)]
    around = [*map(_session, found.sessions), *_last(found.last), *_left_behind(found)]
    around += ["Evidence is being written just now."] * found.writing
    return "\n\n".join(["\n".join(parts), *(["\n".join(around)] if around else [])])


def sentence(found: Status) -> str:
    """How many cells there are, and how many of them tell something."""
    where = f"torch {words.span(found.releases[0], found.releases[-1])} on {' and '.join(found.devices)}"
    if not found.lacking:
        return f"{where}: all {found.cells:,} cells are known."
    counts = {need: sum(lack.count for lack in found.lacks if lack.need is need) for need in Need}
    told = ", ".join(f"{count:,} {words.paint(need.value)}" for need, count in counts.items() if count)
    return f"{where}: {found.cells - found.lacking:,} of {found.cells:,} cells are known; {told}."


def _lack(lack: Lack, found: Status, places: Places, width: int, *, verbose: bool) -> str:
    cases = {row.partition("[")[0] for row in lack.cells}
    rows = f"{words.number(lack.count, 'cell')} of {words.number(len(lack.cells), 'row')}"
    lines = [f"{words.visible(lack.reason)}, on {lack.device}: {rows} in {words.number(len(cases), 'case')}"]
    lines += _wrapped(words.first(words.spans(_releases(lack), found.releases), 2 * FEW, "spans more"), width)
    if verbose or len(lack.cells) <= NAMED:
        lines += [_row(row, releases, found) for row, releases in lack.cells.items()]
    lines.append(f"→ {words.visible(command(lack, found, places))}")
    lines += [f"  {advice}"] if (advice := mend(lack)) else []
    head = lack.need.value
    pad = " " * (len(INDENT) - len(head))
    return "\n".join([words.paint(head) + pad + lines[0], *(INDENT + line for line in lines[1:])])


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(40, width - len(INDENT)), break_long_words=False, break_on_hyphens=False)


def _row(row: str, releases: Iterable[str], found: Status) -> str:
    return f"{words.visible(row)} ({words.first(words.spans(releases, found.releases), FEW)})"


def _releases(lack: Lack) -> set[str]:
    return {release for releases in lack.cells.values() for release in releases}


def command(lack: Lack, found: Status, places: Places) -> str:
    """What to type to fill some cells; for a crash or a disagreement, to see more of one."""
    row, releases = next(iter(lack.cells.items()))
    if not lack.is_open:
        return shlex.join(["gradreg", "why", row, "--torch", releases[0], *_on(lack.device), *_folders(places)])
    wanted = [release for release in found.releases if release in _releases(lack)]
    some = ["-s", *(f"torch-{release}-{lack.device}" for release in wanted)]
    sessions = some if len(wanted) <= FEW else ["-t", "-".join(filter(None, ["all", tag_of(lack.device)]))]
    return shlex.join(["nox", *sessions, "--", "--missing", *_chosen(lack, places), *_folders(places)])


def _on(device: str) -> list[str]:
    return [] if device == "cpu" else ["--device", device]


def _chosen(lack: Lack, places: Places) -> list[str]:
    """-k as it was given, or the case where it is only one."""
    cases = {row.partition("[")[0] for row in lack.cells}
    return ["-k", places.keyword or cases.pop()] if places.keyword or len(cases) == 1 else []


def _folders(places: Places) -> list[str]:
    named = (("--cases", places.cases, PLAIN.cases), ("--results", places.results, PLAIN.results))
    return [word for option, path, usual in named if path.resolve() != usual.resolve() for word in (option, str(path))]


def mend(lack: Lack) -> str:
    """What may have to be changed first."""
    match lack.outcome:
        case Outcome.INFRA:
            return "`gradreg doctor` says what this machine lacks."
        case Outcome.TIMED_OUT:
            return "`--timeout 300` behind the `--` gives each row more time."
        case _:
            return ""


def _session(item: Underway) -> str:
    name, rows = f"torch {item.release} on {item.device}", words.number(item.rows, "row")
    if item.running:
        return f"Running now: {name}, {rows} measured so far."
    return f"Cut off: {name}, {rows} measured; the next run of torch-{item.release}-{item.device} goes on from there."


def _last(run: LastRun | None) -> Iterator[str]:
    if not run:
        return
    if run.left:
        sessions = words.number(len(run.ended) + len(run.left), "session")
        left = words.first([f"torch-{name}" for name in run.left], FEW)
        yield f"Last run, {run.name}: {len(run.ended)} of {sessions} ended; not yet {left}."
    for reason in dict.fromkeys(run.infra.values()):
        names = [f"torch-{name}" for name, why in run.infra.items() if why == reason]
        yield f"Last run, {run.name}: infra: {words.visible(reason)} in {words.first(names, FEW)}."


def _left_behind(found: Status) -> Iterator[str]:
    for folder in found.unfinished:
        yield f"Left behind by a killed run: {folder}; the next session removes it."
    if found.leftovers:
        files = words.number(len(found.leftovers), "temporary file")
        yield f"Left behind by a killed run: {files} beside the evidence; the next session removes them."


def as_json(found: Status, places: Places) -> str:
    """One object; `docs/json.md` documents the shape."""
    return data.text({
        "complete": not found.exit_code,
        "releases": found.releases, "devices": found.devices, "cells": found.cells, "lacking": found.lacking,
        "lacks": [_object(lack, found, places) for lack in found.lacks],
        "sessions": found.sessions, "writing": found.writing, "last_run": found.last,
        "unfinished": found.unfinished, "leftovers": found.leftovers,
    })  # fmt: skip # one object


def _object(lack: Lack, found: Status, places: Places) -> Mapping[str, object]:
    return {
        "need": lack.need, "reason": lack.reason, "device": lack.device, "count": lack.count, "open": lack.is_open,
        "rows": lack.cells, "command": command(lack, found, places),
    }  # fmt: skip # one object
