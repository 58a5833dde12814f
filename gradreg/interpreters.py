"""Find a Python of a given minor version: on PATH, in pyenv's versions folder, managed by uv, or by uv's download."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gradreg import uv
from gradreg.errors import NotRun
from gradreg.model import Release

ASK = "import sys; print('%d.%d' % sys.version_info[:2])"
ASK_SECONDS = 30


def find(release: Release, environ: Mapping[str, str], *, download: bool = True) -> Path:
    """The best interpreter for a release; raises NotRun("no interpreter") that names what was tried."""
    for version in release.python:
        for candidate in candidates(version, environ):
            if answers(candidate, version):
                return candidate
    managed = _managed(release.python, download=download)
    if managed:
        return managed
    wanted = " or ".join(release.python)
    message = (
        f"torch {release.version} needs Python {wanted}: none on PATH, none in pyenv's versions folder, "
        f"and uv could not download one. Install one, for instance with `uv python install {release.python[0]}`."
    )
    raise NotRun("no interpreter", message)


def candidates(version: str, environ: Mapping[str, str]) -> Iterator[Path]:
    """Files that could be the interpreter, most trusted first; each still has to be asked."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" == version:
        yield Path(sys.executable)
    for folder in environ.get("PATH", "").split(os.pathsep):
        for name in (f"python{version}", "python3", "python"):
            found = shutil.which(name, path=folder) if folder else None
            if found and Path(folder).name != "shims":
                yield Path(found)
    root = Path(environ.get("PYENV_ROOT") or Path(environ.get("HOME", "~")).expanduser() / ".pyenv")
    yield from sorted(root.glob(f"versions/{version}.*/bin/python"), key=_patch, reverse=True)


def _patch(path: Path) -> int:
    patch = path.parts[-3].rsplit(".", 1)[-1]
    return int(patch) if patch.isdigit() else -1


def answers(candidate: Path, version: str) -> bool:
    """Whether a file is a working interpreter of that version; a pyenv shim without its version is not."""
    try:
        done = subprocess.run(  # noqa: S603 a Python found where the user keeps Pythons
            [candidate, "-I", "-c", ASK], capture_output=True, text=True, timeout=ASK_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.strip() == version


def _managed(versions: Sequence[str], *, download: bool) -> Path | None:
    for version in versions:
        found = uv.run("python", "find", "--managed-python", "--no-python-downloads", version)
        if found.ok:
            return Path(found.output)
    if download and uv.run("python", "install", versions[0]).ok:
        found = uv.run("python", "find", "--managed-python", versions[0])
        return Path(found.output) if found.ok else None
    return None
