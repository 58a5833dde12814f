"""Evidence measured again: a real torch, the real worker, the real command."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from helpers import CATALOGS, copy, gradreg, snapshot, tampered

from gradreg.store import files

GOOD = CATALOGS / "good"
RELEASE = "1.0.0"
TAMPERED = "leaf/gradient_before_backward"


@pytest.fixture(scope="module")
def python(torch_python: Callable[[str], Path]) -> Path:
    """An interpreter with the oldest release."""
    return torch_python(RELEASE)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, python: Path) -> Path:
    """Evidence of the good catalog on one release, really measured."""
    folder = tmp_path_factory.mktemp("verifying") / "results"
    done = gradreg("measure", "--torch", RELEASE, "--python", python, "--cases", GOOD, "--results", folder)
    assert 0 == done.returncode, done.stderr
    return folder


def verify(results: Path, *words: str | Path) -> tuple[int, str, str]:
    """Run the command; the evidence is as it was before."""
    before = snapshot(results)
    done = gradreg("verify", "--cases", GOOD, "--results", results, *words)
    assert before == snapshot(results)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_what_was_measured_is_verified_and_kept(results: Path, python: Path, tmp_path: Path) -> None:
    """All five rows by their bytes, with the wheel; kept with --into, the second run measures nothing."""
    into = tmp_path / "into"
    words = ("--torch", RELEASE, "--python", python, "--seed", "7", "--into", into)
    code, said, talk = verify(results, *words)

    assert 0 == code, talk
    assert "5 of 5 cells verified, byte by byte (5 of 5 known cells, drawn with --seed 7)" in said
    assert "the same; same wheel" in said
    assert snapshot(results) == snapshot(into)
    code, said, talk = verify(results, *words, "--json")
    assert ({"verified": 5}, [], "") == (json.loads(said)["counts"], json.loads(said)["faults"], talk)


def test_what_differs_is_shown_side_by_side(results: Path, python: Path, tmp_path: Path) -> None:
    """Evidence that says something else, as if somebody had made it up, and an environment that was another one."""
    tampered(results, tmp_path, TAMPERED)
    path = tmp_path / "environments.json"
    other = path.read_text(encoding="utf-8").replace('"Linux', '"Plan9')
    path.write_text(other, encoding="utf-8")
    code, said, _ = verify(tmp_path, "--torch", RELEASE, "--env", f"{RELEASE}={python}", "--all", "-k", "before")

    assert 1 == code
    for line in (
        f"regressed {TAMPERED}:1.0.0@cpu",
        "recorded tampered = True",
        "found    after = nonzero; before = None",
    ):
        assert line in said
    assert "is not the hash of its fingerprint" in said
    assert "platform Plan9" in said


def test_what_cannot_be_measured_verifies_nothing(results: Path, tmp_path: Path) -> None:
    """Exit code 2 with the reason; a dry run says what would be installed."""
    words = ("--torch", RELEASE, "--envs", tmp_path, "--no-install", "--sample", "4")
    code, said, _ = verify(results, *words)

    assert 2 == code
    assert "torch 1.0.0 cpu: not at hand (4 cells)" in said
    assert (0, True) == ((planned := verify(results, *words, "--dry-run"))[0], "torch==1.0.0, numpy<2" in planned[1])


class TestFiles:
    """`--offline` looks at the files alone."""

    def test_in_order_end_with_0(self, results: Path) -> None:
        """One sentence."""
        assert (
            0,
            "The files are as gradreg writes them: bytes, hashes, and fingerprints that fit their releases.\n",
            "",
        ) == (verify(results, "--offline"))

    def test_with_an_environment_of_another_release_end_with_1(self, results: Path, tmp_path: Path) -> None:
        """All hashes are right, and yet it proves nothing."""
        copy(results, tmp_path)
        shutil.rmtree(tmp_path / ".raw")
        path = tmp_path / "environments.json"
        (environment,) = files.decode(path, path.read_bytes(), files.Environments).environments.values()
        wrong = msgspec.structs.replace(environment, torch="1.1.0")
        path.write_bytes(files.pretty(files.Environments(files.SCHEMA, {files.environment_id(wrong): wrong})))
        for file in tmp_path.glob("*/*.json"):
            old, new = files.environment_id(environment), files.environment_id(wrong)
            file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
        code, said, _ = verify(tmp_path, "--offline", "--json")

        assert 1 == code
        assert all("torch 1.0.0 was measured with torch 1.1.0" in fault for fault in json.loads(said)["faults"])


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--python", "/bin/true"), 64, "--env VERSION=PYTHON"),
        (("--torch", "9.9.9"), 3, "2.15.0"),
        (("--torch", "2.0.1"), 2, "nothing is known of these"),
        (("--device", "cuda"), 2, "nothing is known of these"),
        (("--into", "results"), 64, "is the evidence itself"),
        (("--sample", "0"), 64, "--sample"),
        (("--seed", "-1"), 64, "--seed"),
    ],
)
def test_bad_words_are_told(results: Path, words: tuple[str, ...], code: int, told: str) -> None:
    """With what to write instead."""
    found, said, talk = verify(results, *(str(results) if word == "results" else word for word in words))

    assert (code, "") == (found, said)
    assert told in talk
