"""Runs that would publish a lie: a torch that is broken in many rows at once, though its canary lives."""

from collections.abc import Callable
from pathlib import Path

import helpers
import pytest
from toll import Checkout, Strike

from gradreg.store import changelog

HEALTHY = "        if self.is_leaf:\n"
WRONG = "        if self.is_leaf and len(self.data) == 2:\n            return\n"
CRASHES = "        if self.is_leaf and len(self.data) == 2:\n            import os\n            os.abort()\n"
RELEASE = "2.15.0"
Measure = Callable[..., object]
fault = pytest.mark.fault


@pytest.fixture
def measure(strike: Strike, tmp_path: Path) -> Measure:
    """Measure everything with a torch whose backward does that to short leaves; the canary's is longer."""

    def run(broken: str, *more: str, **toll: object) -> object:
        python = helpers.stand_in(tmp_path / "env", RELEASE)
        (source,) = tmp_path.glob("env/lib/python3*/site-packages/torch/tensor.py")
        text = source.read_text(encoding="utf-8")
        assert 1 == text.count(HEALTHY)
        source.write_text(text.replace(HEALTHY, broken + HEALTHY), encoding="utf-8")
        return strike("measure", "--torch", RELEASE, "--python", python, *more, **toll)

    return run


@fault("a broken torch loses the gradients of most rows, and the run is an update")
def test_flips(measure: Measure, checkout: Checkout) -> None:
    """Nothing is replaced, and nothing new is recorded either; the raw run can be read."""
    measure(WRONG, "--update", saw="held back: 3 of 3 known cells change (3 flip)", code=2)

    assert (checkout.results / ".raw" / f"{RELEASE}-cpu.jsonl").exists()


@fault("a broken torch crashes in most rows")
def test_crashes(measure: Measure) -> None:
    """The run is held back as a whole, the row that did not crash too."""
    measure(CRASHES, saw="held back: 3 of 3 known cells change (3 go blank)", code=2)


@fault("a broken torch crashes in most rows, and somebody accepts that")
def test_crashes_accepted(measure: Measure, checkout: Checkout) -> None:
    """What crashed keeps what it had, what did not is recorded, and the reason stays."""
    measure(CRASHES, "--accept-changes", "they always do", saw="3 missing", code=2, gains=1)

    assert ["they always do"] == [entry.reason for entry in changelog.entries(checkout.results)]


@fault("an entry of the changelog of the evidence is garbled")
def test_garbled_trace(strike: Strike, checkout: Checkout) -> None:
    """It is told by its file, and to be restored."""
    path = checkout.results / changelog.FOLDER / RELEASE / "cpu-1-0123456789ab.json"
    path.parent.mkdir(parents=True)
    path.write_text("<<<<<<< HEAD\n{}\n", encoding="utf-8")

    strike("check", saw="cpu-1-0123456789ab.json: damaged", code=1)
