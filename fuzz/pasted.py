"""What somebody pastes to make a case of it: scripts, issues with fences, sessions, notebooks, tracebacks."""

import ast
import warnings

from fuzz.common import known, placed, printable, some, text_of, untouched
from gradreg import adopt
from gradreg.catalog import read
from gradreg.errors import BadSnippet
from gradreg.model import Heading

WORDS = (
    b"import torch\n", b"print(", b"assert ", b"```python\n", b"```\n", b"~~~\n", b">>> ", b"... ", b"In [1]: ", b"> ",
    b"%matplotlib\n", b"x.cuda()", b"def f():\n    ", b"for i in range(3):\n    ", b"if __name__ == '__main__':\n    ",
    b"try:\n    ", b"except E, e:\n    ", b"print 'a', x\n", b"f'{x=}'", b'f"{x!r:>{w}}"', b"'%s' % x",
    b"'{}'.format(x)", b"lambda: ", b"yield ", b"await ", b"global x\n", b"\\\n", b"\t", b"    ", b"\n", b"\r",
    b"\x0c", b"\xff", b"\xef\xbb\xbf", "“".encode(), "\u00a0".encode(), "\u2028".encode(), b"'''", b'"""', b"#", b"(",
    b")", b"[", b"]", b"{", b"}", b";", b":", b"-" * 150, b"+1" * 150, b".a" * 150, b"(" * 120, b"1" * 5000,
    b"0x" + b"f" * 5000, b"raise ", b"class A(", b"@f\n", b"import numpy as np\n", b"np.inf", b"*", b"**", b"pprint(",
    b"exec(", b"async def f(): ", b"match x:\n case ", b"type X = int\n", b"Traceback (most recent call last):\n",
    b"RuntimeError: x\n", b"\\N{DASH}", b"\\ud800", b"told", b"seen", b"observe",
)  # fmt: skip # a word a line says nothing more


def check(data: bytes) -> None:
    """A case that Python can compile and the catalog can read, or a message that says which line is in the way."""
    text = text_of(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for block in (None, 1):
            try:
                found = adopt.adopt(adopt.code_of(text, block), Heading("What does it show?"))
            except BadSnippet as error:
                printable(str(error).encode(errors="backslashreplace"))
                continue
            _read(found.source)


def _read(source: str) -> None:
    """What the pipeline does with it: the mistakes that are left are told as reasons."""
    ast.parse(source)
    path = placed("adopted/draft.py", source.encode(errors="backslashreplace"))
    with untouched(path):
        case, mistakes = read.read_case(path, "adopted/draft", known())
    assert case is not None or mistakes


def seeds() -> list[bytes]:
    """The snippets of the tests."""
    return some("tests/snippets/*.txt")
