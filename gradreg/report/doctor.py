"""What was found out about a machine, on the terminal and as JSON."""

import textwrap

from gradreg.model import Checkup, Diagnosis
from gradreg.report import data, words

INDENT = " " * 9


def terminal(found: Checkup, width: int) -> str:
    """A finding a line, what is broken first, with what to do below it; then what follows, in one sentence."""
    return "\n".join([*(_finding(item, width) for item in found.diagnoses), "", sentence(found)])


def _finding(item: Diagnosis, width: int) -> str:
    lines = textwrap.wrap(
        words.visible(f"{item.subject}: {item.what}"),
        max(40, width - len(INDENT)),
        break_long_words=False,
        break_on_hyphens=False,
    )
    if item.mend:
        lines += [f"→ {words.visible(item.mend)}"]
    first, *rest = lines
    pad = " " * (len(INDENT) - len(item.state))
    return "\n".join([words.paint(item.state.value) + pad + first, *(INDENT + line for line in rest)])


def sentence(found: Checkup) -> str:
    """How many releases this machine can record, by device."""
    cpu, *others = [f"{len(names) or 'none'}" for names in found.recordable.values()]
    _, *devices = found.recordable
    told = [f"{count} on {device}" for count, device in zip(others, devices, strict=True)]
    told.insert(0, f"{cpu} of {found.releases} releases on the cpu")
    return f"This machine can record {', '.join(told)}{', if the network is there' if found.offline else ''}."


def as_json(found: Checkup) -> str:
    """One object: the findings, and the releases by device."""
    return data.text({
        "diagnoses": found.diagnoses, "recordable": found.recordable, "releases": found.releases,
        "offline": found.offline,
    })  # fmt: skip # one object
