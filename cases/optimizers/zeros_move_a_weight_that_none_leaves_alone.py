"""Does a step move a weight whose gradient is zero, and one whose gradient is None?

After one real step the weight gets a gradient of zeros, or none at all, and the optimizer steps again.
None is skipped, always.
Zeros are a gradient like any other: weight decay is added to them, and the averages of earlier gradients go on.
So plain SGD, RMSprop and Adagrad need decay to move, while momentum, Adam and their kin move without it.
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
    if optimizer == "momentum":
        optimizer = torch.optim.SGD([weight], lr=0.01, momentum=0.9, weight_decay=decay)
    else:
        optimizer = getattr(torch.optim, optimizer)([weight], lr=0.01, weight_decay=decay)

    weight.grad = torch.full_like(weight, 2)
    optimizer.step()
    weight.grad = torch.zeros_like(weight) if grad == "zero" else None
    before = weight.detach().clone()
    optimizer.step()
    yield "weight moved", not torch.equal(weight, before)
