"""A stand-in for torch in the wheels of a made-up index: enough autograd for gradreg's worker, in plain Python.

Only that index uses it, because the real wheels of nightlies cannot be had where the tests run.
What differs between builds are the switches in `torch/made.py`, which the index writes into each wheel.
"""

import types

from torch import autograd, cuda, made, nn, optim, version
from torch.tensor import Tensor, is_grad_enabled, no_grad

__version__ = version.__version__
float32 = float64 = "torch.float32"
_C = types.SimpleNamespace()
_tensor_str = types.SimpleNamespace(PRINT_OPTS=types.SimpleNamespace(precision=4))
__all__ = ["Tensor", "autograd", "cuda", "is_grad_enabled", "made", "nn", "no_grad", "optim", "version"]


def tensor(data, dtype=float32, device="cpu", requires_grad=False):
    """A tensor of these numbers."""
    return Tensor(data, requires_grad=requires_grad)


def ones(*size, dtype=float32, device="cpu", requires_grad=False):
    """A tensor of ones; all of them lie in one row."""
    count = 1
    for length in size:
        count *= length
    if device == "cuda":
        cuda.run_kernel()
    return Tensor([1.0] * count, requires_grad=requires_grad, device=device)


def mm(one, other):
    """The product of a row and a column."""
    return Tensor([sum(x * y for x, y in zip(one.data, other.data, strict=True))], device=one.device.type)


def equal(one, other):
    """Whether two tensors hold the same numbers."""
    return one.data == other.data


def manual_seed(number):
    """Nothing here is random."""


def set_num_threads(number):
    """Nothing here has threads."""


def get_num_threads():
    """How many threads there are."""
    return 1
