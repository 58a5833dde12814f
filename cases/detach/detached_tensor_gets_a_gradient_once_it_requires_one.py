"""Can a detached tensor get a gradient after requires_grad is set to True on it?

中文：detach 出来的张量，设 requires_grad=True 之后能得到梯度吗？
A detached tensor is an ordinary leaf that happens not to require grad.
Once it does, backward fills its `.grad`; what it does not do is pass anything on to the tensor it came from.
That is how one starts a second graph in the middle of a network, for instance to split a backward in two.

https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
https://pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html
"""

import torch


def observe(device):
    original = torch.ones(3, device=device, requires_grad=True)
    detached = (original * 2).detach()
    detached.requires_grad = True
    (detached * 3).sum().backward()
    yield "detached.is_leaf", detached.is_leaf
    yield "detached.grad", detached.grad
    yield "original.grad", original.grad


EXPECT = {
    ">=1.0": {"detached.is_leaf": True, "detached.grad": "nonzero", "original.grad": "None"},
}

CLAIMS = [
    {
        "source": "S1.3 001_94c5f4b3121f6f90.txt",
        "says": "A detached tensor never gets a gradient, even if requires_grad is set to True afterwards.",
        "facts": {"detached.grad": "None"},
    },
]
