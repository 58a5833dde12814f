"""Sessions put into the jobs of a CI: every one once, few enough, and balanced."""

import json
import subprocess
import sys

import pytest
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st

from gradreg import matrix
from gradreg.errors import BadUsage

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

    def test_need_a_group_for_each_device(self) -> None:
        """Two devices do not fit into one job."""
        with pytest.raises(BadUsage, match="3 devices need as many jobs"):
            matrix.groups(SESSIONS, {}, 2, 1800.0)


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

        assert {".record"} == {job["extends"] for job in found.values()}

    @pytest.mark.parametrize("text", ["", "{", "[1]", '[{"session": 3}]', "[" * 9999])
    def test_tells_what_is_no_list(self, text: str) -> None:
        """A sentence and exit code 64."""
        done = gradreg("matrix", "-", text=text)

        assert (64, "") == (done.returncode, done.stdout)
        assert "nox --list --json" in done.stderr
