"""Is the gradient finite where the function has a corner, or a slope that is infinite, at zero?

`norm()` answers 0, a subgradient, since 0.3; sqrt of a sum of squares, which is the same number, answers nan.
`torch.where` does not save the side that is not taken: 0 times infinity is nan.
Some answers became finite over the releases: a power of zero in 1.5, the standard deviation of equal numbers in 1.7,
and atan2 at the origin in 2.10; the l1 loss chose slope 1 at first, and 0 since 1.4.

https://github.com/pytorch/pytorch/issues/4320
https://github.com/pytorch/pytorch/issues/7172
https://github.com/pytorch/pytorch/issues/27134
https://github.com/pytorch/pytorch/pull/166787
https://github.com/pytorch/pytorch/pull/2775
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch import nn

PARAMS = {
    "function": ["abs", "norm", "sqrt_of_squares", "where_sqrt", "std", "atan2", "l1_loss", "power_of_zero", "x_log_x"]
}


def observe(device, function):
    x = torch.zeros(2, device=device, requires_grad=True)
    out = {
        "abs": lambda: x.abs(),
        "norm": lambda: x.norm(),
        "sqrt_of_squares": lambda: (x**2).sum().sqrt(),
        "where_sqrt": lambda: torch.where(x > 0, x.sqrt(), torch.zeros_like(x)),
        "std": lambda: x.std(),
        "atan2": lambda: torch.atan2(x, x),
        "l1_loss": lambda: nn.functional.l1_loss(x, torch.zeros_like(x)),
        "power_of_zero": lambda: torch.pow(0.0, x),
        "x_log_x": lambda: x * x.log(),
    }[function]()
    out.sum().backward()
    yield "x.grad", x.grad


EXPECT = {
    "[abs]": {">=1.0": {"x.grad": "zero"}},
    "[norm]": {">=1.0": {"x.grad": "zero"}},
    "[sqrt_of_squares]": {">=1.0": {"x.grad": "nonfinite"}},
    "[where_sqrt]": {">=1.0": {"x.grad": "nonfinite"}},
    "[x_log_x]": {">=1.0": {"x.grad": "nonfinite"}},
    "[std]": {
        "<1.7": {"x.grad": "nonfinite"},
        ">=1.7": {"x.grad": "zero"},
    },
    "[atan2]": {
        "<2.10": {"x.grad": "nonfinite"},
        ">=2.10": {"x.grad": "zero"},
    },
    "[l1_loss]": {
        "<1.4": {"x.grad": "nonzero"},
        ">=1.4": {"x.grad": "zero"},
    },
    "[power_of_zero]": {
        "<1.5": {"x.grad": "nonfinite"},
        ">=1.5": {"x.grad": "zero"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/4320",
        "says": "torch.std gives nan gradients where all entries are equal.",
        "facts": {"x.grad": "nonfinite"},
        "rows": "[std]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/pull/2775",
        "says": "The gradient of norm() at zero is zero, and that of the square root of the sum of squares is nan: the norm.",
        "facts": {"x.grad": "zero"},
        "rows": "[norm]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/pull/2775",
        "says": "The gradient of norm() at zero is zero, and that of the square root of the sum of squares is nan: the root.",
        "facts": {"x.grad": "nonfinite"},
        "rows": "[sqrt_of_squares]",
    },
]
