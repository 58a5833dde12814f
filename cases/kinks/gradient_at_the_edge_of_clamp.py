"""What is the gradient of clamp, and of its kin, exactly at the bound?

Inside the bounds it is 1, outside 0, and at the bound a convention.
clamp counted the bound as inside until 2.13: an entry that sat on it could still be trained.
Since 2.14 it counts as outside, as it always has for relu, hardtanh, relu6 and threshold; no warning announced it.
Bounds that are tensors take part in the tie: since 2.14 they and the entry get a half each.
max with a tensor of zeros gave the bound everything until 1.9, and each of the two a half since 1.10.
Where the lower bound is above the upper one, the entry gets no gradient.

https://github.com/pytorch/pytorch/pull/7049
https://github.com/pytorch/pytorch/pull/59669
https://github.com/pytorch/pytorch/pull/191142
https://github.com/pytorch/pytorch/issues/184574
https://pytorch.org/docs/stable/generated/torch.clamp.html
"""

import torch
from torch import nn

PARAMS = {
    "function": [
        "clamp", "clamp_min", "clamp_max", "relu", "hardtanh", "relu6", "threshold",
        "clamp_in_place", "clamp_equal", "clamp_crossed", "clamp_tensors", "clamp_int_bounds", "clip", "clamp_inf",
        "maximum_with_zeros", "relu_method", "Hardtanh", "ReLU6", "where_above", "where_not_below", "times_mask",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[clamp_tensors]": ">=1.9", "[clip]": ">=1.7"}


def observe(device, function):
    x = torch.tensor([-1.0, 0.0, 0.5, 1.0, 6.0], device=device, requires_grad=True)
    zero, one = torch.zeros(1, device=device), torch.ones(1, device=device)
    out = {
        "clamp": lambda: x.clamp(0, 1),
        "clamp_min": lambda: x.clamp(min=0),
        "clamp_max": lambda: x.clamp(max=1),
        "relu": lambda: torch.relu(x),
        "hardtanh": lambda: nn.functional.hardtanh(x, 0, 1),
        "relu6": lambda: nn.functional.relu6(x),
        "threshold": lambda: nn.functional.threshold(x, 0, 0),
        "clamp_in_place": lambda: (x * 1).clamp_(0, 1),
        "clamp_equal": lambda: x.clamp(1.0, 1.0),
        "clamp_crossed": lambda: x.clamp(1.0, 0.0),
        "clamp_tensors": lambda: x.clamp(zero, one),
        "clamp_int_bounds": lambda: torch.clamp(x, min=0, max=1),
        "clip": lambda: torch.clip(x, 0.0, 1.0),
        "clamp_inf": lambda: x.clamp(0.0, float("inf")),
        "maximum_with_zeros": lambda: torch.max(x, zero),
        "relu_method": lambda: x.relu(),
        "Hardtanh": lambda: nn.Hardtanh(0.0, 1.0)(x),
        "ReLU6": lambda: nn.ReLU6()(x),
        "where_above": lambda: torch.where(x > 0, x, zero.expand(5)),
        "where_not_below": lambda: torch.where(x < 0, zero.expand(5), x),
        "times_mask": lambda: x * (x > 0).float(),
    }[function]()
    out.sum().backward()
    yield "gradient at -1, 0, 0.5, 1, 6", x.grad.tolist()


EXPECT = {
    "[clamp]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 0.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 0.0, 0.0]},
    },
    "[clamp_in_place]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 0.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 0.0, 0.0]},
    },
    "[clamp_int_bounds]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 0.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 0.0, 0.0]},
    },
    "[clip]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 0.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 0.0, 0.0]},
    },
    "[clamp_inf]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 1.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 1.0]},
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
    "[relu_method]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 1.0]}},
    "[threshold]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 1.0]}},
    "[times_mask]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 1.0]}},
    "[where_above]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 1.0]}},
    "[Hardtanh]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 0.0, 0.0]}},
    "[hardtanh]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 0.0, 0.0]}},
    "[ReLU6]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 0.0]}},
    "[relu6]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 0.0]}},
    "[clamp_equal]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 0.0, 1.0, 0.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 0.0, 0.0, 0.0]},
    },
    "[clamp_crossed]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 0.0, 0.0, 0.0]}},
    "[clamp_tensors]": {
        "<2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 0.0]},
        ">=2.14": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.5, 1.0, 0.5, 0.0]},
    },
    "[maximum_with_zeros]": {
        "<1.10": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.0, 1.0, 1.0, 1.0]},
        ">=1.10": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 0.5, 1.0, 1.0, 1.0]},
    },
    "[where_not_below]": {">=1.0": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 1.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/184574",
        "says": "clamp returns gradient 1 at its bounds.",
        "facts": {"gradient at -1, 0, 0.5, 1, 6": [0.0, 1.0, 1.0, 1.0, 0.0]},
        "rows": "[clamp]",
    },
]
