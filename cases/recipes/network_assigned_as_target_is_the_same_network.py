"""Is `target = net`, `copy.copy(net)` or `load_state_dict` enough to make a separate target network?

An assignment is another name for the same network, and `copy.copy` makes a new module around the same parameters:
the "target" moves with every step of the network.
`copy.deepcopy` and `load_state_dict` into a second network give weights of their own.
`deepcopy` copies the flags too: of a frozen network it makes a frozen one. It does not copy a parameter's gradient.
A saved `state_dict()` is no snapshot: its tensors are the network's own, and move along.

https://github.com/datawhalechina/easy-rl/pull/117
https://github.com/pytorch/pytorch/issues/3307
https://pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import copy

import torch
from torch import nn

PARAMS = {"target_by": ["assignment", "copy", "deepcopy", "load_state_dict", "state_dict"]}


def observe(device, target_by):
    net = nn.Linear(2, 1).to(device)
    net.bias.requires_grad = False
    optimizer = torch.optim.SGD([net.weight], lr=1.0)
    net(torch.ones(1, 2, device=device)).sum().backward()
    second = nn.Linear(2, 1).to(device)
    if target_by == "load_state_dict":
        second.load_state_dict(net.state_dict())
    elif target_by == "state_dict":
        second = net.state_dict()
    else:
        second = {"assignment": lambda net: net, "copy": copy.copy, "deepcopy": copy.deepcopy}[target_by](net)

    weight = second["weight"] if target_by == "state_dict" else second.weight
    bias = second["bias"] if target_by == "state_dict" else second.bias
    before = weight.detach().clone()
    yield "target.weight.requires_grad", weight.requires_grad
    yield "target.bias.requires_grad", bias.requires_grad
    yield "target.weight.grad", weight.grad
    optimizer.step()
    yield "target moves with the network", not torch.equal(weight.detach(), before)


EXPECT = {
    "[assignment]": {
        ">=1.0": {
            "target.weight.requires_grad": True,
            "target.bias.requires_grad": False,
            "target.weight.grad": "nonzero",
            "target moves with the network": True,
        },
    },
    "[copy]": {
        ">=1.0": {
            "target.weight.requires_grad": True,
            "target.bias.requires_grad": False,
            "target.weight.grad": "nonzero",
            "target moves with the network": True,
        },
    },
    "[deepcopy]": {
        ">=1.0": {
            "target.weight.requires_grad": True,
            "target.bias.requires_grad": False,
            "target.weight.grad": "None",
            "target moves with the network": False,
        },
    },
    "[load_state_dict]": {
        ">=1.0": {
            "target.weight.requires_grad": True,
            "target.bias.requires_grad": True,
            "target.weight.grad": "None",
            "target moves with the network": False,
        },
    },
    "[state_dict]": {
        ">=1.0": {
            "target.weight.requires_grad": False,
            "target.bias.requires_grad": False,
            "target.weight.grad": "None",
            "target moves with the network": True,
        },
    },
}
