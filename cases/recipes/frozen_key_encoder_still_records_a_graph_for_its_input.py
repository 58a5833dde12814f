"""Is a key encoder with requires_grad=False the same as one that runs under no_grad?

Its parameters get None either way.
But the flag is not a mode: if the input requires grad, the frozen encoder records its graph,
its keys require grad, and the gradient reaches the input through them.
With a plain input nothing is recorded, and the two are alike.
A momentum update outside no_grad raises where the key's parameters require grad;
where they are frozen it runs, and quietly makes them require grad, with a history.

https://github.com/xbdxwyh/mocose/issues/2
https://github.com/facebookresearch/moco/issues/14
"""

import torch
from torch import nn

PARAMS = {"keys": ["free", "flag", "no_grad", "detach"], "input_is": ["data", "embedding"]}


def observe(device, keys, input_is):
    query, key = nn.Linear(2, 2, bias=False).to(device), nn.Linear(2, 2, bias=False).to(device)
    nn.init.eye_(query.weight)
    nn.init.constant_(key.weight, 2.0)
    key.weight.requires_grad = keys != "flag"
    x = torch.ones(1, 2, device=device, requires_grad=input_is == "embedding")
    with torch.set_grad_enabled(keys != "no_grad"):
        k = key(x)
    if keys == "detach":
        k = k.detach()
    yield "keys.requires_grad", k.requires_grad
    (query(x) * k).sum().backward()
    yield "query.weight.grad", query.weight.grad
    yield "key.weight.grad", key.weight.grad
    yield "input.grad", x.grad.tolist() if x.grad is not None else None
    try:
        key.weight.mul_(0.5).add_(query.weight * 0.5)
        yield "momentum update outside no_grad", "runs"
    except RuntimeError as error:
        yield "momentum update outside no_grad", type(error).__name__
    yield "key.weight.requires_grad after it", key.weight.requires_grad


EXPECT = {
    "[free-data]": {
        ">=1.0": {
            "keys.requires_grad": True,
            "query.weight.grad": "nonzero",
            "key.weight.grad": "nonzero",
            "input.grad": "None",
            "momentum update outside no_grad": "RuntimeError",
            "key.weight.requires_grad after it": True,
        },
    },
    "[free-embedding]": {
        ">=1.0": {
            "keys.requires_grad": True,
            "query.weight.grad": "nonzero",
            "key.weight.grad": "nonzero",
            "input.grad": [[8.0, 8.0]],
            "momentum update outside no_grad": "RuntimeError",
            "key.weight.requires_grad after it": True,
        },
    },
    "[flag-data]": {
        ">=1.0": {
            "keys.requires_grad": False,
            "query.weight.grad": "nonzero",
            "key.weight.grad": "None",
            "input.grad": "None",
            "momentum update outside no_grad": "runs",
            "key.weight.requires_grad after it": True,
        },
    },
    "[flag-embedding]": {
        ">=1.0": {
            "keys.requires_grad": True,
            "query.weight.grad": "nonzero",
            "key.weight.grad": "None",
            "input.grad": [[8.0, 8.0]],
            "momentum update outside no_grad": "runs",
            "key.weight.requires_grad after it": True,
        },
    },
    "[detach-data]": {
        ">=1.0": {
            "keys.requires_grad": False,
            "query.weight.grad": "nonzero",
            "key.weight.grad": "None",
            "input.grad": "None",
            "momentum update outside no_grad": "RuntimeError",
            "key.weight.requires_grad after it": True,
        },
    },
    "[no_grad-data]": {
        ">=1.0": {
            "keys.requires_grad": False,
            "query.weight.grad": "nonzero",
            "key.weight.grad": "None",
            "input.grad": "None",
            "momentum update outside no_grad": "RuntimeError",
            "key.weight.requires_grad after it": True,
        },
    },
    "[detach-embedding]": {
        ">=1.0": {
            "keys.requires_grad": False,
            "query.weight.grad": "nonzero",
            "key.weight.grad": "None",
            "input.grad": [[4.0, 4.0]],
            "momentum update outside no_grad": "RuntimeError",
            "key.weight.requires_grad after it": True,
        },
    },
    "[no_grad-embedding]": {
        ">=1.0": {
            "keys.requires_grad": False,
            "query.weight.grad": "nonzero",
            "key.weight.grad": "None",
            "input.grad": [[4.0, 4.0]],
            "momentum update outside no_grad": "RuntimeError",
            "key.weight.requires_grad after it": True,
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/xbdxwyh/mocose/issues/2",
        "says": "Setting requires_grad to False on the encoder is an implementation of no_grad.",
        "facts": {"keys.requires_grad": False},
        "rows": "[flag-*]",
    },
]
