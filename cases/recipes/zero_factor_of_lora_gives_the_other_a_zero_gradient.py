"""In the first LoRA step, with B = 0, which of A and B get gradients, and who moves?

The gradient of A runs through B, so it is exactly zero, though not None; B's is not.
A zero gradient still moves A where weight decay is added, but not by Adam's or by momentum's averages,
which are empty yet.
From the second step on both train.
The frozen base weight has no gradient and stays, in all releases.

https://github.com/microsoft/LoRA
https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html
"""

import torch

PARAMS = {"optimizer": ["SGD", "SGD_decay", "momentum", "Adam", "Adam_decay", "AdamW", "RMSprop"]}
TORCH = {"[AdamW]": ">=1.2"}


def observe(device, optimizer):
    base = torch.ones(2, 3, device=device)
    a = torch.ones(1, 3, device=device, requires_grad=True)
    b = torch.zeros(2, 1, device=device, requires_grad=True)
    start = a.detach().clone()
    weights = [base, a, b]
    optimizer = {
        "SGD": lambda: torch.optim.SGD(weights, lr=0.1),
        "SGD_decay": lambda: torch.optim.SGD(weights, lr=0.1, weight_decay=0.1),
        "momentum": lambda: torch.optim.SGD(weights, lr=0.1, momentum=0.9),
        "Adam": lambda: torch.optim.Adam(weights, lr=0.1),
        "Adam_decay": lambda: torch.optim.Adam(weights, lr=0.1, weight_decay=0.1),
        "AdamW": lambda: torch.optim.AdamW(weights, lr=0.1),
        "RMSprop": lambda: torch.optim.RMSprop(weights, lr=0.1),
    }[optimizer]()
    for _ in range(2):
        optimizer.zero_grad()
        x = torch.ones(1, 3, device=device)
        (x.matmul(base.t()) + x.matmul(a.t()).matmul(b.t())).sum().backward()
        yield "a.grad", a.grad
        yield "b.grad", b.grad
        optimizer.step()
        yield "a moved", not torch.equal(a.detach(), start)
        yield "b is zero", b.detach()
    yield "base.grad", base.grad
    yield "base moved", not torch.equal(base, torch.ones_like(base))


EXPECT = {
    "[Adam]": {
        ">=1.0": {
            "a.grad": ["zero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
            "a moved": [False, True],
            "b is zero": ["nonzero", "nonzero"],
            "base.grad": "None",
            "base moved": False,
        },
    },
    "[RMSprop]": {
        ">=1.0": {
            "a.grad": ["zero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
            "a moved": [False, True],
            "b is zero": ["nonzero", "nonzero"],
            "base.grad": "None",
            "base moved": False,
        },
    },
    "[SGD]": {
        ">=1.0": {
            "a.grad": ["zero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
            "a moved": [False, True],
            "b is zero": ["nonzero", "nonzero"],
            "base.grad": "None",
            "base moved": False,
        },
    },
    "[momentum]": {
        ">=1.0": {
            "a.grad": ["zero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
            "a moved": [False, True],
            "b is zero": ["nonzero", "nonzero"],
            "base.grad": "None",
            "base moved": False,
        },
    },
    "[AdamW]": {
        ">=1.0": {
            "a.grad": ["zero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
            "a moved": [True, True],
            "b is zero": ["nonzero", "nonzero"],
            "base.grad": "None",
            "base moved": False,
        },
    },
    "[Adam_decay]": {
        ">=1.0": {
            "a.grad": ["zero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
            "a moved": [True, True],
            "b is zero": ["nonzero", "nonzero"],
            "base.grad": "None",
            "base moved": False,
        },
    },
    "[SGD_decay]": {
        ">=1.0": {
            "a.grad": ["zero", "nonzero"],
            "b.grad": ["nonzero", "nonzero"],
            "a moved": [True, True],
            "b is zero": ["nonzero", "nonzero"],
            "base.grad": "None",
            "base moved": False,
        },
    },
}
