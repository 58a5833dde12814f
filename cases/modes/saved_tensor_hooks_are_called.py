"""Are saved-tensor hooks called for what a compiled step saves?

The hooks double every tensor that comes back for the backward, so the gradient tells whether they ran;
they are set around the call, or inside it.

https://github.com/pytorch/pytorch/issues/116221
https://github.com/pytorch/pytorch/issues/113263
"""

import torch

TORCH = ">=2.0"
PARAMS = {"where": ["around", "inside", "save_on_cpu inside"]}


def keep(value):
    return value


def double(value):
    return value * 2


def step(x, y, where):
    if where == "inside":
        with torch.autograd.graph.saved_tensors_hooks(keep, double):
            return x * y
    if where == "save_on_cpu inside":
        with torch.autograd.graph.save_on_cpu():
            return x * y
    return x * y


def observe(device, where):
    x = torch.full((1,), 2.0, device=device, requires_grad=True)
    y = torch.full((1,), 3.0, device=device, requires_grad=True)
    if where == "around":
        with torch.autograd.graph.saved_tensors_hooks(keep, double):
            result = step(x, y, where)
    else:
        result = step(x, y, where)
    result.backward()
    yield "x.grad", x.grad.tolist()
    yield "y.grad", y.grad.tolist()


EXPECT = {
    "[around]": {">=1.0": {"x.grad": [6.0], "y.grad": [4.0]}},
    "[inside]": {">=1.0": {"x.grad": [6.0], "y.grad": [4.0]}},
    "[save_on_cpu inside]": {">=1.0": {"x.grad": [3.0], "y.grad": [2.0]}},
}
