"""Does `create_graph=True` work inside `no_grad`, and which mode does a hook or a Function's backward run in?

The engine runs the backward with gradients enabled exactly when `create_graph` is true, whatever the mode around it.
So the first derivative requires a gradient under `no_grad` too, and a second one can be taken there;
a Function's own backward sees `is_grad_enabled()` true, and false without `create_graph`.
Under `inference_mode` the graph is not recorded although the mode is set.

https://docs.pytorch.org/docs/stable/notes/autograd.html#locally-disabling-gradient-computation
https://github.com/pytorch/pytorch/issues/51978
"""

import torch

PARAMS = {"mode": ["plain", "no_grad", "inference_mode"], "create_graph": [True, False]}
TORCH = {"[inference_mode-*]": ">=1.9"}


def observe(device, mode, create_graph):
    seen = []

    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            ctx.save_for_backward(a)
            return a**3

        @staticmethod
        def backward(ctx, gradient):
            seen.append(torch.is_grad_enabled())
            return gradient * 3 * ctx.saved_tensors[0] ** 2

    x = torch.full((1,), 2.0, device=device, requires_grad=True)
    y = Cube.apply(x) + x**2
    with {"plain": torch.enable_grad, "no_grad": torch.no_grad}.get(mode, getattr(torch, mode, None))():
        first = torch.autograd.grad(y, x, create_graph=create_graph)[0]
        yield "enabled inside backward", list(seen)
        yield "first requires grad", first.requires_grad
        second = torch.autograd.grad(first, x)[0]
    yield "second", second.tolist()


EXPECT = {
    "[no_grad-True]": {">=1.0": {"enabled inside backward": [True], "first requires grad": True, "second": [14.0]}},
    "[plain-True]": {">=1.0": {"enabled inside backward": [True], "first requires grad": True, "second": [14.0]}},
    "[*-False]": {
        ">=1.0": {"enabled inside backward": [False], "first requires grad": False, "raises": "RuntimeError"},
    },
    "[inference_mode-True]": {
        ">=1.0": {"enabled inside backward": [True], "first requires grad": False, "raises": "RuntimeError"},
    },
}
