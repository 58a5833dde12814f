"""Does clip_grad_norm_ touch gradients that are already small enough?

Their values stay, but since 1.10 the gradients are written all the same: the factor is clamped to 1 and always
multiplied, which spares a synchronisation with the GPU (no release note, no warning).
The version counter tells: a graph that saved the gradient (a second derivative) then sees a changed tensor, and its
backward raises.
When it does clip, the same has been true since 1.5; until 1.4 it wrote behind autograd's back, through `.data`,
and a graph that had saved the gradient silently computed with the clipped one.
`clip_grad_value_` has always written, through `.data` until 1.13; since 2.0 it uses the list functions, which autograd
sees. No warning announced either.

https://github.com/pytorch/pytorch/pull/61042
https://github.com/pytorch/pytorch/issues/60691
https://github.com/pytorch/pytorch/pull/91846
"""

import torch
from torch import nn

PARAMS = {"function": ["clip_grad_norm_", "clip_grad_value_"], "limit": [10.0, 0.25]}


def observe(device, function, limit):
    weight = torch.ones(2, device=device, requires_grad=True)
    weight.grad = torch.full_like(weight, 0.5)
    scale = torch.ones(2, device=device, requires_grad=True)
    uses_the_gradient = (scale * weight.grad).sum()

    before = weight.grad._version
    getattr(nn.utils, function)([weight], limit)
    yield "weight.grad changed", weight.grad.tolist() != [0.5, 0.5]
    yield "version counter moved", weight.grad._version > before
    try:
        uses_the_gradient.backward()
        yield "backward of what used the gradient", scale.grad.tolist()
    except RuntimeError as error:
        yield "backward of what used the gradient", type(error).__name__


EXPECT = {
    "[clip_grad_norm_-10.0]": {
        "<1.10": {
            "weight.grad changed": False,
            "version counter moved": False,
            "backward of what used the gradient": [0.5, 0.5],
        },
        ">=1.10": {
            "weight.grad changed": False,
            "version counter moved": True,
            "backward of what used the gradient": "RuntimeError",
        },
    },
    "[clip_grad_norm_-0.25]": {
        "<1.5": {
            "weight.grad changed": True,
            "version counter moved": False,
            "backward of what used the gradient": [0.1768, 0.1768],
        },
        ">=1.5": {
            "weight.grad changed": True,
            "version counter moved": True,
            "backward of what used the gradient": "RuntimeError",
        },
    },
    "[clip_grad_value_-10.0]": {
        "<2.0": {
            "weight.grad changed": False,
            "version counter moved": False,
            "backward of what used the gradient": [0.5, 0.5],
        },
        ">=2.0": {
            "weight.grad changed": False,
            "version counter moved": True,
            "backward of what used the gradient": "RuntimeError",
        },
    },
    "[clip_grad_value_-0.25]": {
        "<2.0": {
            "weight.grad changed": True,
            "version counter moved": False,
            "backward of what used the gradient": [0.25, 0.25],
        },
        ">=2.0": {
            "weight.grad changed": True,
            "version counter moved": True,
            "backward of what used the gradient": "RuntimeError",
        },
    },
}
