"""Is linear_cross_entropy the same as cross_entropy of a linear layer, also for a second backward?

`torch.nn.functional.linear_cross_entropy` takes the features and the weight of the last layer,
and is new (#181573, of April 2026; in chunks since #185852, of June).
Without options it is the two functions one after the other, and behaves as they do.
With `LinearCrossEntropyOptions()` it works in chunks and makes the gradients already in the forward:
the first backward agrees, a second one with the graph kept raises, and `create_graph=True` gives, without a word,
a gradient that has no graph.

https://github.com/pytorch/pytorch/pull/181573
https://github.com/pytorch/pytorch/pull/185852
https://docs.pytorch.org/docs/stable/generated/torch.nn.LinearCrossEntropyLoss.html
"""

import torch
import torch.nn.functional as F

TORCH = ">=2.13"

PARAMS = {"way": ["cross_entropy", "fused", "fused in chunks"], "then": ["backward", "twice", "create_graph"]}


def observe(device, way, then):
    weight = torch.ones(3, 2, device=device, requires_grad=True)
    x = torch.tensor([[1.0, 2.0], [0.0, 1.0]], device=device)
    target = torch.tensor([0, 2], device=device)
    if way == "cross_entropy":
        loss = F.cross_entropy(F.linear(x, weight), target)
    else:
        options = torch.nn.LinearCrossEntropyOptions() if way == "fused in chunks" else None
        loss = F.linear_cross_entropy(x, weight, target, options=options)
    if then == "create_graph":
        (gradient,) = torch.autograd.grad(loss, weight, create_graph=True)
        yield "gradient requires grad", gradient.requires_grad
        gradient.pow(2).sum().backward()
        yield "second derivative", weight.grad
        return
    loss.backward(retain_graph=then == "twice")
    if then == "twice":
        loss.backward()
    yield "gradient", [[round(value, 3) + 0.0 for value in row] for row in weight.grad.tolist()]


EXPECT = {
    "[*-backward]": {">=1.0": {"gradient": [[-0.333, -0.5], [0.167, 0.5], [0.167, 0.0]]}},
    "[cross_entropy-twice]": {">=1.0": {"gradient": [[-0.667, -1.0], [0.333, 1.0], [0.333, 0.0]]}},
    "[fused-twice]": {">=1.0": {"gradient": [[-0.667, -1.0], [0.333, 1.0], [0.333, 0.0]]}},
    "[cross_entropy-create_graph]": {">=1.0": {"gradient requires grad": True, "second derivative": "nonzero"}},
    "[fused-create_graph]": {">=1.0": {"gradient requires grad": True, "second derivative": "nonzero"}},
    "[fused in chunks-twice]": {">=1.0": {"raises": "RuntimeError"}},
    "[fused in chunks-create_graph]": {">=1.0": {"gradient requires grad": False, "raises": "RuntimeError"}},
}
