"""Guards: what is printed holds in exactly the releases that show the behaviour."""

import itertools
import os
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import helpers
import pytest
from helpers import KNOWN, ROOT, infra, line_of, saw
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from gradreg import compare, guard, pipeline, store
from gradreg.errors import NotProven
from gradreg.model import (
    SETUPS,
    Behaviour,
    Case,
    Cell,
    Environment,
    Evidence,
    Guard,
    Guarded,
    Line,
    Outcome,
    Places,
    Row,
)

RELEASES = tuple(release.version for release in KNOWN)
RECORDED = {item.torch.partition("+")[0]: (item.torch,) for item in store.environments(ROOT / "results").values()}
FORMS = ("", "+cpu", "+cu121", "rc3", ".dev20230801", "a0+gitabc")
LIBRARIES = ("pytest", "_pytest", "py", "pluggy", "iniconfig", "packaging", "pygments")
UNKNOWN = -1


def raised(name: str, **facts: Any) -> Behaviour:
    """A behaviour that ends with an exception."""
    return Behaviour(Outcome.RAISED, facts, name)


def line(shown: Sequence[Behaviour], row: str = "topic/claim") -> Line:
    """A row that shows those, one for each release."""
    return line_of(row, *compare.eras("cpu", list(zip(RELEASES, shown, strict=True))))


def steps(*starts: tuple[str, Behaviour]) -> list[Behaviour]:
    """A behaviour for every release: each from its release on."""
    return [[seen for start, seen in starts if helpers.KNOWN_KEYS[start] <= release.key][-1] for release in KNOWN]


def guarded(*lines: Line) -> tuple[Guarded, ...]:
    """The guards of some rows."""
    return guard.grouped(lines, RELEASES, "cpu", RECORDED)


def evaluated(expression: str, version: str, setup: Sequence[str]) -> bool:
    """What a printed condition says where torch has that version."""
    space: dict[str, Any] = {"torch": types.SimpleNamespace(__version__=version)}
    exec("\n".join([*setup, f"answer = {expression}"]), space)  # noqa: S102 the lines as they are printed
    return bool(space["answer"])


def ranges_hold(texts: Sequence[str], version: str) -> bool:
    """Whether one of the ranges holds a version."""
    return any(SpecifierSet(text).contains(version, prereleases=True) for text in texts)


@st.composite
def step_functions(draw: st.DrawFn) -> list[int]:
    """What a row shows release by release: a few behaviours that come and go, and releases that nobody measured."""
    cuts = sorted(draw(st.sets(st.integers(1, len(RELEASES) - 1), max_size=6)))
    starts = [0, *cuts, len(RELEASES)]
    kinds = draw(st.lists(st.integers(UNKNOWN, 3), min_size=len(starts) - 1, max_size=len(starts) - 1))
    found = [
        kind for kind, (start, stop) in zip(kinds, itertools.pairwise(starts), strict=True) for _ in range(start, stop)
    ]
    for place in draw(st.sets(st.integers(0, len(RELEASES) - 1), max_size=2)):
        found[place] = UNKNOWN
    return found


class TestLaws:
    """On random step functions over the real releases."""

    @given(step_functions())
    def test_every_range_and_condition_holds_exactly_where_the_behaviour_is(self, kinds: list[int]) -> None:
        """On the recorded version of each release, and in the odd forms of it for the conditions."""
        for item in guarded(line([infra() if kind == UNKNOWN else saw(x=kind) for kind in kinds])):
            for one in item.guards:
                for release, kind in zip(RELEASES, kinds, strict=True):
                    wanted = kind == one.behaviour.facts["x"]
                    assert wanted == ranges_hold(one.specifiers, RECORDED[release][0])
                    for version in (RECORDED[release][0], *(release + form for form in FORMS)):
                        for setup in SETUPS.values():
                            assert wanted == evaluated(one.condition, version, setup)

    @given(step_functions())
    def test_every_measured_release_has_one_guard(self, kinds: list[int]) -> None:
        """And the others are told as excluded."""
        for item in guarded(line([infra() if kind == UNKNOWN else saw(x=kind) for kind in kinds])):
            spoken = [release for one in item.guards for release in one.releases]

            assert sorted(spoken) == sorted(set(spoken))
            assert set(RELEASES) - set(spoken) == set(itertools.chain(*item.excluded.values()))
            assert set(item.proven) == set(spoken)

    @given(step_functions())
    def test_no_clause_is_superfluous(self, kinds: list[int]) -> None:
        """Without any one clause a range would hold a release that shows something else."""
        wanted = [kind == 0 for kind in kinds]
        texts = guard.specifiers(wanted, RELEASES)
        for index, text in enumerate(texts):
            clauses = text.split(",")
            for clause in clauses if clauses != [">=1.0"] else []:
                fewer = ",".join(item for item in clauses if item != clause)
                changed = [*texts[:index], fewer, *texts[index + 1 :]]
                assert wanted != [ranges_hold(changed, release) for release in RELEASES]


