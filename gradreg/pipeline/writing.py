"""Write a new case: from a skeleton, or from a script that somebody pasted; nothing that exists is overwritten."""

import tempfile
import warnings
from collections.abc import Iterable
from pathlib import Path

from gradreg import adopt, names, releases, skeleton
from gradreg.catalog import read
from gradreg.errors import BadSnippet, BadUsage
from gradreg.model import Draft, Heading, Mistake, question_of
from gradreg.model.writing import PLACEHOLDER


def skeleton_of(
    cases: Path,
    name: str,
    *,
    question: str | None,
    link: str | None,
    params: Iterable[str],
    torch: str | None,
    device: bool,
) -> Draft:
    """A case that passes `check` as it is, with nothing decided yet but its name."""
    _named(cases, name)
    heading = Heading(question or question_of(name), skeleton.STORY, link or PLACEHOLDER)
    source = skeleton.source(heading, skeleton.params(params), torch, device=device)
    draft = Draft(name, cases / f"{name}.py", source)
    if mistakes := _mistakes(draft):
        raise BadUsage("\n".join(mistake.text for mistake in mistakes))
    return draft


def adopted(
    cases: Path,
    text: str,
    name: str,
    *,
    question: str | None,
    link: str | None,
    block: int | None,
    numbers: bool | None,
    origin: str,
) -> Draft:
    """The case that a pasted script becomes."""
    _named(cases, name)
    story = "What a script printed and asserted, measured: each value is a fact."
    link = link or adopt.link_in(text) or PLACEHOLDER
    try:
        heading = Heading(question or question_of(name), story, link)
        found = adopt.adopt(adopt.code_of(text, block), heading, numbers=numbers)
    except BadSnippet as error:
        raise BadSnippet("\n".join(f"{origin}: {line}" for line in str(error).splitlines())) from error
    draft = Draft(name, cases / f"{name}.py", found.source, found.notes)
    if mistakes := _mistakes(draft):
        told = "\n".join(f"{origin}: {mistake.text}" for mistake in mistakes)
        raise BadSnippet(f"{told}\nThe case that came out does not pass `gradreg check`; change these in the snippet.")
    return draft


def write(draft: Draft) -> None:
    """Write a new case into the catalog; what is there stays as it is."""
    names.inside(draft.path.parents[1], draft.path)
    try:
        if not draft.path.parent.is_dir():
            draft.path.parent.mkdir()
        with draft.path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(draft.source)
    except FileExistsError as error:
        if not draft.path.exists():
            raise BadUsage(f"{draft.path.parent} is a file, and has to be a folder. Choose another topic.") from error
        raise BadUsage(
            f"{draft.path} exists and is not overwritten. Choose another name, or edit that file."
        ) from error
    except OSError as error:
        raise BadUsage(f"{draft.path} cannot be written: {error}. Choose another folder with --cases.") from error


def name_for(path: Path) -> str:
    """The name that a script's case has as long as nobody gives it one."""
    return f"adopted/{skeleton.suggestion(f'topic/{path.stem}').rpartition('/')[2]}"


def _named(cases: Path, name: str) -> None:
    if not cases.is_dir():
        raise BadUsage(f"{cases} is no folder. Make it for a catalog of your own, or give another with --cases.")
    if fault := names.fault(name):
        raise BadUsage(
            f"{name!r} is no name of a case: TOPIC/CLAIM, both in lower_case_words; {fault}. "
            f"Perhaps {skeleton.suggestion(name)}? Topics are {_topics(cases)}."
        )


def _topics(cases: Path) -> str:
    found = sorted(path.name for path in cases.glob("*/") if any(path.glob("*.py")))
    return ", ".join(found) or "yours to choose"


def _mistakes(draft: Draft) -> list[Mistake]:
    """What `check` would say of a draft, before it is in the catalog."""
    with tempfile.TemporaryDirectory(prefix="gradreg-") as folder:
        path = Path(folder, "draft.py")
        path.write_text(draft.source, encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return read.read_case(path, draft.name, releases.load())[1]
