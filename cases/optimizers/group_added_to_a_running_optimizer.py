"""What does add_param_group() take, and which hyperparameters does the new group get?

The ones it names, and for the rest the defaults of the constructor, whatever the other groups have become:
a learning rate lowered in the old group is not taken over, one changed in optimizer.defaults is.
A parameter that is in a group already is a ValueError, and so is a tensor with a history; a frozen one is taken
and moves.
What is no dict was an AssertionError until 2.0 and is a TypeError since 2.1 (no note found).
A parameter given twice to one group is stepped twice, with a warning since 1.7. Until 1.7 the second step of the pair
saw the buffer of the first; since 1.8, when the loop became a function, both start from the old one.

https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.add_param_group.html
https://github.com/pytorch/pytorch/issues/40967
https://github.com/pytorch/pytorch/pull/45597
"""

import torch

PARAMS = {
    "group": [
        "parameters", "a tensor", "own lr", "parameter already there", "same parameter twice", "a list", "a set",
        "non-leaf", "frozen", "nothing", "after lr was lowered", "after defaults were changed", "without params",
        "unknown name",
    ],
}  # fmt: skip # rows of names


def observe(device, group):
    old = torch.ones(2, device=device, requires_grad=True)
    new = torch.ones(2, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([old], lr=0.5, momentum=0.5)
    old.grad = torch.ones_like(old)
    optimizer.step()
    if group == "after lr was lowered":
        optimizer.param_groups[0]["lr"] = 0.125
    elif group == "after defaults were changed":
        optimizer.defaults["lr"] = 0.25
    added = {
        "a tensor": {"params": new},
        "own lr": {"params": [new], "lr": 0.25},
        "parameter already there": {"params": [old]},
        "same parameter twice": {"params": [new, new]},
        "a list": [new],
        "a set": {"params": {new}},
        "non-leaf": {"params": [new * 1]},
        "frozen": {"params": [new.requires_grad_(False)]} if group == "frozen" else None,
        "nothing": {"params": []},
        "without params": {"lr": 0.25},
        "unknown name": {"params": [new], "name": "head"},
    }.get(group, {"params": [new]})
    try:
        optimizer.add_param_group(added)
        yield "add_param_group", "works"
    except (TypeError, ValueError, KeyError, AssertionError) as error:
        yield "add_param_group", type(error).__name__
        return
    yield "lr of the groups", [each["lr"] for each in optimizer.param_groups]
    new.grad = torch.ones_like(new)
    for _ in range(2):
        optimizer.step()
    yield "weights", [round(old[0].item(), 4), round(new[0].item(), 4)]


EXPECT = {
    "[a tensor]": {">=1.0": {"add_param_group": "works", "lr of the groups": [0.5, 0.5], "weights": [-1.125, -0.25]}},
    "[frozen]": {">=1.0": {"add_param_group": "works", "lr of the groups": [0.5, 0.5], "weights": [-1.125, -0.25]}},
    "[parameters]": {">=1.0": {"add_param_group": "works", "lr of the groups": [0.5, 0.5], "weights": [-1.125, -0.25]}},
    "[unknown name]": {
        ">=1.0": {"add_param_group": "works", "lr of the groups": [0.5, 0.5], "weights": [-1.125, -0.25]},
    },
    "[after defaults were changed]": {
        ">=1.0": {"add_param_group": "works", "lr of the groups": [0.5, 0.25], "weights": [-1.125, 0.375]},
    },
    "[own lr]": {">=1.0": {"add_param_group": "works", "lr of the groups": [0.5, 0.25], "weights": [-1.125, 0.375]}},
    "[non-leaf]": {">=1.0": {"add_param_group": "ValueError"}},
    "[parameter already there]": {">=1.0": {"add_param_group": "ValueError"}},
    "[same parameter twice]": {
        "<1.7": {"add_param_group": "works", "lr of the groups": [0.5, 0.5], "weights": [-1.125, -2.062]},
        ">=1.7,<1.8": {
            "add_param_group": "works",
            "lr of the groups": [0.5, 0.5],
            "weights": [-1.125, -2.062],
            "warns": ["UserWarning"],
        },
        ">=1.8": {
            "add_param_group": "works",
            "lr of the groups": [0.5, 0.5],
            "weights": [-1.125, -1.625],
            "warns": ["UserWarning"],
        },
    },
    "[a list]": {"<2.1": {"add_param_group": "AssertionError"}, ">=2.1": {"add_param_group": "TypeError"}},
    "[a set]": {">=1.0": {"add_param_group": "TypeError"}},
    "[nothing]": {">=1.0": {"add_param_group": "works", "lr of the groups": [0.5, 0.5], "weights": [-1.125, 1.0]}},
    "[after lr was lowered]": {
        ">=1.0": {"add_param_group": "works", "lr of the groups": [0.125, 0.5], "weights": [0.0938, -0.25]},
    },
    "[without params]": {">=1.0": {"add_param_group": "KeyError"}},
}
