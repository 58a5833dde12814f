"""An index of pre-release wheels, made up and served on loopback: PyTorch's own cannot be reached where tests run.

200 nights over 210 days, candidates and releases, each a real wheel of the stand-in below `made_torch/`.
Its builds change behaviour where a test says so, and some have the faults that real ones have.
"""

import contextlib
import hashlib
import io
import json
import threading
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

from packaging.tags import sys_tags
from packaging.version import Version

SOURCES = Path(__file__).parent / "made_torch" / "torch"
FIRST_NIGHT = date(2026, 4, 20)
HOLES = {13, 14, 47, 88, 89, 90, 131, 150, 177, 201}
"""Nights without a build, as days after the first."""
CUTS = {"2.13.0": date(2026, 6, 1), "2.14.0": date(2026, 7, 27), "2.15.0": date(2026, 9, 21)}
"""The night from which main leads to the next minor."""
BRANCHES = ("2.13.0", "2.14.0rc1", "2.14.0rc2", "2.14.0rc3", "2.14.0", "2.14.1rc1", "2.14.1",
            "2.15.0rc1", "2.15.0rc2", "2.15.0rc3", "2.15.0rc4", "2.15.0")  # fmt: skip # a version a line says no more
SWITCHES = {"ZERO_GRAD_LEAVES_NONE", "WARNS_OF_GRAD_OF_A_NON_LEAF"}
FAULTS = {"corrupt", "cut off", "flipped byte", "no metadata", "misnamed", "wrong hash", "yanked", "import raises",
          "other platform", "mislabelled"}  # fmt: skip # a fault a line says no more
HERE = next(tag for tag in sys_tags() if tag.abi.startswith("cp"))
ELSEWHERE = "cp313-cp313-win_arm64"
Trouble = Callable[[BaseHTTPRequestHandler], bool]
SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"


