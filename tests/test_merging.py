"""Evidence of another machine taken in: real folders, real files, the real command."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT, environment_of, gradreg, infra, read_case, saw, snapshot, write_case

from gradreg import pipeline, store
from gradreg.errors import BadEvidence, BadUsage, NoSuchCase, NoSuchRelease
from gradreg.model import Behaviour, Choice, Merged, Observation, Outcome, Party, Places, Spot, spot_of
from gradreg.pipeline import Intake

BODY = """
    import torch

    PARAMS = {"n": [1, 2]}

    def observe(device, n):
        yield "x", n
"""
EVIL = "<b>\x1b[31m\u202e=1+1"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Two cases of two rows, and an empty folder of evidence."""
    for name in ("first", "second"):
        write_case(tmp_path / "cases" / "topic" / f"{name}.py", BODY)
    (tmp_path / "ours").mkdir()
    return Places(tmp_path / "cases", tmp_path / "ours")


def put(places: Places, folder: str, cells: dict[str, Behaviour], **fields: str | None) -> Path:
    """Evidence in a folder beside ours: cells by the name that `--take` gives them."""
    results = places.cases.parent / folder
    for name, behaviour in cells.items():
        row, device, release = spot_of(name)
        case = read_case(places.cases / f"{row.partition('[')[0]}.py")
        environment = environment_of(release, **fields)
        store.record(results, case, (device, release), [Observation(row, behaviour)], environment)
    return results


def shown(places: Places) -> dict[str, Any]:
    """Every cell of our evidence: its facts, and who measured it."""
    environments = store.environments(places.results)
    found = {}
    for name in ("first", "second"):
        case = read_case(places.cases / "topic" / f"{name}.py")
        for (row, device, release), cell in store.load(places.results, case).cells.items():
            found[f"{row}:{release}@{device}"] = cell.behaviour.facts, environments[cell.environment].origin
    return found


def take(places: Places, *sources: Path, **options: Any) -> Merged:
    """Merge, as somebody of that name."""
    return pipeline.merged(places, Intake(sources, **{"origin": "Ada", **options}))


FIRST, SECOND, THIRD = "topic/first[1]:2.0.0@cpu", "topic/second[2]:2.0.1@cpu", "topic/second[1]:1.13.1@cuda"


class TestTaking:
    """What is new is added, with the name of who measured it."""

    def test_cells_of_several_sources_are_taken(self, places: Places) -> None:
        """Counted by release and device; each says whose it is, and an origin that is there stays."""
        one = put(places, "one", {FIRST: saw(x=1), SECOND: infra()})
        other = put(places, "other", {SECOND: saw(x=2), THIRD: saw(x=1)}, origin="Bo")
        found = take(places, one, other)

        assert (0, 1, 0) == (found.exit_code, found.faults, found.known)
        assert [("2.0.0", 1), ("2.0.1", 1), ("1.13.1", 1)] == [(item.release, item.cells) for item in found.taken]
        assert {FIRST: ({"x": 1}, "Ada"), SECOND: ({"x": 2}, "Bo"), THIRD: ({"x": 1}, "Bo")} == shown(places)
        assert [] == store.faults(places.results, pipeline_cases(places))

    def test_twice_is_once(self, places: Places) -> None:
        """The second time no file changes, and all is known."""
        theirs = put(places, "theirs", {FIRST: saw(x=1), SECOND: saw(x=2)})
        first = take(places, theirs)
        before = snapshot(places.results)
        again = take(places, theirs)

        assert ("topic/first.json", "topic/second.json") == first.written
        assert (2, (), (), 0) == (again.known, again.taken, again.written, again.exit_code)
        assert before == snapshot(places.results)

    def test_ones_own_evidence_needs_no_name(self, places: Places) -> None:
        """Brought together from two machines it has the bytes that one machine would have written."""
        both = {FIRST: saw(x=1), SECOND: saw(x=2), THIRD: saw(x=3)}
        one = put(places, "one", {FIRST: both[FIRST]})
        other = put(places, "other", {SECOND: both[SECOND], THIRD: both[THIRD]})
        take(places, one, other, origin=None, own=True)

        assert snapshot(put(places, "alone", both)) == snapshot(places.results)

    def test_a_dry_run_touches_nothing(self, places: Places) -> None:
        """Not even a lock is made; it tells what the merge would."""
        theirs = put(places, "theirs", {FIRST: saw(x=1)})
        would = take(places, theirs, dry=True)

        assert [] == list(places.results.iterdir())
        assert (would.taken, would.written, would.dry) == (take(places, theirs).taken, (), True)

    def test_k_chooses_rows(self, places: Places) -> None:
        """The others are passed over."""
        theirs = put(places, "theirs", {FIRST: saw(x=1), SECOND: saw(x=2)})
        take(Places(places.cases, places.results, "first"), theirs)

        assert {FIRST} == set(shown(places))


