"""Which dtype has the state after load_state_dict(), when the weight has another dtype than before?

Every state tensor but the step count is cast to the dtype of the weight, so a float16 weight gets float16 averages.
The step count stays float32, since it became a tensor: in 1.12 for most, in 2.4 for Adadelta, RMSprop and Rprop.
ASGD's eta and mu and NAdam's mu_product became tensors in 1.12 and are cast too since then, although the optimizer
itself makes them float32.
In 1.0 Adagrad could not make its state for a float16 weight on the cpu, since 1.1 it can (no note found).
No warning announced any of it.

https://github.com/pytorch/pytorch/pull/71333
https://github.com/pytorch/pytorch/pull/71335
https://github.com/pytorch/pytorch/pull/122252
https://github.com/pytorch/pytorch/pull/122261
https://github.com/pytorch/pytorch/pull/122264
https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.load_state_dict.html
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
        "momentum", "Adam", "amsgrad", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop",
        "centered", "ASGD", "Rprop", "Adafactor", "Muon",
    ],
    "dtype": ["float64", "float16"],
}  # fmt: skip # rows of names

kinds = {
    "momentum": ("SGD", {"momentum": 0.9}),
    "amsgrad": ("Adam", {"amsgrad": True}),
    "centered": ("RMSprop", {"centered": True}),
}  # fmt: skip # rows of names


def observe(device, optimizer, dtype):
    kind, options = kinds.get(optimizer, (optimizer, {}))
    trained = torch.ones(2, 2, device=device, requires_grad=True)
    old = getattr(torch.optim, kind)([trained], lr=0.05, **options)
    trained.grad = torch.ones_like(trained)
    old.step()

    weight = torch.ones(2, 2, device=device).to(getattr(torch, dtype)).requires_grad_()
    new = getattr(torch.optim, kind)([weight], lr=0.05, **options)
    new.load_state_dict(old.state_dict())
    kept = sorted(new.state[weight].items())
    yield "state", [name + ": " + str(getattr(value, "dtype", type(value).__name__)) for name, value in kept]
