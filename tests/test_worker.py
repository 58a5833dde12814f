"""The worker, run for real: old and new Pythons, old and new releases, and cases that do their worst."""

import ast
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import helpers
import msgspec
import pytest
from helpers import PYTHONS, ROOT

from gradreg import interpreters, plan, releases, runner
from gradreg.errors import NotRun
from gradreg.model import Conditions, Limits, Observation, Outcome

WORKER = ROOT / "gradreg" / "worker" / "observe.py"
LIMITS = Limits(seconds=4, megabytes=256, workers=2)
Install = Callable[[str], Path]
Rows = dict[str, Observation]
FEW = 3

LOOK = """
import ctypes, gc, math, os, random, signal, socket, sys, threading, time, warnings
import torch

def look():
    "Yield everything that a neighbour might have spoiled."
    yield "grad enabled", torch.is_grad_enabled()
    yield "default dtype", str(torch.get_default_dtype())
    yield "threads", torch.get_num_threads()
    yield "drawn", [float(x) for x in torch.rand(2).double()] + [random.random()]
    yield "folder", os.path.basename(os.getcwd())[:8]
    yield "environment", os.environ.get("SPOILT", "clean")
    yield "recursion limit", sys.getrecursionlimit() < 5000
    yield "written", sys.stdout.write("looked\\n")
    yield "relu", [float(x) for x in torch.relu(torch.tensor([-1.0, 2.0]))]
    torch.manual_seed(1)
    layer = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(layer.parameters(), lr=1.0)
    loss = layer(torch.ones(1, 2)).sum()
    loss.backward()
    yield "gradient", [float(x) for x in layer.weight.grad.reshape(-1)]
    before = layer.weight.detach().clone()
    optimizer.step()
    yield "moved", not torch.equal(layer.weight, before)
    yield "loss", float(loss)
    yield "printed", repr(torch.tensor([0.123456789]))
    yield "denormal", bool((torch.tensor([1e-310], dtype=torch.float64) * 1).ne(0).any())
    yield "root", math.sqrt(16.0)
    yield "collecting", gc.isenabled()
"""

CASE = (
    LOOK
    + """
PARAMS = {"turn": ["first", "spoils", "then", "last"]}

def observe(turn):
    if turn != "spoils":
        for name, value in look():
            yield name, value
        return
    yield "so far", 1
    %s
    yield "survived", True
"""
)

ALONE = f"{LOOK}\ndef observe():\n    for name, value in look():\n        yield name, value\n"

