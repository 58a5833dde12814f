"""If I add a parameter group after making the scheduler, does the scheduler handle the new group?

It depends. StepLR and others that scale what they find (in 1.1, and since 1.4) scale the new group too;
in 1.2 and 1.3 they computed from the initial rates, and left it alone. In 1.0 every rate came one step late.
Those that still compute from the initial rates left it alone, silently, until 2.9;
since 2.10 they raise a ValueError of a strict zip.
ReduceLROnPlateau raised an IndexError when it came to reduce; since 2.6 it handles the group,
or says that min_lr was given for fewer groups.
OneCycleLR always failed: a KeyError, in 1.4 an UnboundLocalError, as a KeyError was swallowed there until 1.5.
LinearLR and ConstantLR raise the new group above its rate: they assume it started low.
CosineAnnealingWarmRestarts gave the rates of 1.0 until 1.2 corrected it.

https://github.com/pytorch/pytorch/issues/20997
https://github.com/pytorch/pytorch/issues/62475
https://github.com/pytorch/pytorch/pull/7889
https://github.com/pytorch/pytorch/pull/21463
https://github.com/pytorch/pytorch/pull/26423
https://github.com/pytorch/pytorch/pull/32997
https://github.com/pytorch/pytorch/pull/137637
https://github.com/OpenRLHF/OpenRLHF/issues/1225
https://github.com/huggingface/transformers/pull/43692
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
        "StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "LambdaLR", "ReduceLROnPlateau",
        "ReduceLROnPlateau with min_lr", "CyclicLR", "OneCycleLR", "CosineAnnealingWarmRestarts", "MultiplicativeLR",
        "LinearLR", "ConstantLR", "PolynomialLR",
    ],
}  # fmt: skip # rows of names


def observe(scheduler):
    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
    make = getattr(lr_scheduler, scheduler.split()[0])
    scheduler = {
        "StepLR": lambda: make(optimizer, 1, gamma=0.5),
        "MultiStepLR": lambda: make(optimizer, [1], gamma=0.5),
        "ExponentialLR": lambda: make(optimizer, 0.5),
        "CosineAnnealingLR": lambda: make(optimizer, 4),
        "LambdaLR": lambda: make(optimizer, lambda epoch: 0.5**epoch),
        "ReduceLROnPlateau": lambda: make(optimizer, patience=0, factor=0.5),
        "ReduceLROnPlateau with min_lr": lambda: make(optimizer, patience=0, factor=0.5, min_lr=[0.25]),
        "CyclicLR": lambda: make(optimizer, 0.5, 1.0, step_size_up=2, cycle_momentum=False),
        "OneCycleLR": lambda: make(optimizer, 1.0, total_steps=8, cycle_momentum=False),
        "CosineAnnealingWarmRestarts": lambda: make(optimizer, 3),
        "MultiplicativeLR": lambda: make(optimizer, lambda epoch: 0.5),
        "LinearLR": lambda: make(optimizer, total_iters=4),
        "ConstantLR": lambda: make(optimizer, total_iters=1),
        "PolynomialLR": lambda: make(optimizer, total_iters=4),
    }[scheduler]()
    optimizer.add_param_group({"params": [torch.ones(1, requires_grad=True)], "lr": 1.0})
    for _ in range(2):
        optimizer.step()
        scheduler.step(*[1.0] if type(scheduler).__name__ == "ReduceLROnPlateau" else [])
        yield "lr of the first group", round(optimizer.param_groups[0]["lr"], 4)
        yield "lr of the added group", round(optimizer.param_groups[1]["lr"], 4)


EXPECT = {
    "[ExponentialLR]": {
        "<1.1": {"lr of the first group": [1.0, 0.5], "lr of the added group": [1.0, 1.0]},
        ">=1.1,<1.2": {"lr of the first group": [0.5, 0.25], "lr of the added group": [0.5, 0.25]},
        ">=1.2,<1.4": {"lr of the first group": [0.5, 0.25], "lr of the added group": [1.0, 1.0]},
        ">=1.4": {"lr of the first group": [0.5, 0.25], "lr of the added group": [0.5, 0.25]},
    },
    "[StepLR]": {
        "<1.1": {"lr of the first group": [1.0, 0.5], "lr of the added group": [1.0, 1.0]},
        ">=1.1,<1.2": {"lr of the first group": [0.5, 0.25], "lr of the added group": [0.5, 0.25]},
        ">=1.2,<1.4": {"lr of the first group": [0.5, 0.25], "lr of the added group": [1.0, 1.0]},
        ">=1.4": {"lr of the first group": [0.5, 0.25], "lr of the added group": [0.5, 0.25]},
    },
    "[MultiStepLR]": {
        "<1.1": {"lr of the first group": [1.0, 0.5], "lr of the added group": [1.0, 1.0]},
        ">=1.1,<1.2": {"lr of the first group": [0.5, 0.5], "lr of the added group": [0.5, 0.5]},
        ">=1.2,<1.4": {"lr of the first group": [0.5, 0.5], "lr of the added group": [1.0, 1.0]},
        ">=1.4": {"lr of the first group": [0.5, 0.5], "lr of the added group": [0.5, 0.5]},
    },
    "[CosineAnnealingLR]": {
        "<1.1": {"lr of the first group": [1.0, 0.8536], "lr of the added group": [1.0, 1.0]},
        ">=1.1,<1.2": {"lr of the first group": [0.8536, 0.5], "lr of the added group": [0.8536, 0.5]},
        ">=1.2,<1.4": {"lr of the first group": [0.8536, 0.5], "lr of the added group": [1.0, 1.0]},
        ">=1.4": {"lr of the first group": [0.8536, 0.5], "lr of the added group": [0.8536, 0.5]},
    },
    "[LambdaLR]": {
        "<1.1": {"lr of the first group": [1.0, 0.5], "lr of the added group": [1.0, 1.0]},
        ">=1.1,<2.10": {"lr of the first group": [0.5, 0.25], "lr of the added group": [1.0, 1.0]},
        ">=2.10": {"raises": "ValueError"},
    },
    "[ReduceLROnPlateau]": {
        "<2.6": {"lr of the first group": 1.0, "lr of the added group": 1.0, "raises": "IndexError"},
        ">=2.6": {"lr of the first group": [1.0, 0.5], "lr of the added group": [1.0, 0.5]},
    },
    "[ReduceLROnPlateau with min_lr]": {
        "<2.6": {"lr of the first group": 1.0, "lr of the added group": 1.0, "raises": "IndexError"},
        ">=2.6": {"lr of the first group": 1.0, "lr of the added group": 1.0, "raises": "RuntimeError"},
    },
    "[CyclicLR]": {
        "<2.10": {"lr of the first group": [0.75, 1.0], "lr of the added group": [1.0, 1.0]},
        ">=2.10": {"raises": "ValueError"},
    },
    "[OneCycleLR]": {
        "<1.4": {"raises": "KeyError"},
        ">=1.4,<1.5": {"raises": "UnboundLocalError"},
        ">=1.5": {"raises": "KeyError"},
    },
    "[CosineAnnealingWarmRestarts]": {
        "<1.2": {"lr of the first group": [1.0, 0.75], "lr of the added group": [1.0, 1.0]},
        ">=1.2,<2.10": {"lr of the first group": [0.75, 0.25], "lr of the added group": [1.0, 1.0]},
        ">=2.10": {"raises": "ValueError"},
    },
    "[MultiplicativeLR]": {
        "<2.10": {"lr of the first group": [0.5, 0.25], "lr of the added group": [1.0, 1.0]},
        ">=2.10": {"raises": "ValueError"},
    },
    "[LinearLR]": {">=1.0": {"lr of the first group": [0.5, 0.6667], "lr of the added group": [1.5, 2.0]}},
    "[ConstantLR]": {">=1.0": {"lr of the first group": [1.0, 1.0], "lr of the added group": [3.0, 3.0]}},
    "[PolynomialLR]": {">=1.0": {"lr of the first group": [0.75, 0.5], "lr of the added group": [0.75, 0.5]}},
}
