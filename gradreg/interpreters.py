"""Find a Python of a given minor version: on PATH, in pyenv's versions folder, managed by uv, or by uv's download."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from gradreg import uv
from gradreg.errors import NotRun
from gradreg.model import Release

ASK = "import sys; print('%d.%d' % sys.version_info[:2])"
ASK_SECONDS = 30
COMPLAINT = 1000
VERSION = re.compile(r"\d+\.\d+")


class _Offer(msgspec.Struct):
    implementation: str
    url: str | None = None


def find(release: Release, environ: Mapping[str, str], *, download: bool = True) -> Path:
    """The best interpreter for a release; raises NotRun("no interpreter") that names what was tried."""
    for version in release.python:
        for candidate in candidates(version, environ):
            if answers(candidate, version):
                return candidate
    found = next(filter(None, map(managed, release.python)), None)
    if found:
        return found
    done = uv.run("python", "install", release.python[0]) if download else uv.Done(ok=False, output="", complaint="")
    found = managed(release.python[0]) if done.ok else None
    if found:
        return found
    wanted = " or ".join(release.python)
    message = (
        f"torch {release.version} needs Python {wanted}: none on PATH, none in pyenv's versions folder, "
        f"and uv could not download one. Install one, for instance with `uv python install {release.python[0]}`."
    )
    if done.complaint:
        message += f"\n{done.complaint[-COMPLAINT:]}"
    raise NotRun("no interpreter", message)


def candidates(version: str, environ: Mapping[str, str]) -> Iterator[Path]:
    """Files that could be the interpreter, most trusted first; each still has to be asked."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" == version:
        yield Path(sys.executable)
    for folder in environ.get("PATH", "").split(os.pathsep):
        for name in (f"python{version}", "python3", "python"):
            found = shutil.which(name, path=folder) if folder else None
            if found and not _is_shim(found):
                yield Path(found)
    root = Path(environ.get("PYENV_ROOT") or Path(environ.get("HOME", "~")).expanduser() / ".pyenv")
    yield from sorted(root.glob(f"versions/{version}.*/bin/python"), key=_patch, reverse=True)


def shims(version: str, environ: Mapping[str, str]) -> list[Path]:
    """Files on PATH that pyenv put there in the name of that version; each runs whatever pyenv has chosen."""
    folders = environ.get("PATH", "").split(os.pathsep)
    found = [shutil.which(f"python{version}", path=folder) for folder in folders if folder]
    return [Path(path) for path in dict.fromkeys(found) if path and _is_shim(path)]


def _is_shim(path: str) -> bool:
    return Path(path).parent.name == "shims"


def _patch(path: Path) -> int:
    patch = path.parts[-3].rsplit(".", 1)[-1]
    return int(patch) if patch.isdecimal() else -1


def answers(candidate: Path, version: str) -> bool:
    """Whether a file is a working interpreter of that version; a pyenv shim without its version is not."""
    return version_of(candidate, ASK_SECONDS) == version


def version_of(candidate: Path, seconds: float) -> str | None:
    """The minor version that a file tells when it is run as a Python; None for what does not work, or not in time."""
    try:
        done = subprocess.run(  # noqa: S603 a Python found where the user keeps Pythons
            [candidate, "-I", "-c", ASK], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=seconds, check=False,
        )  # fmt: skip # a parameter a line says nothing more
    except (OSError, subprocess.TimeoutExpired):
        return None
    told = done.stdout.strip()
    return told if done.returncode == 0 and VERSION.fullmatch(told) else None


def managed(version: str, seconds: float | None = None) -> Path | None:
    """The interpreter of that version that uv has installed, if any."""
    asked = ("python", "find", "--managed-python", "--system", "--no-python-downloads", version)
    found = uv.run(*asked, seconds=seconds)
    return Path(found.output) if found.ok else None


def address(version: str, seconds: float) -> str | None:
    """The address that uv would download that version from; None where uv knows none or must not download."""
    asked = ("python", "list", "--only-downloads", "--show-urls", "--output-format", "json", version)
    found = uv.run(*asked, seconds=seconds)
    return _first_address(found.output) if found.ok else None


def _first_address(output: str) -> str | None:
    """The first address of a CPython in what uv lists; None where it has another shape than today's uv."""
    try:
        offered = msgspec.json.decode(output, type=list[_Offer])
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    return next((offer.url for offer in offered if offer.implementation == "cpython" and offer.url), None)
