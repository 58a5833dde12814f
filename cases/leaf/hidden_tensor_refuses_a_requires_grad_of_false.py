"""Can requires_grad be set to False on a hidden tensor, such as a backbone's output?

Only a leaf's flag can be turned off; a non-leaf requires grad because its inputs do, and the assignment raises.
Setting it to True, which it already is, raises too by assignment, while `requires_grad_(True)` is accepted.
The error's advice is the answer: use `detach()` to get a tensor that does not require grad.

https://pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html
https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch
from torch import nn

PARAMS = {"by": ["assignment", "method"], "flag": [False, True]}


def observe(device, by, flag):
    backbone = nn.Linear(3, 3).to(device)
    out = backbone(torch.ones(2, 3, device=device))
    try:
        if by == "assignment":
            out.requires_grad = flag
        else:
            out.requires_grad_(flag)
        yield "setting the flag", "works"
    except RuntimeError as error:
        yield "setting the flag", type(error).__name__
    yield "out.requires_grad", out.requires_grad
    out.sum().backward()
    yield "backbone.weight.grad", backbone.weight.grad


EXPECT = {
    "[*-False]": {
        ">=1.0": {
            "setting the flag": "RuntimeError",
            "out.requires_grad": True,
            "backbone.weight.grad": "nonzero",
        },
    },
    "[assignment-True]": {
        ">=1.0": {
            "setting the flag": "RuntimeError",
            "out.requires_grad": True,
            "backbone.weight.grad": "nonzero",
        },
    },
    "[method-True]": {
        ">=1.0": {
            "setting the flag": "works",
            "out.requires_grad": True,
            "backbone.weight.grad": "nonzero",
        },
    },
}

CLAIMS = [
    {
        "source": "S0.4 000_3d1e1d99253345db.txt",
        "says": "Setting requires_grad = False on the backbone's output works, but is not enough.",
        "facts": {"setting the flag": "works", "backbone.weight.grad": "nonzero"},
        "rows": "[assignment-False]",
    },
]
