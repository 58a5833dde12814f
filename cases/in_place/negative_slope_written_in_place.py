"""Is the gradient of leaky_relu, elu and celu right when their slope or alpha is negative and they run in place?

In place only the result is kept, and with a negative slope its sign no longer tells which side the input was on.
leaky_relu_ gave the gradient of the wrong side without a word until 1.4; since 1.5 it raises, as rrelu_ does.
1.5.0 raised for a slope of exactly 0 as well, 1.5.1 no longer.
elu kept the result even out of place, and was wrong there too: 1 instead of -0.7358;
since 1.8 it is right out of place and raises in place.
celu was right all along, and in place it has raised since 1.8 nevertheless.
No warning announced the changes.

https://github.com/pytorch/pytorch/issues/31938
https://github.com/pytorch/pytorch/pull/33639
https://github.com/pytorch/pytorch/issues/37345
https://github.com/pytorch/pytorch/pull/37453
https://github.com/pytorch/pytorch/issues/47671
https://github.com/pytorch/pytorch/pull/49272
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": ["leaky_relu", "leaky_relu_slope_0", "elu", "celu", "rrelu"],
    "in_place": [False, True],
}


def observe(device, function, in_place):
    x = torch.tensor([-1.0, 1.0], device=device, requires_grad=True)
    hidden = x * 1
    out = {
        "leaky_relu": lambda: F.leaky_relu(hidden, -2.0, inplace=in_place),
        "leaky_relu_slope_0": lambda: F.leaky_relu(hidden, 0.0, inplace=in_place),
        "elu": lambda: F.elu(hidden, alpha=-2.0, inplace=in_place),
        "celu": lambda: F.celu(hidden, alpha=-2.0, inplace=in_place),
        "rrelu": lambda: F.rrelu(hidden, -2.0, -2.0, training=False, inplace=in_place),
    }[function]()
    yield "out", out.tolist()
    out.sum().backward()
    yield "x.grad", x.grad.tolist()


WORKAROUND = {
    "[leaky_relu-True]": "in_place/negative_slope_written_in_place[leaky_relu-False]",
    "[leaky_relu_slope_0-True]": "in_place/negative_slope_written_in_place[leaky_relu_slope_0-False]",
    "[celu-True]": "in_place/negative_slope_written_in_place[celu-False]",
    "[rrelu-True]": "in_place/negative_slope_written_in_place[rrelu-False]",
}

EXPECT = {
    "[leaky_relu-False]": {">=1.0": {"out": [2.0, 1.0], "x.grad": [-2.0, 1.0]}},
    "[rrelu-False]": {">=1.0": {"out": [2.0, 1.0], "x.grad": [-2.0, 1.0]}},
    "[leaky_relu-True]": {
        "<1.5": {"out": [2.0, 1.0], "x.grad": [1.0, 1.0]},
        ">=1.5": {"out": [2.0, 1.0], "raises": "RuntimeError"},
    },
    "[rrelu-True]": {
        "<1.5": {"out": [2.0, 1.0], "x.grad": [1.0, 1.0]},
        ">=1.5": {"out": [2.0, 1.0], "raises": "RuntimeError"},
    },
    "[leaky_relu_slope_0-False]": {">=1.0": {"out": [-0.0, 1.0], "x.grad": [0.0, 1.0]}},
    "[leaky_relu_slope_0-True]": {
        "<1.5": {"out": [-0.0, 1.0], "x.grad": [0.0, 1.0]},
        ">=1.5,<1.5.1": {"out": [-0.0, 1.0], "raises": "RuntimeError"},
        ">=1.5.1": {"out": [-0.0, 1.0], "x.grad": [0.0, 1.0]},
    },
    "[elu-False]": {
        "<1.8": {"out": [1.264, 1.0], "x.grad": [1.0, 1.0]},
        ">=1.8": {"out": [1.264, 1.0], "x.grad": [-0.7358, 1.0]},
    },
    "[elu-True]": {
        "<1.8": {"out": [1.264, 1.0], "x.grad": [1.0, 1.0]},
        ">=1.8": {"out": [1.264, 1.0], "raises": "RuntimeError"},
    },
    "[celu-False]": {">=1.0": {"out": [-1.297, 1.0], "x.grad": [1.649, 1.0]}},
    "[celu-True]": {
        "<1.8": {"out": [-1.297, 1.0], "x.grad": [1.649, 1.0]},
        ">=1.8": {"out": [-1.297, 1.0], "raises": "RuntimeError"},
    },
}
