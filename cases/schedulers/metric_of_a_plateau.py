"""What does ReduceLROnPlateau.step() accept: a loss tensor, nan, nothing at all?

Anything that float() takes: numbers, tensors of one element, even a string since 1.1 (no note found).
None and nothing are TypeErrors, a tensor of two elements a RuntimeError in 1.0 and a ValueError since.
nan and inf are never better, so the rate is reduced at every step.
A loss with its graph works, with a warning about requires_grad since 2.8.
It is a subclass of LRScheduler since 2.2. Its last_epoch counts from 1 since 1.4 (no note found).

https://github.com/pytorch/pytorch/pull/108464
https://github.com/pytorch/pytorch/issues/106767
https://github.com/pytorch/pytorch/issues/63143
https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html
"""

import torch
from torch.optim import lr_scheduler

PARAMS = {
    "metric": [
        "number", "tensor", "loss with a graph", "tensor of one element", "tensor of two elements", "nan", "inf",
        "None", "nothing", "string", "with an epoch",
    ],
}  # fmt: skip # rows of names


def observe(metric):
    weight = torch.ones(1, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=1.0)
    scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, patience=0, factor=0.5)
    yield "is an LRScheduler", isinstance(scheduler, lr_scheduler.StepLR.__mro__[1])
    given = {
        "number": lambda: [1.0],
        "tensor": lambda: [torch.tensor(1.0)],
        "loss with a graph": lambda: [(weight * 2).sum()],
        "tensor of one element": lambda: [torch.ones(1)],
        "tensor of two elements": lambda: [torch.ones(2)],
        "nan": lambda: [float("nan")],
        "inf": lambda: [float("inf")],
        "None": lambda: [None],
        "nothing": lambda: [],
        "string": lambda: ["1.0"],
        "with an epoch": lambda: [1.0, 3],
    }[metric]()
    for _ in range(3):
        optimizer.step()
        scheduler.step(*given)
        yield "lr", optimizer.param_groups[0]["lr"]
    yield "last_epoch", scheduler.last_epoch


EXPECT = {
    "[number]": {
        "<1.4": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 2},
        ">=1.4,<2.2": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
        ">=2.2": {"is an LRScheduler": True, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
    },
    "[tensor]": {
        "<1.4": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 2},
        ">=1.4,<2.2": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
        ">=2.2": {"is an LRScheduler": True, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
    },
    "[tensor of one element]": {
        "<1.4": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 2},
        ">=1.4,<2.2": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
        ">=2.2": {"is an LRScheduler": True, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
    },
    "[loss with a graph]": {
        "<1.4": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 2},
        ">=1.4,<2.2": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
        ">=2.2,<2.8": {"is an LRScheduler": True, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
        ">=2.8": {"is an LRScheduler": True, "lr": [1.0, 0.5, 0.25], "last_epoch": 3, "warns": ["UserWarning"]},
    },
    "[tensor of two elements]": {
        "<1.1": {"is an LRScheduler": False, "raises": "RuntimeError"},
        ">=1.1,<2.2": {"is an LRScheduler": False, "raises": "ValueError"},
        ">=2.2": {"is an LRScheduler": True, "raises": "ValueError"},
    },
    "[inf]": {
        "<1.4": {"is an LRScheduler": False, "lr": [0.5, 0.25, 0.125], "last_epoch": 2},
        ">=1.4,<2.2": {"is an LRScheduler": False, "lr": [0.5, 0.25, 0.125], "last_epoch": 3},
        ">=2.2": {"is an LRScheduler": True, "lr": [0.5, 0.25, 0.125], "last_epoch": 3},
    },
    "[nan]": {
        "<1.4": {"is an LRScheduler": False, "lr": [0.5, 0.25, 0.125], "last_epoch": 2},
        ">=1.4,<2.2": {"is an LRScheduler": False, "lr": [0.5, 0.25, 0.125], "last_epoch": 3},
        ">=2.2": {"is an LRScheduler": True, "lr": [0.5, 0.25, 0.125], "last_epoch": 3},
    },
    "[None]": {
        "<2.2": {"is an LRScheduler": False, "raises": "TypeError"},
        ">=2.2": {"is an LRScheduler": True, "raises": "TypeError"},
    },
    "[nothing]": {
        "<2.2": {"is an LRScheduler": False, "raises": "TypeError"},
        ">=2.2": {"is an LRScheduler": True, "raises": "TypeError"},
    },
    "[string]": {
        "<1.1": {"is an LRScheduler": False, "raises": "TypeError"},
        ">=1.1,<1.4": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 2},
        ">=1.4,<2.2": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
        ">=2.2": {"is an LRScheduler": True, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
    },
    "[with an epoch]": {
        "<1.4": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 3},
        ">=1.4,<1.5": {
            "is an LRScheduler": False,
            "lr": [1.0, 0.5, 0.25],
            "last_epoch": 3,
            "warns": ["DeprecationWarning"],
        },
        ">=1.5,<2.2": {"is an LRScheduler": False, "lr": [1.0, 0.5, 0.25], "last_epoch": 3, "warns": ["UserWarning"]},
        ">=2.2": {"is an LRScheduler": True, "lr": [1.0, 0.5, 0.25], "last_epoch": 3, "warns": ["UserWarning"]},
    },
}
