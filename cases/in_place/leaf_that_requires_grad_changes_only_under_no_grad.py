"""Can a leaf that requires grad be changed in place, outside and inside no_grad?

Outside no_grad the change would have to be recorded, and the leaf would stop being one: that is an error.
Inside, nothing is recorded, and the leaf stays a leaf that requires grad, with new values.
`nn.init` functions enter no_grad by themselves, so they work everywhere; `.data` evades the check altogether.
Assigning to an index, `x[0] = 0`, is a copy into a view of the leaf:
until 1.7 it went through, turned the leaf into a non-leaf, and failed only at the backward;
from 1.8 on it raises at once, without a warning before.

https://github.com/pytorch/pytorch/pull/46204
https://github.com/pytorch/pytorch/issues/39150
https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/nn.init.html
"""

import torch
from torch import nn

PARAMS = {
    "change": ["add", "fill_", "normal_", "copy_", "index", "init", "data"],
    "grad": [True, False],
}


def observe(device, change, grad):
    weight = torch.ones(2, device=device, requires_grad=True)
    with torch.set_grad_enabled(grad):
        try:
            if change == "add":
                weight += 1
            elif change == "fill_":
                weight.fill_(5)
            elif change == "normal_":
                weight.normal_(5, 0.1)
            elif change == "copy_":
                weight.copy_(torch.zeros(2, device=device))
            elif change == "index":
                weight[0] = 5
            elif change == "init":
                nn.init.constant_(weight, 5)
            else:
                weight.data.fill_(5)
            yield "change", "works"
        except RuntimeError as error:
            yield "change", type(error).__name__
    yield "values changed", weight[0].item() != 1
    yield "weight.is_leaf", weight.is_leaf


EXPECT = {
    "[add-True]": {
        ">=1.0": {"change": "RuntimeError", "values changed": False, "weight.is_leaf": True},
    },
    "[fill_-True]": {
        ">=1.0": {"change": "RuntimeError", "values changed": False, "weight.is_leaf": True},
    },
    "[normal_-True]": {
        ">=1.0": {"change": "RuntimeError", "values changed": False, "weight.is_leaf": True},
    },
    "[copy_-True]": {
        ">=1.0": {"change": "RuntimeError", "values changed": False, "weight.is_leaf": True},
    },
    "[*-False]": {">=1.0": {"change": "works", "values changed": True, "weight.is_leaf": True}},
    "[init-True]": {">=1.0": {"change": "works", "values changed": True, "weight.is_leaf": True}},
    "[data-True]": {">=1.0": {"change": "works", "values changed": True, "weight.is_leaf": True}},
    "[index-True]": {
        "<1.8": {"change": "works", "values changed": True, "weight.is_leaf": False},
        ">=1.8": {"change": "RuntimeError", "values changed": False, "weight.is_leaf": True},
    },
}

CLAIMS = [
    {
        "source": "S2.3 002_ce39600eaf8dca32.txt",
        "says": "Outside no_grad an in-place change of a leaf that requires grad is an error: `+=`.",
        "facts": {"change": "RuntimeError"},
        "rows": "[add-True]",
    },
    {
        "source": "S2.3 002_ce39600eaf8dca32.txt",
        "says": "Outside no_grad it is an error: fill_.",
        "facts": {"change": "RuntimeError"},
        "rows": "[fill_-True]",
    },
    {
        "source": "S2.3 002_ce39600eaf8dca32.txt",
        "says": "Outside no_grad it is an error: normal_.",
        "facts": {"change": "RuntimeError"},
        "rows": "[normal_-True]",
    },
    {
        "source": "S2.3 002_ce39600eaf8dca32.txt",
        "says": "Outside no_grad it is an error: assigning to an index.",
        "facts": {"change": "RuntimeError"},
        "rows": "[index-True]",
    },
    {
        "source": "S2.3 002_ce39600eaf8dca32.txt",
        "says": "Under no_grad every such change works, and the leaf stays a leaf.",
        "facts": {"change": "works", "values changed": True, "weight.is_leaf": True},
        "rows": "[*-False]",
    },
]
