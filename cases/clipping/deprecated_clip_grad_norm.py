"""Does clip_grad_norm without the underscore still work?

It does, in all releases, and calls the function with the underscore.
It has always warned: with a UserWarning until 2.3, with a FutureWarning since 2.4, when all deprecated functions
were wrapped in a decorator.
A warning filter written for UserWarning therefore no longer hides it.

https://github.com/pytorch/pytorch/issues/126888
https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm.html
"""

import torch
from torch import nn


def observe(device):
    weight = torch.ones(2, device=device, requires_grad=True)
    weight.grad = torch.tensor([3.0, 4.0], device=device)
    total = nn.utils.clip_grad_norm([weight], 1.0)
    yield "total norm", float(total)
    yield "weight.grad", [round(number, 2) for number in weight.grad.tolist()]


EXPECT = {
    "<2.4": {"total norm": 5.0, "weight.grad": [0.6, 0.8], "warns": ["UserWarning"]},
    ">=2.4": {"total norm": 5.0, "weight.grad": [0.6, 0.8], "warns": ["FutureWarning"]},
}
