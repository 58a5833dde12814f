"""Reading an index of pre-release wheels: both forms, what is left out, which wheel is taken, and bad addresses."""

import json
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from helpers import gradreg
from hypothesis import given
from hypothesis import strategies as st
from made_index import ELSEWHERE, HERE, Index, Made, made_line, packed, served
from pypi_simple import ProjectPage

from gradreg import builds
from gradreg.builds import index as reading
from gradreg.builds.index import Link
from gradreg.errors import BadIndex, BadUsage, GradregError
from gradreg.model import Build

HERE_IS = HERE.platform
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
NIGHT = "2.16.0.dev20261101"


def offered(*filenames: str, pythons: Iterable[str] = ("3.13", "3.12")) -> list[Build]:
    """The builds that an index of those files has."""
    links = [Link(f"https://index.example/{name.replace('+', '%2B')}", "0" * 64) for name in filenames]
    return builds.assembled(links, "https://index.example", tuple(pythons))


class TestForms:
    """HTML or JSON, relative or absolute, over HTTP or from a folder: the same builds."""

    @pytest.mark.parametrize("form", ["html", "json", "asked"])
    def test_are_read_over_http(self, form: str) -> None:
        """200 nights, 12 builds of branches, from one page, in order of time."""
        index = Index(made_line(), form)
        with served(index) as url:
            found = builds.read([url], [PYTHON])

        assert [build.version for build in index.builds] == [build.version for build in found]
        assert [build.sha256 for build in index.builds] == [build.files[0].sha256 for build in found]
        assert {f"{url.removesuffix('/simple')}/wheels/"} == {
            f"{build.files[0].url.rpartition('/')[0]}/" for build in found
        }
        assert ["/simple/torch/"] == index.asked

    @given(st.lists(st.sampled_from(made_line(faults={"2.14.0rc2": "yanked"})), unique=True, max_size=9))
    def test_say_the_same(self, made: list[Made]) -> None:
        """Whatever an index holds, its page in HTML and in JSON gives the same builds."""
        index, base = Index(made), "https://index.example/simple/torch/"
        pages = (
            ProjectPage.from_html("torch", index.html(), base),
            ProjectPage.from_json_data(json.loads(index.json()), base),
        )
        one, other = (builds.assembled(reading._of_page(page), "index", ["3.13", "3.12", "3.11"]) for page in pages)

        assert one == other
        assert {build.version for build in made if build.fault != "yanked"} == {build.version for build in one}

    def test_can_be_a_folder_of_wheels(self, tmp_path: Path) -> None:
        """Named by its path or by a file:// address."""
        index = Index(made_line()[-5:])
        folder = index.write(tmp_path / "a folder")
        (folder / "notes.txt").write_text("no wheel", encoding="utf-8")
        for name in (str(folder), folder.as_uri()):
            found = builds.read([name], [PYTHON])

            assert [build.version for build in index.builds] == [build.version for build in found]
            assert {str(folder)} == {build.index for build in found}

    def test_can_be_a_kept_page(self, tmp_path: Path) -> None:
        """A folder with `torch/index.html`, as a mirror makes it."""
        index = Index(made_line()[-5:])
        (tmp_path / "torch").mkdir()
        (tmp_path / "torch" / "index.html").write_text(index.html(), encoding="utf-8")

        assert 5 == len(builds.read([tmp_path.as_uri()], [PYTHON]))

    def test_can_be_several(self) -> None:
        """Nights from one, candidates from another; what both have comes from the first."""
        line = made_line()
        with served(Index(line[-9:])) as nightly, served(Index(line[-10:])) as candidates:
            found = builds.read([nightly, candidates], [PYTHON])

        assert [build.version for build in line[-10:]] == [build.version for build in found]
        assert [candidates] + 9 * [nightly] == [build.index for build in found]

    def test_take_the_address_with_the_project_too(self) -> None:
        """Somebody pastes what their browser shows, with a space too many."""
        with served(Index(made_line()[:3])) as url:
            assert builds.read([url], [PYTHON]) == builds.read([f" {url}/torch/ "], [PYTHON])


