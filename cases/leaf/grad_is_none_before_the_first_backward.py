"""What is a leaf's .grad before the first backward, and what after sigmoid(a).sum().backward()?

Nothing is allocated for a gradient until one arrives: `.grad` is None at first.
The slope of the sigmoid at 1, 2 and 3 is s(a)(1 - s(a)) = 0.1966, 0.1050, 0.0452.
A second backward through a new graph adds to the first gradient instead of replacing it.

https://pytorch.org/docs/stable/generated/torch.Tensor.grad.html
"""

import torch


def observe(device):
    a = torch.tensor([1.0, 2.0, 3.0], device=device, requires_grad=True)
    yield "a.grad at first", a.grad
    a.sigmoid().sum().backward()
    yield "a.grad after backward", [round(slope, 4) for slope in a.grad.tolist()]
    a.sigmoid().sum().backward()
    yield "a.grad after a second backward", [round(slope, 3) for slope in a.grad.tolist()]


EXPECT = {
    ">=1.0": {
        "a.grad at first": "None",
        "a.grad after backward": [0.1966, 0.105, 0.0452],
        "a.grad after a second backward": [0.393, 0.21, 0.09],
    },
}

CLAIMS = [
    {
        "source": "S1.1 001_94c5f4b3121f6f90.txt",
        "says": "Before any backward the leaf's grad is None; after it, [0.1966, 0.1050, 0.0452].",
        "facts": {"a.grad at first": "None", "a.grad after backward": [0.1966, 0.105, 0.0452]},
    },
]
