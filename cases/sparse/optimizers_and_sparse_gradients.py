"""Which optimizers take the gradient of an embedding with sparse=True?

SGD without momentum and decay, Adagrad without decay, and SparseAdam do; the others raise, since averages of
gradients
would have to be kept for rows that were not looked up.
Weight decay raises even there: the decay of a row that was not looked up is ambiguous.
SGD with momentum worked in 1.0, raised from 1.2 on, and works again since 1.13 or before (no note found).
Converting the gradient with `to_dense()` before the step works with all of them but SparseAdam.

https://github.com/pytorch/pytorch/issues/1285
https://github.com/pytorch/pytorch/issues/30402
https://github.com/pytorch/pytorch/pull/25560
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "optimizer": [
        "SGD",
        "momentum",
        "nesterov",
        "SparseAdam",
        "Adagrad",
        "Adam",
        "AdamW",
        "Adamax",
        "NAdam",
        "RAdam",
        "RMSprop",
        "Rprop",
        "Adadelta",
        "ASGD",
        "Adafactor",
    ],
    "option": ["plain", "decay", "dense"],
}
TORCH = {"[AdamW-*]": ">=1.2", "[NAdam-*]": ">=1.10", "[RAdam-*]": ">=1.10", "[Adafactor-*]": ">=2.5"}


def observe(device, optimizer, option):
    weight = torch.ones(3, 2, device=device, requires_grad=True)
    options = {"lr": 0.1}
    if optimizer in ("momentum", "nesterov"):
        options.update(momentum=0.9, nesterov=optimizer == "nesterov")
        optimizer = "SGD"
    if option == "decay" and optimizer in ("SparseAdam", "Rprop"):
        yield "step", "has no such option"
        return
    if option == "decay":
        options["weight_decay"] = 0.5
    steps = getattr(torch.optim, optimizer)([weight], **options)
    try:
        for _ in range(2):
            weight.grad = None
            F.embedding(torch.tensor([1, 1], device=device), weight, sparse=True).sum().backward()
            if option == "dense":
                dense = weight.grad.to_dense()
                weight.grad = None
                weight.grad = dense
            steps.step()
        yield "step", "works"
        yield "rows that moved", [bool(float(row.sum()) != 2) for row in weight.detach()]
    except (RuntimeError, NotImplementedError) as error:
        yield "step", type(error).__name__
