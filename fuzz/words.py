"""Words that somebody types: ranges, releases, sides, expressions, parameters, questions, options, and texts pasted."""

import contextlib
import io
from pathlib import Path

from fuzz.common import known, placed, printable, text_of, untouched
from gradreg import (
    adopt,
    catalog,
    command,
    harmless,
    interpreters,
    normalise,
    options,
    ranges,
    releases,
    sides,
    skeleton,
)
from gradreg.ask import question
from gradreg.errors import BadUsage, GradregError
from gradreg.model import Case, Heading, Row
from gradreg.report import data as json_of
from gradreg.report import markdown

ROWS = (Row("optimizers/adam", "zero-True", {}), Row("optimizers/adam", "*[x]", {}))
CASE = Case(
    "optimizers/adam", Path("adam.py"), "Q?", "", (), "", "c", takes_device=True, rows=ROWS, expect=(), claims=()
)
WORDS = (
    b"torch", b">=", b"<", b"==", b"~=", b"!=", b"===", b"1.13", b"2.0.1", b"2.0", b".*", b",", b"@", b":", b"cpu",
    b"cuda", b"results", b"HEAD", b"1" * 4400, "٣.٣".encode(), "²".encode(), b"\xff", b"\x00", b"\n", b"#",
    b" --hash=", b"; python_version<'3'", b"(" * 300, b")" * 300, b"and ", b" or ", b"not ", b"[", b"]", b"*", b"?",
    b"a=1,2", b"={[]}", b"0x" + b"f" * 5000, b"-" * 300, b"'", b'"', b"\\", b"../", b"/", b"2024-01-01",
    b"[project]\n", b"dependencies = [", b'"torch>=1.13"', b"]\n", b"optional-dependencies.x = ", b"-r x\n",
    b"[a]\n" * 50, b"RuntimeError: ", b"Traceback (most recent call last):\n", b'  File "x.py", line 1, in f\n',
    b" " * 3000, b"(function a " * 50, b")" * 50, b"/a" * 300, b"[enforce fail at ", b" at /x:1", b"0x12", b"http://",
    b"https://pytorch.org/", "梯度".encode(), "\ufdfa".encode(), b"<!-- START table -->", b"<!-- END table -->",
    b"--timeout", b" nan", b" inf", b" -1", b"-k", b"--free", b"--cases", b"--twice", b"\x1b[31m", "\u202e".encode(),
    "\U0001f600".encode(), b".py:1: ", b"A.", b":" * 500, b"Error: x", b'[{"implementation":"cpython","url":"u"}]',
)  # fmt: skip # a word a line says nothing more
PARAMETER = "p"


def check(data: bytes) -> None:
    """What is typed is understood, or refused with a message."""
    text = text_of(data)
    for parser in PARSERS:
        with contextlib.suppress(GradregError):
            parser(text)


def _range(text: str) -> None:
    found = ranges.of(text)
    with contextlib.suppress(GradregError):
        releases.chosen(known(), [found])
    assert ranges.of(found or ">=0") is not None


def _release(text: str) -> None:
    for newest in (True, False):
        with contextlib.suppress(GradregError):
            assert releases.end(known(), text, newest=newest) in known()
    assert releases.chosen(known(), text.split(" ")) is not None


def _sides(text: str) -> None:
    first, second = sides.parse(text, "2.0.0", Path("results"))
    assert sides.names(first, second) is not None
    sides.parse(text, text[::-1], Path("results"))


def _names(text: str) -> None:
    assert isinstance(catalog.chooser(text)(ROWS[0].name), bool)
    with contextlib.suppress(GradregError):
        catalog.selected([CASE], text)
    ROWS[0].matches(text)
    catalog.find([CASE], text)


def _parameters(text: str) -> None:
    found = skeleton.params([f"{PARAMETER}={text}"])
    skeleton.source(Heading(text), found, text, device=True).encode(errors="surrogateescape")
    assert "/" in skeleton.suggestion(text)
    with contextlib.suppress(GradregError):
        skeleton.params([text])


def _heading(text: str) -> None:
    """Whatever somebody asks is a docstring."""
    compile(
        Heading(text, text, "https://example.org/" + "".join(text.split())).docstring.encode(errors="replace"),
        "x",
        "exec",
    )


def _messages(text: str) -> None:
    once = normalise.message(text)
    assert normalise.message(once) == once
    assert len(once) <= normalise.LIMIT
    assert len(question.read(text).words) <= question.MOST_WORDS
    link = adopt.link_in(text)
    assert link is None or link in text
    assert not harmless.CONTROLS.search(harmless.visible(text))


def _readme(text: str) -> None:
    written = markdown.between_markers(text, "new")
    assert markdown.between_markers(written, "new") == written


def _uv(text: str) -> None:
    interpreters._first_address(text)  # noqa: SLF001 uv itself stands between


def _command(text: str) -> None:
    command.split(text)


def _options(text: str) -> None:
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        places, how = options.posargs(text.split(" "))
    assert how["timeout"] > 0
    assert how["free"] >= 0
    assert isinstance(places.cases, Path)


def _shown(text: str) -> None:
    """A name of a file that is no text is still printed, and is still JSON."""
    printable(json_of.text([text]))


PARSERS = (_range, _release, _sides, _names, _parameters, _heading, _messages, _readme, _uv, _command, _options, _shown)


def check_file(data: bytes) -> None:
    """The range of a pyproject.toml or a requirements file, or a message."""
    for name in ("pyproject.toml", "requirements.txt"):
        path = placed(name, data)
        with untouched(path), contextlib.suppress(BadUsage):
            ranges.of_file(path)


def check_releases(data: bytes) -> None:
    """The releases of torch, or a message; the file is ours, but a hand adds its lines."""
    with contextlib.suppress(GradregError):
        assert all(release.key is not None for release in releases.read(data))


def seeds() -> list[bytes]:
    """One of each."""
    issue = b'Traceback (most recent call last):\n  File "a.py", line 1, in f\nRuntimeError: no grad'
    error = b"CUDA error (function operator() at /pytorch/x.cpp:12)\nframe #0: y"
    readme = b"x\n<!-- START table -->\nold\n<!-- END table -->\ny"
    typed = """>=1.13,<2.16|torch>=1.13,!=2.0.*|2.0.0@cuda|results@HEAD~1|results:2.0.0@cpu|adam and not zero or x
        |optimizers/adam[zero-True]|SGD,Adam,None,1.5|python check.py 'a b'|--timeout 5 --free 1 -k adam --twice
        |why is my grad None after detach?|2021-05-05|权重衰减 detach|[{"implementation":"cpython","url":"https://x"}]"""
    return [*(text.strip().encode() for text in typed.split("|")), issue, error, readme]


def seeds_file() -> list[bytes]:
    """Both kinds."""
    return [
        b"[project]\nname = 'a'\ndependencies = ['numpy', \"torch>=1.13,<2.16; python_version<'3.9'\"]\n",
        b"[project]\noptional-dependencies.gpu = ['torch>=2']\n",
        b"-r other.txt\nnumpy\n# torch>=9\ntorch>=1.13, \\\n  <2.16 --hash=sha256:00  # why\n",
    ]


def seeds_releases() -> list[bytes]:
    """The first lines of the real file."""
    whole = releases.DATA.read_bytes().split(b"\n")
    lines = [line for line in whole if not line.startswith(b"#")]
    return [b"\n".join([*lines[:6], b"]"])]
