"""In which forms may an optimizer be given its parameters?

Any iterable of tensors or of dicts, but no single tensor, no dict, and no generator that is used up.
named_parameters() was a TypeError until 2.5, and is taken since 2.6; names for some groups only are refused,
since 2.6 with a ValueError.
A set is taken, since 2.15 with a FutureWarning because its order is not fixed (no note found); in a group it always
was a TypeError.
A parameter in two groups is a ValueError; twice in one group it is stepped twice, with a warning since 1.7,
though the error it announces never came.
A tensor among dicts was an AssertionError until 2.0, and is a TypeError since 2.1 (no note found).

https://github.com/pytorch/pytorch/issues/40967
https://github.com/pytorch/pytorch/pull/134107
https://github.com/pytorch/pytorch/pull/6031
https://pytorch.org/docs/stable/optim.html
"""

import torch
from torch import nn

PARAMS = {
    "given": [
        "list", "tuple", "generator", "used generator", "set", "dict", "tensor", "named_parameters", "groups",
        "group of a tensor", "group of a set", "group of a generator", "groups sharing a parameter",
        "group holding one twice", "groups and a tensor", "numbers", "group without lr", "empty group",
        "group without params", "names in some groups", "arrays of another dtype",
    ],
}  # fmt: skip # rows of names


def observe(device, given):
    layer = nn.Linear(2, 1).to(device)
    weight, bias = layer.weight, layer.bias
    used = layer.parameters()
    list(used)
    parameters = {
        "list": lambda: [weight, bias],
        "tuple": lambda: (weight, bias),
        "generator": lambda: layer.parameters(),
        "used generator": lambda: used,
        "set": lambda: {weight, bias},
        "dict": lambda: {"weight": weight, "bias": bias},
        "tensor": lambda: weight,
        "named_parameters": lambda: layer.named_parameters(),
        "groups": lambda: [{"params": [weight], "lr": 0.25}, {"params": [bias]}],
        "group of a tensor": lambda: [{"params": weight}, {"params": bias}],
        "group of a set": lambda: [{"params": {weight, bias}}],
        "group of a generator": lambda: [{"params": layer.parameters()}],
        "groups sharing a parameter": lambda: [{"params": [weight]}, {"params": [weight, bias]}],
        "group holding one twice": lambda: [{"params": [weight, weight, bias]}],
        "groups and a tensor": lambda: [{"params": [weight]}, bias],
        "numbers": lambda: [1.0, 2.0],
        "group without lr": lambda: [{"params": [weight], "momentum": 0.5}, {"params": [bias]}],
        "empty group": lambda: [{"params": []}, {"params": [bias, weight]}],
        "group without params": lambda: [{"lr": 0.5}, {"params": [bias, weight]}],
        "names in some groups": lambda: [{"params": [("weight", weight)]}, {"params": [bias]}],
        "arrays of another dtype": lambda: [torch.ones(2), torch.ones(2).long()],
    }[given]()
    try:
        optimizer = torch.optim.SGD(parameters, lr=0.5)
    except (TypeError, ValueError, KeyError) as error:
        yield "optimizer", type(error).__name__
        return
    yield "optimizer", "made"
    before = weight.detach().clone()
    for parameter in (weight, bias):
        parameter.grad = torch.ones_like(parameter)
    optimizer.step()
    yield "length of the step", round((before - weight.detach()).max().item(), 4)
    yield "lr of the groups", [group["lr"] for group in optimizer.param_groups]


EXPECT = {
    "[generator]": {">=1.0": {"optimizer": "made", "length of the step": 0.5, "lr of the groups": [0.5]}},
    "[group of a generator]": {">=1.0": {"optimizer": "made", "length of the step": 0.5, "lr of the groups": [0.5]}},
    "[list]": {">=1.0": {"optimizer": "made", "length of the step": 0.5, "lr of the groups": [0.5]}},
    "[tuple]": {">=1.0": {"optimizer": "made", "length of the step": 0.5, "lr of the groups": [0.5]}},
    "[groups sharing a parameter]": {">=1.0": {"optimizer": "ValueError"}},
    "[used generator]": {">=1.0": {"optimizer": "ValueError"}},
    "[set]": {
        "<2.15": {"optimizer": "made", "length of the step": 0.5, "lr of the groups": [0.5]},
        ">=2.15": {
            "optimizer": "made",
            "length of the step": 0.5,
            "lr of the groups": [0.5],
            "warns": ["FutureWarning"],
        },
    },
    "[dict]": {">=1.0": {"optimizer": "TypeError"}},
    "[group of a set]": {">=1.0": {"optimizer": "TypeError"}},
    "[numbers]": {">=1.0": {"optimizer": "TypeError"}},
    "[tensor]": {">=1.0": {"optimizer": "TypeError"}},
    "[named_parameters]": {
        "<2.6": {"optimizer": "TypeError"},
        ">=2.6": {"optimizer": "made", "length of the step": 0.5, "lr of the groups": [0.5]},
    },
    "[groups]": {">=1.0": {"optimizer": "made", "length of the step": 0.25, "lr of the groups": [0.25, 0.5]}},
    "[empty group]": {">=1.0": {"optimizer": "made", "length of the step": 0.5, "lr of the groups": [0.5, 0.5]}},
    "[group of a tensor]": {">=1.0": {"optimizer": "made", "length of the step": 0.5, "lr of the groups": [0.5, 0.5]}},
    "[group without lr]": {">=1.0": {"optimizer": "made", "length of the step": 0.5, "lr of the groups": [0.5, 0.5]}},
    "[group holding one twice]": {
        "<1.7": {"optimizer": "made", "length of the step": 1.0, "lr of the groups": [0.5]},
        ">=1.7": {"optimizer": "made", "length of the step": 1.0, "lr of the groups": [0.5], "warns": ["UserWarning"]},
    },
    "[groups and a tensor]": {"<2.1": {"raises": "AssertionError"}, ">=2.1": {"optimizer": "TypeError"}},
    "[group without params]": {">=1.0": {"optimizer": "KeyError"}},
    "[names in some groups]": {"<2.6": {"optimizer": "TypeError"}, ">=2.6": {"optimizer": "ValueError"}},
    "[arrays of another dtype]": {">=1.0": {"optimizer": "made", "length of the step": 0.0, "lr of the groups": [0.5]}},
}

CLAIMS = [
    {
        "source": "the warning of PyTorch 1.7 and later about duplicate parameters",
        "says": "In future a parameter that a group holds twice will be an error.",
        "facts": {"optimizer": "ValueError"},
        "rows": "[group holding one twice]",
    },
]
