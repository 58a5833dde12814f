"""May the learning rate be a tensor, and what becomes of it?

A tensor without dimensions always worked in the plain loop: the group keeps the tensor itself,
so filling it later changes the next step.
A tensor of one element is taken since 2.8; before, it failed in the step, with a TypeError as a rule.
Two elements are refused when the optimizer is made since 2.8, before with a RuntimeError of a comparison.
With foreach=True Adam and AdamW refuse a tensor since 2.1 or so, unless capturable, and Muon has no foreach at all.
ASGD warned about copying a tensor between 1.12 and 2.0 or later.

https://github.com/pytorch/pytorch/pull/145674
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {
    "[AdamW-*]": ">=1.2",
    "[NAdam-*]": ">=1.10",
    "[RAdam-*]": ">=1.10",
    "[Adafactor-*]": ">=2.5",
    "[Muon-*]": ">=2.9",
    "[*-foreach]": ">=1.12",
}

PARAMS = {
    "optimizer": [
        "SGD", "Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD", "Rprop",
        "Adafactor", "Muon",
    ],
    "lr": ["no dimension", "one element", "two elements", "filled later", "foreach"],
}  # fmt: skip # rows of names


def observe(device, optimizer, lr):
    weight = torch.tensor([[1.0, -2.0]], device=device, requires_grad=True)
    rate = {"one element": torch.tensor([0.05]), "two elements": torch.tensor([0.05, 0.5])}.get(lr, torch.tensor(0.05))
    options = {"foreach": True} if lr == "foreach" else {}
    optimizer = getattr(torch.optim, optimizer)([weight], lr=rate, **options)
    if lr == "filled later":
        rate.fill_(0.5)
    weight.grad = torch.tensor([[0.5, -1.0]], device=device)
    optimizer.step()
    yield "weight after a step", weight[0].tolist()
    yield "lr of the group is the tensor given", optimizer.param_groups[0]["lr"] is rate
