"""How do I take a weight out of an optimizer so that it stays where it is?

Set its gradient to None, its learning rate to 0, or take it out of param_groups.
Turning requires_grad off changes nothing while a gradient is left over, and deleting its state just starts new
averages.
A clone in its place leaves the weight alone; so does weight.data, which has no gradient.
What was taken out keeps its state in the optimizer. Until 1.5 state_dict() listed it by its id; since 1.6 it numbers
the weights in the groups, and one that is in no group is a KeyError.
SGD without momentum trips as well where it keeps its entries of None, from 1.8 to 2.3.

https://github.com/pytorch/pytorch/pull/37347
https://github.com/pytorch/pytorch/issues/42428
https://github.com/pytorch/pytorch/pull/45597
https://github.com/pytorch/pytorch/pull/122131
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.state_dict.html
"""

import torch

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam+decay"],
    "taken_out_by": [
        "nothing", "requires_grad off", "grad None", "group removed", "list edited", "lr 0", "state deleted",
        "clone in its place", "data in its place",
    ],
}  # fmt: skip # rows of names


def observe(device, optimizer, taken_out_by):
    weight = torch.full((2,), 3.0, device=device, requires_grad=True)
    other = torch.full((2,), 3.0, device=device, requires_grad=True)
    groups = [{"params": [other]}, {"params": [weight]}]
    optimizer = {
        "SGD": lambda: torch.optim.SGD(groups, lr=0.25),
        "momentum": lambda: torch.optim.SGD(groups, lr=0.25, momentum=0.5),
        "Adam+decay": lambda: torch.optim.Adam(groups, lr=0.25, weight_decay=0.5),
    }[optimizer]()
    (weight * other).sum().backward()
    optimizer.step()
    group = optimizer.param_groups[1]
    if taken_out_by == "requires_grad off":
        weight.requires_grad_(False)
    elif taken_out_by == "grad None":
        weight.grad = None
    elif taken_out_by == "group removed":
        del optimizer.param_groups[1]
    elif taken_out_by == "list edited":
        group["params"].pop()
    elif taken_out_by == "lr 0":
        group["lr"] = 0.0
    elif taken_out_by == "state deleted":
        optimizer.state.pop(weight, None)
    elif taken_out_by == "clone in its place":
        group["params"][0] = weight.detach().clone()
    elif taken_out_by == "data in its place":
        group["params"][0] = weight.data
    for _ in range(2):
        before = weight.detach().clone()
        optimizer.step()
        yield "weight moved", not torch.equal(weight, before)
    yield "weights with state", len(optimizer.state)
    try:
        yield "weights in state_dict()", len(optimizer.state_dict()["state"])
    except KeyError as error:
        yield "weights in state_dict()", type(error).__name__


WORKAROUND = {
    "[momentum-*]": "optimizers/weight_taken_out_of_an_optimizer[momentum-grad None]",
    "[Adam+decay-*]": "optimizers/weight_taken_out_of_an_optimizer[Adam+decay-grad None]",
}

EXPECT = {
    "[SGD-nothing]": {
        "<1.8": {"weight moved": [True, True], "weights with state": 0, "weights in state_dict()": 0},
        ">=1.8,<2.4": {"weight moved": [True, True], "weights with state": 2, "weights in state_dict()": 2},
        ">=2.4": {"weight moved": [True, True], "weights with state": 0, "weights in state_dict()": 0},
    },
    "[SGD-requires_grad off]": {
        "<1.8": {"weight moved": [True, True], "weights with state": 0, "weights in state_dict()": 0},
        ">=1.8,<2.4": {"weight moved": [True, True], "weights with state": 2, "weights in state_dict()": 2},
        ">=2.4": {"weight moved": [True, True], "weights with state": 0, "weights in state_dict()": 0},
    },
    "[SGD-state deleted]": {
        "<1.8": {"weight moved": [True, True], "weights with state": 0, "weights in state_dict()": 0},
        ">=1.8,<2.4": {"weight moved": [True, True], "weights with state": 2, "weights in state_dict()": 2},
        ">=2.4": {"weight moved": [True, True], "weights with state": 0, "weights in state_dict()": 0},
    },
    "[SGD-grad None]": {
        "<1.8": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
        ">=1.8,<2.4": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=2.4": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
    },
    "[SGD-lr 0]": {
        "<1.8": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
        ">=1.8,<2.4": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=2.4": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
    },
    "[SGD-clone in its place]": {
        "<1.8": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
        ">=1.8,<2.4": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
        ">=2.4": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
    },
    "[SGD-data in its place]": {
        "<1.8": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
        ">=1.8,<2.4": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
        ">=2.4": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
    },
    "[SGD-group removed]": {
        "<1.8": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
        ">=1.8,<2.4": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
        ">=2.4": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
    },
    "[SGD-list edited]": {
        "<1.8": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
        ">=1.8,<2.4": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
        ">=2.4": {"weight moved": [False, False], "weights with state": 0, "weights in state_dict()": 0},
    },
    "[Adam+decay-nothing]": {
        ">=1.0": {"weight moved": [True, True], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[Adam+decay-requires_grad off]": {
        ">=1.0": {"weight moved": [True, True], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[Adam+decay-state deleted]": {
        ">=1.0": {"weight moved": [True, True], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[momentum-nothing]": {
        ">=1.0": {"weight moved": [True, True], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[momentum-requires_grad off]": {
        ">=1.0": {"weight moved": [True, True], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[momentum-state deleted]": {
        ">=1.0": {"weight moved": [True, True], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[Adam+decay-grad None]": {
        ">=1.0": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[Adam+decay-lr 0]": {
        ">=1.0": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[momentum-grad None]": {
        ">=1.0": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[momentum-lr 0]": {
        ">=1.0": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
    },
    "[Adam+decay-clone in its place]": {
        "<1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
    },
    "[Adam+decay-data in its place]": {
        "<1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
    },
    "[Adam+decay-group removed]": {
        "<1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
    },
    "[Adam+decay-list edited]": {
        "<1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
    },
    "[momentum-clone in its place]": {
        "<1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
    },
    "[momentum-data in its place]": {
        "<1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
    },
    "[momentum-group removed]": {
        "<1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
    },
    "[momentum-list edited]": {
        "<1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": 2},
        ">=1.6": {"weight moved": [False, False], "weights with state": 2, "weights in state_dict()": "KeyError"},
    },
}
