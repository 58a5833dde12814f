"""What does an optimizer keep for a parameter, and is the step count an int or a tensor?

The averages have the dtype of the weight, the step count is a number of its own.
It was an int until 1.11; in 1.12 it became a float32 tensor for Adam, AdamW, NAdam, RAdam, Adamax, Adagrad and ASGD,
and in 2.4 also for Adadelta, RMSprop and Rprop; NAdam's mu_product and ASGD's eta and mu followed in 1.12.
Only Adagrad has state before the first step; SGD without momentum keeps none, but for an entry of None from 1.8 to
2.3.
Half precision on the cpu arrived kernel by kernel (no note found for the early ones): Adagrad can make its float16
state since 1.1, SGD and ASGD step a bfloat16 weight since 1.3 and a float16 one since 1.6.
Most optimizers step bfloat16 since 1.10, and float16 since 2.2.
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/71333
https://github.com/pytorch/pytorch/pull/71335
https://github.com/pytorch/pytorch/pull/122252
https://github.com/pytorch/pytorch/pull/122261
https://github.com/pytorch/pytorch/pull/122264
https://github.com/pytorch/pytorch/pull/45597
https://github.com/pytorch/pytorch/pull/122131
https://github.com/pytorch/pytorch/pull/103319
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {
    "[AdamW*]": ">=1.2",
    "[NAdam*]": ">=1.10",
    "[RAdam*]": ">=1.10",
    "[Adafactor*]": ">=2.5",
    "[Muon*]": ">=2.9",
    "[*-bfloat16]": ">=1.2",
}

PARAMS = {
    "optimizer": [
        "SGD", "momentum", "Adam", "amsgrad", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop",
        "centered", "ASGD", "Adafactor", "Muon", "Rprop",
    ],
    "dtype": ["float32", "float64", "float16", "bfloat16"],
}  # fmt: skip # rows of names

kinds = {
    "momentum": ("SGD", {"momentum": 0.9}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "centered": ("RMSprop", {"centered": True}),
}  # fmt: skip # rows of names


def observe(device, optimizer, dtype):
    weight = torch.ones(2, 2, device=device).to(getattr(torch, dtype)).requires_grad_()
    kind, options = kinds.get(optimizer, (optimizer, {}))
    optimizer = getattr(torch.optim, kind)([weight], lr=0.1, **options)
    yield "before the first step", sorted(optimizer.state.get(weight, {}))

    weight.grad = torch.ones_like(weight)
    optimizer.step()
    kept = sorted(optimizer.state[weight].items())
    yield "after it", [name + ": " + str(getattr(value, "dtype", type(value).__name__)) for name, value in kept]
    yield "weight moved", bool((weight != 1).all())