class TestRanges:
    """The fewest clauses, in the words of PEP 440."""

    @pytest.mark.parametrize(
        ("without", "texts", "condition"),
        [
            ([], [">=1.0"], "True"),
            (["<2.0"], [">=2.0"], "torch_release >= (2, 0)"),
            ([">=2.0.1"], ["<2.0.1"], "torch_release < (2, 0, 1)"),
            (["<1.8", ">=2.1"], [">=1.8,<2.1"], "(1, 8) <= torch_release < (2, 1)"),
            (["==1.10.2"], ["!=1.10.2"], "torch_release < (1, 10, 2) or torch_release >= (1, 11)"),
            (["==2.0.*"], ["!=2.0.*"], "torch_release < (2, 0) or torch_release >= (2, 1)"),
            ([">=1.5,<2.0"], ["<1.5", ">=2.0"], "torch_release < (1, 5) or torch_release >= (2, 0)"),
            (["<1.10.2", ">1.10.2"], ["==1.10.2"], "(1, 10, 2) <= torch_release < (1, 11)"),
            (["<2.1", ">=2.2"], ["==2.1.*"], "(2, 1) <= torch_release < (2, 2)"),
            (["<1.5", "==1.8.1"], [">=1.5,!=1.8.1"], "(1, 5) <= torch_release < (1, 8, 1) or torch_release >= (1, 9)"),
        ],
    )
    def test_say_it_shortly(self, without: list[str], texts: list[str], condition: str) -> None:
        """A patch release is a place of its own, an interval that is left out is named."""
        wanted = [not any(release.within(text) for text in without) for release in KNOWN]

        assert tuple(texts) == guard.specifiers(wanted, RELEASES)
        assert condition == guard.condition(wanted, RELEASES)


class TestRows:
    """What one behaviour is, and which rows go together."""

    def test_a_behaviour_that_comes_back_is_one(self) -> None:
        """Its guard names both intervals."""
        (item,) = guarded(line(steps(("1.0.0", saw(x=1)), ("1.5.0", saw(x=2)), ("2.0.0", saw(x=1)))))

        assert [("<1.5", ">=2.0"), (">=1.5,<2.0",)] == [one.specifiers for one in item.guards]

    def test_a_fix_in_a_patch_release_is_at_the_patch(self) -> None:
        """What 2.0.1 mended was there in 2.0.0 and in 1.13.1."""
        (item,) = guarded(line(steps(("1.0.0", raised("RuntimeError")), ("2.0.1", saw(x=1)))))

        assert [("<2.0.1",), (">=2.0.1",)] == [one.specifiers for one in item.guards]
        assert "torch_release < (2, 0, 1)" == item.guards[0].condition

    def test_warnings_make_no_guard(self) -> None:
        """Only facts and the exception's type tell behaviours apart, as they tell eras apart."""
        warned = Behaviour(Outcome.OBSERVED, {"x": 1}, warnings=(("UserWarning", "soon"),))
        (item,) = guarded(line(steps(("1.0.0", saw(x=1)), ("2.0.0", warned))))

        assert ([">=1.0"], None) == ([*item.guards[0].specifiers], item.guards[0].xfail)

    def test_what_is_not_measured_is_said_and_in_no_range(self) -> None:
        """Neither before, nor between, nor at the end."""
        shown = [saw(x=1)] * len(RELEASES)
        shown[0] = Behaviour(Outcome.NOT_APPLICABLE, detail="needs torch >=1.0.1")
        shown[RELEASES.index("1.9.1")] = infra()
        shown[-1] = compare.NOT_RUN
        (item,) = guarded(line(shown))

        assert (">=1.0.1,<2.15,!=1.9.1",) == item.guards[0].specifiers
        assert {
            "not applicable": ("1.0.0",),
            "not measured": ("1.9.1",),
            "not run": ("2.15.0",),
        } == item.excluded
        assert (49, 49) == (item.measured, len(item.proven))

    def test_rows_with_the_same_eras_share_their_guards(self) -> None:
        """Told is what all of them show; a row with eras of its own stands alone, one without any comes last."""
        one = line(steps(("1.0.0", saw(x=1, y=1)), ("2.0.0", saw(x=2, y=2))), "t/c[a]")
        alike = line(steps(("1.0.0", saw(x=1, y=3)), ("2.0.0", saw(x=2, y=4))), "t/c[b]")
        other = line(steps(("1.0.0", saw(x=1)), ("2.0.0", raised("ValueError"))), "t/c[c]")
        steady = line([saw(x=1)] * len(RELEASES), "t/c[d]")
        found = guarded(steady, one, other, alike)

        assert [("t/c[a]", "t/c[b]"), ("t/c[c]",), ("t/c[d]",)] == [item.rows for item in found]
        assert [{"x": 1}, {"x": 2}] == [item.behaviour.facts for item in found[0].guards]

    def test_a_row_that_nobody_measured_has_no_guard(self) -> None:
        """There is nothing to tell apart."""
        assert () == guarded(line([infra()] * len(RELEASES)))

    @pytest.mark.parametrize(
        ("first", "second", "ends"),
        [
            (raised("RuntimeError"), saw(x=1), "raises=RuntimeError)"),
            (raised("OutOfMemoryError"), saw(x=1), "strict=True)"),
            (raised("RuntimeError"), raised("TypeError"), "raises=RuntimeError)"),
            (raised("RuntimeError", x=1), raised("RuntimeError", x=2), "strict=True)"),
            (raised("NotImplementedError"), raised("RuntimeError"), "strict=True)"),
            (saw(x=1), raised("RuntimeError"), "strict=True)"),
        ],
    )
    def test_raises_is_named_where_a_test_would_fail_so(self, first: Behaviour, second: Behaviour, ends: str) -> None:
        """A test of the other behaviour that would catch the exception fails by its assertion."""
        (item,) = guarded(line(steps(("1.0.0", first), ("2.0.0", second))))

        assert str(item.guards[0].xfail).endswith(ends)


