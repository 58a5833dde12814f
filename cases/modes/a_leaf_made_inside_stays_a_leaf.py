"""Does a leaf that a compiled step makes require grad, and get a gradient?

The step makes a tensor with `requires_grad=True`, tells an input or a fresh tensor to require grad, or copies a leaf,
and returns it with something computed from it.
A leaf that is made inside one graph was returned without its flag by "aot_eager" in the first releases.

https://github.com/pytorch/pytorch/issues/99455
https://github.com/pytorch/pytorch/issues/90552
"""

import torch

TORCH = ">=2.0"
PARAMS = {"leaf": ["ones", "requires_grad_", "detached input", "input"]}


def step(x, leaf):
    if leaf == "ones":
        made = torch.ones(2, device=x.device, requires_grad=True)
    elif leaf == "requires_grad_":
        made = (x * 2).requires_grad_()
    elif leaf == "detached input":
        made = x.detach().requires_grad_()
    else:
        made = x.requires_grad_()
    return made, made * 3


def observe(device, leaf):
    x = torch.ones(2, device=device)
    made, result = step(x, leaf)
    yield "requires grad", made.requires_grad
    yield "is a leaf", made.is_leaf
    yield "result requires grad", result.requires_grad
    if result.requires_grad:
        result.sum().backward()
    yield "made.grad", made.grad
    yield "x.grad", x.grad


EXPECT = {
    "[detached input]": {
        ">=1.0": {
            "requires grad": True,
            "is a leaf": True,
            "result requires grad": True,
            "made.grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[ones]": {
        ">=1.0": {
            "requires grad": True,
            "is a leaf": True,
            "result requires grad": True,
            "made.grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[requires_grad_]": {
        ">=1.0": {
            "requires grad": True,
            "is a leaf": True,
            "result requires grad": True,
            "made.grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[input]": {
        ">=1.0": {
            "requires grad": True,
            "is a leaf": True,
            "result requires grad": True,
            "made.grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
}
