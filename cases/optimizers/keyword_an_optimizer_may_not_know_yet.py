"""Which release taught which optimizer foreach, fused, maximize, capturable and differentiable?

Each keyword is given alone, and one step is made.
foreach came to all in 1.12; maximize to SGD, Adam and AdamW in 1.11, to the others until 1.13, to NAdam and
RAdam in 2.4,
and to LBFGS after 2.9; differentiable in 1.13 and 2.0; capturable from 1.12 to 2.3, always refused for tensors
on the cpu.
fused=True was refused on the cpu until 2.3, and works there since 2.4 for SGD, Adam, AdamW and Adagrad.
A differentiable step on a leaf that requires grad raises: it would be a change in place.
decoupled_weight_decay is known to NAdam and RAdam since 2.1 or so, and to Adam since 2.7.

https://github.com/pytorch/pytorch/pull/70484
https://github.com/pytorch/pytorch/pull/70146
https://github.com/pytorch/pytorch/pull/77409
https://github.com/pytorch/pytorch/pull/126765
https://github.com/pytorch/pytorch/pull/82205
https://github.com/pytorch/pytorch/pull/123074
https://github.com/pytorch/pytorch/pull/124905
https://github.com/pytorch/pytorch/pull/121264
https://github.com/pytorch/pytorch/issues/150183
"""

import torch

TORCH = {"[AdamW*]": ">=1.2", "[NAdam*]": ">=1.10", "[RAdam*]": ">=1.10", "[Adafactor*]": ">=2.5", "[Muon*]": ">=2.9"}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Rprop",
        "Adafactor", "Muon", "SparseAdam", "LBFGS",
    ],
    "keyword": ["foreach", "fused", "maximize", "capturable", "differentiable", "decoupled_weight_decay"],
}  # fmt: skip # rows of names


def observe(device, optimizer, keyword):
    weight = torch.tensor([[1.0, 2.0]], device=device, requires_grad=True)
    try:
        optimizer = getattr(torch.optim, optimizer)([weight], lr=0.05, **{keyword: True})
    except (TypeError, RuntimeError, ValueError, NotImplementedError) as error:
        yield "made", type(error).__name__
        return
    yield "made", True
    weight.grad = torch.tensor([[0.5, -0.5]], device=device)
    if type(optimizer).__name__ == "SparseAdam":
        weight.grad = weight.grad.to_sparse()
    with torch.no_grad():
        optimizer.step(lambda: torch.zeros(()))
    yield "weight after a step", weight[0].tolist()
