"""Cases that do their worst, each with what its cell has to say; and a look at everything they might have spoiled."""

import textwrap
from typing import NamedTuple

from gradreg.model import Facts, Outcome


class Fault(NamedTuple):
    """One thing a case does, and how its own cell ends.

    Attributes:
        body: what the row does after it yielded "so far".
        words: what the cell's detail, or its exception's type, says.
        facts: what was yielded, where that is certain.
    """

    body: str
    outcome: Outcome
    words: str = ""
    facts: Facts | None = None


HEAD = """
import ctypes, gc, json, locale, math, mmap, os, random, signal, subprocess, sys, tempfile, threading, time
import torch

PARAMS = {"turn": ["before", "fault", "after"]}

mark = "%(mark)s"

def look():
    "Yield everything that a neighbour might have spoiled."
    yield "grad enabled", torch.is_grad_enabled()
    yield "default dtype", str(torch.get_default_dtype())
    yield "threads", [torch.get_num_threads(), threading.active_count()]
    yield "drawn", [float(number) for number in torch.rand(2).double()] + [random.random()]
    yield "folder", os.listdir(".")
    yield "temporary", len(os.listdir(tempfile.gettempdir()))
    yield "environment", os.environ.get("SPOILT", "clean")
    yield "umask", os.umask(0o22)
    yield "locale", locale.setlocale(locale.LC_ALL)
    yield "handlers", [signal.getsignal(number) == signal.SIG_DFL for number in (2, 10, 14, 15, 17)]
    yield "blocked", len(signal.pthread_sigmask(signal.SIG_BLOCK, []))
    yield "timers", [signal.getitimer(timer)[0] for timer in (0, 1, 2)]
    yield "traced", sys.gettrace() is not None
    yield "clock", 1.6e9 < time.time() < 4e9
    yield "text", json.dumps([1])
    yield "root", math.sqrt(16.0)
    yield "deterministic", getattr(torch, "are_deterministic_algorithms_enabled", lambda: False)()
    weight = torch.ones(2, requires_grad=True)
    (weight * torch.relu(torch.tensor([-1.0, 2.0]))).sum().backward()
    yield "gradient", weight.grad.tolist()

def observe(turn):
    if turn != "%(turn)s":
        for name, value in look():
            yield name, value
        return
    yield "so far", 1
"""
FOREVER = "while True: time.sleep(1)"
SO_FAR: Facts = {"so far": 1}
SURVIVED: Facts = {"so far": 1, "survived": True}
DAEMON = """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        %s
        os.execvp("sleep", [mark, "600"])
    os._exit(0)
"""
FORGED = r"""
answers = [{"row": row, "outcome": "observed", "facts": {"forged": 1}, "raises": None, "message": None, "warnings": [],
            "detail": None, "seconds": 0.1, "printed": "", "traceback": None} for row in ("hostile/alone", "x")]
lines = [["begin", "hostile/alone[before]"], ["begin", "no/such"], ["fact", "forged", 1], ["end", {}],
         ["end", answers[0]], ["end", {"outcome": "great"}], {"end": 0}, {"infra": "forged", "detail": ""}] + answers
forged = "".join(json.dumps(line) + "\n" for line in lines).encode() + b'no end of line: ["end'
"""


def observed(body: str) -> Fault:
    """A row that leaves a mess and goes on: it is observed, with all its facts."""
    return Fault(body, Outcome.OBSERVED, facts=SURVIVED)


def crashed(body: str, words: str) -> Fault:
    """A row that ends without an end of its own."""
    return Fault(body, Outcome.CRASHED, words)


def late(body: str) -> Fault:
    """A row that never ends."""
    return Fault(body, Outcome.TIMED_OUT, "no answer within")


def raised(body: str, words: str) -> Fault:
    """A row that raises, and keeps its facts so far."""
    return Fault(body, Outcome.RAISED, words, SO_FAR)