TELLS_NOTHING = {
    "segfaults": "ctypes.string_at(0)",
    "aborts": "os.abort()",
    "hangs": "time.sleep(60)",
    "spins": "while True: pass",
    "exits_at_once": "os._exit(0)",
    "exits_at_once_with_a_code": "os._exit(7)",
    "kills_itself": "os.kill(os.getpid(), signal.SIGKILL)",
    "yields_an_object": "yield 'thing', object()",
    "yields_a_dict": "yield 'thing', {'a': 1}",
    "yields_no_pair": "yield 'alone'",
    "yields_a_name_that_is_none": "yield 1, 1",
    "eats_memory_in_python": "hoard = [bytearray(2 ** 20) for _ in range(10 ** 5)]",
    "eats_memory_in_torch": "hoard = [torch.ones(2 ** 20) for _ in range(10 ** 5)]",
    "asks_for_too_much_memory": "torch.ones(2 ** 40)",
    "closes_every_file": "os.closerange(0, 256)",
    "closes_every_file_and_hangs": "os.closerange(0, 256); time.sleep(60)",
}
ENDS = {
    "raises_system_exit": ("raise SystemExit(3)", "SystemExit"),
    "raises_keyboard_interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "raises_generator_exit": ("raise GeneratorExit", "GeneratorExit"),
    "raises_a_value_error": ("raise ValueError('no')", "ValueError"),
    "interrupts_itself": ("os.kill(os.getpid(), signal.SIGINT); time.sleep(1)", None),
    "recurses_without_end": ("(lambda f: f(f))(lambda f: f(f))", "RecursionError"),
}
SURVIVES = {
    "prints_megabytes": "sys.stdout.write('x' * 5000000)",
    "prints_megabytes_below_python": "[os.write(1, b'y' * 65536) for _ in range(80)]",
    "prints_what_looks_like_an_answer": "sys.stdout.write('[\"end\", {}]\\n')",
    "prints_bytes_that_are_no_text": "os.write(1, bytes(range(256)))",
    "leaves_grad_mode_off": "torch.set_grad_enabled(False)",
    "leaves_no_grad_open": "keep = torch.no_grad(); keep.__enter__()",
    "leaves_another_default_dtype": "torch.set_default_dtype(torch.float64)",
    "leaves_more_threads": "torch.set_num_threads(4)",
    "leaves_anomaly_mode_on": "torch.autograd.set_detect_anomaly(True)",
    "leaves_a_thread_running": "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    "leaves_the_seed_elsewhere": "torch.manual_seed(7); random.seed(7)",
    "leaves_a_global_forward_hook": """
    hooks = getattr(torch.nn.modules.module, 'register_module_forward_hook', None)
    if hooks:
        hooks(lambda module, given, got: got * 100)
    """,
    "leaves_a_file_open": "keep = os.open(os.devnull, os.O_RDONLY)",
    "leaves_the_print_options_changed": "torch.set_printoptions(precision=1)",
    "leaves_denormals_flushed": "torch.set_flush_denormal(True)",
    "leaves_collecting_off": "gc.disable()",
    "patches_a_function_of_torch": "torch.relu = lambda x: x * 0",
    "patches_the_functional_module": "torch.nn.functional.linear = lambda *a, **k: torch.zeros(1, requires_grad=True)",
    "patches_tensor": "torch.Tensor.detach = lambda self: self * 0",
    "patches_a_layer": "torch.nn.Linear.forward = lambda self, x: self.weight * 3",
    "patches_an_optimizer": "torch.optim.SGD.step = lambda self: None",
    "patches_the_standard_library": "math.sqrt = lambda x: 0.0; random.random = lambda: 0.5",
    "swaps_a_module": "import types; sys.modules['math'] = types.SimpleNamespace(sqrt=lambda x: 0.0)",
    "swaps_stdout": "import io; sys.stdout = io.StringIO()",
    "closes_stdout": "sys.stdout.close()",
    "changes_the_folder": "os.chdir('/')",
    "changes_the_environment": "os.environ['SPOILT'] = 'yes'",
    "changes_the_recursion_limit": "sys.setrecursionlimit(9999)",
    "empties_its_folder": "[os.remove(name) for name in os.listdir('.') if os.path.isfile(name)]",
    "forks_a_child_that_stays": "os.fork() or (time.sleep(60), os._exit(0))",
    "forks_a_child_that_exits": "os.fork() or os._exit(1)",
    "ignores_signals": "signal.signal(signal.SIGTERM, signal.SIG_IGN)",
}


@pytest.fixture(scope="session", params=PYTHONS)
def release(request: pytest.FixtureRequest) -> str:
    """One of the releases, each on a Python of its own."""
    return str(request.param)


