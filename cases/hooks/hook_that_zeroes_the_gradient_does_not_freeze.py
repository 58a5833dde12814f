"""Does a hook that returns zeros freeze a weight?

The weight's gradient becomes zeros, and zeros are not None:
weight decay is added to them, and averages of earlier gradients go on, so the weight may move.
Plain SGD without decay is the one that stands still.

https://github.com/pytorch/pytorch/issues/38581
https://pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
"""

import torch

PARAMS = {"optimizer": ["SGD", "Adam"], "decay": [0.0, 0.5]}


def observe(device, optimizer, decay):
    weight = torch.ones(3, device=device, requires_grad=True)
    weight.register_hook(torch.zeros_like)
    optimizer = getattr(torch.optim, optimizer)([weight], lr=0.01, weight_decay=decay)
    (weight * 2).sum().backward()
    yield "weight.grad", weight.grad
    before = weight.detach().clone()
    optimizer.step()
    yield "weight moved", not torch.equal(weight, before)


EXPECT = {
    "[*-0.0]": {">=1.0": {"weight.grad": "zero", "weight moved": False}},
    "[*-0.5]": {">=1.0": {"weight.grad": "zero", "weight moved": True}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/38581",
        "says": "With a hook that returns zeros one expects the weight not to be updated, decay or not.",
        "facts": {"weight moved": False},
        "rows": "[*-0.5]",
    },
]
