"""Does a compiled step that zeroes, goes backward and writes `.grad` itself leave the gradients that eager leaves?

`zero_grad()` inside leaves None or zeros; `backward()` inside adds to what is there;
a gradient that is assigned, or changed in place, inside is seen outside.

https://github.com/pytorch/pytorch/issues/117184
https://github.com/pytorch/pytorch/issues/120814
https://github.com/pytorch/pytorch/pull/98461
"""

import torch

TORCH = ">=2.0"
PARAMS = {"part": ["zero_grad", "zero_grad to zeros", "backward", "assign", "scale", "clip", "delete"]}


def step(weight, optimizer, part):
    if part == "zero_grad":
        optimizer.zero_grad()
    elif part == "zero_grad to zeros":
        optimizer.zero_grad(set_to_none=False)
    elif part == "backward":
        (weight * 2).sum().backward()
    elif part == "assign":
        weight.grad = torch.full_like(weight, 9.0).detach()
        weight.grad = weight.grad * 2
    elif part == "scale":
        weight.grad.mul_(2)
    elif part == "clip":
        torch.nn.utils.clip_grad_value_([weight], 1.0)
    elif part == "delete":
        del weight.grad


def observe(device, part):
    weight = torch.nn.Parameter(torch.ones(2, device=device))
    optimizer = torch.optim.SGD([weight], lr=0.5)
    (weight * 3).sum().backward()
    before = weight.grad
    for _ in range(2):
        step(weight, optimizer, part)
        yield "grad", None if weight.grad is None else weight.grad.tolist()
        yield "same tensor", weight.grad is before
        if weight.grad is None:
            (weight * 3).sum().backward()
            before = weight.grad
    optimizer.step()
    yield "weight", weight.tolist()