@pytest.fixture(scope="session")
def spoilt(release: str, torch_python: Install, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What all the hostile cases say when they are observed in one run, beside one that is left alone."""
    folder = tmp_path_factory.mktemp("hostile")
    bodies = {**TELLS_NOTHING, **SURVIVES, **{name: body for name, (body, _) in ENDS.items()}}
    for name, body in bodies.items():
        helpers.write_case(folder / "bad" / f"{name}.py", CASE % body)
    helpers.write_case(folder / "good" / "alone.py", ALONE)
    return helpers.observed(torch_python(release), helpers.job_of(folder, release, LIMITS))[1]


@pytest.fixture(scope="session")
def values(release: str, torch_python: Install) -> Rows:
    """What the well-behaved cases below tests/catalogs/values say."""
    job = helpers.job_of(helpers.CATALOGS / "values", release, Limits(seconds=20, workers=2))
    return helpers.observed(torch_python(release), job)[1]


class TestOneBadRow:
    """A row that does its worst spoils its own cell and no other."""

    @pytest.mark.parametrize("name", [*TELLS_NOTHING, *ENDS, *SURVIVES])
    def test_leaves_its_neighbours_as_they_are(self, spoilt: Rows, name: str) -> None:
        """The rows around it, of the same case, say what a row that runs alone says."""
        alone = spoilt["good/alone"].behaviour

        assert Outcome.OBSERVED == alone.outcome
        for turn in ("first", "then", "last"):
            assert alone == spoilt[f"bad/{name}[{turn}]"].behaviour

    @pytest.mark.parametrize("name", TELLS_NOTHING)
    def test_that_ends_badly_is_no_behaviour(self, spoilt: Rows, name: str) -> None:
        """Its cell says how it ended, keeps nothing as behaviour, and tells why."""
        behaviour = spoilt[f"bad/{name}[spoils]"].behaviour

        assert behaviour.outcome in {Outcome.CRASHED, Outcome.TIMED_OUT}
        assert not behaviour.outcome.is_behaviour
        assert behaviour.detail

    @pytest.mark.parametrize(("name", "raises"), [(name, raises) for name, (_, raises) in ENDS.items() if raises])
    def test_that_raises_keeps_the_facts_so_far(self, spoilt: Rows, name: str, raises: str) -> None:
        """What was yielded before the exception is kept, with the exception's type."""
        behaviour = spoilt[f"bad/{name}[spoils]"].behaviour

        assert (Outcome.RAISED, raises, {"so far": 1}) == (behaviour.outcome, behaviour.raises, behaviour.facts)

    @pytest.mark.parametrize("name", SURVIVES)
    def test_that_goes_on_is_observed(self, spoilt: Rows, name: str) -> None:
        """A row that leaves a mess but goes on tells its facts like any other."""
        behaviour = spoilt[f"bad/{name}[spoils]"].behaviour

        assert (Outcome.OBSERVED, {"so far": 1, "survived": True}) == (behaviour.outcome, behaviour.facts)

    @pytest.mark.parametrize(
        ("name", "outcome", "words"),
        [
            ("segfaults", Outcome.CRASHED, "SIGSEGV"),
            ("aborts", Outcome.CRASHED, "SIGABRT"),
            ("kills_itself", Outcome.CRASHED, "SIGKILL"),
            ("hangs", Outcome.TIMED_OUT, "4 s"),
            ("spins", Outcome.TIMED_OUT, "4 s"),
            ("exits_at_once_with_a_code", Outcome.CRASHED, "7"),
            ("asks_for_too_much_memory", Outcome.CRASHED, "memory limit"),
            ("eats_memory_in_python", Outcome.CRASHED, "memory limit"),
            ("eats_memory_in_torch", Outcome.CRASHED, "memory limit"),
            ("yields_an_object", Outcome.CRASHED, "'thing'"),
        ],
    )
    def test_says_what_happened(self, spoilt: Rows, name: str, outcome: Outcome, words: str) -> None:
        """The reason names the signal, the limit or the fact."""
        behaviour = spoilt[f"bad/{name}[spoils]"].behaviour

        assert outcome == behaviour.outcome
        assert words in str(behaviour.detail)

    def test_keeps_the_end_of_what_it_printed(self, spoilt: Rows) -> None:
        """Of megabytes of output the last part is kept beside the row, and it is no evidence."""
        printed = spoilt["bad/prints_megabytes[spoils]"].printed

        assert printed.endswith("xxx")
        assert len(printed) <= 65536


class TestOneBadCase:
    """What a case does to its process does not reach the other cases that run beside it."""

    def observed(self, python: Path, folder: Path, **limits: float) -> Rows:
        """Observe a folder on 1.0.0, the release that is quickest to start."""
        limits_ = Limits(**{"seconds": 2, "megabytes": 512, "workers": 2, **limits})  # type: ignore[arg-type] # by name
        return helpers.observed(python, helpers.job_of(folder, "1.0.0", limits_))[1]

    def test_twin_that_runs_on_answers_for_nobody(self, torch_python: Install, catalog_of: Callable[..., Path]) -> None:
        """A forked copy that returns into the case's own code reports nothing in its parent's name."""
        folder = catalog_of(twin=CASE % "os.fork()", alone=ALONE)
        found = self.observed(torch_python("1.0.0"), folder)

        assert {"so far": 1, "survived": True} == found["made/twin[spoils]"].behaviour.facts
        for turn in ("first", "then", "last"):
            assert found["made/alone"].behaviour == found[f"made/twin[{turn}]"].behaviour

    def test_lingering_without_files_delays_nobody(
        self, torch_python: Install, catalog_of: Callable[..., Path]
    ) -> None:
        """While one case that closed its files runs into its limit, another one that is done in time is observed."""
        folder = catalog_of(
            a_lingers="import os, time\n\nPARAMS = {'turn': [1, 2]}\n\ndef observe(turn):\n    time.sleep(0.5)\n"
            "    if turn == 2:\n        os.closerange(0, 256)\n        time.sleep(60)\n    yield 'x', 1\n",
            b_slow="import time\n\ndef observe():\n    time.sleep(1)\n    yield 'done', True\n",
        )
        found = self.observed(torch_python("1.0.0"), folder)

        assert helpers.saw(done=True) == found["made/b_slow"].behaviour
        assert Outcome.TIMED_OUT == found["made/a_lingers[2]"].behaviour.outcome

    def test_garbage_in_the_answers_is_passed_over(
        self, torch_python: Install, catalog_of: Callable[..., Path]
    ) -> None:
        """JSON that is no message, written to every open file, does not stop the worker."""
        body = """
        import os

        PARAMS = {"turn": [1, 2]}

        def observe(turn):
            for stream in range(3, 64):
                for text in (b"1\\n", b"[]\\n", b'{"a": 1}\\n', b'["fact"]\\n', b"null\\n", b"\\xff\\n"):
                    try:
                        os.write(stream, text)
                    except OSError:
                        pass
            yield "done", turn
        """
        found = self.observed(torch_python("1.0.0"), catalog_of(garbage=body))

        assert {1, 2} == {row.behaviour.facts["done"] for row in found.values()}

    def test_alarm_set_by_one_row_does_not_reach_the_next(
        self, torch_python: Install, catalog_of: Callable[..., Path]
    ) -> None:
        """A timer that is still running when a row ends does not go off in its neighbour."""
        body = """
        import signal
        import time

        PARAMS = {"turn": [1, 2]}

        def observe(turn):
            if turn == 1:
                signal.setitimer(signal.ITIMER_REAL, 0.2)
            else:
                time.sleep(0.5)
            yield "done", turn
        """
        found = self.observed(torch_python("1.0.0"), catalog_of(alarm=body))

        assert [Outcome.OBSERVED] * 2 == [row.behaviour.outcome for row in found.values()]

    @pytest.mark.parametrize(
        "body",
        [
            "yield 'text', chr(0xD800)",
            "raise ValueError(chr(0xD800))",
            "yield 'number', 10 ** 40",
            "yield 'name ' + chr(0xD800), 1",
            "warnings.warn(chr(0xD800)); yield 'x', 1",
        ],
    )
    def test_odd_text_and_numbers_stop_nobody(
        self, torch_python: Install, catalog_of: Callable[..., Path], body: str
    ) -> None:
        """What JSON can hardly carry spoils at most the row that said it."""
        folder = catalog_of(
            odd=f"import warnings\n\ndef observe():\n    {body}\n    yield 'end', 1\n",
            plain="def observe():\n    yield 'done', True\n",
        )
        found = self.observed(torch_python("1.0.0"), folder)

        assert helpers.saw(done=True) == found["made/plain"].behaviour

    def test_exception_that_cannot_be_printed_stops_nobody(
        self, torch_python: Install, catalog_of: Callable[..., Path]
    ) -> None:
        """An exception whose text raises spoils its own row only."""
        body = """
        PARAMS = {"turn": [1, 2, 3]}

        class Mute(Exception):
            def __str__(self):
                raise RuntimeError("no words")

        def observe(turn):
            yield "turn", turn
            if turn == 2:
                raise Mute
        """
        found = self.observed(torch_python("1.0.0"), catalog_of(mute=body))

        assert helpers.saw(turn=1) == found["made/mute[1]"].behaviour
        assert helpers.saw(turn=3) == found["made/mute[3]"].behaviour
        assert found["made/mute[2]"].behaviour.outcome is not Outcome.OBSERVED

    def test_warning_that_a_row_swallowed_is_still_heard_in_the_next(
        self, torch_python: Install, catalog_of: Callable[..., Path]
    ) -> None:
        """A warning that C++ gives once a process is recorded by every row that does not swallow it itself."""
        body = """
        import warnings

        import torch

        PARAMS = {"turn": ["swallows", "hears"]}

        def observe(turn):
            with warnings.catch_warnings(record=turn == "swallows"):
                torch.meshgrid(torch.ones(1), torch.ones(1))
            yield "done", True
        """
        job = helpers.job_of(catalog_of(once=body), "1.13.1", Limits(seconds=20))
        found = helpers.observed(torch_python("1.13.1"), job)[1]

        assert ["UserWarning"] == [kind for kind, _ in found["made/once[hears]"].behaviour.warnings]


class TestValues:
    """Each kind of value is described in a word, or stands for itself."""

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("None", "None"),
            ("zeros", "zero"),
            ("ones", "nonzero"),
            ("nan among zeros", "nonfinite"),
            ("inf tensor", "nonfinite"),
            ("minus inf tensor", "nonfinite"),
            ("empty tensor", "zero"),
            ("number tensor", "nonzero"),
            ("integers", "nonzero"),
            ("booleans", "zero"),
            ("half", "nonzero"),
            ("sparse", "nonzero"),
            ("sparse zeros", "zero"),
            ("uncoalesced", "zero"),
            ("parameter", "nonzero"),
            ("requires grad", "zero"),
            ("True", True),
            ("False", False),
            ("one", 1),
            ("text", "ä|<b>\n"),
            ("third", 0.3333),
            ("large", 1.235e20),
            ("whole float", 2.0),
            ("nan", "nan"),
            ("inf", "inf"),
            ("list", [1, 0.6667, "None", "zero", [True]]),
            ("tuple", [1, 2]),
            ("size", [2, 3]),
            ("loop", [0, 1, 4]),
            ("at the yield", ["zero", "nonzero"]),
        ],
    )
    def test_is_described(self, values: Rows, name: str, expected: object) -> None:
        """The recorded value is the expected one, and of the same type."""
        found = values["kinds/every_kind_of_value"].behaviour.facts[name]

        assert expected == found
        assert type(expected) is type(found)

    def test_describing_leaves_the_graph_alone(self, values: Rows) -> None:
        """A tensor that was yielded can still be used in backward, and grad mode is what it was."""
        found = values["kinds/yield_between"].behaviour.facts

        assert {"hidden": "nonzero", "gradient": "nonzero", "grad enabled": True} == found

    def test_warnings_are_recorded(self, values: Rows) -> None:
        """A warning's category and text are kept, each once, in order."""
        assert (("UserWarning", "first"), ("DeprecationWarning", "second")) == values["kinds/warns"].behaviour.warnings

    @pytest.mark.parametrize("turn", ["a", "b", "c"])
    def test_warnings_given_once_a_process_are_recorded_in_every_row(
        self, values: Rows, turn: str, release: str
    ) -> None:
        """A warning that C++ gives once appears in each row of a case, not only in its first."""
        found = values[f"kinds/warns_once[{turn}]"].behaviour

        assert Outcome.OBSERVED == found.outcome
        assert (["UserWarning"] if releases.find(helpers.KNOWN, release).within(">=1.10") else []) == [
            kind for kind, _ in found.warnings
        ]

    def test_rows_are_seeded_alike(self, values: Rows) -> None:
        """Rows draw the same numbers wherever they stand."""
        drawn = {str(values[f"kinds/draws[{turn}]"].behaviour.facts) for turn in (1, 2, 3)}

        assert 1 == len(drawn)

    def test_device_is_handed_over(self, values: Rows) -> None:
        """A case that takes a device gets the one of the job, beside its parameters."""
        assert {"where": "cpu", "what": "None"} == values["kinds/takes_device[None]"].behaviour.facts


