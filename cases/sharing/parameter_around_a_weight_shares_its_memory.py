"""Does `layer.weight = nn.Parameter(other.weight)` make a weight of its own?

It makes another Parameter over the same memory: two entries in `parameters()`, two gradients, one set of numbers.
Each step writes both updates into it, so the shared numbers move twice.
`.data` and `detach()` share the memory just as well; a clone or a deepcopy has its own.
The new Parameter requires grad, whatever it was made from.

https://github.com/pytorch/pytorch/issues/40008
https://pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
"""

import copy

import torch
from torch import nn

PARAMS = {
    "made_by": [
        "Parameter", "Parameter_of_data", "Parameter_of_detach", "Parameter_of_view", "Parameter_of_clone",
        "deepcopy", "assignment", "copy_into",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, made_by):
    first, second = nn.Linear(1, 1, bias=False).to(device), nn.Linear(1, 1, bias=False).to(device)
    nn.init.constant_(first.weight, 1.0)
    if made_by == "copy_into":
        second.weight.data.copy_(first.weight.data)
    else:
        second.weight = {
            "Parameter": lambda: nn.Parameter(first.weight),
            "Parameter_of_data": lambda: nn.Parameter(first.weight.data),
            "Parameter_of_detach": lambda: nn.Parameter(first.weight.detach()),
            "Parameter_of_view": lambda: nn.Parameter(first.weight.view(1, 1)),
            "Parameter_of_clone": lambda: nn.Parameter(first.weight.clone()),
            "deepcopy": lambda: copy.deepcopy(first.weight),
            "assignment": lambda: first.weight,
        }[made_by]()
    model = nn.Sequential(first, second)
    yield "parameters listed", len(list(model.parameters()))
    yield "one memory", first.weight.data_ptr() == second.weight.data_ptr()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    x = torch.ones(1, 1, device=device)
    (first(x) + 3 * second(x)).sum().backward()
    yield "first.weight.grad", first.weight.grad.item()
    yield "second.weight.grad", second.weight.grad.item()
    optimizer.step()
    yield "first.weight", round(first.weight.item(), 4)
    yield "second.weight", round(second.weight.item(), 4)


EXPECT = {
    "[Parameter]": {
        ">=1.0": {
            "parameters listed": 2,
            "one memory": True,
            "first.weight.grad": 1.0,
            "second.weight.grad": 3.0,
            "first.weight": 0.6,
            "second.weight": 0.6,
        },
    },
    "[Parameter_of_data]": {
        ">=1.0": {
            "parameters listed": 2,
            "one memory": True,
            "first.weight.grad": 1.0,
            "second.weight.grad": 3.0,
            "first.weight": 0.6,
            "second.weight": 0.6,
        },
    },
    "[Parameter_of_detach]": {
        ">=1.0": {
            "parameters listed": 2,
            "one memory": True,
            "first.weight.grad": 1.0,
            "second.weight.grad": 3.0,
            "first.weight": 0.6,
            "second.weight": 0.6,
        },
    },
    "[Parameter_of_view]": {
        ">=1.0": {
            "parameters listed": 2,
            "one memory": True,
            "first.weight.grad": 1.0,
            "second.weight.grad": 3.0,
            "first.weight": 0.6,
            "second.weight": 0.6,
        },
    },
    "[Parameter_of_clone]": {
        ">=1.0": {
            "parameters listed": 2,
            "one memory": False,
            "first.weight.grad": 1.0,
            "second.weight.grad": 3.0,
            "first.weight": 0.9,
            "second.weight": 0.7,
        },
    },
    "[copy_into]": {
        ">=1.0": {
            "parameters listed": 2,
            "one memory": False,
            "first.weight.grad": 1.0,
            "second.weight.grad": 3.0,
            "first.weight": 0.9,
            "second.weight": 0.7,
        },
    },
    "[deepcopy]": {
        ">=1.0": {
            "parameters listed": 2,
            "one memory": False,
            "first.weight.grad": 1.0,
            "second.weight.grad": 3.0,
            "first.weight": 0.9,
            "second.weight": 0.7,
        },
    },
    "[assignment]": {
        ">=1.0": {
            "parameters listed": 1,
            "one memory": True,
            "first.weight.grad": 4.0,
            "second.weight.grad": 4.0,
            "first.weight": 0.6,
            "second.weight": 0.6,
        },
    },
}
