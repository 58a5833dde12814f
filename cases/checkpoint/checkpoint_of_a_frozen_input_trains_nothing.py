"""Does a checkpointed layer learn when its input does not require grad?

The classic checkpoint runs the layer under no_grad and only hands on a gradient if one of the *inputs* wants one:
the layer's own weights do not count, so after a frozen or detached part of a network it learns nothing.
It warns, and a backward from it alone raises.
An input that requires grad brings the weights' gradients back.

https://pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

PARAMS = {"input_requires_grad": [False, True]}


def observe(device, input_requires_grad):
    layer = nn.Linear(2, 2).to(device)
    samples = torch.ones(1, 2, device=device, requires_grad=input_requires_grad)
    out = checkpoint(layer, samples)
    yield "out.requires_grad", out.requires_grad
    (out.sum() + nn.Parameter(torch.ones(1, device=device)).sum()).backward()
    yield "layer.weight.grad", layer.weight.grad


EXPECT = {
    "[False]": {">=1.0": {"out.requires_grad": False, "layer.weight.grad": "None"}},
    "[True]": {">=1.0": {"out.requires_grad": True, "layer.weight.grad": "nonzero"}},
}
