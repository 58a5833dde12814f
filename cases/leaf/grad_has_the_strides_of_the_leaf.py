"""Which strides does .grad have when the leaf is transposed, channels_last or expanded?

Until 1.5 the gradient was laid out as the last function of the backward left it, most often contiguous.
From 1.6 on `.grad` follows a leaf that is dense and not overlapping: a transposed weight has a transposed gradient.
A leaf with holes or overlaps gets a contiguous one.
`torch.autograd.grad` gives what the function returned, and follows nothing; that changed for some functions:
for `reshape` in 1.4, for `t` in 1.5, back in 1.6 and again in 1.7, for `clone` in 1.8 (no note found for these).
An existing `.grad` keeps its strides, because the new gradient is added to it in place;
from 1.6 on a warning tells that the two do not agree.

https://github.com/pytorch/pytorch/pull/34904
https://github.com/pytorch/pytorch/pull/40129
https://github.com/pytorch/pytorch/issues/49256
https://docs.pytorch.org/docs/stable/autograd.html
"""

import torch

leaves = {
    "contiguous": lambda: torch.ones(3, 2),
    "transposed": lambda: torch.ones(2, 3).t(),
    "every_other": lambda: torch.ones(3, 4)[:, ::2],
    "expanded": lambda: torch.ones(3, 1).expand(3, 2),
}
functions = {
    "mul": lambda x: (x * 2).sum(),
    "sum": lambda x: x.sum(),
    "mm": lambda x: x.mm(torch.ones(2, 4)).sum(),
    "t": lambda x: x.t().exp().sum(),
    "clone": lambda x: x.clone().pow(2).sum(),
    "index": lambda x: x[0].sum(),
    "reshape": lambda x: x.reshape(-1).exp().sum(),
}
PARAMS = {
    "leaf": ["contiguous", "transposed", "every_other", "expanded"],
    "function": ["mul", "sum", "mm", "t", "clone", "index", "reshape"],
    "existing": ["none", "contiguous"],
}


def observe(leaf, function, existing):
    x = leaves[leaf]().detach().requires_grad_()
    yield "x's strides", list(x.stride())
    if existing == "contiguous":
        x.grad = torch.zeros(3, 2)
    functions[function](x).backward()
    yield "x.grad's strides", list(x.grad.stride())
    (gradient,) = torch.autograd.grad(functions[function](x), x)
    yield "autograd.grad's strides", list(gradient.stride())


