"""Cases that do their worst, measured for real: each spoils its own cell, with the right word, and nothing else."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import hostile
import pytest
from battle import Battle, fight
from toll import Checkout, Strike

from gradreg.model import Comparison, Limits, Outcome

RELEASES = ("1.4.0", "2.15.0")
MARK = f"gradreg-stray-{uuid4().hex}"
LIMITS = Limits(seconds=120, megabytes=256, workers=4)
SHORT = Limits(seconds=4, megabytes=256, workers=6)
fault = pytest.mark.fault
FAULTS = {
    # processes
    "forks_and_both_go_on": fault("a case forks, and both processes go on in its code"),
    "forks_and_the_parent_exits": fault("a case forks, and only the child goes on"),
    "forks_many_that_stay": fault("a case leaves twenty children"),
    "starts_threads_that_never_end": fault("a case leaves threads that never end"),
    "starts_threads_that_keep_it_alive": fault("a case leaves a thread that keeps its process alive"),
    "starts_threads_without_end": fault("a case starts threads until none can be started"),
    "leaves_a_daemon": fault("a case leaves a daemon (two forks, a session of its own)"),
    "leaves_a_daemon_that_holds_its_pipes": fault("a case leaves a daemon that holds its pipes open"),
    "leaves_a_daemon_and_crashes": fault("a case leaves a daemon and crashes"),
    "leaves_a_daemon_that_prints": fault("a case leaves a daemon that prints without end"),
    "leaves_a_session": fault("a case leaves a program in a session of its own"),
    "kills_its_process_group": fault("a case kills its process group"),
    "stops_itself": fault("a case stops itself (SIGSTOP)"),
    # files
    "closes_every_file": fault("a case closes every file descriptor"),
    "closes_its_output": fault("a case closes its output (1 and 2)"),
    "changes_directory": fault("a case changes directory"),
    "removes_its_directory": fault("a case removes its directory"),
    "empties_the_folder_above": fault("a case empties the folder above its own"),
    "forbids_its_directory": fault("a case takes all rights from its directory"),
    "leaves_files_behind": fault("a case leaves files behind"),
    "makes_folders_without_bottom": fault("a case makes three thousand folders, each in the other"),
    "changes_umask": fault("a case changes the umask"),
    "opens_every_file_it_can": fault("a case opens files until none can be opened"),
    # signals
    "ignores_signals": fault("a case ignores SIGINT, SIGTERM, SIGALRM and SIGCHLD"),
    "ignores_signals_and_hangs": fault("a case ignores signals, and hangs"),
    "handles_a_signal_of_its_own": fault("a case leaves a signal handler"),
    "blocks_signals": fault("a case blocks all signals"),
    "blocks_signals_and_hangs": fault("a case blocks all signals, and hangs"),
    "sets_an_alarm_for_later": fault("a case leaves an alarm that is to go off in another row"),
    "sets_a_timer_of_its_work": fault("a case leaves timers of processor time"),
    "alarms_itself": fault("a case ends by its own alarm"),
    "segfaults": fault("a case reads where no memory is (SIGSEGV)"),
    "aborts": fault("a case aborts (SIGABRT)"),
    "divides_by_zero_in_c": fault("a case ends by SIGFPE"),
    "meets_an_illegal_instruction": fault("a case ends by SIGILL"),
    "exits_well": fault("a case leaves through os._exit(0)"),
    "exits_with_three": fault("a case leaves through os._exit(3)"),
    "leaves_by_sys_exit": fault("a case leaves through sys.exit"),
    "interrupts": fault("a case raises KeyboardInterrupt"),
    # memory
    "hoards_lists": fault("a case fills memory with lists"),
    "hoards_tensors": fault("a case fills memory with tensors"),
    "hoards_maps": fault("a case fills memory with mmap"),
    "hoards_in_a_thread": fault("a case fills memory in a thread"),
    "asks_for_a_terabyte": fault("a case asks for a tensor of a terabyte"),
    "recurses": fault("a case calls itself without end"),
    "overflows_the_stack_in_c": fault("a case overflows the stack in C"),
    # loops
    "loops_in_python": fault("a case loops for ever in Python"),
    "loops_in_c": fault("a case loops for ever in C"),
    "sleeps": fault("a case sleeps for ever"),
    "waits_for_input": fault("a case asks for input"),
    "waits_for_itself": fault("a case waits for a lock that it holds"),
    # output
    "prints_megabytes": fault("a case prints megabytes"),
    "prints_without_end": fault("a case prints without end"),
    "prints_no_end_of_line": fault("a case prints no end of line"),
    "prints_bytes_that_are_no_text": fault("a case prints bytes that are no text"),
    "prints_forged_answers": fault("a case prints lines of the worker's protocol"),
    "writes_forged_answers_to_every_file": fault("a case writes lines of the protocol to every open file"),
    "writes_without_end_to_every_file": fault("a case writes garbage to every open file without end"),
    # state
    "changes_the_environment": fault("a case changes environment variables"),
    "changes_the_locale": fault("a case changes the locale"),
    "leaves_grad_mode_off": fault("a case leaves grad mode off"),
    "leaves_another_default_dtype": fault("a case leaves another default dtype"),
    "leaves_deterministic_on": fault("a case leaves deterministic algorithms on"),
    "patches_backward": fault("a case patches torch.Tensor.backward"),
    "patches_autograd": fault("a case patches torch.autograd.backward"),
    "patches_json": fault("a case patches json.dumps, with which its facts are told"),
    "patches_writing": fault("a case patches os.write, with which its facts are told"),
    "patches_the_clock": fault("a case patches the clock"),
    "patches_through_the_back_door": fault("a case patches modules that it does not import by name"),
    "patches_getpid": fault("a case patches os.getpid"),
    "traces": fault("a case leaves a trace function"),
    "profiles": fault("a case leaves a profile function"),
    "stops_the_collector": fault("a case leaves the garbage collector off"),
    "turns_warnings_into_errors": fault("a case turns warnings into errors"),
    "lowers_its_limits": fault("a case forbids itself to open files and to write any"),
    # yields
    "yields_without_end": fault("a case yields without end"),
    "yields_a_million_facts": fault("a case yields a million facts"),
    "yields_ten_megabytes": fault("a case yields a text of ten megabytes"),
    "yields_a_long_name": fault("a case yields a name of ten megabytes"),
    "yields_a_list_without_bottom": fault("a case yields a list that is ten thousand levels deep"),
    "yields_a_list_in_itself": fault("a case yields a list that holds itself"),
    "yields_an_object": fault("a case yields an object"),
    "yields_a_huge_number": fault("a case yields a number of forty digits"),
    "yields_a_number_of_many_digits": fault("a case yields a number that is too long for Python to print"),
    "yields_text_that_lies": fault("a case yields a str whose methods lie and raise"),
    "yields_half_a_letter": fault("a case yields halves of surrogate pairs"),
    "yields_nul_and_nan": fault("a case yields NUL, NaN and infinities"),
    "raises_what_cannot_be_told": fault("a case raises an error whose text raises"),
    "raises_a_long_story": fault("a case raises an error with a text of ten megabytes"),
    "warns_without_end": fault("a case warns without end"),
}
UNGUARDED = {
    "kills_the_worker": fault("a case kills the worker"),
    "terminates_the_worker": fault("a case terminates the worker"),
    "stops_the_worker": fault("a case stops the worker (SIGSTOP)"),
    "writes_forged_answers_to_the_worker_s_files": fault("a case forges answers in the worker's own files"),
    "cuts_the_worker_s_files": fault("a case empties the worker's file of answers"),
    "removes_the_folders_of_all_rows": fault("a case removes the folders of all rows"),
}
Install = Callable[[str], Path]


def field_of(name: str) -> str:
    """The battle in which a case fights."""
    return "trench" if name in hostile.ENDLESS else "open_field"


@pytest.fixture(scope="session")
def open_field(torch_python: Install, tmp_path_factory: pytest.TempPathFactory) -> Battle:
    """All cases that strike at what is theirs and come to an end, side by side, in an old and a new release."""
    pythons = {release: torch_python(release) for release in RELEASES}
    return fight(tmp_path_factory.mktemp("open"), hostile.QUICK, pythons, LIMITS, MARK)


@pytest.fixture(scope="session")
def trench(torch_python: Install, tmp_path_factory: pytest.TempPathFactory) -> Battle:
    """Those that never end, with little time."""
    pythons = {RELEASES[0]: torch_python(RELEASES[0])}
    return fight(tmp_path_factory.mktemp("trench"), hostile.ENDLESS, pythons, SHORT, MARK)


@pytest.fixture(scope="session")
def siege(torch_python: Install, tmp_path_factory: pytest.TempPathFactory) -> Battle:
    """Those that strike at the worker, one at a time, in the release that is quickest to start again."""
    pythons = {"1.0.0": torch_python("1.0.0")}
    return fight(tmp_path_factory.mktemp("siege"), hostile.UNGUARDED, pythons, Limits(seconds=20, megabytes=256), MARK)


@pytest.fixture
def battle(request: pytest.FixtureRequest) -> Battle:
    """The battle that the test speaks of."""
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return] # pytest does not know fixtures' types


@pytest.fixture
def checkout(battle: Battle) -> Checkout:
    """The checkout in which it was fought."""
    return battle.checkout


@pytest.mark.parametrize(
    ("battle", "name"),
    [
        *(pytest.param(field_of(name), name, marks=mark) for name, mark in FAULTS.items()),
        *(pytest.param("siege", name, marks=mark) for name, mark in UNGUARDED.items()),
    ],
    indirect=["battle"],
)
def test_spoils_its_own_cell_and_no_other(strike: Strike, battle: Battle, name: str) -> None:
    """Its cell has the right word and says why; its neighbours are as recorded; what was known still is."""
    expected = {**hostile.ALL, **hostile.UNGUARDED}[name]
    for release, finding in battle.of(f"hostile/{name}[fault]").items():
        behaviour = finding.found

        assert expected.outcome == behaviour.outcome, (release, behaviour)
        assert expected.words in str(behaviour.detail or behaviour.raises or ""), (release, behaviour)
        assert expected.facts in (None, behaviour.facts), (release, behaviour)
    assert {Comparison.AS_RECORDED} == battle.neighbours(name)
    assert () == battle.lost
    battle.struck(strike, name)


@pytest.mark.parametrize("battle", ["open_field", "trench", "siege"], indirect=True)
class TestTheBattle:
    """What has to hold of all of them together."""

    def test_is_over_with_every_row_told(self, battle: Battle) -> None:
        """No row is missing, and a session with crashed rows ends with 2, as one that could not measure all."""
        for release, found in battle.found.items():
            assert 3 * len(battle.cases) == len(found)
            assert 2 == battle.ended[release].summary.exit_code
            assert battle.ended[release].fault is None

    def test_spoils_no_row_that_is_left_alone(self, battle: Battle) -> None:
        """The rows of a case that does nothing at all say what they said before."""
        for found in battle.found.values():
            alone = [found[f"hostile/alone[{turn}]"] for turn in ("before", "after")]

            assert [Comparison.AS_RECORDED] * 2 == [finding.comparison for finding in alone]
            assert alone[0].found == found["hostile/alone[fault]"].found
            assert Outcome.OBSERVED == alone[0].found.outcome

    def test_leaves_no_process_behind(self, battle: Battle) -> None:
        """Daemons of the cases ended with the worker, at the latest."""
        assert battle.found
        until = time.monotonic() + 60
        while strays := _marked(MARK):
            assert time.monotonic() < until, strays


def _marked(mark: str) -> list[str]:
    """The processes of this machine that were started under that name."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if command.startswith(os.fsencode(mark)):
            found.append(path.parent.name)
    return found


def test_every_hostile_case_has_a_fault() -> None:
    """None is left out of the table."""
    assert (set(hostile.ALL), set(hostile.UNGUARDED)) == (set(FAULTS), set(UNGUARDED))
