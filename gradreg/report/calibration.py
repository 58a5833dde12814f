"""How two measurements of the same releases agree: on the terminal, and as JSON."""

from collections.abc import Mapping

from gradreg.model import Agreement, Calibration, Disagreement
from gradreg.report import data, words
from gradreg.report.plain import tabulate

LISTED = 50
CELL = 300


def terminal(found: Calibration) -> str:
    """A line a release, then what disagrees side by side, then what that means."""
    parts = [_counts(found), _listed(found), *(f"torch {name}: infra: {why}" for name, why in found.faults)]
    return "\n\n".join(filter(None, [*parts, _verdict(found)]))


def _counts(found: Calibration) -> str:
    rows = [
        (item.release, item.device, item.compared, item.agreeing, item.reworded, item.differing, item.unstable,
         item.one_sided, item.other_code)
        for item in found.agreements
    ]  # fmt: skip # one row, two lines
    headers = ["torch", "on", "compared", "agree", "reworded", "differ", "unstable", "known once", "other code"]
    totals = [sum(column) for column in list(zip(*rows, strict=True))[2:]]
    shown = [*rows, ("all", "", *totals)] if rows[1:] else rows
    return tabulate(shown, headers, tablefmt="simple") if rows else ""


def _listed(found: Calibration) -> str:
    rows = [
        (words.paint(item.kind.word), f"{words.visible(item.row)}\n{item.release} {item.device}", *_sides(item))
        for item in found.disagreements[:LISTED]
    ]
    if not rows:
        return ""
    more = len(found.disagreements) - LISTED
    shown = tabulate(rows, ["", "row", "first", "second"], tablefmt="simple", maxcolwidths=[None, 60, 50, 50])
    return f"{shown}\n… and {more} more: --json lists all" if more > 0 else shown


def _sides(item: Disagreement) -> tuple[str, ...]:
    texts = words.differing(item.first, item.second)
    return tuple(words.visible(words.shorten(text, CELL)) for text in texts)


def _verdict(found: Calibration) -> str:
    if not found.compared:
        return "Nothing is known in both, so nothing could be compared."
    steps, cells = len(found.disagreements), words.number(found.compared, "cell")
    if not steps:
        return f"{cells} measured twice, no transition."
    return f"{cells} measured twice, {words.number(steps, 'transition')}: noise, which would be taken for changes."


def as_json(found: Calibration) -> str:
    """One object; `docs/json.md` documents the shape."""
    return data.text({
        "compared": found.compared,
        "agreeing": sum(item.agreeing for item in found.agreements),
        "releases": [_release(item) for item in found.agreements],
        "disagreements": [_disagreement(item) for item in found.disagreements],
        "faults": [{"release": release, "reason": reason} for release, reason in found.faults],
    })  # fmt: skip # a field a line


def _release(item: Agreement) -> Mapping[str, object]:
    return {
        "release": item.release,
        "device": item.device,
        "compared": item.compared,
        "agreeing": item.agreeing,
        "differing": item.differing,
        "reworded": item.reworded,
        "unstable": item.unstable,
        "one_sided": item.one_sided,
        "other_code": item.other_code,
    }


def _disagreement(item: Disagreement) -> Mapping[str, object]:
    return {
        "case": item.row,
        "topic": item.topic,
        "release": item.release,
        "device": item.device,
        "kind": item.kind.word,
        "first": data.behaviour_object(item.first),
        "second": data.behaviour_object(item.second),
    }
