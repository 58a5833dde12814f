"""How do I resume a schedule: with load_state_dict, with last_epoch, or is the optimizer's state enough?

Three steps are made, then optimizer and scheduler are made anew, in different ways.
Loading both state dicts goes on as before, in every release; in 1.0 all rates come one step later than since 1.1.
The scheduler's alone leaves the optimizer at its first rate:
schedulers that scale what they find (in 1.1 and since 1.4) then scale that,
those that compute it (1.2, 1.3) put it right.
last_epoch needs initial_lr in the groups, else it is a KeyError, and makes one step too many since 1.4:
ExponentialLR and CosineAnnealingLR lose that step in 2.8, StepLR does not.
CosineAnnealingLR given initial_lr scaled the first rate from 1.4 on, and from 1.12 computed the one of last_epoch.
A second scheduler on an optimizer that has initial_lr reset the rate to it until 1.9; since 1.10 most go on
from the current rate.

https://github.com/pytorch/pytorch/issues/60265
https://github.com/pytorch/pytorch/pull/60339
https://github.com/pytorch/pytorch/pull/63457
https://github.com/pytorch/pytorch/pull/7889
https://github.com/pytorch/pytorch/pull/21463
https://github.com/pytorch/pytorch/pull/26423
https://github.com/pytorch/pytorch/issues/102261
https://github.com/pytorch/pytorch/pull/149312
"""

import copy

import torch
from torch.optim import lr_scheduler

PARAMS = {
    "scheduler": ["StepLR", "ExponentialLR", "CosineAnnealingLR", "LambdaLR"],
    "resumed_by": [
        "both state dicts", "state dict of the scheduler", "state dict of the optimizer", "last_epoch alone",
        "last_epoch and initial_lr", "last_epoch and state dict of the optimizer",
        "a second scheduler on the old optimizer",
    ],
}  # fmt: skip # rows of names


def observe(scheduler, resumed_by):
    def make(optimizer, last_epoch=-1):
        return {
            "StepLR": lambda: lr_scheduler.StepLR(optimizer, 2, gamma=0.5, last_epoch=last_epoch),
            "ExponentialLR": lambda: lr_scheduler.ExponentialLR(optimizer, 0.5, last_epoch=last_epoch),
            "CosineAnnealingLR": lambda: lr_scheduler.CosineAnnealingLR(optimizer, 8, last_epoch=last_epoch),
            "LambdaLR": lambda: lr_scheduler.LambdaLR(optimizer, lambda epoch: 1 / (1 + epoch), last_epoch),
        }[scheduler]()

    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
    first = make(optimizer)
    for _ in range(3):
        optimizer.step()
        first.step()
    yield "lr before", round(optimizer.param_groups[0]["lr"], 4)
    saved = copy.deepcopy(optimizer.state_dict()), first.state_dict()

    if resumed_by != "a second scheduler on the old optimizer":
        optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
    if resumed_by in ("state dict of the optimizer", "last_epoch and state dict of the optimizer"):
        optimizer.load_state_dict(saved[0])
    if resumed_by == "last_epoch and initial_lr":
        optimizer.param_groups[0]["initial_lr"] = 1.0
    second = make(optimizer, 3 if resumed_by.startswith("last_epoch") else -1)
    if resumed_by in ("both state dicts", "state dict of the scheduler"):
        second.load_state_dict(saved[1])
    if resumed_by == "both state dicts":
        optimizer.load_state_dict(saved[0])
    for _ in range(2):
        yield "lr after", round(optimizer.param_groups[0]["lr"], 4)
        optimizer.step()
        second.step()


