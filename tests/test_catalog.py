"""The catalog as a whole: every case below a folder, chosen by expression, found by name."""

from pathlib import Path

import helpers
import pytest
from helpers import CATALOGS, KNOWN

from gradreg import catalog
from gradreg.errors import BadCatalog, NoSuchCase
from gradreg.model import Case

ZERO = "optimizers/what_zero_grad_leaves"


@pytest.fixture(scope="module")
def good() -> tuple[Case, ...]:
    """The catalog that has no mistake."""
    return catalog.load(CATALOGS / "good", KNOWN)


def rows_of(chosen: list[tuple[Case, tuple[catalog.Row, ...]]]) -> list[str]:
    """The names of the chosen rows."""
    return [row.name for _, rows in chosen for row in rows]


class TestLoading:
    """A folder of cases is read without running any."""

    def test_gives_every_case_by_name(self, good: tuple[Case, ...]) -> None:
        """The name is the topic and the claim, in order."""
        assert ["leaf/gradient_before_backward", "optimizers/newer_than_1_8", ZERO] == [case.name for case in good]
        assert ["leaf", "optimizers", "optimizers"] == [case.topic for case in good]

    def test_lists_every_mistake_of_every_file_at_once(self) -> None:
        """One error carries them all, sorted by file and line, each as `path:line: text`."""
        _, mistakes = catalog.read_all(CATALOGS / "bad", KNOWN)
        with pytest.raises(BadCatalog) as caught:
            catalog.load(CATALOGS / "bad", KNOWN)
        lines = str(caught.value).splitlines()

        assert sorted(mistakes) == mistakes
        assert [str(mistake) for mistake in mistakes] == lines[: len(mistakes)]
        assert {path.name for path in (CATALOGS / "bad").rglob("*.py")} == {Path(item.path).name for item in mistakes}

    def test_keeps_the_good_ones_apart(self, tmp_path: Path) -> None:
        """Beside a bad case the good ones are still read."""
        helpers.write_case(tmp_path / "a" / "good.py", "def observe():\n    yield 'x', 1\n")
        helpers.write_case(tmp_path / "a" / "bad.py", "def observe():\n    pass\n")
        cases, mistakes = catalog.read_all(tmp_path, KNOWN)

        assert (["a/good"], 1) == ([case.name for case in cases], len(mistakes))

    @pytest.mark.parametrize("name", ["Other/BadName.py", "deep/er/too_deep.py", "too_shallow.py"])
    def test_wants_a_topic_and_a_claim_in_lower_case(self, name: str) -> None:
        """A file anywhere else, or with another kind of name, is a mistake."""
        _, mistakes = catalog.read_all(CATALOGS / "bad", KNOWN)

        assert [1] == [item.line for item in mistakes if item.path.endswith(name)]

    @pytest.mark.parametrize("linked", ["topic", "topic/claim.py"])
    def test_follows_no_link(self, tmp_path: Path, linked: str) -> None:
        """What it leads to is not even read; the folder of the catalog may be one, since somebody named it."""
        helpers.write_case(tmp_path / "elsewhere" / "topic" / "claim.py", "def observe():\n    yield 'x', 1\n")
        (tmp_path / "cases" / linked).parent.mkdir(parents=True)
        (tmp_path / "cases" / linked).symlink_to(tmp_path / "elsewhere" / linked)
        (tmp_path / "named").symlink_to(tmp_path / "elsewhere")

        for load in (catalog.load, lambda *known: catalog.load_for(*known, "topic/claim")):
            with pytest.raises(BadCatalog, match=f"{linked} is a symbolic link; put the file itself there"):
                load(tmp_path / "cases", KNOWN)
            assert ["topic/claim"] == [case.name for case in load(tmp_path / "named", KNOWN)]

    def test_says_when_there_is_nothing_to_read(self, tmp_path: Path) -> None:
        """No folder and no case are errors that name the folder."""
        with pytest.raises(BadCatalog, match="nowhere"):
            catalog.load(tmp_path / "nowhere", KNOWN)
        with pytest.raises(BadCatalog, match=tmp_path.name):
            catalog.load(tmp_path, KNOWN)

    def test_runs_nothing(self, tmp_path: Path) -> None:
        """Code at the top of a case is not executed by reading it."""
        helpers.write_case(
            tmp_path / "a" / "b.py",
            f"import pathlib\npathlib.Path({str(tmp_path / 'ran')!r}).touch()\n\ndef observe():\n    yield 'x', 1\n",
        )
        catalog.load(tmp_path, KNOWN)

        assert not (tmp_path / "ran").exists()

    def test_finds_no_mistake_in_the_real_catalog(self) -> None:
        """The cases that gradreg ships are in order."""
        assert [] == catalog.read_all(helpers.ROOT / "cases", KNOWN)[1]