class TestProof:
    """What does not hold is not shown."""

    def test_refuses_a_version_that_was_measured_as_another(self) -> None:
        """Evidence of 1.13.1 that came from a 2.0.0 proves nothing."""
        shown = line(steps(("1.0.0", saw(x=1)), ("2.0.0", saw(x=2))))
        wrong = {**RECORDED, "1.13.1": ("2.0.0+cu117",)}

        with pytest.raises(NotProven, match=r"torch 2\.0\.0\+cu117 \(measured as 1\.13\.1\)"):
            guard.grouped([shown], RELEASES, "cpu", wrong)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"condition": "torch_release >= (1, 13)"},
            {"condition": "torch_release > (2, 0, 0)"},
            {"specifiers": (">=2.0.1",)},
            {"xfail": "@pytest.mark.xfail(torch_release < (2, 0), strict=True)"},
        ],
    )
    def test_refuses_each_line_that_is_wrong(self, wrong: dict[str, Any]) -> None:
        """The condition, the range, the mark: each is evaluated as it would be printed."""
        mark = "@pytest.mark.xfail(torch_release >= (2, 0), strict=True)"
        good = Guard(saw(x=1), RELEASES[RELEASES.index("2.0.0") :], (">=2.0",), "torch_release >= (2, 0)", mark)

        assert 28 == len(guard.prove([good], RELEASES, RECORDED))
        with pytest.raises(NotProven):
            guard.prove([helpers.replaced(good, **wrong)], RELEASES, RECORDED)

    def test_holds_for_every_changed_row_of_some_cases(self) -> None:
        """Of the project's own evidence, on the exact versions it was recorded with."""
        for name in ("clipping/what_clip_grad_norm_returns", "dtypes/casts_and_the_graph"):
            _, groups = pipeline.guards(Places(ROOT / "cases", ROOT / "results"), name)

            assert any(len(item.guards) > 1 for item in groups)
            assert all(len(item.proven) == item.measured for item in groups)


def behaviours_of(name: str) -> tuple[Case, Guarded]:
    """The guards of one row of the project's own evidence."""
    case, (item,) = pipeline.guards(Places(ROOT / "cases", ROOT / "results"), name)
    return case, item


def marks(item: Guarded, wanted: int) -> list[str]:
    """The marks above a test that expects one of the behaviours: those of all the others."""
    return [str(other.xfail) for place, other in enumerate(item.guards) if place != wanted]


