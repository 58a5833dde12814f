"""Does a scheduler keep a learning rate that I set by hand, or overwrite it?

The learning rate is set to 8 after the first step of the schedule.
Since 1.4 most schedulers scale what they find. In 1.0, 1.2 and 1.3 they all computed it from the initial rate
and overwrote it; 1.1 had scaled already, and 1.2 took that back.
LambdaLR, CyclicLR, OneCycleLR and CosineAnnealingWarmRestarts overwrite it to this day.
In 1.0, CosineAnnealingWarmRestarts also in 1.1, all rates come one step late. No warning announced any of it.

https://github.com/pytorch/pytorch/pull/7889
https://github.com/pytorch/pytorch/pull/21463
https://github.com/pytorch/pytorch/pull/23833
https://github.com/pytorch/pytorch/pull/26423
https://pytorch.org/docs/stable/optim.html
"""

import torch
from torch.optim import lr_scheduler

TORCH = {
    "[CyclicLR]": ">=1.1",
    "[CosineAnnealingWarmRestarts]": ">=1.1",
    "[OneCycleLR]": ">=1.3",
    "[MultiplicativeLR]": ">=1.4",
    "[LinearLR]": ">=1.10",
    "[ConstantLR]": ">=1.10",
    "[PolynomialLR]": ">=1.13",
}

PARAMS = {
    "scheduler": [
        "StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "LambdaLR", "ReduceLROnPlateau", "CyclicLR",
        "OneCycleLR", "CosineAnnealingWarmRestarts", "MultiplicativeLR", "LinearLR", "ConstantLR", "PolynomialLR",
    ],
}  # fmt: skip # rows of names


def observe(scheduler):
    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
    make = getattr(lr_scheduler, scheduler)
    scheduler = {
        "StepLR": lambda: make(optimizer, 2, gamma=0.5),
        "MultiStepLR": lambda: make(optimizer, [2], gamma=0.5),
        "ExponentialLR": lambda: make(optimizer, 0.5),
        "CosineAnnealingLR": lambda: make(optimizer, 4),
        "LambdaLR": lambda: make(optimizer, lambda epoch: 1 / (epoch + 1)),
        "ReduceLROnPlateau": lambda: make(optimizer, patience=0, factor=0.5),
        "CyclicLR": lambda: make(optimizer, 0.5, 1.0, step_size_up=2, cycle_momentum=False),
        "OneCycleLR": lambda: make(optimizer, 1.0, total_steps=8, cycle_momentum=False),
        "CosineAnnealingWarmRestarts": lambda: make(optimizer, 3),
        "MultiplicativeLR": lambda: make(optimizer, lambda epoch: 0.5),
        "LinearLR": lambda: make(optimizer, total_iters=4),
        "ConstantLR": lambda: make(optimizer, total_iters=3),
        "PolynomialLR": lambda: make(optimizer, total_iters=4),
    }[scheduler]()
    metric = [1.0] if type(scheduler).__name__ == "ReduceLROnPlateau" else []
    optimizer.step()
    scheduler.step(*metric)
    yield "lr", round(optimizer.param_groups[0]["lr"], 4)
    optimizer.param_groups[0]["lr"] = 8.0
    for _ in range(2):
        optimizer.step()
        scheduler.step(*metric)
        yield "lr after it was set to 8", round(optimizer.param_groups[0]["lr"], 4)
