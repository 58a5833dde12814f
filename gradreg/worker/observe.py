"""Observe cases in one pinned environment: the far side of the process border.

    python -s observe.py JOB ANSWERS          (with PYTHONHASHSEED and no other variable of Python's)

JOB is a JSON file:
    protocol   1
    release    the torch version that was asked for
    device     "cpu", "cuda", "mps", "xpu" or "meta"
    isolate    "fork" (a process is forked from one that imported torch) or "spawn" (each starts anew)
    share      true when the rows of a case may share a process while its state is proven clean
    workers    how many processes observe at once
    threads    how many threads torch may use in a row
    backend    optional: the backend of torch.compile that a case's step() is compiled with before observe() runs
    seconds    time limit of a row
    megabytes  memory limit of a row, on top of what an idle process takes
    token      optional: a word that every answer repeats, so that nobody else's line passes for one
    cases      [{"path": shown in tracebacks, "source": text, "device": true when observe() takes one,
                 "rows": [{"row": name, "arguments": {}}]}]

ANSWERS is a file of JSON lines, each flushed as soon as it is known:
    {"environment": {...}}                 first: what torch says of itself
    {"infra": reason, "detail": text}      instead of everything else: torch is unusable; no row was run
    {"begin": [row, ...]}                  a process was started that is to observe these, one after the other
    {"row", "outcome", "facts", "raises", "message", "warnings", "detail", "seconds", "printed", "traceback"}
    {"end": rows}                          last: nothing was cut off

A known failure is an answer and exit status 0.
A row's process reports ["begin", row], ["fact", name, value], ["end", {...}], each after a word that only it knows.
A row without an "end", or with another number of facts than its "end" tells, crashed.
Standard library and torch only, Python 3.7: this file runs where nothing else can be installed.
"""

import sys

if sys.version_info < (3, 7):
    sys.exit("gradreg's worker needs Python 3.7 or newer")
if not sys.flags.isolated:
    del sys.path[0]  # this file's folder, from which no case shall import

import ast
import contextlib
import csv
import gc
import hashlib
import json
import locale
import math
import operator
import os
import platform
import random
import selectors
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
import traceback
import types
import warnings

HOSTED = ("cpu", "meta")  # devices that every machine has
CANARY = """
import torch

def step(leaf):
    return (leaf * leaf * 3).sum()

def observe(device):
    leaf = torch.ones(3, device=device, requires_grad=True)
    tripled = step(leaf)
    yield "before", leaf.grad
    tripled.backward()
    yield "after", leaf.grad
    yield "value", %s
    tripled.backward()
"""
NUMBERS = "[float(number) for number in leaf.grad]"
PRODUCT = "torch.mm(torch.ones(1, 2, device=device), torch.ones(2, 1, device=device))"  # a library's, not torch's own
CANARIES = {
    "cpu": (CANARY % NUMBERS, {"before": "None", "after": "nonzero", "value": [6.0, 6.0, 6.0]}),
    "meta": (
        CANARY % "[leaf.grad.device.type] + list(leaf.grad.shape)",
        {"before": "None", "after": "no data", "value": ["meta", 3]},
    ),
}
CANARY_ON_GPUS = (
    CANARY % ("%s + [float(%s)]" % (NUMBERS, PRODUCT)),
    {"before": "None", "after": "nonzero", "value": [6.0, 6.0, 6.0, 2.0]},
)
NO_NUMBERS = ("Cannot copy out of meta tensor", "item() cannot be called on meta", "'aten::_local_scalar_dense'")
CANARY_SECONDS = {"cpu": 60, "meta": 60}
CANARY_SECONDS_COMPILED = 300  # the first compilation of all imports what later ones find
CANARY_SECONDS_ON_GPUS = 300  # a GPU newer than the wheel's kernels may first compile them
LOOK = """
import torch

def observe(device):
    yield "built for", str(getattr(torch.version, device, None))
    kind = getattr(torch, device)
    yield "available", bool(kind.is_available())
    yield "name", kind.get_device_name(0)
    yield "architecture", "sm_%d%d" % kind.get_device_capability(0)
    yield "kernels", list(kind.get_arch_list())
"""
NO_KERNELS = (
    "no kernel image is available",
    "is not compatible with the current PyTorch",
    "no longer supports this GPU",
    "invalid device function",
    "ARCH_MISMATCH",
    "PTX was compiled with an unsupported toolchain",
)
TOO_OLD = ("driver on your system is too old", "driver version is insufficient", "driver is too old")
PRINTED_LIMIT = 65536
FACTS_LIMIT = 65536  # bytes of a row's facts; the largest row of the catalog says 459
TEXT_LIMIT = 65536  # characters of a message, of which some hundred become evidence
LINE_LIMIT = 2**22
DEPTH_LIMIT = 16
BITS_LIMIT = 4096
CYCLES = 100
SIGNALS = ("HUP", "INT", "USR1", "USR2", "PIPE", "ALRM", "TERM", "CHLD", "VTALRM", "PROF", "SEGV", "FPE", "ABRT")
IMPORT_SECONDS = 300
MANY_CASES = 100  # fewer forks would not earn back what collapsing pages takes
LAZY = (
    "torch.utils.checkpoint",
    "torch.nn.utils.parametrize",
    "torch.distributions",
    "torch.func",
    "torch._decomp.decompositions_for_jvp",  # the first dual number imports it, for a third of a second
)
COMPILER = (
    "torch._dynamo",
    "torch._functorch.partitioners",
    "torch._inductor.fx_passes.joint_graph",
    "torch._inductor.fx_passes.post_grad",
    "networkx",
)
HUGE_PAGE, MADV_COLLAPSE = 2**21, 25
ADDED = ("INSTALLER", "REQUESTED", "RECORD", "direct_url.json", "uv_cache.json", "uv_build.json")
OUT_OF_MEMORY = (
    "can't allocate memory",
    "not enough memory",
    "out of memory",
    "Cannot allocate memory",
    "can't start new thread",
)
ENCODE, WRITE, PID, NOW = json.JSONEncoder().encode, os.write, os.getpid, time.monotonic  # no case patches these


