"""After an error inside a checkpointed function was caught, does the rest of the training still work?

A checkpointed function raises, the error is caught, and a weight that has nothing to do with it is trained.
While the exception object was kept, say to log it later, the variant `use_reentrant=False` went on packing
every tensor that anybody saved, since 2.1,
when it became a generator that the failed forward left half-way (#105101):
the unrelated backward then ran the failed function again and raised its error.
Once the exception is let go, all is well, and it always was with `use_reentrant=True`.
Since 2.13 (#184018) the generator is closed with the error, so that the hooks are gone at once.
No warning told of it.

https://github.com/pytorch/pytorch/pull/105101
https://github.com/pytorch/pytorch/pull/184018
"""

import gc

import torch
from torch.utils.checkpoint import checkpoint

TORCH = ">=1.11"

PARAMS = {"use_reentrant": [True, False], "error": ["kept", "let go"]}


def train(device):
    weight = torch.full((2,), 3.0, device=device, requires_grad=True)
    try:
        (weight * weight).sum().backward()
    except ValueError as error:
        return type(error).__name__
    return weight.grad.tolist()


def observe(device, use_reentrant, error):
    calls = []

    def fail(x):
        calls.append(1)
        raise ValueError("no such sample")

    x = torch.ones(2, device=device, requires_grad=True)
    kept = []
    try:
        checkpoint(fail, x, use_reentrant=use_reentrant)
    except ValueError as caught:
        if error == "kept":
            kept.append(caught)
    if not kept:
        gc.collect()
    meanwhile = train(device)
    count = len(calls)
    kept.clear()
    gc.collect()
    yield "unrelated gradient", meanwhile
    yield "calls of the failed function", count
    yield "unrelated gradient when the error is gone", train(device)


EXPECT = {
    "[*-let go]": {
        ">=1.0": {
            "unrelated gradient": [6.0, 6.0],
            "calls of the failed function": 1,
            "unrelated gradient when the error is gone": [6.0, 6.0],
        },
    },
    "[True-kept]": {
        ">=1.0": {
            "unrelated gradient": [6.0, 6.0],
            "calls of the failed function": 1,
            "unrelated gradient when the error is gone": [6.0, 6.0],
        },
    },
    "[False-kept]": {
        "<2.1": {
            "unrelated gradient": [6.0, 6.0],
            "calls of the failed function": 1,
            "unrelated gradient when the error is gone": [6.0, 6.0],
        },
        ">=2.1,<2.4": {
            "unrelated gradient": "ValueError",
            "calls of the failed function": 2,
            "unrelated gradient when the error is gone": [6.0, 6.0],
        },
        ">=2.4,<2.5": {
            "unrelated gradient": "ValueError",
            "calls of the failed function": 2,
            "unrelated gradient when the error is gone": [6.0, 6.0],
            "warns": ["FutureWarning"],
        },
        ">=2.5,<2.13": {
            "unrelated gradient": "ValueError",
            "calls of the failed function": 2,
            "unrelated gradient when the error is gone": [6.0, 6.0],
        },
        ">=2.13": {
            "unrelated gradient": [6.0, 6.0],
            "calls of the failed function": 1,
            "unrelated gradient when the error is gone": [6.0, 6.0],
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/105101",
        "says": "An error in the forward simply raises; nothing of the checkpoint is reset.",
        "facts": {"unrelated gradient": "ValueError"},
        "rows": "[False-kept]",
    },
]
