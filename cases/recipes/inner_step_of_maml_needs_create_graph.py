"""Does the outer gradient of MAML see the inner step?

With `create_graph=True` the inner gradient is itself differentiable, and the outer gradient is second-order exact.
Without it the inner gradient is a constant, which is first-order MAML; both run, with different numbers.
An inner `optimizer.step()` or an update through `.data` changes the weight itself:
the outer loss is then differentiated at the new value only, as if there had been no inner step.
A deep copy trained inside has its own leaves, and the meta weight gets None.

https://github.com/facebookresearch/higher
https://pytorch.org/docs/stable/generated/torch.autograd.grad.html
"""

import copy

import torch
from torch import nn

PARAMS = {"inner": ["create_graph", "first_order", "detached_gradient", "optimizer_step", "data", "deepcopy"]}


def observe(device, inner):
    meta = nn.Parameter(torch.tensor(1.0, device=device))
    fast = meta
    if inner in ("create_graph", "first_order", "detached_gradient"):
        gradient = torch.autograd.grad(meta**3, meta, create_graph=inner != "first_order")[0]
        if inner == "detached_gradient":
            gradient = gradient.detach()
        fast = meta - 0.1 * gradient
    else:
        if inner == "deepcopy":
            fast = copy.deepcopy(meta)
        (fast**3).backward()
        if inner == "data":
            fast.data -= 0.1 * fast.grad
        else:
            torch.optim.SGD([fast], lr=0.1).step()
        fast.grad = None
    (fast**2).backward()
    yield "fast", round(float(fast.detach()), 4)
    yield "meta", round(float(meta.detach()), 4)
    yield "meta.grad", round(float(meta.grad), 4) if meta.grad is not None else None
