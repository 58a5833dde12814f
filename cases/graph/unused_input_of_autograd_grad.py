"""What does torch.autograd.grad give for an input that the output does not depend on?

It raises, unless `allow_unused=True`, which makes it None; with `backward()` the same input's `.grad` is left None.
An input that is reached, but with a gradient of zero, gives zeros: None means "no path", zero means "no slope".

https://pytorch.org/docs/stable/generated/torch.autograd.grad.html
"""

import torch

PARAMS = {"other": ["unused", "detached", "times_zero"], "allow_unused": [False, True]}


def observe(device, other, allow_unused):
    x = torch.ones(3, device=device, requires_grad=True)
    y = torch.ones(3, device=device, requires_grad=True)
    loss = x.sum()
    if other == "detached":
        loss = loss + y.detach().sum()
    elif other == "times_zero":
        loss = loss + (y * 0).sum()
    try:
        yield "gradient", torch.autograd.grad(loss, [y], allow_unused=allow_unused)[0]
    except RuntimeError as error:
        yield "gradient", type(error).__name__


EXPECT = {
    "[unused-False]": {">=1.0": {"gradient": "RuntimeError"}},
    "[detached-False]": {">=1.0": {"gradient": "RuntimeError"}},
    "[unused-True]": {">=1.0": {"gradient": "None"}},
    "[detached-True]": {">=1.0": {"gradient": "None"}},
    "[times_zero-*]": {">=1.0": {"gradient": "zero"}},
}
