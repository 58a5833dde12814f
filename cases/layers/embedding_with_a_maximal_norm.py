"""Why does an embedding with max_norm change its weight in forward, and raise in backward?

The rows that are looked up are scaled down in place, under no_grad, before the look-up: in eval mode and under
no_grad too.
The weight is a leaf, so this needs no history, but the version counter sees it: if the same weight was used before,
its backward raises, depending on the order of two lines.
Using `weight.clone()` for the other use avoids that.
In 1.13 two look-ups before one backward raised as well; 1.12 and 2.0 do not mind them (no note found).

https://github.com/pytorch/pytorch/issues/26596
https://github.com/pytorch/pytorch/issues/28959
https://github.com/pytorch/pytorch/pull/45595
"""

import torch
from torch import nn

PARAMS = {
    "use": ["alone", "before", "after", "clone before", "twice", "frozen"],
    "layer": ["Embedding", "EmbeddingBag"],
}


def observe(device, use, layer):
    module = getattr(nn, layer)(2, 2, max_norm=1.0).to(device)
    with torch.no_grad():
        module.weight.fill_(3.0)
    indices = torch.tensor([[0]], device=device)
    loss = 0.0
    module.weight.requires_grad_(use != "frozen")
    if use in ("before", "clone before"):
        weight = module.weight.clone() if "clone" in use else module.weight
        loss = loss + (weight * weight).sum()
    if use == "twice":
        loss = loss + (module(indices) ** 2).sum()
    out = module(indices)
    loss = loss + (out**2).sum()
    if use == "after":
        loss = loss + (module.weight * module.weight).sum()
    yield "row 0 was scaled", float(module.weight[0].detach().norm()) < 1.1
    yield "row 1 was scaled", float(module.weight[1].detach().norm()) < 1.1
    yield "version of the weight moved", module.weight._version > 1
    if loss.requires_grad:
        try:
            loss.backward()
            yield "backward", "works"
        except RuntimeError as error:
            yield "backward", type(error).__name__


EXPECT = {
    "[after-*]": {
        ">=1.0": {
            "row 0 was scaled": True,
            "row 1 was scaled": False,
            "version of the weight moved": True,
            "backward": "works",
        },
    },
    "[alone-*]": {
        ">=1.0": {
            "row 0 was scaled": True,
            "row 1 was scaled": False,
            "version of the weight moved": True,
            "backward": "works",
        },
    },
    "[clone before-*]": {
        ">=1.0": {
            "row 0 was scaled": True,
            "row 1 was scaled": False,
            "version of the weight moved": True,
            "backward": "works",
        },
    },
    "[twice-EmbeddingBag]": {
        ">=1.0": {
            "row 0 was scaled": True,
            "row 1 was scaled": False,
            "version of the weight moved": True,
            "backward": "works",
        },
    },
    "[before-*]": {
        ">=1.0": {
            "row 0 was scaled": True,
            "row 1 was scaled": False,
            "version of the weight moved": True,
            "backward": "RuntimeError",
        },
    },
    "[twice-Embedding]": {
        "<1.13": {
            "row 0 was scaled": True,
            "row 1 was scaled": False,
            "version of the weight moved": True,
            "backward": "works",
        },
        ">=1.13,<2.0": {
            "row 0 was scaled": True,
            "row 1 was scaled": False,
            "version of the weight moved": True,
            "backward": "RuntimeError",
        },
        ">=2.0": {
            "row 0 was scaled": True,
            "row 1 was scaled": False,
            "version of the weight moved": True,
            "backward": "works",
        },
    },
    "[frozen-*]": {">=1.0": {"row 0 was scaled": True, "row 1 was scaled": False, "version of the weight moved": True}},
}
