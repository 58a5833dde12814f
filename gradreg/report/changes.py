"""What changed in which release: on the terminal, as Markdown, and as JSON."""

from collections.abc import Callable, Mapping, Sequence

from gradreg.model import Change, Comparison, History, Manner, ReleaseChanges
from gradreg.report import data, sections, words
from gradreg.report.markdown import cell, grid, link
from gradreg.report.plain import tabulate

REWORDED_ONLY = "Only texts changed."


def as_json(history: History) -> str:
    """An array of one object per change; `docs/json.md` documents the shape."""
    return data.text([_object(item) for part in history.releases for item in part.changes])


def _object(item: Change) -> Mapping[str, object]:
    step = item.step
    return {
        "release": step.after,
        "case": item.row,
        "topic": item.topic,
        "question": item.question,
        "device": step.device,
        "kind": step.kind.word,
        "manner": step.manner,
        "from": step.before,
        "to": step.after,
        "before": data.behaviour_object(step.old),
        "after": data.behaviour_object(step.new),
    }


def terminal(history: History, *, full: bool) -> str:
    """A line of counts per release, or with `full` every change under the name of its release."""
    if not history.releases:
        return "Nothing changed."
    if not full:
        return f"{counts(history)}\n\n{_steady(history)}"
    return "\n\n".join(f"{part.release}\n{_table(*_release(part, _plain))}" for part in history.releases)


def _table(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> str:
    return tabulate(rows, headers, tablefmt="simple", maxcolwidths=[None, 60, 50, 50]) if rows else REWORDED_ONLY


def page(history: History) -> str:
    """The whole history as a Markdown page; texts that were only reworded are counted, not listed."""
    parts = ["# What changed in which release", _NOTE, grid(*_counted(history)), _steady(history)]
    for part in history.releases:
        rows, headers = _release(part, _marked)
        parts.append(f"## {part.release}\n\n" + (grid(rows, headers) if rows else REWORDED_ONLY))
    return "\n\n".join(parts) + "\n"


def counts(history: History) -> str:
    """How many transitions of each kind and manner, release by release, and in all."""
    return tabulate(*_counted(history), tablefmt="simple")


def marked_counts(history: History) -> str:
    """The same in Markdown."""
    return grid(*_counted(history))


def _counted(history: History) -> tuple[list[tuple[object, ...]], list[str]]:
    found: list[tuple[object, ...]] = [(part.release, *_numbers(part)) for part in history.releases]
    total = [sum(part.get(word, 0) for part in _parts(history)) for word in words.COUNTED]
    return [*found, ("all", *total)], ["release", *words.COUNTED]


def _parts(history: History) -> list[Mapping[str, int]]:
    return [part.kinds | part.manners for part in history.releases]


def _numbers(part: ReleaseChanges) -> list[int]:
    return [(part.kinds | part.manners).get(word, 0) for word in words.COUNTED]


def _steady(history: History) -> str:
    return f"Topics in which no behaviour ever changed: {', '.join(history.steady) or 'none'}."


Write = Callable[[Sequence[Change]], tuple[str, ...]]


def _release(part: ReleaseChanges, write: Write) -> tuple[list[tuple[str, ...]], list[str]]:
    told = [group for group in part.alike if group[0].step.kind is not Comparison.REWORDED]
    return [write(group) for group in told], ["how", "row", f"before {part.release}", "from then on"]


def _plain(group: Sequence[Change]) -> tuple[str, ...]:
    texts = [words.shorten(text, sections.CELL) for text in words.differing(group[0].step.old, group[0].step.new)]
    return (words.paint(_how(group[0])), words.visible(f"{group[0].case}{_labels(group)}"), *texts)


def _marked(group: Sequence[Change]) -> tuple[str, ...]:
    first = group[0]
    texts = [cell(words.shorten(text, sections.CELL)) for text in words.differing(first.step.old, first.step.new)]
    return (f"{sections.shape(_how(first))}{_how(first)}", link(first.case) + cell(_labels(group)), *texts)


def _how(item: Change) -> str:
    return words.how(item.step.kind, item.step.manner)


def _labels(group: Sequence[Change]) -> str:
    return sections.labels([item.label for item in group], group[0].step.device)


_NOTE = (
    "Made by `nox -s table` from the evidence beside it (`gradreg changes` prints it); not to be edited.\n"
    "Each line is a row that did something else than in the release before; on the cpu, unless it says otherwise.\n"
    f"A change is {words.SHAPES[Manner.ANNOUNCED]} announced (an earlier release warned), "
    f"{words.SHAPES[Manner.LOUD]} loud (it raises now), or {words.SHAPES[Manner.SILENT]} silent; "
    "`warns` is a warning that came or went.\n"
    "Texts that were only reworded are counted, not listed; `--device` tells of compiled modes, and of meta."
)
