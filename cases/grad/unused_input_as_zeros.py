"""What does torch.autograd.grad give for an unused input with materialize_grads=True?

Zeros in the shape of the input instead of None, since 2.1; it implies `allow_unused`,
and forbids setting that to False.
The zeros were tensors that require grad themselves in the first releases, as if something could be learned from them,
and no longer are since 2.10.
Inputs that are used are not affected.

https://github.com/pytorch/pytorch/pull/97015
https://github.com/pytorch/pytorch/issues/168059
https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
"""

import torch

TORCH = ">=2.1"
PARAMS = {
    "materialize": [False, True],
    "allow_unused": [None, False, True],
    "create_graph": [False, True],
}


def observe(device, materialize, allow_unused, create_graph):
    x = torch.ones(2, device=device, requires_grad=True)
    unused = torch.ones(3, device=device, requires_grad=True)
    gradients = torch.autograd.grad(
        x.pow(2).sum(), [x, unused], create_graph=create_graph, allow_unused=allow_unused, materialize_grads=materialize
    )
    yield "used", gradients[0].tolist()
    yield "used requires_grad", gradients[0].requires_grad
    yield "unused", gradients[1].tolist() if gradients[1] is not None else None
    yield "unused requires_grad", gradients[1].requires_grad if gradients[1] is not None else None


EXPECT = {
    "[False-False-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[False-None-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[False-True-False]": {
        ">=1.0": {"used": [2.0, 2.0], "used requires_grad": False, "unused": "None", "unused requires_grad": "None"},
    },
    "[False-True-True]": {
        ">=1.0": {"used": [2.0, 2.0], "used requires_grad": True, "unused": "None", "unused requires_grad": "None"},
    },
    "[True-None-False]": {
        "<2.10": {
            "used": [2.0, 2.0],
            "used requires_grad": False,
            "unused": [0.0, 0.0, 0.0],
            "unused requires_grad": True,
        },
        ">=2.10": {
            "used": [2.0, 2.0],
            "used requires_grad": False,
            "unused": [0.0, 0.0, 0.0],
            "unused requires_grad": False,
        },
    },
    "[True-True-False]": {
        "<2.10": {
            "used": [2.0, 2.0],
            "used requires_grad": False,
            "unused": [0.0, 0.0, 0.0],
            "unused requires_grad": True,
        },
        ">=2.10": {
            "used": [2.0, 2.0],
            "used requires_grad": False,
            "unused": [0.0, 0.0, 0.0],
            "unused requires_grad": False,
        },
    },
    "[True-None-True]": {
        ">=1.0": {
            "used": [2.0, 2.0],
            "used requires_grad": True,
            "unused": [0.0, 0.0, 0.0],
            "unused requires_grad": True,
        },
    },
    "[True-True-True]": {
        ">=1.0": {
            "used": [2.0, 2.0],
            "used requires_grad": True,
            "unused": [0.0, 0.0, 0.0],
            "unused requires_grad": True,
        },
    },
    "[True-False-*]": {">=1.0": {"raises": "ValueError"}},
}
