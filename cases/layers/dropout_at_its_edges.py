"""What do dropout layers give at p = 0 and p = 1, in evaluation mode and in place, and what are the gradients?

At p = 1 everything is dropped: output and gradient are zeros, not nan.
At p = 0 and in evaluation mode the very input is returned, not a copy, so that a change in place of the output
changes it.
In place, dropout refuses a leaf that requires grad in training mode, unless p is 0, and writes over any other input.
AlphaDropout takes `inplace=True` and ignores it.

https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
"""

import torch
from torch import nn

PARAMS = {
    "layer": ["Dropout", "AlphaDropout"],
    "p": [0.0, 0.5, 1.0],
    "mode": ["train", "eval", "in place", "in place on a leaf"],
}


def observe(device, layer, p, mode):
    x = torch.ones(2, 3, 2, 2, device=device, requires_grad=True)
    options = {"inplace": True} if "in place" in mode else {}
    module = getattr(nn, layer)(p, **options).train(mode != "eval")
    given = x if mode in ("train", "eval", "in place on a leaf") else x * 2
    try:
        out = module(given)
    except RuntimeError as error:
        yield "refused", type(error).__name__
        return
    yield "out is the input", out is given
    if p != 0.5:
        yield "out", out
    out.sum().backward()
    yield "x.grad", x.grad


EXPECT = {
    "[*-0.0-*]": {">=1.0": {"out is the input": True, "out": "nonzero", "x.grad": "nonzero"}},
    "[*-1.0-eval]": {">=1.0": {"out is the input": True, "out": "nonzero", "x.grad": "nonzero"}},
    "[*-0.5-train]": {">=1.0": {"out is the input": False, "x.grad": "nonzero"}},
    "[AlphaDropout-0.5-in place]": {">=1.0": {"out is the input": False, "x.grad": "nonzero"}},
    "[AlphaDropout-0.5-in place on a leaf]": {">=1.0": {"out is the input": False, "x.grad": "nonzero"}},
    "[*-0.5-eval]": {">=1.0": {"out is the input": True, "x.grad": "nonzero"}},
    "[Dropout-0.5-in place]": {">=1.0": {"out is the input": True, "x.grad": "nonzero"}},
    "[Dropout-0.5-in place on a leaf]": {">=1.0": {"refused": "RuntimeError"}},
    "[Dropout-1.0-in place on a leaf]": {">=1.0": {"refused": "RuntimeError"}},
    "[*-1.0-train]": {">=1.0": {"out is the input": False, "out": "zero", "x.grad": "zero"}},
    "[AlphaDropout-1.0-in place]": {">=1.0": {"out is the input": False, "out": "zero", "x.grad": "zero"}},
    "[AlphaDropout-1.0-in place on a leaf]": {">=1.0": {"out is the input": False, "out": "zero", "x.grad": "zero"}},
    "[Dropout-1.0-in place]": {">=1.0": {"out is the input": True, "out": "zero", "x.grad": "zero"}},
}
