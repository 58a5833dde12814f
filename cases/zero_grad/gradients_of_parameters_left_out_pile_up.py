"""Is model.zero_grad() the same as optimizer.zero_grad()?

Only when both hold the same parameters. The optimizer clears those in its groups, the model those of its layers:
a layer in neither keeps the sum of all its gradients, and gives it to whoever steps it one day.
A layer frozen on the way is cleared by both; it keeps zeros until 1.13, and None since 2.0.

https://github.com/pytorch/pytorch/pull/92731
https://github.com/Lornatang/SRGAN-PyTorch/issues/42
https://pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {
    "of": ["optimizer", "model", "both"],
    "second_layer": ["in the optimizer", "left out", "frozen after the first step", "of another model"],
}


def observe(device, of, second_layer):
    first, second = nn.Linear(1, 1, bias=False).to(device), nn.Linear(1, 1, bias=False).to(device)
    nn.init.constant_(first.weight, 2)
    nn.init.constant_(second.weight, 2)
    model = first if second_layer == "of another model" else nn.Sequential(first, second)
    left_out = second_layer == "left out"
    parameters = [first.weight] if left_out else [first.weight, second.weight]
    optimizer = torch.optim.SGD(parameters, lr=0)
    for _ in range(3):
        second(first(torch.ones(1, 1, device=device))).sum().backward()
        yield "first.weight.grad", first.weight.grad.item()
        yield "second.weight.grad", None if second.weight.grad is None else second.weight.grad.item()
        if second_layer == "frozen after the first step":
            second.weight.requires_grad_(False)
        if of in ("optimizer", "both"):
            optimizer.zero_grad()
        if of in ("model", "both"):
            model.zero_grad()


WORKAROUND = {
    "[*-frozen after the first step]": "zero_grad/what_each_way_of_clearing_a_gradient_leaves[grad = None-plain]",
}

EXPECT = {
    "[*-in the optimizer]": {">=1.0": {"first.weight.grad": [2.0, 2.0, 2.0], "second.weight.grad": [2.0, 2.0, 2.0]}},
    "[both-left out]": {">=1.0": {"first.weight.grad": [2.0, 2.0, 2.0], "second.weight.grad": [2.0, 2.0, 2.0]}},
    "[both-of another model]": {">=1.0": {"first.weight.grad": [2.0, 2.0, 2.0], "second.weight.grad": [2.0, 2.0, 2.0]}},
    "[model-left out]": {">=1.0": {"first.weight.grad": [2.0, 2.0, 2.0], "second.weight.grad": [2.0, 2.0, 2.0]}},
    "[optimizer-of another model]": {
        ">=1.0": {"first.weight.grad": [2.0, 2.0, 2.0], "second.weight.grad": [2.0, 2.0, 2.0]},
    },
    "[model-of another model]": {
        ">=1.0": {"first.weight.grad": [2.0, 2.0, 2.0], "second.weight.grad": [2.0, 4.0, 6.0]},
    },
    "[optimizer-left out]": {">=1.0": {"first.weight.grad": [2.0, 2.0, 2.0], "second.weight.grad": [2.0, 4.0, 6.0]}},
    "[*-frozen after the first step]": {
        "<2.0": {"first.weight.grad": [2.0, 2.0, 2.0], "second.weight.grad": [2.0, 0.0, 0.0]},
        ">=2.0": {"first.weight.grad": [2.0, 2.0, 2.0], "second.weight.grad": [2.0, "None", "None"]},
    },
}
