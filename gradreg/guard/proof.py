"""Evaluate guards on every version they speak of, so that none is shown that does not hold. Pure."""

import ast
import types
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import CodeType

from packaging.specifiers import SpecifierSet

from gradreg.errors import NotProven
from gradreg.model import SETUPS, Guard

FORMS = ("+cpu", "+cu121", "rc3", ".dev20230801", "a0+gitabc", ".post2")
PARTS = (ast.Expression, ast.BoolOp, ast.Or, ast.Compare, ast.cmpop, ast.Tuple, ast.expr_context)
OTHER_TO_PEP_440 = ("rc", ".dev", "a0", ".post")


Versions = Mapping[str, Sequence[str]]
"""Release -> the exact versions of torch that it was measured with, such as "2.0.1+cu117"."""


def prove(guards: Sequence[Guard], releases: Sequence[str], recorded: Versions) -> dict[str, tuple[str, ...]]:
    """The recorded versions on which every guard was evaluated and held; raises NotProven for one that does not.

    In releases that no guard speaks of, and in the odd forms of every version, each has to be right as well.
    """
    codes = [(_code(guard.condition), _code(_marked(guard))) for guard in guards]
    for release in releases:
        wanted = [release in guard.releases for guard in guards]
        for version in dict.fromkeys((*recorded.get(release, ()), release, *(release + form for form in FORMS))):
            for what, found in _told(guards, codes, version, release):
                if found != wanted:
                    message = f"torch {version} (measured as {release}): {what} says {found}, and {wanted} is recorded"
                    raise NotProven(f"{message}. `gradreg check` tells whether the evidence is in order.")
    spoken = {release for guard in guards for release in guard.releases}
    return {release: tuple(recorded.get(release, (release,))) for release in releases if release in spoken}


def _told(
    guards: Sequence[Guard], codes: Sequence[tuple[CodeType, CodeType]], version: str, release: str
) -> Iterator[tuple[str, list[bool]]]:
    """The answers on a version; raises NotProven for one that the printed lines cannot read."""
    try:
        yield from _answers(guards, codes, version)
    except (ValueError, AttributeError) as error:
        message = f"torch {version!r} (measured as {release}) is no version that a guard can read: {error}"
        raise NotProven(f"{message}. `gradreg check` tells whether the evidence is in order.") from error


def _answers(
    guards: Sequence[Guard], codes: Sequence[tuple[CodeType, CodeType]], version: str
) -> Iterator[tuple[str, list[bool]]]:
    """What every printed line says of a version: the conditions and the marks in both set-ups, and the ranges."""
    for setup in SETUPS.values():
        space = {"torch_release": _numbers(setup, version)}
        for place, what in enumerate(("the condition", "the mark")):
            yield f"{what} after `{setup[-1]}`", [eval(code[place], space) for code in codes]  # noqa: S307 gradreg's own lines
    if not any(mark in version for mark in OTHER_TO_PEP_440):
        yield "the range", [any(_within(text, version) for text in guard.specifiers) for guard in guards]


def _code(expression: str) -> CodeType:
    """A condition, compiled; raises NotProven for one that is more than comparisons of numbers."""
    tree = ast.parse(expression, mode="eval")
    if strange := next((node for node in ast.walk(tree) if not _plain(node)), None):
        raise NotProven(f"{expression!r} holds {ast.unparse(strange)!r}, and is not evaluated")
    return compile(tree, "guard", "eval")


def _plain(node: ast.AST) -> bool:
    """Whether a part of a condition is one that gradreg writes: `(1, 5) <= torch_release < (2,) or ...`."""
    match node:
        case ast.Name(id=name):
            return name == "torch_release"
        case ast.Constant(value=value):
            return isinstance(value, int)
        case _:
            return isinstance(node, PARTS)


def _marked(guard: Guard) -> str:
    """The condition as it stands in the xfail line; one behaviour alone has none."""
    if guard.xfail is None:
        return guard.condition
    function = ast.parse(f"{guard.xfail}\ndef test(): pass").body[0]
    assert isinstance(function, ast.FunctionDef), "a mark stands above a function"
    (mark,) = function.decorator_list
    assert isinstance(mark, ast.Call), "a mark is called"
    return ast.unparse(mark.args[0])


@cache
def _numbers(setup: tuple[str, ...], version: str) -> object:
    """What the printed lines make of `torch.__version__`, by running them."""
    space: dict[str, object] = {"torch": types.SimpleNamespace(__version__=version)}
    exec("\n".join(setup), space)  # noqa: S102 the lines that gradreg prints
    return space["torch_release"]


@cache
def _within(specifier: str, version: str) -> bool:
    return SpecifierSet(specifier).contains(version, prereleases=True)
