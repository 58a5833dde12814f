"""Does a backward hook on a module change what the module returns?

A full backward hook sends inputs and outputs through a custom function, even if it does nothing:
a module that returns its input no longer returns the same tensor.
That wrapper makes views, so an operation in place on the input,
on the output or in a following `ReLU(inplace=True)` is refused since 1.9 (#56093); 1.8 warned that it would be.
The old `register_backward_hook` and forward hooks change nothing.

https://github.com/pytorch/pytorch/issues/61446
https://github.com/pytorch/pytorch/issues/61519
https://github.com/pytorch/pytorch/pull/56093
"""

import torch
from torch import nn

PARAMS = {
    "hook": ["none", "forward", "backward", "full_backward", "full_backward_pre"],
    "then": ["nothing", "in_place_on_output", "relu_inplace_follows", "in_place_inside"],
}

TORCH = {"[full_backward-*]": ">=1.8", "[full_backward_pre-*]": ">=2.0"}


class Module(nn.Module):
    def __init__(self, in_place):
        super(Module, self).__init__()
        self.in_place = in_place

    def forward(self, x):
        return x.mul_(3) if self.in_place else x


def observe(device, hook, then):
    module = Module(in_place=then == "in_place_inside")
    if hook != "none":
        getattr(module, "register_" + hook + "_hook")(lambda *_: None)
    weight = torch.ones(2, device=device, requires_grad=True)
    x = weight * 2
    out = module(x)
    yield "output is the input", out is x
    if then == "in_place_on_output":
        out += 1
    elif then == "relu_inplace_follows":
        out = nn.ReLU(inplace=True)(out)
    out.sum().backward()
    yield "weight.grad", weight.grad.tolist()


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/61446",
        "says": "A backward hook that does nothing leaves the tensors alone.",
        "facts": {"output is the input": True},
        "rows": "[full_backward-nothing]",
    }
]
