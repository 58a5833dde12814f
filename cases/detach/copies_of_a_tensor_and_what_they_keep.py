"""clone().detach() or detach().clone(): is there a difference, and what do the other ways to copy keep?

The result is the same: a copy with its own memory and no history.
`detach().clone()` copies what is no longer recorded, so that it is the cheaper one;
`clone()` alone keeps the history.
`detach()` and `.data` alone are no copies: writing into them writes into the original.
`torch.tensor(x)` copies and cuts as well, and has always warned that one of the first two is meant.

https://pytorch.org/docs/stable/generated/torch.Tensor.clone.html
https://pytorch.org/docs/stable/generated/torch.tensor.html
"""

import copy

import torch

PARAMS = {
    "copied_by": [
        "clone", "clone_detach", "detach_clone", "data_clone", "detach", "data", "torch.tensor",
        "new_tensor", "copy_", "deepcopy", "copy.copy", "contiguous", "to_same", "to_copy", "view", "plus_0",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, copied_by):
    x = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    y = {
        "clone": lambda: x.clone(),
        "clone_detach": lambda: x.clone().detach(),
        "detach_clone": lambda: x.detach().clone(),
        "data_clone": lambda: x.data.clone(),
        "detach": lambda: x.detach(),
        "data": lambda: x.data,
        "torch.tensor": lambda: torch.tensor(x),
        "new_tensor": lambda: x.new_tensor(x),
        "copy_": lambda: torch.empty_like(x).copy_(x),
        "deepcopy": lambda: copy.deepcopy(x),
        "copy.copy": lambda: copy.copy(x),
        "contiguous": lambda: x.contiguous(),
        "to_same": lambda: x.to(x.device),
        "to_copy": lambda: x.to(x.dtype, copy=True),
        "view": lambda: x.view(2),
        "plus_0": lambda: x + 0,
    }[copied_by]()
    yield "requires_grad", y.requires_grad
    yield "is_leaf", y.is_leaf
    yield "is the tensor itself", y is x
    yield "own memory", y.data_ptr() != x.data_ptr()
    with torch.no_grad():
        y[0] = 5.0
    yield "x after a write into it", x.tolist()
    if y.requires_grad:
        (y * 3).sum().backward()
    yield "x.grad", x.grad


EXPECT = {
    "[clone]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": False,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "nonzero",
        },
    },
    "[copy_]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": False,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "nonzero",
        },
    },
    "[plus_0]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": False,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "nonzero",
        },
    },
    "[to_copy]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": False,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "nonzero",
        },
    },
    "[clone_detach]": {
        ">=1.0": {
            "requires_grad": False,
            "is_leaf": True,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "None",
        },
    },
    "[data_clone]": {
        ">=1.0": {
            "requires_grad": False,
            "is_leaf": True,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "None",
        },
    },
    "[detach_clone]": {
        ">=1.0": {
            "requires_grad": False,
            "is_leaf": True,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "None",
        },
    },
    "[data]": {
        ">=1.0": {
            "requires_grad": False,
            "is_leaf": True,
            "is the tensor itself": False,
            "own memory": False,
            "x after a write into it": [5.0, 2.0],
            "x.grad": "None",
        },
    },
    "[detach]": {
        ">=1.0": {
            "requires_grad": False,
            "is_leaf": True,
            "is the tensor itself": False,
            "own memory": False,
            "x after a write into it": [5.0, 2.0],
            "x.grad": "None",
        },
    },
    "[new_tensor]": {
        ">=1.0": {
            "requires_grad": False,
            "is_leaf": True,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[torch.tensor]": {
        ">=1.0": {
            "requires_grad": False,
            "is_leaf": True,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[deepcopy]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "is the tensor itself": False,
            "own memory": True,
            "x after a write into it": [1.0, 2.0],
            "x.grad": "None",
        },
    },
    "[copy.copy]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "is the tensor itself": False,
            "own memory": False,
            "x after a write into it": [5.0, 2.0],
            "x.grad": "None",
        },
    },
    "[contiguous]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "is the tensor itself": True,
            "own memory": False,
            "x after a write into it": [5.0, 2.0],
            "x.grad": "nonzero",
        },
    },
    "[to_same]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": True,
            "is the tensor itself": True,
            "own memory": False,
            "x after a write into it": [5.0, 2.0],
            "x.grad": "nonzero",
        },
    },
    "[view]": {
        ">=1.0": {
            "requires_grad": True,
            "is_leaf": False,
            "is the tensor itself": False,
            "own memory": False,
            "x after a write into it": [5.0, 2.0],
            "x.grad": "nonzero",
        },
    },
}

CLAIMS = [
    {
        "source": "https://blog.csdn.net/realitycss/article/details/116855385",
        "says": "detach() makes a deep copy of the data.",
        "facts": {"own memory": True},
        "rows": "[detach]",
    },
]
