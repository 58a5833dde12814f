"""Does yielding a tensor touch the graph that it is part of?

https://example.org/
"""

import torch


def observe():
    leaf = torch.ones(2, requires_grad=True)
    hidden = leaf * 2
    yield "hidden", hidden
    hidden.sum().backward()
    yield "gradient", leaf.grad
    yield "grad enabled", torch.is_grad_enabled()
