"""Is the gradient None before the first backward?

A leaf is made, looked at, and looked at again after backward.

https://pytorch.org/docs/stable/autograd.html
https://example.org/second
"""

import torch


def observe(device):
    leaf = torch.ones(2, device=device, requires_grad=True)
    yield "before", leaf.grad
    (leaf * 2).sum().backward()
    yield "after", leaf.grad


EXPECT = {"": {"before": "None", "after": "nonzero"}}

CLAIMS = [
    {"source": "A1 notes", "says": "Before backward the gradient is None.", "facts": {"before": "None"}},
    {"source": "A2 notes", "says": "Before backward the gradient is zero.", "facts": {"before": "zero"}},
]
