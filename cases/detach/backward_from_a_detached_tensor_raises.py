"""What happens when backward starts at a detached tensor?

There is no graph behind it and nothing in it requires grad, so autograd has nowhere to go and says so.
Each of the ways to end up there raises the same error, in all releases.

https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch

PARAMS = {"cut": ["detach", "detach_", "no_grad", "data"]}


def observe(device, cut):
    a = torch.tensor([1.0, 2.0, 3.0], device=device, requires_grad=True)
    if cut == "detach":
        out = a.sigmoid().detach()
    elif cut == "detach_":
        out = a.sigmoid().detach_()
    elif cut == "no_grad":
        with torch.no_grad():
            out = a.sigmoid()
    else:
        out = a.sigmoid().data
    yield "out.requires_grad", out.requires_grad
    out.sum().backward()


EXPECT = {
    ">=1.0": {"out.requires_grad": False, "raises": "RuntimeError"},
}

CLAIMS = [
    {
        "source": "S1.4 001_94c5f4b3121f6f90.txt",
        "says": "detached.sum().backward() raises a RuntimeError.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[detach]",
    },
]
