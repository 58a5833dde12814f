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
        f"{item.subject}: {item.what}", max(40, width - len(INDENT)), break_long_words=False, break_on_hyphens=False
    )
    if item.mend:
        lines += [f"→ {item.mend}"]
    first, *rest = lines
    pad = " " * (len(INDENT) - len(item.state))
    return "\n".join([words.paint(item.state.value) + pad + first, *(INDENT + line for line in rest)])


def sentence(found: Checkup) -> str:
    """How many releases this machine can record, by device."""
    counted = [f"{len(names)} of {found.releases} releases on the cpu" for names in [found.recordable["cpu"]]]
    counted += [f"{len(names) or 'none'} on {device}" for device, names in found.recordable.items() if device != "cpu"]
    return f"This machine can record {', '.join(counted)}."


def as_json(found: Checkup) -> str:
    """One object: the findings, and the releases by device."""
    return data.text({
        "diagnoses": found.diagnoses, "recordable": found.recordable, "releases": found.releases
    })  # fmt: skip # one object