class NoValue(Exception):
    """A case yielded something that is no value of the format."""


# ---- describing values -------------------------------------------------------------------------


def describe(value, depth=0):
    """Turn what a case yielded into JSON: a word for a tensor or None, anything else as itself."""
    import torch

    if value is None:
        return "None"
    if isinstance(value, torch.Tensor):
        return describe_tensor(value)
    if isinstance(value, int):
        return describe_integer(value)
    if isinstance(value, str):
        return plain(value, FACTS_LIMIT)
    if isinstance(value, float):
        return float("%.4g" % value) if math.isfinite(value) else repr(float.__pos__(value))
    if isinstance(value, (list, tuple)):
        if depth == DEPTH_LIMIT:
            raise NoValue("a list is nested more than %d levels deep" % DEPTH_LIMIT)
        return [describe(item, depth + 1) for item in value]
    raise NoValue("%s is no value: yield a tensor, None, bool, int, float, str or a list of these" % type(value))


def describe_integer(number):
    """Give an integer back as a real int, whatever class it is of, if it is of a length that every reader takes."""
    number = number if isinstance(number, bool) else int.__pos__(number)
    if number.bit_length() > BITS_LIMIT:
        raise NoValue("an integer has more than %d bits" % BITS_LIMIT)
    return number


def plain(text, limit):
    """Give a text back as a real str, whatever class it is of; half of a pair of surrogates is no text."""
    text = str.encode(text, "utf-8", "replace").decode()
    if len(text) > limit:
        raise NoValue("a text is longer than %d characters" % limit)
    return text


def describe_tensor(tensor):
    """Say "zero", "nonzero", "nonfinite", or "no data" on meta; without touching the graph it is part of."""
    import torch

    if tensor.device.type == "meta":
        return "no data"
    with torch.no_grad():
        plain = tensor.detach()
        if plain.is_sparse:
            plain = plain.coalesce()._values()
        elif str(getattr(plain, "layout", "torch.strided")) != "torch.strided":
            plain = plain.to_dense()
        if hasattr(plain, "resolve_conj"):
            plain = plain.resolve_conj()
        if str(plain.dtype).startswith("torch.complex"):
            plain = torch.view_as_real(plain)
        if str(plain.dtype) in ("torch.float16", "torch.bfloat16"):
            plain = plain.float()
        if str(plain.dtype).startswith(("torch.float", "torch.bfloat")):
            size = plain.abs()
            if bool((plain != plain).any()) or bool((size == float("inf")).any()):
                return "nonfinite"
        return "nonzero" if bool((plain != 0).any()) else "zero"


# ---- one row, inside its own process -----------------------------------------------------------


def observe_row(job, case, row, report):
    """Run one row, report every fact at once; return True when this process may take another row."""
    started, told, size = NOW(), 0, 0
    end = {"raises": None, "message": None, "warnings": [], "detail": None, "traceback": None}
    seed()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            for name, value in facts_of(job, case, row):
                size += len(name) + len(ENCODE(value))
                if size > FACTS_LIMIT:
                    raise NoValue("the facts are more than %d bytes" % FACTS_LIMIT)
                report(["fact", name, value])
                told += 1
            end["outcome"] = "observed"
        except NoValue as error:
            end.update(outcome="crashed", detail="bad yield: %s" % error)
        except BaseException as error:  # SystemExit and KeyboardInterrupt are a case's behaviour too
            end.update(describe_error(error))
    end.update(warnings=heard(caught), seconds=round(NOW() - started, 4), told=told)
    report(["end", end])
    return not caught and (end["outcome"] == "observed" or lacks_numbers(job, end))


def lacks_numbers(job, end):
    """Whether a row on meta ended where it read numbers that are not there, which most do: outside of autograd."""
    return job["device"] == "meta" and any(words in (end["message"] or "") for words in NO_NUMBERS)


def heard(caught):
    """Each warning's category and text, each pair once, as many as a message carries."""
    pairs = dict.fromkeys((warning.category.__name__, said(warning.message)) for warning in caught)
    most = max(1, TEXT_LIMIT // max(1, max(map(len, (text for _, text in pairs)), default=1)))
    return list(map(list, pairs))[:most]


def said(thing):
    """The text of an exception or a warning, as far as it has one, and not all of it where it goes on for ever."""
    try:
        return plain(str(thing)[:TEXT_LIMIT], TEXT_LIMIT)
    except BaseException:
        return ""


def facts_of(job, case, row):
    """Yield (name, described value), each described at the moment of its yield."""
    module = types.ModuleType("case")
    if job.get("backend"):
        sys.modules["case"] = module  # where the compiler looks for the classes that a step uses
    exec(compile(case["source"], case["path"], "exec"), module.__dict__)
    if job.get("backend"):
        module.step = sys.modules["torch"].compile(module.step, backend=job["backend"])
    arguments = dict(row["arguments"], device=job["device"]) if case["device"] else row["arguments"]
    for item in module.observe(**arguments):
        if not (isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str)):
            raise NoValue("expected a pair (name, value), got %.80r" % (item,))
        name = plain(item[0], FACTS_LIMIT)
        try:
            yield name, describe(item[1])
        except NoValue as error:
            raise NoValue("%r: %s" % (name, error))