CONDITIONS = '''"""In which conditions?

https://docs.python.org/3/using/cmdline.html#envvar-PYTHONHASHSEED
"""
import sys

import torch


def observe():
    yield "order", [*{"leaf", "hook", "view", "clone", "detach", "backward", "grad"}]
    yield "threads", torch.get_num_threads()
    yield "worker", any("worker" in path for path in sys.path)
'''


class TestTheWorker:
    """The worker as a program."""

    def test_tells_its_environment(self, release: str, torch_python: Install) -> None:
        """The fingerprint names the exact release and Python that were asked for."""
        found, _ = helpers.observed(
            torch_python(release), helpers.job_of(helpers.CATALOGS / "good", release, Limits(workers=2))
        )

        assert release == found.torch.split("+")[0]
        assert PYTHONS[release] == found.python.rpartition(".")[0]
        assert found.platform.startswith("Linux ")

    def test_tells_the_hash_of_the_wheel(self, release: str, torch_python: Install) -> None:
        """That of the wheel's list of files without what an installer adds, whatever its order."""
        python = torch_python(release)
        (record,) = (python.parent.parent / "lib").glob("python*/site-packages/torch-*.dist-info/RECORD")
        lines = [line.rsplit(",", 2) for line in record.read_text(encoding="utf-8").splitlines()]
        added = ("INSTALLER", "REQUESTED", "RECORD")
        kept = [line for line in lines if not line[0].startswith("..") and line[0].rpartition("/")[2] not in added]
        kept = [line for line in kept if line[1]]  # 1.0.0's list tells the lengths alone of what belongs to caffe2
        listed = "".join(f"{name},{has}\n" for name, has, _ in sorted(kept))
        found, _ = helpers.observed(python, helpers.job_of(helpers.CATALOGS / "good", release, Limits(workers=2)))

        assert hashlib.sha256(listed.encode()).hexdigest() == found.wheel

    def test_works_in_the_conditions_it_is_given(self, release: str, torch_python: Install, tmp_path: Path) -> None:
        """The seed of hashes decides the order of a set, and torch has the threads; one's own variables do neither."""
        topic = tmp_path / "topic"
        topic.mkdir()
        (topic / "claim.py").write_text(CONDITIONS, encoding="utf-8")
        job = helpers.job_of(tmp_path, release, Limits())
        seen = [
            helpers.observed(torch_python(release), msgspec.structs.replace(job, conditions=conditions))[1]
            for conditions in (Conditions(), Conditions(), Conditions(hash_seed=1), Conditions(threads=3))
        ]
        facts = [next(iter(rows.values())).behaviour.facts for rows in seen]

        assert facts[0] == facts[1]
        assert facts[0]["order"] != facts[2]["order"]
        assert 1 == facts[0]["threads"]
        assert {**facts[0], "threads": 1 if release == "1.0.0" else 3} == facts[3], "1.0.0 here never has more than one"
        assert not facts[0]["worker"]

    def test_refuses_another_release(self, torch_python: Install) -> None:
        """A Python with another release than the job's observes nothing."""
        job = helpers.job_of(helpers.CATALOGS / "good", "1.4.0", Limits())
        with pytest.raises(NotRun) as caught:
            list(runner.run(torch_python("1.0.0"), job))

        assert "canary failed" == caught.value.reason
        assert "1.0.0" in str(caught.value)

    def test_refuses_a_python_without_torch(self) -> None:
        """A Python that has no torch is told apart from behaviour."""
        with pytest.raises(NotRun) as caught:
            list(runner.run(Path(sys.executable), helpers.job_of(helpers.CATALOGS / "good", "1.4.0", Limits())))

        assert "torch did not import" == caught.value.reason
        assert "No module named 'torch'" in str(caught.value)

    @pytest.mark.parametrize(
        ("version", "device", "step"), [("1.0.0", "cpu", 5), ("2.15.0", "cpu", 5), ("1.13.1", "meta", 15)]
    )
    def test_sharing_a_process_changes_no_answer(
        self, torch_python: Install, version: str, device: str, step: int
    ) -> None:
        """Every fifth or so case of the real catalog says the same whether its rows share a process or not.

        Old engines race with their own threads, and crash once in thousands of rows; such a row is looked at again.
        """
        job = helpers.job_of(ROOT / "cases", version, Limits(workers=2), device)
        job = msgspec.structs.replace(job, cases=job.cases[::step])
        alone = msgspec.structs.replace(job, limits=Limits(workers=2, share=False))
        _, shared = helpers.observed(torch_python(version), job)
        _, single = helpers.observed(torch_python(version), alone)
        differing = {row for row in shared if shared[row].behaviour != single[row].behaviour}
        looks = {row: (shared[row].behaviour.outcome, single[row].behaviour.outcome) for row in differing}
        crashed = {row for row, outcomes in looks.items() if Outcome.CRASHED in outcomes}
        if crashed:
            shared |= helpers.observed(torch_python(version), plan.narrowed(job, frozenset(crashed)))[1]
            single |= helpers.observed(torch_python(version), plan.narrowed(alone, frozenset(crashed)))[1]

        assert len(crashed) < FEW
        assert {row: found.behaviour for row, found in single.items()} == {
            row: found.behaviour for row, found in shared.items()
        }

    def test_loads_the_compiler_for_those_that_compile(
        self, torch_python: Install, catalog_of: Callable[..., Path]
    ) -> None:
        """A row that compiles finds the compiler loaded, compiles and goes backward; no other row is near it."""
        loaded = (
            "import sys, torch\n\ndef observe():\n    yield 'loaded', 'torch._functorch.partitioners' in sys.modules\n"
        )
        compiles = (
            "    x = torch.ones(2, requires_grad=True)\n"
            "    torch.compile(lambda x: (x * x).sum(), backend='aot_eager')(x).backward()\n"
            "    yield 'x.grad', x.grad.tolist()\n"
        )
        job = helpers.job_of(catalog_of(compiles=loaded + compiles, does_not=loaded), "2.15.0", Limits())
        _, found = helpers.observed(torch_python("2.15.0"), job)

        assert {"loaded": True, "x.grad": [2.0, 2.0]} == found["made/compiles"].behaviour.facts
        assert {"loaded": False} == found["made/does_not"].behaviour.facts

    @pytest.mark.parametrize("version", ["1.0.0", "1.13.1"])
    def test_spawned_interpreters_say_what_forked_ones_say(
        self, torch_python: Install, version: str, catalog_of: Callable[..., Path]
    ) -> None:
        """Where there is no safe fork, a new interpreter for each row gives the same answers."""
        head = "import ctypes, os, time, warnings\nimport torch\n\ndef observe(device):\n    yield 'so far', 1\n    "
        folder = catalog_of(
            crashes=head + "ctypes.string_at(0)",
            hangs=head + "time.sleep(60)",
            raises=head + "raise KeyboardInterrupt",
            warns=head + "warnings.warn('oh')\n    yield 'drawn', float(torch.rand(1))",
            yields_an_object=head + "yield 'x', object()",
        )
        job = helpers.job_of(folder, version, Limits(seconds=2))
        spawned = msgspec.structs.replace(job, limits=Limits(seconds=2, isolate="spawn"))
        _, one = helpers.observed(torch_python(version), job)
        _, other = helpers.observed(torch_python(version), spawned)

        assert {row: found.behaviour for row, found in one.items()} == {
            row: found.behaviour for row, found in other.items()
        }

    def test_ends_with_the_one_who_asked(self, torch_python: Install, catalog_of: Callable[..., Path]) -> None:
        """When nobody reads the answers any more, no worker and no case stays behind."""
        folder = catalog_of(hangs="import time\n\ndef observe():\n    yield 'so far', 1\n    time.sleep(77)\n")
        answers = runner.run(torch_python("1.0.0"), helpers.job_of(folder, "1.0.0", Limits(seconds=77)))
        next(answers)
        answers.close()  # type: ignore[attr-defined] # a generator, as its annotation need not say

        left = subprocess.run(["pgrep", "-f", f"{torch_python('1.0.0')} -I"], capture_output=True, check=False)
        assert b"" == left.stdout


