"""Does a scheduler write into a learning rate that is a tensor, or replace it?

Until 2.3 it replaced the tensor by a number or a new tensor; whoever captured the tensor kept the first rate.
Since 2.4 it fills the tensor given, CosineAnnealingWarmRestarts and ReduceLROnPlateau since 2.10.
The numbers are the same, but in 1.0, and for CosineAnnealingWarmRestarts in 1.1, they come one step late.
CyclicLR without cycled momentum raised a KeyError for Adam in 1.1, mended in 1.2.

https://github.com/pytorch/pytorch/pull/123753
https://github.com/pytorch/pytorch/pull/163098
https://github.com/pytorch/pytorch/issues/162359
https://github.com/pytorch/pytorch/pull/7889
https://github.com/pytorch/pytorch/pull/23833
https://github.com/pytorch/pytorch/pull/20401
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
    rate = torch.tensor(1.0)
    optimizer = torch.optim.Adam([torch.ones(1, requires_grad=True)], lr=rate)
    make = getattr(lr_scheduler, scheduler)
    scheduler = {
        "StepLR": lambda: make(optimizer, 1, gamma=0.5),
        "MultiStepLR": lambda: make(optimizer, [1], gamma=0.5),
        "ExponentialLR": lambda: make(optimizer, 0.5),
        "CosineAnnealingLR": lambda: make(optimizer, 4),
        "LambdaLR": lambda: make(optimizer, lambda epoch: 0.5**epoch),
        "ReduceLROnPlateau": lambda: make(optimizer, patience=0, factor=0.5),
        "CyclicLR": lambda: make(optimizer, 0.5, 1.0, step_size_up=2, cycle_momentum=False),
        "OneCycleLR": lambda: make(optimizer, 1.0, total_steps=8, cycle_momentum=False),
        "CosineAnnealingWarmRestarts": lambda: make(optimizer, 3),
        "MultiplicativeLR": lambda: make(optimizer, lambda epoch: 0.5),
        "LinearLR": lambda: make(optimizer, total_iters=4),
        "ConstantLR": lambda: make(optimizer, total_iters=1),
        "PolynomialLR": lambda: make(optimizer, total_iters=4),
    }[scheduler]()
    for _ in range(3):
        optimizer.step()
        scheduler.step(*[1.0] if type(scheduler).__name__ == "ReduceLROnPlateau" else [])
        yield "lr of the group", round(float(optimizer.param_groups[0]["lr"]), 4)
    yield "lr of the group is the tensor given", optimizer.param_groups[0]["lr"] is rate
    yield "tensor given", round(rate.item(), 4)


EXPECT = {
    "[ExponentialLR]": {
        "<1.1": {
            "lr of the group": [1.0, 0.5, 0.25],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=1.1,<2.4": {
            "lr of the group": [0.5, 0.25, 0.125],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {
            "lr of the group": [0.5, 0.25, 0.125],
            "lr of the group is the tensor given": True,
            "tensor given": 0.125,
        },
    },
    "[LambdaLR]": {
        "<1.1": {
            "lr of the group": [1.0, 0.5, 0.25],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=1.1,<2.4": {
            "lr of the group": [0.5, 0.25, 0.125],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {
            "lr of the group": [0.5, 0.25, 0.125],
            "lr of the group is the tensor given": True,
            "tensor given": 0.125,
        },
    },
    "[StepLR]": {
        "<1.1": {
            "lr of the group": [1.0, 0.5, 0.25],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=1.1,<2.4": {
            "lr of the group": [0.5, 0.25, 0.125],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {
            "lr of the group": [0.5, 0.25, 0.125],
            "lr of the group is the tensor given": True,
            "tensor given": 0.125,
        },
    },
    "[MultiStepLR]": {
        "<1.1": {"lr of the group": [1.0, 0.5, 0.5], "lr of the group is the tensor given": False, "tensor given": 1.0},
        ">=1.1,<2.4": {
            "lr of the group": [0.5, 0.5, 0.5],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {"lr of the group": [0.5, 0.5, 0.5], "lr of the group is the tensor given": True, "tensor given": 0.5},
    },
    "[CosineAnnealingLR]": {
        "<1.1": {
            "lr of the group": [1.0, 0.8536, 0.5],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=1.1,<2.4": {
            "lr of the group": [0.8536, 0.5, 0.1464],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {
            "lr of the group": [0.8536, 0.5, 0.1464],
            "lr of the group is the tensor given": True,
            "tensor given": 0.1464,
        },
    },
    "[ReduceLROnPlateau]": {
        "<2.10": {
            "lr of the group": [1.0, 0.5, 0.25],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.10": {
            "lr of the group": [1.0, 0.5, 0.25],
            "lr of the group is the tensor given": True,
            "tensor given": 0.25,
        },
    },
    "[CyclicLR]": {
        "<1.2": {"raises": "KeyError"},
        ">=1.2,<2.4": {
            "lr of the group": [0.75, 1.0, 0.75],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {
            "lr of the group": [0.75, 1.0, 0.75],
            "lr of the group is the tensor given": True,
            "tensor given": 0.75,
        },
    },
    "[OneCycleLR]": {
        "<2.4": {
            "lr of the group": [0.8193, 0.9719, 0.8117],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {
            "lr of the group": [0.8193, 0.9719, 0.8117],
            "lr of the group is the tensor given": True,
            "tensor given": 0.8117,
        },
    },
    "[CosineAnnealingWarmRestarts]": {
        "<1.2": {
            "lr of the group": [1.0, 0.75, 0.25],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=1.2,<2.10": {
            "lr of the group": [0.75, 0.25, 1.0],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.10": {
            "lr of the group": [0.75, 0.25, 1.0],
            "lr of the group is the tensor given": True,
            "tensor given": 1.0,
        },
    },
    "[MultiplicativeLR]": {
        "<2.4": {
            "lr of the group": [0.5, 0.25, 0.125],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {
            "lr of the group": [0.5, 0.25, 0.125],
            "lr of the group is the tensor given": True,
            "tensor given": 0.125,
        },
    },
    "[LinearLR]": {
        "<2.4": {
            "lr of the group": [0.5, 0.6667, 0.8333],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {
            "lr of the group": [0.5, 0.6667, 0.8333],
            "lr of the group is the tensor given": True,
            "tensor given": 0.8333,
        },
    },
    "[ConstantLR]": {
        "<2.4": {"lr of the group": [1.0, 1.0, 1.0], "lr of the group is the tensor given": False, "tensor given": 1.0},
        ">=2.4": {"lr of the group": [1.0, 1.0, 1.0], "lr of the group is the tensor given": True, "tensor given": 1.0},
    },
    "[PolynomialLR]": {
        "<2.4": {
            "lr of the group": [0.75, 0.5, 0.25],
            "lr of the group is the tensor given": False,
            "tensor given": 1.0,
        },
        ">=2.4": {
            "lr of the group": [0.75, 0.5, 0.25],
            "lr of the group is the tensor given": True,
            "tensor given": 0.25,
        },
    },
}
