"""step() runs under no_grad: can its closure still call backward, and what does step(closure) return?

Since 1.5 step() runs under no_grad, and calls the closure with gradients enabled, even when the caller is under
no_grad.
Until 1.4 the closure ran in the caller's mode, and a backward under no_grad raised.
step() returns what the closure returned: the loss of before the step, graph and all.
LBFGS calls its closure several times in one step; in 2.8 alone it warned when it made a number of the loss.

https://github.com/pytorch/pytorch/pull/33640
https://github.com/pytorch/pytorch/issues/50366
https://github.com/pytorch/pytorch/pull/143261
https://github.com/pytorch/pytorch/pull/160389
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {
    "[AdamW-*]": ">=1.2",
    "[NAdam-*]": ">=1.10",
    "[RAdam-*]": ">=1.10",
    "[Adafactor-*]": ">=2.5",
    "[Muon-*]": ">=2.9",
}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Rprop",
        "LBFGS", "Adafactor", "Muon",
    ],
    "around": ["nothing", "no_grad"],
}  # fmt: skip # rows of names


def observe(device, optimizer, around):
    weight = torch.full((2, 2), 3.0, device=device, requires_grad=True)
    options = {"max_iter": 2} if optimizer == "LBFGS" else {}
    optimizer = getattr(torch.optim, optimizer)([weight], lr=0.05, **options)
    enabled = []

    def closure():
        enabled.append(torch.is_grad_enabled())
        optimizer.zero_grad()
        loss = (weight * weight).sum()
        loss.backward()
        return loss

    with torch.set_grad_enabled(around == "nothing"):
        loss = optimizer.step(closure)
    yield "grad enabled in the closure", enabled
    yield "step returns", type(loss).__name__
    yield "what it returns has a graph", torch.is_tensor(loss) and loss.requires_grad
    yield "loss returned", loss.item()
    yield "weight moved", bool((weight != 3).all())
