"""Can checkpoint() be used as a decorator?

Since 2.14 `checkpoint(use_reentrant=False)` without a function makes a decorator (#189411);
before it was a TypeError.
`functools.partial(checkpoint, function, ...)` has always done.
`checkpoint(function)` alone calls the function at once, without its arguments: a TypeError.

https://github.com/pytorch/pytorch/pull/189411
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import functools

import torch
from torch.utils.checkpoint import checkpoint

TORCH = ">=1.11"

PARAMS = {"form": ["factory", "partial", "around", "bare"], "use_reentrant": [True, False]}


def observe(device, form, use_reentrant):
    calls = []

    def function(a):
        calls.append(1)
        return a.exp()

    if form == "factory":
        wrapped = checkpoint(use_reentrant=use_reentrant)(function)
    elif form == "partial":
        wrapped = functools.partial(checkpoint, function, use_reentrant=use_reentrant)
    elif form == "around":
        wrapped = functools.wraps(function)(lambda *args: checkpoint(function, *args, use_reentrant=use_reentrant))
    else:
        wrapped = checkpoint(function, use_reentrant=use_reentrant)
    x = torch.zeros(1, device=device, requires_grad=True)
    wrapped(x).sum().backward()
    yield "calls", len(calls)
    yield "x.grad", x.grad.tolist()


EXPECT = {
    "[factory-*]": {"<2.14": {"raises": "TypeError"}, ">=2.14": {"calls": 2, "x.grad": [1.0]}},
    "[around-*]": {
        "<1.13": {"calls": 2, "x.grad": [1.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"calls": 2, "x.grad": [1.0]},
        ">=2.4,<2.5": {"calls": 2, "x.grad": [1.0], "warns": ["FutureWarning"]},
        ">=2.5": {"calls": 2, "x.grad": [1.0]},
    },
    "[partial-*]": {
        "<1.13": {"calls": 2, "x.grad": [1.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"calls": 2, "x.grad": [1.0]},
        ">=2.4,<2.5": {"calls": 2, "x.grad": [1.0], "warns": ["FutureWarning"]},
        ">=2.5": {"calls": 2, "x.grad": [1.0]},
    },
    "[bare-True]": {">=1.0": {"raises": "TypeError", "warns": ["UserWarning"]}},
    "[bare-False]": {">=1.0": {"raises": "TypeError"}},
}
