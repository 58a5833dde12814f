"""Does a step move a weight whose gradient is zero, and one whose gradient is None?

After one real step one of two weights gets a gradient of zeros, or none at all, and the optimizer steps again.
None is skipped, always.
Zeros are a gradient like any other: weight decay is added to them, and the averages of earlier gradients go on.
So plain SGD, RMSprop, Adagrad and Adadelta need decay to move, while momentum and Adam move without it,
and ASGD, whose decay term is never zero, does too.
Whether `zero_grad()` leaves zeros or None is what changed in 2.0; what a step makes of either did not.

https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
https://github.com/pytorch/pytorch/issues/150610
"""

import torch

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "ASGD"],
    "decay": [0.0, 0.5],
    "grad": ["zero", "None"],
}


def observe(device, optimizer, decay, grad):
    weight = torch.ones(3, device=device, requires_grad=True)
    other = torch.ones(3, device=device, requires_grad=True)
    if optimizer == "momentum":
        optimizer = torch.optim.SGD([weight, other], lr=0.01, momentum=0.9, weight_decay=decay)
    else:
        kind = getattr(torch.optim, optimizer)
        optimizer = kind([weight, other], lr=0.01, weight_decay=decay)

    weight.grad, other.grad = torch.full_like(weight, 2), torch.full_like(other, 2)
    optimizer.step()
    weight.grad = torch.zeros_like(weight) if grad == "zero" else None
    before = weight.detach().clone()
    optimizer.step()
    yield "weight moved", not torch.equal(weight, before)


EXPECT = {
    "[*-*-None]": {">=1.0": {"weight moved": False}},
    "[SGD-0.0-zero]": {">=1.0": {"weight moved": False}},
    "[RMSprop-0.0-zero]": {">=1.0": {"weight moved": False}},
    "[Adagrad-0.0-zero]": {">=1.0": {"weight moved": False}},
    "[Adadelta-0.0-zero]": {">=1.0": {"weight moved": False}},
    "[*-0.5-zero]": {">=1.0": {"weight moved": True}},
    "[momentum-0.0-zero]": {">=1.0": {"weight moved": True}},
    "[Adam-0.0-zero]": {">=1.0": {"weight moved": True}},
    "[Adamax-0.0-zero]": {">=1.0": {"weight moved": True}},
    "[ASGD-0.0-zero]": {">=1.0": {"weight moved": True}},
}
