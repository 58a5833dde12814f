"""What is the learning rate when a schedule has come to its end and training goes on?

OneCycleLR raises a ValueError, one step late: the step after the end goes up again before it does.
In 1.4 a mistake in the handling of that ValueError made it an UnboundLocalError, mended in 1.5.
CosineAnnealingLR climbs back, CosineAnnealingWarmRestarts starts over; LinearLR and ConstantLR stay at the full rate,
PolynomialLR at zero.
In 1.0 every schedule is one step late, that of CosineAnnealingWarmRestarts until 1.2 put it right.

https://github.com/pytorch/pytorch/pull/7889
https://github.com/pytorch/pytorch/pull/23833
https://github.com/pytorch/pytorch/issues/32898
https://github.com/pytorch/pytorch/pull/32997
https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
"""

import torch
from torch.optim import lr_scheduler

TORCH = {
    "[OneCycleLR*]": ">=1.3",
    "[LinearLR]": ">=1.10",
    "[ConstantLR]": ">=1.10",
    "[SequentialLR]": ">=1.10",
    "[PolynomialLR]": ">=1.13",
    "[CosineAnnealingWarmRestarts]": ">=1.1",
}

PARAMS = {
    "scheduler": [
        "OneCycleLR", "OneCycleLR in epochs", "CosineAnnealingLR", "CosineAnnealingWarmRestarts", "LinearLR",
        "ConstantLR", "PolynomialLR", "SequentialLR", "ReduceLROnPlateau", "StepLR",
    ],
}  # fmt: skip # rows of names


def observe(scheduler):
    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0, momentum=0.5)
    make = getattr(lr_scheduler, scheduler.split()[0])
    scheduler = {
        "OneCycleLR": lambda: make(optimizer, 1.0, total_steps=4),
        "OneCycleLR in epochs": lambda: make(optimizer, 1.0, epochs=2, steps_per_epoch=2),
        "CosineAnnealingLR": lambda: make(optimizer, 3),
        "CosineAnnealingWarmRestarts": lambda: make(optimizer, 3),
        "LinearLR": lambda: make(optimizer, total_iters=3),
        "ConstantLR": lambda: make(optimizer, total_iters=3),
        "PolynomialLR": lambda: make(optimizer, total_iters=3),
        "SequentialLR": lambda: make(
            optimizer,
            [lr_scheduler.LinearLR(optimizer, 0.5, 1.0, 2), lr_scheduler.CosineAnnealingLR(optimizer, 2)],
            [2],
        ),
        "ReduceLROnPlateau": lambda: make(optimizer, patience=0, factor=0.1, min_lr=0.1),
        "StepLR": lambda: make(optimizer, 1, gamma=0.1),
    }[scheduler]()
    for _ in range(7):
        optimizer.step()
        yield "lr of the step", round(optimizer.param_groups[0]["lr"], 4)
        scheduler.step(*[1.0] if type(scheduler).__name__ == "ReduceLROnPlateau" else [])


EXPECT = {
    "[OneCycleLR]": {
        "<1.4": {"lr of the step": [0.04, 0.8117, 0.2831, 0.0, 0.2831], "raises": "ValueError"},
        ">=1.4,<1.5": {"lr of the step": [0.04, 0.8117, 0.2831, 0.0, 0.2831], "raises": "UnboundLocalError"},
        ">=1.5": {"lr of the step": [0.04, 0.8117, 0.2831, 0.0, 0.2831], "raises": "ValueError"},
    },
    "[OneCycleLR in epochs]": {
        "<1.4": {"lr of the step": [0.04, 0.8117, 0.2831, 0.0, 0.2831], "raises": "ValueError"},
        ">=1.4,<1.5": {"lr of the step": [0.04, 0.8117, 0.2831, 0.0, 0.2831], "raises": "UnboundLocalError"},
        ">=1.5": {"lr of the step": [0.04, 0.8117, 0.2831, 0.0, 0.2831], "raises": "ValueError"},
    },
    "[CosineAnnealingLR]": {
        "<1.1": {"lr of the step": [1.0, 1.0, 0.75, 0.25, 0.0, 0.25, 0.75]},
        ">=1.1": {"lr of the step": [1.0, 0.75, 0.25, 0.0, 0.25, 0.75, 1.0]},
    },
    "[CosineAnnealingWarmRestarts]": {
        "<1.2": {"lr of the step": [1.0, 1.0, 0.75, 0.25, 1.0, 0.75, 0.25]},
        ">=1.2": {"lr of the step": [1.0, 0.75, 0.25, 1.0, 0.75, 0.25, 1.0]},
    },
    "[LinearLR]": {">=1.0": {"lr of the step": [0.3333, 0.5556, 0.7778, 1.0, 1.0, 1.0, 1.0]}},
    "[ConstantLR]": {">=1.0": {"lr of the step": [0.3333, 0.3333, 0.3333, 1.0, 1.0, 1.0, 1.0]}},
    "[PolynomialLR]": {">=1.0": {"lr of the step": [1.0, 0.6667, 0.3333, 0.0, 0.0, 0.0, 0.0]}},
    "[SequentialLR]": {
        "<2.9": {"lr of the step": [0.5, 0.75, 1.0, 0.5, 0.0, 0.5, 1.0], "warns": ["UserWarning"]},
        ">=2.9": {"lr of the step": [0.5, 0.75, 1.0, 0.5, 0.0, 0.5, 1.0]},
    },
    "[ReduceLROnPlateau]": {">=1.0": {"lr of the step": [1.0, 1.0, 0.1, 0.1, 0.1, 0.1, 0.1]}},
    "[StepLR]": {
        "<1.1": {"lr of the step": [1.0, 1.0, 0.1, 0.01, 0.001, 0.0001, 0.0]},
        ">=1.1": {"lr of the step": [1.0, 0.1, 0.01, 0.001, 0.0001, 0.0, 0.0]},
    },
}
