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


EXPECT = {
    "[delete]": {">=1.0": {"grad": ["None", "None"], "same tensor": [False, False], "weight": [-0.5, -0.5]}},
    "[zero_grad]": {">=1.0": {"grad": ["None", "None"], "same tensor": [False, False], "weight": [-0.5, -0.5]}},
    "[zero_grad to zeros]": {
        ">=1.0": {"grad": [[0.0, 0.0], [0.0, 0.0]], "same tensor": [True, True], "weight": [1.0, 1.0]},
    },
    "[backward]": {">=1.0": {"grad": [[5.0, 5.0], [7.0, 7.0]], "same tensor": [True, True], "weight": [-2.5, -2.5]}},
    "[assign]": {
        ">=1.0": {"grad": [[18.0, 18.0], [18.0, 18.0]], "same tensor": [False, False], "weight": [-8.0, -8.0]},
    },
    "[scale]": {">=1.0": {"grad": [[6.0, 6.0], [12.0, 12.0]], "same tensor": [True, True], "weight": [-5.0, -5.0]}},
    "[clip]": {">=1.0": {"grad": [[1.0, 1.0], [1.0, 1.0]], "same tensor": [True, True], "weight": [0.5, 0.5]}},
}
