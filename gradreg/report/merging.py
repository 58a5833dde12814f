"""What a merge took, what contradicts the evidence, and what was refused: on the terminal and as JSON."""

import shlex
import textwrap
from collections.abc import Mapping, Sequence

from gradreg.model import Conflict, Merged, Offer, Refusal
from gradreg.report import data, words
from gradreg.report.plain import tabulate

LISTED = 20
MORE = "  … and {} more; `--json` lists them all."


def terminal(found: Merged) -> str:
    """What was taken, then the conflicts side by side, then what was refused and why."""
    parts = [_summary(found), _taken(found), _conflicts(found), _refused(found.refused)]
    return "\n\n".join(part for part in parts if part)


def _summary(found: Merged) -> str:
    cells = sum(item.cells for item in found.taken)
    would = "Would take" if found.dry else "Took"
    files = "" if found.dry else f" into {words.number(len(found.written), 'file')}"
    lines = [f"{would} {words.number(cells, 'cell')}{files} from {words.visible(', '.join(found.sources))}."]
    lines += [f"{found.known} are known here already, and the same."] if found.known else []
    lines += [f"{found.faults} say nothing about torch, and were passed over."] if found.faults else []
    return "\n".join(lines)


def _taken(found: Merged) -> str:
    shown = [(item.release, item.device, item.cells) for item in found.taken]
    return tabulate(shown, headers=["torch", "on", "cells"], tablefmt="simple", disable_numparse=True) if shown else ""


def _conflicts(found: Merged) -> str:
    if not found.conflicts:
        return ""
    told = [_conflict(item) for item in found.conflicts[:LISTED]]
    told += [MORE.format(len(found.conflicts) - LISTED)] if found.conflicts[LISTED:] else []
    left = len(found.open)
    head = f"{words.number(len(found.conflicts), 'conflict')}, {left or 'none'} of them open"
    first = shlex.quote(f"{words.visible(found.open[0].cell)}=theirs") if left else ""
    hint = f". Nothing of an open one is taken: choose with --ours, --theirs or --take {first}"
    return "\n".join([f"{head}{hint if left else ''}.", *told])


def _conflict(item: Conflict) -> str:
    """Every side of a conflict, a line each."""
    chosen = f", settled for {item.settled}" if item.settled else ""
    sides = [_side("ours", item.ours), *(_side(offer.source, offer) for offer in item.theirs)]
    return f"{words.paint(item.kind.word)} {words.visible(item.cell)}{chosen}\n" + textwrap.indent(
        "\n".join(sides), "  "
    )


def _side(name: str, offer: Offer | None) -> str:
    if offer is None:
        return f"{words.visible(name)}: not known"
    environment = offer.environment
    by = f" (measured by {environment.origin})" if environment and environment.origin else ""
    return f"{words.visible(name + by)}: {words.in_full(offer.behaviour)}"


def _refused(refused: Sequence[Refusal]) -> str:
    if not refused:
        return ""
    told = [
        f"  {words.visible(f'{item.source} {item.what}: {item.reason}')}{_count(item)}" for item in refused[:LISTED]
    ]
    told += [MORE.format(len(refused) - LISTED)] if refused[LISTED:] else []
    return "\n".join(["Refused", *told])


def _count(item: Refusal) -> str:
    return f" ({words.number(item.cells, 'cell')})" if item.cells else ""


def as_json(found: Merged) -> str:
    """One object: everything, the conflicts with all their sides."""
    return data.text({
        "sources": found.sources, "dry_run": found.dry, "taken": found.taken, "known": found.known,
        "faults": found.faults, "written": found.written,
        "conflicts": [_object(item) for item in found.conflicts],
        "refused": found.refused,
    })  # fmt: skip # one object


def _object(item: Conflict) -> Mapping[str, object]:
    return {
        "case": item.row,
        "topic": item.topic,
        "device": item.device,
        "release": item.release,
        "cell": item.cell,
        "kind": item.kind.word,
        "settled": item.settled,
        "ours": _offer(item.ours) if item.ours else None,
        "theirs": [_offer(offer) for offer in item.theirs],
    }


def _offer(offer: Offer) -> Mapping[str, object]:
    return {"source": offer.source, **data.behaviour_object(offer.behaviour), "environment": offer.environment}