def describe_error(error):
    """Say how a case ended; running out of memory is a fault of the machine, never a behaviour."""
    message = said(error)
    text = traceback.format_exc() if len(message) < TEXT_LIMIT else "too long to tell"
    if isinstance(error, MemoryError) or any(words in message for words in OUT_OF_MEMORY):
        return {"outcome": "crashed", "detail": "memory limit", "traceback": text}
    return {"outcome": "raised", "raises": type(error).__name__, "message": message, "traceback": text}


def seed():
    """Start every row from the same random numbers."""
    import torch

    random.seed(0)
    torch.manual_seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)


class CleanState:
    """Everything a row could leave behind that a later row would notice; holds what it saw, so no address is reused."""

    def __init__(self, case):
        import torch

        switches()  # what asking imports the first time is no row's doing
        spaces = [sys.modules] + [vars(space) for space in watched(torch, case)]
        self.spaces = [(space, dict(space)) for space in spaces]
        values = [value for _, then in self.spaces for value in then.values()]
        self.registries = [value for value in values if isinstance(value, (dict, list, set))]
        self.sizes, self.switches = self.fill(), switches()

    def fill(self):
        """How full the registries are."""
        return [len(registry) for registry in self.registries]

    def holds(self):
        """Whether all of it is still so, as far as it can still be asked."""
        with contextlib.suppress(BaseException):
            if self.switches == switches() and self.sizes == self.fill():
                return all(same(now, then) for now, then in self.spaces)
        return False


def same(now, then):
    """Whether a namespace holds the very same things under the same names."""
    return list(now) == list(then) and all(map(operator.is_, now.values(), then.values()))


def switches():
    """What can be compared by value: the switches of torch, and the state of the process and of Python."""
    import torch

    asked = [ask() for ask in probes(torch)]
    umask = os.umask(0o22)
    os.umask(umask)
    process = [os.getcwd(), sorted(os.listdir(".")), dict(os.environ), umask, threads(), open_files()]
    python = [sys.stdout, sys.stderr, sys.stdout.closed, sys.stderr.closed, list(sys.path), list(sys.argv)]
    python += [sys.getrecursionlimit(), gc.isenabled(), gc.get_threshold(), list(warnings.filters)]
    python += [sys.gettrace(), sys.getprofile(), locale.setlocale(locale.LC_ALL)]
    return asked, process + signals(), python


def signals():
    """How this process takes signals: handlers, what is blocked, timers that run; and what it may use."""
    if not hasattr(signal, "pthread_sigmask"):
        return []
    import resource

    numbers = [getattr(signal, "SIG" + name) for name in SIGNALS]
    timers = [
        signal.getitimer(timer)[0] > 0 for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)
    ]
    limits = [resource.getrlimit(kind) for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU)]
    return [list(map(signal.getsignal, numbers)), signal.pthread_sigmask(signal.SIG_BLOCK, []), timers, limits]


def settle(device="cpu"):
    """Let torch start the threads of its first backward, which would look like something a row left behind."""
    import torch

    torch.ones(1, device=device, requires_grad=True).sum().backward()


def initialise(job):
    """Let a GPU's first use be over before a row: what it says and starts is the machine's, and no row's doing."""
    if job["device"] not in HOSTED and not job.get("canary"):
        with warnings.catch_warnings(record=True), contextlib.suppress(Exception):
            warnings.simplefilter("always")
            settle(job["device"])


def probes(torch):
    """The switches of torch that exist in this release, as functions without arguments."""
    paths = (
        "is_grad_enabled is_anomaly_enabled is_inference_mode_enabled are_deterministic_algorithms_enabled "
        "is_autocast_enabled get_default_dtype get_num_threads get_default_device is_warn_always_enabled "
        "get_deterministic_debug_mode get_float32_matmul_precision _C._len_torch_function_stack "
        "_C._len_torch_dispatch_stack _C._autograd._saved_tensors_hooks_is_enabled"
    )
    for path in paths.split():
        ask = torch
        for name in path.split("."):
            ask = getattr(ask, name, None)
        if callable(ask):
            yield ask
    hooks = getattr(getattr(torch._C, "_autograd", None), "_top_saved_tensors_default_hooks", None)
    if hooks:
        yield lambda: hooks(True)
    yield lambda: dict(vars(torch._tensor_str.PRINT_OPTS))
    yield lambda: float(torch.tensor([1e-310], dtype=torch.float64) * 1)  # zero once denormals are flushed
    if hasattr(torch, "get_autocast_dtype"):
        yield lambda: torch.is_autocast_enabled("cpu")
    elif hasattr(torch, "is_autocast_cpu_enabled"):
        yield torch.is_autocast_cpu_enabled


def watched(torch, case):
    """Namespaces a case may patch or register global hooks in: torch's, and the modules and classes it names."""
    modules = (
        "builtins torch torch.autograd torch.nn torch.nn.functional torch.nn.modules.module torch.nn.init "
        "torch.optim torch.optim.optimizer torch.utils torch.random torch.autograd.grad_mode torch.__future__ "
        "os sys json json.encoder math random time"
    )
    imported = [
        alias.name
        for node in ast.walk(ast.parse(case["source"]))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(name=node.module or "")])
    ]
    names = dict.fromkeys(modules.split() + imported)
    spaces = [sys.modules[name] for name in names if name in sys.modules]
    owners = (torch, torch.autograd, torch.nn, torch.optim)
    named = {name: value for owner in owners for name, value in vars(owner).items() if name in case["source"]}
    classes = [torch.Tensor, torch.autograd.Function, torch.nn.Module, torch.nn.Parameter, torch.optim.Optimizer]
    return spaces + classes + [value for value in named.values() if isinstance(value, type)]


