"""Does an optimizer look at requires_grad before it moves a parameter?

It does not, in any release: an optimizer looks at `.grad` alone.
A parameter that is frozen between backward and step is still moved once by the gradient it holds.
Clear the gradient when you freeze: `parameter.grad = None`.

https://github.com/pytorch/pytorch/issues/150610
https://pytorch.org/docs/stable/optim.html
"""

import torch

PARAMS = {"optimizer": ["SGD", "Adam", "RMSprop", "Adagrad"], "cleared": [False, True]}


def observe(device, optimizer, cleared):
    weight = torch.ones(3, device=device, requires_grad=True)
    optimizer = getattr(torch.optim, optimizer)([weight], lr=0.1)
    (weight * 2).sum().backward()

    weight.requires_grad = False
    if cleared:
        weight.grad = None
    before = weight.clone()
    optimizer.step()
    yield "weight.requires_grad", weight.requires_grad
    yield "weight moved", not torch.equal(weight, before)


EXPECT = {
    "[*-False]": {">=1.0": {"weight.requires_grad": False, "weight moved": True}},
    "[*-True]": {">=1.0": {"weight.requires_grad": False, "weight moved": False}},
}
