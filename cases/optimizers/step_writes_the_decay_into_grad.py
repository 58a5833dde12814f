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