def threads():
    """How many threads this process runs, where the system tells."""
    with contextlib.suppress(OSError):
        return len(os.listdir("/proc/self/task"))
    return 0


def open_files():
    """How many files this process holds open, where the system tells."""
    with contextlib.suppress(OSError):
        return len(os.listdir("/proc/self/fd"))
    return 0


def hides_warnings(case):
    """Whether a row may swallow a warning that C++ gives once a process, so that the next row would not hear it."""
    return "warnings" in case["source"]


def observe_rows(job, case, rows, report):
    """Take rows one after the other for as long as the state they start from is the one torch came with."""
    initialise(job)
    shared = job["share"] and len(rows) > 1 and not hides_warnings(case) and not compiles(job, case)
    if shared:
        settle()
        clean = CleanState(case)
    for row in rows:
        report(["begin", row["row"]])
        tidy = observe_row(job, case, row, report)
        if not (tidy and shared and clean.holds()):
            break


# ---- limits ------------------------------------------------------------------------------------


def limit_memory(job):
    """Bound the address space; a GPU reserves far more than it uses, so there it is left alone."""
    if job["device"] not in HOSTED or not os.path.exists("/proc/self/statm"):
        return
    import resource

    with open("/proc/self/statm") as stream:
        pages = int(stream.read().split()[0])
    most = pages * resource.getpagesize() + job["megabytes"] * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent():
    """Ask Linux to end this process when the one that forked it is killed."""
    with contextlib.suppress(Exception):  # another system: the time limit alone has to do
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def inherit_strays():
    """Ask Linux to make this process the parent of whatever its children leave running."""
    with contextlib.suppress(Exception):  # another system: a daemon that left its session lives on
        import ctypes

        ctypes.CDLL(None).prctl(36, 1)


def end_strays(children):
    """Kill what ended rows left running: of what this process has inherited, everything but its own children."""
    for _ in range(CYCLES):  # the children of a stray are inherited when it is dead
        strays = offspring() - set(children)
        for pid in strays:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        if not strays:
            return


def offspring():
    """The children of this process, where the system tells."""
    found = set()
    with contextlib.suppress(OSError):
        for task in os.listdir("/proc/self/task"):
            with open("/proc/self/task/%s/children" % task) as stream:
                found.update(map(int, stream.read().split()))
    return found


# ---- folders -----------------------------------------------------------------------------------


def new_folder():
    """Make a folder for one process, so that no row finds or removes what another one left.

    It is two levels deep, so that a row which clears out the folder above its own meets no other's.
    """
    os.makedirs(tempfile.gettempdir(), exist_ok=True)  # a row may have removed it
    outer = tempfile.mkdtemp(prefix="row-")
    os.mkdir(os.path.join(outer, "scratch"))
    return outer


def enter(outer):
    """Work in the folder of this process, and make temporary files there."""
    inner = os.path.join(outer, "scratch")
    os.chdir(inner)
    os.environ["TMPDIR"] = tempfile.tempdir = inner


def remove(outer):
    """Remove the folder of a process that ended, as far as that can be done."""
    with contextlib.suppress(Exception):  # RecursionError, for one that has no bottom
        shutil.rmtree(outer, ignore_errors=True)


# ---- forked processes --------------------------------------------------------------------------


