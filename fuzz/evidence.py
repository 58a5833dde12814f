"""The readers of the evidence: files of every schema, fingerprints, summaries, raw runs, stamps of environments."""

import json
from pathlib import Path

import msgspec

from fuzz.common import ROOT, folder, known, placed, printable, some, untouched
from gradreg import environments, guard, history, store, table
from gradreg.errors import BadEvidence, NotProven
from gradreg.model import Case, Cell, Environment, Evidence, Row
from gradreg.report import changes, data, markdown, sessions, terminal
from gradreg.report.page import pack
from gradreg.store import files, fingerprints

FEW = 4
PATH = Path("results/topic/claim.json")
ENVIRONMENT = Environment("2.0.0", None, None, "3.11.7", None, "Linux x86_64", "given")
WORDS = (
    b'"schema"', b'"case"', b'"code"', b'"environments"', b'"behaviours"', b'"rows"', b'"stale"', b'"outcome"',
    b'"facts"', b'"observed"', b'"raised"', b'"infra"', b'"cpu"', b'"1.0.0"', b'"2.0.0@"', b" 1.0.0", b"@", b"null",
    b"NaN", b"1e999", b"-0", b"1" * 4400, b'"\\ud800"', b'"\\u0000"', b'"\\u202e"', b"\xff", b"[" * 1200, b"]" * 1200,
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"<<<<<<< HEAD\n", b"=======\n", b"true", b"{}", b"[]", b"0", b"-1",
    b"3", b"4", b'"raises"', b'"message"', b'"warnings"', b'"detail"',
)  # fmt: skip # a word a line says nothing more


def check(content: bytes) -> None:
    """Evidence or BadEvidence; what was read is written in one way only, and every report can show it."""
    try:
        stored = files.parsed(PATH, content)
    except BadEvidence as error:
        printable(error)
        return
    written = files.encoded(stored)
    again = files.parsed(PATH, written)
    assert (again.case, again.code, again.cells) == (stored.case, stored.code, stored.cells)
    assert files.encoded(again) == written, "evidence is written in one way only"
    plain = files.normalised(stored)
    assert files.encoded(files.normalised(plain)) == files.encoded(plain)
    files.parsed(PATH, files.encoded(plain))
    _report(stored)


def check_file(content: bytes) -> None:
    """The same through the store, which finds every fault of a folder and writes none of its files."""
    path = placed("results/topic/claim.json", content)
    with untouched(path):
        try:
            evidence = store.load(folder() / "results", _case([]))
            faults = store.faults(folder() / "results", [_case([])])
            printable(*faults)
            assert evidence.by_row().keys() == {row for row, _, _ in evidence.cells}
        except BadEvidence as error:
            printable(error)


def _case(names: list[str]) -> Case:
    rows = tuple(Row("topic/claim", name, {}) for name in names)
    source = 'def observe():\n    yield "a", 1\n'
    return Case(
        "topic/claim", Path("claim.py"), "Q?", "", (), source, "", takes_device=True, rows=rows, expect=(), claims=()
    )


class _Named(Row, frozen=True):
    """A row that is called as the evidence calls it."""

    @property
    def name(self) -> str:
        return self.label


def _report(stored: files.Stored) -> None:
    """Every report says something of some rows of it."""
    cells = {where: Cell(stored.behaviours[key], environment) for where, (key, environment) in stored.cells.items()}
    names = list(dict.fromkeys(row for row, _, _ in cells))[:FEW]
    case = msgspec.structs.replace(_case([]), rows=tuple(_Named("topic/claim", name, {}) for name in names))
    evidence = Evidence("topic/claim", cells)
    content = table.build([(case, evidence)], known())
    listed = history.build(content, None, ())
    printable(data.table_json(content), data.table_csv(content), changes.page(listed))
    if content.lines:
        printable(terminal.table(content, 80), terminal.case(case, content.lines), *markdown.pages(content).values())
        pool = pack.Pool(content.releases)
        for line in content.lines:
            pool.history(line, "cpu")
        _guard(content, evidence)


def _guard(content: table.Table, evidence: Evidence) -> None:
    odd = {identity: msgspec.structs.replace(ENVIRONMENT, torch=identity) for _, _, _, identity in _places(evidence)}
    versions = guard.versions(evidence, odd, "cpu")
    try:
        guard.grouped(content.lines, content.releases, "cpu", versions)
    except NotProven as error:
        printable(error)


def _places(evidence: Evidence) -> list[tuple[str, str, str, str]]:
    return [(*where, cell.environment) for where, cell in evidence.cells.items()]


def check_environments(content: bytes) -> None:
    """Fingerprints or BadEvidence; one more can be remembered beside those that were read."""
    path = placed("fingerprints/environments.json", content)
    try:
        with untouched(path):
            found = store.environments(path.parent)
    except BadEvidence as error:
        printable(error)
        return
    fingerprints.remember(path.parent, [ENVIRONMENT])
    assert store.environments(path.parent) == {**found, files.environment_id(ENVIRONMENT): ENVIRONMENT}


def check_local(content: bytes) -> None:
    """What lies in ignored folders: a summary, a raw run, the stamp of an environment."""
    path = placed("results/.raw/run/one.json", content)
    with untouched(path):
        try:
            printable(sessions.run(store.summaries(folder() / "results", "run")))
        except BadEvidence as error:
            printable(error)
    raw = placed("results/.raw/2.0.0-cpu.jsonl", content)
    with untouched(raw):
        store.last_run(folder() / "results", "2.0.0-cpu", "topic/claim")
    stamp = placed(f"envs/torch/{environments.STAMP}", content)
    python = environments.python_of(stamp.parent)
    placed(str(python.relative_to(folder())), b"")
    with untouched(stamp):
        environments.stamp(stamp.parent)


def seeds() -> list[bytes]:
    """Real evidence, and one file of the oldest schema."""
    return [ONE_1, ONE_2, *(content for content in some("results/*/*.json") if len(content) < LARGE)]


def seeds_environments() -> list[bytes]:
    """The real fingerprints, some of them."""
    content = json.loads((ROOT / "results" / "environments.json").read_bytes())
    first = dict(list(content["environments"].items())[:3])
    return [json.dumps({**content, "environments": first}).encode()]


def seeds_local() -> list[bytes]:
    """A summary, a raw run and a stamp."""
    return [
        b'{"release":"2.0.0","device":"cpu","counts":{"new":1},"infra":null,"differing":["topic/claim"],"seconds":1.5}',
        b'[{"row":"topic/claim","behaviour":{"outcome":"observed","facts":{"a":1}},"seconds":0.1,"printed":"","traceback":null}]',
        b'{"requirements":["torch==2.0.0","numpy<2"],"wheels":"cpu index"}',
    ]


LARGE = 8000
ONE_2 = (
    b'{"schema":2,"case":"topic/claim","code":"c","environments":{"cpu":{"1.0.0":"e"}},'
    b'"behaviours":{"k":{"outcome":"observed","facts":{"a":[1,"b",true,1.5]},"warnings":[["W","text"]]}},'
    b'"rows":{"topic/claim":{"cpu":{"k":"1.0.0 2.0.0@f"}}},"stale":{"d":{"topic/claim":{"cpu":{"k":"1.1.0@e"}}}}}'
)
ONE_1 = (
    b'{"schema":1,"case":"topic/claim","code":"c","behaviours":{"k":{"outcome":"raised","raises":"RuntimeError",'
    b'"message":"at 0x1"}},"rows":{"topic/claim[Adam-zero]":{"cpu":{"1.0.0":"k@e","2.0.0":"k@"}}}}'
)
