"""The search: real questions against the real catalog, and what an index has to survive."""

import contextlib
import re
import sqlite3
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from multiprocessing import get_context
from pathlib import Path

import pytest
from helpers import CATALOGS, KNOWN, ROOT, saw
from hypothesis import given, settings
from hypothesis import strategies as st

from gradreg import ask, catalog, pipeline, store
from gradreg.ask import glossary, index, question, words
from gradreg.ask.documents import document
from gradreg.errors import BadCatalog, NoSuchCase, NoSuchRelease
from gradreg.model import Behaviour, Case, Cell, Evidence, Found, Outcome, Places
from gradreg.pipeline import asking

GOOD = CATALOGS / "good"
QUERIES = tomllib.loads((ROOT / "tests" / "ask_queries.toml").read_text(encoding="utf-8"))["query"]
FIRST = 0.85
"""The share of the queries whose answer has to come first; 0.92 when this was written."""
LEAF = "leaf/gradient_before_backward"


def linked(folder: Path) -> Places:
    """The project's own catalog and evidence, with a place of its own for the index."""
    results = folder / "results"
    results.mkdir()
    for topic in (ROOT / "results").iterdir():
        if topic.is_dir() and topic.name != store.RAW:
            (results / topic.name).symlink_to(topic)
    return Places(ROOT / "cases", results)


def silent(_text: str) -> None:
    """Say nothing."""


def asked(places: Places, text: str) -> list[str]:
    """The five cases that answer best, best first."""
    return [hit.case for hit in asking._found(places, text, 5, KNOWN, silent).hits]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The project's own catalog and evidence, indexed once."""
    return linked(tmp_path_factory.mktemp("ask"))


@pytest.fixture
def small(tmp_path: Path) -> Places:
    """A little catalog without evidence."""
    (tmp_path / "results").mkdir()
    return Places(GOOD, tmp_path / "results")


def read_good(name: str) -> tuple[Case, Evidence]:
    """A case of the little catalog; it was never measured."""
    return catalog.read_one(GOOD, name, KNOWN), Evidence(name, {})


def found(text: str, path: Path | None, stamps: Mapping[str, str] | None = None) -> Found:
    """What the stage finds in the little catalog."""
    return ask.ask(text, path, catalog.stamps(GOOD) if stamps is None else stamps, read_good, silent)


@pytest.fixture(scope="module")
def places(real: Places) -> dict[str, int]:
    """Question -> at which place the first right answer came; 99 where none was among the first five."""
    ranks = {}
    for query in QUERIES:
        cases = asked(real, query["ask"])
        ranks[query["ask"]] = min((cases.index(case) + 1 for case in query["cases"] if case in cases), default=99)
    return ranks


class TestQuality:
    """The cases that people look for come first, on the real catalog with its real evidence."""

    def test_every_right_answer_is_among_the_first_five(self, places: dict[str, int]) -> None:
        """Whatever was asked, in whatever way."""
        assert {} == {text: place for text, place in places.items() if place > 5}

    def test_most_right_answers_come_first(self, places: dict[str, int]) -> None:
        """All in all, and of each kind of question the greater part."""
        kinds = Counter(query["kind"] for query in QUERIES)
        first = Counter(query["kind"] for query in QUERIES if places[query["ask"]] == 1)

        assert sum(first.values()) >= FIRST * len(QUERIES)
        assert {} == {kind: first[kind] for kind, count in kinds.items() if first[kind] <= 0.7 * count}

    def test_the_queries_are_many_and_of_every_kind(self) -> None:
        """At least sixty, none twice, each with a case that is there."""
        assert len({query["ask"] for query in QUERIES}) == len(QUERIES) >= 60
        assert {"words", "error", "api", "typo", "chinese"} == {query["kind"] for query in QUERIES}
        for query in QUERIES:
            assert all((ROOT / "cases" / f"{case}.py").is_file() for case in query["cases"])

    def test_every_question_of_the_catalog_finds_its_case(self, real: Places) -> None:
        """Of every seventh case: asked as it stands, and without its short words."""
        cases = catalog.load(real.cases, KNOWN)[::7]
        lost = [case.name for case in cases if asked(real, case.question)[0] != case.name]
        shorter = [" ".join(re.findall(r"\w{5,}", case.question)) for case in cases]
        off = [case.name for case, text in zip(cases, shorter, strict=True) if case.name not in asked(real, text)]

        assert len(lost) <= 0.05 * len(cases), lost
        assert len(off) <= 0.15 * len(cases), off

    def test_a_text_of_the_evidence_finds_a_case_that_shows_it(self, real: Places) -> None:
        """Every hundredth message or warning, with other numbers in it, as somebody else would see it."""
        texts = sorted(shown_texts(real))[::100]
        lost = []
        for text in texts:
            found = asking._found(real, f"RuntimeError: {re.sub(r'[0-9]', '7', text)}", 5, KNOWN, silent)
            lost += [] if any(hit.text for hit in found.hits) else [text]

        assert len(texts) > 10
        assert len(lost) <= 0.2 * len(texts), lost


