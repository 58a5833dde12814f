"""What a session notes while it measures, and what the next one takes up of it."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from helpers import KNOWN, infra, replaced, saw
from hypothesis import given
from hypothesis import strategies as st

from gradreg import catalog
from gradreg.model import Environment, Job, Observation
from gradreg.store import journal
from gradreg.store.journal import Journal

HERE = Environment("2.0.1", None, None, "3.11.7", None, "Linux x86_64", wheels="given")
ROWS = [f"made/one[{number}]" for number in range(3)]
LOOK = "the first"


@pytest.fixture
def job(catalog_of: Callable[..., Path]) -> Job:
    """Three rows of one case."""
    folder = catalog_of(one="PARAMS = {'number': [0, 1, 2]}\n\ndef observe(number):\n    yield 'number', number\n")
    return Job("2.0.1", "cpu", tuple((case, case.rows) for case in catalog.load(folder, KNOWN)))


def noted(path: Path, job: Job, *observations: Observation, method: bytes = b"1") -> Journal:
    """A journal that has these rows, closed as a kill would leave it."""
    made = Journal(path, method)
    assert made.begin(LOOK, HERE) is False
    for observation in observations:
        made.note(LOOK, job.cases[0][0].code, observation)
    made.close()
    return made


class TestTakingUp:
    """Only what is certainly the same is believed."""

    def test_is_of_the_rows_that_were_noted(self, tmp_path: Path, job: Job) -> None:
        """In the look in which they were seen, and in no other."""
        seen = Observation(ROWS[0], saw(number=0), 0.1)
        noted(tmp_path / "a.jsonl", job, seen)
        found = Journal(tmp_path / "a.jsonl", b"1")

        assert {ROWS[0]: seen} == found.taken(job, LOOK)
        assert {} == found.taken(job, "the second")
        assert found.begin(LOOK, HERE)
        found.close()

    def test_is_of_every_look_that_was_begun(self, tmp_path: Path, job: Job) -> None:
        """A session that is cut off in its second look has both."""
        code, seen = job.cases[0][0].code, [Observation(row, saw(number=0), 0.1) for row in ROWS[:2]]
        made = Journal(tmp_path / "a.jsonl", b"1")
        for look, observation in zip((LOOK, "the second"), seen, strict=True):
            made.begin(look, HERE)
            made.note(look, code, observation)
        made.close()
        found = Journal(tmp_path / "a.jsonl", b"1")

        assert {ROWS[0]: seen[0]} == found.taken(job, LOOK)
        assert {ROWS[1]: seen[1]} == found.taken(job, "the second")

    def test_is_of_what_was_set_aside_when_it_is_taken_back(self, tmp_path: Path, job: Job) -> None:
        """And not before; where a later session was cut off, of that one."""
        old, new = (Observation(ROWS[0], saw(number=number), 0.1) for number in (1, 2))
        noted(tmp_path / "a.jsonl", job, old).set_aside()
        assert {} == Journal(tmp_path / "a.jsonl", b"1").taken(job, LOOK)
        noted(tmp_path / "a.jsonl", job, new)
        later = Journal(tmp_path / "a.jsonl", b"1")
        later.take_back()
        assert {ROWS[0]: new} == later.taken(job, LOOK)
        (tmp_path / "a.jsonl").unlink()
        found = Journal(tmp_path / "a.jsonl", b"1")
        found.take_back()

        assert {ROWS[0]: old} == found.taken(job, LOOK)
        found.forget()
        assert [] == list(tmp_path.glob("a.*"))

    def test_leaves_out_what_is_no_behaviour(self, tmp_path: Path, job: Job) -> None:
        """The next look may be luckier."""
        noted(tmp_path / "a.jsonl", job, Observation(ROWS[0], infra("worker fault")))

        assert {} == Journal(tmp_path / "a.jsonl", b"1").taken(job, LOOK)

    def test_ends_where_the_code_that_measures_is_another(self, tmp_path: Path, job: Job) -> None:
        """A gradreg of another day may see more."""
        noted(tmp_path / "a.jsonl", job, Observation(ROWS[0], saw(number=0)))

        assert {} == Journal(tmp_path / "a.jsonl", b"2").taken(job, LOOK)

    def test_ends_where_the_code_of_the_case_is_another(self, tmp_path: Path, job: Job) -> None:
        """It was edited after the kill."""
        noted(tmp_path / "a.jsonl", job, Observation(ROWS[0], saw(number=0)))
        edited = replaced(job, cases=tuple((replaced(case, code="another"), rows) for case, rows in job.cases))

        assert {} == Journal(tmp_path / "a.jsonl", b"1").taken(edited, LOOK)

    def test_ends_where_the_environment_is_another(self, tmp_path: Path, job: Job) -> None:
        """What came from elsewhere is dropped for good."""
        noted(tmp_path / "a.jsonl", job, Observation(ROWS[0], saw(number=0)))
        found = Journal(tmp_path / "a.jsonl", b"1")

        assert not found.begin(LOOK, replaced(HERE, python="3.12.0"))
        found.close()
        assert {} == Journal(tmp_path / "a.jsonl", b"1").taken(job, LOOK)

    @given(data=st.data())
    def test_believes_whole_lines_only(self, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Wherever a kill cuts the file off, and whatever a power cut leaves behind the cut, the lines before count."""
        path = tmp_path_factory.mktemp("cut") / "a.jsonl"
        made = Journal(path, b"1")
        made.begin(LOOK, HERE)
        for number, row in enumerate(ROWS):
            made.note(LOOK, "code", Observation(row, saw(number=number)))
        made.close()
        whole = path.read_bytes()
        cut = whole[: data.draw(st.integers(0, len(whole)))]
        path.write_bytes(cut + data.draw(st.sampled_from([b"", bytes(40), b"{}\n", b"\xff\n", b'["\n'])))
        lines = cut.rpartition(b"\n")[0].splitlines()

        assert [msgspec.json.decode(line, type=journal.Head | journal.Entry) for line in lines] == journal._read(path)


