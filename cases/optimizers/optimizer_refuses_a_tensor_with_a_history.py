"""What will an optimizer take as a parameter?

A leaf, whether it requires grad or not.
A tensor with a history it refuses, because no gradient would ever be stored in it;
that is what `nn.Parameter(...).to("cuda")` or `torch.ones(3, requires_grad=True) * 0.1` makes.
The same parameter given twice is stepped twice; since 1.7 there is a warning about it.

https://github.com/pytorch/pytorch/pull/7419
https://github.com/pytorch/pytorch/issues/40967
https://pytorch.org/docs/stable/optim.html
"""

import torch

PARAMS = {"given": ["leaf", "frozen", "detached", "product", "twice", "nothing"]}


def observe(device, given):
    leaf = torch.ones(3, device=device, requires_grad=True)
    parameters = {
        "leaf": [leaf],
        "frozen": [torch.ones(3, device=device)],
        "detached": [(leaf * 0.1).detach().requires_grad_()],
        "product": [leaf * 0.1],
        "twice": [leaf, leaf],
        "nothing": [],
    }[given]
    try:
        optimizer = torch.optim.SGD(parameters, lr=0.25)
        yield "optimizer", "made"
    except ValueError as error:
        yield "optimizer", type(error).__name__
        return
    for parameter in parameters:
        parameter.grad = torch.ones_like(parameter)
    before = parameters[0].detach().clone()
    optimizer.step()
    yield "length of the step", (before - parameters[0].detach()).max().item()


EXPECT = {
    "[leaf]": {">=1.0": {"optimizer": "made", "length of the step": 0.25}},
    "[frozen]": {">=1.0": {"optimizer": "made", "length of the step": 0.25}},
    "[detached]": {">=1.0": {"optimizer": "made", "length of the step": 0.25}},
    "[product]": {">=1.0": {"optimizer": "ValueError"}},
    "[nothing]": {">=1.0": {"optimizer": "ValueError"}},
    "[twice]": {
        "<1.7": {"optimizer": "made", "length of the step": 0.5, "warns": []},
        ">=1.7": {"optimizer": "made", "length of the step": 0.5, "warns": ["UserWarning"]},
    },
}
