"""Does `[layer] * 3` make three layers?

It makes three names for one layer: one set of parameters, listed once, with the gradients of all uses added.
In a Sequential the state_dict has all names, and after a deepcopy there is still one layer.
A comprehension that builds, or deep-copies, one layer for each place makes three.
Copies made by `deepcopy` start from equal weights,
and equal gradients keep them so only where their inputs are equal.

https://pytorch.org/docs/stable/generated/torch.nn.Sequential.html
https://pytorch.org/docs/stable/generated/torch.nn.ModuleList.html
"""

import copy

import torch
from torch import nn

PARAMS = {"made_by": ["list_times_3", "same_name_thrice", "comprehension", "deepcopies", "copy_copies"]}


def observe(device, made_by):
    layer = nn.Linear(2, 2, bias=False).to(device)
    nn.init.eye_(layer.weight)
    layers = {
        "list_times_3": lambda: [layer] * 3,
        "same_name_thrice": lambda: [layer, layer, layer],
        "comprehension": lambda: [nn.Linear(2, 2, bias=False).to(device) for _ in range(3)],
        "deepcopies": lambda: [copy.deepcopy(layer) for _ in range(3)],
        "copy_copies": lambda: [copy.copy(layer) for _ in range(3)],
    }[made_by]()
    model = nn.Sequential(*layers)
    yield "parameters listed", len(list(model.parameters()))
    yield "names in state_dict", len(model.state_dict())
    yield "modules listed", len(list(model.children()))
    model(torch.ones(1, 2, device=device)).sum().backward()
    yield "first and last share a gradient", model[0].weight.grad is model[2].weight.grad
    yield "listed after a deepcopy", len(list(copy.deepcopy(model).parameters()))


EXPECT = {
    "[list_times_3]": {
        ">=1.0": {
            "parameters listed": 1,
            "names in state_dict": 3,
            "modules listed": 1,
            "first and last share a gradient": True,
            "listed after a deepcopy": 1,
        },
    },
    "[same_name_thrice]": {
        ">=1.0": {
            "parameters listed": 1,
            "names in state_dict": 3,
            "modules listed": 1,
            "first and last share a gradient": True,
            "listed after a deepcopy": 1,
        },
    },
    "[comprehension]": {
        ">=1.0": {
            "parameters listed": 3,
            "names in state_dict": 3,
            "modules listed": 3,
            "first and last share a gradient": False,
            "listed after a deepcopy": 3,
        },
    },
    "[deepcopies]": {
        ">=1.0": {
            "parameters listed": 3,
            "names in state_dict": 3,
            "modules listed": 3,
            "first and last share a gradient": False,
            "listed after a deepcopy": 3,
        },
    },
    "[copy_copies]": {
        ">=1.0": {
            "parameters listed": 1,
            "names in state_dict": 3,
            "modules listed": 3,
            "first and last share a gradient": True,
            "listed after a deepcopy": 1,
        },
    },
}