EXPECT = {
    "[StepLR-both state dicts]": {
        "<1.1": {"lr before": 0.5, "lr after": [0.5, 0.5]},
        ">=1.1": {"lr before": 0.5, "lr after": [0.5, 0.25]},
    },
    "[StepLR-state dict of the scheduler]": {
        "<1.2": {"lr before": 0.5, "lr after": [1.0, 0.5]},
        ">=1.2,<1.4": {"lr before": 0.5, "lr after": [1.0, 0.25]},
        ">=1.4": {"lr before": 0.5, "lr after": [1.0, 0.5]},
    },
    "[StepLR-a second scheduler on the old optimizer]": {
        "<1.1": {"lr before": 0.5, "lr after": [1.0, 1.0]},
        ">=1.1,<1.2": {"lr before": 0.5, "lr after": [0.5, 0.5]},
        ">=1.2,<1.4": {"lr before": 0.5, "lr after": [1.0, 1.0]},
        ">=1.4": {"lr before": 0.5, "lr after": [0.5, 0.5]},
    },
    "[StepLR-state dict of the optimizer]": {
        "<1.1": {"lr before": 0.5, "lr after": [1.0, 1.0]},
        ">=1.1,<1.2": {"lr before": 0.5, "lr after": [0.5, 0.5]},
        ">=1.2,<1.4": {"lr before": 0.5, "lr after": [1.0, 1.0]},
        ">=1.4": {"lr before": 0.5, "lr after": [0.5, 0.5]},
    },
    "[StepLR-last_epoch alone]": {">=1.0": {"lr before": 0.5, "raises": "KeyError"}},
    "[StepLR-last_epoch and initial_lr]": {
        "<1.1": {"lr before": 0.5, "lr after": [0.25, 0.25]},
        ">=1.1,<1.2": {"lr before": 0.5, "lr after": [1.0, 0.5]},
        ">=1.2,<1.4": {"lr before": 0.5, "lr after": [0.5, 0.25]},
        ">=1.4": {"lr before": 0.5, "lr after": [0.5, 0.5]},
    },
    "[StepLR-last_epoch and state dict of the optimizer]": {
        "<1.1": {"lr before": 0.5, "lr after": [0.25, 0.25]},
        ">=1.1,<1.4": {"lr before": 0.5, "lr after": [0.5, 0.25]},
        ">=1.4": {"lr before": 0.5, "lr after": [0.25, 0.25]},
    },
    "[ExponentialLR-both state dicts]": {
        "<1.1": {"lr before": 0.25, "lr after": [0.25, 0.125]},
        ">=1.1": {"lr before": 0.125, "lr after": [0.125, 0.0625]},
    },
    "[ExponentialLR-state dict of the scheduler]": {
        "<1.1": {"lr before": 0.25, "lr after": [1.0, 0.125]},
        ">=1.1,<1.2": {"lr before": 0.125, "lr after": [1.0, 0.5]},
        ">=1.2,<1.4": {"lr before": 0.125, "lr after": [1.0, 0.0625]},
        ">=1.4": {"lr before": 0.125, "lr after": [1.0, 0.5]},
    },
    "[ExponentialLR-a second scheduler on the old optimizer]": {
        "<1.1": {"lr before": 0.25, "lr after": [1.0, 1.0]},
        ">=1.1,<1.10": {"lr before": 0.125, "lr after": [1.0, 0.5]},
        ">=1.10": {"lr before": 0.125, "lr after": [0.125, 0.0625]},
    },
    "[ExponentialLR-state dict of the optimizer]": {
        "<1.1": {"lr before": 0.25, "lr after": [1.0, 1.0]},
        ">=1.1,<1.10": {"lr before": 0.125, "lr after": [1.0, 0.5]},
        ">=1.10": {"lr before": 0.125, "lr after": [0.125, 0.0625]},
    },
    "[ExponentialLR-last_epoch alone]": {
        "<1.1": {"lr before": 0.25, "raises": "KeyError"},
        ">=1.1": {"lr before": 0.125, "raises": "KeyError"},
    },
    "[ExponentialLR-last_epoch and initial_lr]": {
        "<1.1": {"lr before": 0.25, "lr after": [0.0625, 0.0625]},
        ">=1.1,<1.2": {"lr before": 0.125, "lr after": [0.5, 0.25]},
        ">=1.2,<1.4": {"lr before": 0.125, "lr after": [0.125, 0.0625]},
        ">=1.4,<2.8": {"lr before": 0.125, "lr after": [0.5, 0.25]},
        ">=2.8": {"lr before": 0.125, "lr after": [1.0, 0.5]},
    },
    "[ExponentialLR-last_epoch and state dict of the optimizer]": {
        "<1.1": {"lr before": 0.25, "lr after": [0.0625, 0.0625]},
        ">=1.1,<1.2": {"lr before": 0.125, "lr after": [0.0625, 0.0312]},
        ">=1.2,<1.4": {"lr before": 0.125, "lr after": [0.125, 0.0625]},
        ">=1.4,<2.8": {"lr before": 0.125, "lr after": [0.0625, 0.0312]},
        ">=2.8": {"lr before": 0.125, "lr after": [0.125, 0.0625]},
    },
    "[CosineAnnealingLR-both state dicts]": {
        "<1.1": {"lr before": 0.8536, "lr after": [0.8536, 0.6913]},
        ">=1.1": {"lr before": 0.6913, "lr after": [0.6913, 0.5]},
    },
    "[CosineAnnealingLR-state dict of the scheduler]": {
        "<1.1": {"lr before": 0.8536, "lr after": [1.0, 0.6913]},
        ">=1.1,<1.2": {"lr before": 0.6913, "lr after": [1.0, 0.7232]},
        ">=1.2,<1.4": {"lr before": 0.6913, "lr after": [1.0, 0.5]},
        ">=1.4": {"lr before": 0.6913, "lr after": [1.0, 0.7232]},
    },
    "[CosineAnnealingLR-a second scheduler on the old optimizer]": {
        "<1.1": {"lr before": 0.8536, "lr after": [1.0, 1.0]},
        ">=1.1,<1.10": {"lr before": 0.6913, "lr after": [1.0, 0.9619]},
        ">=1.10": {"lr before": 0.6913, "lr after": [0.6913, 0.665]},
    },
    "[CosineAnnealingLR-state dict of the optimizer]": {
        "<1.1": {"lr before": 0.8536, "lr after": [1.0, 1.0]},
        ">=1.1,<1.10": {"lr before": 0.6913, "lr after": [1.0, 0.9619]},
        ">=1.10": {"lr before": 0.6913, "lr after": [0.6913, 0.665]},
    },
    "[CosineAnnealingLR-last_epoch alone]": {
        "<1.1": {"lr before": 0.8536, "raises": "KeyError"},
        ">=1.1": {"lr before": 0.6913, "raises": "KeyError"},
    },
    "[CosineAnnealingLR-last_epoch and initial_lr]": {
        "<1.1": {"lr before": 0.8536, "lr after": [0.5, 0.5]},
        ">=1.1,<1.2": {"lr before": 0.6913, "lr after": [0.81, 0.5858]},
        ">=1.2,<1.4": {"lr before": 0.6913, "lr after": [0.6913, 0.5]},
        ">=1.4,<1.12": {"lr before": 0.6913, "lr after": [0.7232, 0.4465]},
        ">=1.12,<2.8": {"lr before": 0.6913, "lr after": [0.5, 0.3087]},
        ">=2.8": {"lr before": 0.6913, "lr after": [1.0, 0.6173]},
    },
    "[CosineAnnealingLR-last_epoch and state dict of the optimizer]": {
        "<1.1": {"lr before": 0.8536, "lr after": [0.5, 0.5]},
        ">=1.1,<1.2": {"lr before": 0.6913, "lr after": [0.56, 0.405]},
        ">=1.2,<1.4": {"lr before": 0.6913, "lr after": [0.6913, 0.5]},
        ">=1.4,<2.8": {"lr before": 0.6913, "lr after": [0.5, 0.3087]},
        ">=2.8": {"lr before": 0.6913, "lr after": [0.6913, 0.4268]},
    },
    "[LambdaLR-both state dicts]": {
        "<1.1": {"lr before": 0.3333, "lr after": [0.3333, 0.25]},
        ">=1.1,<1.5": {"lr before": 0.25, "lr after": [0.25, 0.2]},
        ">=1.5,<1.8": {"lr before": 0.25, "lr after": [0.25, 0.2], "warns": ["UserWarning"]},
        ">=1.8": {"lr before": 0.25, "lr after": [0.25, 0.2]},
    },
    "[LambdaLR-state dict of the scheduler]": {
        "<1.1": {"lr before": 0.3333, "lr after": [1.0, 0.25]},
        ">=1.1,<1.5": {"lr before": 0.25, "lr after": [1.0, 0.2]},
        ">=1.5,<1.8": {"lr before": 0.25, "lr after": [1.0, 0.2], "warns": ["UserWarning"]},
        ">=1.8": {"lr before": 0.25, "lr after": [1.0, 0.2]},
    },
    "[LambdaLR-a second scheduler on the old optimizer]": {
        "<1.1": {"lr before": 0.3333, "lr after": [1.0, 1.0]},
        ">=1.1,<1.5": {"lr before": 0.25, "lr after": [1.0, 0.5]},
        ">=1.5,<1.8": {"lr before": 0.25, "lr after": [1.0, 0.5], "warns": ["UserWarning"]},
        ">=1.8": {"lr before": 0.25, "lr after": [1.0, 0.5]},
    },
    "[LambdaLR-state dict of the optimizer]": {
        "<1.1": {"lr before": 0.3333, "lr after": [1.0, 1.0]},
        ">=1.1,<1.5": {"lr before": 0.25, "lr after": [1.0, 0.5]},
        ">=1.5,<1.8": {"lr before": 0.25, "lr after": [1.0, 0.5], "warns": ["UserWarning"]},
        ">=1.8": {"lr before": 0.25, "lr after": [1.0, 0.5]},
    },
    "[LambdaLR-last_epoch alone]": {
        "<1.1": {"lr before": 0.3333, "raises": "KeyError"},
        ">=1.1,<1.5": {"lr before": 0.25, "raises": "KeyError"},
        ">=1.5,<1.8": {"lr before": 0.25, "raises": "KeyError", "warns": ["UserWarning"]},
        ">=1.8": {"lr before": 0.25, "raises": "KeyError"},
    },
    "[LambdaLR-last_epoch and initial_lr]": {
        "<1.1": {"lr before": 0.3333, "lr after": [0.2, 0.2]},
        ">=1.1,<1.4": {"lr before": 0.25, "lr after": [0.25, 0.2]},
        ">=1.4,<1.5": {"lr before": 0.25, "lr after": [0.2, 0.1667]},
        ">=1.5,<1.8": {"lr before": 0.25, "lr after": [0.2, 0.1667], "warns": ["UserWarning"]},
        ">=1.8": {"lr before": 0.25, "lr after": [0.2, 0.1667]},
    },
    "[LambdaLR-last_epoch and state dict of the optimizer]": {
        "<1.1": {"lr before": 0.3333, "lr after": [0.2, 0.2]},
        ">=1.1,<1.4": {"lr before": 0.25, "lr after": [0.25, 0.2]},
        ">=1.4,<1.5": {"lr before": 0.25, "lr after": [0.2, 0.1667]},
        ">=1.5,<1.8": {"lr before": 0.25, "lr after": [0.2, 0.1667], "warns": ["UserWarning"]},
        ">=1.8": {"lr before": 0.25, "lr after": [0.2, 0.1667]},
    },
}