EXPECT = {
    "[contiguous-clone-*]": {
        ">=1.0": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[contiguous-index-*]": {
        ">=1.0": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[contiguous-mm-*]": {
        ">=1.0": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[contiguous-mul-*]": {
        ">=1.0": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[contiguous-reshape-*]": {
        ">=1.0": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[contiguous-sum-*]": {
        ">=1.0": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [0, 0]},
    },
    "[contiguous-t-*]": {
        "<1.5": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [1, 3]},
        ">=1.5,<1.6": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
        ">=1.6,<1.7": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [1, 3]},
        ">=1.7": {"x's strides": [2, 1], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[transposed-index-none]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
        ">=1.6": {"x's strides": [1, 3], "x.grad's strides": [1, 3], "autograd.grad's strides": [2, 1]},
    },
    "[transposed-mul-none]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
        ">=1.6": {"x's strides": [1, 3], "x.grad's strides": [1, 3], "autograd.grad's strides": [2, 1]},
    },
    "[transposed-reshape-none]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
        ">=1.6": {"x's strides": [1, 3], "x.grad's strides": [1, 3], "autograd.grad's strides": [2, 1]},
    },
    "[transposed-index-contiguous]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
        ">=1.6": {
            "x's strides": [1, 3],
            "x.grad's strides": [2, 1],
            "autograd.grad's strides": [2, 1],
            "warns": ["UserWarning"],
        },
    },
    "[transposed-mul-contiguous]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
        ">=1.6": {
            "x's strides": [1, 3],
            "x.grad's strides": [2, 1],
            "autograd.grad's strides": [2, 1],
            "warns": ["UserWarning"],
        },
    },
    "[transposed-reshape-contiguous]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
        ">=1.6": {
            "x's strides": [1, 3],
            "x.grad's strides": [2, 1],
            "autograd.grad's strides": [2, 1],
            "warns": ["UserWarning"],
        },
    },
    "[transposed-sum-none]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [0, 0]},
        ">=1.6": {"x's strides": [1, 3], "x.grad's strides": [1, 3], "autograd.grad's strides": [0, 0]},
    },
    "[transposed-sum-contiguous]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [0, 0]},
        ">=1.6": {
            "x's strides": [1, 3],
            "x.grad's strides": [2, 1],
            "autograd.grad's strides": [0, 0],
            "warns": ["UserWarning"],
        },
    },
    "[transposed-mm-none]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [1, 3]},
        ">=1.6": {"x's strides": [1, 3], "x.grad's strides": [1, 3], "autograd.grad's strides": [1, 3]},
    },
    "[transposed-t-none]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [1, 3]},
        ">=1.6": {"x's strides": [1, 3], "x.grad's strides": [1, 3], "autograd.grad's strides": [1, 3]},
    },
    "[transposed-mm-contiguous]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [1, 3]},
        ">=1.6": {
            "x's strides": [1, 3],
            "x.grad's strides": [2, 1],
            "autograd.grad's strides": [1, 3],
            "warns": ["UserWarning"],
        },
    },
    "[transposed-t-contiguous]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [1, 3]},
        ">=1.6": {
            "x's strides": [1, 3],
            "x.grad's strides": [2, 1],
            "autograd.grad's strides": [1, 3],
            "warns": ["UserWarning"],
        },
    },
    "[transposed-clone-none]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
        ">=1.6,<1.8": {"x's strides": [1, 3], "x.grad's strides": [1, 3], "autograd.grad's strides": [2, 1]},
        ">=1.8": {"x's strides": [1, 3], "x.grad's strides": [1, 3], "autograd.grad's strides": [1, 3]},
    },
    "[transposed-clone-contiguous]": {
        "<1.6": {"x's strides": [1, 3], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
        ">=1.6,<1.8": {
            "x's strides": [1, 3],
            "x.grad's strides": [2, 1],
            "autograd.grad's strides": [2, 1],
            "warns": ["UserWarning"],
        },
        ">=1.8": {
            "x's strides": [1, 3],
            "x.grad's strides": [2, 1],
            "autograd.grad's strides": [1, 3],
            "warns": ["UserWarning"],
        },
    },
    "[every_other-clone-*]": {
        ">=1.0": {"x's strides": [4, 2], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[every_other-index-*]": {
        ">=1.0": {"x's strides": [4, 2], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[every_other-mm-*]": {
        ">=1.0": {"x's strides": [4, 2], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[every_other-mul-*]": {
        ">=1.0": {"x's strides": [4, 2], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[every_other-sum-*]": {
        ">=1.0": {"x's strides": [4, 2], "x.grad's strides": [2, 1], "autograd.grad's strides": [0, 0]},
    },
    "[every_other-t-*]": {
        "<1.7": {"x's strides": [4, 2], "x.grad's strides": [2, 1], "autograd.grad's strides": [1, 3]},
        ">=1.7": {"x's strides": [4, 2], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[every_other-reshape-*]": {
        "<1.4": {"x's strides": [4, 2], "x.grad's strides": [2, 1], "autograd.grad's strides": [4, 2]},
        ">=1.4": {"x's strides": [4, 2], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[expanded-clone-*]": {
        ">=1.0": {"x's strides": [1, 0], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[expanded-index-*]": {
        ">=1.0": {"x's strides": [1, 0], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[expanded-mm-*]": {
        ">=1.0": {"x's strides": [1, 0], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[expanded-mul-*]": {
        ">=1.0": {"x's strides": [1, 0], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[expanded-reshape-*]": {
        ">=1.0": {"x's strides": [1, 0], "x.grad's strides": [2, 1], "autograd.grad's strides": [2, 1]},
    },
    "[expanded-sum-*]": {
        ">=1.0": {"x's strides": [1, 0], "x.grad's strides": [2, 1], "autograd.grad's strides": [0, 0]},
    },
    "[expanded-t-*]": {">=1.0": {"x's strides": [1, 0], "x.grad's strides": [2, 1], "autograd.grad's strides": [1, 3]}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/autograd.html",
        "says": "If the leaf's memory is dense and not overlapping, .grad is created with its strides.",
        "facts": {"x.grad's strides": [1, 3]},
        "rows": "[transposed-*-none]",
    },
]
