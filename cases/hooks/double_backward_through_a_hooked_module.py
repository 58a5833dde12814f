"""Does a second derivative go through a module with a backward hook?

It does, and with a hook that does nothing the result is that without a hook.
1.13.0 alone raised an error for full hooks (#88312), which #88357 mended in 1.13.1.
A full hook that scales the gradient by ten was applied again in the second backward until 1.12,
so the second derivative came out a hundred times too large;
since 1.13.1 the hook runs only where the gradient of the module's output is computed, and the factor is ten.
The same of a full pre-hook, which 2.0.0 ran without using what it returned (#97983 in 2.0.1).

https://github.com/pytorch/pytorch/issues/88312
https://github.com/pytorch/pytorch/pull/88357
https://github.com/pytorch/pytorch/pull/97983
https://github.com/pytorch/pytorch/releases/tag/v1.13.1
"""

import torch
from torch import nn

PARAMS = {
    "hook": ["none", "forward", "backward", "full_backward", "full_backward_pre"],
    "returns": ["None", "ten_times"],
}

TORCH = {"[full_backward-*]": ">=1.8", "[full_backward_pre-*]": ">=2.0"}


class Cube(nn.Module):
    def forward(self, x):
        return x**3


def observe(device, hook, returns):
    def answer(module, grads, *_):
        if returns == "ten_times" and hook != "forward":
            return tuple(grad if grad is None else grad * 10 for grad in grads)
        return None

    module = Cube()
    if hook != "none":
        getattr(module, "register_" + hook + "_hook")(answer)
    x = torch.tensor([2.0], device=device, requires_grad=True)
    (first,) = torch.autograd.grad(module(x).sum(), x, create_graph=True)
    yield "first", first.tolist()
    (second,) = torch.autograd.grad(first.sum(), x)
    yield "second", second.tolist()


EXPECT = {
    "[forward-*]": {">=1.0": {"first": [12.0], "second": [12.0]}},
    "[none-*]": {">=1.0": {"first": [12.0], "second": [12.0]}},
    "[full_backward_pre-None]": {">=1.0": {"first": [12.0], "second": [12.0]}},
    "[backward-None]": {
        "<1.8": {"first": [12.0], "second": [12.0]},
        ">=1.8,<2.4": {"first": [12.0], "second": [12.0], "warns": ["UserWarning"]},
        ">=2.4": {"first": [12.0], "second": [12.0], "warns": ["FutureWarning"]},
    },
    "[backward-ten_times]": {
        "<1.8": {"first": [120.0], "second": [120.0]},
        ">=1.8,<2.4": {"first": [120.0], "second": [120.0], "warns": ["UserWarning"]},
        ">=2.4": {"first": [120.0], "second": [120.0], "warns": ["FutureWarning"]},
    },
    "[full_backward-None]": {
        "<1.13": {"first": [12.0], "second": [12.0]},
        ">=1.13,<1.13.1": {"first": [12.0], "raises": "RuntimeError"},
        ">=1.13.1": {"first": [12.0], "second": [12.0]},
    },
    "[full_backward-ten_times]": {
        "<1.13": {"first": [120.0], "second": [1200.0]},
        ">=1.13,<1.13.1": {"first": [120.0], "raises": "RuntimeError"},
        ">=1.13.1": {"first": [120.0], "second": [120.0]},
    },
    "[full_backward_pre-ten_times]": {
        "<2.0.1": {"first": [12.0], "second": [12.0]},
        ">=2.0.1": {"first": [120.0], "second": [120.0]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/88312",
        "says": "Double backward with a full backward hook raises RuntimeError.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[full_backward-None]",
    }
]
