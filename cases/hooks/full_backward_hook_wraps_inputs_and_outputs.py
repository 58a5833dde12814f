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


EXPECT = {
    "[forward-in_place_on_output]": {">=1.0": {"output is the input": True, "weight.grad": [2.0, 2.0]}},
    "[forward-nothing]": {">=1.0": {"output is the input": True, "weight.grad": [2.0, 2.0]}},
    "[forward-relu_inplace_follows]": {">=1.0": {"output is the input": True, "weight.grad": [2.0, 2.0]}},
    "[none-in_place_on_output]": {">=1.0": {"output is the input": True, "weight.grad": [2.0, 2.0]}},
    "[none-nothing]": {">=1.0": {"output is the input": True, "weight.grad": [2.0, 2.0]}},
    "[none-relu_inplace_follows]": {">=1.0": {"output is the input": True, "weight.grad": [2.0, 2.0]}},
    "[forward-in_place_inside]": {">=1.0": {"output is the input": True, "weight.grad": [6.0, 6.0]}},
    "[none-in_place_inside]": {">=1.0": {"output is the input": True, "weight.grad": [6.0, 6.0]}},
    "[backward-in_place_on_output]": {
        "<1.8": {"output is the input": True, "weight.grad": [2.0, 2.0]},
        ">=1.8,<2.4": {"output is the input": True, "weight.grad": [2.0, 2.0], "warns": ["UserWarning"]},
        ">=2.4": {"output is the input": True, "weight.grad": [2.0, 2.0], "warns": ["FutureWarning"]},
    },
    "[backward-nothing]": {
        "<1.8": {"output is the input": True, "weight.grad": [2.0, 2.0]},
        ">=1.8,<2.4": {"output is the input": True, "weight.grad": [2.0, 2.0], "warns": ["UserWarning"]},
        ">=2.4": {"output is the input": True, "weight.grad": [2.0, 2.0], "warns": ["FutureWarning"]},
    },
    "[backward-relu_inplace_follows]": {
        "<1.8": {"output is the input": True, "weight.grad": [2.0, 2.0]},
        ">=1.8,<2.4": {"output is the input": True, "weight.grad": [2.0, 2.0], "warns": ["UserWarning"]},
        ">=2.4": {"output is the input": True, "weight.grad": [2.0, 2.0], "warns": ["FutureWarning"]},
    },
    "[backward-in_place_inside]": {
        "<1.8": {"output is the input": True, "weight.grad": [6.0, 6.0]},
        ">=1.8,<2.4": {"output is the input": True, "weight.grad": [6.0, 6.0], "warns": ["UserWarning"]},
        ">=2.4": {"output is the input": True, "weight.grad": [6.0, 6.0], "warns": ["FutureWarning"]},
    },
    "[full_backward-nothing]": {">=1.0": {"output is the input": False, "weight.grad": [2.0, 2.0]}},
    "[full_backward_pre-nothing]": {">=1.0": {"output is the input": False, "weight.grad": [2.0, 2.0]}},
    "[full_backward-in_place_on_output]": {
        "<1.9": {"output is the input": False, "weight.grad": [2.0, 2.0], "warns": ["UserWarning"]},
        ">=1.9": {"output is the input": False, "raises": "RuntimeError"},
    },
    "[full_backward-relu_inplace_follows]": {
        "<1.9": {"output is the input": False, "weight.grad": [2.0, 2.0], "warns": ["UserWarning"]},
        ">=1.9": {"output is the input": False, "raises": "RuntimeError"},
    },
    "[full_backward-in_place_inside]": {
        "<1.9": {"output is the input": False, "weight.grad": [6.0, 6.0], "warns": ["UserWarning"]},
        ">=1.9": {"raises": "RuntimeError"},
    },
    "[full_backward_pre-in_place_on_output]": {">=1.0": {"output is the input": False, "raises": "RuntimeError"}},
    "[full_backward_pre-relu_inplace_follows]": {">=1.0": {"output is the input": False, "raises": "RuntimeError"}},
    "[full_backward_pre-in_place_inside]": {">=1.0": {"raises": "RuntimeError"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/61446",
        "says": "A backward hook that does nothing leaves the tensors alone.",
        "facts": {"output is the input": True},
        "rows": "[full_backward-nothing]",
    }
]
