"""Does slicing, adding or multiplying a Sequential copy its layers?

A slice, a list of the children, a sum, a product: all hold the very same layers.
A part that is trained trains the model it was taken from, and `model * 2`, new in 1.13, has the same layers twice,
so four layers have the parameters of two, which an optimizer sees once.
Only deepcopy makes layers of its own.
append is measured since 1.12, `+`, `*` and extend came with 1.13; a backbone is cut off in old code by
`nn.Sequential(*list(model.children())[:-1])`.

https://github.com/pytorch/pytorch/pull/81279
https://github.com/pytorch/pytorch/issues/78512
https://github.com/pytorch/pytorch/pull/71326
https://pytorch.org/docs/stable/generated/torch.nn.Sequential.html
"""

import copy

import torch
from torch import nn

PARAMS = {
    "part": [
        "slice", "children but the last", "nested", "ModuleList", "deepcopy", "append", "extend", "plus", "times two",
        "times equals two",
    ],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[append]": ">=1.12", "[extend]": ">=1.13", "[plus]": ">=1.13", "[times*]": ">=1.13"}


def observe(device, part):
    layers = [nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False)]
    model = nn.Sequential(*layers).to(device)
    for parameter in model.parameters():
        nn.init.constant_(parameter, 1)
    if part == "times equals two":
        taken = model
        taken *= 2
    else:
        taken = {
            "slice": lambda: model[:1],
            "children but the last": lambda: nn.Sequential(*list(model.children())[:-1]),
            "nested": lambda: nn.Sequential(model, nn.ReLU()),
            "ModuleList": lambda: nn.ModuleList(list(model)),
            "deepcopy": lambda: copy.deepcopy(model),
            "append": lambda: nn.Sequential().append(model[0]),
            "extend": lambda: nn.Sequential().extend(model),
            "plus": lambda: model + nn.Sequential(nn.ReLU()),
            "times two": lambda: model * 2,
        }[part]()
    yield "layers", len(taken)
    yield "parameters", len(list(taken.parameters()))
    yield "result is the model", taken is model
    x = torch.ones(1, 1, device=device)
    optimizer = torch.optim.SGD(taken.parameters(), lr=0.25)
    if part == "ModuleList":
        for layer in taken:
            x = layer(x)
    else:
        x = taken(x)
    x.sum().backward()
    optimizer.step()
    yield "weights of the model", [layer.weight.item() for layer in layers]


EXPECT = {
    "[append]": {
        ">=1.0": {"layers": 1, "parameters": 1, "result is the model": False, "weights of the model": [0.75, 1.0]},
    },
    "[children but the last]": {
        ">=1.0": {"layers": 1, "parameters": 1, "result is the model": False, "weights of the model": [0.75, 1.0]},
    },
    "[slice]": {
        ">=1.0": {"layers": 1, "parameters": 1, "result is the model": False, "weights of the model": [0.75, 1.0]},
    },
    "[ModuleList]": {
        ">=1.0": {"layers": 2, "parameters": 2, "result is the model": False, "weights of the model": [0.75, 0.75]},
    },
    "[extend]": {
        ">=1.0": {"layers": 2, "parameters": 2, "result is the model": False, "weights of the model": [0.75, 0.75]},
    },
    "[nested]": {
        ">=1.0": {"layers": 2, "parameters": 2, "result is the model": False, "weights of the model": [0.75, 0.75]},
    },
    "[deepcopy]": {
        ">=1.0": {"layers": 2, "parameters": 2, "result is the model": False, "weights of the model": [1.0, 1.0]},
    },
    "[plus]": {
        ">=1.0": {"layers": 3, "parameters": 2, "result is the model": False, "weights of the model": [0.75, 0.75]},
    },
    "[times two]": {
        ">=1.0": {"layers": 4, "parameters": 2, "result is the model": False, "weights of the model": [0.5, 0.5]},
    },
    "[times equals two]": {
        ">=1.0": {"layers": 4, "parameters": 2, "result is the model": True, "weights of the model": [0.5, 0.5]},
    },
}
