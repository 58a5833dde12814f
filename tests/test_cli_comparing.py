"""`gradreg compare` and `gradreg why`, on the project's own evidence and on some that is made for the purpose."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from helpers import ROOT, gradreg, json_of, tampered

FOUNDING = "detach/detached_layer_still_moves_under_adam_decay"
DETACH = "detach/backward_from_a_detached_tensor_raises"


@pytest.fixture(scope="module", autouse=True)
def _few_cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The cases of some topics only, which are read in a moment; `-k` and the evidence are the project's own."""
    folder = tmp_path_factory.mktemp("cases")
    for topic in TOPICS:
        shutil.copytree(ROOT / "cases" / topic, folder / topic)
    FEW.append(folder)
    yield
    FEW.clear()


FEW: list[Path] = []
TOPICS = ("detach", "sequences", "zero_grad", "accumulation")


def run(*arguments: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """The real command, on few cases."""
    return gradreg(*arguments, "--cases", *FEW, **environ)


def found(code: int, *arguments: str | Path) -> Any:
    """What it prints with --json, which is all it prints, and its exit code."""
    done = run(*arguments, "--json")
    assert code == done.returncode, done.stderr
    return json.loads(done.stdout)


def told(behaviour: dict[str, Any]) -> str:
    """The part of a stored behaviour that counts: how it ended, its facts, and the type of its exception."""
    return json.dumps([behaviour["outcome"], behaviour.get("facts"), behaviour.get("raises")], sort_keys=True)


@pytest.fixture(scope="module")
def changes() -> Any:
    """Every transition of the whole table."""
    return json_of("changes")


def raw_cells(case: str) -> dict[str, dict[str, str]]:
    """Row -> release -> key of what it showed on the cpu, straight from the evidence file."""
    content = json.loads((ROOT / "results" / f"{case}.json").read_text(encoding="utf-8"))
    return {
        row: {release: key for key, releases in devices["cpu"].items() for release in releases.split()}
        for row, devices in content["rows"].items()
    }


class TestReleases:
    """Two releases."""

    def test_the_founding_case_changed_silently(self) -> None:
        """Zeros before 2.0 let the decay move the weight; None from 2.0 on does not."""
        [item] = found(1, "compare", "1.13.1", "2.0.0", "-k", FOUNDING)["differences"]

        assert (FOUNDING, "changed", "silent") == (item["case"], item["kind"], item["manner"])
        assert [True, True, True] == item["before"]["facts"]["layer1.weight moved"]
        assert [True, False, True] == item["after"]["facts"]["layer1.weight moved"]
        assert [("1.13.1", "2.0.0")] == [(step["from"], step["to"]) for step in item["transitions"]]

    def test_neighbours_differ_by_what_changed_in_the_later(self, changes: Any) -> None:
        """Of the whole catalog: as many rows, kind by kind, as `gradreg changes 2.0.0` tells."""
        expected = [
            (item["case"], item["device"], item["kind"], item["manner"])
            for item in changes
            if (item["from"], item["to"]) == ("1.13.1", "2.0.0")
        ]
        done = gradreg("compare", "1.13.1", "2.0.0", "--json")
        differences = json.loads(done.stdout)["differences"]

        assert len(expected) > 200
        assert sorted(expected, key=str) == sorted(
            ((item["case"], item["device"], item["kind"], item["manner"]) for item in differences), key=str
        )

    def test_what_is_counted_is_in_the_files(self) -> None:
        """The evidence files, read without gradreg, show as many rows that are known on both sides."""
        topic = "detach"
        cells = [
            cell
            for path in (ROOT / "cases" / topic).glob("*.py")
            for cell in raw_cells(f"{topic}/{path.stem}").values()
        ]
        both = [cell for cell in cells if {"1.4.0", "2.15.0"} <= set(cell)]
        item = found(1, "compare", "1.4.0", "2.15.0", "-k", "detach/")

        assert len(both) == item["compared"]
        assert sum(cell["1.4.0"] != cell["2.15.0"] for cell in both) == len(item["differences"])
        assert len(cells) == item["compared"] + item["unknown"] + len(item["one_sided"])

    def test_backwards_names_the_same_rows(self) -> None:
        """With the sides exchanged."""
        there = found(1, "compare", "1.8.1", "2.0.0", "-k", "zero_grad")
        back = found(1, "compare", "2.0.0", "1.8.1", "-k", "zero_grad")
        sides = [
            sorted((item["case"], item["kind"], str(item[one]), str(item[two])) for item in side["differences"])
            for side, one, two in ((there, "before", "after"), (back, "after", "before"))
        ]

        assert sides[0] == sides[1]

    def test_what_changed_back_is_named(self) -> None:
        """A row that another release in between showed otherwise, and that is as it was."""
        rows = found(1, "compare", "1.0.0", "2.15.0", "-k", "detach or sequences or zero_grad")["returned"]

        assert rows
        for row in rows:
            case = row.partition("[")[0]
            stored = json.loads((ROOT / "results" / f"{case}.json").read_text(encoding="utf-8"))["behaviours"]
            cell = {release: told(stored[key]) for release, key in raw_cells(case)[row].items()}
            assert cell["1.0.0"] == cell["2.15.0"]
            assert 1 < len(set(cell.values()))

    def test_agreement_is_no_difference(self) -> None:
        """Exit code 0, and it is said."""
        done = run("compare", "2.0.0", "2.0.1", "-k", FOUNDING)

        assert (0, "") == (done.returncode, done.stderr)
        assert "1 cell known on both sides, no differences." in done.stdout

    def test_kinds_filter(self) -> None:
        """Only warnings, and only texts; another text is no other behaviour."""
        warned = found(1, "compare", "1.4.0", "2.15.0", "-k", "zero_grad", "--kind", "warns")["differences"]
        reworded = found(0, "compare", "1.13.1", "2.0.0", "-k", "sequences", "--kind", "reworded")["differences"]

        assert ({"warns"}, {"reworded"}) == ({item["kind"] for item in warned}, {item["kind"] for item in reworded})

    def test_every_form_names_the_same_rows(self) -> None:
        """Terminal, Markdown, CSV and JSON."""
        where = ("compare", "1.13.1", "2.0.0", "-k", "sequences")
        rows = sorted(item["case"] for item in found(1, *where)["differences"])
        table = list(csv.DictReader(io.StringIO(run(*where, "--format", "csv").stdout)))

        assert rows == sorted(line["case"] for line in table if line["kind"] != "one side only")
        for form in ("terminal", "markdown"):
            text = run(*where, "--format", form).stdout.replace("\n", "")
            assert all(row.partition("[")[0] in text for row in rows)

    def test_silent_changes_come_first(self) -> None:
        """A section each, in the order of how much they surprise."""
        text = run("compare", "1.4.0", "2.15.0", "-k", "accumulation").stdout
        order = [line.split(":")[0] for line in text.splitlines() if line.split(":")[0] in {"silent", "loud", "warns"}]

        assert order == sorted(order, key=["silent", "loud", "warns"].index)
        assert "silent" == order[0]


class TestDevices:
    """Two devices."""

    def test_a_device_that_nobody_measured_cannot_be_compared(self) -> None:
        """Exit code 2, with what to do."""
        done = run("compare", "2.15.0@cpu", "mps", "-k", FOUNDING)

        assert 2 == done.returncode
        assert "nothing could be compared" in done.stdout
        assert "nox -s torch-2.15.0-mps" in done.stderr

    def test_devices_differ_where_the_evidence_does(self, tmp_path: Path) -> None:
        """A cell of another device with other facts, recorded by hand: one difference, over its releases."""
        path = tmp_path / f"{FOUNDING}.json"
        path.parent.mkdir()
        content = json.loads((ROOT / "results" / f"{FOUNDING}.json").read_text(encoding="utf-8"))
        cells = content["rows"][FOUNDING]
        first = next(key for key, releases in cells["cpu"].items() if "1.0.0" in releases.split())
        content["environments"]["cuda"] = content["environments"]["cpu"]
        cells["cuda"] = {first: "1.13.1 2.0.0 2.0.1"}
        path.write_text(json.dumps(content), encoding="utf-8")
        item = found(1, "compare", "cpu", "cuda", "-k", FOUNDING, "--results", tmp_path)

        assert [(["2.0.0", "2.0.1"], "cpu → cuda")] == [(one["releases"], one["device"]) for one in item["differences"]]
        assert 3 == item["compared"]
        assert {"compared": 1, "alike": 0, "cut": 0, "differing": 1, "mute": 0, "releases": 3} == item["rows"]
        assert [(FOUNDING, "cuda", "cpu", "2.0.0")] == [
            (one["case"], one["device"], one["from"], one["since"]) for one in item["departures"]
        ]
        for form in ("terminal", "markdown", "csv"):
            text = run("compare", "cpu", "cuda", "-k", FOUNDING, "--results", tmp_path, "--format", form).stdout
            assert "differs from cpu since 2.0.0" in text
            assert "cuda against cpu in 3 releases: 1 row compared, 0 alike, 1 differing." in text
        shown = run("show", FOUNDING, "--results", tmp_path).stdout
        assert "cuda differs from cpu since 2.0.0" in shown


class TestFolders:
    """Two folders of evidence, and one at two revisions."""

    def test_a_folder_that_says_something_else(self, tmp_path: Path) -> None:
        """One case of it was tampered with: that one differs, over all releases."""
        tampered(ROOT / "results", tmp_path / "other", FOUNDING)
        where = ("-k", "detach/", "--results", ROOT / "results")
        item = found(1, "compare", "results", tmp_path / "other", *where)

        assert {FOUNDING} == {one["case"] for one in item["differences"]}
        assert 52 == sum(len(one["releases"]) for one in item["differences"] if "cpu" == one["device"])
        assert found(0, "compare", "results", tmp_path / "other", "-k", "zero_grad/")["compared"]

    def test_evidence_that_the_catalog_does_not_know_is_named(self, tmp_path: Path) -> None:
        """It cannot be compared; that is said rather than kept quiet."""
        for name in ("detach/known", "topic/gone"):
            path = tmp_path / f"{name}.json"
            path.parent.mkdir()
            shutil.copy(ROOT / "results" / f"{DETACH}.json", path)
        (tmp_path / "cases").mkdir()
        shutil.copytree(ROOT / "cases" / "detach", tmp_path / "cases" / "detach")
        (tmp_path / "detach" / "known.json").rename(tmp_path / f"{DETACH}.json")
        (tmp_path / "empty").mkdir()
        done = gradreg("compare", tmp_path, tmp_path / "empty", "--cases", tmp_path / "cases", "--json")

        assert (2, ["topic/gone"]) == (done.returncode, json.loads(done.stdout)["unlisted"])

    def test_a_folder_at_a_revision(self, tmp_path: Path) -> None:
        """What is committed against the working tree, which says something else."""
        (tmp_path / "results" / "detach").mkdir(parents=True)
        for name in (f"{FOUNDING}.json", "environments.json"):
            shutil.copy(ROOT / "results" / name, tmp_path / "results" / name)
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "evidence")):
            subprocess.run(["git", "-C", tmp_path, *identity, *command], check=True)
        folder = tmp_path / "results"
        assert found(0, "compare", f"{folder}@HEAD", folder, "-k", FOUNDING)["compared"]
        tampered(folder, tmp_path / "changed", FOUNDING)
        shutil.copy(tmp_path / "changed" / f"{FOUNDING}.json", folder / f"{FOUNDING}.json")

        differing = found(1, "compare", f"{folder}@HEAD", folder, "-k", FOUNDING)["differences"]
        assert 52 == sum(len(one["releases"]) for one in differing if "cpu" == one["device"])

    def test_hostile_evidence_reaches_no_terminal(self, tmp_path: Path) -> None:
        """Not even where colours are wanted; a CSV of it holds no formula."""
        tampered(ROOT / "results", tmp_path / "other", FOUNDING, {"=1+1": "\x1b[2J\x1b[31mred"})
        where = ("compare", "results", tmp_path / "other", "-k", FOUNDING)

        for form in ("terminal", "markdown", "csv"):
            text = run(*where, "--format", form, FORCE_COLOR="1").stdout
            assert "\\x1b[2J" in text
            assert "\x1b[2J" not in text
        assert ",'=1+1 =" in run(*where, "--format", "csv").stdout


