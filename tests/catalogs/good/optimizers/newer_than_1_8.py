"""Does set_to_none leave None?

https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = ">=1.8"


def observe():
    weight = torch.ones(1, requires_grad=True)
    weight.grad = torch.ones(1)
    torch.optim.SGD([weight], lr=0.1).zero_grad(set_to_none=True)
    yield "grad", weight.grad
