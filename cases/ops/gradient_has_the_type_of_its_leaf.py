"""What type has the gradient when a float32 leaf meets another type of number?

The gradient always has the type of its leaf: it is cast on the way back, however wide the computation was.
What changed is which mixtures are allowed at all: arithmetic and powers since 1.3, cat and stack since 1.6, where
since 1.12, matmul not to this day.
where took mixtures in 1.3.0 by accident, with results that were wrong for some, and refused them again in 1.3.1.
A power with a tensor of another floating type failed until 1.5 (in 1.3.0 it ran, with a gradient of 0) and works
since 1.6, as does a copy into float16.
A power with a tensor of bools for its exponent can be computed, but its backward raises in all releases.
For powers and copies no note found.

https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/35030
https://github.com/pytorch/pytorch/pull/76691
https://github.com/pytorch/pytorch/issues/28709
https://pytorch.org/docs/stable/tensor_attributes.html
"""

import torch

PARAMS = {
    "operation": ["mul", "div", "where", "cat", "pow", "matmul", "stack", "copy_"],
    "other": ["float64", "float16", "int64", "bool"],
}

TORCH = {"[*-bool]": ">=1.2"}


def observe(device, operation, other):
    x = torch.tensor([2.0, 3.0], device=device, requires_grad=True)
    y = torch.ones(2, device=device).to(getattr(torch, other))
    out = {
        "mul": lambda: x * y,
        "div": lambda: x / y,
        "where": lambda: torch.where(x > 2, x, y),
        "cat": lambda: torch.cat([x, y]),
        "pow": lambda: x**y,
        "matmul": lambda: x.matmul(y),
        "stack": lambda: torch.stack([x, y]),
        "copy_": lambda: y.clone().copy_(x),
    }[operation]()
    yield "type of the result", str(out.dtype)
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "type of the gradient", str(x.grad.dtype)
        yield "x.grad", x.grad.tolist()