def pipeline_cases(places: Places) -> list[Any]:
    """The cases of the catalog."""
    return [case for case, _ in pipeline.cases(places)]


class TestRefusing:
    """What is not believed is told, and the rest is taken."""

    def test_a_touched_file_is_refused_alone(self, places: Places) -> None:
        """The other case of the same source is fine; the code says that something is missing."""
        theirs = put(places, "theirs", {FIRST: saw(x=1), SECOND: saw(x=2)})
        path = theirs / "topic" / "first.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"x": 1', '"x": 7'), encoding="utf-8")
        found = take(places, theirs)

        assert (2, {SECOND}) == (found.exit_code, set(shown(places)))
        assert ["topic/first"] == [item.what for item in found.refused]

    def test_a_case_that_changed_or_is_gone_is_refused(self, places: Places) -> None:
        """What was measured with other code says nothing about today's."""
        theirs = put(places, "theirs", {FIRST: saw(x=1), SECOND: saw(x=2)})
        write_case(places.cases / "topic" / "first.py", BODY.replace('"x", n', '"x", -n'))
        (places.cases / "topic" / "second.py").unlink()
        found = take(places, theirs)

        assert {"topic/first", "topic/second"} == {item.what for item in found.refused}
        assert {} == snapshot(places.results)

    def test_who_measured_has_to_be_said(self, places: Places) -> None:
        """By the evidence or the command; a name is short and plain."""
        theirs = put(places, "theirs", {FIRST: saw(x=1)})

        for options in ({"origin": None}, {"origin": "Ada", "own": True}, {"origin": EVIL}, {"origin": "x" * 101}):
            with pytest.raises(BadUsage, match="origin"):
                take(places, theirs, **options)
        assert {} == snapshot(places.results)

    def test_a_wheel_that_is_not_ours_is_refused(self, places: Places) -> None:
        """The same version from the same index is the same file."""
        put(places, "ours", {FIRST: saw(x=1)}, wheel="a" * 64)
        found = take(places, put(places, "theirs", {"topic/first[2]:2.0.0": saw(x=2)}, wheel="b" * 64))

        assert "another wheel" in found.refused[0].reason
        assert {FIRST} == set(shown(places))

    @pytest.mark.parametrize(
        ("cell", "error"), [("topic/first[9]:2.0.0", NoSuchCase), ("topic/first[1]:2.0.99", NoSuchRelease)]
    )
    def test_a_choice_names_a_cell_that_exists(self, places: Places, cell: str, error: type[Exception]) -> None:
        """A slip is told before anything is read."""
        spot: Spot = spot_of(cell)
        with pytest.raises(error):
            take(places, Path("nowhere"), choice=Choice(None, {spot: Party.THEIRS}))


