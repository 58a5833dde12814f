"""What changes without meaning is taken out of messages, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradreg import normalise

PARTS = st.sampled_from([
    "tensor", "0x7f3a", "/a/b/c.py:12", "/a/b.cpp", " at /pytorch/x.cpp:1", "(Triggered internally at x.cpp:3.)",
    "frame #0: foo", "Exception raised from bar", "\n", "  ", "$ Torch: ", "[enforce fail at a.cpp:1] ", "(", ")",
    "line 3", "…", "C:\\x\\y.cpp:3", "(function at ", "x" * 300, "The above operation failed in ", " ", ": ", "é",
])  # fmt: skip # a word a line says nothing more


class TestMessage:
    """A message keeps what its author wrote."""

    @given(st.lists(PARTS, max_size=8).map("".join) | st.text(max_size=40))
    def test_is_normalised_once(self, text: str) -> None:
        """Normalising twice gives what normalising once gives."""
        assert normalise.message(text) == normalise.message(normalise.message(text))

    @given(st.text() | st.lists(PARTS, max_size=8).map("".join))
    def test_is_one_short_line(self, text: str) -> None:
        """Whatever comes in, one trimmed line of at most 400 characters comes out."""
        found = normalise.message(text)

        assert len(found) <= 400
        assert found == found.strip()
        assert "\n" not in found

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a leaf Variable that requires grad is used", "a leaf Variable that requires grad is used"),
            ("<Foo object at 0x7f12ab34> is odd", "<Foo object at 0x…> is odd"),
            ("subprocess 30691 is still running", "subprocess … is still running"),
            (
                "The .grad is accessed. (Triggered internally at /pytorch/build/aten/src/TensorBody.h:480.) More.",
                "The .grad is accessed. More.",
            ),
            (
                "torch.meshgrid: pass indexing. (Triggered internally at  ../aten/src/TensorShape.cpp:3190.)",
                "torch.meshgrid: pass indexing.",
            ),
            ("boom (Triggered internally at ../x.cpp (line 3):12.) end", "boom end"),
            ("expected Tensor at /pytorch/aten/src/TH/generic/THTensor.cpp:12", "expected Tensor"),
            (
                "one of the variables needed\nException raised from unpack at saved_variable.cpp:3\nframe #0: x",
                "one of the variables needed",
            ),
            ("no (unpack at /x/y.cpp:1)\nframe #0: foo + 0x3 (0x7f in /lib.so)\nframe #1: bar", "no (unpack)"),
            ("bad value in /usr/lib/python3/site-packages/torch/optim/sgd.py:12 here", "bad value in sgd.py here"),
            ("two\n   lines\tand tabs", "two lines and tabs"),
            (
                'Traceback of forward call that caused the error:\n  File "/x/observe.py", line 3, in main\n    work()',
                "Traceback of forward call that caused the error:",
            ),
            ("", ""),
            ("shapes cannot be multiplied (2x3 and 4x5)", "shapes cannot be multiplied (2x3 and 4x5)"),
        ],
    )
    def test_loses_places_and_keeps_words(self, text: str, expected: str) -> None:
        """Addresses, paths, origins and stack frames go; the rest stays as it is."""
        assert expected == normalise.message(text)

    def test_that_is_long_is_cut_visibly(self) -> None:
        """A text that does not fit ends in an ellipsis."""
        assert "x" * 399 + "…" == normalise.message("x" * 500)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("CUDA initialization: Found no NVIDIA driver on your system.", True),
            ("Leaking Caffe2 thread-pool after fork. (function pthreadpool)", True),
            ("The .grad attribute of a Tensor that is not a leaf Tensor is being accessed.", False),
            ("a text that speaks of CUDA initialization: later", False),
        ],
    )
    def test_about_the_machine_is_noise(self, text: str, expected: bool) -> None:  # noqa: FBT001 a parameter of the test
        """A warning about the machine is told from one about autograd by how it begins."""
        assert expected == normalise.is_noise(text)


@pytest.mark.parametrize("part", [" ", "\n", "(function a ", "/a", "[enforce fail at ", "(function (", " at /"])
def test_a_long_message_takes_no_square_of_its_length(part: str) -> None:
    """A case chooses its messages; some once took minutes, or more calls than Python allows."""
    message = part * 20_000

    assert len(normalise.message(message)) <= normalise.LIMIT
