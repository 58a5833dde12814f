"""Evaluate guards on every version they speak of, so that none is shown that does not hold. Pure."""

import ast
import types
from collections.abc import Iterable, Mapping, Sequence
from types import CodeType

from packaging.specifiers import SpecifierSet

from gradreg.errors import NotProven
from gradreg.model import SETUPS, Guard

FORMS = ("+cpu", "+cu121", "rc3", ".dev20230801", "a0+gitabc", ".post2")
OTHER_TO_PEP_440 = ("rc", ".dev", "a0", ".post")


Versions = Mapping[str, Sequence[str]]
"""Release -> the exact versions of torch that it was measured with, such as "2.0.1+cu117"."""


def prove(guards: Sequence[Guard], releases: Sequence[str], recorded: Versions) -> dict[str, tuple[str, ...]]:
    """The recorded versions on which every guard was evaluated and held; raises NotProven for one that does not.

    In releases that no guard speaks of, and in the odd forms of every version, each has to be right as well.
    """
    codes = [(setup, _compiled(setup, guards)) for setup in SETUPS.values()]
    for release in releases:
        wanted = [release in guard.releases for guard in guards]
        for version in (*recorded.get(release, ()), release, *(release + form for form in FORMS)):
            answers = [(setup[1], evaluated(code, version)) for setup, code in codes]
            if not any(mark in version for mark in OTHER_TO_PEP_440):
                answers.append(("the specifiers", [_within(guard, version) for guard in guards]))
            for what, found in answers:
                if found != wanted:
                    message = f"torch {version} (measured as {release}): {what} says {found}, and {wanted} is recorded"
                    raise NotProven(f"{message}. `gradreg check` tells whether the evidence is in order.")
    spoken = {release for guard in guards for release in guard.releases}
    return {release: tuple(recorded.get(release, (release,))) for release in releases if release in spoken}


def _compiled(setup: Sequence[str], guards: Iterable[Guard]) -> CodeType:
    """The lines as they are printed, then every condition, of the `if` and of the mark, as one list."""
    expressions = [f"_same({guard.condition}, {_marked(guard)})" for guard in guards]
    lines = [*setup, f"answers = [{', '.join(expressions)}]"]
    return compile("\n".join(lines), "guard", "exec")


def _marked(guard: Guard) -> str:
    """The condition as it stands in the xfail line; one behaviour alone has none."""
    if guard.xfail is None:
        return guard.condition
    function = ast.parse(f"{guard.xfail}\ndef test(): pass").body[0]
    assert isinstance(function, ast.FunctionDef), "a mark stands above a function"
    (mark,) = function.decorator_list
    assert isinstance(mark, ast.Call), "a mark is called"
    return ast.unparse(mark.args[0])


def evaluated(code: CodeType, version: str) -> list[object]:
    """What the compiled guards say where `torch.__version__` is that."""
    space = {"torch": types.SimpleNamespace(__version__=version), "_same": _same}
    exec(code, space)  # noqa: S102 the lines that gradreg made and is about to print
    return space["answers"]  # type: ignore[return-value] # the list that the compiled lines end with


def _same(one: bool, other: bool) -> bool | None:  # noqa: FBT001 called by the compiled lines
    return one if one == other else None


def _within(guard: Guard, version: str) -> bool:
    return any(SpecifierSet(text).contains(version, prereleases=True) for text in guard.specifiers)
