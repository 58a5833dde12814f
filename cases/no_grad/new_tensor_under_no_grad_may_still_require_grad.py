"""Does every tensor made under no_grad have requires_grad == False, even if its inputs require it?

Results of arithmetic and copies do.
A view of a tensor that requires grad does not: it reads the flag of its base, and has no grad_fn all the same.
Neither does a tensor that is asked for: a factory called with `requires_grad=True`, a new `nn.Parameter`,
a whole new layer, or `requires_grad_()`; no_grad stops the recording, it does not forbid the flag.
Operations that have nothing to do, like `.to()` the same dtype, return their very input, flag and all.

https://pytorch.org/docs/stable/generated/torch.no_grad.html
https://github.com/pytorch/pytorch/pull/32839
"""

import torch
from torch import nn

PARAMS = {
    "made_by": [
        "mul",
        "clone",
        "matmul",
        "inplace_add",
        "detach",
        "index",
        "view",
        "t",
        "expand",
        "contiguous",
        "same_dtype",
        "factory",
        "parameter",
        "layer",
        "requires_grad_",
    ]
}


def observe(device, made_by):
    x = torch.ones(2, 2, device=device, requires_grad=True)
    with torch.no_grad():
        made = {
            "mul": lambda: x * 2,
            "clone": lambda: x.clone(),
            "matmul": lambda: x.matmul(x),
            "inplace_add": lambda: torch.zeros(2, 2, device=device).add_(x),
            "detach": lambda: x.detach(),
            "index": lambda: x[0],
            "view": lambda: x.view(4),
            "t": lambda: x.t(),
            "expand": lambda: x.expand(3, 2, 2),
            "contiguous": lambda: x.contiguous(),
            "same_dtype": lambda: x.to(x.dtype),
            "factory": lambda: torch.zeros(2, device=device, requires_grad=True),
            "parameter": lambda: nn.Parameter(torch.zeros(2, device=device)),
            "layer": lambda: nn.Linear(2, 2).to(device).weight,
            "requires_grad_": lambda: (x * 2).requires_grad_(),
        }[made_by]()
    yield "requires_grad", made.requires_grad
    yield "has a grad_fn", made.grad_fn is not None
    yield "is_leaf", made.is_leaf


EXPECT = {
    "[mul]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "is_leaf": True}},
    "[clone]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "is_leaf": True}},
    "[matmul]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "is_leaf": True}},
    "[inplace_add]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "is_leaf": True}},
    "[detach]": {">=1.0": {"requires_grad": False, "has a grad_fn": False, "is_leaf": True}},
    "[index]": {">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True}},
    "[view]": {">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True}},
    "[t]": {">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True}},
    "[expand]": {">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True}},
    "[contiguous]": {">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True}},
    "[same_dtype]": {">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True}},
    "[factory]": {">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True}},
    "[parameter]": {">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True}},
    "[layer]": {">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True}},
    "[requires_grad_]": {
        ">=1.0": {"requires_grad": True, "has a grad_fn": False, "is_leaf": True},
    },
}

CLAIMS = [
    {
        "source": "S2.1 002_ce39600eaf8dca32.txt",
        "says": "What is computed under no_grad does not require grad, even if its inputs do.",
        "facts": {"requires_grad": False},
        "rows": "[mul]",
    },
    {
        "source": "S2.1 002_ce39600eaf8dca32.txt",
        "says": "Every tensor newly produced under no_grad: also a view.",
        "facts": {"requires_grad": False},
        "rows": "[view]",
    },
    {
        "source": "S2.1 002_ce39600eaf8dca32.txt",
        "says": "Every tensor newly produced under no_grad: also one from a factory with requires_grad=True.",
        "facts": {"requires_grad": False},
        "rows": "[factory]",
    },
    {
        "source": "S2.1 002_ce39600eaf8dca32.txt",
        "says": "Every tensor newly produced under no_grad: also a new Parameter.",
        "facts": {"requires_grad": False},
        "rows": "[parameter]",
    },
]