def test_versions_are_those_of_the_environments_that_a_case_was_measured_in() -> None:
    """Of one device; a cell without an environment has none."""
    known = {
        "a": Environment("2.0.1+cpu", None, None, "3.11.7", None, "Linux x86_64", "given"),
        "b": Environment("2.0.1+cu117", None, None, "3.11.7", None, "Linux x86_64", "given"),
    }
    cells = {
        ("t/c[x]", "cpu", "2.0.1"): Cell(saw(x=1), "b"),
        ("t/c[y]", "cpu", "2.0.1"): Cell(saw(x=1), "a"),
        ("t/c[x]", "cuda", "2.1.0"): Cell(saw(x=1), "a"),
        ("t/c[x]", "cpu", "2.2.0"): Cell(infra(), ""),
    }

    assert {"2.0.1": ("2.0.1+cpu", "2.0.1+cu117")} == guard.versions(Evidence("t/c", cells), known, "cpu")


class TestUnderPytest:
    """The marks, with pytest itself."""

    @pytest.mark.parametrize(
        "name",
        [
            "detach/detached_layer_still_moves_under_adam_decay",
            "clipping/what_clip_grad_norm_returns[all None]",
            "clipping/value_clipping_of_odd_gradients[sparse]",
            "in_place/negative_slope_written_in_place[leaky_relu_slope_0-True]",
        ],
    )
    def test_fail_as_expected_on_every_recorded_release(self, name: str, tmp_path: Path) -> None:
        """A stand-in for torch of each version; each test shows what is recorded, and expects each behaviour once."""
        _, item = behaviours_of(name)
        for release, (version, *_) in item.proven.items():
            folder = tmp_path / f"on_{release.replace('.', '_')}"
            (folder / "torch").mkdir(parents=True)
            (folder / "torch" / "__init__.py").write_text(f"__version__ = {version!r}\n", encoding="utf-8")
            (folder / f"test_{folder.name}.py").write_text(self.source(item, release), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib",
             "-c", os.devnull, "--rootdir", tmp_path, tmp_path],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip # a parameter a line says nothing more
        kinds = len(item.guards)

        assert 0 == done.returncode, done.stdout
        assert f"{item.measured} passed, {item.measured * (kinds - 1)} xfailed" in done.stdout

    def source(self, item: Guarded, release: str) -> str:
        """A test of each behaviour, run where another torch is imported; what it sees is what is recorded there."""
        seen = next(place for place, one in enumerate(item.guards) if release in one.releases)
        setup = "\n".join(SETUPS["packaging" if seen else "torch alone"])
        head = (
            "import sys, pytest\n"
            "sys.modules.pop('torch', None)\nsys.path.insert(0, __file__.rpartition('/')[0])\nimport torch\n"
            f"{setup}\nsys.path.pop(0)\n"
        )
        raises = item.guards[seen].behaviour.raises
        tests = []
        for wanted in range(len(item.guards)):
            body = "    pass\n" if wanted == seen else f"    raise {raises}\n" if raises else "    assert False\n"
            tests.append("\n".join([*marks(item, wanted), f"def test_{wanted}():\n{body}"]))
        return head + "\n".join(tests)

    @pytest.mark.parametrize("version", ["1.13.1", "2.15.0"])
    @pytest.mark.parametrize(
        "name",
        ["detach/detached_layer_still_moves_under_adam_decay", "clipping/value_clipping_of_odd_gradients[empty list]"],
    )
    def test_fail_as_expected_with_the_case_on_real_torch(
        self, name: str, version: str, torch_python: Callable[[str], Path], tmp_path: Path
    ) -> None:
        """The case's own code in a test that asserts each behaviour: one passes, the others fail as expected."""
        case, item = behaviours_of(name)
        python = torch_python(version)
        (tmp_path / "test_it.py").write_text(self.real(case, item), encoding="utf-8")
        done = subprocess.run(
            [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "test_it.py"],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(libraries(tmp_path))},
            capture_output=True, text=True, check=False,
        )  # fmt: skip # a parameter a line says nothing more

        assert 0 == done.returncode, done.stdout + done.stderr
        assert f"1 passed, {len(item.guards) - 1} xfailed" in done.stdout

    def real(self, case: Case, item: Guarded) -> str:
        """The case's code, and a test of each behaviour above which the other behaviours' marks stand."""
        row = next(row for row in case.rows if row.name == item.rows[0])
        arguments = {**row.arguments, **({"device": "cpu"} if case.takes_device else {})}
        names = {fact for one in item.guards for fact in one.behaviour.facts}
        setup = "\n".join(SETUPS["packaging"])
        tests = []
        for place, one in enumerate(item.guards):
            facts = {fact: one.behaviour.facts[fact] for fact in names}
            body = f"    assert {facts!r} == shown(observe(**{arguments!r}))\n"
            tests.append("\n".join([*marks(item, place), f"def test_{place}():\n{body}"]))
        return f"{case.source}\nimport pytest\n{setup}\n{SHOWN}\n" + "\n\n".join(tests)