class TestAtomicity:
    """Nothing is lost, however it ends."""

    def test_a_merge_that_has_no_place_goes_on_later(self, places: Places) -> None:
        """A folder is where the second file belongs: what was known stays, and merging again completes it."""
        put(places, "ours", {FIRST: saw(x=1)})
        theirs = put(places, "theirs", {"topic/first[2]:2.0.0": saw(x=2), SECOND: saw(x=2)})
        blocked = places.results / "topic" / "second.json"
        blocked.mkdir()
        with pytest.raises(BadEvidence, match="second"):
            take(places, theirs)
        blocked.rmdir()
        assert ({"x": 1}, None) == shown(places)[FIRST]
        take(places, theirs)

        assert 3 == len(shown(places))
        assert [] == store.faults(places.results, pipeline_cases(places))

    def test_a_merge_waits_for_who_writes(self, places: Places) -> None:
        """And sees what that one wrote: two behaviours for one cell become a conflict, not the later one."""
        theirs = put(places, "theirs", {FIRST: saw(x=2)})
        case = read_case(places.cases / "topic" / "first.py")
        command = [sys.executable, "-m", "gradreg", "merge", theirs, "--own", "--json", *where(places)]
        with store.writing(places.results) as write:
            waiting = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
            write([(case, {spot_of(FIRST): (saw(x=1), environment_of("2.0.0"))})])
        told, _ = waiting.communicate()

        assert 1 == waiting.returncode
        assert [FIRST] == [item["cell"] for item in json.loads(told)["conflicts"]]
        assert {FIRST: ({"x": 1}, None)} == shown(places)


def where(places: Places) -> tuple[str | Path, ...]:
    """The options that name the folders."""
    return "--cases", places.cases, "--results", places.results


class TestCommand:
    """`gradreg merge`, as people type it."""

    def test_lists_conflicts_side_by_side_until_they_are_settled(self, places: Places) -> None:
        """Exit code 1 and the option to copy; then 0, and what was chosen stands there."""
        put(places, "ours", {FIRST: saw(x=1), SECOND: saw(x=2)})
        theirs = put(places, "theirs", {FIRST: saw(x=3), SECOND: saw(x=4)})
        before = snapshot(places.results)
        open_ = gradreg("merge", theirs, "--origin", "Ada", *where(places))

        assert (1, "", before) == (open_.returncode, open_.stderr, snapshot(places.results))
        for line in ("2 conflicts, 2 of them open", "  ours: x = 1", f"  {theirs} (measured by Ada): x = 3"):
            assert line in open_.stdout
        assert f"--take '{FIRST}=theirs'" in open_.stdout
        settled = gradreg(
            "merge", theirs, "--origin", "Ada", "--ours", "--take", f"{FIRST}=theirs", "--json", *where(places)
        )
        assert 0 == settled.returncode, settled.stderr
        assert ["theirs", "ours"] == [item["settled"] for item in json.loads(settled.stdout)["conflicts"]]
        assert {FIRST: ({"x": 3}, "Ada"), SECOND: ({"x": 2}, None)} == shown(places)

    def test_shows_hostile_texts_and_obeys_none(self, places: Places) -> None:
        """A message with escape sequences, and a file whose name is one."""
        raised = {FIRST: Behaviour(outcome=Outcome.RAISED, raises="RuntimeError", message=EVIL)}
        put(places, "ours", {FIRST: saw(x=1)})
        theirs = put(places, "theirs", raised)
        (theirs / "topic" / f"{EVIL.replace('/', '')}.json").write_text("{}", encoding="utf-8")
        done = gradreg("merge", theirs, "--own", *where(places))

        assert 1 == done.returncode, done.stderr
        assert "\\x1b[31m\\u202e" in done.stdout
        assert done.stdout.replace("\n", "").isprintable()

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ((), "OTHERS"),
            (("nowhere",), "nowhere is not there"),
            (("theirs",), "--origin NAME"),
            (("theirs", "--own", "--origin", "Ada"), "one of --origin and --own"),
            (("theirs", "--own", "--ours", "--theirs"), "one of --ours and --theirs"),
            (("theirs", "--own", "--take", FIRST), "CELL=theirs"),
            (("theirs", "--own", "--take", "topic/first=theirs"), "CELL=theirs"),
            (("theirs", "--own", "--results", "nowhere"), "--results"),
        ],
    )
    def test_bad_words_end_with_64(self, places: Places, words: tuple[str, ...], told: str) -> None:
        """And with what to write instead; nothing is written."""
        theirs = put(places, "theirs", {FIRST: saw(x=1)})
        done = gradreg("merge", *where(places), *(str(theirs) if word == "theirs" else word for word in words))

        assert (64, "", {}) == (done.returncode, done.stdout, snapshot(places.results))
        assert told in done.stderr
