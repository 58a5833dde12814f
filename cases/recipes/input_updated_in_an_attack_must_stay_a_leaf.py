"""How is the input updated between the rounds of PGD, or of any optimisation of an input?

`x += step` on the leaf raises; `x = x + step` makes a tensor with a history, whose `.grad` stays None,
so the next round's `x.grad.sign()` fails on None (reading it warns since 1.5).
Under no_grad in place, or through `.data`, the leaf stays a leaf, but its gradient accumulates unless it is cleared.
Detached and made to require grad again, it starts each round afresh.

https://pytorch.org/docs/stable/notes/autograd.html
https://github.com/pytorch/pytorch/pull/30531
"""

import torch

PARAMS = {"update": ["in_place", "rebind", "rebind_retain", "no_grad", "data", "no_grad_cleared", "fresh_leaf"]}


def observe(device, update):
    x = torch.ones(2, device=device, requires_grad=True)
    for _ in range(3):
        loss = (x * 3).sum()
        loss.backward()
        if x.grad is None:
            yield "x.grad", None
            break
        yield "x.grad", x.grad.tolist()
        if update == "in_place":
            x += 0.5 * x.grad.sign()
        elif update.startswith("rebind"):
            x = x + 0.5 * x.grad.sign()
            if update == "rebind_retain":
                x.retain_grad()
        elif update == "data":
            x.data += 0.5 * x.grad.sign()
        elif update == "fresh_leaf":
            x = (x + 0.5 * x.grad.sign()).detach().requires_grad_()
        else:
            with torch.no_grad():
                x += 0.5 * x.grad.sign()
            if update == "no_grad_cleared":
                x.grad.zero_()
        yield "x.is_leaf", x.is_leaf
    yield "x", x.tolist()


EXPECT = {
    "[in_place]": {">=1.0": {"x.grad": [3.0, 3.0], "raises": "RuntimeError"}},
    "[rebind]": {
        "<1.5": {"x.grad": [[3.0, 3.0], "None"], "x.is_leaf": False, "x": [1.5, 1.5]},
        ">=1.5": {"x.grad": [[3.0, 3.0], "None"], "x.is_leaf": False, "x": [1.5, 1.5], "warns": ["UserWarning"]},
    },
    "[rebind_retain]": {
        ">=1.0": {"x.grad": [[3.0, 3.0], [3.0, 3.0], [3.0, 3.0]], "x.is_leaf": [False, False, False], "x": [2.5, 2.5]},
    },
    "[data]": {
        ">=1.0": {"x.grad": [[3.0, 3.0], [6.0, 6.0], [9.0, 9.0]], "x.is_leaf": [True, True, True], "x": [2.5, 2.5]},
    },
    "[no_grad]": {
        ">=1.0": {"x.grad": [[3.0, 3.0], [6.0, 6.0], [9.0, 9.0]], "x.is_leaf": [True, True, True], "x": [2.5, 2.5]},
    },
    "[fresh_leaf]": {
        ">=1.0": {"x.grad": [[3.0, 3.0], [3.0, 3.0], [3.0, 3.0]], "x.is_leaf": [True, True, True], "x": [2.5, 2.5]},
    },
    "[no_grad_cleared]": {
        ">=1.0": {"x.grad": [[3.0, 3.0], [3.0, 3.0], [3.0, 3.0]], "x.is_leaf": [True, True, True], "x": [2.5, 2.5]},
    },
}
