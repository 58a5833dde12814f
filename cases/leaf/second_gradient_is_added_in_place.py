"""Is a second gradient added into the same .grad tensor, so that an old reference to it changes too?

Yes, `x.grad` stays the same tensor, and whoever kept it sees the sum.
With `create_graph=True` a new tensor replaces it, and the old one keeps its value;
since 1.10 `backward()` warns of a reference cycle (no note found).
A sparse gradient is added to in place as well.
After `x.grad = None` the old reference keeps its value.

https://github.com/pytorch/pytorch/pull/16376
https://github.com/pytorch/pytorch/pull/34904
https://docs.pytorch.org/docs/stable/autograd.html
"""

import torch
from torch import nn

PARAMS = {
    "case": ["twice", "create_graph", "create_graph_last", "zero_", "set_to_none", "sparse", "assigned", "expanded"],
}


def observe(device, case):
    x = torch.ones(2, device=device, requires_grad=True)
    if case == "assigned":
        x.grad = torch.ones(2, device=device)
    elif case == "expanded":
        x.sum().backward()
    elif case == "sparse":
        layer = nn.Embedding(2, 2, sparse=True).to(device)
        nn.init.zeros_(layer.weight)
        x = layer.weight
        layer(torch.tensor([0], device=device)).exp().sum().backward()
    else:
        (x * x).sum().backward(create_graph=case == "create_graph")
    first = x.grad
    if case == "zero_":
        x.grad.zero_()
    elif case == "set_to_none":
        x.grad = None
    if case == "sparse":
        layer(torch.tensor([1], device=device)).exp().sum().backward()
    else:
        (x * x).sum().backward(create_graph=case in ("create_graph", "create_graph_last"))
    yield "x.grad is the same tensor", x.grad is first
    yield "old reference", first.to_dense().flatten().tolist() if first.is_sparse else first.tolist()
    yield "x.grad.requires_grad", x.grad.requires_grad


EXPECT = {
    "[twice]": {
        ">=1.0": {"x.grad is the same tensor": True, "old reference": [4.0, 4.0], "x.grad.requires_grad": False},
    },
    "[create_graph]": {
        "<1.10": {"x.grad is the same tensor": False, "old reference": [2.0, 2.0], "x.grad.requires_grad": True},
        ">=1.10": {
            "x.grad is the same tensor": False,
            "old reference": [2.0, 2.0],
            "x.grad.requires_grad": True,
            "warns": ["UserWarning"],
        },
    },
    "[create_graph_last]": {
        "<1.10": {"x.grad is the same tensor": False, "old reference": [2.0, 2.0], "x.grad.requires_grad": True},
        ">=1.10": {
            "x.grad is the same tensor": False,
            "old reference": [2.0, 2.0],
            "x.grad.requires_grad": True,
            "warns": ["UserWarning"],
        },
    },
    "[zero_]": {
        ">=1.0": {"x.grad is the same tensor": True, "old reference": [2.0, 2.0], "x.grad.requires_grad": False},
    },
    "[set_to_none]": {
        ">=1.0": {"x.grad is the same tensor": False, "old reference": [2.0, 2.0], "x.grad.requires_grad": False},
    },
    "[sparse]": {
        ">=1.0": {
            "x.grad is the same tensor": True,
            "old reference": [1.0, 1.0, 1.0, 1.0],
            "x.grad.requires_grad": False,
        },
    },
    "[assigned]": {
        ">=1.0": {"x.grad is the same tensor": True, "old reference": [3.0, 3.0], "x.grad.requires_grad": False},
    },
    "[expanded]": {
        ">=1.0": {"x.grad is the same tensor": True, "old reference": [3.0, 3.0], "x.grad.requires_grad": False},
    },
}
