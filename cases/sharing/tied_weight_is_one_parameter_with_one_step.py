"""How is the gradient of a tied weight computed, and how often is it updated?

Assigned to two layers it is one Parameter: it is listed once, its gradients from both uses are added,
and the step moves it once.
Frozen under one name it is frozen under the other; replaced under one name, the tie is gone.
`state_dict()` lists it under both names.

https://github.com/facebookresearch/lingua/issues/74
https://pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {"tied_by": ["assignment", "registration", "same_module", "not_tied"]}


def observe(device, tied_by):
    model = nn.Module()
    model.first, model.second = nn.Linear(2, 2, bias=False).to(device), nn.Linear(2, 2, bias=False).to(device)
    if tied_by == "assignment":
        model.second.weight = model.first.weight
    elif tied_by == "registration":
        model.second.register_parameter("weight", model.first.weight)
    elif tied_by == "same_module":
        model.second = model.first
    for weight in model.parameters():
        nn.init.constant_(weight, 1.0)
    yield "parameters listed", len(list(model.parameters()))
    yield "names in state_dict", len(model.state_dict())

    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    x = torch.ones(1, 2, device=device)
    (model.first(x).sum() + 3 * model.second(x).sum()).backward()
    yield "first.weight.grad", model.first.weight.grad[0].tolist()
    optimizer.step()
    yield "first.weight", [round(entry, 4) for entry in model.first.weight[0].tolist()]
    model.first.weight.requires_grad = False
    yield "second.weight.requires_grad", model.second.weight.requires_grad
    model.first.weight = nn.Parameter(torch.zeros(2, 2, device=device))
    yield "tied after a new first.weight", model.first.weight is model.second.weight


EXPECT = {
    "[assignment]": {
        ">=1.0": {
            "parameters listed": 1,
            "names in state_dict": 2,
            "first.weight.grad": [4.0, 4.0],
            "first.weight": [0.6, 0.6],
            "second.weight.requires_grad": False,
            "tied after a new first.weight": False,
        },
    },
    "[registration]": {
        ">=1.0": {
            "parameters listed": 1,
            "names in state_dict": 2,
            "first.weight.grad": [4.0, 4.0],
            "first.weight": [0.6, 0.6],
            "second.weight.requires_grad": False,
            "tied after a new first.weight": False,
        },
    },
    "[same_module]": {
        ">=1.0": {
            "parameters listed": 1,
            "names in state_dict": 2,
            "first.weight.grad": [4.0, 4.0],
            "first.weight": [0.6, 0.6],
            "second.weight.requires_grad": False,
            "tied after a new first.weight": True,
        },
    },
    "[not_tied]": {
        ">=1.0": {
            "parameters listed": 2,
            "names in state_dict": 2,
            "first.weight.grad": [1.0, 1.0],
            "first.weight": [0.9, 0.9],
            "second.weight.requires_grad": True,
            "tied after a new first.weight": False,
        },
    },
}
