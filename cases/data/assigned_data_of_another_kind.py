"""What may be assigned to a parameter's .data, and does its gradient follow?

Another shape is accepted in all releases, and backward afterwards gives a gradient of the new shape,
unless a gradient of the old shape is there to be added to.
Another floating dtype is accepted too; a gradient of the old dtype that is there keeps it since 1.3 or later,
and made the next backward raise before (no note found).
Integers were accepted until 1.12, though integers cannot require grad, and 1.2 even gave them a gradient of integers;
they are refused since 1.13.
A sparse tensor was accepted in 1.0 and is refused since 1.2 at the latest.
The history and the flag of the assigned tensor are left behind.

https://github.com/pytorch/pytorch/issues/823
https://github.com/pytorch/pytorch/pull/17072
https://github.com/pytorch/pytorch/pull/78436
"""

import torch
from torch import nn

values = {
    "same": lambda: torch.ones(2),
    "shape": lambda: torch.ones(3),
    "double": lambda: torch.ones(2, dtype=torch.float64),
    "integer": lambda: torch.ones(2, dtype=torch.int64),
    "tracked": lambda: torch.ones(2, requires_grad=True),
    "hidden": lambda: torch.ones(2, requires_grad=True) * 1,
    "parameter": lambda: nn.Parameter(torch.ones(2)),
    "sparse": lambda: torch.ones(2).to_sparse(),
    "list": lambda: [1.0, 1.0],
    "number": lambda: 1.0,
    "none": lambda: None,
}
PARAMS = {
    "value": [
        "same",
        "shape",
        "double",
        "integer",
        "tracked",
        "hidden",
        "parameter",
        "sparse",
        "list",
        "number",
        "none",
    ],
    "grad": ["none", "kept"],
}


def observe(value, grad):
    weight = nn.Parameter(torch.zeros(2))
    if grad == "kept":
        weight.sum().backward()
    value = values[value]()
    weight.data = value
    yield "dtype", str(weight.dtype)
    yield "requires_grad", weight.requires_grad
    yield "is_leaf", weight.is_leaf
    (weight * 2).sum().backward()
    yield "weight.grad", weight.grad.tolist()
    yield "gradient's dtype", str(weight.grad.dtype)