SHOWN = """
def shown(yielded):
    def words(value):
        if isinstance(value, torch.Tensor):
            return "nonzero" if value.ne(0).any() else "zero"
        return "None" if value is None else value
    facts = {}
    for name, value in yielded:
        facts.setdefault(name, []).append(words(value))
    return {name: values if len(values) > 1 else values[0] for name, values in facts.items()}
"""
"""How a user's test would look at what a case yields."""


def libraries(folder: Path) -> Path:
    """A folder with pytest and what it needs, for an interpreter that has only torch."""
    shelf = folder / "libraries"
    shelf.mkdir()
    for name in LIBRARIES:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        path = Path(spec.origin)
        path = path.parent if path.name == "__init__.py" else path
        (shelf / path.name).symlink_to(path)
    return shelf


class TestWorkarounds:
    """A case that is named as a workaround proves itself by its evidence."""

    def case(self, folder: Path) -> Case:
        """A case with one row."""
        return helpers.read_case(helpers.write_case(folder / "t" / "c.py", "def observe():\n    yield 'x', 1\n"))

    def test_of_one_behaviour_on_all_needed_releases_is_proven(self, tmp_path: Path) -> None:
        """Its code and releases are told."""
        found = guard.judged("t/c", (self.case(tmp_path), [line([saw(x=1)] * 52, "t/c")]), RELEASES, RELEASES, "cpu")

        assert ((), RELEASES) == (found.lacks, found.releases)
        assert "def observe():\n    yield 'x', 1" == found.code

    @pytest.mark.parametrize(
        ("shown", "lack"),
        [
            (steps(("1.0.0", saw(x=1)), ("2.0.0", saw(x=2))), "t/c shows 2 behaviours itself"),
            ([raised("RuntimeError")] * 52, "t/c raises RuntimeError"),
            ([infra(), *[saw(x=1)] * 51], "t/c is not measured on 1.0.0"),
            ([infra()] * 52, "t/c is not measured on 1.0.0, 1.0.1, 1.1.0, 1.2.0 and 48 more"),
        ],
    )
    def test_that_proves_nothing_says_why(self, shown: list[Behaviour], lack: str, tmp_path: Path) -> None:
        """Several behaviours, an exception, or releases that lack."""
        found = guard.judged("t/c", (self.case(tmp_path), [line(shown, "t/c")]), RELEASES, RELEASES, "cpu")

        assert lack in found.lacks

    def test_may_lack_what_the_row_lacks_too(self, tmp_path: Path) -> None:
        """A row that makes sense from 1.8 on needs a workaround from 1.8 on."""
        mine = line([infra() if release.within("<1.7") else saw(x=1) for release in KNOWN], "t/c")
        needed = [release.version for release in KNOWN if release.within(">=1.8")]

        assert () == guard.judged("t/c", (self.case(tmp_path), [mine]), needed, RELEASES, "cpu").lacks

    def test_that_is_stale_or_gone_proves_nothing(self, tmp_path: Path) -> None:
        """The first was measured with other code, the second never."""
        stale = helpers.replaced(line([saw(x=1)] * 52, "t/c"), stale=True)

        assert ("the evidence of t/c is stale",) == guard.judged(
            "t/c", (self.case(tmp_path), [stale]), RELEASES, RELEASES, "cpu"
        ).lacks
        assert ("there is no case or row named t/c",) == guard.judged("t/c", None, RELEASES, RELEASES, "cpu").lacks

    def test_is_chosen_by_the_first_pattern_that_matches(self) -> None:
        """As the keys of TORCH are."""
        rows = tuple(Row("t/c", label, {"a": label}) for label in ("one", "two", "three"))
        named = (("t*", "a/b"), ("*ee", "c/d"))
        case = Case("t/c", Path("c.py"), "q?", "", (), "", "code", True, rows, (), (), named)

        assert [None, "a/b", "a/b"] == [case.workaround_for(row) for row in rows]
