"""What does zero_grad() leave in .grad: zeros or None?

中文：zero_grad() 之后 .grad 是零还是 None？
With no argument: zeros before 2.0, None from 2.0 on, for the optimizer's method and for the module's alike.
A parameter that never had a gradient keeps its None either way.

https://github.com/pytorch/pytorch/pull/92731
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
"""

import torch
from torch import nn

PARAMS = {"of": ["optimizer", "module"]}


def observe(device, of):
    used, unused = nn.Linear(2, 2).to(device), nn.Linear(2, 2).to(device)
    model = nn.Sequential(used, unused)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    used(torch.ones(1, 2, device=device)).sum().backward()
    yield "used.weight.grad", used.weight.grad

    if of == "optimizer":
        optimizer.zero_grad()
    else:
        model.zero_grad()
    yield "used.weight.grad after zero_grad", used.weight.grad
    yield "unused.weight.grad after zero_grad", unused.weight.grad


WORKAROUND = "zero_grad/what_each_way_of_clearing_a_gradient_leaves[grad = None-plain]"

EXPECT = {
    "<2.0": {
        "used.weight.grad": "nonzero",
        "used.weight.grad after zero_grad": "zero",
        "unused.weight.grad after zero_grad": "None",
    },
    ">=2.0": {
        "used.weight.grad": "nonzero",
        "used.weight.grad after zero_grad": "None",
        "unused.weight.grad after zero_grad": "None",
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/92731",
        "says": "By default zero_grad() sets gradients to None, of optimizers and of modules.",
        "facts": {"used.weight.grad after zero_grad": "None"},
    },
]
