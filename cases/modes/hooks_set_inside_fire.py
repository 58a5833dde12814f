"""Do hooks that a compiled step sets fire as often, and change as much, as without compiling?

A hook on an intermediate result doubles the gradient; `retain_grad()` keeps one;
a hook on the input, or on a module, is set inside; a hook that is set after the first call must lead to a new compilation.

https://github.com/pytorch/pytorch/issues/91468
https://github.com/pytorch/pytorch/issues/117758
https://github.com/pytorch/pytorch/issues/172020
https://github.com/pytorch/pytorch/pull/172126
"""

import torch
from torch import nn

TORCH = ">=2.0"
PARAMS = {"hook": ["on an intermediate", "retain_grad", "on the input", "forward hook after a call", "backward hook"]}

calls = []


def double(gradient):
    calls.append("tensor")
    return gradient * 2


def triple(module, inputs, output):
    calls.append("module")
    return output * 3


def count(module, inputs, outputs):
    calls.append("backward")


def step(x, net, hook):
    y = x * 3
    if hook == "on an intermediate":
        y.register_hook(double)
    elif hook == "retain_grad":
        y.retain_grad()
    elif hook == "on the input":
        x.register_hook(double)
    return net(y), y


def observe(device, hook):
    x, net = torch.ones(1, device=device, requires_grad=True), nn.Identity()
    if hook == "forward hook after a call":
        step(x, net, hook)
        net.register_forward_hook(triple)
    elif hook == "backward hook":
        net.register_full_backward_hook(count)
    result, y = step(x, net, hook)
    result.sum().backward()
    yield "calls", calls
    yield "x.grad", x.grad.tolist()
    if hook == "retain_grad":
        yield "y.grad", y.grad


EXPECT = {
    "[on an intermediate]": {">=1.0": {"calls": ["tensor"], "x.grad": [6.0]}},
    "[on the input]": {">=1.0": {"calls": ["tensor"], "x.grad": [6.0]}},
    "[retain_grad]": {">=1.0": {"calls": [], "x.grad": [3.0], "y.grad": "nonzero"}},
    "[forward hook after a call]": {">=1.0": {"calls": ["module"], "x.grad": [9.0]}},
    "[backward hook]": {">=1.0": {"calls": ["backward"], "x.grad": [3.0]}},
}
