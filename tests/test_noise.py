"""A zoo of noise, on real torch: each kind of thing that differs from run to run is caught, and never called known."""

from collections.abc import Callable, Mapping
from pathlib import Path

import helpers
import pytest

from gradreg import catalog, pipeline, store
from gradreg.model import Behaviour, Limits, Outcome, Places, Request, Trial

RELEASE = "1.4.0"
ZOO = {
    "hash_seed": """
        def observe():
            yield "first of a set", next(iter({str(number) for number in range(1000)}))
        """,
    "order": """
        PARAMS = {"number": [1, 2, 3]}

        def observe(number):
            registry = __import__("string").__dict__
            registry["seen"] = registry.get("seen", 0) + 1
            yield "rows before this one", registry["seen"]
        """,
    "address": """
        def observe():
            yield "id", id(object())
        """,
    "address_in_a_text": """
        import torch

        def observe():
            yield "repr", repr(torch.nn.Linear(1, 1).parameters())
        """,
    "collection": """
        import weakref

        def observe():
            class Node:
                pass
            ends, lost = [], []
            while not lost:
                node = Node()
                node.itself = node
                ends.append(weakref.ref(node, lost.append))
            yield "made before one was collected", len(ends)
        """,
    "memory": """
        import torch

        def observe():
            torch.tensor([id(object()) + number for number in range(512)])
            raw = [torch.empty(512, dtype=torch.int64) for _ in range(20)]
            yield "found in it", [str(word) for tensor in raw for word in tensor.tolist() if word][:3]
        """,
    "time": """
        import time

        def observe():
            yield "now", time.time() % 1
        """,
    "process": """
        import os

        def observe():
            yield "pid", os.getpid()
        """,
    "temporary_folder": """
        import tempfile

        def observe():
            yield "folder", tempfile.gettempdir()
        """,
    "randomness_of_the_system": """
        import os

        def observe():
            yield "random", int.from_bytes(os.urandom(6), "little")
        """,
    "race_of_backwards": """
        import threading
        import torch

        def observe():
            leaf, order = torch.ones(2000, requires_grad=True), []
            def work(name):
                for _ in range(200):
                    (leaf * leaf).sum().backward()
                    order.append(name)
            threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
            [thread.start() for thread in threads]
            [thread.join() for thread in threads]
            yield "order", "".join(order)
        """,
    "message": """
        import time
        import torch

        def observe():
            yield "x", 1
            raise RuntimeError("at %s" % time.time())
        """,
    "warning": """
        import os
        import warnings

        def observe():
            yield "x", 1
            if os.getpid() and next(iter({str(number) for number in range(1000)})) < "5":
                warnings.warn("now and then")
            warnings.warn("at %s" % os.getpid())
        """,
}
"""Kind of noise -> a case that shows it."""
TRUE = {"zoo/order[1]"}
"""The one row of the zoo whose first look is right: none is before it."""
THREADED = """
import torch

def observe():
    values = torch.arange(1, 1000001, dtype=torch.float32) / 7
    yield "rounding error of a sum", float(values.sum().double() - values.double().sum())
    yield "threads", torch.get_num_threads()
"""
QUIET = """
import os
import torch

def observe():
    leaf = torch.ones(3, requires_grad=True)
    (leaf * torch.rand(3)).sum().backward()
    yield "grad", [float(number) for number in leaf.grad]
    yield "Python's variables", sorted(name for name in os.environ if name.startswith("PYTHON"))
"""


@pytest.fixture(scope="module")
def seen(torch_python: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Behaviour]:
    """Row -> what is recorded of it after one run with two looks and a third with two threads."""
    folder = tmp_path_factory.mktemp("zoo")
    for name, body in {**ZOO, "threads": THREADED, "quiet": QUIET}.items():
        helpers.write_case(folder / "cases" / "zoo" / f"{name}.py", body)
    places = Places(folder / "cases", folder / "results")
    request = Request(RELEASE, "cpu", folder / "env", torch_python(RELEASE), limits=Limits(workers=2), threads=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONHASHSEED", "7")
        patch.setenv("PYTHONWARNINGS", "error")
        pipeline.measure(places, request)
    return {
        where[0]: cell.behaviour
        for case in catalog.load(places.cases, helpers.KNOWN)
        for where, cell in store.load(places.results, case).cells.items()
    }


@pytest.mark.parametrize("kind", ZOO)
def test_noise_is_caught(seen: Mapping[str, Behaviour], kind: str) -> None:
    """No row of the zoo is recorded as known: each is unstable, and holds what differed."""
    mine = {row: behaviour for row, behaviour in seen.items() if row.partition("[")[0] == f"zoo/{kind}"}

    assert mine
    assert mine.keys() & TRUE == {row for row, behaviour in mine.items() if behaviour.outcome is not Outcome.UNSTABLE}


def test_noise_of_threads_is_caught_by_a_look_with_more(seen: Mapping[str, Behaviour]) -> None:
    """One thread shows the same twice; two show something else, and the cell says that it was they."""
    found = seen["zoo/threads"]

    assert (Outcome.UNSTABLE, "with 2 threads") == (found.outcome, found.detail)


def test_what_is_seeded_is_steady(seen: Mapping[str, Behaviour]) -> None:
    """Random numbers and the variables of Python's own are the same in every look, whatever the caller's are."""
    found = seen["zoo/quiet"]

    assert Outcome.OBSERVED == found.outcome
    assert ["PYTHONHASHSEED"] == found.facts["Python's variables"]


def test_a_calibration_lists_noise_and_nothing_else(torch_python: Callable[[str], Path], tmp_path: Path) -> None:
    """The same release under two names: what is steady makes no transition, what is not one, told side by side."""
    for name, body in {"hash_seed": ZOO["hash_seed"], "quiet": QUIET}.items():
        helpers.write_case(tmp_path / "cases" / "zoo" / f"{name}.py", body)
    trial = Trial((RELEASE,), "cpu", tmp_path / "envs", torch_python(RELEASE))
    found = pipeline.calibrate(Places(tmp_path / "cases", tmp_path / "results"), trial)
    (told,) = found.disagreements

    assert (2, 1, 1) == (found.compared, found.agreements[0].agreeing, found.exit_code)
    assert ("zoo/hash_seed", RELEASE, "changed") == (told.row, told.release, told.kind.word)
    assert told.first.facts != told.second.facts
    assert not (tmp_path / "results").exists()
