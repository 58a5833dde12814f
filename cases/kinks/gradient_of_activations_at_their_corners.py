"""What slope do activation functions take at their corners, and near zero?

A corner has two slopes, and which of them is the gradient is a convention of each function.
relu, relu6, hardtanh, threshold, leaky_relu and prelu take the slope to the left of zero; hardshrink and softshrink
are flat at their edges.
hardsigmoid gave slope 1/6 everywhere in 1.5, at both edges in 1.6 and 1.7, and 0 there since 1.8.
softplus is linear beyond a threshold; its backward compared the output with it instead of the input until 1.8, and
since 1.9 the threshold itself has the slope of the curve.
hardswish gave -0.5 and 1.5 at its edges until 2.7, and the slopes outside, 0 and 1, since 2.8.
gelu is computed by the library oneDNN since 2.1, and differs in the last digit at -3: no note found.
No warning announced any of these.

https://github.com/pytorch/pytorch/pull/36351
https://github.com/pytorch/pytorch/pull/51454
https://github.com/pytorch/pytorch/pull/56484
https://github.com/pytorch/pytorch/pull/143899
https://github.com/pytorch/pytorch/issues/49922
https://github.com/pytorch/pytorch/issues/51408
https://github.com/pytorch/pytorch/issues/55587
https://pytorch.org/docs/stable/nn.functional.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "relu", "relu6", "leaky_relu", "leaky_relu_slope_0", "elu", "elu_alpha_2", "celu", "celu_alpha_2", "selu",
        "prelu", "prelu_negative", "rrelu_eval", "hardtanh", "hardshrink", "softshrink", "tanhshrink", "hardsigmoid",
        "hardswish", "threshold", "threshold_jump", "softplus", "logsigmoid", "softsign", "silu", "mish", "gelu",
        "gelu_tanh", "glu", "sigmoid", "tanh", "abs", "relu_in_place", "leaky_relu_in_place", "elu_in_place",
        "hardswish_in_place", "hardsigmoid_in_place",
    ]
}  # fmt: skip
TORCH = {
    "[silu]": ">=1.7",
    "[mish]": ">=1.9",
    "[gelu]": ">=1.2",
    "[gelu_tanh]": ">=1.12",
    "[hardswish*]": ">=1.6",
    "[hardsigmoid*]": ">=1.5",
    "[hardsigmoid_in_place]": ">=1.7",
}

table = {
    "relu": lambda x: F.relu(x),
    "relu6": lambda x: F.relu6(x),
    "leaky_relu": lambda x: F.leaky_relu(x, 0.25),
    "leaky_relu_slope_0": lambda x: F.leaky_relu(x, 0.0),
    "elu": lambda x: F.elu(x),
    "elu_alpha_2": lambda x: F.elu(x, 2.0),
    "celu": lambda x: F.celu(x),
    "celu_alpha_2": lambda x: F.celu(x, 2.0),
    "selu": lambda x: F.selu(x),
    "prelu": lambda x: F.prelu(x, torch.full((1,), 0.25, device=x.device)),
    "prelu_negative": lambda x: F.prelu(x, torch.full((1,), -2.0, device=x.device)),
    "rrelu_eval": lambda x: F.rrelu(x, 0.25, 0.75),
    "hardtanh": lambda x: F.hardtanh(x, -3, 3),
    "hardshrink": lambda x: F.hardshrink(x, 3),
    "softshrink": lambda x: F.softshrink(x, 3),
    "tanhshrink": lambda x: F.tanhshrink(x),
    "hardsigmoid": lambda x: F.hardsigmoid(x),
    "hardswish": lambda x: F.hardswish(x),
    "threshold": lambda x: F.threshold(x, 0.0, 0.0),
    "threshold_jump": lambda x: F.threshold(x, 3.0, 20.0),
    "softplus": lambda x: F.softplus(x, 1, 3),
    "logsigmoid": lambda x: F.logsigmoid(x),
    "softsign": lambda x: F.softsign(x),
    "silu": lambda x: F.silu(x),
    "mish": lambda x: F.mish(x),
    "gelu": lambda x: F.gelu(x),
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "glu": lambda x: F.glu(torch.cat([x, torch.zeros_like(x)])),
    "sigmoid": lambda x: torch.sigmoid(x),
    "tanh": lambda x: torch.tanh(x),
    "abs": lambda x: x.abs(),
    "relu_in_place": lambda x: F.relu(x + 0, inplace=True),
    "leaky_relu_in_place": lambda x: F.leaky_relu(x + 0, 0.25, inplace=True),
    "elu_in_place": lambda x: F.elu(x + 0, inplace=True),
    "hardswish_in_place": lambda x: F.hardswish(x + 0, inplace=True),
    "hardsigmoid_in_place": lambda x: F.hardsigmoid(x + 0, inplace=True),
}


def observe(device, function):
    x = torch.tensor([-4.0, -3.0, -0.0, 0.0, 3.0, 6.0], device=device, requires_grad=True)
    out = table[function](x)
    out.sum().backward()
    yield "value at -4, -3, -0, 0, 3, 6", [round(number, 4) + 0.0 for number in out.tolist()]
    yield "gradient at -4, -3, -0, 0, 3, 6", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/49922",
        "says": "hardsigmoid still has a gradient at its edge, where relu and hardtanh have none.",
        "facts": {"gradient at -4, -3, -0, 0, 3, 6": [0.0, 0.1667, 0.1667, 0.1667, 0.1667, 0.0]},
        "rows": "[hardsigmoid]",
    },
]
