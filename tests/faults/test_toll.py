"""The toll of a fault is taken, whoever forgets to; and there are enough faults, each in the table."""

import subprocess
import sys
from pathlib import Path

import pytest
from toll import COMMAND, ENOUGH, ROOT, TABLE, Checkout, Fact, Toll, facts, lost, plain, registered, summary, table

TOLL = Toll("the disk | is full", "gradreg: `x` | y", 2, 9, (), ())


class TestFacts:
    """What the evidence says is read before and after."""

    def test_are_the_behaviours_and_the_environments(self, checkout: Checkout) -> None:
        """Three rows on two releases, and what those were measured in."""
        found = facts(checkout.results)

        assert 8 == len(found)
        assert "made/leaf[1] cpu 2.15.0" in found

    @pytest.mark.parametrize("damage", [b"", b"{", b"<<<<<<< ours\n", b"\xff\xfe"])
    def test_of_a_damaged_file_are_its_bytes(self, checkout: Checkout, damage: bytes) -> None:
        """What cannot be read must stay as it is."""
        (checkout.results / "made" / "leaf.json").write_bytes(damage)
        found = facts(checkout.results)

        assert Fact(damage) == found["made/leaf.json"]

    def test_are_lost_when_gone_or_different(self) -> None:
        """A stale one may change, since it is to be measured anew; it may not go."""
        before = {"same": Fact(1), "gone": Fact(1), "other": Fact(1), "renewed": Fact(1, stale=True)}
        after = {"same": Fact(1), "other": Fact(2), "renewed": Fact(2), "new": Fact(1)}

        assert ("gone", "other") == lost(before, after)
        assert ("same", "gone", "other", "renewed") == lost(before, {})


class TestTable:
    """The table is the same bytes each time."""

    def test_is_sorted_and_escaped(self) -> None:
        """A bar in a cell is no border, a backtick no end of code."""
        other = TOLL._replace(fault="a daemon", lost=("x",))

        assert table([TOLL, other]) == table([other, TOLL])
        assert table([TOLL]).endswith("| the disk | is full | `gradreg: 'x' \\| y` | 2 | 0 of 9 |\n")
        assert "2 faults injected, 1 facts lost" == summary([TOLL, other])
        assert COMMAND in table([])

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("  gradreg: /tmp/a-1/b/lock: no\n", "gradreg: …/lock: no"),
            ("http://127.0.0.1:4711/simple/torch", "http://127.0.0.1:PORT/simple/torch"),
            ("4 rows (12 s), within 0.25 s", "4 rows (N s), within N s"),
            ("sha256:0123456789abcdef", "sha256:HASH"),
            ("2.0.1 is no 1/2", "2.0.1 is no 1/2"),
        ],
    )
    def test_has_nothing_of_this_machine_or_hour(self, line: str, told: str) -> None:
        """Folders, ports, times and hashes go."""
        assert told == plain(line)

    def test_in_the_documentation_has_every_fault(self) -> None:
        """And none that no test brings about."""
        lines = TABLE.read_text(encoding="utf-8").splitlines()
        told = [line.removeprefix("| ").partition(" | `")[0] for line in lines if line.startswith("| ") and "`" in line]

        assert sorted(registered()) == told, f"run {COMMAND}"
        assert all(" | 0 of " in line for line in lines if line.startswith("| ") and "`" in line)


class TestFaults:
    """They are many, and none goes round the toll."""

    def test_are_enough(self) -> None:
        """As many as were promised, each under a name of its own."""
        assert len(registered()) == len(set(registered()))
        assert ENOUGH <= len(registered())

    def test_without_a_toll_fail(self, tmp_path: Path) -> None:
        """A marked test that does not strike fails, and so does one that lost a fact or invented one."""
        (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
        (tmp_path / "test_it.py").write_text(FORGETFUL, encoding="utf-8")
        options = ["-p", "toll", "-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, "-q", tmp_path, "--fault-table"]
        paths = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, tmp_path / "t.md"]
        done = subprocess.run(command, cwd=ROOT, env=paths, capture_output=True, text=True, check=False)

        assert "4 failed, 1 passed" in done.stdout, done.stdout + done.stderr
        assert "4 faults injected, 1 facts lost" in done.stdout
        assert "was not taken through the fixture" in done.stdout


CONFTEST = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import pytest
import toll


@pytest.fixture
def strike(request, checkout):
    name = request.node.get_closest_marker("fault").args[0]
    request.node.stash[toll.STRUCK] = toll.Strike(name, checkout)
    return request.node.stash[toll.STRUCK]
"""
FORGETFUL = '''
"""Made to fail."""

import pathlib
import pytest
import toll


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "results" / "made").mkdir(parents=True)
    (tmp_path / "results" / "made" / "leaf.json").write_text("{")
    return toll.Checkout(tmp_path)


def end(strike, text="it broke", code=2, gains=0, do=lambda results: None):
    with strike.watched(gains=gains) as told:
        do(strike.checkout.results)
        told(text, code, saw="broke", code=2)


@pytest.mark.fault("that was forgotten")
def test_forgets():
    pass


@pytest.mark.fault("that is in order")
def test_does_not(strike):
    end(strike)


@pytest.mark.fault("that ends with another code")
def test_code(strike):
    end(strike, code=0)


@pytest.mark.fault("that loses a fact")
def test_loses(strike):
    end(strike, do=lambda results: (results / "made" / "leaf.json").write_text("["))


@pytest.mark.fault("that invents a fact")
def test_invents(strike):
    end(strike, do=lambda results: (results / "made" / "more.json").write_text("{"))
'''