def shown_texts(places: Places) -> set[str]:
    """The messages of the evidence that are long enough to know them by."""
    return {
        behaviour.message
        for path in places.results.glob("*/*.json")
        for behaviour in store.files.read(path).behaviours.values()
        if behaviour.message and len(re.sub(r"[^a-z]", "", behaviour.message)) > 30
    }


class TestWords:
    """Text is cut up in one way, whoever wrote it."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("torch.nn.utils.clip_grad_norm_", "clip grad norm clipgradnorm clipgradnorm_"),
            ("BatchNorm1d", "batch norm batchnorm1d"),
            ("What is a leaf?", "leaf"),
            ("in-place, in place, inplace", "inplace inplace inplace"),
            ("ｄｅｔａｃｈ naïve", "detach naive"),
            ("__init__ 2.0", "init"),
        ],
    )
    def test_names_give_their_parts_and_the_whole(self, text: str, expected: str) -> None:
        """So that a part finds them, and all of it finds them first."""
        assert expected.split() == words.words(text)

    @given(st.text())
    def test_nothing_but_letters_and_digits_is_left(self, text: str) -> None:
        """So nothing that somebody types can be syntax of the search."""
        assert all(re.fullmatch(r"[a-z0-9]+_?", word) for word in words.words(text))


class TestGlossary:
    """Chinese terms and short forms become the field's words."""

    def test_the_longest_term_wins(self) -> None:
        """Weight decay is not weight and decay; what the glossary lacks is told."""
        assert (" weight decay ", "") == glossary.english("权重衰减")
        assert (" gradient accumulation  loss", "") == glossary.english("梯度累积的 loss")
        assert (" leaf ", "龘") == glossary.english("叶子节点龘龘")

    def test_every_topic_has_a_term(self) -> None:
        """At least one Chinese term leads to each folder of the catalog, and there are many."""
        known = {word[:3] for meant in glossary.CHINESE.values() for word in words.words(meant)}
        topics = [path.name for path in (ROOT / "cases").iterdir() if path.is_dir() and path.name != "recipes"]

        assert len(glossary.CHINESE) >= 150
        assert [] == [topic for topic in topics if not {word[:3] for word in words.words(topic)} & known]

    def test_every_word_on_the_right_is_a_word_of_the_catalog(self, real: Places) -> None:
        """A translation that no case has would find nothing."""
        asked(real, "gradient")
        with contextlib.closing(sqlite3.connect(next((real.results / store.RAW).glob("ask-*.sqlite")))) as connection:
            stems = "SELECT 1 FROM heads WHERE heads MATCH ?1 UNION SELECT 1 FROM bodies WHERE bodies MATCH ?1"
            meant = {
                word for text in (*glossary.CHINESE.values(), *glossary.MEANT.values()) for word in words.words(text)
            }
            unknown = {word for word in meant if not connection.execute(stems, (f'"{word}"',)).fetchone()}

        assert set() == unknown

    @given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
    def test_no_chinese_is_left(self, text: str) -> None:
        """Each character is translated, idle, or told to be unknown."""
        translated, unknown = glossary.english(text)

        assert not glossary.HAN.search(translated)
        assert set(unknown) <= set(text)


class TestQuestion:
    """What is pasted is taken apart: the message counts, its traceback does not."""

    TRACE = (
        "why?\nTraceback (most recent call last):\n"
        '  File "/home/me/secret/train.py", line 12, in <module>\n    banana.backward()\n'
        "RuntimeError: a leaf Variable has been used at /tmp/build/x.cpp:55\nin an in-place operation.\n"
    )

    def test_a_traceback_leaves_its_message(self) -> None:
        """Paths, line numbers and lines of code are gone; a message may have two lines."""
        found = question.read(self.TRACE)

        assert ("a leaf Variable has been used in an in-place operation.",) == found.messages
        assert {"leaf", "inplace"} <= set(found.words)
        assert not {"banana", "secret", "file", "line", "module"} & set(found.words)

    def test_the_last_of_several_errors_comes_first(self) -> None:
        """It is the one that the user saw end the program."""
        text = f"{self.TRACE}\nDuring handling of the above exception, another exception occurred:\n\n"
        found = question.read(
            text + 'Traceback (most recent call last):\n  File "a.py", line 1\nKeyError: no such banana\n'
        )

        assert "no such banana" == found.messages[0]
        assert 2 == len(found.messages)

    def test_a_warning_is_known_with_its_file(self) -> None:
        """As Python prints one, with the line of code below it."""
        found = question.read("/a/b.py:13: UserWarning: lr_scheduler.step() was early\n  warnings.warn(banana)\n")

        assert ("lr_scheduler.step() was early",) == found.messages
        assert "banana" not in found.words

    @given(st.text(max_size=300), st.sampled_from(["", "\x00\x1b[31m", '"', "NEAR(", "* -x", "ValueError: ", "\ud800"]))
    def test_any_text_can_be_asked(self, text: str, odd: str) -> None:
        """Control characters, syntax of SQL and halves of letters included."""
        found = question.read(text + odd + text)

        assert len(found.words) <= question.MOST_WORDS

    def test_a_hundred_kilobytes_are_read_at_both_ends(self) -> None:
        """The question stands at the top and the error at the bottom."""
        found = question.read("leaf?\n" + "x " * 50_000 + "\nRuntimeError: it was freed\n")

        assert ("it was freed",) == found.messages
        assert {"leaf", "freed"} <= set(found.words)


