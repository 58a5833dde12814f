"""Put a command behind bubblewrap: no network, no home, nothing to write but one folder, and little to read.

The root is empty; what a Python with torch needs of the system is mounted into it, read-only, piece by piece.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from gradreg.errors import NoSandbox

PROGRAM = "bwrap"
APART = (
    "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
    "--die-with-parent", "--new-session", "--cap-drop", "ALL",
)  # fmt: skip # an option a line says nothing more
SYSTEM = (
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store",
    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/localtime",
    "/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/sys/devices/system",
)  # fmt: skip # a path a line says nothing more
"""What programs and libraries are made of on the usual systems; what is not there is left out."""
KEPT = ("PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ")
"""Variables that come in from outside; a token of somebody's is none of them."""
PREFIXES = "import os, sys; print(sys.prefix, sys.exec_prefix, os.path.dirname(os.__file__), sep='\\0', end='')"
SECONDS = 60
HELP = (
    "Nothing was run. Install bubblewrap (`apt-get install bubblewrap`), and allow user namespaces where a container "
    "or a distribution forbids them; else run it in a virtual machine. docs/security.md says more."
)


def around(python: Path, shown: Sequence[Path], writable: Sequence[Path], cwd: Path) -> list[str | Path]:
    """What stands before a command of a Python, so that it sees its own files, those shown, and writes where it may.

    Raises NoSandbox where that would show somebody's home, too.
    """
    seen = [*_homes_of(python), *shown]
    if wide := [path for path in seen if _shows_home(path)]:
        raise NoSandbox(f"the sandbox would show all of {wide[0]}; give a --python in an environment of its own.")
    bound = [part for path in dict.fromkeys(seen) for part in ("--ro-bind", path, path)]
    own = [part for path in writable for part in ("--bind", path, path)]
    return [_program(), *_bare(), *bound, *own, "--remount-ro", "/", "--chdir", cwd]


def environ(theirs: Mapping[str, str], scratch: Path) -> dict[str, str]:
    """The variables of a command in the sandbox: few of the user's, and a home of its own."""
    return {name: theirs[name] for name in KEPT if name in theirs} | {"HOME": str(scratch)}


def must_work() -> None:
    """Raise NoSandbox, with what to do, where bubblewrap is missing or may not do its work."""
    program = _program()
    try:
        done = subprocess.run(  # noqa: S603 bubblewrap, with options of gradreg's
            [program, *_bare(), "--remount-ro", "/", "true"], capture_output=True, text=True, errors="replace",
            check=False, timeout=SECONDS, stdin=subprocess.DEVNULL,
        )  # fmt: skip # a parameter a line says nothing more
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoSandbox(f"bubblewrap cannot be run: {error}. {HELP}") from error
    if done.returncode:
        raise NoSandbox(f"bubblewrap does not work here: {done.stderr.strip() or done.returncode}. {HELP}")


def _program() -> str:
    found = shutil.which(PROGRAM)
    if found is None:
        raise NoSandbox(f"there is no {PROGRAM} on PATH. {HELP}")
    return found


def _bare() -> list[str]:
    """An empty root with what programs of the system need."""
    system = [part for path in SYSTEM for part in ("--ro-bind-try", path, path)]
    return [*APART, "--dev", "/dev", "--proc", "/proc", *system]


def _homes_of(python: Path) -> list[Path]:
    """The folders that a Python is made of: its environment's, and those of the installation behind it."""
    try:
        told = subprocess.run(  # noqa: S603 the interpreter is the one the caller chose; without site it runs no package
            [python, "-I", "-S", "-c", PREFIXES], capture_output=True, text=True, check=True, timeout=SECONDS,
            stdin=subprocess.DEVNULL,
        ).stdout  # fmt: skip # a parameter a line says nothing more
    except (OSError, subprocess.SubprocessError) as error:
        raise NoSandbox(f"{python} does not say where it lives: {error}. Nothing was run.") from error
    lives = [python.absolute().parent.parent, *map(Path, told.split("\0"))]
    return [path for place in lives for path in dict.fromkeys((place, place.resolve())) if not _is_system(path)]


def _is_system(path: Path) -> bool:
    return any(path.is_relative_to(system) for system in SYSTEM)


def _shows_home(path: Path) -> bool:
    homes = {Path.home(), Path(os.environ.get("HOME", "/"))}
    return any(home.is_relative_to(path) for home in homes)
