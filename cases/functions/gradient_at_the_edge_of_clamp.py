"""What is the gradient of clamp, and of its kin, exactly at the bound?

Inside the bounds it is 1, outside 0, and at the bound a convention.
clamp counted the bound as inside for years: an entry that sat on it could still be trained.
Since 2.14 it counts as outside, as it always has for relu, hardtanh, relu6 and threshold.

https://github.com/pytorch/pytorch/pull/7049
https://github.com/pytorch/pytorch/pull/191142
https://github.com/pytorch/pytorch/issues/184574
https://pytorch.org/docs/stable/generated/torch.clamp.html
"""

import torch
from torch import nn

PARAMS = {"function": ["clamp", "clamp_min", "clamp_max", "relu", "hardtanh", "relu6", "threshold"]}


def observe(device, function):
    x = torch.tensor([-1.0, 0.0, 0.5, 1.0, 6.0], device=device, requires_grad=True)
    out = {
        "clamp": lambda: x.clamp(0, 1),
        "clamp_min": lambda: x.clamp(min=0),
        "clamp_max": lambda: x.clamp(max=1),
        "relu": lambda: torch.relu(x),
        "hardtanh": lambda: nn.functional.hardtanh(x, 0, 1),
        "relu6": lambda: nn.functional.relu6(x),
        "threshold": lambda: nn.functional.threshold(x, 0, 0),
    }[function]()
    out.sum().backward()
    yield "gradient at -1, 0, 0.5, 1, 6", x.grad.tolist()


EXPECT = {
    "[clamp]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 0.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 0.0, 0.0]},
    },
    "[clamp_min]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 1.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 1.0]},
    },
    "[clamp_max]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [1.0, 1.0, 1.0, 1.0, 0.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [1.0, 1.0, 1.0, 0.0, 0.0]},
    },
    "[relu]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 1.0]}},
    "[threshold]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 1.0]}},
    "[hardtanh]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 0.0, 0.0]}},
    "[relu6]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 0.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/184574",
        "says": "clamp returns gradient 1 at its bounds.",
        "facts": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 0.0]},
        "rows": "[clamp]",
    },
]
