"""Does nn.Parameter(f(w)) let the gradient reach w, and does nn.Parameter(w.detach()) stay frozen?

Neither: a Parameter is always a new leaf over the same memory, and requires grad unless told otherwise.
The gradient ends in it, and w, or gamma, or whatever it was computed from, gets None.
A frozen tensor, a detached one, one made under no_grad: the Parameter made from it requires grad.
`requires_grad=False` is an argument of its own.

https://github.com/pytorch/pytorch/issues/69455
https://github.com/pytorch/pytorch/issues/40008
https://pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
"""

import torch
from torch import nn

PARAMS = {
    "made_from": [
        "exp", "clone", "weight", "detach", "data", "no_grad", "frozen_parameter", "requires_grad=False",
        "attribute_exp",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, made_from):
    w = torch.ones(2, device=device, requires_grad=True)
    frozen = nn.Parameter(torch.ones(2, device=device), requires_grad=False)

    def under_no_grad():
        with torch.no_grad():
            return nn.Parameter(w * 2)

    parameter = {
        "exp": lambda: nn.Parameter(w.exp()),
        "clone": lambda: nn.Parameter(w.clone()),
        "weight": lambda: nn.Parameter(w),
        "detach": lambda: nn.Parameter(w.detach()),
        "data": lambda: nn.Parameter(w.data),
        "no_grad": under_no_grad,
        "frozen_parameter": lambda: nn.Parameter(frozen),
        "requires_grad=False": lambda: nn.Parameter(w.exp(), requires_grad=False),
        "attribute_exp": lambda: w.exp(),
    }[made_from]()
    yield "requires_grad", parameter.requires_grad
    yield "is_leaf", parameter.is_leaf
    yield "memory of w", parameter.data_ptr() == w.data_ptr()
    (parameter * 3).sum().backward()
    yield "its gradient", parameter.grad if parameter.is_leaf else None
    yield "w.grad", w.grad


EXPECT = {
    "[clone]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "memory of w": False,
            "its gradient": "nonzero",
            "w.grad": "None",
        },
    },
    "[exp]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "memory of w": False,
            "its gradient": "nonzero",
            "w.grad": "None",
        },
    },
    "[frozen_parameter]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "memory of w": False,
            "its gradient": "nonzero",
            "w.grad": "None",
        },
    },
    "[no_grad]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "memory of w": False,
            "its gradient": "nonzero",
            "w.grad": "None",
        },
    },
    "[data]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "memory of w": True,
            "its gradient": "nonzero",
            "w.grad": "None",
        },
    },
    "[detach]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "memory of w": True,
            "its gradient": "nonzero",
            "w.grad": "None",
        },
    },
    "[weight]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "memory of w": True,
            "its gradient": "nonzero",
            "w.grad": "None",
        },
    },
    "[requires_grad=False]": {
        ">=1.0": {"requires_grad": False, "is_leaf": True, "memory of w": False, "raises": "RuntimeError"},
    },
    "[attribute_exp]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": False,
            "memory of w": False,
            "its gradient": "None",
            "w.grad": "nonzero",
        },
    },
}

CLAIMS = [
    {
        "source": "rasbt/LLMs-from-scratch#277",
        "says": "A detach before nn.Parameter switches gradients off for the new parameter.",
        "facts": {"requires_grad": False},
        "rows": "[detach]",
    },
]
