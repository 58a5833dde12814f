"""Does step() change the gradients it reads?

SGD and Adam used to add the weight decay to `.grad` in place: after the step, a gradient of zeros was no longer zero,
and whoever logged or accumulated it took the decay for a gradient.
From 1.5 on they add it to a copy, as the other optimizers always did.

https://github.com/pytorch/pytorch/pull/30257
https://github.com/pytorch/pytorch/issues/12218
https://github.com/pytorch/pytorch/pull/12107
https://github.com/pytorch/pytorch/issues/69189
"""

import torch

PARAMS = {
    "optimizer": ["SGD", "Adam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "ASGD"],
}


def observe(device, optimizer):
    weight = torch.ones(3, device=device, requires_grad=True)
    optimizer = getattr(torch.optim, optimizer)([weight], lr=0.01, weight_decay=0.5)
    weight.grad = torch.zeros_like(weight)
    yield "weight.grad before step", weight.grad
    optimizer.step()
    yield "weight.grad after step", weight.grad


EXPECT = {
    "[SGD]": {
        "<1.5": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=1.5": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[Adam]": {
        "<1.5": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=1.5": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[Adamax]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[RMSprop]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adagrad]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adadelta]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[ASGD]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
}
