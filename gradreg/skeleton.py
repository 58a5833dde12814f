"""A case to begin with: it is in order as it is, observes something, and waits for its question's code. Pure."""

import ast
import json
import keyword
import re
from collections.abc import Iterable, Mapping, Sequence

from gradreg.errors import BadUsage
from gradreg.harmless import visible
from gradreg.model import Heading, Scalar

STORY = "Say in two to six sentences, one a line, what is done, what comes out, since when, and why."
NAME = re.compile(r"[a-z][a-z0-9_]*")
Params = Mapping[str, Sequence[Scalar | None]]


def source(heading: Heading, params: Params, torch: str | None, *, device: bool) -> str:
    """A case with that docstring, PARAMS and TORCH; what it observes is a leaf's gradient, before and after."""
    metadata = [f"TORCH = {json.dumps(torch, ensure_ascii=False)}"] if torch else []
    metadata += [f"PARAMS = {_literal(params)}"] if params else []
    arguments = ", ".join(["device"] * device + [*params])
    where = ", device=device" if device else ""
    code = [
        f"def observe({arguments}):",
        f"    leaf = torch.ones(3{where}, requires_grad=True)",
        '    yield "leaf.grad", leaf.grad',
        "    (leaf * 2).sum().backward()",
        '    yield "leaf.grad", leaf.grad',
    ]
    head = "\n".join(["import torch", *[""] * bool(metadata), *metadata])
    return f"{heading.docstring}\n{head}\n\n\n" + "\n".join(code) + "\n"


def params(texts: Iterable[str]) -> dict[str, list[Scalar | None]]:
    """`name=a,b` as name -> values; a value that is a Python literal is that, anything else is text."""
    found: dict[str, list[Scalar | None]] = {}
    for text in texts:
        name, equals, values = text.partition("=")
        if not equals or not NAME.fullmatch(name.strip()) or keyword.iskeyword(name.strip()) or not values.strip():
            raise BadUsage(f"--param {text!r}: write a name in lower_case, then its values, as in optimizer=SGD,Adam")
        if name.strip() in {*found, "device"}:
            why = "the device has its place already" if name.strip() == "device" else "it is there already"
            raise BadUsage(f"--param {text!r}: {why}; choose another name")
        found[name.strip()] = [_scalar(value.strip()) for value in values.split(",") if value.strip()]
    return found


def suggestion(name: str) -> str:
    """The name a case could have: topic and claim, each in lower_case_words."""
    parts = [
        part for part in re.split(r"[/\\]+", name.strip().removesuffix(".py")) if part not in {"", ".", "..", "cases"}
    ]
    words = [part for part in map(_words, parts) if part]
    return "/".join(["topic", *(words or ["claim"])] if len(words) < 2 else words[-2:])  # noqa: PLR2004 a topic and a claim


def _words(text: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)
    found = re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")
    return f"in_{found}" if found[:1].isdigit() else found


def _scalar(text: str) -> Scalar | None:
    try:
        value = ast.literal_eval(text)
        repr(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return text
    return value if value is None or isinstance(value, str | bool | int | float) else text


def _literal(params: Params) -> str:
    def short(value: object) -> str:
        return visible(json.dumps(value, ensure_ascii=False)) if isinstance(value, str) else repr(value)

    pairs = [f"{short(name)}: [{', '.join(map(short, values))}]" for name, values in params.items()]
    return "{" + ", ".join(pairs) + "}"
