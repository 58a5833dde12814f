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


EXPECT = {
    "[MultiStepLR]": {
        "<1.1": {"lr": 1.0, "lr after it was set to 8": [1.0, 0.5]},
        ">=1.1,<1.2": {"lr": 1.0, "lr after it was set to 8": [4.0, 4.0]},
        ">=1.2,<1.4": {"lr": 1.0, "lr after it was set to 8": [0.5, 0.5]},
        ">=1.4": {"lr": 1.0, "lr after it was set to 8": [4.0, 4.0]},
    },
    "[StepLR]": {
        "<1.1": {"lr": 1.0, "lr after it was set to 8": [1.0, 0.5]},
        ">=1.1,<1.2": {"lr": 1.0, "lr after it was set to 8": [4.0, 4.0]},
        ">=1.2,<1.4": {"lr": 1.0, "lr after it was set to 8": [0.5, 0.5]},
        ">=1.4": {"lr": 1.0, "lr after it was set to 8": [4.0, 4.0]},
    },
    "[ExponentialLR]": {
        "<1.1": {"lr": 1.0, "lr after it was set to 8": [0.5, 0.25]},
        ">=1.1,<1.2": {"lr": 0.5, "lr after it was set to 8": [4.0, 2.0]},
        ">=1.2,<1.4": {"lr": 0.5, "lr after it was set to 8": [0.25, 0.125]},
        ">=1.4": {"lr": 0.5, "lr after it was set to 8": [4.0, 2.0]},
    },
    "[CosineAnnealingLR]": {
        "<1.1": {"lr": 1.0, "lr after it was set to 8": [0.8536, 0.5]},
        ">=1.1,<1.2": {"lr": 0.8536, "lr after it was set to 8": [4.686, 1.373]},
        ">=1.2,<1.4": {"lr": 0.8536, "lr after it was set to 8": [0.5, 0.1464]},
        ">=1.4": {"lr": 0.8536, "lr after it was set to 8": [4.686, 1.373]},
    },
    "[LambdaLR]": {
        "<1.1": {"lr": 1.0, "lr after it was set to 8": [0.5, 0.3333]},
        ">=1.1": {"lr": 0.5, "lr after it was set to 8": [0.3333, 0.25]},
    },
    "[ReduceLROnPlateau]": {">=1.0": {"lr": 1.0, "lr after it was set to 8": [4.0, 2.0]}},
    "[CyclicLR]": {">=1.0": {"lr": 0.75, "lr after it was set to 8": [1.0, 0.75]}},
    "[OneCycleLR]": {">=1.0": {"lr": 0.8193, "lr after it was set to 8": [0.9719, 0.8117]}},
    "[CosineAnnealingWarmRestarts]": {
        "<1.2": {"lr": 1.0, "lr after it was set to 8": [0.75, 0.25]},
        ">=1.2": {"lr": 0.75, "lr after it was set to 8": [0.25, 1.0]},
    },
    "[MultiplicativeLR]": {">=1.0": {"lr": 0.5, "lr after it was set to 8": [4.0, 2.0]}},
    "[LinearLR]": {">=1.0": {"lr": 0.5, "lr after it was set to 8": [10.67, 13.33]}},
    "[ConstantLR]": {">=1.0": {"lr": 0.3333, "lr after it was set to 8": [8.0, 24.0]}},
    "[PolynomialLR]": {">=1.0": {"lr": 0.75, "lr after it was set to 8": [5.333, 2.667]}},
}
