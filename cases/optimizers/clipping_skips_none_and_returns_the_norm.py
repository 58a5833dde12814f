"""Does clip_grad_norm_ work with gradients of None, and what does it return?

It skips None, and returns the norm of before the clipping, 0 when there is no gradient at all:
a float until 1.4, a tensor since 1.5 (no note found; 1.5.0 itself failed with no gradients).
An infinite gradient becomes nan, the others zero; error_if_nonfinite=True (since 1.9) raises instead.
float16 gradients on the cpu could be clipped in 1.8, not from 1.10 to 2.0, and again in 2.4 at the latest.
clip_grad_value_ returns nothing.

https://github.com/pytorch/pytorch/pull/39153
https://github.com/pytorch/pytorch/pull/53843
https://github.com/pytorch/pytorch/pull/61042
https://github.com/open-mmlab/mmcv/pull/349
https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
"""

import torch
from torch import nn

TORCH = {"[error_if_nonfinite*]": ">=1.9", "[foreach]": ">=2.0"}

PARAMS = {
    "gradients": [
        "one None", "all None", "no parameters", "one tensor", "generator", "zeros", "infinite", "error_if_nonfinite",
        "infinity norm", "one norm", "small norm", "max_norm 0", "float16", "two dtypes", "clip_grad_value_", "foreach",
        "with a graph",
    ],
}  # fmt: skip # rows of names


def observe(device, gradients):
    first, second = [torch.ones(2, device=device, requires_grad=True) for _ in range(2)]
    if gradients in ("float16", "two dtypes"):
        second = torch.ones(2, device=device).half().requires_grad_()
        first = second if gradients == "float16" else first
    if gradients != "all None":
        first.grad = torch.tensor([3.0, 4.0], device=device).to(first.dtype)
    if gradients == "two dtypes":
        second.grad = torch.ones_like(second)
    if gradients == "zeros":
        first.grad.zero_()
    if gradients in ("infinite", "error_if_nonfinite"):
        first.grad[0] = float("inf")
    if gradients == "with a graph":
        first.grad = None
        (first * torch.tensor([3.0, 4.0], device=device)).pow(2).sum().div(2).backward(create_graph=True)
    parameters = {
        "no parameters": lambda: [],
        "one tensor": lambda: first,
        "generator": lambda: (parameter for parameter in (first, second)),
    }.get(gradients, lambda: [first, second])()
    options = {
        "error_if_nonfinite": {"error_if_nonfinite": True},
        "infinity norm": {"norm_type": float("inf")},
        "one norm": {"norm_type": 1},
        "foreach": {"foreach": True},
    }.get(gradients, {})
    limit = {"small norm": 100.0, "max_norm 0": 0.0}.get(gradients, 1.0)
    if gradients == "clip_grad_value_":
        norm = nn.utils.clip_grad_value_(parameters, limit)
    else:
        norm = nn.utils.clip_grad_norm_(parameters, limit, **options)
    yield "returns", type(norm).__name__
    yield "norm", None if norm is None else float(norm)
    yield "first.grad", None if first.grad is None else [round(value, 3) for value in first.grad.float().tolist()]
    yield "second.grad", second.grad
