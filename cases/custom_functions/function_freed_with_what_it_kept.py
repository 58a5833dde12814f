"""Does keeping a tensor on ctx leak memory?

An output kept as an attribute refers to the function that made it, and the function to it.
Until 1.9 not even the garbage collector could free that circle (#25340), with a backward or without;
since 1.10 it can, because it now follows a tensor to its grad_fn (#58271).
It is still not freed at once, while inputs, detached outputs and whatever goes through `save_for_backward` are.

https://github.com/pytorch/pytorch/issues/25340
https://github.com/pytorch/pytorch/pull/58271
https://docs.pytorch.org/docs/stable/notes/extending.html
"""

import gc
import weakref

import torch

PARAMS = {
    "kept": ["save_for_backward", "attribute", "attribute_detached"],
    "what": ["input", "output"],
    "backward": [False, True],
}


class Marker(object):
    pass


def observe(device, kept, what, backward):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            out = a * 2
            ctx.marker = marker
            tensor = a if what == "input" else out
            if kept == "save_for_backward":
                ctx.save_for_backward(tensor)
            else:
                ctx.tensor = tensor.detach() if kept == "attribute_detached" else tensor
            return out

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    marker = Marker()
    alive = weakref.ref(marker)
    weight = torch.ones(1, device=device, requires_grad=True)
    gc.disable()
    out = Function.apply(weight * 1)
    if backward:
        out.sum().backward()
    del marker, out
    yield "freed at once", alive() is None
    gc.collect()
    yield "freed by the garbage collector", alive() is None
    gc.enable()


EXPECT = {
    "[*-input-*]": {">=1.0": {"freed at once": True, "freed by the garbage collector": True}},
    "[attribute_detached-output-*]": {">=1.0": {"freed at once": True, "freed by the garbage collector": True}},
    "[save_for_backward-output-*]": {">=1.0": {"freed at once": True, "freed by the garbage collector": True}},
    "[attribute-output-*]": {
        "<1.10": {"freed at once": False, "freed by the garbage collector": False},
        ">=1.10": {"freed at once": False, "freed by the garbage collector": True},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/25340",
        "says": "An output kept on ctx is never freed.",
        "facts": {"freed by the garbage collector": False},
        "rows": "[attribute-output-*]",
    }
]
