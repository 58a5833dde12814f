"""One cell and what it rests on: on the terminal, and as JSON."""

import re
import shlex
import textwrap
from collections.abc import Mapping, Sequence

from gradreg.model import Environment, Outcome, Transition, Why, alike
from gradreg.report import data, sections, words

COMMITS = "https://github.com/pytorch/pytorch/commit/"
UNTIL_SAID = re.compile(r"[()]|\b(?:and|or|not)\b")


def terminal(found: Sequence[Why]) -> str:
    """One row in full; of several, which show the same."""
    first = found[0]
    name = first.row if len(found) == 1 else f"{first.case} ({words.number(len(found), 'row')})"
    head = f"{words.visible(first.question)}\n{words.visible(name)} on torch {first.release}, {first.device}"
    parts = _parts(first) if len(found) == 1 else [*map(_group, alike(found, _alike)), _ONE]
    return words.visible_lines("\n\n".join([head, *parts]))


_ONE = "Name one row, `topic/claim[label]`, to see all that it rests on."


def _alike(item: Why) -> tuple[object, ...]:
    """What rows share that are told together."""
    return item.device, repr(item.behaviour), item.since, item.until, item.stale


def _group(group: Sequence[Why]) -> str:
    first = group[0]
    names = [item.label for item in group]
    title = f"{words.visible(sections.labels(names, first.device).strip())} ({words.number(len(group), 'row')})"
    return "\n".join([title, *(textwrap.indent(text, "  ") for text in (_behaviour(first), _since(first)))])


def _parts(item: Why) -> list[str]:
    if not item.behaviour.outcome.is_behaviour:
        return [_behaviour(item), _next(item), *_rest(item)]
    parts = [_behaviour(item), f"{_since(item)}\n{_neighbours(item)}", *_rest(item)]
    return [*parts, textwrap.indent(item.traceback.rstrip(), "  ")] if item.traceback else parts


def _behaviour(item: Why) -> str:
    """Every fact on its line, then the exception and the warnings, whole."""
    behaviour = item.behaviour
    if not behaviour.outcome.is_behaviour:
        return words.visible(words.outcome(behaviour))
    lines = [f"{name} = {words.value(value)}" for name, value in behaviour.facts.items()]
    raised = f"raises {behaviour.raises}: {behaviour.message or ''}" if behaviour.raises else ""
    warned = [f"warns {kind}: {text}" for kind, text in behaviour.warnings]
    return "\n".join(map(words.visible, filter(None, [*lines, raised, *warned]))) or words.facts({})


def _since(item: Why) -> str:
    if not item.behaviour.outcome.is_behaviour:
        return _next(item)
    return f"the same facts in {words.span(item.since, item.until)}"


def _neighbours(item: Why) -> str:
    return "\n".join([_neighbour("before", item.previous, item.came), _neighbour("after", item.next, item.goes)])


def _neighbour(side: str, release: str | None, step: Transition | None) -> str:
    if step is None:
        return f"{side}: {release} shows the same" if release else f"{side}: nothing is known"
    texts = [words.visible(words.shorten(text, sections.CELL)) for text in words.differing(step.old, step.new)]
    return f"{side}: {words.transition(step)}\n  {step.before}: {texts[0]}\n  {step.after}: {texts[1]}"


def _rest(item: Why) -> list[str]:
    """The environment, the code and the file, where the cell is in the evidence."""
    if not item.environment_id:
        return []
    lacks = "" if item.environment else ", which is not in environments.json"
    lines = [f"environment {words.visible(item.environment_id)}{lacks}"]
    lines += [f"  {name:10}{value}" for name, value in _fingerprint(item.environment)]
    code = "not the code the case has today: stale" if item.stale else "as it is today"
    lines += [f"code        {words.visible(item.code)}, {code}", f"evidence    {words.visible(item.file)}"]
    lines += [f"last run    {item.seconds:g} s on this machine"] if item.seconds is not None else []
    return ["\n".join(lines)]


def _fingerprint(found: Environment | None) -> list[tuple[str, str]]:
    if found is None:
        return []
    git = f"{found.git} {COMMITS}{found.git}" if found.git else "not told by this release"
    named = {"torch": found.torch, "git": git, "CUDA": found.cuda or "none", "Python": found.python}
    named |= {"numpy": found.numpy or "none", "platform": found.platform, "wheels": found.wheels}
    named |= {"wheel": found.wheel} if found.wheel else {}
    named |= {"origin": found.origin} if found.origin else {}
    return [(name, words.visible(value)) for name, value in named.items()]


def _next(item: Why) -> str:
    if item.behaviour.outcome is Outcome.NOT_APPLICABLE:
        return "The case says that the row makes no sense there, so nothing measures it."
    return f"To measure it: {command(item)}"


def command(item: Why) -> str | None:
    """What measures the cell; None where the row makes no sense."""
    if item.behaviour.outcome is Outcome.NOT_APPLICABLE:
        return None
    chosen = item.case if UNTIL_SAID.search(item.row) else item.row
    return f"nox -s torch-{item.release}-{item.device} -- -k {shlex.quote(chosen)}"


def as_json(found: Sequence[Why]) -> str:
    """One object for one row; an array of them for a case with several."""
    objects = [_object(item) for item in found]
    return data.text(objects[0] if len(objects) == 1 else objects)


def _object(item: Why) -> Mapping[str, object]:
    return {
        "case": item.row,
        "topic": item.topic,
        "question": item.question,
        "release": item.release,
        "device": item.device,
        "outcome": item.behaviour.word,
        "detail": item.behaviour.detail,
        **data.behaviour_object(item.behaviour),
        **data.looks_object(item.behaviour),
        "since": item.since,
        "until": item.until,
        "previous": item.previous,
        "next": item.next,
        "came": data.transition_object(item.came) if item.came else None,
        "goes": data.transition_object(item.goes) if item.goes else None,
        "environment_id": item.environment_id or None,
        "environment": item.environment,
        "commit": f"{COMMITS}{item.environment.git}" if item.environment and item.environment.git else None,
        "code": item.code or None,
        "stale": item.stale,
        "file": item.file,
        "command": command(item),
        "seconds": item.seconds,
        "traceback": item.traceback,
    }
