"""What does padding_mode do in a convolution, and how often does it use each entry of the input?

The weight is 1 everywhere, so the gradient of the input counts how often an entry was used.
From 1.1 to 1.4 padding=1 with "circular" padded one side only and the output shrank,
and "reflect" and "replicate" were taken without a word and padded with zeros.
Since 1.5 all of them pad both sides as they say.
But 1.5.0 padded the wrong dimension where the two dimensions differ; 1.5.1 mended that.
No warning announced any of these (the issues tell of them, for the changes themselves no note found).

https://github.com/pytorch/pytorch/issues/20981
https://github.com/pytorch/pytorch/issues/29712
https://github.com/pytorch/pytorch/issues/36089
https://github.com/pytorch/pytorch/issues/37844
"""

import torch
from torch import nn

TORCH = ">=1.1"

PARAMS = {
    "mode": ["zeros", "circular", "reflect", "replicate"],
    "layer": ["Conv1d", "Conv2d"],
}


def observe(device, mode, layer):
    if layer == "Conv1d":
        x = torch.ones(1, 1, 4, device=device, requires_grad=True)
        layer = nn.Conv1d(1, 1, 3, padding=1, padding_mode=mode, bias=False)
    else:
        x = torch.ones(1, 1, 3, 4, device=device, requires_grad=True)
        layer = nn.Conv2d(1, 1, (1, 3), padding=(0, 1), padding_mode=mode, bias=False)
    nn.init.ones_(layer.weight)
    out = layer.to(device)(x)
    yield "shape", list(out.shape)
    yield "out", out.flatten().tolist()
    out.sum().backward()
    yield "x.grad", x.grad.flatten().tolist()


EXPECT = {
    "[zeros-Conv1d]": {">=1.0": {"shape": [1, 1, 4], "out": [2.0, 3.0, 3.0, 2.0], "x.grad": [2.0, 3.0, 3.0, 2.0]}},
    "[zeros-Conv2d]": {
        ">=1.0": {
            "shape": [1, 1, 3, 4],
            "out": [2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0],
            "x.grad": [2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0],
        },
    },
    "[circular-Conv1d]": {
        "<1.5": {"shape": [1, 1, 2], "out": [3.0, 3.0], "x.grad": [1.0, 2.0, 2.0, 1.0]},
        ">=1.5": {"shape": [1, 1, 4], "out": [3.0, 3.0, 3.0, 3.0], "x.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[circular-Conv2d]": {
        "<1.5": {
            "shape": [1, 1, 3, 2],
            "out": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
            "x.grad": [1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0, 1.0],
        },
        ">=1.5,<1.5.1": {
            "shape": [1, 1, 5, 2],
            "out": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
            "x.grad": [2.0, 4.0, 4.0, 2.0, 1.0, 2.0, 2.0, 1.0, 2.0, 4.0, 4.0, 2.0],
        },
        ">=1.5.1": {
            "shape": [1, 1, 3, 4],
            "out": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
            "x.grad": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
        },
    },
    "[reflect-Conv1d]": {
        "<1.5": {"shape": [1, 1, 4], "out": [2.0, 3.0, 3.0, 2.0], "x.grad": [2.0, 3.0, 3.0, 2.0]},
        ">=1.5": {"shape": [1, 1, 4], "out": [3.0, 3.0, 3.0, 3.0], "x.grad": [2.0, 4.0, 4.0, 2.0]},
    },
    "[reflect-Conv2d]": {
        "<1.5": {
            "shape": [1, 1, 3, 4],
            "out": [2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0],
            "x.grad": [2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0],
        },
        ">=1.5,<1.5.1": {
            "shape": [1, 1, 5, 2],
            "out": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
            "x.grad": [1.0, 2.0, 2.0, 1.0, 3.0, 6.0, 6.0, 3.0, 1.0, 2.0, 2.0, 1.0],
        },
        ">=1.5.1": {
            "shape": [1, 1, 3, 4],
            "out": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
            "x.grad": [2.0, 4.0, 4.0, 2.0, 2.0, 4.0, 4.0, 2.0, 2.0, 4.0, 4.0, 2.0],
        },
    },
    "[replicate-Conv1d]": {
        "<1.5": {"shape": [1, 1, 4], "out": [2.0, 3.0, 3.0, 2.0], "x.grad": [2.0, 3.0, 3.0, 2.0]},
        ">=1.5": {"shape": [1, 1, 4], "out": [3.0, 3.0, 3.0, 3.0], "x.grad": [3.0, 3.0, 3.0, 3.0]},
    },
    "[replicate-Conv2d]": {
        "<1.5": {
            "shape": [1, 1, 3, 4],
            "out": [2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0],
            "x.grad": [2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0, 2.0],
        },
        ">=1.5,<1.5.1": {
            "shape": [1, 1, 5, 2],
            "out": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
            "x.grad": [2.0, 4.0, 4.0, 2.0, 1.0, 2.0, 2.0, 1.0, 2.0, 4.0, 4.0, 2.0],
        },
        ">=1.5.1": {
            "shape": [1, 1, 3, 4],
            "out": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
            "x.grad": [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
        },
    },
}
