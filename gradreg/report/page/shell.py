"""The one self-contained file: template, style and script put together under a policy that lets nothing else in."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from gradreg.model import HOLES, SETUPS, Comparison, Manner, Outcome, Site
from gradreg.report import words
from gradreg.report.page import pack

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = files("gradreg.report.page")
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%231b1d22'/%3E"
    "%3Crect x='3' y='4' width='5' height='8' fill='%23dbe7f9'/%3E"
    "%3Crect x='9' y='4' width='4' height='8' fill='%23fbe2b3'/%3E%3C/svg%3E"
)


def page(site: Site, *, folder: bool = False, url: str = "") -> str:
    """The whole page as one file; with `folder`, linked to what lies beside it."""
    style, script = styled("base.css", "page.css"), _script()
    return environment().get_template("page.html").render(
        policy=policy(style, script),
        style=style,
        script=script,
        words=_inert(vocabulary()),
        core=pack.deflated(pack.core(site)),
        texts=pack.deflated(pack.texts(site)),
        size=size(site),
        icon=ICON,
        en=english(),
        folder=folder,
        url=url,
    )  # fmt: skip # a name a line


@cache
def environment() -> "Environment":
    """Jinja with autoescape on, and a mistake in a name an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 only the page needs it

    return Environment(
        loader=FunctionLoader(text), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def text(name: str) -> str:
    """A file of this package."""
    return HERE.joinpath(name).read_text(encoding="utf-8")


def policy(style: str, script: str = "") -> str:
    """A Content-Security-Policy under which only this style and this script work, and nothing is loaded."""
    allowed = [f"style-src '{_hash(style)}'", f"script-src '{_hash(script)}'" if script else "script-src 'none'"]
    return "; ".join(["default-src 'none'", *allowed, "img-src data:", "base-uri 'none'", "form-action 'none'"])


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")


@cache
def styled(*names: str) -> str:
    """Style sheets as one, with the colours that `words` gives to its words."""
    named = "".join(f"--{word.replace(' ', '-')}: var(--{colour}); " for word, colour in words.COLOURS.items())
    return "\n".join([f":root {{ {named}}}", *map(text, names)])


def _script() -> str:
    """The modules in the order of their names, in one closed scope."""
    names = sorted(entry.name for entry in HERE.joinpath("js").iterdir() if entry.name.endswith(".js"))
    return '"use strict";(() => {\n' + "\n".join(text(f"js/{name}") for name in names) + "})();\n"


@cache
def phrases() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Section -> key -> English and Chinese."""
    return msgspec.toml.decode(text("phrases.toml"), type=dict[str, dict[str, tuple[str, str]]])


def english() -> Mapping[str, str]:
    """`section.key` -> English."""
    return {f"{section}.{key}": pair[0] for section, part in phrases().items() for key, pair in part.items()}


def vocabulary() -> Mapping[str, object]:
    """The page's words, and those of the evidence with their shapes."""
    shapes = {**{str(manner): words.SHAPES[manner] for manner in Manner}, **words.KIND_SHAPES}
    return {
        "phrases": phrases(),
        "shapes": shapes,
        "outcomes": [str(outcome) for outcome in Outcome],
        "kinds": [kind.word for kind in (Comparison.CHANGED, Comparison.WARNS, Comparison.REWORDED)],
        "manners": [str(manner) for manner in Manner],
        "holes": HOLES,
        "setup": SETUPS["packaging"],
    }


def _inert(content: object) -> str:
    """JSON in which no `<` is left that a parser of HTML could take for markup."""
    return msgspec.json.encode(content).decode().replace("<", "\\u003c")


def size(site: Site) -> str:
    """One sentence on how much there is, as the page shows it before its script has run."""
    table, cases = site.table, site.cases
    return english()["page.size"].format(
        cases=len(cases),
        topics=len({case.topic for case in cases}),
        rows=f"{len(table.lines):,}",
        releases=len(table.releases),
        first=table.releases[0],
        last=table.releases[-1],
    )
