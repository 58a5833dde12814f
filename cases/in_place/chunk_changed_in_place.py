"""Can one of the views that chunk, split or unbind returns be changed in place?

These functions return several views of one tensor, and autograd cannot rewrite the history of one of them alone.
Until 1.6 chunk and split did not even count as views: the change went through, and the gradient of the base,
silently wrong, knew nothing of it; 1.7 and 1.8 gave the right gradient and a warning, from 1.9 on it is an error.
unbind has raised since 1.5, without a warning before.
A single view, made by `narrow` or by an index, may be changed in all releases.

https://github.com/pytorch/pytorch/issues/36403
https://github.com/pytorch/pytorch/pull/32790
https://github.com/pytorch/pytorch/pull/39299
https://github.com/pytorch/pytorch/pull/56093
"""

import torch

PARAMS = {"view": ["chunk", "split", "unbind", "narrow"]}


def observe(device, view):
    weight = torch.ones(2, 2, device=device, requires_grad=True)
    hidden = weight * 2
    part = {
        "chunk": lambda: hidden.chunk(2)[0],
        "split": lambda: hidden.split(1)[0],
        "unbind": lambda: hidden.unbind()[0],
        "narrow": lambda: hidden.narrow(0, 0, 1),
    }[view]()
    try:
        part.mul_(5)
        yield "changing the view", "works"
    except RuntimeError as error:
        yield "changing the view", type(error).__name__
    hidden.sum().backward()
    yield "weight.grad", weight.grad[:, 0].tolist()


WORKAROUND = {
    "[chunk]": "in_place/chunk_changed_in_place[narrow]",
    "[split]": "in_place/chunk_changed_in_place[narrow]",
    "[unbind]": "in_place/chunk_changed_in_place[narrow]",
}

EXPECT = {
    "[chunk]": {
        "<1.7": {"changing the view": "works", "weight.grad": [2.0, 2.0], "warns": []},
        ">=1.7,<1.9": {
            "changing the view": "works",
            "weight.grad": [10.0, 2.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"changing the view": "RuntimeError", "weight.grad": [2.0, 2.0], "warns": []},
    },
    "[split]": {
        "<1.7": {"changing the view": "works", "weight.grad": [2.0, 2.0], "warns": []},
        ">=1.7,<1.9": {
            "changing the view": "works",
            "weight.grad": [10.0, 2.0],
            "warns": ["UserWarning"],
        },
        ">=1.9": {"changing the view": "RuntimeError", "weight.grad": [2.0, 2.0], "warns": []},
    },
    "[unbind]": {
        "<1.5": {"changing the view": "works", "weight.grad": [10.0, 2.0]},
        ">=1.5": {"changing the view": "RuntimeError", "weight.grad": [2.0, 2.0]},
    },
    "[narrow]": {">=1.0": {"changing the view": "works", "weight.grad": [10.0, 2.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/36403",
        "says": "What chunk returns is not treated as a view, so a change of it is lost on the base's gradient.",
        "facts": {"changing the view": "works", "weight.grad": [2.0, 2.0]},
        "rows": "[chunk]",
    },
]
