"""How much faster is a forward under no_grad? One ratio a release; the speed part of claim S2.10."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

import places
import record
from places import Place

from gradreg import environments
from gradreg.errors import GradregError
from gradreg.runner import ONE_THREAD

SCRIPT = Path(__file__).parent / "no_grad_forward.py"
Measured = list[tuple[Place, dict[str, list[float]]]]
NOTE = """Time of a forward under `torch.no_grad()` over time of the same forward in grad mode, parameters requiring
gradients, one thread, turns taken within one process: median of the repetitions (quartiles).
0.80 is a forward that takes 20 % less time. The claim (S2.10) is 0.70 to 0.80."""


def run(wanted: Sequence[str], warm: Place, root: Path) -> Measured:
    """Measure each release in an environment of its own, made for it and removed; the warm one is taken as it is."""
    return [_measured(version, warm, root) for version in wanted]


def _measured(version: str, warm: Place, root: Path) -> tuple[Place, dict[str, list[float]]]:
    places.say(f"forward under no_grad: torch {version}")
    if version == warm.release:
        return warm, _ratios(warm)
    folder = root / f"bench-torch-{version.replace('.', '-')}"
    try:
        place = places.provide(folder, version)
        return place, _ratios(place)
    finally:
        environments.remove(folder)


def _ratios(place: Place) -> dict[str, list[float]]:
    environ = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
    done = subprocess.run([place.python, "-I", SCRIPT], env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GradregError(f"{place}: {done.stderr[-1000:]}")
    return json.loads(done.stdout)


def text(measured: Measured) -> str:
    """The table, a line a release and a column a model."""
    models = list(measured[0][1])
    lines = [(place.torch, place.version, *(_cell(found[model]) for model in models)) for place, found in measured]
    return f"{NOTE}\n\n{record.table(('torch', 'Python', *models), lines)}"


def _cell(ratios: list[float]) -> str:
    low, _, high = quantiles(ratios, n=4)
    return f"{median(ratios):.2f} ({low:.2f} to {high:.2f})"
