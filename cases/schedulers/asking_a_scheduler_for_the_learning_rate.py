"""Is scheduler.get_lr() the learning rate in use, or is it get_last_lr()?

get_last_lr(), since 1.4. get_lr() became the step function of the schedule then: asked in between, StepLR and its kin
answer with the factor applied once more, and a warning points at get_last_lr().
In 1.1 it had been so once before, silently; 1.2 took it back, and there get_lr() was the rate in use.
In 1.0 it was one step behind or nonsense, and LambdaLR was asked for the epoch -1.
CosineAnnealingWarmRestarts is right everywhere but in 1.1, where it still stepped like 1.0.
ReduceLROnPlateau has no get_lr(): an AttributeError until 2.1,
a NotImplementedError since 2.2, when it became a scheduler
like the others and got get_last_lr(), which works before the first step since 2.3.
Asked before the first step, ExponentialLR,
PolynomialLR and others apply the factor since 2.8, as resuming was mended.

https://github.com/pytorch/pytorch/pull/7889
https://github.com/pytorch/pytorch/pull/21463
https://github.com/pytorch/pytorch/pull/23833
https://github.com/pytorch/pytorch/pull/26423
https://github.com/pytorch/pytorch/pull/108464
https://github.com/pytorch/pytorch/pull/119556
https://github.com/pytorch/pytorch/pull/149312
"""

import torch
from torch.optim import lr_scheduler

TORCH = {
    "[*-get_last_lr]": ">=1.4",
    "[CosineAnnealingWarmRestarts*]": ">=1.1",
    "[MultiplicativeLR*]": ">=1.4",
    "[LinearLR*]": ">=1.10",
    "[ConstantLR*]": ">=1.10",
    "[PolynomialLR*]": ">=1.13",
}

PARAMS = {
    "scheduler": [
        "StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "LambdaLR", "CosineAnnealingWarmRestarts",
        "MultiplicativeLR", "LinearLR", "ConstantLR", "PolynomialLR", "ReduceLROnPlateau",
    ],
    "asked": ["get_lr", "get_last_lr"],
}  # fmt: skip # rows of names


def observe(scheduler, asked):
    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
    make = getattr(lr_scheduler, scheduler)
    scheduler = {
        "StepLR": lambda: make(optimizer, 2, gamma=0.5),
        "MultiStepLR": lambda: make(optimizer, [2], gamma=0.5),
        "ExponentialLR": lambda: make(optimizer, 0.5),
        "CosineAnnealingLR": lambda: make(optimizer, 4),
        "LambdaLR": lambda: make(optimizer, lambda epoch: 1 / (epoch + 1)),
        "CosineAnnealingWarmRestarts": lambda: make(optimizer, 3),
        "MultiplicativeLR": lambda: make(optimizer, lambda epoch: 0.5),
        "LinearLR": lambda: make(optimizer, total_iters=4),
        "ConstantLR": lambda: make(optimizer, total_iters=3),
        "PolynomialLR": lambda: make(optimizer, total_iters=4),
        "ReduceLROnPlateau": lambda: make(optimizer, patience=0, factor=0.5),
    }[scheduler]()
    for _ in range(3):
        yield "lr in use", round(optimizer.param_groups[0]["lr"], 4)
        yield "answer", round(getattr(scheduler, asked)()[0], 4)
        optimizer.step()
        scheduler.step(*[1.0] if type(scheduler).__name__ == "ReduceLROnPlateau" else [])
