"""Does clip_grad_norm without the underscore still work?

It does, in all releases, and calls the function with the underscore.
It has always warned: a UserWarning first, a FutureWarning since 2.4.
What an old warning filter for UserWarning hides is therefore shown again (no note found).

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
