"""Does detaching one tensor stop any other path from training the same layer?

`detach()` cuts the one edge it is called on.
The layer below is reached by every other path: a second use of the same tensor, or of the layer itself.
no_grad cuts whatever is computed inside it, and that only.

https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
https://pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {"other_path": ["none", "same_tensor", "same_weight"]}


def observe(device, other_path):
    weight = torch.ones(3, device=device, requires_grad=True)
    top = torch.ones(3, device=device, requires_grad=True)
    hidden = weight * 2
    loss = (hidden.detach() * top).sum()
    if other_path == "same_tensor":
        loss = loss + hidden.sum()
    elif other_path == "same_weight":
        loss = loss + (weight * 3).sum()
    yield "hidden.requires_grad", hidden.requires_grad
    loss.backward()
    yield "top.grad", top.grad
    yield "weight.grad", weight.grad


EXPECT = {
    "[none]": {
        ">=1.0": {"hidden.requires_grad": True, "top.grad": "nonzero", "weight.grad": "None"},
    },
    "[same_tensor]": {
        ">=1.0": {"hidden.requires_grad": True, "top.grad": "nonzero", "weight.grad": "nonzero"},
    },
    "[same_weight]": {
        ">=1.0": {"hidden.requires_grad": True, "top.grad": "nonzero", "weight.grad": "nonzero"},
    },
}

CLAIMS = [
    {
        "source": "S2.8 002_ce39600eaf8dca32.txt",
        "says": "detach() isolates one tensor only: what else uses the layer still sends it a gradient.",
        "facts": {"hidden.requires_grad": True, "weight.grad": "nonzero"},
        "rows": "[same_*]",
    },
]
