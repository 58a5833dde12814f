"""What fingerprints say of each other: in what two differ, and whether both can be true. Pure."""

from collections.abc import Iterable

import msgspec

from gradreg.model import Environment, Fields

LIMIT = 200
BUILT = ("torch", "git", "cuda")
"""What one wheel can have one value of only."""


def unreadable(environment: Environment) -> str | None:
    """Why a fingerprint is not one that gradreg would write; None where it is."""
    for name, value in _told(environment).items():
        if not (0 < len(value) <= LIMIT and value.isprintable()):
            return f"its {name} is empty, longer than {LIMIT} characters, or not printable"
    return None


def differences(one: Environment, other: Environment) -> Fields:
    """The fields in which two fingerprints differ; who measured is none of them."""
    pairs = {
        name: (getattr(one, name), getattr(other, name)) for name in Environment.__struct_fields__ if name != "origin"
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def contradiction(one: Environment, other: Environment) -> str | None:
    """Why two fingerprints cannot both be true; None where they can.

    One wheel has one version, revision and CUDA; one index has one wheel of a version for a platform and Python.
    """
    if one.wheel and one.wheel == other.wheel:
        named = [name for name in BUILT if getattr(one, name) != getattr(other, name)]
        return f"the same wheel {one.wheel} with another {_and(named)}" if named else None
    if (one.torch, one.platform) != (other.torch, other.platform):
        return None
    if one.git and other.git and one.git != other.git:
        return f"torch {one.torch} from another revision: {one.git} and {other.git}"
    if one.wheel and other.wheel and _index(one) == _index(other) is not None:
        return f"another wheel of torch {one.torch} from the {one.wheels}: {one.wheel} and {other.wheel}"
    return None


def contradictions(environments: Iterable[Environment]) -> list[str]:
    """Every pair that cannot both be true, once each."""
    known = list(environments)
    pairs = ((one, other) for place, one in enumerate(known) for other in known[:place])
    return list(dict.fromkeys(filter(None, (contradiction(one, other) for one, other in pairs))))


def _index(environment: Environment) -> tuple[str, str] | None:
    """Where a wheel came from, and for which Python it is; None for an environment of somebody's own."""
    minor = ".".join(environment.python.split(".")[:2])
    return None if environment.wheels == "given" else (environment.wheels, minor)


def _told(environment: Environment) -> dict[str, str]:
    return {name: value for name, value in msgspec.structs.asdict(environment).items() if value is not None}


def _and(names: Iterable[str]) -> str:
    return " and ".join(names)
