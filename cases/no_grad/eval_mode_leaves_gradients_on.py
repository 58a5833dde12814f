"""Does model.eval() turn gradients off, and does no_grad turn dropout or batch norm to evaluation?

The two switches are independent.
`eval()` changes what some layers compute: dropout passes everything, batch norm uses its running averages.
no_grad changes what is recorded: under it dropout still drops and batch norm still updates its running mean.
For validation one wants both.

https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {"mode": ["train", "eval"], "grad": [True, False]}


def observe(device, mode, grad):
    dropout, norm = nn.Dropout(0.5).to(device), nn.BatchNorm1d(2).to(device)
    linear = nn.Linear(2, 2).to(device)
    model = nn.Sequential(linear, norm)
    for module in (dropout, model):
        module.train(mode == "train")

    with torch.set_grad_enabled(grad):
        yield "dropout drops", bool((dropout(torch.ones(1000, device=device)) == 0).any())
        out = model(torch.tensor([[1.0, 2.0], [5.0, 3.0], [2.0, 7.0]], device=device))
    yield "batch norm updates its mean", bool((norm.running_mean != 0).any())
    yield "modules in training mode", dropout.training and norm.training
    yield "out.requires_grad", out.requires_grad
    if out.requires_grad:
        (out**2).sum().backward()
    yield "linear.weight.grad arrives", linear.weight.grad is not None


EXPECT = {
    "[train-True]": {
        ">=1.0": {
            "dropout drops": True,
            "batch norm updates its mean": True,
            "modules in training mode": True,
            "out.requires_grad": True,
            "linear.weight.grad arrives": True,
        },
    },
    "[train-False]": {
        ">=1.0": {
            "dropout drops": True,
            "batch norm updates its mean": True,
            "modules in training mode": True,
            "out.requires_grad": False,
            "linear.weight.grad arrives": False,
        },
    },
    "[eval-True]": {
        ">=1.0": {
            "dropout drops": False,
            "batch norm updates its mean": False,
            "modules in training mode": False,
            "out.requires_grad": True,
            "linear.weight.grad arrives": True,
        },
    },
    "[eval-False]": {
        ">=1.0": {
            "dropout drops": False,
            "batch norm updates its mean": False,
            "modules in training mode": False,
            "out.requires_grad": False,
            "linear.weight.grad arrives": False,
        },
    },
}

CLAIMS = [
    {
        "source": "S2.4 002_ce39600eaf8dca32.txt",
        "says": "model.eval() does not affect gradients.",
        "facts": {"out.requires_grad": True, "linear.weight.grad arrives": True},
        "rows": "[eval-True]",
    },
    {
        "source": "S2.4 002_ce39600eaf8dca32.txt",
        "says": "no_grad does not change the mode of dropout or batch norm.",
        "facts": {
            "dropout drops": True,
            "batch norm updates its mean": True,
            "modules in training mode": True,
        },
        "rows": "[train-False]",
    },
]
