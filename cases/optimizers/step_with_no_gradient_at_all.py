"""Does step() do nothing when no parameter has a gradient?

It skips every parameter and returns, in all releases but one.
In 1.8 the steps of Adadelta and AdamW read variables that they set only on meeting a gradient,
and fail with an UnboundLocalError; the same code had worked before, and works again since 1.9.

https://github.com/pytorch/pytorch/issues/53543
https://github.com/pytorch/pytorch/issues/56237
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.step.html
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = ">=1.2"

PARAMS = {"optimizer": ["SGD", "Adam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "AdamW", "ASGD"]}


def observe(device, optimizer):
    weight = torch.ones(3, device=device, requires_grad=True)
    optimizer = getattr(torch.optim, optimizer)([weight], lr=0.01)
    before = weight.detach().clone()
    try:
        optimizer.step()
        yield "step", "runs"
    except UnboundLocalError as error:
        yield "step", type(error).__name__
    yield "weight moved", not torch.equal(weight, before)


EXPECT = {
    "[SGD]": {">=1.2": {"step": "runs", "weight moved": False}},
    "[Adam]": {">=1.2": {"step": "runs", "weight moved": False}},
    "[Adamax]": {">=1.2": {"step": "runs", "weight moved": False}},
    "[RMSprop]": {">=1.2": {"step": "runs", "weight moved": False}},
    "[Adagrad]": {">=1.2": {"step": "runs", "weight moved": False}},
    "[ASGD]": {">=1.2": {"step": "runs", "weight moved": False}},
    "[Adadelta]": {
        "<1.8": {"step": "runs", "weight moved": False},
        ">=1.8,<1.9": {"step": "UnboundLocalError", "weight moved": False},
        ">=1.9": {"step": "runs", "weight moved": False},
    },
    "[AdamW]": {
        "<1.8": {"step": "runs", "weight moved": False},
        ">=1.8,<1.9": {"step": "UnboundLocalError", "weight moved": False},
        ">=1.9": {"step": "runs", "weight moved": False},
    },
}
