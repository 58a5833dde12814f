"""Does step() do nothing when no parameter has a gradient?

It skips every parameter and returns, in all releases but a few.
In 1.8 the steps of Adadelta and AdamW, just turned into functions, read variables that they set only on meeting a
gradient, and fail with an UnboundLocalError; the same code had worked before, and works again since 1.9.
Rprop made the same mistake in 1.9, and kept it until 1.11; since 1.12 it works again (no note found for its end).

https://github.com/pytorch/pytorch/pull/50409
https://github.com/pytorch/pytorch/pull/50411
https://github.com/pytorch/pytorch/issues/53543
https://github.com/pytorch/pytorch/issues/55740
https://github.com/pytorch/pytorch/issues/56237
https://github.com/square/pysurvival/issues/53
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.step.html
"""

import torch

TORCH = {"[*]": ">=1.2", "[NAdam]": ">=1.10", "[RAdam]": ">=1.10", "[Adafactor]": ">=2.5", "[Muon]": ">=2.9"}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "AdamW", "ASGD", "Rprop", "NAdam", "RAdam",
        "SparseAdam", "LBFGS", "Adafactor", "Muon",
    ],
}  # fmt: skip # rows of names


def observe(device, optimizer):
    weight = torch.ones(3, 3, device=device, requires_grad=True)
    optimizer = getattr(torch.optim, optimizer)([weight], lr=0.01)
    before = weight.detach().clone()
    try:
        optimizer.step(lambda: torch.zeros(()))
        yield "step", "runs"
    except UnboundLocalError as error:
        yield "step", type(error).__name__
    yield "weight moved", not torch.equal(weight, before)


EXPECT = {
    "[ASGD]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[Adafactor]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[Adagrad]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[Adam]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[Adamax]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[LBFGS]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[Muon]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[NAdam]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[RAdam]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[RMSprop]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[SGD]": {">=1.0": {"step": "runs", "weight moved": False}},
    "[SparseAdam]": {">=1.0": {"step": "runs", "weight moved": False}},
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
    "[Rprop]": {
        "<1.9": {"step": "runs", "weight moved": False},
        ">=1.9,<1.12": {"step": "UnboundLocalError", "weight moved": False},
        ">=1.12": {"step": "runs", "weight moved": False},
    },
}
