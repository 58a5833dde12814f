"""What may be assigned to a parameter's .data, and does its gradient follow?

Another shape is accepted in all releases, and backward afterwards gives a gradient of the new shape,
unless a gradient of the old shape is there to be added to.
Another floating dtype is accepted too; a gradient of the old dtype that is there made the next backward raise
until 1.2, and since 1.3, with type promotion, it stays and keeps its dtype.
Integers were accepted until 1.12, though integers cannot require grad: backward raised in 1.0,
gave a gradient of integers in 1.1 and 1.2, where none was there, and raised again from 1.3 on
(no note found for either).
Since 1.13 the assignment itself is refused.
A sparse tensor was accepted in 1.0 and 1.1, only to raise in backward, and is refused since 1.2.
A list, a number and None are no tensors: a TypeError in all releases.
The history and the flag of the assigned tensor are left behind.

https://github.com/pytorch/pytorch/issues/823
https://github.com/pytorch/pytorch/pull/17072
https://github.com/pytorch/pytorch/pull/22273
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


EXPECT = {
    "[hidden-none]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [2.0, 2.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[parameter-none]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [2.0, 2.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[same-none]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [2.0, 2.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[tracked-none]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [2.0, 2.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[hidden-kept]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [3.0, 3.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[parameter-kept]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [3.0, 3.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[same-kept]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [3.0, 3.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[tracked-kept]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [3.0, 3.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[shape-none]": {
        ">=1.0": {
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [2.0, 2.0, 2.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[shape-kept]": {
        ">=1.0": {"dtype": "torch.float32", "requires_grad": True, "is_leaf": True, "raises": "RuntimeError"},
    },
    "[double-none]": {
        ">=1.0": {
            "dtype": "torch.float64",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [2.0, 2.0],
            "gradient's dtype": "torch.float64",
        },
    },
    "[double-kept]": {
        "<1.3": {"dtype": "torch.float64", "requires_grad": True, "is_leaf": True, "raises": "RuntimeError"},
        ">=1.3": {
            "dtype": "torch.float64",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [3.0, 3.0],
            "gradient's dtype": "torch.float32",
        },
    },
    "[integer-none]": {
        "<1.1": {"dtype": "torch.int64", "requires_grad": True, "is_leaf": True, "raises": "RuntimeError"},
        ">=1.1,<1.3": {
            "dtype": "torch.int64",
            "requires_grad": True,
            "is_leaf": True,
            "weight.grad": [2, 2],
            "gradient's dtype": "torch.int64",
        },
        ">=1.3,<1.13": {"dtype": "torch.int64", "requires_grad": True, "is_leaf": True, "raises": "RuntimeError"},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[integer-kept]": {
        "<1.13": {"dtype": "torch.int64", "requires_grad": True, "is_leaf": True, "raises": "RuntimeError"},
        ">=1.13": {"raises": "RuntimeError"},
    },
    "[sparse-*]": {
        "<1.2": {"dtype": "torch.float32", "requires_grad": True, "is_leaf": True, "raises": "RuntimeError"},
        ">=1.2": {"raises": "RuntimeError"},
    },
    "[list-*]": {">=1.0": {"raises": "TypeError"}},
    "[none-*]": {">=1.0": {"raises": "TypeError"}},
    "[number-*]": {">=1.0": {"raises": "TypeError"}},
}