class TestTheFloor:
    """The worker runs where nothing newer than Python 3.7 and nothing but torch can be expected."""

    def test_needs_no_newer_python_than_3_7(self) -> None:
        """Vermin finds nothing in the worker that came after 3.7."""
        done = subprocess.run(
            [Path(sys.executable).with_name("vermin"), "--no-tips", "-t=3.7-", WORKER],
            capture_output=True,
            text=True,
            check=False,
        )

        assert 0 == done.returncode, done.stdout

    def test_compiles_on_a_real_3_7(self) -> None:
        """The oldest interpreter reads the worker without complaint."""
        oldest = interpreters.find(helpers.KNOWN[0], os.environ)
        code = "import pathlib, sys; compile(pathlib.Path(sys.argv[1]).read_bytes(), sys.argv[1], 'exec')"
        done = subprocess.run([oldest, "-W", "error", "-c", code, WORKER], capture_output=True, check=False)

        assert (0, b"") == (done.returncode, done.stderr)

    def test_imports_the_standard_library_and_torch_only(self) -> None:
        """No import, at any depth of the file, is of something that has to be installed beside torch."""
        names = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(WORKER.read_text(encoding="utf-8")))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or "."]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }

        assert {"torch"} == names - sys.stdlib_module_names

    def test_older_pythons_are_told_before_anything_else_is_imported(self) -> None:
        """The version gate stands above every import but that of sys."""
        body = ast.parse(WORKER.read_text(encoding="utf-8")).body
        gate = next(index for index, node in enumerate(body) if isinstance(node, ast.If))
        imports = [node for node in body[:gate] if isinstance(node, ast.Import | ast.ImportFrom)]

        assert ["import sys"] == [ast.unparse(node) for node in imports]
