"""Does zeroing a detached tensor in place change the original, and does the original's backward then raise?

A detached tensor shares its memory and its version counter with the original.
Functions like sigmoid, exp and tanh keep their output for backward, so overwriting it through the alias is caught.
A function that kept something else, or nothing, does not notice, and gives the right gradient.
relu changed sides in 1.10: it kept its input before, and its output since, to save memory.
`.data` shares the memory but not the counter: the same write goes unnoticed, and the gradient is silently wrong.

https://github.com/pytorch/pytorch/pull/63089
https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
"""

import torch

PARAMS = {
    "function": ["sigmoid", "exp", "tanh", "relu", "sin", "neg"],
    "through": ["detach", "data"],
}


def observe(device, function, through):
    a = torch.tensor([1.0, 2.0, 3.0], device=device, requires_grad=True)
    out = getattr(torch, function)(a)
    alias = out.detach() if through == "detach" else out.data
    alias.zero_()
    yield "out", out
    try:
        out.sum().backward()
        yield "backward", "runs"
    except RuntimeError as error:
        yield "backward", type(error).__name__
    yield "a.grad", a.grad


EXPECT = {
    "[sigmoid-detach]": {">=1.0": {"out": "zero", "backward": "RuntimeError", "a.grad": "None"}},
    "[exp-detach]": {">=1.0": {"out": "zero", "backward": "RuntimeError", "a.grad": "None"}},
    "[tanh-detach]": {">=1.0": {"out": "zero", "backward": "RuntimeError", "a.grad": "None"}},
    "[sigmoid-data]": {">=1.0": {"out": "zero", "backward": "runs", "a.grad": "zero"}},
    "[exp-data]": {">=1.0": {"out": "zero", "backward": "runs", "a.grad": "zero"}},
    "[sin-*]": {">=1.0": {"out": "zero", "backward": "runs", "a.grad": "nonzero"}},
    "[neg-*]": {">=1.0": {"out": "zero", "backward": "runs", "a.grad": "nonzero"}},
    "[tanh-data]": {">=1.0": {"out": "zero", "backward": "runs", "a.grad": "nonzero"}},
    "[relu-detach]": {
        "<1.10": {"out": "zero", "backward": "runs", "a.grad": "nonzero"},
        ">=1.10": {"out": "zero", "backward": "RuntimeError", "a.grad": "None"},
    },
    "[relu-data]": {
        "<1.10": {"out": "zero", "backward": "runs", "a.grad": "nonzero"},
        ">=1.10": {"out": "zero", "backward": "runs", "a.grad": "zero"},
    },
}

CLAIMS = [
    {
        "source": "S1.5 001_94c5f4b3121f6f90.txt",
        "says": "Zeroing the detached tensor changes the original, whose backward then raises.",
        "facts": {"out": "zero", "backward": "RuntimeError"},
        "rows": "[sigmoid-detach]",
    },
]