class TestSelecting:
    """`-k` chooses rows by their names."""

    @pytest.mark.parametrize(
        ("expression", "expected"),
        [
            (None, 6),
            ("", 6),
            ("zero", 4),
            ("ZERO", 4),
            ("adam", 2),
            ("[sgd-1]", 1),
            ("leaf", 1),
            ("not leaf", 5),
            ("adam and 2", 1),
            ("adam and not 2", 1),
            ("leaf or adam", 3),
            ("leaf or adam and 2", 2),
            ("not adam and not sgd", 2),
            ("optimizers/", 5),
            ("grad", 5),
        ],
    )
    def test_takes_what_matches(self, good: tuple[Case, ...], expression: str | None, expected: int) -> None:
        """Words joined by `and`, `or` and `not`, in the usual order, whatever their case."""
        assert expected == len(rows_of(catalog.selected(good, expression)))

    def test_keeps_cases_with_a_row_left(self, good: tuple[Case, ...]) -> None:
        """A case comes with those of its rows that match, and not at all without one."""
        ((case, rows),) = catalog.selected(good, "sgd and 1")

        assert (ZERO, [f"{ZERO}[SGD-1]"]) == (case.name, [row.name for row in rows])

    def test_that_matches_nothing_is_an_error(self, good: tuple[Case, ...]) -> None:
        """Nothing chosen is a mistake in the expression, which is named."""
        with pytest.raises(NoSuchCase, match="nonsense"):
            catalog.selected(good, "nonsense")


class TestFinding:
    """One case or row is found by name."""

    @pytest.mark.parametrize("name", [ZERO, f"{ZERO}.py", str(CATALOGS / "good" / f"{ZERO}.py"), "zero_grad_leaves"])
    def test_takes_names_paths_and_unique_parts(self, good: tuple[Case, ...], name: str) -> None:
        """All of a case's rows come with it."""
        case, rows = catalog.find(good, name)

        assert (ZERO, 4) == (case.name, len(rows))

    def test_takes_one_row(self, good: tuple[Case, ...]) -> None:
        """A row's full name gives that row alone."""
        _, rows = catalog.find(good, f"{ZERO}[Adam-2]")

        assert [{"optimizer": "Adam", "calls": 2}] == [row.arguments for row in rows]

    def test_says_what_it_could_be(self, good: tuple[Case, ...]) -> None:
        """An ambiguous part names the candidates; an unknown name says where to look."""
        with pytest.raises(NoSuchCase, match=f"optimizers/newer_than_1_8, {ZERO}"):
            catalog.find(good, "optimizers")
        with pytest.raises(NoSuchCase, match="gradreg list"):
            catalog.find(good, "nonsense")


class TestLoadingOne:
    """A name, or a part that only one has, reads one file; anything else reads all."""

    @pytest.mark.parametrize(
        "name", ["leaf/gradient_before_backward", "optimizers/what_zero_grad_leaves[SGD-1]", "gradient_before"]
    )
    def test_takes_the_file_that_is_named(self, name: str) -> None:
        """Also where a row of it is named."""
        (case,) = catalog.load_for(CATALOGS / "good", KNOWN, name)

        assert name.partition("[")[0] in case.name

    @pytest.mark.parametrize("name", ["optim", "../good/leaf/gradient_before_backward", "leaf/none", "", "optimizers/"])
    def test_takes_all_for_anything_else(self, name: str) -> None:
        """A part that several have, a name that leads out of the folder, and one of nothing."""
        assert len(catalog.load_for(CATALOGS / "good", KNOWN, name)) > 1

    def test_tells_the_mistakes_of_the_one(self) -> None:
        """And of no other file."""
        with pytest.raises(BadCatalog) as caught:
            catalog.load_for(CATALOGS / "bad", KNOWN, "topic/no_question_no_link")

        assert {"no_question_no_link"} == {
            line.split("/")[-1].split(".py")[0] for line in str(caught.value).splitlines()
        }


class TestNear:
    """Who misspells a name is shown the nearest."""

    @pytest.mark.parametrize(
        "name",
        [
            "leaf/gradient_before_bakward",
            "gradient_befor_backward",
            "laef/gradient_before_backward",
            "leaf/gradientt_before_backward[a]",
        ],
    )
    def test_cases_are_named(self, good: tuple[Case, ...], name: str) -> None:
        """By the whole name, or by the claim alone."""
        with pytest.raises(NoSuchCase, match="It could be: leaf/gradient_before_backward"):
            catalog.find(good, name)

    def test_words_are_named(self, good: tuple[Case, ...]) -> None:
        """For each term that is in no name."""
        with pytest.raises(NoSuchCase, match="`-k backward`"):
            catalog.selected(good, "leaf and bakward")

    def test_nothing_near_is_not_made_up(self, good: tuple[Case, ...]) -> None:
        """Then the list of all is named."""
        with pytest.raises(NoSuchCase, match="gradreg list"):
            catalog.find(good, "xyzzy")
        with pytest.raises(NoSuchCase, match="gradreg list"):
            catalog.selected(good, "xyzzy")


class TestNames:
    """What a shell completes."""

    def test_are_those_of_the_files(self, good: tuple[Case, ...]) -> None:
        """In order, without reading them."""
        assert [case.name for case in good] == catalog.names(CATALOGS / "good", "", KNOWN)

    def test_are_rows_behind_a_bracket(self, good: tuple[Case, ...]) -> None:
        """Of that case; none of a case that is not there."""
        rows = next(case.rows for case in good if case.name == ZERO)

        assert [row.name for row in rows] == catalog.names(CATALOGS / "good", f"{ZERO}[A", KNOWN)
        assert [] == catalog.names(CATALOGS / "good", "leaf/none[", KNOWN)
        assert [] == catalog.names(CATALOGS / "good", "../x[", KNOWN)