class TestRanges:
    """Everything that varies inside a range."""

    def test_a_range_holds_its_releases_and_transitions(self) -> None:
        """Exactly the rows that `show` gives a transition inside it."""
        item = found(1, "compare", "--range", "torch>=1.13,<2.1", "-k", "zero_grad/")
        later = {"1.13.1", "2.0.0", "2.0.1"}
        shown = found(0, "table", "-k", "zero_grad/")
        steps = [(row["case"], step) for row in shown for step in row["transitions"] if "cpu" == step["device"]]
        inside = {case for case, step in steps if step["to"] in later}

        assert ["1.13.0", "1.13.1", "2.0.0", "2.0.1"] == item["releases"]
        assert inside == {row["case"] for row in item["rows"]}
        assert all("1.13.0" == row["eras"][0]["first"] and "2.0.1" == row["eras"][-1]["last"] for row in item["rows"])

    def test_the_whole_range_is_the_table(self, changes: Any) -> None:
        """Of the whole catalog, every transition of the table is inside the range of all releases."""
        item = json.loads(gradreg("compare", "--range", "torch", "--json").stdout)

        assert len(changes) == sum(len(row["transitions"]) for row in item["rows"])
        assert 52 == len(item["releases"])

    @pytest.mark.parametrize("form", ["terminal", "markdown", "csv"])
    def test_every_form_names_the_rows(self, form: str) -> None:
        """As the JSON does."""
        done = run("compare", "--range", ">=1.13,<2.1", "-k", FOUNDING, "--format", form)

        assert 1 == done.returncode
        assert FOUNDING in done.stdout
        assert "silent" in done.stdout

    def test_a_steady_range_is_0(self) -> None:
        """Nothing varies from 2.0 on."""
        done = run("compare", "--range", ">=2.0", "-k", FOUNDING)

        assert (0, "") == (done.returncode, done.stderr)
        assert "none vary inside it" in done.stdout

    def test_a_project_tells_its_range(self, tmp_path: Path) -> None:
        """The dependency on torch in a pyproject.toml."""
        path = tmp_path / "pyproject.toml"
        path.write_text('[project]\nname = "a"\ndependencies = ["torch>=1.13,<2.1"]\n', encoding="utf-8")

        assert ">=1.13,<2.1" == found(1, "compare", "--pyproject", path, "-k", FOUNDING)["range"]