class TestLeftOut:
    """What cannot be installed here is no build."""

    @pytest.mark.parametrize(
        "filename",
        [
            f"torch-{NIGHT}+cpu-cp310-cp310-{HERE_IS}.whl",
            f"torch-{NIGHT}+cpu-cp313-cp313t-{HERE_IS}.whl",
            f"torch-{NIGHT}+cpu-{ELSEWHERE}.whl",
            f"torchvision-{NIGHT}+cpu-cp313-cp313-{HERE_IS}.whl",
            f"torch-{NIGHT}.tar.gz",
            "[::1",
            f"torch-not.a.version-cp313-cp313-{HERE_IS}.whl",
            "torch.whl",
            "",
        ],
        ids=["python", "free-threaded", "platform", "project", "sdist", "address", "version", "name", "nothing"],
    )
    def test_is_what_does_not_fit(self, filename: str) -> None:
        """Another Python, another platform, another project, no wheel."""
        assert [] == offered(filename)
        assert 1 == len(offered(filename, f"torch-{NIGHT}+cpu-cp313-cp313-{HERE_IS}.whl"))

    def test_is_what_says_it_needs_another_python(self) -> None:
        """`requires-python` counts; one that cannot be read leaves the file out."""
        url = f"https://index.example/torch-{NIGHT}-py3-none-any.whl"

        assert [("3.13",), (), ()] == [
            tuple(python for build in builds.assembled([Link(url, requires=text)], "index", ["3.12", "3.13"])
                  for python in build.python)
            for text in (">=3.13", "<3", "three")
        ]  # fmt: skip # one comprehension

    def test_is_what_was_yanked(self) -> None:
        """Its authors took it back."""
        for form in ("html", "json"):
            with served(Index(made_line(faults={"2.15.0rc2": "yanked"}), form)) as url:
                assert "2.15.0rc2" not in {build.version for build in builds.read([url], [PYTHON])}

    def test_is_what_anybody_on_the_way_could_replace(self) -> None:
        """Over plain http a wheel needs a hash from the index."""
        name = f"torch-{NIGHT}-py3-none-any.whl"
        found = {}
        for link in (f"http://far.example/{name}", f"http://far.example/{name}#sha256={'0' * 64}", f"https://x/{name}"):
            page = ProjectPage.from_html("torch", f"<a href='{link}'>{name}</a>", "https://index.example/torch/")
            found[link] = len(list(reading._of_page(page)))

        assert [0, 1, 1] == list(found.values())


class TestChoice:
    """A version with several wheels."""

    def test_keeps_one_a_python_in_the_order_wanted(self) -> None:
        """The first Python is the best."""
        names = [f"torch-{NIGHT}+cpu-cp3{minor}-cp3{minor}-{HERE_IS}.whl" for minor in (11, 12, 13)]
        (build,) = offered(*names, pythons=("3.12", "3.14", "3.11"))

        assert ("3.12", "3.11") == build.python
        assert (names[1], names[0]) == tuple(file.filename for file in build.files)

    def test_prefers_the_wheel_that_fits_best(self) -> None:
        """One made for this Python before one made for all, in whichever order the index names them."""
        names = [f"torch-{NIGHT}-cp313-cp313-{HERE_IS}.whl", f"torch-{NIGHT}-py3-none-any.whl"]
        for listed in (names, names[::-1]):
            (build,) = offered(*listed, pythons=("3.13",))

            assert names[0] == build.files[0].filename

    @pytest.mark.parametrize(
        ("locals_", "variant", "taken"),
        [
            (["+cu130", "+cpu", ""], "cpu", "+cpu"),
            (["+cu130", "+cpu", ""], "cu", "+cu130"),
            (["+cu130", "", "+rocm7.1"], "cpu", ""),
            (["+rocm7.1", "+cu130"], "cpu", "+cu130"),
            (["+cpu.cxx11.abi", "+cpu"], "cpu", "+cpu"),
        ],
    )
    def test_prefers_the_variant_of_the_device(self, locals_: list[str], variant: str, taken: str) -> None:
        """The cpu's where there is one, else the plain one, else another."""
        names = [f"torch-{NIGHT}{local}-cp313-cp313-{HERE_IS}.whl" for local in locals_]
        links = [Link(f"https://index.example/{name}") for name in names]
        (build,) = builds.assembled(links, "index", ["3.13"], variant)

        assert NIGHT == build.version
        assert f"torch-{NIGHT}{taken}-cp313-cp313-{HERE_IS}.whl" == build.files[0].filename

    def test_takes_the_day_of_upload_where_the_version_tells_none(self) -> None:
        """Candidates have no date in their name; of several wheels the first day counts."""
        file = {"url": f"torch-2.16.0rc1-cp313-cp313-{HERE_IS}.whl", "hashes": {}}
        files = [
            {**file, "filename": file["url"], "upload-time": "2026-11-09T08:00:00.000000Z"},
            {"url": "torch-2.16.0rc1-py3-none-any.whl", "filename": "torch-2.16.0rc1-py3-none-any.whl", "hashes": {},
             "upload-time": "2026-11-08T23:00:00.000000Z"},
        ]  # fmt: skip # a field a line says nothing more
        page = ProjectPage.from_json_data(
            {"meta": {"api-version": "1.1"}, "name": "torch", "files": files}, "https://x/"
        )
        (build,) = builds.assembled(reading._of_page(page), "index", ["3.13"])

        assert "2026-11-08" == build.date


