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