class TestMistakes:
    """Each ends with its exit code and one message, which says what to write."""

    @pytest.mark.parametrize(
        ("code", "told", "arguments"),
        [
            (64, "two things to compare", ()),
            (64, "two things to compare", ("1.13.1",)),
            (64, "'' is no release", ("", "")),
            (64, "two things to compare", ("1.13.1", "2.0.0", "--range", ">=2")),
            (64, "two things to compare", ("--range", ">=2", "--pyproject", "pyproject.toml")),
            (64, "same thing", ("2.0.0", "2.0.0")),
            (64, "no device (cpu, cuda, mps, xpu, meta, cpu+dynamo", ("cpu", "gpu")),
            (64, "no folder", ("results", "nowhere")),
            (64, "torch>=1.13", ("--range", "2.0.0")),
            (64, "of numpy, not of torch", ("--range", "numpy>=1")),
            (64, "does not ask for torch", ("--pyproject", "pyproject.toml")),
            (64, "does not exist", ("--pyproject", "nowhere.toml")),
            (64, "Invalid value for '--kind'", ("1.13.1", "2.0.0", "--kind", "silent")),
            (64, "git cannot read", ("results@nonsense", "results")),
            (3, "torch 9.9.9 is no known release", ("1.13.1", "9.9.9")),
            (3, "Near it: 2.0.0, 2.0.1", ("1.13.1", "2.0")),
            (3, "no known release is >=9", ("--range", ">=9")),
            (3, "no row matches", ("1.13.1", "2.0.0", "-k", "no_such_row")),
        ],
    )
    def test_of_compare(self, code: int, told: str, arguments: tuple[str, ...]) -> None:
        """No traceback, and nothing on stdout."""
        done = run("compare", *arguments)

        assert (code, "") == (done.returncode, done.stdout)
        assert told in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize(
        ("code", "told", "arguments"),
        [
            (64, "Missing option '--torch'", (FOUNDING,)),
            (64, "Missing argument", ("--torch", "2.0.0")),
            (64, "Invalid value for '--device'", (FOUNDING, "--torch", "2.0.0", "--device", "gpu")),
            (3, "no case is named nowhere", ("nowhere", "--torch", "2.0.0")),
            (3, "torch 2.0 is no known release", (FOUNDING, "--torch", "2.0")),
        ],
    )
    def test_of_why(self, code: int, told: str, arguments: tuple[str, ...]) -> None:
        """As above."""
        done = run("why", *arguments)

        assert (code, "") == (done.returncode, done.stdout)
        assert told in done.stderr


