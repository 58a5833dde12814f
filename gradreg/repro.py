"""A self-contained script that shows one cell to anybody who has uv: the case's own code, and how to run it. Pure."""

import ast
import json
import pprint
import re
import textwrap

from gradreg.harmless import visible
from gradreg.model import Behaviour, Case, Environment, Place, Release, Row

WIDTH = 110
SCRIPT = '''\
# /// script
# requires-python = "=={python}.*"
# dependencies = {dependencies}
# ///
"""{question}

{origin}
"""

{code}


def {name}(arguments{recorded}):
    """Run observe() as gradreg does, seeded and on one thread, and print what it shows in gradreg's words."""
    import contextlib, json, math, os, random, sys, warnings, torch

    def words(value):
        if isinstance(value, torch.Tensor):
            with torch.no_grad():
                value = value.detach() if str(value.layout) == "torch.strided" else value.detach().to_dense()
                numbers = value.reshape(-1).tolist()
            if not all(number - number == 0 for number in numbers):  # infinity and nan
                return "nonfinite"
            return "nonzero" if any(numbers) else "zero"
        if isinstance(value, float):
            return float("%.4g" % value) if math.isfinite(value) else str(value)
        if isinstance(value, (list, tuple)):
            return [words(item) for item in value]
        return "None" if value is None else value

{hide}    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of modules that torch imports when they are first needed
        for name in {lazy}:
            with contextlib.suppress(Exception):
                __import__(name)
    random.seed(0)
    torch.manual_seed(0)
    facts, ended = {{}}, {{}}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            for name, value in observe(**arguments):
                facts.setdefault(name, []).append(words(value))
        except BaseException as error:
            ended, text = {{"raises": type(error).__name__}}, str(error)
    heard = [item for item in caught if not str(item.message).startswith("CUDA initialization")]
    shown = {{name: values if values[1:] else values[0] for name, values in facts.items()}}
    shown.update(ended, warns=sorted({{item.category.__name__ for item in heard}}))
    for name in shown:
        print("%s = %s" % (name, json.dumps(shown[name])) + (": " + text if name == "raises" else ""))
    for line in dict.fromkeys("  %s: %s" % (item.category.__name__, item.message) for item in heard):
        print(line)
{verdict}

if __name__ == "__main__":
{call}
'''
MINOR = re.compile(r"3\.[0-9]{1,2}(?=\.)")  # evidence may say anything, and this stands in a script
LAZY = ("torch.utils.checkpoint", "torch.func", "torch._decomp.decompositions_for_jvp")
COMPILER = ("torch._dynamo", "torch._functorch.partitioners")
COMPILED = """


step = torch.compile(step, backend={backend})"""
HIDE = '    os.environ["CUDA_VISIBLE_DEVICES"] = ""  # what a machine without a GPU shows\n'
PLAIN = """\
    sys.stdout.flush()
    os._exit(0)  # some releases hang now and then while their threads end
"""
VERDICT = """\
    same = json.dumps(shown, sort_keys=True) == json.dumps(recorded, sort_keys=True)
    print("as recorded" if same else "differs; recorded is %s" % json.dumps(recorded), flush=True)
    os._exit(0 if same else 1)  # some releases hang now and then while their threads end
"""


def script(
    case: Case, row: Row, release: Release, device: str, behaviour: Behaviour, environment: Environment | None = None,
    *, plain: bool = False,
) -> str:  # fmt: skip # a parameter a line says nothing more
    """The script of one cell; `plain` only prints, otherwise it also tells whether that is what was recorded."""
    code, place = code_of(case.source), Place.parse(device)
    return SCRIPT.format(
        python=_python(release, environment),
        dependencies=json.dumps(release.requirements),
        question=_quoted(visible(case.question)),
        origin=_quoted(_origin(row, release, device, environment, plain=plain)),
        code=code + (COMPILED.format(backend=json.dumps(place.backend)) if place.mode else ""),
        name=(name := _free("reproduce", code)),
        recorded="" if plain else ", recorded",
        lazy=json.dumps([*LAZY, *(COMPILER if place.mode or "torch.compile" in code else ())]),
        hide=HIDE if place.device == "cpu" else "",
        verdict=PLAIN if plain else VERDICT,
        call=_call(name, row, {"device": place.device} if case.takes_device else {}, None if plain else behaviour),
    )


def code_of(source: str) -> str:
    """What of a case's source observes: imports, helpers and observe(), without docstring and metadata."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if _is_metadata(node):
            lines[node.lineno - 1 : node.end_lineno] = [""] * ((node.end_lineno or node.lineno) - node.lineno + 1)
    kept = "\n".join(lines).strip("\n")
    while "\n\n\n\n" in kept:
        kept = kept.replace("\n\n\n\n", "\n\n\n")
    return kept


def _is_metadata(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper()


def _python(release: Release, environment: Environment | None) -> str:
    """The minor version of Python that the cell was measured on, where that is told."""
    told = MINOR.match(environment.python) if environment else None
    return told.group() if told else release.python[0]


def _origin(row: Row, release: Release, device: str, environment: Environment | None, *, plain: bool) -> str:
    built = f"gradreg measured it with {environment.torch} on Python {environment.python}" if environment else ""
    measured = f"{visible(built)}.\n" if built else ""
    how = "Run it with `uv run FILE`" if plain else "`uv run FILE` ends with 0 where it shows that, with 1 where not"
    return f"{visible(row.name)} on torch {release.version}, {device}.\n{measured}{how}."


def _quoted(text: str) -> str:
    """A text that may stand in a docstring."""
    return text.replace("\\", "\\\\").replace('"""', "'''")


def _free(name: str, code: str) -> str:
    """A name that the case does not use."""
    return _free(f"{name}_", code) if name in code else name


def _call(name: str, row: Row, device: dict[str, str], behaviour: Behaviour | None) -> str:
    arguments = repr({**row.arguments, **device})
    if behaviour is None:
        return f"    {name}({arguments})"
    recorded = textwrap.indent(pprint.pformat(behaviour.told, width=WIDTH, sort_dicts=False), " " * 8)
    return f"    {name}(\n        {arguments},\n{recorded},\n    )"
