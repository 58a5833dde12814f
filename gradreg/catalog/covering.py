"""Ranges of releases as a case writes them, and whether they leave out a release or hold one twice."""

from functools import cache

from packaging.specifiers import SpecifierSet


@cache
def is_range(text: str) -> bool:
    """Whether a text is a range by PEP 440."""
    try:
        return SpecifierSet(text).contains("1.0") is not None
    except ValueError:  # no specifier, or one with a number too long for Python
        return False


@cache
def _held(text: str, versions: tuple[str, ...]) -> frozenset[str]:
    return frozenset(SpecifierSet(text).filter(versions, prereleases=True))


@cache
def unmatched(texts: tuple[str, ...], limits: frozenset[str], versions: tuple[str, ...]) -> str | None:
    """The first release inside some limit that not exactly one range holds; thousands of EXPECTs ask the same."""
    for version in versions:
        matching = [text for text in texts if version in _held(text, versions)]
        if len(matching) != 1 and any(version in _held(limit, versions) for limit in limits):
            told = f"match {len(matching)} ranges ({', '.join(matching)})" if matching else "match no range"
            return f"{version} would {told}"
    return None
