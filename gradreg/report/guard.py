"""Guards to copy into somebody's code, on the terminal and as JSON."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from gradreg.model import SETUPS, Case, Facts, Guard, Guarded, Script, Workaround
from gradreg.report import data, words

LISTED = 8
FORMS = ", and on +cpu, +cu121, rc, .dev, a0+git and .post builds of each"
NUMBERS_ALONE = (
    "# without the suffix: 2.0.0rc3, 2.0.0.dev20230101 and 2.0.0a0+git count as 2.0.0, not as what comes before it"
)


def terminal(case: Case, found: Sequence[Guarded]) -> str:
    """The question, how to get `torch_release`, then each group of rows with its guards and its proof."""
    parts = [words.visible(case.question)] if case.question else []
    if any(guard.xfail for item in found for guard in item.guards):
        first, other = ("\n".join(lines) for lines in SETUPS.values())
        parts.append(f"import torch\n{first}\n{NUMBERS_ALONE}\n\n# or without packaging\n{other}")
    return "\n\n".join([*parts, *map(_group, found)])


def _group(found: Guarded) -> str:
    rows = [
        *map(words.visible, found.rows[:LISTED]),
        *([f"… and {len(found.rows) - LISTED} more rows"] if found.rows[LISTED:] else []),
    ]
    below = [*(_guard(guard, found) for guard in found.guards), proof(found), *map(_workaround, found.workarounds)]
    return "\n\n".join(["\n".join(rows), *(textwrap.indent(part, "  ") for part in below)])


def _guard(guard: Guard, found: Guarded) -> str:
    """One behaviour: where it is, what it is, and the lines to copy."""
    what = telling(guard, found.guards)
    shown = f"{ranges(guard)}: {words.shorten(words.facts(what)) if what else 'differs from row to row'}"
    return "\n".join([shown, f"  if {guard.condition}:", f"  {guard.xfail}"]) if guard.xfail else shown


def ranges(guard: Guard) -> str:
    """`torch<1.5 or torch>=2.0`: PEP 440 has no `or`, so each is a requirement of its own."""
    return " or ".join(f"torch{text}" for text in guard.specifiers)


def telling(guard: Guard, guards: Iterable[Guard]) -> Facts:
    """The facts that differ between behaviours; all of them where there is one."""
    mine, others = words.told(guard.behaviour), [words.told(item.behaviour) for item in guards if item is not guard]
    differing = {
        name: item for name, item in mine.items() if any(repr(seen.get(name)) != repr(item) for seen in others)
    }
    return differing if others else mine


def proof(found: Guarded) -> str:
    """On what the guards were evaluated, and what they do not speak of."""
    also = FORMS if found.guards[1:] else "; one behaviour, so no guard is needed"
    told = [f"proven on {len(found.proven)} of {found.measured} recorded releases ({found.device}){also}"]
    if found.steady:
        told.append(f"not tested, and taken for what both sides of it show: {', '.join(found.steady)}")
    told += [
        f"not in any range, {words.visible(word)}: {', '.join(releases)}" for word, releases in found.excluded.items()
    ]
    return "\n".join(told)


def _workaround(item: Workaround) -> str:
    if item.lacks:
        return words.visible(f"workaround {item.name}: not proven. " + "; ".join(item.lacks))
    many = f" in {len(item.rows)} rows" if item.rows[1:] else ""
    proven = f"measured on {len(item.releases)} of {len(item.releases)} releases{many}, one behaviour"
    given = ", ".join(f"{name} = {value!r}" for name, value in item.arguments.items())
    code = f"# {given}\n{item.code}" if given else item.code
    return f"the same on all releases: {words.visible(item.name)} ({proven})\n{textwrap.indent(code, '    ')}"


def as_json(case: Case, found: Iterable[Guarded]) -> str:
    """An array of one object per group of rows."""
    return data.text([{"case": case.name, **_object(item)} for item in found])


def _object(found: Guarded) -> Mapping[str, object]:
    return {
        "rows": found.rows,
        "device": found.device,
        "torch_release": {name: "\n".join(lines) for name, lines in SETUPS.items()},
        "behaviours": [_behaviour(guard) for guard in found.guards],
        "excluded": found.excluded,
        "proven": found.proven,
        "steady": found.steady,
        "workarounds": [
            {
                "name": item.name,
                "rows": item.rows,
                "code": item.code,
                "arguments": item.arguments,
                "releases": item.releases,
                "proven": not item.lacks,
                "lacks": item.lacks,
            }
            for item in found.workarounds
        ],
    }


def _behaviour(guard: Guard) -> Mapping[str, object]:
    return {
        "specifiers": [f"torch{text}" for text in guard.specifiers],
        "if": guard.condition,
        "xfail": guard.xfail,
        "releases": guard.releases,
        "facts": guard.behaviour.facts,
        "raises": guard.behaviour.raises,
    }


def script_json(script: Script) -> str:
    """The script of one cell, with what it shows."""
    shown = {"case": script.row, "torch": script.release, "device": script.device}
    return data.text({**shown, "recorded": script.recorded.told, "script": script.text})
