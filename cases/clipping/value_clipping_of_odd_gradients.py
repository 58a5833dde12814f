"""What does clip_grad_value_ do with inf, nan, None and sparse gradients?

It clamps every entry by itself: inf becomes the limit, nan stays nan, None is skipped, and nothing is returned.
Unlike with the norm, a bad entry leaves the other entries and the other parameters alone.
A sparse gradient raises in all releases: a RuntimeError until 1.8, a NotImplementedError in 1.9, where missing
kernels got an error of their own, a RuntimeError again from 1.10 to 1.12, a NotImplementedError since 1.13.
An empty list, or a generator that is used up, was fine until 2.0; since 2.1 it raises, since the grouping of the
gradients moved to C++ and takes no empty list, whereas `clip_grad_norm_` returns 0. No warning announced it.

https://github.com/pytorch/pytorch/pull/53377
https://github.com/pytorch/pytorch/pull/100007
https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html
https://github.com/pytorch/pytorch/issues/46849
"""

import torch
from torch import nn

PARAMS = {"grad": ["inf", "-inf", "nan", "None", "integer limit", "sparse", "empty list", "used up generator"]}


def observe(device, grad):
    weight = torch.ones(2, device=device, requires_grad=True)
    other = torch.ones(1, device=device, requires_grad=True)
    other.grad = torch.tensor([3.0], device=device)
    if grad in ("inf", "-inf", "nan"):
        weight.grad = torch.tensor([float(grad), 0.5], device=device)
    elif grad == "sparse":
        weight = torch.ones(2, 1, device=device, requires_grad=True)
        nn.functional.embedding(torch.tensor([1, 1], device=device), weight, sparse=True).sum().backward()
    parameters = {"empty list": [], "used up generator": iter([])}.get(grad, [weight, other])
    try:
        yield "returns None", None is nn.utils.clip_grad_value_(parameters, 1 if grad == "integer limit" else 1.0)
    except (RuntimeError, NotImplementedError) as error:
        yield "returns None", type(error).__name__
    if weight.grad is not None and not weight.grad.is_sparse:
        yield "weight.grad", weight.grad.tolist()
    yield "other.grad", other.grad.tolist()


EXPECT = {
    "[inf]": {">=1.0": {"returns None": True, "weight.grad": [1.0, 0.5], "other.grad": [1.0]}},
    "[-inf]": {">=1.0": {"returns None": True, "weight.grad": [-1.0, 0.5], "other.grad": [1.0]}},
    "[nan]": {">=1.0": {"returns None": True, "weight.grad": ["nan", 0.5], "other.grad": [1.0]}},
    "[None]": {">=1.0": {"returns None": True, "other.grad": [1.0]}},
    "[integer limit]": {">=1.0": {"returns None": True, "other.grad": [1.0]}},
    "[sparse]": {
        "<1.9": {"returns None": "RuntimeError", "other.grad": [3.0]},
        ">=1.9,<1.10": {"returns None": "NotImplementedError", "other.grad": [3.0]},
        ">=1.10,<1.13": {"returns None": "RuntimeError", "other.grad": [3.0]},
        ">=1.13": {"returns None": "NotImplementedError", "other.grad": [3.0]},
    },
    "[empty list]": {
        "<2.1": {"returns None": True, "other.grad": [3.0]},
        ">=2.1": {"returns None": "RuntimeError", "other.grad": [3.0]},
    },
    "[used up generator]": {
        "<2.1": {"returns None": True, "other.grad": [3.0]},
        ">=2.1": {"returns None": "RuntimeError", "other.grad": [3.0]},
    },
}