class Child:
    """A forked process and what it has reported so far."""

    def __init__(self, job, case, rows):
        self.job, self.case, self.rows = job, case, list(rows)
        self.row, self.facts, self.done, self.printed, self.buffer = None, [], 0, b"", b""
        self.status, self.late, self.folder = None, False, new_folder()
        self.token = os.urandom(8).hex().encode()
        self.deadline = NOW() + job["seconds"]
        self.answers, writer = os.pipe()
        self.output, printer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self.live(writer, printer)
        os.close(writer)
        os.close(printer)

    def live(self, writer, printer):
        """Be the child: observe, and never return."""
        try:
            os.setsid()
            os.close(self.job["stream"])  # no case writes into the answers
            die_with_parent()
            inherit_strays()
            enter(self.folder)
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            quiet = os.open(os.devnull, os.O_RDONLY)
            os.dup2(quiet, 0)
            os.dup2(printer, 1)
            os.dup2(printer, 2)
            limit_memory(self.job)
            if compiles(self.job, self.case) or self.job["threads"] > 1:
                set_threads(self.job["threads"])
            observe_rows(self.job, self.case, self.rows, reporter(writer, self.token))
        except BaseException:  # the worker's own fault, so no row may be blamed for it
            fault = dict(empty(), outcome="infra", detail="worker fault", traceback=traceback.format_exc())
            write_line(writer, self.token, ["end", fault])
        finally:
            with contextlib.suppress(BaseException):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(0)

    def read(self, stream):
        """Take what one pipe holds; return False at its end."""
        data = os.read(stream, PRINTED_LIMIT)
        if stream == self.output:
            self.printed = (self.printed + data)[-PRINTED_LIMIT:]
        else:
            self.buffer += data
        return bool(data)

    def messages(self):
        """Yield each whole line that the child reported; anything that is no message is passed over."""
        *lines, self.buffer = self.buffer.split(b"\n")
        self.buffer = self.buffer[:LINE_LIMIT]
        return messages(lines, self.token)

    def take(self, message):
        """Note one message; return the answer when it ended a row."""
        kind, content = message[0], message[1]
        if kind == "begin" and content == self.due():
            self.row, self.facts, self.deadline = content, [], NOW() + self.job["seconds"]
        elif kind == "fact":
            self.facts.append([content, message[2]])
        elif kind == "end" and self.done < len(self.rows):
            self.row = self.row or self.rows[self.done]["row"]
            return self.answer(content)
        return None

    def due(self):
        """The name of the row that begins next; no case speaks for the rows of another."""
        return self.rows[self.done]["row"] if self.done < len(self.rows) else None

    def answer(self, end):
        """Put together what is known of the row that just ended."""
        answer = complete(end, self.row, self.facts, self.printed.decode("utf-8", "replace"))
        self.row, self.facts, self.printed, self.done = None, [], b"", self.done + 1
        return answer

    def kill(self):
        """End the child and everything it started in its own session."""
        for end in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                end(self.pid, signal.SIGKILL)

    def ended(self):
        """Whether the process is gone; what it started may still hold its pipes."""
        if self.status is None:
            gone, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = status if gone else None
        return self.status is not None

    def reap(self):
        """Close what is left of an ended process; return the answer of a row that had none, if any."""
        if self.status is None:
            self.status = os.waitpid(self.pid, 0)[1]
        with contextlib.suppress(OSError):  # whatever it started and left running
            os.killpg(self.pid, signal.SIGKILL)
        os.close(self.answers)
        os.close(self.output)
        remove(self.folder)
        if self.row is None and self.done:
            return None
        self.row = self.row or self.rows[self.done]["row"]
        outcome = "timed out" if self.late else "crashed"
        return self.answer(dict(empty(), outcome=outcome, detail=self.cause(self.status)))

    def cause(self, status):
        """Say in words how the process ended."""
        if self.late:
            return "no answer within %g s" % self.job["seconds"]
        if os.WIFSIGNALED(status):
            return signal_name(os.WTERMSIG(status))
        return "the process ended before the case did (exit status %d)" % os.WEXITSTATUS(status)


def signal_name(number):
    """`SIGSEGV` and the like; a real-time signal has no name of its own."""
    known = {int(item): item.name for item in signal.Signals}
    return known.get(number, "signal %d" % number)


def messages(lines, token):
    """Yield the messages among lines: those that start with the word that was agreed on."""
    for line in lines:
        if line.startswith(token):
            with contextlib.suppress(ValueError, RecursionError):
                message = json.loads(line[len(token) :].decode())
                if is_message(message):
                    yield message


def is_message(content):
    """Whether JSON that came through the pipe is one of the protocol's three messages."""
    kinds = {"begin": (str,), "fact": (str, object), "end": (dict,)}
    if not (isinstance(content, list) and content and isinstance(content[0], str)):
        return False
    parts = kinds.get(content[0], ())
    return len(content) == len(parts) + 1 > 1 and all(map(isinstance, content[1:], parts))


def complete(end, name, facts, printed):
    """A row's answer, if all of the facts that its end tells have arrived."""
    if end.pop("told", len(facts)) != len(facts):
        end = dict(empty(), outcome="crashed", detail="what the process reported did not arrive whole")
    return dict(end, row=name, facts=merged(facts), printed=printed)


def empty():
    """The fields of a row's end when the row could not tell them itself."""
    return {"raises": None, "message": None, "warnings": [], "seconds": None, "traceback": None}


def merged(facts):
    """Gather (name, value) pairs: a name that came once keeps its value, one that came again a series."""
    series = {}
    for name, value in facts:
        series.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in series.items()}


def reporter(stream, token):
    """Report for this process only: a copy that a case forked and let run on ends where it would answer."""
    mine, leave = PID(), os._exit
    return lambda message: write_line(stream, token, message) if PID() == mine else leave(0)


def write_line(stream, token, message):
    """Write one JSON line to a file descriptor, whole, and apart from what somebody else wrote there."""
    data = b"\n" + token + ENCODE(message).encode() + b"\n"
    while data:
        data = data[WRITE(stream, data) :]


def run_forked(job, cases, answer):
    """Fork up to `workers` children at a time until every row has its answer."""
    waiting = [(case, case["rows"]) for case in reversed(cases) if case["rows"]]
    ready, children = selectors.DefaultSelector(), {}
    on_signals(lambda number, _: sys.exit(128 + number))
    inherit_strays()
    try:
        while waiting or children:
            while waiting and len(children) < job["workers"]:
                answer({"begin": [row["row"] for row in waiting[-1][1]][: None if job["share"] else 1]})
                start(Child(job, *waiting.pop()), ready, children)
            closing = len(ready.get_map()) < 2 * len(children)  # a pipe is closed, so its process will be gone
            for key, _ in ready.select(timeout=0.002 if closing else 0.2):
                hear(key.data, key.fd, ready, answer)
            for child in list(children.values()):
                waiting += finish(child, ready, children, answer)
            if os.getppid() != job["parent"]:
                sys.exit("the process that asked is gone")
    finally:
        on_signals(signal.SIG_DFL)
        ready.close()
        for child in children.values():
            child.kill()
        end_strays(())


def start(child, ready, children):
    """Listen to a new child."""
    children[child.pid] = child
    for stream in (child.answers, child.output):
        ready.register(stream, selectors.EVENT_READ, child)


def hear(child, stream, ready, answer):
    """Read one pipe of a child and pass on the rows that ended."""
    if not child.read(stream):
        ready.unregister(stream)
    pass_on(child, answer)


