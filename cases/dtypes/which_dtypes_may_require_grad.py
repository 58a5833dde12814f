"""Which dtypes can require grad?

Floating point and complex ones; integers and booleans are refused, in a factory, a method, an assignment or a
Parameter.
A Parameter of integers is possible with `requires_grad=False`.
bfloat16 came with 1.2 and the 8 bit floats with 2.1; complex numbers could not require grad in their first releases.

https://docs.pytorch.org/docs/stable/autograd.html
https://github.com/pytorch/pytorch/issues/128793
"""

import torch
from torch import nn

PARAMS = {
    "dtype": [
        "float64",
        "float32",
        "float16",
        "bfloat16",
        "complex64",
        "float8_e4m3fn",
        "int64",
        "int32",
        "uint8",
        "bool",
    ],
    "by": ["factory", "requires_grad_", "assignment", "Parameter", "frozen Parameter"],
}
TORCH = {"[bfloat16-*]": ">=1.2", "[bool-*]": ">=1.2", "[complex64-*]": ">=1.6", "[float8*]": ">=2.1"}


def observe(device, dtype, by):
    zeros = torch.zeros(2, device=device).to(getattr(torch, dtype))
    try:
        if by == "factory":
            made = torch.empty(2, device=device, dtype=getattr(torch, dtype), requires_grad=True)
        elif by == "requires_grad_":
            made = zeros.requires_grad_()
        elif by == "assignment":
            zeros.requires_grad = True
            made = zeros
        else:
            made = nn.Parameter(zeros, requires_grad=by == "Parameter")
        yield "requires_grad", made.requires_grad
    except RuntimeError as error:
        yield "refused", type(error).__name__