class TestForgetting:
    """A session that is over leaves nothing."""

    def test_removes_the_file(self, tmp_path: Path, job: Job) -> None:
        """And what a kill left of writing it."""
        made = noted(tmp_path / "a.jsonl", job, Observation(ROWS[0], saw(number=0)))
        (tmp_path / "a.new").touch()
        made.forget()

        assert [] == list(tmp_path.glob("a.*"))

    def test_of_some_rows_keeps_the_others(self, tmp_path: Path, job: Job) -> None:
        """A run with -k does not drop what a longer one noted."""
        seen = [Observation(row, saw(number=0)) for row in ROWS[:2]]
        noted(tmp_path / "a.jsonl", job, *seen).forget({ROWS[0]})

        assert {ROWS[1]: seen[1]} == Journal(tmp_path / "a.jsonl", b"1").taken(job, LOOK)


class TestHolding:
    """A session is measured by one process at a time."""

    def test_leaves_the_second_without_one(self, tmp_path: Path) -> None:
        """It measures all the same, and notes nothing."""
        with (
            journal.opened(tmp_path, "2.0.1-cpu", b"1") as first,
            journal.opened(tmp_path, "2.0.1-cpu", b"1") as second,
        ):
            assert (True, None) == (first is not None, second)
            assert [True] == [item.running for item in journal.underway(tmp_path)]

        assert () == journal.underway(tmp_path)

    def test_ends_with_the_process(self, tmp_path: Path, job: Job) -> None:
        """What it noted is listed as cut off."""
        (tmp_path / journal.FOLDER).mkdir()
        noted(tmp_path / journal.FOLDER / "2.0.1-cpu.jsonl", job, Observation(ROWS[0], saw(number=0)))
        [found] = journal.underway(tmp_path)

        assert ("2.0.1", "cpu", 1, False) == (found.release, found.device, found.rows, found.running)
