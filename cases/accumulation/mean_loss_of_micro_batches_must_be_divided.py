"""Must the loss be divided by the number of accumulation steps, and is the gradient then that of the whole batch?

Gradients of several backwards are added.
A sum over samples adds up to the sum over the whole batch, whatever the sizes.
A mean must be divided by the number of steps,
and is the mean of the whole batch only if all micro-batches have one size;
weighted by their sizes it is again.
Divided by the number of steps so far, as one question suggests, it is something else.

https://github.com/karpathy/nanoGPT/issues/605
https://github.com/karpathy/nanoGPT/issues/168
https://pytorch.org/docs/stable/notes/amp_examples.html
"""

import torch
from torch.nn import functional

PARAMS = {
    "loss": ["sum", "mean", "mean_by_steps", "mean_by_sizes", "mean_by_steps_so_far"],
    "sizes": ["equal", "unequal"],
}


def observe(device, loss, sizes):
    x = torch.tensor([1.0, 2.0, 3.0, 4.0], device=device)
    y = torch.zeros(4, device=device)
    weight = torch.ones(1, device=device, requires_grad=True)
    reduction = "sum" if loss == "sum" else "mean"
    whole = torch.autograd.grad(functional.mse_loss(weight * x, y, reduction=reduction), weight)[0]
    parts = list(torch.split(x, [2, 2] if sizes == "equal" else [3, 1]))
    for step, part in enumerate(parts):
        value = functional.mse_loss(weight * part, torch.zeros_like(part), reduction=reduction)
        if loss == "mean_by_steps":
            value = value / len(parts)
        elif loss == "mean_by_sizes":
            value = value * len(part) / len(x)
        elif loss == "mean_by_steps_so_far":
            value = value / (step + 1)
        value.backward()
    yield "gradient of the whole batch", [round(slope, 4) for slope in whole.tolist()]
    yield "weight.grad", [round(slope, 4) for slope in weight.grad.tolist()]
    yield "equal", torch.allclose(weight.grad, whole)


EXPECT = {
    "[sum-*]": {">=1.0": {"gradient of the whole batch": [60.0], "weight.grad": [60.0], "equal": True}},
    "[mean-equal]": {">=1.0": {"gradient of the whole batch": [15.0], "weight.grad": [30.0], "equal": False}},
    "[mean-unequal]": {">=1.0": {"gradient of the whole batch": [15.0], "weight.grad": [41.33], "equal": False}},
    "[mean_by_sizes-*]": {">=1.0": {"gradient of the whole batch": [15.0], "weight.grad": [15.0], "equal": True}},
    "[mean_by_steps-equal]": {">=1.0": {"gradient of the whole batch": [15.0], "weight.grad": [15.0], "equal": True}},
    "[mean_by_steps-unequal]": {
        ">=1.0": {"gradient of the whole batch": [15.0], "weight.grad": [20.67], "equal": False},
    },
    "[mean_by_steps_so_far-equal]": {
        ">=1.0": {"gradient of the whole batch": [15.0], "weight.grad": [17.5], "equal": False},
    },
    "[mean_by_steps_so_far-unequal]": {
        ">=1.0": {"gradient of the whole batch": [15.0], "weight.grad": [25.33], "equal": False},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/karpathy/nanoGPT/issues/605",
        "says": "The loss should be divided by the number of micro-batches accumulated so far.",
        "facts": {"equal": True},
        "rows": "[mean_by_steps_so_far-*]",
    },
    {
        "source": "https://github.com/karpathy/nanoGPT/issues/168",
        "says": "The loss has to be divided by the number of accumulation steps.",
        "facts": {"equal": True},
        "rows": "[mean_by_steps-equal]",
    },
]
