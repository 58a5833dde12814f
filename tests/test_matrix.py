"""Sessions put into the jobs of a CI: every one once, few enough, and balanced."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from helpers import ROOT, write_case
from hypothesis import given
from hypothesis import strategies as st

from gradreg import matrix
from gradreg.errors import BadUsage
from gradreg.model import Summary, Took
from gradreg.pipeline import planning

SESSIONS = {f"torch-{number}-{device}": device for number in range(40) for device in ("cpu", "cuda", "mps")}
LISTED = json.dumps(
    [{"session": name, "tags": [device, "all"], "more": 1} for name, device in SESSIONS.items()]
    + [{"session": "table", "tags": ["all"]}, {"session": "tests", "tags": []}]
)


def gradreg(*arguments: str, text: str) -> subprocess.CompletedProcess[str]:
    """The real command, with something on its standard input."""
    command = [sys.executable, "-m", "gradreg", *arguments]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False)


durations = st.dictionaries(st.sampled_from(sorted(SESSIONS)), st.floats(1, 5000))


class TestGroups:
    """The laws of the grouping."""

    @given(st.sets(st.sampled_from(sorted(SESSIONS)), min_size=1), durations, st.integers(3, 256), st.floats(60, 9000))
    def test_hold_every_session_once_and_one_device_each(
        self, names: set[str], seconds: dict[str, float], most: int, target: float
    ) -> None:
        """Nothing is lost, nothing runs twice, and there are never more groups than allowed."""
        wanted = {name: SESSIONS[name] for name in sorted(names)}
        found = matrix.groups(wanted, seconds, most, target)
        inside = [name for group in found for name in group.sessions.split()]

        assert sorted(wanted) == sorted(inside)
        assert all(SESSIONS[name] == group.device for group in found for name in group.sessions.split())
        assert len(found) <= most
        assert list(range(1, len(found) + 1)) == [group.group for group in found]

    @given(st.lists(st.floats(1, 5000), min_size=1, max_size=60), st.integers(1, 256))
    def test_are_balanced(self, seconds: list[float], most: int) -> None:
        """No group takes longer than an even share and the longest session together."""
        sessions = {f"torch-{number}-cpu": "cpu" for number in range(len(seconds))}
        taken = dict(zip(sessions, seconds, strict=True))
        found = matrix.groups(sessions, taken, most, 1800.0)

        assert max(group.seconds for group in found) <= sum(seconds) / len(found) + max(seconds) + 0.1

    def test_take_the_target_where_there_are_enough(self) -> None:
        """Forty sessions of ten minutes make fourteen groups of half an hour; at most ten make ten."""
        sessions = {name: device for name, device in SESSIONS.items() if device == "cpu"}
        seconds = dict.fromkeys(sessions, 600.0)

        assert 14 == len(matrix.groups(sessions, seconds, 256, 1800.0))
        assert 10 >= len(matrix.groups(sessions, seconds, 10, 1800.0)) > 7

    def test_take_what_is_usual_in_a_place_for_what_was_never_measured(self) -> None:
        """A mode has few rows and the cpu has many; where a place is unknown, the usual of all is as good as any."""
        sessions = {"torch-2.0.1-cpu": "cpu", "torch-2.1.0-cpu+dynamo": "cpu", "torch-2.1.0-cuda": "cuda"}
        seconds = {"torch-1.0.0-cpu": 900.0, "torch-1.1.0-cpu": 1100.0, "torch-2.2.0-cpu+dynamo": 10.0}
        found = matrix.groups(sessions, seconds, 256, 1.0)

        assert {"torch-2.0.1-cpu": 1000.0, "torch-2.1.0-cpu+dynamo": 10.0, "torch-2.1.0-cuda": 900.0} == {
            item.sessions: item.seconds for item in found
        }

    def test_need_a_group_for_each_device(self) -> None:
        """Two devices do not fit into one job."""
        with pytest.raises(BadUsage, match="3 devices need as many jobs"):
            matrix.groups(SESSIONS, {}, 2, 1800.0)


TIMES = st.lists(
    st.builds(Took, st.sampled_from(["1.0.0", "2.0.0", "2.10.0"]), st.sampled_from(["cpu", "cuda"]),
              st.integers(0, 100), st.floats(1, 900)),
    unique_by=lambda item: item.session,
)  # fmt: skip # one thought


TEN = """
PARAMS = {"number": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}


def observe(number):
    yield "number", number
