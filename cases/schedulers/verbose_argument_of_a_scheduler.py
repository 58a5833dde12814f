"""Which releases know the verbose argument of the schedulers?

ReduceLROnPlateau always did, the others since 1.7. From 2.2 to 2.6 it is deprecated: any value warns, and
nothing is printed.
2.7 removed it, and it is a TypeError.

https://github.com/pytorch/pytorch/pull/41580
https://github.com/pytorch/pytorch/pull/111302
https://github.com/pytorch/pytorch/pull/147301
"""

import torch
from torch.optim import lr_scheduler

TORCH = {"[LinearLR]": ">=1.10", "[PolynomialLR]": ">=1.13"}

PARAMS = {
    "scheduler": [
        "StepLR", "ExponentialLR", "CosineAnnealingLR", "LambdaLR", "ReduceLROnPlateau", "LinearLR", "PolynomialLR",
    ],
}  # fmt: skip # rows of names


def observe(scheduler):
    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
    given = {"StepLR": [1], "ExponentialLR": [0.5], "CosineAnnealingLR": [4], "LambdaLR": [lambda epoch: 0.5**epoch]}
    try:
        scheduler = getattr(lr_scheduler, scheduler)(optimizer, *given.get(scheduler, []), verbose=False)
        yield "verbose=False", "taken"
    except TypeError as error:
        yield "verbose=False", type(error).__name__
        return
    optimizer.step()
    scheduler.step(*[1.0] if type(scheduler).__name__ == "ReduceLROnPlateau" else [])
    yield "lr", optimizer.param_groups[0]["lr"]


EXPECT = {
    "[StepLR]": {
        "<1.7": {"verbose=False": "TypeError"},
        ">=1.7,<2.2": {"verbose=False": "taken", "lr": 0.1},
        ">=2.2,<2.7": {"verbose=False": "taken", "lr": 0.1, "warns": ["UserWarning"]},
        ">=2.7": {"verbose=False": "TypeError"},
    },
    "[ExponentialLR]": {
        "<1.7": {"verbose=False": "TypeError"},
        ">=1.7,<2.2": {"verbose=False": "taken", "lr": 0.5},
        ">=2.2,<2.7": {"verbose=False": "taken", "lr": 0.5, "warns": ["UserWarning"]},
        ">=2.7": {"verbose=False": "TypeError"},
    },
    "[LambdaLR]": {
        "<1.7": {"verbose=False": "TypeError"},
        ">=1.7,<2.2": {"verbose=False": "taken", "lr": 0.5},
        ">=2.2,<2.7": {"verbose=False": "taken", "lr": 0.5, "warns": ["UserWarning"]},
        ">=2.7": {"verbose=False": "TypeError"},
    },
    "[CosineAnnealingLR]": {
        "<1.7": {"verbose=False": "TypeError"},
        ">=1.7,<2.2": {"verbose=False": "taken", "lr": 0.8536},
        ">=2.2,<2.7": {"verbose=False": "taken", "lr": 0.8536, "warns": ["UserWarning"]},
        ">=2.7": {"verbose=False": "TypeError"},
    },
    "[ReduceLROnPlateau]": {
        "<2.2": {"verbose=False": "taken", "lr": 1.0},
        ">=2.2,<2.7": {"verbose=False": "taken", "lr": 1.0, "warns": ["UserWarning"]},
        ">=2.7": {"verbose=False": "TypeError"},
    },
    "[LinearLR]": {
        "<2.2": {"verbose=False": "taken", "lr": 0.4667},
        ">=2.2,<2.7": {"verbose=False": "taken", "lr": 0.4667, "warns": ["UserWarning"]},
        ">=2.7": {"verbose=False": "TypeError"},
    },
    "[PolynomialLR]": {
        "<2.2": {"verbose=False": "taken", "lr": 0.8},
        ">=2.2,<2.7": {"verbose=False": "taken", "lr": 0.8, "warns": ["UserWarning"]},
        ">=2.7": {"verbose=False": "TypeError"},
    },
}
