"""What does "lr_scheduler.step() before optimizer.step()" change, and when is there a warning?

Stepping the scheduler first skips the first learning rate since 1.1,
which turned the order around; in 1.0 it was right.
The warning about it exists since 1.2.
It looks at whether step() was called at all, not at whether it did anything: gradients of None satisfy it.
Stepping another optimizer does not, and an optimizer.step replaced after the scheduler was made gives another
warning.
ReduceLROnPlateau does not look. Two StepLR on one optimizer multiply in 1.1 and since 1.4, but not in 1.2 and 1.3;
two LambdaLR overwrite each other.

https://github.com/pytorch/pytorch/pull/7889
https://github.com/pytorch/pytorch/pull/21463
https://github.com/pytorch/pytorch/pull/26423
https://github.com/deepspeedai/DeepSpeed/issues/1120
https://pytorch.org/docs/stable/optim.html
"""

import torch
from torch.optim import lr_scheduler

PARAMS = {
    "order": [
        "optimizer first", "scheduler first", "scheduler alone", "scheduler with its epoch first", "step wrapped",
        "step replaced", "closure", "gradients all None", "other optimizer stepped", "plateau first", "two schedulers",
    ],
    "scheduler": ["StepLR", "LambdaLR"],
}  # fmt: skip # rows of names


def observe(order, scheduler):
    weight = torch.ones(1, requires_grad=True)
    weight.grad = None if order == "gradients all None" else torch.ones(1)
    optimizer = torch.optim.SGD([weight], lr=1.0)
    other = torch.optim.SGD([weight], lr=1.0)

    def make():
        if order == "plateau first":
            return lr_scheduler.ReduceLROnPlateau(optimizer, patience=0, factor=0.5)
        if scheduler == "StepLR":
            return lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
        return lr_scheduler.LambdaLR(optimizer, lambda epoch: 0.5**epoch)

    schedulers = [make(), make()] if order == "two schedulers" else [make()]
    step = optimizer.step
    if order == "step wrapped":
        optimizer.step = lambda: step()
    elif order == "step replaced":
        optimizer.step = lambda: None
    for epoch in range(2):
        if order not in ("scheduler first", "scheduler alone", "scheduler with its epoch first", "plateau first"):
            yield "lr of the step", optimizer.param_groups[0]["lr"]
            stepped = other if order == "other optimizer stepped" else optimizer
            stepped.step(*[lambda: 0.0] if order == "closure" else [])
        for each in schedulers:
            each.step(*[epoch] if order in ("scheduler with its epoch first", "plateau first") else [])
        if order in ("scheduler first", "scheduler with its epoch first", "plateau first"):
            yield "lr of the step", optimizer.param_groups[0]["lr"]
            optimizer.step()
    yield "lr at the end", optimizer.param_groups[0]["lr"]


EXPECT = {
    "[closure-*]": {
        "<1.1": {"lr of the step": [1.0, 1.0], "lr at the end": 0.5},
        ">=1.1": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25},
    },
    "[gradients all None-*]": {
        "<1.1": {"lr of the step": [1.0, 1.0], "lr at the end": 0.5},
        ">=1.1": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25},
    },
    "[optimizer first-*]": {
        "<1.1": {"lr of the step": [1.0, 1.0], "lr at the end": 0.5},
        ">=1.1": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25},
    },
    "[two schedulers-LambdaLR]": {
        "<1.1": {"lr of the step": [1.0, 1.0], "lr at the end": 0.5},
        ">=1.1": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25},
    },
    "[scheduler first-*]": {
        "<1.1": {"lr of the step": [1.0, 0.5], "lr at the end": 0.5},
        ">=1.1,<1.2": {"lr of the step": [0.5, 0.25], "lr at the end": 0.25},
        ">=1.2": {"lr of the step": [0.5, 0.25], "lr at the end": 0.25, "warns": ["UserWarning"]},
    },
    "[scheduler alone-*]": {
        "<1.1": {"lr at the end": 0.5},
        ">=1.1,<1.2": {"lr at the end": 0.25},
        ">=1.2": {"lr at the end": 0.25, "warns": ["UserWarning"]},
    },
    "[scheduler with its epoch first-*]": {
        "<1.2": {"lr of the step": [1.0, 0.5], "lr at the end": 0.5},
        ">=1.2,<1.4": {"lr of the step": [1.0, 0.5], "lr at the end": 0.5, "warns": ["UserWarning"]},
        ">=1.4,<1.5": {
            "lr of the step": [1.0, 0.5],
            "lr at the end": 0.5,
            "warns": ["DeprecationWarning", "UserWarning"],
        },
        ">=1.5": {"lr of the step": [1.0, 0.5], "lr at the end": 0.5, "warns": ["UserWarning"]},
    },
    "[other optimizer stepped-*]": {
        "<1.1": {"lr of the step": [1.0, 1.0], "lr at the end": 0.5},
        ">=1.1,<1.2": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25},
        ">=1.2": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25, "warns": ["UserWarning"]},
    },
    "[step replaced-*]": {
        "<1.1": {"lr of the step": [1.0, 1.0], "lr at the end": 0.5},
        ">=1.1,<1.2": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25},
        ">=1.2": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25, "warns": ["UserWarning"]},
    },
    "[step wrapped-*]": {
        "<1.1": {"lr of the step": [1.0, 1.0], "lr at the end": 0.5},
        ">=1.1,<1.2": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25},
        ">=1.2": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25, "warns": ["UserWarning"]},
    },
    "[plateau first-*]": {">=1.0": {"lr of the step": [1.0, 0.5], "lr at the end": 0.5}},
    "[two schedulers-StepLR]": {
        "<1.1": {"lr of the step": [1.0, 1.0], "lr at the end": 0.5},
        ">=1.1,<1.2": {"lr of the step": [1.0, 0.25], "lr at the end": 0.0625},
        ">=1.2,<1.4": {"lr of the step": [1.0, 0.5], "lr at the end": 0.25},
        ">=1.4": {"lr of the step": [1.0, 0.25], "lr at the end": 0.0625},
    },
}

CLAIMS = [
    {
        "source": "the warning of PyTorch 1.1 and later about the order of the two",
        "says": "Calling lr_scheduler.step() before optimizer.step() skips the first value of the schedule.",
        "facts": {"lr of the step": [0.5, 0.25]},
        "rows": "[scheduler first-*]",
    },
]
