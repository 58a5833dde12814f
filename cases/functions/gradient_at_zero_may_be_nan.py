"""Is the gradient finite where the function has a corner, or a slope that is infinite, at zero?

`norm()` answers 0, a subgradient, since 0.3; sqrt of a sum of squares, which is the same number, answers nan.
`torch.where` does not save the side that is not taken: 0 times infinity is nan.
Some answers became finite over the releases: the standard deviation of equal numbers, and atan2 at the origin.

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