class TestWhy:
    """The evidence of a cell, and what it was measured in."""

    def test_tells_the_environment_and_the_neighbours(self) -> None:
        """As they stand in the evidence, read without gradreg."""
        cell = found(0, "why", FOUNDING, "--torch", "2.0.0")
        content = json.loads((ROOT / "results" / f"{FOUNDING}.json").read_text(encoding="utf-8"))
        known = json.loads((ROOT / "results" / "environments.json").read_text(encoding="utf-8"))["environments"]
        name = content["environments"]["cpu"]["2.0.0"]

        assert (name, known[name], content["code"]) == (cell["environment_id"], cell["environment"], cell["code"])
        assert f"https://github.com/pytorch/pytorch/commit/{known[name]['git']}" == cell["commit"]
        assert ("2.0.0", "2.15.0", "1.13.1", "2.0.1") == tuple(
            cell[name] for name in ("since", "until", "previous", "next")
        )
        assert ("changed", "silent", None) == (cell["came"]["kind"], cell["came"]["manner"], cell["goes"])
        assert (ROOT / cell["file"]).samefile(ROOT / "results" / f"{FOUNDING}.json")

    def test_prints_all_of_it(self) -> None:
        """The fingerprint, the code's hash, and the exception with its message."""
        text = run("why", f"{DETACH}[detach]", "--torch", "1.13.1").stdout

        for part in ("raises RuntimeError: element 0 of tensors", "1.13.1+cu117", "as it is today", "Linux x86_64"):
            assert part in text

    def test_groups_rows_that_show_the_same(self) -> None:
        """Each row in one group; JSON has them all in full."""
        where = ("why", "detach/flag_set_on_the_loss_trains_nothing", "--torch", "2.0.0", "--device", "cpu")
        text, cells = run(*where).stdout, found(0, *where)

        assert len(cells) > 1
        assert len({json.dumps(cell["facts"]) for cell in cells}) == text.count("the same facts in")
        assert f"({len(cells)} rows) on torch 2.0.0" in text

    def test_says_why_there_is_nothing(self, tmp_path: Path) -> None:
        """Not run: the command that measures it; not applicable: what it needs."""
        missing = run("why", FOUNDING, "--torch", "2.0.0", "--results", tmp_path)
        device = run("why", FOUNDING, "--torch", "2.0.0", "--device", "mps")
        senseless = next(item for item in found(0, "table", "-k", "detach/") if item["eras"][0]["detail"])

        assert (2, 2) == (missing.returncode, device.returncode)
        assert f"nox -s torch-2.0.0-cpu -- -k {FOUNDING}" in missing.stdout
        assert f"nox -s torch-2.0.0-mps -- -k {FOUNDING}" in device.stdout
        assert senseless["eras"][0]["detail"] in run("why", senseless["case"], "--torch", "1.0.0").stdout

    def test_tells_stale_evidence(self, tmp_path: Path) -> None:
        """The case's code is another today; the hash is that of the code that was measured."""
        (tmp_path / "detach").mkdir()
        content = json.loads((ROOT / "results" / f"{FOUNDING}.json").read_text(encoding="utf-8"))
        (tmp_path / f"{FOUNDING}.json").write_text(json.dumps(content | {"code": "0" * 16}), encoding="utf-8")
        where = ("--results", tmp_path)
        cell = found(0, "why", FOUNDING, "--torch", "2.0.0", *where)
        item = found(1, "compare", "1.13.1", "2.0.0", "-k", FOUNDING, *where)

        assert ("0" * 16, True) == (cell["code"], cell["stale"])
        assert [True] == [one["stale"] for one in item["differences"]]
        assert "stale evidence" in run("compare", "1.13.1", "2.0.0", "-k", FOUNDING, *where).stdout

    def test_adds_the_last_run_where_it_is_kept(self, tmp_path: Path) -> None:
        """Seconds and traceback of this machine, where it showed what is recorded; damage is no mistake."""
        (tmp_path / ".raw").mkdir()
        (tmp_path / "detach").mkdir()
        shutil.copy(ROOT / "results" / f"{DETACH}.json", tmp_path / f"{DETACH}.json")
        where = ("why", f"{DETACH}[detach]", "--torch", "2.0.0", "--results", tmp_path)
        cell = found(0, *where)
        behaviour = {"outcome": "raised"} | {name: cell[name] for name in ("facts", "raises", "message")}
        raw = {"row": cell["case"], "behaviour": behaviour, "seconds": 0.25, "traceback": "Traceback: \x1b[2J here"}
        path = tmp_path / ".raw" / "2.0.0-cpu.jsonl"

        path.write_bytes(msgspec.json.encode([raw]))
        assert (0.25, raw["traceback"]) == tuple(found(0, *where)[name] for name in ("seconds", "traceback"))
        text = run(*where).stdout
        assert "0.25 s on this machine" in text
        assert "Traceback: \\x1b[2J here" in text
        path.write_bytes(msgspec.json.encode([raw | {"behaviour": {"outcome": "observed"}}]))
        assert found(0, *where)["seconds"] is None
        path.write_bytes(b"[{")
        assert found(0, *where)["seconds"] is None
