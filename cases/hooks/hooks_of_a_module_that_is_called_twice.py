"""How often do a module's hooks run when it is used twice, under a checkpoint, or called by forward()?

Once per call in the forward, and once per call in each backward.
Calling `.forward()` runs no hook, and a full backward hook does not run when only the weight's gradient is
asked for.
A checkpoint calls the module again in the backward, so forward hooks run twice;
with `use_reentrant=False` the hook after the forward runs once only since 2.1,
which stops the recomputation as soon as the last saved tensor is there (#90105, #96866).

https://github.com/pytorch/pytorch/pull/90105
https://github.com/pytorch/pytorch/pull/96866
https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "hook": ["forward_pre", "forward", "backward", "full_backward", "full_backward_pre"],
    "use": [
        "once",
        "twice",
        "two_backwards",
        "reentrant",
        "non_reentrant",
        "forward_method",
        "autograd.grad_of_weight",
    ],
}

TORCH = {
    "[forward_pre-*reentrant]": ">=1.11",
    "[forward-*reentrant]": ">=1.11",
    "[backward-*reentrant]": ">=1.11",
    "[full_backward-[!nr]*]": ">=1.8",
    "[full_backward-*reentrant]": ">=1.11",
    "[full_backward_pre-*]": ">=2.0",
}


def observe(device, hook, use):
    calls = []
    layer = nn.Linear(1, 1).to(device)
    getattr(layer, "register_" + hook + "_hook")(lambda *_: calls.append(1))
    x = torch.ones(1, 1, device=device, requires_grad=True)
    out = {
        "twice": lambda: layer(layer(x)),
        "reentrant": lambda: checkpoint(layer, x, use_reentrant=True) ** 2,
        "non_reentrant": lambda: checkpoint(layer, x, use_reentrant=False) ** 2,
        "forward_method": lambda: layer.forward(x),
    }.get(use, lambda: layer(x))()
    yield "calls in the forward", len(calls)
    if use == "autograd.grad_of_weight":
        torch.autograd.grad(out, layer.weight)
    else:
        out.backward(retain_graph=True)
    if use == "two_backwards":
        out.backward()
    yield "calls", len(calls)
