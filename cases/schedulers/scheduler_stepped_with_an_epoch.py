"""Does scheduler.step(epoch) still jump to the learning rate of that epoch?

It does, for all but MultiplicativeLR, which multiplies once however far the jump.
1.1 ignored the jump, as its schedules scaled what they found; 1.2 went back to computing the rate from the epoch.
Since 1.4 step() scales and step(epoch) computes. MultiStepLR computed the last rate whatever the epoch in 1.4,
mended in 1.5.
The argument is deprecated: a DeprecationWarning in 1.4, a UserWarning since 1.5,
but for CosineAnnealingWarmRestarts, where it is meant.
step(0) of MultiplicativeLR left the rate alone until 2.7, and multiplies since 2.8.

https://github.com/pytorch/pytorch/pull/21463
https://github.com/pytorch/pytorch/pull/26423
https://github.com/pytorch/pytorch/issues/33229
https://github.com/pytorch/pytorch/pull/149312
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
    "[PolynomialLR*]": ">=1.13",
}

PARAMS = {
    "scheduler": [
        "StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "LambdaLR", "CyclicLR", "OneCycleLR",
        "CosineAnnealingWarmRestarts", "MultiplicativeLR", "LinearLR", "ConstantLR", "PolynomialLR",
    ],
    "epoch": [0, 3],
}  # fmt: skip # rows of names


def observe(scheduler, epoch):
    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
    make = getattr(lr_scheduler, scheduler)
    scheduler = {
        "StepLR": lambda: make(optimizer, 2, gamma=0.5),
        "MultiStepLR": lambda: make(optimizer, [2], gamma=0.5),
        "ExponentialLR": lambda: make(optimizer, 0.5),
        "CosineAnnealingLR": lambda: make(optimizer, 4),
        "LambdaLR": lambda: make(optimizer, lambda epoch: 1 / (epoch + 1)),
        "CyclicLR": lambda: make(optimizer, 0.5, 1.0, step_size_up=2, cycle_momentum=False),
        "OneCycleLR": lambda: make(optimizer, 1.0, total_steps=8, cycle_momentum=False),
        "CosineAnnealingWarmRestarts": lambda: make(optimizer, 3),
        "MultiplicativeLR": lambda: make(optimizer, lambda epoch: 0.5),
        "LinearLR": lambda: make(optimizer, total_iters=4),
        "ConstantLR": lambda: make(optimizer, total_iters=3),
        "PolynomialLR": lambda: make(optimizer, total_iters=4),
    }[scheduler]()
    optimizer.step()
    scheduler.step(epoch)
    yield "lr after step(epoch)", round(optimizer.param_groups[0]["lr"], 4)
    optimizer.step()
    scheduler.step()
    yield "lr after one step more", round(optimizer.param_groups[0]["lr"], 4)
    yield "last_epoch", scheduler.last_epoch


EXPECT = {
    "[StepLR-0]": {
        "<1.4": {"lr after step(epoch)": 1.0, "lr after one step more": 1.0, "last_epoch": 1},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 1.0,
            "last_epoch": 1,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 1.0,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[StepLR-3]": {
        "<1.1": {"lr after step(epoch)": 0.5, "lr after one step more": 0.25, "last_epoch": 4},
        ">=1.1,<1.2": {"lr after step(epoch)": 1.0, "lr after one step more": 0.5, "last_epoch": 4},
        ">=1.2,<1.4": {"lr after step(epoch)": 0.5, "lr after one step more": 0.25, "last_epoch": 4},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.25,
            "last_epoch": 4,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.25,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[MultiStepLR-0]": {
        "<1.4": {"lr after step(epoch)": 1.0, "lr after one step more": 1.0, "last_epoch": 1},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.5,
            "last_epoch": 1,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 1.0,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[MultiStepLR-3]": {
        "<1.1": {"lr after step(epoch)": 0.5, "lr after one step more": 0.5, "last_epoch": 4},
        ">=1.1,<1.2": {"lr after step(epoch)": 1.0, "lr after one step more": 1.0, "last_epoch": 4},
        ">=1.2,<1.4": {"lr after step(epoch)": 0.5, "lr after one step more": 0.5, "last_epoch": 4},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.5,
            "last_epoch": 4,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.5,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[ExponentialLR-0]": {
        "<1.4": {"lr after step(epoch)": 1.0, "lr after one step more": 0.5, "last_epoch": 1},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 0.5,
            "last_epoch": 1,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 0.5,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[LambdaLR-0]": {
        "<1.4": {"lr after step(epoch)": 1.0, "lr after one step more": 0.5, "last_epoch": 1},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 0.5,
            "last_epoch": 1,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 0.5,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[ExponentialLR-3]": {
        "<1.1": {"lr after step(epoch)": 0.125, "lr after one step more": 0.0625, "last_epoch": 4},
        ">=1.1,<1.2": {"lr after step(epoch)": 0.5, "lr after one step more": 0.25, "last_epoch": 4},
        ">=1.2,<1.4": {"lr after step(epoch)": 0.125, "lr after one step more": 0.0625, "last_epoch": 4},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.125,
            "lr after one step more": 0.0625,
            "last_epoch": 4,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.125,
            "lr after one step more": 0.0625,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[CosineAnnealingLR-0]": {
        "<1.4": {"lr after step(epoch)": 1.0, "lr after one step more": 0.8536, "last_epoch": 1},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 0.8536,
            "last_epoch": 1,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 0.8536,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[CosineAnnealingLR-3]": {
        "<1.1": {"lr after step(epoch)": 0.1464, "lr after one step more": 0.0, "last_epoch": 4},
        ">=1.1,<1.2": {"lr after step(epoch)": 0.2929, "lr after one step more": 0.0, "last_epoch": 4},
        ">=1.2,<1.4": {"lr after step(epoch)": 0.1464, "lr after one step more": 0.0, "last_epoch": 4},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.1464,
            "lr after one step more": 0.0,
            "last_epoch": 4,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.1464,
            "lr after one step more": 0.0,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[LambdaLR-3]": {
        "<1.4": {"lr after step(epoch)": 0.25, "lr after one step more": 0.2, "last_epoch": 4},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.25,
            "lr after one step more": 0.2,
            "last_epoch": 4,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.25,
            "lr after one step more": 0.2,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[CyclicLR-0]": {
        "<1.4": {"lr after step(epoch)": 0.5, "lr after one step more": 0.75, "last_epoch": 1},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.75,
            "last_epoch": 1,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.75,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[CyclicLR-3]": {
        "<1.4": {"lr after step(epoch)": 0.75, "lr after one step more": 0.5, "last_epoch": 4},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.75,
            "lr after one step more": 0.5,
            "last_epoch": 4,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.75,
            "lr after one step more": 0.5,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[OneCycleLR-0]": {
        "<1.4": {"lr after step(epoch)": 0.04, "lr after one step more": 0.8193, "last_epoch": 1},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.04,
            "lr after one step more": 0.8193,
            "last_epoch": 1,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.04,
            "lr after one step more": 0.8193,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[OneCycleLR-3]": {
        "<1.4": {"lr after step(epoch)": 0.8117, "lr after one step more": 0.556, "last_epoch": 4},
        ">=1.4,<1.5": {
            "lr after step(epoch)": 0.8117,
            "lr after one step more": 0.556,
            "last_epoch": 4,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.8117,
            "lr after one step more": 0.556,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[CosineAnnealingWarmRestarts-0]": {
        ">=1.0": {"lr after step(epoch)": 1.0, "lr after one step more": 0.75, "last_epoch": 1},
    },
    "[CosineAnnealingWarmRestarts-3]": {
        ">=1.0": {"lr after step(epoch)": 1.0, "lr after one step more": 0.75, "last_epoch": 4},
    },
    "[MultiplicativeLR-0]": {
        "<1.5": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 0.5,
            "last_epoch": 1,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5,<2.8": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 0.5,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
        ">=2.8": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.25,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[MultiplicativeLR-3]": {
        "<1.5": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.25,
            "last_epoch": 4,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5": {
            "lr after step(epoch)": 0.5,
            "lr after one step more": 0.25,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[LinearLR-0]": {
        ">=1.0": {
            "lr after step(epoch)": 0.3333,
            "lr after one step more": 0.5,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[LinearLR-3]": {
        ">=1.0": {
            "lr after step(epoch)": 0.8333,
            "lr after one step more": 1.0,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[ConstantLR-0]": {
        ">=1.0": {
            "lr after step(epoch)": 0.3333,
            "lr after one step more": 0.3333,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[ConstantLR-3]": {
        ">=1.0": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 1.0,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
    "[PolynomialLR-0]": {
        ">=1.0": {
            "lr after step(epoch)": 1.0,
            "lr after one step more": 0.75,
            "last_epoch": 1,
            "warns": ["UserWarning"],
        },
    },
    "[PolynomialLR-3]": {
        ">=1.0": {
            "lr after step(epoch)": 0.25,
            "lr after one step more": 0.0,
            "last_epoch": 4,
            "warns": ["UserWarning"],
        },
    },
}
