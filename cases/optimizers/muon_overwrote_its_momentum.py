"""Does Muon train a bfloat16 weight as it trains a float32 one?

The update is made orthogonal in bfloat16, in place.
For a bfloat16 weight the conversion to bfloat16 made no copy, so with `nesterov=False` the averaged gradient itself,
the momentum buffer, was scaled to norm one at every step: the momentum forgot how large the gradients had
been, and did not fade when they were zero.
With `nesterov=True`, the default, the update is a new tensor and nothing was lost.
Until 2.14 that was so; since 2.15 the update is copied first (#194664). No warning announced it.

https://github.com/pytorch/pytorch/pull/194664
https://docs.pytorch.org/docs/stable/generated/torch.optim.Muon.html
"""

import torch

TORCH = ">=2.9"

PARAMS = {"dtype": ["float32", "bfloat16"], "nesterov": [True, False]}


def observe(device, dtype, nesterov):
    kind = getattr(torch, dtype)
    weight = torch.eye(2, device=device, dtype=kind).requires_grad_()
    optimizer = torch.optim.Muon([weight], lr=0.125, momentum=0.5, weight_decay=0.0, nesterov=nesterov)
    for size in (8.0, 0.0):
        weight.grad = torch.tensor([[size, 0.0], [0.0, size]], device=device, dtype=kind)
        optimizer.step()
        buffer = optimizer.state[weight]["momentum_buffer"]
        yield "momentum", round(buffer[0, 0].item(), 1)
        yield "gradient untouched", weight.grad[0, 0].item() == size


EXPECT = {
    "[*-True]": {">=1.0": {"momentum": [4.0, 2.0], "gradient untouched": [True, True]}},
    "[float32-False]": {">=1.0": {"momentum": [4.0, 2.0], "gradient untouched": [True, True]}},
    "[bfloat16-False]": {
        "<2.15": {"momentum": [0.7, 0.7], "gradient untouched": [True, True]},
        ">=2.15": {"momentum": [4.0, 2.0], "gradient untouched": [True, True]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/194664",
        "says": "The momentum buffer of a bfloat16 weight is normalised in place.",
        "facts": {"momentum": [0.7, 0.7]},
        "rows": "[bfloat16-False]",
    },
]
