"""Which dtypes can require grad?

Only floating point, and complex ones since 1.6 or 1.7: integers and bools have no slope.
Asking for it raises RuntimeError, by the factory, by the flag and by `nn.Parameter`,
which needs `requires_grad=False`.
Only the wording has changed: it mentions complex dtypes since then.

https://docs.pytorch.org/docs/stable/autograd.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
"""

import torch
from torch import nn

PARAMS = {
    "dtype": ["float64", "float16", "bfloat16", "complex64", "int64", "uint8", "bool"],
    "by": ["factory", "method", "assignment", "Parameter"],
}
TORCH = {"[bfloat16-*]": ">=1.5", "[complex64-*]": ">=1.6", "[bool-*]": ">=1.2"}


def observe(device, dtype, by):
    dtype = getattr(torch, dtype)
    if by == "factory":
        x = torch.empty(2, dtype=dtype, device=device, requires_grad=True)
    else:
        x = torch.empty(2, dtype=dtype, device=device)
    if by == "method":
        x.requires_grad_()
    elif by == "assignment":
        x.requires_grad = True
    elif by == "Parameter":
        x = nn.Parameter(x)
    yield "requires_grad", x.requires_grad
