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


EXPECT = {
    "[forward-autograd.grad_of_weight]": {">=1.0": {"calls in the forward": 1, "calls": 1}},
    "[forward-once]": {">=1.0": {"calls in the forward": 1, "calls": 1}},
    "[forward-two_backwards]": {">=1.0": {"calls in the forward": 1, "calls": 1}},
    "[forward_pre-autograd.grad_of_weight]": {">=1.0": {"calls in the forward": 1, "calls": 1}},
    "[forward_pre-once]": {">=1.0": {"calls in the forward": 1, "calls": 1}},
    "[forward_pre-two_backwards]": {">=1.0": {"calls in the forward": 1, "calls": 1}},
    "[forward-twice]": {">=1.0": {"calls in the forward": 2, "calls": 2}},
    "[forward_pre-twice]": {">=1.0": {"calls in the forward": 2, "calls": 2}},
    "[forward-reentrant]": {
        "<1.13": {"calls in the forward": 1, "calls": 2, "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"calls in the forward": 1, "calls": 2},
        ">=2.4,<2.5": {"calls in the forward": 1, "calls": 2, "warns": ["FutureWarning"]},
        ">=2.5": {"calls in the forward": 1, "calls": 2},
    },
    "[forward_pre-non_reentrant]": {
        "<1.13": {"calls in the forward": 1, "calls": 2, "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"calls in the forward": 1, "calls": 2},
        ">=2.4,<2.5": {"calls in the forward": 1, "calls": 2, "warns": ["FutureWarning"]},
        ">=2.5": {"calls in the forward": 1, "calls": 2},
    },
    "[forward_pre-reentrant]": {
        "<1.13": {"calls in the forward": 1, "calls": 2, "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"calls in the forward": 1, "calls": 2},
        ">=2.4,<2.5": {"calls in the forward": 1, "calls": 2, "warns": ["FutureWarning"]},
        ">=2.5": {"calls in the forward": 1, "calls": 2},
    },
    "[*-forward_method]": {">=1.0": {"calls in the forward": 0, "calls": 0}},
    "[full_backward-autograd.grad_of_weight]": {">=1.0": {"calls in the forward": 0, "calls": 0}},
    "[forward-non_reentrant]": {
        "<1.13": {"calls in the forward": 1, "calls": 2, "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"calls in the forward": 1, "calls": 2},
        ">=2.1,<2.4": {"calls in the forward": 1, "calls": 1},
        ">=2.4,<2.5": {"calls in the forward": 1, "calls": 1, "warns": ["FutureWarning"]},
        ">=2.5": {"calls in the forward": 1, "calls": 1},
    },
    "[backward-autograd.grad_of_weight]": {
        "<1.8": {"calls in the forward": 0, "calls": 1},
        ">=1.8,<2.4": {"calls in the forward": 0, "calls": 1, "warns": ["UserWarning"]},
        ">=2.4": {"calls in the forward": 0, "calls": 1, "warns": ["FutureWarning"]},
    },
    "[backward-once]": {
        "<1.8": {"calls in the forward": 0, "calls": 1},
        ">=1.8,<2.4": {"calls in the forward": 0, "calls": 1, "warns": ["UserWarning"]},
        ">=2.4": {"calls in the forward": 0, "calls": 1, "warns": ["FutureWarning"]},
    },
    "[backward-twice]": {
        "<1.8": {"calls in the forward": 0, "calls": 2},
        ">=1.8,<2.4": {"calls in the forward": 0, "calls": 2, "warns": ["UserWarning"]},
        ">=2.4": {"calls in the forward": 0, "calls": 2, "warns": ["FutureWarning"]},
    },
    "[backward-two_backwards]": {
        "<1.8": {"calls in the forward": 0, "calls": 2},
        ">=1.8,<2.4": {"calls in the forward": 0, "calls": 2, "warns": ["UserWarning"]},
        ">=2.4": {"calls in the forward": 0, "calls": 2, "warns": ["FutureWarning"]},
    },
    "[backward-non_reentrant]": {
        "<2.4": {"calls in the forward": 0, "calls": 1, "warns": ["UserWarning"]},
        ">=2.4": {"calls in the forward": 0, "calls": 1, "warns": ["FutureWarning"]},
    },
    "[backward-reentrant]": {
        "<2.4": {"calls in the forward": 0, "calls": 1, "warns": ["UserWarning"]},
        ">=2.4": {"calls in the forward": 0, "calls": 1, "warns": ["FutureWarning"]},
    },
    "[full_backward-once]": {">=1.0": {"calls in the forward": 0, "calls": 1}},
    "[full_backward_pre-autograd.grad_of_weight]": {">=1.0": {"calls in the forward": 0, "calls": 1}},
    "[full_backward_pre-once]": {">=1.0": {"calls in the forward": 0, "calls": 1}},
    "[full_backward-twice]": {">=1.0": {"calls in the forward": 0, "calls": 2}},
    "[full_backward-two_backwards]": {">=1.0": {"calls in the forward": 0, "calls": 2}},
    "[full_backward_pre-twice]": {">=1.0": {"calls in the forward": 0, "calls": 2}},
    "[full_backward_pre-two_backwards]": {">=1.0": {"calls in the forward": 0, "calls": 2}},
    "[full_backward-non_reentrant]": {
        "<1.13": {"calls in the forward": 0, "calls": 1, "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"calls in the forward": 0, "calls": 1},
        ">=2.4,<2.5": {"calls in the forward": 0, "calls": 1, "warns": ["FutureWarning"]},
        ">=2.5": {"calls in the forward": 0, "calls": 1},
    },
    "[full_backward-reentrant]": {
        "<1.13": {"calls in the forward": 0, "calls": 1, "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"calls in the forward": 0, "calls": 1},
        ">=2.4,<2.5": {"calls in the forward": 0, "calls": 1, "warns": ["FutureWarning"]},
        ">=2.5": {"calls in the forward": 0, "calls": 1},
    },
    "[full_backward_pre-non_reentrant]": {
        "<2.4": {"calls in the forward": 0, "calls": 1},
        ">=2.4,<2.5": {"calls in the forward": 0, "calls": 1, "warns": ["FutureWarning"]},
        ">=2.5": {"calls in the forward": 0, "calls": 1},
    },
    "[full_backward_pre-reentrant]": {
        "<2.4": {"calls in the forward": 0, "calls": 1},
        ">=2.4,<2.5": {"calls in the forward": 0, "calls": 1, "warns": ["FutureWarning"]},
        ">=2.5": {"calls in the forward": 0, "calls": 1},
    },
}
