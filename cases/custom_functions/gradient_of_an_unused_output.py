"""Which gradient does a backward get for an output that nobody used?

Zeros of its shape, also if the output is detached, an integer or marked as non-differentiable.
`set_materialize_grads(False)`, since 1.7 (#41821), makes it None.
An output of integers required grad until 1.5 and does not since 1.6 (#38326).

https://github.com/pytorch/pytorch/pull/41821
https://github.com/pytorch/pytorch/pull/38326
https://github.com/pytorch/pytorch/issues/12631
"""

import torch

PARAMS = {
    "second": ["used", "unused", "detached", "non_differentiable", "integer"],
    "materialize": ["default", "off"],
}

TORCH = {"[*-off]": ">=1.7"}


def observe(device, second, materialize):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            if materialize == "off":
                ctx.set_materialize_grads(False)
            other = a.long() if second == "integer" else a * 3
            if second == "non_differentiable":
                ctx.mark_non_differentiable(other)
            return a * 2, other

        @staticmethod
        def backward(ctx, grad, other_grad):
            seen.append([None if g is None else g.tolist() for g in (grad, other_grad)])
            return grad * 2

    seen = []
    weight = torch.ones(1, device=device, requires_grad=True)
    out, other = Function.apply(weight)
    yield "second.requires_grad", other.requires_grad
    if second == "used":
        out = out + other
    elif second == "detached":
        out = out + other.detach()
    out.sum().backward()
    yield "grads of backward", str(seen)
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[used-*]": {
        ">=1.0": {"second.requires_grad": True, "grads of backward": "[[[1.0], [1.0]]]", "weight.grad": [2.0]},
    },
    "[detached-default]": {
        ">=1.0": {"second.requires_grad": True, "grads of backward": "[[[1.0], [0.0]]]", "weight.grad": [2.0]},
    },
    "[unused-default]": {
        ">=1.0": {"second.requires_grad": True, "grads of backward": "[[[1.0], [0.0]]]", "weight.grad": [2.0]},
    },
    "[detached-off]": {
        ">=1.0": {"second.requires_grad": True, "grads of backward": "[[[1.0], None]]", "weight.grad": [2.0]},
    },
    "[unused-off]": {
        ">=1.0": {"second.requires_grad": True, "grads of backward": "[[[1.0], None]]", "weight.grad": [2.0]},
    },
    "[non_differentiable-default]": {
        ">=1.0": {"second.requires_grad": False, "grads of backward": "[[[1.0], [0.0]]]", "weight.grad": [2.0]},
    },
    "[integer-off]": {
        ">=1.0": {"second.requires_grad": False, "grads of backward": "[[[1.0], None]]", "weight.grad": [2.0]},
    },
    "[non_differentiable-off]": {
        ">=1.0": {"second.requires_grad": False, "grads of backward": "[[[1.0], None]]", "weight.grad": [2.0]},
    },
    "[integer-default]": {
        "<1.6": {"second.requires_grad": True, "grads of backward": "[[[1.0], [0]]]", "weight.grad": [2.0]},
        ">=1.6": {"second.requires_grad": False, "grads of backward": "[[[1.0], [0]]]", "weight.grad": [2.0]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/12631",
        "says": "The gradient of a non-differentiable output is None in the backward.",
        "facts": {"grads of backward": "[[[1.0], None]]"},
        "rows": "[non_differentiable-default]",
    }
]
