"""What measuring again found, beside what is recorded: on the terminal and as JSON."""

from collections import Counter
from collections.abc import Mapping, Sequence

from gradreg.model import Comparison, Foreseen, Remeasured, Surroundings, Verification
from gradreg.report import data, words
from gradreg.report.plain import tabulate

LISTED = 20
UNVERIFIABLE = "not verifiable"
VERIFIED = "verified"
SHOWN = 24
"""Characters of a field that are shown."""
WHEELS: Mapping[bool | None, str] = {True: "same wheel", False: "another wheel", None: "wheel not recorded"}


def terminal(found: Verification) -> str:
    """The files, then release by release how many cells are as recorded, then every cell that is not."""
    parts = [_files(found), _releases(found), _differing(found), _unverifiable(found), _sentence(found)]
    return "\n\n".join(part for part in parts if part)


def _files(found: Verification) -> str:
    if not found.faults:
        return "The files are as gradreg writes them: bytes, hashes, and fingerprints that fit their releases."
    told = [f"  {words.visible(text)}" for text in found.faults[:LISTED]] + _more(len(found.faults))
    return "\n".join(["The files are not in order", *told])


def _more(count: int) -> list[str]:
    return [f"  … and {count - LISTED} more; `--json` lists them all."] if count > LISTED else []


def word(item: Remeasured) -> str:
    """What became of a cell."""
    if item.comparison is None:
        return UNVERIFIABLE
    return VERIFIED if item.comparison is Comparison.AS_RECORDED else item.comparison.word


def _releases(found: Verification) -> str:
    """A line for each release: cells by what became of them, and the environment."""
    counts = Counter((item.release, item.device, word(item)) for item in found.cells)
    used = [name for name in _words() if any(name == key[2] for key in counts)]
    rows = [
        (release, device, *(counts[release, device, name] or "" for name in used), _environment(found, release, device))
        for release, device in dict.fromkeys((item.release, item.device) for item in found.cells)
    ]
    heads = ["torch", "on", *used, "environment"]
    return tabulate(rows, headers=heads, tablefmt="simple", disable_numparse=True) if rows else ""


def _words() -> list[str]:
    return [VERIFIED, *words.comparison_order(), UNVERIFIABLE]


def _environment(found: Verification, release: str, device: str) -> str:
    mine = [item for item in found.surroundings if (item.release, item.device) == (release, device)]
    return "\n".join(dict.fromkeys(_beside(item) for item in mine))


def _beside(item: Surroundings) -> str:
    """What differs between two environments, and whether torch is the same file by file."""
    if item.contradiction:
        return words.paint(words.visible(f"wrong: {item.contradiction}"))
    told = [f"{name} {_short(old)} → {_short(new)}" for name, (old, new) in item.fields.items() if name != "wheel"]
    return "; ".join([", ".join(told) or "the same", WHEELS[item.same_wheel]])


def _short(text: str | None) -> str:
    return words.shorten(words.visible(text), SHOWN) if text else "none"


def _differing(found: Verification) -> str:
    """Every cell that shows something else, both sides."""
    items = [item for item in found.cells if item.comparison not in {None, Comparison.AS_RECORDED}]
    told = [_sides(item) for item in items[:LISTED]] + _more(len(items))
    return "\n".join(["Not as recorded", *told]) if told else ""


def _sides(item: Remeasured) -> str:
    now = words.in_full(item.found) if item.found else words.visible(item.reason or "")
    head = f"  {words.paint(word(item))} {words.visible(item.cell)}"
    return f"{head}\n    recorded {words.in_full(item.recorded)}\n    found    {now}"


def _unverifiable(found: Verification) -> str:
    """Why cells could not be measured, those of one release together."""
    counts = Counter((item.release, item.device, item.reason) for item in found.cells if item.comparison is None)
    told = [f"  torch {release} {device}: {words.visible(str(reason))} ({words.number(count, 'cell')})"
            for (release, device, reason), count in counts.items()]  # fmt: skip # one thought
    return "\n".join([f"{UNVERIFIABLE.capitalize()}", *told]) if told else ""


def _sentence(found: Verification) -> str:
    if not found.cells:
        return ""
    verified = sum(item.comparison is Comparison.AS_RECORDED for item in found.cells)
    drawn = f"{len(found.cells)} of {found.known} known cells, drawn with --seed {found.seed}"
    return f"{verified} of {words.number(len(found.cells), 'cell')} verified, byte by byte ({drawn})."


def dry_run(found: Sequence[Foreseen], seed: int) -> str:
    """What would be measured again, and installed for it."""
    rows = [(item.release, item.device, item.cells, ", ".join(item.install) or "nothing") for item in found]
    shown = tabulate(rows, headers=["torch", "on", "cells", "to install"], tablefmt="simple", disable_numparse=True)
    cells, new = sum(item.cells for item in found), sum(bool(item.install) for item in found)
    made = words.number(new, "environment")
    return f"{shown}\n\nWould measure {words.number(cells, 'cell')} again and make {made} for it (--seed {seed})."


def as_json(found: Verification) -> str:
    """One object: the counts, every cell that is not verified, and the environments."""
    return data.text({
        "seed": found.seed, "known": found.known, "drawn": len(found.cells),
        "counts": dict(Counter(map(word, found.cells))), "faults": found.faults,
        "cells": [_object(item) for item in found.cells if item.comparison is not Comparison.AS_RECORDED],
        "environments": [_surroundings(item) for item in found.surroundings],
    })  # fmt: skip # one object


def _object(item: Remeasured) -> Mapping[str, object]:
    return {
        "case": item.row,
        "topic": item.topic,
        "device": item.device,
        "release": item.release,
        "cell": item.cell,
        "word": word(item),
        "reason": item.reason,
        "recorded": data.behaviour_object(item.recorded),
        "found": data.behaviour_object(item.found) if item.found else None,
    }


def _surroundings(item: Surroundings) -> Mapping[str, object]:
    return {
        "release": item.release,
        "device": item.device,
        "cells": item.cells,
        "recorded": item.recorded,
        "differs": {name: {"recorded": old, "found": new} for name, (old, new) in item.fields.items()},
        "same_wheel": item.same_wheel,
        "contradiction": item.contradiction,
    }


def dry_run_json(found: Sequence[Foreseen], seed: int) -> str:
    """One object: the seed, and what would be measured and installed."""
    return data.text({"seed": seed, "releases": found})