def pass_on(child, answer):
    """Answer each row that ended by what was read."""
    for message in child.messages():
        ended = child.take(message)
        if ended:
            answer(ended)


def finish(child, ready, children, answer):
    """When a child ended or is late, close it; return the rows it did not get to, to be run afresh."""
    if not child.ended() and NOW() <= child.deadline:
        return []
    listening = {key.fd for key in ready.get_map().values()} & {child.answers, child.output}
    for stream in listening:
        drain(child, stream)
    pass_on(child, answer)
    if not child.ended():
        if NOW() <= child.deadline:  # it was only this process that was late to listen
            return []
        child.late = True
        child.kill()
    for stream in listening:
        ready.unregister(stream)
    last = child.reap()
    if last:
        answer(last)
    del children[child.pid]
    end_strays(children)
    rest = child.rows[child.done :]
    return [(child.case, rest)] if rest else []


def drain(child, stream):
    """Take what is left in a pipe without waiting for more, nor for the end of one who never stops."""
    os.set_blocking(stream, False)
    with contextlib.suppress(OSError):
        for _ in range(CYCLES):
            if not child.read(stream):
                return


# ---- processes of their own, where there is no safe fork ---------------------------------------


def run_spawned(job, cases, answer):
    """Start a new interpreter for each row, one at a time."""
    inherit_strays()
    for case in cases:
        for row in case["rows"]:
            answer({"begin": [row["row"]]})
            one = dict(job, cases=[dict(case, rows=[row])], row_token=os.urandom(8).hex())
            answer(spawn(one, row["row"]))
            end_strays(())


def spawn(job, name):
    """Run one row in an interpreter of its own; return its answer."""
    folder, outer = tempfile.mkdtemp(), new_folder()
    try:
        paths = [os.path.join(folder, part) for part in ("job", "answers", "printed")]
        with open(paths[0], "w") as stream:
            json.dump(dict(job, folder=outer), stream)
        with open(paths[2], "wb") as printed:
            command = [sys.executable, "-s", os.path.abspath(__file__), paths[0], paths[1], "--row"]
            child = subprocess.Popen(command, stdout=printed, stderr=printed, start_new_session=True)
            end = await_child(child, job["seconds"], paths[1])
        return read_spawned(paths, job["row_token"].encode(), name, end)
    finally:
        remove(folder)
        remove(outer)


def await_child(child, seconds, answers):
    """Wait for a child, from its first report at most `seconds`; say how it ended if it did not tell itself."""
    deadline, begun = NOW() + IMPORT_SECONDS, False
    while child.poll() is None and NOW() < deadline:
        if not begun and os.path.exists(answers) and os.path.getsize(answers):
            deadline, begun = NOW() + seconds, True
        time.sleep(0.02)
    late = child.poll() is None
    with contextlib.suppress(OSError):  # and whatever it started and left running
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if late:
        return dict(empty(), outcome="timed out", detail="no answer within %g s" % seconds)
    status = child.returncode
    cause = signal_name(-status) if status < 0 else "the process ended before the case did (%d)" % status
    return dict(empty(), outcome="crashed", detail=cause)


def read_spawned(paths, token, name, end):
    """Put together what a spawned row reported."""
    facts, printed = [], ""
    with contextlib.suppress(OSError), open(paths[1], "rb") as stream:
        for message in messages(stream, token):
            if message[0] == "fact":
                facts.append(message[1:])
            elif message[0] == "end":
                end = message[1]
    with contextlib.suppress(OSError), open(paths[2], "rb") as stream:
        stream.seek(max(0, os.path.getsize(paths[2]) - PRINTED_LIMIT))
        printed = stream.read().decode("utf-8", "replace")
    return complete(end, name, facts, printed)


def be_spawned(job, path):
    """Be the interpreter of one row."""
    import torch

    torch.set_num_threads(job["threads"])
    limit_memory(job)
    stream = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    enter(job["folder"])
    observe_rows(job, job["cases"][0], job["cases"][0]["rows"], reporter(stream, job["row_token"].encode()))


# ---- the environment ---------------------------------------------------------------------------


def warm_up(device):
    """Import what torch imports lazily, so that no forked process has to; no backward: it starts threads."""
    import torch

    with warnings.catch_warnings(record=True), contextlib.suppress(Exception), untouched(torch):
        warnings.simplefilter("always")
        weight = torch.nn.Parameter(torch.ones(1))
        weight.grad = torch.ones(1)
        torch.optim.Adam([weight], lr=0.1).step()
    with untouched(torch):
        make_optimizers(torch)
    if device == "meta":
        with warnings.catch_warnings(record=True), contextlib.suppress(Exception):
            torch.ones(1, device="meta") * 2  # it imports 486 modules in 2.4.1, 910 in 2.15.0, none in 2.0.1
    seed()  # the first seeding imports a module of the device's in 2.0, which would look like a row's doing
    for name in LAZY:
        with warnings.catch_warnings(record=True), contextlib.suppress(Exception):
            __import__(name)


@contextlib.contextmanager
def untouched(torch):
    """Let torch take no GPU for available: to ask is to initialise it, and then no process forked from here may."""
    kinds = [getattr(torch, name) for name in ("cuda", "xpu") if hasattr(getattr(torch, name, None), "is_available")]
    asks = [kind.is_available for kind in kinds]
    for kind in kinds:
        kind.is_available = lambda: False
    try:
        yield
    finally:
        for kind, ask in list(zip(kinds, asks)):  # noqa: B905 Python 3.7 has no strict
            kind.is_available = ask


