"""Does a forward pass under no_grad build any graph?

It builds none: the output has no grad_fn, so nothing hangs behind it and nothing can be held for backward.
The same forward with gradients hangs a chain of nodes on the output.
The layers' own parameters require grad in both modes; the mode decides, not the flags.

https://pytorch.org/docs/stable/generated/torch.no_grad.html
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch import nn

PARAMS = {"grad": [True, False]}


def observe(device, grad):
    model = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 3), nn.Sigmoid()).to(device)
    with torch.set_grad_enabled(grad):
        out = model(torch.ones(2, 3, device=device)).sum()
    yield "out.requires_grad", out.requires_grad
    yield "out has a grad_fn", out.grad_fn is not None

    seen, queue = [], [out.grad_fn]
    while queue:
        node = queue.pop()
        if node is not None and node not in seen:
            seen.append(node)
            queue.extend(parent for parent, _ in node.next_functions)
    yield "nodes in the graph", "some" if seen else "none"
    yield "parameters in the graph", sum(hasattr(node, "variable") for node in seen)


EXPECT = {
    "[True]": {
        ">=1.0": {
            "out.requires_grad": True,
            "out has a grad_fn": True,
            "nodes in the graph": "some",
            "parameters in the graph": 4,
        },
    },
    "[False]": {
        ">=1.0": {
            "out.requires_grad": False,
            "out has a grad_fn": False,
            "nodes in the graph": "none",
            "parameters in the graph": 0,
        },
    },
}

CLAIMS = [
    {
        "source": "S2.2 002_ce39600eaf8dca32.txt",
        "says": "No graph is built under no_grad: no grad_fn, no nodes.",
        "facts": {"out has a grad_fn": False, "nodes in the graph": "none"},
        "rows": "[False]",
    },
]
