"""Does a channels_last weight get a channels_last gradient?

From 1.6 on it does: `.grad` is created with the strides of the leaf, whatever the function made of it.
Until 1.5 it was contiguous, and an optimizer's update mixed the two layouts.
1.6 itself warns of mixed memory formats in the product with a contiguous tensor; 1.7 dropped the warning.

https://github.com/pytorch/pytorch/pull/34904
https://github.com/pytorch/pytorch/pull/40129
"""

import torch
import torch.nn.functional as F

TORCH = ">=1.2"
PARAMS = {"function": ["mul", "sum", "conv", "relu"]}


def observe(device, function):
    x = torch.ones(1, 2, 3, 3, device=device).contiguous(memory_format=torch.channels_last).requires_grad_()
    out = {
        "mul": lambda: x * torch.ones(1, 2, 3, 3, device=device),
        "sum": lambda: x.sum(),
        "conv": lambda: F.conv2d(x, torch.ones(1, 2, 2, 2, device=device)),
        "relu": lambda: F.relu(x),
    }[function]()
    out.sum().backward()
    yield "x's strides", list(x.stride())
    yield "x.grad's strides", list(x.grad.stride())


EXPECT = {
    "[mul]": {
        "<1.6": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 9, 3, 1]},
        ">=1.6,<1.7": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 1, 6, 2], "warns": ["UserWarning"]},
        ">=1.7": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 1, 6, 2]},
    },
    "[relu]": {
        "<1.6": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 9, 3, 1]},
        ">=1.6,<1.7": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 1, 6, 2], "warns": ["UserWarning"]},
        ">=1.7": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 1, 6, 2]},
    },
    "[conv]": {
        "<1.6": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 9, 3, 1]},
        ">=1.6": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 1, 6, 2]},
    },
    "[sum]": {
        "<1.6": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 9, 3, 1]},
        ">=1.6": {"x's strides": [18, 1, 6, 2], "x.grad's strides": [18, 1, 6, 2]},
    },
}
