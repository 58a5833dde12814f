"""Which learning rates does a scheduler give, step by step?

The learning rate of seven steps, with scheduler.step() after each optimizer.step().
In 1.0 the first scheduler.step() repeated the initial rate, so every schedule came one step late;
since 1.1 the scheduler makes that step when it is made, CosineAnnealingWarmRestarts since 1.2.
ReduceLROnPlateau never repeated a rate. No warning announced the change; one about the order of calls came in 1.2.
SequentialLR multiplied the starts of all its schedulers until 1.12; since 1.13 it starts like the first of them,
and since 2.9 it no longer warns of an epoch argument that it gave itself.

https://github.com/pytorch/pytorch/pull/7889
https://github.com/pytorch/pytorch/pull/23833
https://github.com/pytorch/pytorch/pull/72856
https://github.com/pytorch/pytorch/pull/149392
https://github.com/pytorch/pytorch/issues/72874
https://github.com/pytorch/pytorch/issues/67586
https://pytorch.org/docs/stable/optim.html
"""

import torch
from torch.optim import lr_scheduler

TORCH = {
    "[CyclicLR*]": ">=1.1",
    "[CosineAnnealingWarmRestarts*]": ">=1.1",
    "[OneCycleLR*]": ">=1.3",
    "[MultiplicativeLR*]": ">=1.4",
    "[LinearLR*]": ">=1.10",
    "[ConstantLR*]": ">=1.10",
    "[ChainedScheduler*]": ">=1.10",
    "[SequentialLR*]": ">=1.10",
    "[PolynomialLR*]": ">=1.13",
}

PARAMS = {
    "scheduler": [
        "StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "CosineAnnealingLR to a floor", "LambdaLR",
        "ReduceLROnPlateau", "CyclicLR", "OneCycleLR", "CosineAnnealingWarmRestarts", "MultiplicativeLR", "LinearLR",
        "ConstantLR", "ChainedScheduler", "SequentialLR", "PolynomialLR", "CyclicLR triangular2", "OneCycleLR linear",
        "SequentialLR of three", "MultiStepLR with a double milestone",
    ],
}  # fmt: skip # rows of names


def observe(scheduler):
    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0, momentum=0.5)
    make = getattr(lr_scheduler, scheduler.split()[0])
    scheduler = {
        "StepLR": lambda: make(optimizer, 2, gamma=0.5),
        "MultiStepLR": lambda: make(optimizer, [1, 4], gamma=0.5),
        "MultiStepLR with a double milestone": lambda: make(optimizer, [2, 2], gamma=0.5),
        "ExponentialLR": lambda: make(optimizer, 0.5),
        "CosineAnnealingLR": lambda: make(optimizer, 4),
        "CosineAnnealingLR to a floor": lambda: make(optimizer, 3, eta_min=0.25),
        "LambdaLR": lambda: make(optimizer, lambda epoch: 1 / (epoch + 1)),
        "ReduceLROnPlateau": lambda: make(optimizer, patience=1, factor=0.5),
        "CyclicLR": lambda: make(optimizer, 0.5, 1.0, step_size_up=2, cycle_momentum=False),
        "CyclicLR triangular2": lambda: make(
            optimizer, 0.5, 1.0, step_size_up=2, cycle_momentum=False, mode="triangular2"
        ),
        "OneCycleLR": lambda: make(optimizer, 1.0, total_steps=8),
        "OneCycleLR linear": lambda: make(optimizer, 1.0, total_steps=8, anneal_strategy="linear"),
        "CosineAnnealingWarmRestarts": lambda: make(optimizer, 3),
        "MultiplicativeLR": lambda: make(optimizer, lambda epoch: 0.5),
        "LinearLR": lambda: make(optimizer, total_iters=4),
        "ConstantLR": lambda: make(optimizer, total_iters=3),
        "PolynomialLR": lambda: make(optimizer, total_iters=4, power=2.0),
        "ChainedScheduler": lambda: make(
            [lr_scheduler.ExponentialLR(optimizer, 0.5), lr_scheduler.StepLR(optimizer, 2)]
        ),
        "SequentialLR": lambda: make(
            optimizer, [lr_scheduler.ConstantLR(optimizer, 0.1, 2), lr_scheduler.ExponentialLR(optimizer, 0.5)], [2]
        ),
        "SequentialLR of three": lambda: make(
            optimizer,
            [
                lr_scheduler.LinearLR(optimizer, 0.5, 1.0, 2),
                lr_scheduler.ConstantLR(optimizer, 0.5, 9),
                lr_scheduler.ExponentialLR(optimizer, 0.5),
            ],
            [2, 4],
        ),
    }[scheduler]()
    for _ in range(7):
        optimizer.step()
        yield "lr of the step", round(optimizer.param_groups[0]["lr"], 4)
        scheduler.step(*[1.0] if type(scheduler).__name__ == "ReduceLROnPlateau" else [])