def warm_up_compiler(job):
    """Import what the first torch.compile imports, seconds of it; forward only and without gradient, as above."""
    import torch

    os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"  # else importing the compiler starts a pool of processes
    for name in COMPILER:
        with warnings.catch_warnings(record=True), contextlib.suppress(Exception):
            __import__(name)
    wanted = (job["backend"],) if job.get("backend") else ("eager", "aot_eager")  # 2.1 warns where the backend changes
    for backend in wanted if wanted != ("inductor",) else ():  # its threads would not come over the fork
        with warnings.catch_warnings(record=True), contextlib.suppress(Exception):
            torch.compile(lambda value: value * 2, backend=backend)(torch.ones(1))
    with contextlib.suppress(Exception):
        sys.modules["torch._dynamo"].reset()
    gc.freeze()


def compiles(job, case):
    """Whether a case wants the compiler, or the job has its step compiled."""
    return bool(job.get("backend")) or "torch.compile" in case["source"]


def set_threads(number):
    """Replace the thread pool that came over the fork, alone: torch's own threads would race to, and abort."""
    import torch

    with warnings.catch_warnings(record=True):
        torch.set_num_threads(number)


def make_optimizers(torch):
    """Make one of each: the first instance of a class wraps its step(), which would look like a row's doing."""
    weight = torch.nn.Parameter(torch.ones(2, 2))
    for kind in list(vars(torch.optim).values()):
        if isinstance(kind, type) and issubclass(kind, torch.optim.Optimizer):
            with warnings.catch_warnings(record=True), contextlib.suppress(Exception):
                kind([weight], lr=0.1)


def collapse_pages():
    """Ask Linux to keep this process's memory in pages of 2 MB: a fork copies the table of pages, one entry each."""
    with contextlib.suppress(Exception):  # an older kernel, another system: forks are slower, nothing else changes
        import ctypes

        advise = ctypes.CDLL(None).madvise
        advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        for start, end in anonymous_memory():
            advise(start, end - start, MADV_COLLAPSE)


