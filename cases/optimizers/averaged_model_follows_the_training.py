"""Does AveragedModel track gradients, follow the model, and average its buffers?

It is a deep copy whose weights require grad: training it by mistake gives it gradients of its own, none to the model.
update_parameters() averages the weights, and the buffers too with use_buffers=True.
Otherwise the buffers stayed those of the beginning until 1.13, and are copied from the model since 2.0.
The exponential average came in 2.1. No warning announced the copying.

https://github.com/pytorch/pytorch/issues/84053
https://github.com/pytorch/pytorch/pull/84054
https://github.com/pytorch/pytorch/pull/71763
https://github.com/pytorch/pytorch/pull/94820
"""

import torch
from torch import nn
from torch.optim import swa_utils

TORCH = {"[*]": ">=1.6", "[buffers averaged]": ">=1.12", "[ema*]": ">=2.1"}

PARAMS = {
    "average": [
        "mean", "own function", "buffers averaged", "ema", "ema of buffers", "trained by mistake",
    ],
}  # fmt: skip # rows of names


def observe(device, average):
    model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.BatchNorm1d(1, momentum=1.0)).to(device)
    nn.init.constant_(model[0].weight, 4)
    options = {}
    if average == "own function":
        options = {"avg_fn": lambda averaged, current, count: 0.75 * averaged + 0.25 * current}
    elif average in ("buffers averaged", "ema of buffers"):
        options = {"use_buffers": True}
    if average.startswith("ema"):
        options["multi_avg_fn"] = swa_utils.get_ema_multi_avg_fn(0.75)
    averaged = swa_utils.AveragedModel(model, **options)
    yield "averaged weight requires grad", averaged.module[0].weight.requires_grad
    for value in (4.0, 8.0):
        with torch.no_grad():
            model[0].weight.fill_(value)
            model(torch.tensor([[value], [-value], [0.0]], device=device))
        averaged.update_parameters(model)
        yield "averaged weight", averaged.module[0].weight.item()
        yield "averaged running_var", round(averaged.module[1].running_var.item(), 2)
    yield "averaged weight is a leaf", averaged.module[0].weight.is_leaf
    if average == "trained by mistake":
        averaged(torch.tensor([[1.0], [2.0]], device=device)).pow(3).sum().backward()
        yield "model weight got a gradient", model[0].weight.grad is not None
        yield "averaged weight got a gradient", averaged.module[0].weight.grad is not None


EXPECT = {
    "[mean]": {
        "<2.0": {
            "averaged weight requires grad": True,
            "averaged weight": [4.0, 6.0],
            "averaged running_var": [1.0, 1.0],
            "averaged weight is a leaf": True,
        },
        ">=2.0": {
            "averaged weight requires grad": True,
            "averaged weight": [4.0, 6.0],
            "averaged running_var": [256.0, 4096.0],
            "averaged weight is a leaf": True,
        },
    },
    "[own function]": {
        "<2.0": {
            "averaged weight requires grad": True,
            "averaged weight": [4.0, 5.0],
            "averaged running_var": [1.0, 1.0],
            "averaged weight is a leaf": True,
        },
        ">=2.0": {
            "averaged weight requires grad": True,
            "averaged weight": [4.0, 5.0],
            "averaged running_var": [256.0, 4096.0],
            "averaged weight is a leaf": True,
        },
    },
    "[buffers averaged]": {
        ">=1.0": {
            "averaged weight requires grad": True,
            "averaged weight": [4.0, 6.0],
            "averaged running_var": [256.0, 2176.0],
            "averaged weight is a leaf": True,
        },
    },
    "[ema]": {
        ">=1.0": {
            "averaged weight requires grad": True,
            "averaged weight": [4.0, 5.0],
            "averaged running_var": [256.0, 4096.0],
            "averaged weight is a leaf": True,
        },
    },
    "[ema of buffers]": {
        ">=1.0": {
            "averaged weight requires grad": True,
            "averaged weight": [4.0, 5.0],
            "averaged running_var": [256.0, 1216.0],
            "averaged weight is a leaf": True,
        },
    },
    "[trained by mistake]": {
        "<2.0": {
            "averaged weight requires grad": True,
            "averaged weight": [4.0, 6.0],
            "averaged running_var": [1.0, 1.0],
            "averaged weight is a leaf": True,
            "model weight got a gradient": False,
            "averaged weight got a gradient": True,
        },
        ">=2.0": {
            "averaged weight requires grad": True,
            "averaged weight": [4.0, 6.0],
            "averaged running_var": [256.0, 4096.0],
            "averaged weight is a leaf": True,
            "model weight got a gradient": False,
            "averaged weight got a gradient": True,
        },
    },
}