EXPECT = {
    "[StepLR]": {
        "<1.1": {"lr of the step": [1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25]},
        ">=1.1": {"lr of the step": [1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.125]},
    },
    "[MultiStepLR]": {
        "<1.1": {"lr of the step": [1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25]},
        ">=1.1": {"lr of the step": [1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]},
    },
    "[ExponentialLR]": {
        "<1.1": {"lr of the step": [1.0, 1.0, 0.5, 0.25, 0.125, 0.0625, 0.0312]},
        ">=1.1": {"lr of the step": [1.0, 0.5, 0.25, 0.125, 0.0625, 0.0312, 0.0156]},
    },
    "[CosineAnnealingLR]": {
        "<1.1": {"lr of the step": [1.0, 1.0, 0.8536, 0.5, 0.1464, 0.0, 0.1464]},
        ">=1.1": {"lr of the step": [1.0, 0.8536, 0.5, 0.1464, 0.0, 0.1464, 0.5]},
    },
    "[CosineAnnealingLR to a floor]": {
        "<1.1": {"lr of the step": [1.0, 1.0, 0.8125, 0.4375, 0.25, 0.4375, 0.8125]},
        ">=1.1": {"lr of the step": [1.0, 0.8125, 0.4375, 0.25, 0.4375, 0.8125, 1.0]},
    },
    "[LambdaLR]": {
        "<1.1": {"lr of the step": [1.0, 1.0, 0.5, 0.3333, 0.25, 0.2, 0.1667]},
        ">=1.1": {"lr of the step": [1.0, 0.5, 0.3333, 0.25, 0.2, 0.1667, 0.1429]},
    },
    "[ReduceLROnPlateau]": {">=1.0": {"lr of the step": [1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25]}},
    "[CyclicLR]": {">=1.0": {"lr of the step": [0.5, 0.75, 1.0, 0.75, 0.5, 0.75, 1.0]}},
    "[OneCycleLR]": {">=1.0": {"lr of the step": [0.04, 0.8193, 0.9719, 0.8117, 0.556, 0.2831, 0.0766]}},
    "[CosineAnnealingWarmRestarts]": {
        "<1.2": {"lr of the step": [1.0, 1.0, 0.75, 0.25, 1.0, 0.75, 0.25]},
        ">=1.2": {"lr of the step": [1.0, 0.75, 0.25, 1.0, 0.75, 0.25, 1.0]},
    },
    "[MultiplicativeLR]": {">=1.0": {"lr of the step": [1.0, 0.5, 0.25, 0.125, 0.0625, 0.0312, 0.0156]}},
    "[LinearLR]": {">=1.0": {"lr of the step": [0.3333, 0.5, 0.6667, 0.8333, 1.0, 1.0, 1.0]}},
    "[ConstantLR]": {">=1.0": {"lr of the step": [0.3333, 0.3333, 0.3333, 1.0, 1.0, 1.0, 1.0]}},
    "[ChainedScheduler]": {">=1.0": {"lr of the step": [1.0, 0.5, 0.025, 0.0125, 0.0006, 0.0003, 0.0]}},
    "[SequentialLR]": {
        "<2.9": {"lr of the step": [0.1, 0.1, 1.0, 0.5, 0.25, 0.125, 0.0625], "warns": ["UserWarning"]},
        ">=2.9": {"lr of the step": [0.1, 0.1, 1.0, 0.5, 0.25, 0.125, 0.0625]},
    },
    "[PolynomialLR]": {">=1.0": {"lr of the step": [1.0, 0.5625, 0.25, 0.0625, 0.0, 0.0, 0.0]}},
    "[CyclicLR triangular2]": {">=1.0": {"lr of the step": [0.5, 0.75, 1.0, 0.75, 0.5, 0.625, 0.75]}},
    "[OneCycleLR linear]": {">=1.0": {"lr of the step": [0.04, 0.7257, 0.8929, 0.7143, 0.5357, 0.3571, 0.1786]}},
    "[SequentialLR of three]": {
        "<1.13": {"lr of the step": [0.25, 0.375, 0.5, 0.5, 1.0, 0.5, 0.25], "warns": ["UserWarning"]},
        ">=1.13,<2.9": {"lr of the step": [0.5, 0.75, 0.5, 0.5, 1.0, 0.5, 0.25], "warns": ["UserWarning"]},
        ">=2.9": {"lr of the step": [0.5, 0.75, 0.5, 0.5, 1.0, 0.5, 0.25]},
    },
    "[MultiStepLR with a double milestone]": {
        "<1.1": {"lr of the step": [1.0, 1.0, 1.0, 0.25, 0.25, 0.25, 0.25]},
        ">=1.1": {"lr of the step": [1.0, 1.0, 0.25, 0.25, 0.25, 0.25, 0.25]},
    },
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/1.0.0/optim.html",
        "says": "StepLR(optimizer, 2) gives the initial rate for two steps, and half of it for the next two.",
        "facts": {"lr of the step": [1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.125]},
        "rows": "[StepLR]",
    },
]
