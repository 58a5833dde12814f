"""Does no_grad stop a forward-mode derivative, as it stops a backward one?

It does not: a dual number's tangent is carried on through no_grad, and cut by `detach()`.
inference_mode, unlike no_grad, turns forward mode off as well.
So a function that hides a term under no_grad has one derivative backwards and another one forwards.

https://github.com/pytorch/pytorch/issues/128600
https://pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
"""

import torch
from torch.autograd import forward_ad

TORCH = ">=1.11"

PARAMS = {"cut": ["nothing", "no_grad", "set_grad_enabled", "inference_mode", "detach", "data", "item"]}


def observe(device, cut):
    def function(x):
        if cut == "no_grad":
            with torch.no_grad():
                hidden = x * x
        elif cut == "set_grad_enabled":
            with torch.set_grad_enabled(False):
                hidden = x * x
        elif cut == "inference_mode":
            with torch.inference_mode():
                hidden = x * x
        else:
            hidden = x * x
        hidden = {"detach": lambda: hidden.detach(), "data": lambda: hidden.data, "item": lambda: hidden.item()}.get(
            cut, lambda: hidden
        )()
        return x + hidden

    x = torch.tensor(3.0, device=device, requires_grad=True)
    (slope,) = torch.autograd.grad(function(x), x)
    yield "derivative backwards", slope.item()
    with forward_ad.dual_level():
        dual = forward_ad.make_dual(torch.tensor(3.0, device=device), torch.tensor(1.0, device=device))
        yield "derivative forwards", forward_ad.unpack_dual(function(dual)).tangent.item()


EXPECT = {
    "[nothing]": {">=1.0": {"derivative backwards": 7.0, "derivative forwards": 7.0}},
    "[no_grad]": {">=1.0": {"derivative backwards": 1.0, "derivative forwards": 7.0}},
    "[set_grad_enabled]": {">=1.0": {"derivative backwards": 1.0, "derivative forwards": 7.0}},
    "[data]": {">=1.0": {"derivative backwards": 1.0, "derivative forwards": 1.0}},
    "[detach]": {">=1.0": {"derivative backwards": 1.0, "derivative forwards": 1.0}},
    "[inference_mode]": {">=1.0": {"derivative backwards": 1.0, "derivative forwards": 1.0}},
    "[item]": {">=1.0": {"derivative backwards": 1.0, "derivative forwards": 1.0}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/128600",
        "says": "Forward and backward derivatives of a function with no_grad inside agree.",
        "facts": {"derivative backwards": 1.0, "derivative forwards": 1.0},
        "rows": "[no_grad]",
    },
]
