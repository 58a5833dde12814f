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


EXPECT = {
    "[StepLR-get_lr]": {
        "<1.1": {"lr in use": [1.0, 1.0, 1.0], "answer": [2.0, 1.0, 1.0]},
        ">=1.1,<1.2": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.25]},
        ">=1.2,<1.4": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.5]},
        ">=1.4,<1.5": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.25], "warns": ["DeprecationWarning"]},
        ">=1.5": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.25], "warns": ["UserWarning"]},
    },
    "[MultiStepLR-get_last_lr]": {">=1.0": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.5]}},
    "[StepLR-get_last_lr]": {">=1.0": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.5]}},
    "[MultiStepLR-get_lr]": {
        "<1.1": {"lr in use": [1.0, 1.0, 1.0], "answer": [1.0, 1.0, 1.0]},
        ">=1.1,<1.2": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.25]},
        ">=1.2,<1.4": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.5]},
        ">=1.4,<1.5": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.25], "warns": ["DeprecationWarning"]},
        ">=1.5": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.25], "warns": ["UserWarning"]},
    },
    "[ExponentialLR-get_lr]": {
        "<1.1": {"lr in use": [1.0, 1.0, 0.5], "answer": [2.0, 1.0, 0.5]},
        ">=1.1,<1.2": {"lr in use": [1.0, 0.5, 0.25], "answer": [1.0, 0.25, 0.125]},
        ">=1.2,<1.4": {"lr in use": [1.0, 0.5, 0.25], "answer": [1.0, 0.5, 0.25]},
        ">=1.4,<1.5": {"lr in use": [1.0, 0.5, 0.25], "answer": [1.0, 0.25, 0.125], "warns": ["DeprecationWarning"]},
        ">=1.5,<2.8": {"lr in use": [1.0, 0.5, 0.25], "answer": [1.0, 0.25, 0.125], "warns": ["UserWarning"]},
        ">=2.8": {"lr in use": [1.0, 0.5, 0.25], "answer": [0.5, 0.25, 0.125], "warns": ["UserWarning"]},
    },
    "[ExponentialLR-get_last_lr]": {">=1.0": {"lr in use": [1.0, 0.5, 0.25], "answer": [1.0, 0.5, 0.25]}},
    "[MultiplicativeLR-get_last_lr]": {">=1.0": {"lr in use": [1.0, 0.5, 0.25], "answer": [1.0, 0.5, 0.25]}},
    "[CosineAnnealingLR-get_lr]": {
        "<1.1": {"lr in use": [1.0, 1.0, 0.8536], "answer": [0.8536, 1.0, 0.8536]},
        ">=1.1,<1.2": {"lr in use": [1.0, 0.8536, 0.5], "answer": [1.0, 0.7286, 0.2929]},
        ">=1.2,<1.4": {"lr in use": [1.0, 0.8536, 0.5], "answer": [1.0, 0.8536, 0.5]},
        ">=1.4,<1.5": {
            "lr in use": [1.0, 0.8536, 0.5],
            "answer": [1.0, 0.7286, 0.2929],
            "warns": ["DeprecationWarning"],
        },
        ">=1.5,<2.8": {"lr in use": [1.0, 0.8536, 0.5], "answer": [1.0, 0.7286, 0.2929], "warns": ["UserWarning"]},
        ">=2.8": {"lr in use": [1.0, 0.8536, 0.5], "answer": [1.172, 0.7286, 0.2929], "warns": ["UserWarning"]},
    },
    "[CosineAnnealingLR-get_last_lr]": {">=1.0": {"lr in use": [1.0, 0.8536, 0.5], "answer": [1.0, 0.8536, 0.5]}},
    "[LambdaLR-get_lr]": {
        "<1.1": {"lr in use": 1.0, "raises": "ZeroDivisionError"},
        ">=1.1,<1.4": {"lr in use": [1.0, 0.5, 0.3333], "answer": [1.0, 0.5, 0.3333]},
        ">=1.4": {"lr in use": [1.0, 0.5, 0.3333], "answer": [1.0, 0.5, 0.3333], "warns": ["UserWarning"]},
    },
    "[LambdaLR-get_last_lr]": {">=1.0": {"lr in use": [1.0, 0.5, 0.3333], "answer": [1.0, 0.5, 0.3333]}},
    "[CosineAnnealingWarmRestarts-get_lr]": {
        "<1.2": {"lr in use": [1.0, 1.0, 0.75], "answer": [0.75, 1.0, 0.75]},
        ">=1.2,<1.4": {"lr in use": [1.0, 0.75, 0.25], "answer": [1.0, 0.75, 0.25]},
        ">=1.4,<1.5": {"lr in use": [1.0, 0.75, 0.25], "answer": [1.0, 0.75, 0.25], "warns": ["DeprecationWarning"]},
        ">=1.5": {"lr in use": [1.0, 0.75, 0.25], "answer": [1.0, 0.75, 0.25], "warns": ["UserWarning"]},
    },
    "[CosineAnnealingWarmRestarts-get_last_lr]": {
        ">=1.0": {"lr in use": [1.0, 0.75, 0.25], "answer": [1.0, 0.75, 0.25]},
    },
    "[MultiplicativeLR-get_lr]": {
        "<1.5": {"lr in use": [1.0, 0.5, 0.25], "answer": [1.0, 0.25, 0.125], "warns": ["DeprecationWarning"]},
        ">=1.5,<2.8": {"lr in use": [1.0, 0.5, 0.25], "answer": [1.0, 0.25, 0.125], "warns": ["UserWarning"]},
        ">=2.8": {"lr in use": [1.0, 0.5, 0.25], "answer": [0.5, 0.25, 0.125], "warns": ["UserWarning"]},
    },
    "[LinearLR-get_lr]": {
        ">=1.0": {"lr in use": [0.3333, 0.5, 0.6667], "answer": [0.1111, 0.75, 0.8889], "warns": ["UserWarning"]},
    },
    "[LinearLR-get_last_lr]": {">=1.0": {"lr in use": [0.3333, 0.5, 0.6667], "answer": [0.3333, 0.5, 0.6667]}},
    "[ConstantLR-get_lr]": {
        ">=1.0": {"lr in use": [0.3333, 0.3333, 0.3333], "answer": [0.1111, 0.3333, 0.3333], "warns": ["UserWarning"]},
    },
    "[ConstantLR-get_last_lr]": {">=1.0": {"lr in use": [0.3333, 0.3333, 0.3333], "answer": [0.3333, 0.3333, 0.3333]}},
    "[PolynomialLR-get_lr]": {
        "<2.8": {"lr in use": [1.0, 0.75, 0.5], "answer": [1.0, 0.5625, 0.3333], "warns": ["UserWarning"]},
        ">=2.8": {"lr in use": [1.0, 0.75, 0.5], "answer": [0.8, 0.5625, 0.3333], "warns": ["UserWarning"]},
    },
    "[PolynomialLR-get_last_lr]": {">=1.0": {"lr in use": [1.0, 0.75, 0.5], "answer": [1.0, 0.75, 0.5]}},
    "[ReduceLROnPlateau-get_lr]": {
        "<2.2": {"lr in use": 1.0, "raises": "AttributeError"},
        ">=2.2": {"lr in use": 1.0, "raises": "NotImplementedError"},
    },
    "[ReduceLROnPlateau-get_last_lr]": {
        "<2.3": {"lr in use": 1.0, "raises": "AttributeError"},
        ">=2.3": {"lr in use": [1.0, 1.0, 0.5], "answer": [1.0, 1.0, 0.5]},
    },
}
