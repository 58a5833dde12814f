"""Do the nn.init functions turn requires_grad off, or leave a history?

They fill the tensor in place under no_grad: flag, leaf and history stay as they were, and only the values change.
So a parameter may be initialised again in the middle of training; a backward that saved the old values then raises,
except that `eye_` went unnoticed until 1.6; since 1.7 it raises like the others (no note found).

https://github.com/pytorch/pytorch/issues/8692
https://pytorch.org/docs/stable/nn.init.html
"""

import torch
from torch import nn

PARAMS = {
    "function": [
        "zeros_",
        "ones_",
        "constant_",
        "eye_",
        "dirac_",
        "uniform_",
        "normal_",
        "trunc_normal_",
        "xavier_uniform_",
        "kaiming_normal_",
        "orthogonal_",
        "sparse_",
    ]
}

TORCH = {"[trunc_normal_]": ">=1.6", "[zeros_]": ">=1.1", "[ones_]": ">=1.1"}


def observe(device, function):
    shape = (2, 2, 2) if function == "dirac_" else (2, 2)
    weight = torch.full(shape, 3.0, device=device, requires_grad=True)
    loss = (weight * weight).sum()
    argument = {"constant_": [0.5], "sparse_": [0.5]}.get(function, [])
    result = getattr(nn.init, function)(weight, *argument)
    yield "returns the tensor itself", result is weight
    yield "requires_grad", weight.requires_grad
    yield "is_leaf", weight.is_leaf
    yield "values changed", bool((weight != 3).all())
    loss.backward()
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[constant_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[dirac_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[kaiming_normal_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[normal_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[ones_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[orthogonal_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[sparse_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[trunc_normal_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[uniform_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[xavier_uniform_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[zeros_]": {
        ">=1.0": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
    "[eye_]": {
        "<1.7": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "weight.grad": [[2.0, 0.0], [0.0, 2.0]],
        },
        ">=1.7": {
            "returns the tensor itself": True,
            "requires_grad": True,
            "is_leaf": True,
            "values changed": True,
            "raises": "RuntimeError",
        },
    },
}
