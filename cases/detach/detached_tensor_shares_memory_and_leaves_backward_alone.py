"""Is a detached tensor a copy, and does making one disturb the original's backward?

`detach()` gives a new tensor over the same memory, without history and without `requires_grad`.
Making it, and computing with it, changes nothing for the original, whose gradient arrives as before.

https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch


def observe(device):
    a = torch.tensor([1.0, 2.0, 3.0], device=device, requires_grad=True)
    out = a.sigmoid()
    detached = out.detach()
    yield "detached.requires_grad", detached.requires_grad
    yield "detached has a grad_fn", detached.grad_fn is not None
    yield "same memory", detached.data_ptr() == out.data_ptr()

    (detached * 2).sum()
    out.sum().backward()
    yield "a.grad", [round(slope, 4) for slope in a.grad.tolist()]


EXPECT = {
    ">=1.0": {
        "detached.requires_grad": False,
        "detached has a grad_fn": False,
        "same memory": True,
        "a.grad": [0.1966, 0.105, 0.0452],
    },
}

CLAIMS = [
    {
        "source": "S1.2 001_94c5f4b3121f6f90.txt",
        "says": "A detached tensor does not require grad, shares memory, and does not disturb the original's backward.",
        "facts": {
            "detached.requires_grad": False,
            "same memory": True,
            "a.grad": [0.1966, 0.105, 0.0452],
        },
    },
]
