"""Do a custom Function, checkpointing, batch norm's buffers and the optimizer behave when compiled?

Each part is run as it is and compiled with two tracing backends; gradient, buffer and weight should be the same.
Tracing looks into the Function's own backward, which is wrong on purpose here, and must use it nevertheless.
Until 2.2 it imported the Function's module anew, which a case has not got, so that row begins with 2.3.
The compiled rows begin with 2.1: 2.0 refuses Python 3.11, with which these releases are measured.

https://github.com/pytorch/pytorch/issues/181243
https://docs.pytorch.org/docs/stable/torch.compiler_faq.html
https://docs.pytorch.org/tutorials/recipes/compiling_optimizer.html
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

TORCH = {
    "[*-none]": ">=2.0", "[*-eager]": ">=2.1", "[*-aot_eager]": ">=2.1",
    "[function-eager]": ">=2.3", "[function-aot_eager]": ">=2.3",
}  # fmt: skip # a table; a value a line would be a screen
PARAMS = {
    "part": ["function", "checkpoint", "batch_norm", "optimizer step", "whole step"],
    "backend": ["none", "eager", "aot_eager"],
}


def observe(device, part, backend):
    class Cut(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            return a * 2

        @staticmethod
        def backward(ctx, gradient):
            return gradient * 7

    x = torch.tensor([[1.0], [3.0]], device=device, requires_grad=True)
    norm, weight = nn.BatchNorm1d(1).to(device), nn.Parameter(torch.ones(1, device=device))
    optimizer = torch.optim.SGD([weight], lr=0.5)

    gradient, exp, checkpointed = torch.full_like(weight.detach(), 4.0), torch.exp, checkpoint

    def step():
        weight.grad = gradient
        optimizer.step()

    def whole():
        optimizer.zero_grad()
        (x * weight).sum().backward()
        optimizer.step()

    function = {
        "function": lambda: Cut.apply(x),
        "checkpoint": lambda: checkpointed(exp, x * 0, use_reentrant=False) * x,
        "batch_norm": lambda: norm(x) * x,
        "optimizer step": step,
        "whole step": whole,
    }[part]
    out = (function if backend == "none" else torch.compile(function, backend=backend))()
    if out is not None:
        out.sum().backward()
        yield "x.grad sum", round(float(x.grad.sum()), 3)
    yield "weight", weight.tolist()
    yield "running_mean", [round(value, 4) for value in norm.running_mean.tolist()]
    yield "batches", int(norm.num_batches_tracked)


EXPECT = {
    "[function-none]": {">=1.0": {"x.grad sum": 14.0, "weight": [1.0], "running_mean": [0.0], "batches": 0}},
    "[function-aot_eager]": {
        "<2.4": {
            "x.grad sum": 14.0,
            "weight": [1.0],
            "running_mean": [0.0],
            "batches": 0,
            "warns": ["DeprecationWarning"],
        },
        ">=2.4": {"x.grad sum": 14.0, "weight": [1.0], "running_mean": [0.0], "batches": 0},
    },
    "[function-eager]": {
        "<2.4": {
            "x.grad sum": 14.0,
            "weight": [1.0],
            "running_mean": [0.0],
            "batches": 0,
            "warns": ["DeprecationWarning"],
        },
        ">=2.4": {"x.grad sum": 14.0, "weight": [1.0], "running_mean": [0.0], "batches": 0},
    },
    "[checkpoint-none]": {
        "<2.4": {"x.grad sum": 2.0, "weight": [1.0], "running_mean": [0.0], "batches": 0},
        ">=2.4,<2.5": {
            "x.grad sum": 2.0,
            "weight": [1.0],
            "running_mean": [0.0],
            "batches": 0,
            "warns": ["FutureWarning"],
        },
        ">=2.5": {"x.grad sum": 2.0, "weight": [1.0], "running_mean": [0.0], "batches": 0},
    },
    "[checkpoint-aot_eager]": {">=1.0": {"x.grad sum": 2.0, "weight": [1.0], "running_mean": [0.0], "batches": 0}},
    "[checkpoint-eager]": {">=1.0": {"x.grad sum": 2.0, "weight": [1.0], "running_mean": [0.0], "batches": 0}},
    "[batch_norm-*]": {">=1.0": {"x.grad sum": 0.0, "weight": [1.0], "running_mean": [0.2], "batches": 1}},
    "[optimizer step-*]": {">=1.0": {"weight": [-1.0], "running_mean": [0.0], "batches": 0}},
    "[whole step-*]": {">=1.0": {"weight": [-1.0], "running_mean": [0.0], "batches": 0}},
}
