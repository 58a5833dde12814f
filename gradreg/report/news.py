"""What new evidence brings, as the text of a pull request, and as JSON."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from gradreg.model import Between, Fresh, News, Side, Summary
from gradreg.report import between as sides
from gradreg.report import data, sections, words
from gradreg.report.markdown import grid

NAMED, FEW = 20, 3
FENCE = re.compile(r"(?m)^`{3,}(?:text)?$")
MENTION = re.compile(r"@(?=\w)")
PINGLESS = "\uff20"
"""The wide at sign: `@torch.no_grad` in a pull request would call somebody who is named torch."""
CUT = "\n\nCut here: the whole text is too long for a pull request"


def page(found: News, note: str = "") -> str:
    """The text, its first line the title; a note of another program at its end."""
    parts = [f"# {title(found)}", _troubles(found), *_fresh(found.fresh), _changed(found.changed), _note(note)]
    return MENTION.sub(PINGLESS, "\n\n".join(filter(None, parts))) + "\n"


def title(found: News) -> str:
    """New releases with how much differs, or how many cells are known differently."""
    told = [_title(item) for item in found.fresh]
    changed = sum(len(item.releases) for item in found.changed.differences)
    told += [f"{words.number(changed, 'known cell')} changed"] if changed or not told else []
    lacking = len(_lacking(found))
    return ", ".join([words.first(told, FEW), *([f"{words.number(lacking, 'session')} lacking"] if lacking else [])])


def _title(item: Fresh) -> str:
    name = f"torch {item.release}" + ("" if item.device == "cpu" else f" on {item.device}")
    if item.between is None:
        return f"{name} recorded"
    return f"{name} differs from {item.beside} in {words.number(len(item.between.differences), 'row')}"


def _lacking(found: News) -> list[tuple[str, str]]:
    """Each session that brought nothing, with the reason."""
    return [*((name, "nothing came back: its job failed, or was stopped") for name in found.lost), *(
        (_session(item), item.infra or f"{words.HELD_BACK}: {'; '.join(item.held_back)}")
        for item in found.ended
        if item.infra or item.held_back
    )]  # fmt: skip # one thought


def _session(item: Summary) -> str:
    return f"torch-{item.release}-{item.device}"


def _troubles(found: News) -> str:
    """What is lacking, and what contradicts the evidence and so was not recorded."""
    lacking = [(sections.named(name), sections.marked(why)) for name, why in _lacking(found)]
    against = [
        (sections.named(_session(item)), len(item.differing), sections.marked(words.first(item.differing, NAMED)))
        for item in found.ended
        if item.differing
    ]
    parts = []
    if lacking:
        parts += [f"## Not measured: {words.number(len(lacking), 'session')}", grid(lacking, ["session", "why"])]
    if against:
        parts += [
            "## Found otherwise than recorded, and left as recorded",
            grid(against, ["session", "rows", "which"]),
        ]
    return "\n\n".join(parts)


def _fresh(items: Iterable[Fresh]) -> Iterator[str]:
    for item in items:
        where = "" if item.device == "cpu" else f" on {item.device}"
        head = f"## New: torch {item.release}{where}, {words.number(item.rows, 'row')}"
        if item.between is None:
            yield f"{head}\n\nNo other release is known there, so there is nothing to hold it against."
        else:
            yield f"{head}\n\n{_deeper(sides.page(item.between, (str(item.beside), item.release)))}"


def _changed(found: Between) -> str:
    if not found.differences:
        return f"## What was known stays: {words.number(found.compared, 'cell')} as before"
    return f"## What was known and changed\n\n{_deeper(sides.page(found, ('before', 'now')))}"


def _deeper(page: str) -> str:
    """A page as a part of another: its title goes, which the part's own says, and its headings go one deeper."""
    return re.sub(r"(?m)^## ", "### ", page.partition("\n")[2].strip())


def _note(note: str) -> str:
    """A text of another program, in a block of code that it cannot leave."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", note) or [""]))
    return f"## What was merged\n\n{fence}text\n{words.visible_lines(note.strip())}\n{fence}" if note.strip() else ""


def cut(text: str, link: str, most: int) -> str:
    """A text of at most so many characters: where it has more, its beginning, and where the rest is."""
    if len(text) <= most:
        return text
    end = f"{CUT}{f'; {link} has it' if link else ''}.\n"
    closing = max((len(line) for line in FENCE.findall(text)), default=0)
    kept = text[: most - len(end) - closing - 1].rpartition("\n")[0]
    return kept + _closing(kept) + end


def _closing(kept: str) -> str:
    """The end of a block of code that was cut in the middle."""
    fences = FENCE.findall(kept)
    return f"\n{fences[-1].removesuffix('text')}" if len(fences) % 2 else ""


def as_json(found: News, now: Side, before: Side) -> str:
    """One object; `docs/json.md` documents the shape."""
    return data.text({
        "title": title(found),
        "new": [_object(item, now) for item in found.fresh],
        "changed": json.loads(sides.as_json(found.changed, (before, now))),
        "lacking": [{"session": name, "why": why} for name, why in _lacking(found)],
        "differing": {_session(item): item.differing for item in found.ended if item.differing},
    })  # fmt: skip # a field a line


def _object(item: Fresh, now: Side) -> dict[str, object]:
    ends: Sequence[Side] = (Side(item.beside, item.device, now.folder), Side(item.release, item.device, now.folder))
    between = json.loads(sides.as_json(item.between, (ends[0], ends[1]))) if item.between else None
    return {
        "release": item.release, "device": item.device, "rows": item.rows, "beside": item.beside, "between": between,
    }  # fmt: skip # a field a line says nothing more