class TestIndex:
    """The index is kept up to date, survives damage, and is never in the way."""

    def test_holds_what_a_case_says_and_shows(self) -> None:
        """Its texts come from the evidence, each row with its own."""
        case, _ = read_good(LEAF)
        raised = Behaviour(Outcome.RAISED, raises="RuntimeError", message="it was freed", warnings=(("W", "careful"),))
        cells = {(LEAF, "cpu", "1.0.0"): Cell(raised, ""), (LEAF, "cpu", "1.1.0"): Cell(saw(grad="None"), "")}
        content = document(case, Evidence(LEAF, cells))

        assert [("it was freed", "careful")] == [row.texts for row in content.rows]
        assert 2 == content.rows[0].behaviours
        assert {"freed", "careful", "grad"} <= {word for field in content.fields for word in field.split()}

    @settings(max_examples=20)
    @given(st.lists(st.dictionaries(st.sampled_from(sorted(catalog.stamps(GOOD))), st.sampled_from("ab")), max_size=4))
    def test_mended_it_says_what_a_new_one_says(self, steps: list[dict[str, str]]) -> None:
        """Whatever came, changed and went before."""
        everything = "gradient leaf optimizer zero grad detach backward"
        with tempfolder() as folder:
            for stamps in [*steps, {LEAF: "a", **(steps[-1] if steps else {})}]:
                mended = found(everything, folder / "index", stamps)
            fresh = found(everything, None, stamps)

        assert rounded(fresh) == rounded(mended)

    def test_reads_only_what_changed(self, tmp_path: Path) -> None:
        """Nothing the second time, one case when one is new."""
        read: list[str] = []

        def noted(name: str) -> tuple[Case, Evidence]:
            read.append(name)
            return read_good(name)

        stamps = catalog.stamps(GOOD)
        for given_ in (stamps, stamps, {**stamps, LEAF: "new"}):
            ask.ask("gradient", tmp_path / "index", given_, noted, silent)

        assert [*stamps, LEAF] == read

    @pytest.mark.parametrize("damage", [b"", b"not a database at all", None, "torn", "emptied"])
    def test_a_damaged_one_is_made_anew(self, tmp_path: Path, damage: bytes | str | None) -> None:
        """Garbage, a file cut short, pages of noise, tables that are gone: the answer is the same."""
        path = tmp_path / "index"
        before = found("gradient leaf", path)
        content = path.read_bytes()
        if damage == "torn":
            path.write_bytes(content[: len(content) // 2])
        elif damage == "emptied":
            with contextlib.closing(sqlite3.connect(path)) as connection:
                connection.execute("DROP TABLE heads")
        else:
            path.write_bytes(damage if isinstance(damage, bytes) else content[:4096] + b"\x5a" * (len(content) - 4096))

        assert rounded(before) == rounded(found("gradient leaf", path))
        assert rounded(before) == rounded(found("gradient leaf", path))

    def test_where_none_can_be_written_it_is_in_memory(self, tmp_path: Path) -> None:
        """A folder that is not there, and a folder where the file should be."""
        (tmp_path / "taken").mkdir()
        usual = found("gradient leaf", tmp_path / "index")

        assert rounded(usual) == rounded(found("gradient leaf", tmp_path / "absent" / "index"))
        assert rounded(usual) == rounded(found("gradient leaf", tmp_path / "taken"))

    def test_two_processes_may_make_it_at_once(self, tmp_path: Path) -> None:
        """Both get the answer, and the index is whole."""
        with get_context("spawn").Pool(3) as pool:
            answers = pool.starmap(found, [("gradient leaf", tmp_path / "index")] * 3)

        assert 1 == len({tuple(map(str, rounded(answer))) for answer in answers})
        with contextlib.closing(sqlite3.connect(tmp_path / "index")) as connection:
            assert ("ok",) == connection.execute("PRAGMA integrity_check").fetchone()

    def test_a_case_that_cannot_be_read_is_left_out(self, tmp_path: Path) -> None:
        """The others answer, and it is named."""

        def broken(name: str) -> tuple[Case, Evidence]:
            if name == LEAF:
                raise BadCatalog("a mistake")
            return read_good(name)

        answer = ask.ask("gradient zero optimizer", tmp_path / "index", catalog.stamps(GOOD), broken, silent)

        assert (LEAF,) == answer.left_out
        assert answer.hits
        assert LEAF not in {hit.case for hit in answer.hits}

    def test_an_index_of_other_code_is_made_anew(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A newer gradreg never reads what an older one wrote."""
        usual = found("gradient leaf", tmp_path / "index")
        monkeypatch.setattr(index, "VERSION", index.VERSION ^ 1)
        told: list[str] = []
        again = ask.ask("gradient leaf", tmp_path / "index", catalog.stamps(GOOD), read_good, told.append)

        assert rounded(usual) == rounded(again)


def rounded(answer: Found) -> list[tuple[str, float, tuple[str, ...]]]:
    """Hits in an order that equal scores do not change."""
    return sorted((hit.case, round(hit.score, 1), tuple(sorted(hit.rows))) for hit in answer.hits)


@contextlib.contextmanager
def tempfolder() -> Iterator[Path]:
    """A folder for one example of a property test."""
    import tempfile  # noqa: PLC0415 only here

    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


class TestAnswering:
    """The pipeline tells what the best rows show."""

    def test_a_release_narrows_and_marks(self, real: Places) -> None:
        """Only what holds there is told, and where another answer holds."""
        text = "adam weight decay detach"
        (old,), (new,) = (pipeline.ask(real, text, 1, name, silent).answers for name in ("1.13.1", "2.0.0"))

        assert old.lines[0].eras[0].behaviour.facts != new.lines[0].eras[0].behaviour.facts
        assert [(("2.0.0", "2.15.0"),)] == list(old.elsewhere)
        assert [(("1.0.0", "1.13.1"),)] == list(new.elsewhere)
        with pytest.raises(NoSuchRelease):
            pipeline.ask(real, text, 1, "9.9", silent)

    def test_the_rows_that_were_asked_for_come_first(self, real: Places) -> None:
        """Of a case with many rows, the ones whose label or message has the words."""
        for optimizer in ("RMSprop", "Adagrad", "momentum"):
            text = f"layer frozen after training drifts on {optimizer}"
            best = pipeline.ask(real, text, 1, None, silent).answers[0]
            assert best.lines[0].row.startswith(f"freezing/layer_frozen_after_training_drifts_on[{optimizer}-")
            assert 10 == len(best.lines) + best.more

    def test_k_chooses_rows(self, real: Places) -> None:
        """And where no row is left, there is no answer."""
        chosen = Places(real.cases, real.results, "after_training_drifts_on[momentum")
        (answer,) = pipeline.ask(chosen, "weight decay", 5, None, silent).answers

        assert {"[momentum-0.0]", "[momentum-0.5]"} >= {line.row[-14:] for line in answer.lines}
        assert 2 == len(answer.lines) + answer.more
        with pytest.raises(NoSuchCase, match="among the rows that -k"):
            pipeline.ask(chosen, "xyzzyplugh", 5, None, silent)
        with pytest.raises(NoSuchCase, match="no row matches"):
            pipeline.ask(Places(real.cases, real.results, "nothing_is_called_so"), "weight decay", 5, None, silent)

    def test_nothing_found_says_what_to_do_next(self, small: Places) -> None:
        """The list of all questions, or a new case."""
        for text in ("xyzzyplugh", "?!", "😀", "龘"):
            with pytest.raises(NoSuchCase, match="gradreg new"):
                pipeline.ask(small, text, 5, None, silent)

    def test_typos_are_told(self, small: Places) -> None:
        """What was searched for in place of what was typed."""
        assert {"gradeint": "gradient"} == pipeline.ask(small, "gradeint", 5, None, silent).asked.corrected

    def test_an_edited_case_is_found_by_its_new_words(self, catalog_of: Callable[..., Path], tmp_path: Path) -> None:
        """The next question already knows."""
        body = "def observe():\n    yield 'rhubarb', 1\n"
        places = Places(catalog_of(one=body), tmp_path / "results")
        assert ["made/one"] == asked(places, "rhubarb")
        catalog_of(one=body.replace("rhubarb", "cucumber and more"))

        assert ["made/one"] == asked(places, "cucumber")
        assert not (tmp_path / "results").exists()
