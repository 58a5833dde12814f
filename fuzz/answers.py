"""What a row's process says to the worker, and what the worker says to gradreg."""

import contextlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from gradreg import runner
from gradreg.errors import NotRun
from gradreg.model import Case, Environment, Job, Observation, Row
from gradreg.store import files
from gradreg.store.files import Stored
from gradreg.store.recording import _place

PATH = [*sys.path]
from gradreg.worker import observe  # noqa: E402 it takes the folder of its file, as it thinks, out of the path

sys.path[:] = PATH
ROWS = (Row("topic/claim", "one", {"p": "one"}), Row("topic/claim", "two", {"p": "two"}))
CASE = Case("topic/claim", Path("claim.py"), "Q?", "", (), "", "c", takes_device=True, rows=ROWS, expect=(), claims=())
JOB = Job("2.0.0", "cpu", ((CASE, ROWS),))
ENVIRONMENT = (
    b'{"environment":{"torch":"2.0.0","git":null,"cuda":null,"python":"3.11.7","numpy":null,"platform":"Linux"}}'
)
ANSWER = (
    b'{"row":"topic/claim[one]","outcome":"observed","facts":{"a":[1,"b",true,1.5]},"raises":null,"message":null,'
    b'"warnings":[["W","text"]],"detail":null,"seconds":0.1,"printed":"","traceback":null}'
)
MESSAGES = """@["begin","topic/claim[one]"]
@["fact","a",[1,"b"]]
@["fact","a",true]
@["end",{"outcome":"raised","raises":"E","message":"at 0x1","warnings":[["W","t"]],
"detail":null,"seconds":1,"traceback":"t"}]
@["begin","topic/claim[two]"]
@["end",{"outcome":"observed","raises":null,"message":null,"warnings":[],
"detail":null,"seconds":1,"traceback":null}]
""".replace(",\n", ",").encode()
WORDS = (
    b"@", b'"told":1', b'{"begin":1}', b'"row"', b'"infra"', b'"environment"', b'"end"', b'"topic/claim[two]"',
    b'"observed"', b'"crashed"', b'"facts"', b"null", b'"begin"', b'"fact"', b'["fact","a",null]', b'["fact","a",{}]',
    b'["fact","a",NaN]', b'["fact","a",[[[null]]]]', b"NaN", b"1e999", b"1" * 5000, b'"\\ud800"', b"\xff", b"[" * 2000,
    b"]" * 2000, b"{", b"}", b"\n", b"true", b"-1", b'["end",{}]', b'{"end":2}', b'{"infra":"x"}', b"[]", b'[""]',
    b'"outcome":"infra"', b" " * 500, b'"seconds":"x"',
)  # fmt: skip # a word a line says nothing more


def check(data: bytes) -> None:
    """No row is answered more often than it was asked for, and all of that can be recorded and read again."""
    try:
        told = _heard(data.split(b"\n"))
    except NotRun as error:
        str(error).encode()
        return
    found = [answer for answer in told if isinstance(answer, Observation)]
    assert not Counter(item.row for item in found) - Counter(row.name for row in ROWS)
    assert all(isinstance(answer, Environment | Observation) for answer in told)
    stored = Stored(CASE.name, CASE.code, {}, {})
    for observation in found:
        _place(stored, observation, ("cpu", "2.0.0"), "e")
    assert files.parsed(Path("claim.json"), files.encoded(stored)).cells == stored.cells


def _heard(lines: Sequence[bytes]) -> list[Environment | Observation]:
    """What gradreg makes of lines, as if each had the word that only the worker knows."""
    life = runner._Life(JOB, "given")  # noqa: SLF001 without an interpreter around it
    told: list[Environment | Observation] = []
    for line in lines:
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            answer = msgspec.json.decode(line)
            told += life._heard(answer) if isinstance(answer, dict) else ()  # noqa: SLF001 as above
    return told


def check_worker(data: bytes) -> None:
    """Whatever a row's process writes, the worker has an answer for each of its rows, and none for another's."""
    child, answers = _child(), list[dict[str, Any]]()
    said = data.replace(b"@", child.token)
    for start in range(0, len(said), 100):  # as a pipe would hand it on
        child.buffer += said[start : start + 100]
        answers += filter(None, map(child.take, child.messages()))
    while child.done < len(ROWS):  # as `reap` does, and the process that then goes on
        child.row = child.row or child.due()
        answers.append(child.answer({**observe.empty(), "outcome": "crashed", "detail": "ended"}))
    assert [answer["row"] for answer in answers] == [row.name for row in ROWS]
    with contextlib.suppress(RecursionError):  # the worker ends with it, and the next one begins with the other rows
        told = _heard([json.dumps(answer).encode() for answer in answers])
        assert {item.row for item in told if isinstance(item, Observation)} <= {row.name for row in ROWS}


def _child() -> Any:
    """What the worker knows of a process that it forked, without the process."""
    child = object.__new__(observe.Child)
    child.job, child.case, child.token = {"seconds": 60}, {}, b"0123456789abcdef"
    child.rows = [{"row": row.name, "arguments": row.arguments} for row in ROWS]
    child.row, child.facts, child.done, child.printed, child.buffer = None, [], 0, b"", b""
    child.status, child.late, child.deadline = None, False, 0.0
    return child


def check_record(data: bytes) -> None:
    """The list of files that an installer keeps gives a hash, nothing, or a fault that the worker tells."""
    from fuzz.common import folder, placed  # noqa: PLC0415 beside what only this needs

    placed("site/torch-2.0.0.dist-info/RECORD", data)
    placed("site/torch/__init__.py", b"torch")
    with_faults = (OSError, ValueError, observe.csv.Error)
    try:
        found = observe.wheel(str(folder() / "site"))
    except with_faults:
        return
    assert found is None or len(found) == 64


def seeds() -> list[bytes]:
    """A whole run, and one that fails."""
    two = ANSWER.replace(b"one", b"two")
    return [
        b"\n".join([ENVIRONMENT, ANSWER, two, b'{"end":2}', b""]),
        ANSWER,
        b'{"infra":"canary failed","detail":"x"}\n',
        json.dumps({"environment": {"torch": "x"}}).encode() + b'\n{"end":0}',
    ]


def seeds_worker() -> list[bytes]:
    """The messages of two rows."""
    return [MESSAGES]


def seeds_record() -> list[bytes]:
    """A short list of files."""
    return [b"torch/__init__.py,sha256=abc,5\ntorch-2.0.0.dist-info/RECORD,,\n../../bin/torchrun,sha256=x,9\n"]
