"""Can a buffer require grad, and what do loading, conversion and deepcopy do to it?

A buffer may be any tensor, a leaf that requires grad or the result of a computation; it is never in `parameters()`.
So neither `module.zero_grad()` nor an optimizer made of `parameters()` knows of its gradient.
`double()` and `half()` convert floating point buffers only, and replace a buffer where they keep a Parameter:
the new one of a leaf that requires grad is no leaf any more.
A buffer with a history makes the whole module refuse a deepcopy.
`register_buffer(..., persistent=False)`, since 1.6, leaves it out of the state dict.

https://github.com/pytorch/pytorch/pull/37191
https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Buffer.html
"""

import copy

import torch
from torch import nn

PARAMS = {
    "buffer": ["plain", "integer", "requires grad", "non-leaf", "non-persistent", "None"],
    "then": ["nothing", "double", "deepcopy", "load"],
}
TORCH = {"[non-persistent-*]": ">=1.6"}


def observe(device, buffer, then):
    module, x = nn.Module(), torch.ones(2, device=device)
    held = {
        "integer": lambda: torch.ones(2, dtype=torch.long, device=device),
        "requires grad": lambda: torch.ones(2, device=device, requires_grad=True),
        "non-leaf": lambda: torch.ones(2, device=device, requires_grad=True) * 2,
        "None": lambda: None,
    }.get(buffer, lambda: torch.ones(2, device=device))()
    if buffer == "non-persistent":
        module.register_buffer("held", held, persistent=False)
    else:
        module.register_buffer("held", held)
    if then == "double":
        module.double()
    elif then == "deepcopy":
        module = copy.deepcopy(module)
    elif then == "load":
        module.load_state_dict({"held": x * 3}, strict=False)
    yield "in the state dict", "held" in module.state_dict()
    yield "in parameters()", len(list(module.parameters())) > 0
    yield "same object", module.held is held
    if module.held is not None:
        yield "dtype", str(module.held.dtype)
        yield "requires_grad", module.held.requires_grad
        yield "is_leaf", module.held.is_leaf


EXPECT = {
    "[plain-load]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.float32",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[plain-nothing]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.float32",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[plain-double]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": False,
            "dtype": "torch.float64",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[plain-deepcopy]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": False,
            "dtype": "torch.float32",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[integer-double]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.int64",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[integer-load]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.int64",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[integer-nothing]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.int64",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[integer-deepcopy]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": False,
            "dtype": "torch.int64",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[requires grad-load]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
        },
    },
    "[requires grad-nothing]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
        },
    },
    "[non-leaf-double]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": False,
            "dtype": "torch.float64",
            "requires_grad": True,
            "is_leaf": False,
        },
    },
    "[requires grad-double]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": False,
            "dtype": "torch.float64",
            "requires_grad": True,
            "is_leaf": False,
        },
    },
    "[requires grad-deepcopy]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": False,
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": True,
        },
    },
    "[non-leaf-load]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": False,
        },
    },
    "[non-leaf-nothing]": {
        ">=1.0": {
            "in the state dict": True,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.float32",
            "requires_grad": True,
            "is_leaf": False,
        },
    },
    "[non-leaf-deepcopy]": {">=1.0": {"raises": "RuntimeError"}},
    "[non-persistent-load]": {
        ">=1.0": {
            "in the state dict": False,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.float32",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[non-persistent-nothing]": {
        ">=1.0": {
            "in the state dict": False,
            "in parameters()": False,
            "same object": True,
            "dtype": "torch.float32",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[non-persistent-double]": {
        ">=1.0": {
            "in the state dict": False,
            "in parameters()": False,
            "same object": False,
            "dtype": "torch.float64",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[non-persistent-deepcopy]": {
        ">=1.0": {
            "in the state dict": False,
            "in parameters()": False,
            "same object": False,
            "dtype": "torch.float32",
            "requires_grad": False,
            "is_leaf": True,
        },
    },
    "[None-*]": {">=1.0": {"in the state dict": False, "in parameters()": False, "same object": True}},
}