class TestBadIndexes:
    """Each with a message that says where, what is wrong, and what to do next."""

    @pytest.mark.parametrize(
        "index",
        [
            "",
            " ",
            "http://index.example/simple",
            "http://[::1",
            "https://",
            "ftp://127.0.0.1/x",
            "no/such/folder",
            "file:///no/such",
        ],
    )
    def test_an_address_that_cannot_be_one_is_bad_usage(self, index: str) -> None:
        """Plain http only on this machine: a wheel is code."""
        with pytest.raises(BadUsage, match="is no index of pre-release wheels: give an https:// address"):
            builds.read([index], [PYTHON])

    def test_an_index_that_is_down_is_tried_again_then_named(self) -> None:
        """The message names the address and what to check."""
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{taken.getsockname()[1]}/simple"
            with pytest.raises(BadIndex, match=f"{url} does not answer as an index.*Check the address"):
                builds.read([url], [PYTHON])

    def test_an_index_that_stumbles_is_asked_again(self) -> None:
        """503 twice, then the page."""
        index = Index(made_line()[:3], stumbles={"/simple/torch/": 2})
        with served(index) as url:
            assert 3 == len(builds.read([url], [PYTHON]))
        assert 3 == len(index.asked)

    @pytest.mark.parametrize("path", ["/elsewhere", "/wheels"])
    def test_a_page_that_is_none_is_a_bad_index(self, path: str) -> None:
        """404, as under a wrong address."""
        with served(Index([])) as url, pytest.raises(BadIndex, match="does not answer as an index"):
            builds.read([url.replace("/simple", path)], [PYTHON])

    def test_an_index_without_a_wheel_for_this_machine_says_so(self) -> None:
        """With the number of files it lists, and the Pythons that were wanted."""
        line = [Made(NIGHT, "a" * 40, tag=ELSEWHERE)]
        with served(Index(line)) as url, pytest.raises(BadIndex, match="lists 1 file, and none is a wheel of torch"):
            builds.read([url], ["3.13", "3.12"])

    def test_json_that_is_none_is_a_bad_index(self) -> None:
        """A page cut off, or of another kind."""

        class Cut(Index):
            """Answers with half of its page."""

            def json(self) -> str:
                """Half of it."""
                return super().json()[:99]

        with served(Cut(made_line()[:3], "json")) as url, pytest.raises(BadIndex, match="does not answer as an index"):
            builds.read([url], [PYTHON])

    def test_names_and_passwords_stay_out_of_messages(self) -> None:
        """An address may carry them; a report is pasted in public."""
        with served(Index([])) as url, pytest.raises(GradregError) as caught:
            builds.read([url.replace("//", "//me:secret@")], [PYTHON])

        assert "127.0.0.1" in str(caught.value)
        assert "secret" not in str(caught.value)

    def test_without_pypi_simple_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The library comes with an extra."""
        monkeypatch.setitem(sys.modules, "pypi_simple", None)
        with pytest.raises(BadUsage, match=r"install gradreg\[releases\]"):
            builds.read(["https://index.example"], [PYTHON])


def test_other_commands_do_not_load_the_reader() -> None:
    """What reads an index is imported when an index is read."""
    loaded = gradreg("--help", PYTHONPROFILEIMPORTTIME="1").stderr

    assert "click" in loaded
    assert "pypi_simple" not in loaded


def test_a_made_wheel_is_the_same_each_time() -> None:
    """The made-up index tells a hash, so its wheels have no clock."""
    assert packed("torch", "1", {"torch/__init__.py": ""}) == packed("torch", "1", {"torch/__init__.py": ""})
