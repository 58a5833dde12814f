"""A sweep: what it would do, how it gets on, and how it ended; on the terminal and as JSON."""

from collections.abc import Sequence

from gradreg.model import Arrival, Session, Swept
from gradreg.report import data, sessions, words
from gradreg.report.plain import tabulate

LISTED = 20
FEW = 3


def impossible(reasons: Sequence[str]) -> list[str]:
    """Why sessions that were asked for make no sense; many are counted."""
    shown = list(reasons[:FEW])
    return [*shown, *([f"… and {len(reasons) - FEW} more cannot be measured."] if reasons[FEW:] else [])]


def plan(found: Sequence[Session]) -> str:
    """What would be measured, and what each session needs of its worker."""
    if not found:
        return "Nothing is left to measure."
    shown = [(item.release, item.device, item.rows, _needs(item)) for item in found]
    head = f"{words.number(len(found), 'session')}, {words.number(sum(item.rows for item in found), 'row')}"
    return (
        f"{head}\n{tabulate(shown, headers=['torch', 'on', 'rows', 'needs'], tablefmt='simple', disable_numparse=True)}"
    )


def _needs(session: Session) -> str:
    return words.visible(" ".join(f"{name}={amount:g}" for name, amount in session.needs.items()))


def plan_json(found: Sequence[Session]) -> str:
    """An array of {release, device, rows, needs}."""
    return data.text(found)


def arrival(found: Arrival) -> str:
    """A session that is over, and about how long the others will take."""
    told = sessions.session(found.summary, (), found.fault)
    left = f", about {found.left / 60:.0f} min left" if found.number < found.total else ""
    first, *rest = told.splitlines()
    return "\n".join([f"{found.number} of {found.total}: {first}, on {words.visible(found.where)}{left}", *rest])


def terminal(found: Swept) -> str:
    """The table of all sessions, then what was not taken of what came back."""
    parts = [sessions.run(found.summaries) or "Nothing was left to measure.", _refused(found), _conflicts(found)]
    return "\n\n".join(filter(None, parts))


def _refused(found: Swept) -> str:
    told = [f"  {words.visible(f'{item.source} {item.what}: {item.reason}')}" for item in found.refused]
    return _listed("Refused", told)


def _conflicts(found: Swept) -> str:
    told = [f"  {words.paint(item.kind.word)} {words.visible(item.cell)}" for item in found.conflicts]
    return _listed("In conflict with what was recorded here meanwhile, and not taken", told)


def _listed(head: str, told: Sequence[str]) -> str:
    more = [f"  … and {len(told) - LISTED} more; `--json` lists them all."] if told[LISTED:] else []
    return "\n".join([head, *told[:LISTED], *more]) if told else ""


def as_json(found: Swept) -> str:
    """One object: the sessions as `gradreg summary --json` has them, and what was not taken."""
    return data.text({
        "run": found.run, "planned": [item.name for item in found.sessions], "sessions": found.summaries,
        "faults": found.faults, "refused": found.refused, "conflicts": [item.cell for item in found.conflicts],
    })  # fmt: skip # one object
