"""Which releases know the verbose argument of the schedulers?

ReduceLROnPlateau always did, the others since 1.7. From 2.2 to 2.6 it is deprecated: any value warns, and
nothing is printed.
2.7 removed it, and it is a TypeError.

https://github.com/pytorch/pytorch/pull/41580
https://github.com/pytorch/pytorch/pull/111302
https://github.com/pytorch/pytorch/pull/147301
"""

import torch
from torch.optim import lr_scheduler

TORCH = {"[LinearLR]": ">=1.10", "[PolynomialLR]": ">=1.13"}

PARAMS = {
    "scheduler": [
        "StepLR", "ExponentialLR", "CosineAnnealingLR", "LambdaLR", "ReduceLROnPlateau", "LinearLR", "PolynomialLR",
    ],
}  # fmt: skip # rows of names


def observe(scheduler):
    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
    given = {"StepLR": [1], "ExponentialLR": [0.5], "CosineAnnealingLR": [4], "LambdaLR": [lambda epoch: 0.5**epoch]}
    try:
        scheduler = getattr(lr_scheduler, scheduler)(optimizer, *given.get(scheduler, []), verbose=False)
        yield "verbose=False", "taken"
    except TypeError as error:
        yield "verbose=False", type(error).__name__
        return
    optimizer.step()
    scheduler.step(*[1.0] if type(scheduler).__name__ == "ReduceLROnPlateau" else [])
    yield "lr", optimizer.param_groups[0]["lr"]
