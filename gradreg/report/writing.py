"""What is told of a case that was just written, and of what could be written into one."""

import shlex
from collections.abc import Iterable

from gradreg.model import Draft, Proposal
from gradreg.report import data, words


def notes(draft: Draft) -> str:
    """What adopting changed or dropped, a line each; what speaks of no line comes last."""
    told = [note for note in draft.notes if note.line] + [note for note in draft.notes if not note.line]
    return "\n".join(words.visible(str(note)) for note in told)


def next_steps(draft: Draft) -> str:
    """What to do with a case that was just written."""
    folder = draft.path.parents[1]
    where = "" if folder.name == "cases" else f" --cases {shlex.quote(str(folder))}"
    return "\n".join([
        f"wrote {draft.path}; what to do next:",
        f"  gradreg check{where}",
        f"  nox -s torch-1.13.1-cpu torch-2.0.1-cpu -- -k {draft.name} --results tmp{where}",
        f"  gradreg show {draft.name} --results tmp{where}",
        f"  nox -t all -- -k {draft.name}{where}",
        f"  gradreg accept {draft.name} --create{where}",
    ])  # fmt: skip # a step a line


def draft_json(draft: Draft, *, written: bool) -> str:
    """A new case: {case, path, written, source, notes: [{line, text}]}."""
    found = [{"line": note.line or None, "text": note.text} for note in draft.notes]
    return data.text(
        {"case": draft.name, "path": str(draft.path), "written": written, "source": draft.source, "notes": found}
    )


def proposals_json(proposals: Iterable[Proposal], refused: Iterable[str], written: Iterable[str]) -> str:
    """What `accept` would write, and what it wrote: {proposals: [{case, path, approval, source}], refused, written}."""
    found = [
        {
            "case": item.case.name,
            "path": str(item.case.path),
            "approval": item.approval,
            "source": item.source,
        }
        for item in proposals
    ]
    return data.text({"proposals": found, "refused": list(refused), "written": list(written)})
