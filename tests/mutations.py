"""Strategies of hypothesis for fuzzing: real inputs with something done to them, in bytes, in lines, in their JSON."""

import copy
import json
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

SECONDS = 60
"""Of this process alone, so that a busy machine is no hang."""
EXAMPLES = {"ci": 60, "long": 5000}
PROFILE = os.environ.get("GRADREG_FUZZ", "ci")
"""`ci`, `long`, or a number of examples."""
DUPLICATE = "\0again"
ODD: Sequence[Any] = (
    None, True, 0, -1, 3.5, 2**64, 10**300, float("nan"), float("inf"), "", "x", "1.0.0", "\ud800", "\0", "\u202e",
    "../x", "=1+1", "<b>", [], {}, [None], [[]], {"a": None}, {"": {}}, [1, "1", True], "1" * 5000, "observed", "a@b",
    " ", "9!1",
)  # fmt: skip # a value a line says nothing more


def fuzzing(share: float = 1.0) -> settings:
    """How many examples: some in the tests, many where GRADREG_FUZZ is `long`, or as many as it says."""
    return settings(
        max_examples=max(5, int((EXAMPLES.get(PROFILE) or int(PROFILE)) * share)),
        deadline=None,
        derandomize=PROFILE == "ci" and bool(os.environ.get("CI")),
        suppress_health_check=[*HealthCheck],
    )


@contextmanager
def in_time() -> Iterator[None]:
    """Ends what hangs, where a process can be woken."""

    def late(*_: object) -> None:
        raise AssertionError(f"a parser took more than {SECONDS} s of the processor")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def inputs(seeds: Sequence[bytes], words: Sequence[bytes], *, is_json: bool) -> st.SearchStrategy[bytes]:
    """Anything at all, words in a row, and real inputs with something done to them."""
    several = [st.binary(max_size=300), st.text(max_size=100).map(lambda text: text.encode(errors="replace"))]
    several += [st.lists(st.sampled_from(words), max_size=12).map(b"".join), _cut(seeds, words), _lines(seeds, words)]
    return st.one_of(*several, *([_tree(seeds)] * 3 if is_json else [_cut(seeds, words)]))


@st.composite
def _cut(draw: Callable[..., Any], seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """A real input with stretches cut out, put in, repeated and replaced."""
    data = bytearray(draw(st.sampled_from(seeds)))
    step = st.tuples(st.integers(0, 4), st.integers(0, 9999), st.integers(0, 60), st.sampled_from(words))
    for kind, place, length, word in draw(st.lists(step, max_size=5)):
        at = place % (len(data) + 1)
        part = bytes(data[at : at + length])
        new = (b"", word, part + part, word + part, part * 20)[kind]
        data[at : at + (0 if kind == 1 else length)] = new
    return bytes(data)


@st.composite
def _lines(draw: Callable[..., Any], seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """A real input whose lines were dropped, repeated, moved, indented and changed."""
    lines = draw(st.sampled_from(seeds)).split(b"\n")
    step = st.tuples(st.integers(0, 4), st.integers(0, 999), st.integers(0, 999), st.sampled_from(words))
    for kind, one, two, word in draw(st.lists(step, max_size=4)):
        at, to = one % len(lines), two % len(lines)
        if kind == 0:
            del lines[at : at + 1 + two % 3]
        elif kind == 1:
            lines.insert(to, lines[at])
        elif kind == 2:
            lines[at], lines[to] = lines[to], lines[at]
        else:
            lines[at] = (b"    " if kind == 3 else b"") + word + lines[at]
        lines = lines or [b""]
    return b"\n".join(lines)


@st.composite
def _tree(draw: Callable[..., Any], seeds: Sequence[bytes]) -> bytes:
    """Real JSON with values of other types, keys gone, renamed and twice, and lists that are deep."""
    content = json.loads(draw(st.sampled_from([seed for seed in seeds if seed[:1] in b"{["])))
    step = st.tuples(st.integers(0, 5), st.integers(0, 99_999), st.sampled_from(ODD))
    for kind, place, odd in draw(st.lists(step, min_size=1, max_size=4)):
        places = list(_places(content))
        if places:
            _change(*places[place % len(places)], kind, copy.deepcopy(odd))
    text = json.dumps(content).replace(json.dumps(DUPLICATE)[1:-1], "")
    return text.replace('"deep"', "[" * 3000 + "]" * 3000).encode()


def _places(content: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key of it."""
    for key, item in list(content.items() if isinstance(content, dict) else enumerate(content)):
        yield content, key
        if isinstance(item, dict | list):
            yield from _places(item)


def _change(container: Any, key: Any, kind: int, odd: Any) -> None:
    value = container[key]
    if kind == 0:
        del container[key]
    elif kind == 1 and isinstance(container, dict):
        container[f"{key}{DUPLICATE}"] = odd
    elif kind == 2 and isinstance(container, dict) and isinstance(odd, str):
        container[odd] = container.pop(key)
    elif kind == 3:
        container[key] = [value]
    else:
        container[key] = "deep" if kind == 4 and odd is None else odd
