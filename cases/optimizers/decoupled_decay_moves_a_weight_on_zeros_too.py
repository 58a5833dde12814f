"""Do the optimizers with averages and decoupled decay skip a weight whose gradient is zero?

AdamW, NAdam and RAdam treat zeros like Adam does: the averages of earlier gradients move the weight,
with weight decay or without.
None they skip, decay and all, although AdamW's decay does not need a gradient.

https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html
https://github.com/pytorch/pytorch/issues/150610
"""

import torch

TORCH = ">=1.10"

PARAMS = {
    "optimizer": ["AdamW", "NAdam", "RAdam"],
    "decay": [0.0, 0.5],
    "grad": ["zero", "None"],
}


def observe(device, optimizer, decay, grad):
    weight = torch.ones(3, device=device, requires_grad=True)
    optimizer = getattr(torch.optim, optimizer)([weight], lr=0.01, weight_decay=decay)

    weight.grad = torch.full_like(weight, 2)
    optimizer.step()
    weight.grad = torch.zeros_like(weight) if grad == "zero" else None
    before = weight.detach().clone()
    optimizer.step()
    yield "weight moved", not torch.equal(weight, before)


EXPECT = {
    "[*-*-zero]": {">=1.10": {"weight moved": True}},
    "[*-*-None]": {">=1.10": {"weight moved": False}},
}
