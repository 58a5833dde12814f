"""What does F.pad(mode="circular") do when one side is padded by zero or by a negative number?

The gradient of the input counts how often an entry was used.
Until 1.6 a zero on the right side cut the tensor where it should have left it alone: the entries were lost
from the output, or came twice, without a word.
Since 1.7 zero and negative sizes mean what they mean for padding with a constant,
and to wrap around more than once raises with a zero on the right side too.
The pull request calls that bc-breaking; no warning announced it.
That error was an AssertionError until 1.11 and is a RuntimeError since 1.12, where padding moved to C++ (#73410).

https://github.com/pytorch/pytorch/issues/24504
https://github.com/pytorch/pytorch/issues/39256
https://github.com/pytorch/pytorch/pull/39273
https://github.com/pytorch/pytorch/issues/73401
https://github.com/pytorch/pytorch/pull/73410
"""

import torch
from torch.nn import functional as F

TORCH = ">=1.1"

PARAMS = {"sides": ["1,1", "1,0", "0,1", "2,1", "-1,1", "1,-1", "3,3", "4,0"]}


def observe(device, sides):
    x = torch.tensor([[[1.0, 2.0, 3.0]]], device=device, requires_grad=True)
    out = F.pad(x, [int(side) for side in sides.split(",")], mode="circular")
    yield "out", out.flatten().tolist()
    out.sum().backward()
    yield "x.grad", x.grad.flatten().tolist()


EXPECT = {
    "[1,1]": {">=1.0": {"out": [3.0, 1.0, 2.0, 3.0, 1.0], "x.grad": [2.0, 1.0, 2.0]}},
    "[1,0]": {
        "<1.7": {"out": [1.0, 2.0, 3.0], "x.grad": [1.0, 1.0, 1.0]},
        ">=1.7": {"out": [3.0, 1.0, 2.0, 3.0], "x.grad": [1.0, 1.0, 2.0]},
    },
    "[0,1]": {">=1.0": {"out": [1.0, 2.0, 3.0, 1.0], "x.grad": [2.0, 1.0, 1.0]}},
    "[2,1]": {">=1.0": {"out": [2.0, 3.0, 1.0, 2.0, 3.0, 1.0], "x.grad": [2.0, 2.0, 2.0]}},
    "[-1,1]": {
        "<1.7": {"out": [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 1.0], "x.grad": [3.0, 2.0, 2.0]},
        ">=1.7": {"out": [2.0, 3.0, 2.0], "x.grad": [0.0, 2.0, 1.0]},
    },
    "[1,-1]": {
        "<1.7": {"out": [1.0, 1.0, 2.0, 3.0, 1.0, 2.0], "x.grad": [3.0, 2.0, 1.0]},
        ">=1.7": {"out": [2.0, 1.0, 2.0], "x.grad": [1.0, 2.0, 0.0]},
    },
    "[3,3]": {">=1.0": {"out": [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 1.0, 2.0, 3.0], "x.grad": [3.0, 3.0, 3.0]}},
    "[4,0]": {
        "<1.7": {"out": [1.0, 2.0, 3.0], "x.grad": [1.0, 1.0, 1.0]},
        ">=1.7,<1.12": {"raises": "AssertionError"},
        ">=1.12": {"raises": "RuntimeError"},
    },
}
