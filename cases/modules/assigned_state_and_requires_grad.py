"""After load_state_dict(assign=True), does a frozen parameter stay frozen, and what happens to the dict?

In 2.1 and 2.2 the flag came from the dict: a Parameter from it was put in as it was, so a frozen layer became
trainable,
and a tensor without the flag made a new Parameter that requires grad.
Since 2.3 the flag is the module's, and it is set on the very tensor of the caller, if that is a Parameter.
The call also leaves a mark in the dict's metadata, so that a later load of the same dict, without `assign`,
assigns too.

https://github.com/pytorch/pytorch/pull/121157
https://github.com/pytorch/pytorch/issues/188166
https://github.com/pytorch/pytorch/pull/102212
"""

import torch
from torch import nn

PARAMS = {"frozen": [False, True], "state": ["Parameter", "frozen Parameter", "tensor", "state_dict()"]}
TORCH = ">=2.1"


def observe(device, frozen, state):
    layer, source, third = [nn.Linear(1, 1, bias=False).to(device) for _ in range(3)]
    layer.requires_grad_(not frozen)
    source.requires_grad_(state != "frozen Parameter")
    given = {
        "tensor": lambda: {"weight": torch.ones(1, 1, device=device)},
        "state_dict()": lambda: source.state_dict(),
    }.get(state, lambda: source.state_dict(keep_vars=True))()
    layer.load_state_dict(given, assign=True)
    yield "layer.weight.requires_grad", layer.weight.requires_grad
    yield "layer.weight is the tensor of the dict", layer.weight is given["weight"]
    yield "the dict's tensor requires grad", given["weight"].requires_grad
    third_weight = third.weight
    third.load_state_dict(given)
    yield "a later load without assign replaces too", third.weight is not third_weight


EXPECT = {
    "[False-Parameter]": {
        ">=1.0": {
            "layer.weight.requires_grad": True,
            "layer.weight is the tensor of the dict": True,
            "the dict's tensor requires grad": True,
            "a later load without assign replaces too": True,
        },
    },
    "[False-frozen Parameter]": {
        "<2.3": {
            "layer.weight.requires_grad": False,
            "layer.weight is the tensor of the dict": True,
            "the dict's tensor requires grad": False,
            "a later load without assign replaces too": True,
        },
        ">=2.3": {
            "layer.weight.requires_grad": True,
            "layer.weight is the tensor of the dict": True,
            "the dict's tensor requires grad": True,
            "a later load without assign replaces too": True,
        },
    },
    "[False-tensor]": {
        ">=1.0": {
            "layer.weight.requires_grad": True,
            "layer.weight is the tensor of the dict": False,
            "the dict's tensor requires grad": False,
            "a later load without assign replaces too": False,
        },
    },
    "[False-state_dict()]": {
        ">=1.0": {
            "layer.weight.requires_grad": True,
            "layer.weight is the tensor of the dict": False,
            "the dict's tensor requires grad": False,
            "a later load without assign replaces too": True,
        },
    },
    "[True-Parameter]": {
        "<2.3": {
            "layer.weight.requires_grad": True,
            "layer.weight is the tensor of the dict": True,
            "the dict's tensor requires grad": True,
            "a later load without assign replaces too": True,
        },
        ">=2.3": {
            "layer.weight.requires_grad": False,
            "layer.weight is the tensor of the dict": True,
            "the dict's tensor requires grad": False,
            "a later load without assign replaces too": True,
        },
    },
    "[True-frozen Parameter]": {
        ">=1.0": {
            "layer.weight.requires_grad": False,
            "layer.weight is the tensor of the dict": True,
            "the dict's tensor requires grad": False,
            "a later load without assign replaces too": True,
        },
    },
    "[True-tensor]": {
        "<2.3": {
            "layer.weight.requires_grad": True,
            "layer.weight is the tensor of the dict": False,
            "the dict's tensor requires grad": False,
            "a later load without assign replaces too": False,
        },
        ">=2.3": {
            "layer.weight.requires_grad": False,
            "layer.weight is the tensor of the dict": False,
            "the dict's tensor requires grad": False,
            "a later load without assign replaces too": False,
        },
    },
    "[True-state_dict()]": {
        "<2.3": {
            "layer.weight.requires_grad": True,
            "layer.weight is the tensor of the dict": False,
            "the dict's tensor requires grad": False,
            "a later load without assign replaces too": True,
        },
        ">=2.3": {
            "layer.weight.requires_grad": False,
            "layer.weight is the tensor of the dict": False,
            "the dict's tensor requires grad": False,
            "a later load without assign replaces too": True,
        },
    },
}
