"""Which gradient does retain_grad() keep when a hook or an in-place operation follows it?

A hook that scales the gradient: until 1.13 `retain_grad()` was itself a hook, run in order of registration,
and kept the gradient as it was before a hook registered later; from 2.0 on it always runs last.
An in-place operation: until 1.12 the retained gradient was that of the old value, before the operation;
from 1.13 on it is that of the tensor as it is now.

https://github.com/pytorch/pytorch/pull/79996
https://github.com/pytorch/pytorch/pull/85849
https://pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html
"""

import torch

PARAMS = {"then": ["nothing", "hook", "in_place"], "first": ["retain_grad", "other"]}


def observe(device, then, first):
    weight = torch.ones(3, device=device, requires_grad=True)
    hidden = weight * 2

    def other():
        if then == "hook":
            hidden.register_hook(lambda grad: grad * 10)
        elif then == "in_place":
            hidden.mul_(3)

    if first == "retain_grad":
        hidden.retain_grad()
        other()
    else:
        other()
        hidden.retain_grad()
    hidden.sum().backward()
    yield "hidden.grad", hidden.grad[0].item()
    yield "weight.grad", weight.grad[0].item()


EXPECT = {
    "[nothing-*]": {">=1.0": {"hidden.grad": 1.0, "weight.grad": 2.0}},
    "[hook-retain_grad]": {
        "<2.0": {"hidden.grad": 1.0, "weight.grad": 20.0},
        ">=2.0": {"hidden.grad": 10.0, "weight.grad": 20.0},
    },
    "[hook-other]": {">=1.0": {"hidden.grad": 10.0, "weight.grad": 20.0}},
    "[in_place-retain_grad]": {
        "<1.13": {"hidden.grad": 3.0, "weight.grad": 6.0},
        ">=1.13": {"hidden.grad": 1.0, "weight.grad": 6.0},
    },
    "[in_place-other]": {">=1.0": {"hidden.grad": 1.0, "weight.grad": 6.0}},
}