@dataclass(frozen=True)
class Made:
    """One build: its version, its commit, the switches that are on, and what is wrong with it."""

    version: str
    git: str
    switches: frozenset[str] = frozenset()
    fault: str = ""
    local: str = "+cpu"
    tag: str = str(HERE)

    @property
    def filename(self) -> str:
        """The name of its wheel."""
        tag = ELSEWHERE if self.fault == "other platform" else self.tag
        return f"torch-{self.version}{self.local}-{tag}.whl"

    @cached_property
    def wheel(self) -> bytes:
        """The wheel, with its fault."""
        says = "9.9.9" if self.fault == "misnamed" else f"{self.version}{self.local}"
        whole = packed("torch", says, self._sources(), metadata=self.fault != "no metadata")
        damaged = {
            "corrupt": b"this was a wheel\n" * 99,
            "cut off": whole[: len(whole) // 2],
            "flipped byte": whole.replace(b"A stand-in for torch", b"B stand-in for torch", 1),
        }
        return damaged.get(self.fault, whole)

    @property
    def sha256(self) -> str:
        """What the index says of the wheel."""
        return "0" * 64 if self.fault == "wrong hash" else hashlib.sha256(self.wheel).hexdigest()

    def _sources(self) -> dict[str, str]:
        """The stand-in's files, with what makes this build different."""
        says = "9.9.9" if self.fault == "mislabelled" else f"{self.version}{self.local}"
        sources = {f"torch/{path.name}": path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.py"))}
        sources["torch/version.py"] = f"__version__ = {says!r}\ngit_version = {self.git!r}\ncuda = None\n"
        sources["torch/made.py"] = "".join(f"{name} = {name in self.switches}\n" for name in sorted(SWITCHES))
        if self.fault == "import raises":
            sources["torch/__init__.py"] = "raise ImportError('libmade.so: cannot open shared object file')\n"
        return sources


def packed(project: str, version: str, sources: Mapping[str, str], *, metadata: bool = True) -> bytes:
    """A wheel of these sources; the same sources give the same bytes."""
    info = f"{project}-{version}.dist-info"
    files = dict(sources)
    if metadata:
        files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n"
        files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: made\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        files[f"{info}/RECORD"] = "".join(map(_record, files.items())) + f"{info}/RECORD,,\n"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()


def _record(file: tuple[str, str]) -> str:
    """A line of RECORD."""
    name, text = file
    digest = urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    return f"{name},sha256={digest},{len(text.encode())}\n"


def nights() -> list[str]:
    """The 200 versions of main, oldest first."""
    days = [FIRST_NIGHT + timedelta(number) for number in range(210) if number not in HOLES]
    return [f"{_leads_to(day)}.dev{day:%Y%m%d}" for day in days]


def _leads_to(day: date) -> str:
    """The release that main led to on a day."""
    return next((release for release, cut in CUTS.items() if day < cut), "2.16.0")


def made_line(
    since: Mapping[str, str] | None = None,
    only: Mapping[str, Sequence[str]] | None = None,
    faults: Mapping[str, str] | None = None,
    twins: Mapping[str, str] | None = None,
) -> list[Made]:
    """Nights, candidates and releases of the made-up torch, oldest first.

    Args:
        since: switch -> the version that turned it on; all later ones keep it.
        only: switch -> versions that have it beside, such as a patch release and its candidate.
        faults: version -> one of FAULTS.
        twins: version -> an earlier version built from the same commit.
    """
    versions = sorted([*nights(), *BRANCHES], key=Version)
    return [
        Made(
            version,
            hashlib.sha1((twins or {}).get(version, version).encode(), usedforsecurity=False).hexdigest(),
            frozenset(_on(version, since or {}, only or {})),
            (faults or {}).get(version, ""),
        )
        for version in versions
    ]


def _on(version: str, since: Mapping[str, str], only: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The switches that are on in a version."""
    yield from (switch for switch, first in since.items() if Version(version) >= Version(first))
    yield from (switch for switch, versions in only.items() if version in versions)


@dataclass
class Index:
    """A simple index of made-up wheels.

    Attributes:
        form: "json", "html", or "asked" for what the client likes best.
        stumbles: path -> how many times it is answered with 503 before it is served.
        troubles: start of a path -> what is done instead of serving it; false when it is to be served after all.
        asked: every path that was asked for, in order.
    """

    builds: Sequence[Made]
    form: str = "asked"
    stumbles: dict[str, int] = field(default_factory=dict)
    troubles: dict[str, "Trouble"] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Have every file at hand by its name."""
        self.wheels = {build.filename: build for build in self.builds}
        self.beside = {f"{name}-99.0-py3-none-any.whl": packed(name, "99.0", {}) for name in ("numpy", "setuptools")}

    def html(self) -> str:
        """The page of torch as PyTorch's index writes it: addresses from the root, with a hash."""
        links = [f"<a {_yanked(build)}href='{_path(build)}#sha256={build.sha256}'>{build.filename}</a><br/>"
                 for build in self.builds]  # fmt: skip # one loop
        return "\n".join(["<!DOCTYPE html><html><body><h1>Links for torch</h1>", *links, "</body></html>"])

    def json(self) -> str:
        """The page of torch in PEP 691's form, with addresses relative to it."""
        files = [
            {
                "filename": build.filename,
                "url": f"../..{_path(build)}",
                "hashes": {"sha256": build.sha256},
                "yanked": build.fault == "yanked",
                "requires-python": ">=3.10",
            }
            for build in self.builds
        ]
        return json.dumps({"meta": {"api-version": "1.0"}, "name": "torch", "files": files})

    def other(self, project: str) -> str:
        """The page of what torch is installed with: an empty numpy, an empty setuptools."""
        return "".join(f"<a href='/wheels/{name}'>{name}</a>" for name in self.beside if name.startswith(f"{project}-"))

    def write(self, folder: Path) -> Path:
        """Put the wheels in a folder, without any page."""
        folder.mkdir(parents=True, exist_ok=True)
        for build in self.builds:
            (folder / build.filename).write_bytes(build.wheel)
        return folder

    def write_page(self, folder: Path) -> None:
        """Add the page of a mirror to a folder of wheels, with addresses relative to it."""
        (folder / "torch").mkdir()
        links = [f"<a href='../{quote(build.filename)}'>{build.filename}</a>" for build in self.builds]
        (folder / "torch" / "index.html").write_text("".join(links), encoding="utf-8")


def _path(build: Made) -> str:
    """Where a wheel is served."""
    return f"/wheels/{quote(build.filename)}"


def _yanked(build: Made) -> str:
    """The attribute of a link that was taken back."""
    return "data-yanked='it was not built well' " if build.fault == "yanked" else ""


@contextlib.contextmanager
def served(index: Index) -> Iterator[str]:
    """Serve an index on loopback meanwhile; yield its address, to which `/torch/` is added by who reads it."""

    class Handler(BaseHTTPRequestHandler):
        """Answers GET and HEAD of one index."""

        def do_GET(self) -> None:
            """Answer with a page or a wheel."""
            path = unquote(self.path)
            index.asked.append(path)
            if index.stumbles.get(path, 0):
                index.stumbles[path] -= 1
                self.send_error(503)
                return
            trouble = next((do for start, do in index.troubles.items() if path.startswith(start)), None)
            if trouble and trouble(self):
                return
            self._answer(*_content(index, path, self.headers.get("Accept", "")))

        def do_HEAD(self) -> None:
            """Answer as GET would, without the body."""
            self._answer(*_content(index, unquote(self.path), self.headers.get("Accept", "")))

        def _answer(self, kind: str, body: bytes | None) -> None:
            """Send a body, or 404 where there is none."""
            if body is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 http.server's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _content(index: Index, path: str, accepts: str) -> tuple[str, bytes | None]:
    """What is served under a path: its type and its bytes, None for nothing."""
    if path == "/simple/torch/":
        if index.form == "json" or (index.form == "asked" and SIMPLE_JSON in accepts):
            return SIMPLE_JSON, index.json().encode()
        return "text/html", index.html().encode()
    name = path.rpartition("/")[2]
    if path.startswith("/wheels/"):
        return "application/zip", index.wheels[name].wheel if name in index.wheels else index.beside.get(name)
    return "text/html", index.other(path.split("/")[-2]).encode() or None
