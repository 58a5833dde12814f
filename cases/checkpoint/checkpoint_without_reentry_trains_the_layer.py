"""Does use_reentrant=False let a checkpointed layer learn behind a frozen input?

The newer checkpoint keeps the graph and saves recipes in place of tensors, so the layer's weights count as inputs.
With it the layer learns whether or not its input requires grad.
With `use_reentrant=True` it learns only if the input does.

https://pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

TORCH = ">=1.11"

PARAMS = {"use_reentrant": [True, False], "input_requires_grad": [False, True]}


def observe(device, use_reentrant, input_requires_grad):
    layer = nn.Linear(2, 2).to(device)
    samples = torch.ones(1, 2, device=device, requires_grad=input_requires_grad)
    out = checkpoint(layer, samples, use_reentrant=use_reentrant)
    yield "out.requires_grad", out.requires_grad
    (out.sum() + nn.Parameter(torch.ones(1, device=device)).sum()).backward()
    yield "layer.weight.grad", layer.weight.grad


EXPECT = {
    "[True-False]": {">=1.11": {"out.requires_grad": False, "layer.weight.grad": "None"}},
    "[*-True]": {">=1.11": {"out.requires_grad": True, "layer.weight.grad": "nonzero"}},
    "[False-False]": {">=1.11": {"out.requires_grad": True, "layer.weight.grad": "nonzero"}},
}