"""


class TestDurations:
    """What is kept of how long sessions took."""

    @given(TIMES, TIMES)
    def test_newer_ones_replace_older_ones(self, known: list[Took], ended: list[Took]) -> None:
        """Each session is kept once, the newest of it; every one that ended is taken, or left out as a part."""
        found = matrix.learned(known, ended, lambda _: 50)
        kept = {item.session: item for item in found.durations}
        new = {item.session: item for item in ended}

        assert len(kept) == len(found.durations)
        assert {*kept} == {item.session for item in known} | set(found.taken)
        assert {*new} == {*found.taken, *found.partial}
        assert all(kept[name] == new[name] for name in found.taken)
        assert all(item.rows >= matrix.WHOLE * 50 for item in ended if item.session in found.taken)
        assert found.durations == matrix.learned(found.durations, [], lambda _: 50).durations

    @given(st.integers(10, 1000))
    def test_a_part_of_the_catalog_says_nothing_of_the_whole(self, rows: int) -> None:
        """Half of the rows are a part, all but one of ten are the whole."""
        known = [Took("2.0.0", "cpu", rows, 100.0)]

        for number, partial in ((rows // 2, True), (rows, False), (0, True)):
            found = matrix.learned(known, [Took("2.0.0", "cpu", number, 5.0)], lambda _: rows)
            assert partial is bool(found.partial)
            assert (100.0 if partial else 5.0) == found.durations[0].seconds

    def test_are_written_from_what_summaries_told(self, tmp_path: Path) -> None:
        """By the command alone, a line a session; what failed is not measured, and nonsense changes nothing."""
        ended, into = tmp_path / "summary.json", tmp_path / "kept" / "durations.json"
        told = [Summary("2.10.0", "cpu", {"new": 7, "as recorded": 3}, None, (), 60.0),
                Summary("2.0.0", "cpu", {"new": 10}, None, (), 90.0),
                Summary("2.1.0", "cpu", {"missing": 10}, "no interpreter", (), 1.0)]  # fmt: skip # a session a line
        ended.write_bytes(msgspec.json.encode(told))
        write_case(tmp_path / "cases" / "made" / "ten.py", TEN)
        command = ("durations", str(ended), "--into", str(into), "--cases", str(tmp_path / "cases"))
        done = gradreg(*command, text="")
        written = into.read_bytes()
        ended.write_text('[{"release": "../x", "device": "cpu", "seconds": 1}]', encoding="utf-8")
        wrong = gradreg(*command, text="")

        assert "2 sessions, 0.0 hours, 2 new" in done.stdout
        assert ["2.0.0", "2.10.0"] == [item["release"] for item in json.loads(written)]
        assert 4 == len(written.splitlines())
        assert (64, written) == (wrong.returncode, into.read_bytes())
        assert "../x" in wrong.stderr

    def test_of_the_repository_are_as_the_command_writes_them(self) -> None:
        """Nobody edits them: they read back to the same bytes."""
        file = ROOT / ".github" / "durations.json"
        known = planning._timed(file)

        assert known
        assert planning._lines(known) == file.read_bytes()


class TestTheCommand:
    """`gradreg matrix` between nox and the workflow."""

    def test_makes_the_matrix_of_a_workflow(self) -> None:
        """An `include` of objects, for `fromJSON`; sessions that are of no release are left out."""
        done = gradreg("matrix", "-", "--json", "--jobs", "5", text=LISTED)
        found = json.loads(done.stdout)["include"]

        assert 3 <= len(found) <= 5
        assert {"group", "device", "sessions", "seconds"} == set(found[0])
        assert sorted(SESSIONS) == sorted(name for item in found for name in item["sessions"].split())

    def test_makes_the_jobs_of_a_child_pipeline(self) -> None:
        """GitLab takes JSON, which is YAML."""
        found = json.loads(gradreg("matrix", "-", "--json", "--format", "gitlab", text=LISTED).stdout)

        assert ".gradreg-merge" == found.pop("merge")["extends"]
        assert {".gradreg-measure"} == {job["extends"] for job in found.values()}

    def test_of_nothing_is_a_matrix_of_nothing(self) -> None:
        """GitLab takes no pipeline without a job, so there it has one that says so."""
        assert {"include": []} == json.loads(gradreg("matrix", "-", "--json", text="[]").stdout)
        assert ["nothing"] == list(json.loads(gradreg("matrix", "-", "--json", "--format", "gitlab", text="[]").stdout))

    def test_chooses_releases_and_a_device(self) -> None:
        """By version, set or range; the sessions alone are for a shell."""
        listed = json.dumps([
            {"session": f"torch-{version}-{device}", "tags": [device]}
            for version in ("1.13.1", "2.0.0", "2.15.0") for device in ("cpu", "cuda")
        ] + [{"session": "torch-2.15.0-cpu+dynamo"}, {"session": "torch-2.15.0-cpu+bogus"}])  # fmt: skip # one thought
        chosen = ("--torch", ">=2.14 1.13.1", "--device", "cpu", "--format", "sessions", "--jobs", "1")

        assert "torch-2.15.0-cpu+dynamo\n" == gradreg(
            "matrix", "-", "--device", "cpu+dynamo", "--format", "sessions", text=listed
        ).stdout  # fmt: skip # one thought
        assert "torch-1.13.1-cpu torch-2.15.0-cpu\n" == gradreg("matrix", "-", *chosen, text=listed).stdout
        assert 3 == gradreg("matrix", "-", "--torch", "9.9.9", text=listed).returncode

    @pytest.mark.parametrize("text", ["", "{", "[1]", '[{"session": 3}]', "[" * 9999])
    def test_tells_what_is_no_list(self, text: str) -> None:
        """A sentence and exit code 64."""
        done = gradreg("matrix", "-", text=text)

        assert (64, "") == (done.returncode, done.stdout)
        assert "nox --list --json" in done.stderr
