"""What can be seen of a machine without changing it: programs, disks, memory, devices."""

import contextlib
import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

GIGABYTE = 10**9
SETTINGS = re.compile(r"UV_\w+|(HTTPS?|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|CUDA_VISIBLE_DEVICES", re.IGNORECASE)
SECRET = re.compile(r"PASSWORD|TOKEN|SECRET|CREDENTIAL|USERNAME|KEY", re.IGNORECASE)
LOGIN = re.compile(r"(?<=://)[^/@\s]*@")
INTEL = "0x8086"
GPUS = ("--query-gpu=name,driver_version,memory.total", "--format=csv,noheader")
COMPILERS = ("c++", "g++", "clang++")


def said_by(command: Sequence[str | Path], seconds: float) -> str | None:
    """The first line a program prints; None where there is no such program, or it fails or hangs."""
    try:
        done = subprocess.run(  # noqa: S603 a program the caller names, asked for its version
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=seconds,
            check=False,
        )  # fmt: skip # a parameter a line says nothing more
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 and done.stdout.strip() else None


def nox_version() -> str | None:
    """The nox that came with gradreg."""
    with contextlib.suppress(metadata.PackageNotFoundError):
        return metadata.version("nox")
    return None


def nox_wanted(folders: Sequence[Path]) -> str | None:
    """What the first noxfile found in those folders wants of nox; None where there is no noxfile."""
    for folder in folders:
        with contextlib.suppress(OSError):
            text = (folder / "noxfile.py").read_text(encoding="utf-8", errors="replace")
            found = re.search(r'(?m)^nox\.needs_version = "([^"]*)"', text)
            return found.group(1) if found else ""
    return None


def compiler(environ: Mapping[str, str]) -> str | None:
    """The C++ compiler that torch.compile would take."""
    names = filter(None, (environ.get("CXX"), *COMPILERS))
    return next(filter(None, (shutil.which(name, path=environ.get("PATH")) for name in names)), None)


def gpus(seconds: float) -> list[str]:
    """The NVIDIA GPUs that the driver's own tool lists: name, driver, memory."""
    return (said_by(["nvidia-smi", *GPUS], seconds) or "").splitlines()


def intel_gpus(drivers: Path = Path("/sys/class/drm")) -> list[str]:
    """The GPUs of Intel's that Linux lists, by the names of their drivers' nodes."""
    nodes = sorted(drivers.glob("renderD*"))
    return [node.name for node in nodes if _vendor(node / "device" / "vendor") == INTEL]


def _vendor(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace").strip()
    return ""


def is_apple_silicon() -> bool:
    """Whether this is a Mac whose GPU torch calls mps."""
    return (platform.system(), platform.machine()) == ("Darwin", "arm64")


def memory() -> float | None:
    """Gigabytes of memory of this machine; None where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    except (AttributeError, OSError, ValueError):
        return None


def cannot_write(folder: Path) -> str | None:
    """Why no file can be made in a folder that is there; None where one could."""
    try:
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b"gradreg")
            stream.flush()
    except OSError as error:
        return error.strerror or str(error)
    return None


def unreachable(address: str, seconds: float) -> str | None:
    """Why an address does not answer; None where it does."""
    import urllib.request  # noqa: PLC0415 who reads a table asks nobody

    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=seconds):  # noqa: S310 the address is uv's own, or one its user gave it
            return None
    except (OSError, ValueError) as error:
        return str(error)


def settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment variables that decide where packages come from, without what is secret in them."""
    chosen = {name: value for name, value in sorted(environ.items()) if SETTINGS.fullmatch(name) and value}
    return {name: "(set)" if SECRET.search(name) else harmless(value) for name, value in chosen.items()}


def harmless(text: str) -> str:
    """A text without the logins of its addresses."""
    return LOGIN.sub("", text)
