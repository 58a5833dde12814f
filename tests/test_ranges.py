"""The range of torch in a word, a requirement, a pyproject.toml or a requirements file."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from gradreg import ranges
from gradreg.errors import BadUsage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">=1.13,<2.16", ">=1.13,<2.16"),
        (" >=1.13, <2.16 ", ">=1.13,<2.16"),
        ("torch>=1.13,<2.16", ">=1.13,<2.16"),
        ("torch (>=1.13)", ">=1.13"),
        ("Torch~=2.1", "~=2.1"),
        ("torch==2.*", "==2.*"),
        ('torch[opt-einsum] >= 1.13 ; python_version > "3.8"  # why', ">=1.13"),
        ("torch", ""),
    ],
)
def test_a_range_is_read(text: str, expected: str) -> None:
    """The range itself, or a requirement with all that it may have."""
    assert SpecifierSet(expected) == SpecifierSet(ranges.of(text))


@pytest.mark.parametrize(
    "text", ["", "2.0.0", ">=banana", "numpy>=1.13", "torch @ https://example.org/a.whl", ">=1 <2"]
)
def test_what_is_no_range_is_told(text: str) -> None:
    """With one to write instead."""
    with pytest.raises(BadUsage, match=r"torch>=1\.13,<2\.16"):
        ranges.of(text)


@given(st.text(max_size=30))
def test_any_text_is_a_range_or_a_message(text: str) -> None:
    """Never a traceback."""
    with contextlib.suppress(BadUsage):
        SpecifierSet(ranges.of(text))


FILES = {
    "pyproject.toml": '[project]\nname = "a"\ndependencies = ["numpy>=1", "torch>=1.13,<2.16"]\n',
    "optional.toml": '[project]\ndependencies = ["a"]\noptional-dependencies.gpu = ["torch>=1.13,<2.16"]\n',
    "first.toml": '[project]\ndependencies = ["torch>=1.13,<2.16"]\noptional-dependencies.gpu = ["torch>=2"]\n',
    "requirements.txt": "-r other.txt\nnumpy\n# torch>=9\ntorch>=1.13, \\\n  <2.16 --hash=sha256:00  # why\n",
    "twice.txt": 'torch>=1.13,<2.16; python_version<"3.9"\ntorch<2.16,>=1.13; python_version>="3.9"\n',
}


@pytest.mark.parametrize("name", FILES)
def test_a_project_tells_its_range(tmp_path: Path, name: str) -> None:
    """In its dependencies, or else its optional ones; comments, options and hashes do not count."""
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")

    assert SpecifierSet(">=1.13,<2.16") == SpecifierSet(ranges.of_file(path))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("pyproject.toml", "[project]\ndependencies = ['numpy']\n", "does not ask for torch"),
        ("pyproject.toml", "[tool.poetry]\n", "does not ask for torch"),
        ("pyproject.toml", "project = 3\n", "does not ask for torch"),
        ("pyproject.toml", "[project\n", "cannot be read"),
        ("pyproject.toml", "[project]\ndependencies = [['torch']]\n", "does not ask for torch"),
        ("requirements.txt", "torch>=2; python_version>'3'\ntorch<2; python_version<'3'\n", "in 2 ways"),
        ("requirements.txt", "torchvision\n", "does not ask for torch"),
        ("requirements.txt", "\udcff", "cannot be read"),
    ],
)
def test_what_a_project_does_not_tell_is_told(tmp_path: Path, name: str, content: str, told: str) -> None:
    """With the file, and how to give the range."""
    path = tmp_path / name
    path.write_bytes(content.encode(errors="surrogateescape"))

    with pytest.raises(BadUsage, match=told) as error:
        ranges.of_file(path)
    assert str(path) in str(error.value)