def anonymous_memory():
    """Yield the bounds of the private writable mappings without a file, cut to whole huge pages."""
    with open("/proc/self/maps") as stream:
        lines = [line.split() for line in stream]
    for fields in lines:
        if fields[1] == "rw-p" and fields[5:] in ([], ["[heap]"]):
            start, end = (int(bound, 16) for bound in fields[0].split("-"))
            start, end = -(-start // HUGE_PAGE) * HUGE_PAGE, end // HUGE_PAGE * HUGE_PAGE
            if start < end:
                yield start, end


def environment(torch):
    """What this environment is, without clock or host."""
    numpy = sys.modules.get("numpy")
    return {
        "torch": str(torch.__version__),
        "git": getattr(torch.version, "git_version", None),
        "cuda": getattr(torch.version, "cuda", None),
        "python": platform.python_version(),
        "numpy": getattr(numpy, "__version__", None),
        "platform": "%s %s" % (platform.system(), platform.machine()),
        "wheel": wheel(os.path.dirname(os.path.dirname(torch.__file__))),
    }


def wheel(folder):
    """A hash of the hashes in the list of files that torch's wheel brought along; what the installer added is left out.

    None where there is no list; raises OSError where a file is missing, or one of torch's Python files cut short.
    (Other lengths are wrong in some lists: of METADATA in 1.8.1's, of a library, stripped later, in 1.9.1's.)
    """
    lists = [name for name in os.listdir(folder) if name.startswith("torch-") and name.endswith(".dist-info")]
    path = os.path.join(folder, lists[0], "RECORD") if len(lists) == 1 else ""
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8", newline="") as stream:
        lines = [line for line in csv.reader(stream) if len(line) == 3]
    brought = sorted(line for line in lines if line[1] and not line[0].startswith(("..", "/")) and not added(line[0]))
    for name, _, size in brought:
        found = os.path.getsize(os.path.join(folder, name))
        if name.startswith("torch/") and name.endswith(".py") and size and found != int(size):
            raise OSError("%s is not %s bytes long, as torch's wheel has it" % (name, size))
    return hashlib.sha256("".join("%s,%s\n" % (name, has) for name, has, _ in brought).encode()).hexdigest()


def added(name):
    """Whether an installer wrote a file that the wheel did not hold."""
    last = name.partition(".dist-info/")[2]
    return name.endswith(".pyc") or last in ADDED


def unusable(job, torch, run):
    """Say why this environment cannot be trusted to observe anything, or None."""
    if str(torch.__version__).split("+")[0] != job["release"].split("+")[0]:
        return "canary failed", "asked for torch %s, found %s" % (job["release"], torch.__version__)
    numpy = without_numpy(torch)
    if numpy:
        return "canary failed", numpy
    headers = without_compiler() if job.get("backend") == "inductor" else None
    if headers:
        return "no compiler", headers
    source, wanted = CANARIES.get(job["device"], CANARY_ON_GPUS)
    answer = alone(job, source, run)
    if answer["facts"] == wanted and answer["raises"] == "RuntimeError":
        return None
    absent = None if job["device"] in HOSTED else absence(job, answer, run)
    if absent:
        return absent
    saw, ended = json.dumps(answer["facts"], sort_keys=True), answer["raises"] or answer["detail"] or answer["outcome"]
    wanted = json.dumps(wanted, sort_keys=True)
    told = "the canary saw %s and ended with %s, instead of %s and RuntimeError" % (saw, ended, wanted)
    return "canary failed", "%s\n%s" % (told, answer["message"] or "")


def alone(job, source, run):
    """The answer of a case of the worker's own, in a process of its own, so that this one touches no GPU."""
    answers = []
    case = {"path": "canary.py", "source": source, "device": True, "rows": [{"row": "canary", "arguments": {}}]}
    seconds = CANARY_SECONDS.get(job["device"], CANARY_SECONDS_ON_GPUS)
    seconds = CANARY_SECONDS_COMPILED if job.get("backend") else seconds
    run(dict(job, canary=True, seconds=max(job["seconds"], seconds)), [case], answers.append)
    return answers[-1]


def absence(job, answer, run):
    """Why a GPU is not there for this torch, where that is why its canary failed: (reason, what was seen), or None."""
    said = (answer["message"] or answer["detail"] or answer["outcome"]).strip().partition("\n")[0]
    heard = " ".join([said] + [text for _, text in answer["warnings"]])
    seen = alone(job, LOOK, run)["facts"]
    if any(words in heard for words in TOO_OLD):
        return "driver too old", said
    if any(words in heard for words in NO_KERNELS) or (answer["raises"] and not has_kernels(seen)):
        return "GPU not supported", "%s\ntorch said: %s" % (lacking(seen), said)
    return None if seen.get("available") and answer["facts"] else ("not available here", said)


def has_kernels(seen):
    """Whether a wheel has kernels for a GPU, of its own generation and no newer; true where that is not told."""
    wanted = seen.get("architecture", "").partition("_")[2]
    kernels = [name.partition("_")[2] for name in seen.get("kernels", []) if name.startswith("sm_")]
    digits = [number.rstrip("abcdefghijklmnopqrstuvwxyz") for number in kernels]
    near = [number for number in digits if number[:-1] == wanted[:-1]]
    return not (wanted and digits) or any(int(number) <= int(wanted) for number in near)


def lacking(seen):
    """What a GPU is, and for what others the wheel was built, as far as torch tells."""
    kernels = ", ".join(seen.get("kernels", [])) or "architectures that this release does not tell"
    gpu = "%s (%s)" % (seen.get("architecture", "of an unknown architecture"), seen.get("name", "no name"))
    return "the GPU is %s; this wheel, built for CUDA %s, has kernels for %s" % (gpu, seen.get("built for"), kernels)


def without_numpy(torch):
    """Why torch cannot use the numpy that it has imported, such as one built for a later torch; None where it can."""
    if "numpy" not in sys.modules or not hasattr(torch.Tensor, "numpy"):
        return None
    with warnings.catch_warnings(record=True):
        try:
            torch.ones(1).numpy()
        except Exception as error:
            return "this torch cannot use numpy %s: %s" % (sys.modules["numpy"].__version__, error)
    return None


def without_compiler():
    """Why the compiler that torch would take compiles no C++ that speaks to this Python; None where it does."""
    compiler = os.environ.get("CXX") or ("clang++" if sys.platform == "darwin" else "g++")
    command = [compiler, "-x", "c++", "-fsyntax-only", "-I", sysconfig.get_paths()["include"], "-"]
    try:
        done = subprocess.run(
            command,
            input=b"#include <Python.h>\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return "%s does not answer: %s" % (compiler, error)
    return "%s cannot compile: %s" % (compiler, done.stdout.decode("utf-8", "replace")) if done.returncode else None


def main(job_path, answers_path):
    """Read the job, write the answers."""
    parent = os.getppid()  # before the long import, in which whoever asked may be killed
    with open(job_path, encoding="utf-8") as stream:
        job = dict(json.load(stream), parent=parent)
    with open(answers_path, "a", encoding="utf-8", errors="replace") as stream:  # half of a pair is no text

        def answer(content):
            content = dict(content, token=job["token"]) if "token" in job else content
            stream.write("\n" + json.dumps(content, sort_keys=True, ensure_ascii=False) + "\n")
            stream.flush()

        job["stream"] = stream.fileno()
        on_signals(signal.SIG_DFL)
        work(job, answer)


def on_signals(handler):
    """What to do when told to end: while torch is imported at once, as an exception could get lost in its code."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


def work(job, answer):
    """Import torch once, prove that it works, then observe every row."""
    try:
        import torch

        torch.set_num_threads(1)  # one that is half there imports, and has nothing
    except BaseException:
        return answer({"infra": "torch did not import", "detail": traceback.format_exc()})
    forks = job["isolate"] == "fork" and hasattr(os, "fork")
    run = run_forked if forks else run_spawned
    if forks:
        warm_up(job["device"])
    try:
        answer({"environment": environment(torch)})
    except (OSError, ValueError, csv.Error) as error:
        return answer({"infra": "incomplete installation", "detail": str(error)})
    fault = unusable(job, torch, run)
    if fault:
        return answer({"infra": fault[0], "detail": fault[1]})
    gc.freeze()  # a collection in a child would touch, and so copy, every page of the parent's
    if forks and len(job["cases"]) >= MANY_CASES:
        collapse_pages()
    compiling = [case for case in job["cases"] if compiles(job, case)]
    run(job, [case for case in job["cases"] if not compiles(job, case)], answer)
    if compiling and forks:  # last, so that no other row runs where the compiler was loaded
        warm_up_compiler(job)
    run(job, compiling, answer)
    return answer({"end": sum(len(case["rows"]) for case in job["cases"])})


if __name__ == "__main__":
    if sys.argv[3:] == ["--row"]:
        with open(sys.argv[1], encoding="utf-8") as job_file:
            be_spawned(json.load(job_file), sys.argv[2])
    else:
        main(sys.argv[1], sys.argv[2])
