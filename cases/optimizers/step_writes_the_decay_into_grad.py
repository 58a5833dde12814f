"""Does step() change the gradients it reads?

SGD and Adam used to add the weight decay to `.grad` in place: after the step, a gradient of zeros was no longer zero,
and whoever logged or accumulated it took the decay for a gradient.
From 1.5 on they add it to a copy, as the other optimizers always did.
The mistake came back with foreach=True in 1.12: Adam, NAdam, RAdam, Adamax, Adagrad, Adadelta and RMSprop
wrote the decay into `.grad` again, until 1.13; 2.0, which made foreach the default on cuda, mended that.
SGD, ASGD and AdamW did not; fused steps leave the gradient alone. No warning announced any of it.

https://github.com/pytorch/pytorch/pull/30257
https://github.com/pytorch/pytorch/pull/92706
https://github.com/pytorch/pytorch/issues/12218
https://github.com/pytorch/pytorch/pull/12107
https://github.com/pytorch/pytorch/issues/69189
https://github.com/pytorch/pytorch/pull/70231
"""

import torch

TORCH = {
    "[AdamW*]": ">=1.2",
    "[NAdam*]": ">=1.10",
    "[RAdam*]": ">=1.10",
    "[Adafactor*]": ">=2.5",
    "[Muon]": ">=2.9",
    "[*+foreach]": ">=1.12",
    "[*+fused]": ">=2.4",
}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "ASGD", "AdamW", "NAdam", "RAdam", "Adafactor",
        "Muon", "SGD+foreach", "Adam+foreach", "Adamax+foreach", "RMSprop+foreach", "Adagrad+foreach",
        "Adadelta+foreach", "ASGD+foreach", "AdamW+foreach", "NAdam+foreach", "RAdam+foreach", "Adafactor+foreach",
        "SGD+fused", "Adam+fused", "AdamW+fused", "Adagrad+fused",
    ],
}  # fmt: skip # rows of names


def observe(device, optimizer):
    weight = torch.ones(3, 3, device=device, requires_grad=True)
    name, _, more = optimizer.partition("+")
    options = {more: True} if more else {}
    optimizer = getattr(torch.optim, name)([weight], lr=0.01, weight_decay=0.5, **options)
    weight.grad = torch.zeros_like(weight)
    yield "weight.grad before step", weight.grad
    optimizer.step()
    yield "weight.grad after step", weight.grad


EXPECT = {
    "[Adam]": {
        "<1.5": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=1.5": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[SGD]": {
        "<1.5": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=1.5": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[ASGD]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adadelta]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adafactor]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adafactor+foreach]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adagrad]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adagrad+fused]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adam+fused]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[AdamW]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[AdamW+foreach]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[AdamW+fused]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adamax]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Muon]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[NAdam]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[RAdam]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[RMSprop]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[SGD+foreach]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[SGD+fused]": {">=1.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"}},
    "[Adadelta+foreach]": {
        "<2.0": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=2.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[Adagrad+foreach]": {
        "<2.0": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=2.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[Adam+foreach]": {
        "<2.0": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=2.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[Adamax+foreach]": {
        "<2.0": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=2.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[NAdam+foreach]": {
        "<2.0": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=2.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[RAdam+foreach]": {
        "<2.0": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=2.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[RMSprop+foreach]": {
        "<2.0": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=2.0": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
    "[ASGD+foreach]": {
        "<1.13": {"weight.grad before step": "zero", "weight.grad after step": "nonzero"},
        ">=1.13": {"weight.grad before step": "zero", "weight.grad after step": "zero"},
    },
}