PROCESSES = {
    "forks_and_both_go_on": observed("os.fork()"),
    "forks_and_the_parent_exits": crashed("if os.fork(): os._exit(0)", "exit status 0"),
    "forks_many_that_stay": observed("for _ in range(20): os.fork() or (time.sleep(600), os._exit(0))"),
    "starts_threads_that_never_end": observed(
        "for _ in range(4): threading.Thread(target=time.sleep, args=(600,), daemon=True).start()"
    ),
    "starts_threads_that_keep_it_alive": observed("threading.Thread(target=time.sleep, args=(600,)).start()"),
    "starts_threads_without_end": crashed(
        "while True: threading.Thread(target=time.sleep, args=(600,), daemon=True).start()", "memory limit"
    ),
    "leaves_a_daemon": observed(DAEMON % "os.closerange(0, 64)"),
    "leaves_a_daemon_that_holds_its_pipes": observed(DAEMON % "pass"),
    "leaves_a_daemon_and_crashes": crashed(DAEMON % "pass" + "os.abort()", "SIGABRT"),
    "leaves_a_daemon_that_prints": observed(DAEMON % "while True: os.write(1, b'x' * 65536)"),
    "leaves_a_session": observed("subprocess.Popen([mark, '600'], executable='sleep', start_new_session=True)"),
    "kills_its_process_group": crashed("os.killpg(0, signal.SIGKILL)", "SIGKILL"),
    "stops_itself": late("os.kill(os.getpid(), signal.SIGSTOP)"),
}
FILES = {
    "closes_every_file": crashed("os.closerange(0, 256)", "ended before the case did"),
    "closes_its_output": observed("os.close(1); os.close(2)"),
    "changes_directory": observed("os.chdir('/')"),
    "removes_its_directory": observed("os.rmdir(os.getcwd())"),
    "empties_the_folder_above": observed(
        """
        import shutil
        shutil.rmtree(os.path.dirname(os.getcwd()), ignore_errors=True)
        """
    ),
    "forbids_its_directory": observed("os.chmod('.', 0)"),
    "leaves_files_behind": observed("open('left', 'w').close(); tempfile.mkstemp()"),
    "makes_folders_without_bottom": observed(
        """
        for _ in range(3000):
            os.mkdir("a")
            os.chdir("a")
        """
    ),
    "changes_umask": observed("os.umask(0o777)"),
    "opens_every_file_it_can": observed(
        """
        try:
            while True:
                os.dup(0)
        except OSError:
            pass
        """
    ),
}
SIGNALS = {
    "ignores_signals": observed("[signal.signal(number, signal.SIG_IGN) for number in (2, 14, 15, 17)]"),
    "ignores_signals_and_hangs": late("[signal.signal(number, signal.SIG_IGN) for number in (2, 14, 15)]\n" + FOREVER),
    "handles_a_signal_of_its_own": observed("signal.signal(signal.SIGUSR1, lambda *_: None)"),
    "blocks_signals": observed("signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))"),
    "blocks_signals_and_hangs": late("signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))\n" + FOREVER),
    "sets_an_alarm_for_later": observed("signal.setitimer(signal.ITIMER_REAL, 0.5)"),
    "sets_a_timer_of_its_work": observed("signal.setitimer(signal.ITIMER_VIRTUAL, 600); signal.setitimer(2, 600)"),
    "alarms_itself": crashed("signal.setitimer(signal.ITIMER_REAL, 0.1)\n" + FOREVER, "SIGALRM"),
    "segfaults": crashed("ctypes.string_at(0)", "SIGSEGV"),
    "aborts": crashed("os.abort()", "SIGABRT"),
    "divides_by_zero_in_c": crashed("os.kill(os.getpid(), signal.SIGFPE)", "SIGFPE"),
    "meets_an_illegal_instruction": crashed("os.kill(os.getpid(), signal.SIGILL)", "SIGILL"),
    "exits_well": crashed("os._exit(0)", "exit status 0"),
    "exits_with_three": crashed("os._exit(3)", "exit status 3"),
    "leaves_by_sys_exit": raised("sys.exit(0)", "SystemExit"),
    "interrupts": raised("raise KeyboardInterrupt", "KeyboardInterrupt"),
}
MEMORY = {
    "hoards_lists": crashed("hoard = []\nwhile True: hoard.append([0] * 10 ** 6)", "memory limit"),
    "hoards_tensors": crashed("hoard = []\nwhile True: hoard.append(torch.ones(2 ** 20))", "memory limit"),
    "hoards_maps": crashed("hoard = []\nwhile True: hoard.append(mmap.mmap(-1, 2 ** 24))", "memory limit"),
    "hoards_in_a_thread": observed(
        """
        def hoard():
            kept = []
            while True:
                kept.append(bytearray(2 ** 22))
        threading.excepthook = lambda *_: None
        thread = threading.Thread(target=hoard)
        thread.start()
        thread.join()
        """
    ),
    "asks_for_a_terabyte": crashed("torch.ones(2 ** 38)", "memory limit"),
    "recurses": raised("(lambda f: f(f))(lambda f: f(f))", "RecursionError"),
    "overflows_the_stack_in_c": crashed(
        "ctypes.CDLL(None).qsort.restype = None\n"
        "sort = ctypes.CDLL(None).qsort\n"
        "kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)\n"
        "sys.setrecursionlimit(10 ** 7)\n"
        "data = (ctypes.c_int * 2)(2, 1)\n"
        "back = kind(lambda *_: sort(data, 2, 4, back) or 0)\n"
        "sort(data, 2, 4, back)",
        "SIG",
    ),
}
LOOPS = {
    "loops_in_python": late("while True: pass"),
    "loops_in_c": late("sum(iter(int, 1))"),
    "sleeps": late("time.sleep(600)"),
    "waits_for_input": Fault("input()", Outcome.RAISED, "EOFError", SO_FAR),
    "waits_for_itself": late("lock = threading.Lock(); lock.acquire(); lock.acquire()"),
}
OUTPUT = {
    "prints_megabytes": observed("sys.stdout.write('x' * 5000000)"),
    "prints_without_end": late("while True: os.write(1, b'y' * 65536)"),
    "prints_no_end_of_line": observed("sys.stdout.write('no end'); sys.stderr.write('neither')"),
    "prints_bytes_that_are_no_text": observed("os.write(1, bytes(range(256)) * 64); os.write(2, b'\\xff\\xfe\\x00')"),
    "prints_forged_answers": observed(FORGED + "os.write(1, forged); os.write(2, forged)"),
    "writes_forged_answers_to_every_file": observed(
        FORGED
        + """
for number in list(range(3, 64)):
    try:
        os.write(number, forged)
    except OSError:
        pass
"""
    ),
    "writes_without_end_to_every_file": late(
        """
        import fcntl
        while True:
            for number in range(3, 24):
                try:
                    os.write(number, b"z" * 4096)
                except OSError:
                    pass
        """
    ),
}
STATE = {
    "changes_the_environment": observed("os.environ['SPOILT'] = 'yes'; os.putenv('OMP_NUM_THREADS', '9')"),
    "changes_the_locale": observed(
        """
        for name in ("C", "POSIX", "de_DE.UTF-8", "C.UTF-8"):
            try:
                locale.setlocale(locale.LC_ALL, name)
            except locale.Error:
                pass
        """
    ),
    "leaves_grad_mode_off": observed("torch.set_grad_enabled(False)"),
    "leaves_another_default_dtype": observed("torch.set_default_dtype(torch.float64)"),
    "leaves_deterministic_on": observed("getattr(torch, 'use_deterministic_algorithms', lambda _: None)(True)"),
    "patches_backward": observed("torch.Tensor.backward = lambda *_, **__: None"),
    "patches_autograd": observed("torch.autograd.backward = lambda *_, **__: None"),
    "patches_json": observed("json.dumps = lambda *_, **__: '[\"end\", {}]'"),
    "patches_writing": observed("os.write = lambda *_: 0"),
    "patches_the_clock": observed("time.time = lambda: 0.0; time.monotonic = lambda: 9e9"),
    "patches_through_the_back_door": observed(
        """
        import importlib
        for name, attribute in (("json", "dumps"), ("math", "sqrt"), ("time", "time")):
            setattr(importlib.import_module(name), attribute, lambda *_, **__: None)
        """
    ),
    "patches_getpid": observed("os.getpid = lambda: 1"),
    "traces": observed("sys.settrace(lambda *_: None)"),
    "profiles": observed("sys.setprofile(lambda *_: None)"),
    "stops_the_collector": observed("gc.disable(); gc.set_threshold(1)"),
    "turns_warnings_into_errors": observed("sys.modules['warn' + 'ings'].simplefilter('error')"),
    "lowers_its_limits": observed(
        """
        import resource
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        """
    ),
}
YIELDS = {
    "yields_without_end": crashed("number = 0\nwhile True:\n    number += 1\n    yield 'n', number", "bad yield"),
    "yields_a_million_facts": crashed("for number in range(10 ** 6): yield 'fact %d' % number, number", "bad yield"),
    "yields_ten_megabytes": crashed("yield 'text', 'x' * 10 ** 7", "bad yield"),
    "yields_a_long_name": crashed("yield 'x' * 10 ** 7, 1", "bad yield"),
    "yields_a_list_without_bottom": crashed(
        "deep = []\nfor _ in range(10 ** 4): deep = [deep]\nyield 'deep', deep", "bad yield"
    ),
    "yields_a_list_in_itself": crashed("ring = []\nring.append(ring)\nyield 'ring', ring", "bad yield"),
    "yields_an_object": crashed("yield 'thing', object()", "'thing'"),
    "yields_a_huge_number": Fault(
        "yield 'number', 10 ** 40", Outcome.OBSERVED, facts={"so far": 1, "number": 10**40, "survived": True}
    ),
    "yields_a_number_of_many_digits": crashed("yield 'number', 7 ** 10000", "bad yield"),
    "yields_text_that_lies": Fault(
        """
        class Liar(str):
            def __eq__(self, other):
                raise RuntimeError
            __hash__ = str.__hash__
            def __str__(self):
                return "lie"
            __repr__ = __str__
            def __len__(self):
                return 10 ** 9
        yield Liar("name"), Liar("truth")
        """,
        Outcome.OBSERVED,
        facts={"so far": 1, "name": "truth", "survived": True},
    ),
    "yields_half_a_letter": Fault(
        "yield 'one ' + chr(0xD800), chr(0xDFFF)\nyield 'one ' + chr(0xD801), 'two'",
        Outcome.OBSERVED,
        facts={"so far": 1, "one ?": ["?", "two"], "survived": True},
    ),
    "yields_nul_and_nan": Fault(
        "yield 'nul \\0', '\\0'\nyield 'nan', float('nan')\nyield 'list', [float('-inf')]",
        Outcome.OBSERVED,
        facts={"so far": 1, "nul \0": "\0", "nan": "nan", "list": ["-inf"], "survived": True},
    ),
    "raises_what_cannot_be_told": raised(
        """
        class Mute(Exception):
            def __str__(self):
                raise RuntimeError("no words")
        raise Mute
        """,
        "Mute",
    ),
    "raises_a_long_story": raised("raise ValueError('x' * 10 ** 7)", "ValueError"),
    "warns_without_end": late("import time, warnings\nwhile True: warnings.warn('again'); time.sleep(1e-4)"),
}
ALL: dict[str, Fault] = {**PROCESSES, **FILES, **SIGNALS, **MEMORY, **LOOPS, **OUTPUT, **STATE, **YIELDS}
ENDLESS = {name: fault for name, fault in ALL.items() if fault.outcome is Outcome.TIMED_OUT}
QUICK = {name: fault for name, fault in ALL.items() if name not in ENDLESS}
OPENED = """
def opened(number, flags):
    try:
        return os.open("/proc/%d/fd/%s" % (os.getppid(), number), flags)
    except OSError:
        return None
streams = [opened(number, os.O_RDWR | os.O_NONBLOCK) for number in os.listdir("/proc/%d/fd" % os.getppid())]
streams = [stream for stream in streams if stream is not None]
"""
"""The files of the worker, reached through /proc."""
UNGUARDED = {
    "kills_the_worker": crashed("os.kill(os.getppid(), signal.SIGKILL)\n" + FOREVER, "the worker died with it"),
    "terminates_the_worker": crashed("os.kill(os.getppid(), signal.SIGTERM)\n" + FOREVER, "the worker died with it"),
    "stops_the_worker": observed("os.kill(os.getppid(), signal.SIGSTOP)"),
    "writes_forged_answers_to_the_worker_s_files": observed(
        OPENED
        + FORGED
        + """
for stream in streams:
    try:
        os.write(stream, forged)
    except OSError:
        pass
"""
    ),
    "cuts_the_worker_s_files": crashed(
        OPENED
        + """
for stream in streams:
    try:
        os.ftruncate(stream, 0)
    except OSError:
        pass
time.sleep(600)
""",
        "the worker died with it",
    ),
    "removes_the_folders_of_all_rows": observed(
        """
        import shutil
        shutil.rmtree(os.path.dirname(os.path.dirname(os.getcwd())), ignore_errors=True)
        """
    ),
}
"""What strikes at the worker itself; to be measured one row at a time."""


def body_of(fault: Fault, *, mark: str = "", on: bool = True) -> str:
    """A case of three rows, of which the middle one does it; not `on`, none does. Processes it starts bear the mark."""
    told = textwrap.indent(textwrap.dedent(fault.body).strip("\n"), "    ")
    head = HEAD % {"turn": "fault" if on else "never", "mark": mark}
    return head + told + '\n    yield "survived", True\n'
