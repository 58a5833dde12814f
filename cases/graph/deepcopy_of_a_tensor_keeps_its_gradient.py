"""Does copy.deepcopy take the gradient along?

Of a plain tensor: not at first, and since 1.8 it does.
Of a Parameter, or of a module with Parameters: in no release, the copy's `.grad` is None.
Of a tensor with a history: that raises, since a copy of the graph is not to be had; `detach()` first.

https://github.com/pytorch/pytorch/issues/3307
https://github.com/pytorch/pytorch/pull/50663
"""

import copy

import torch
from torch import nn

PARAMS = {"of": ["tensor", "parameter", "module", "hidden", "detached"]}


def observe(device, of):
    weight = torch.ones(2, 2, device=device, requires_grad=True)
    layer = nn.Linear(2, 2).to(device)
    hidden = layer(weight)
    hidden.sum().backward()
    try:
        copied = {
            "tensor": lambda: copy.deepcopy(weight),
            "parameter": lambda: copy.deepcopy(layer.weight),
            "module": lambda: copy.deepcopy(layer).weight,
            "hidden": lambda: copy.deepcopy(hidden),
            "detached": lambda: copy.deepcopy(hidden.detach()),
        }[of]()
        yield "copy.requires_grad", copied.requires_grad
        yield "copy.grad", copied.grad
    except RuntimeError as error:
        yield "raised", type(error).__name__


EXPECT = {
    "[tensor]": {
        "<1.8": {"copy.requires_grad": True, "copy.grad": "None"},
        ">=1.8": {"copy.requires_grad": True, "copy.grad": "nonzero"},
    },
    "[parameter]": {">=1.0": {"copy.requires_grad": True, "copy.grad": "None"}},
    "[module]": {">=1.0": {"copy.requires_grad": True, "copy.grad": "None"}},
    "[hidden]": {">=1.0": {"raised": "RuntimeError"}},
    "[detached]": {">=1.0": {"copy.requires_grad": False, "copy.grad": "None"}},
}
