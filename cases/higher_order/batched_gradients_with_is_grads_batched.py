"""Which functions can be differentiated for many output gradients at once, with `is_grads_batched=True`?

The rows of a Jacobian are taken by one call with the unit vectors as a batch, which runs `vmap` over the backward.
It gives what a loop gives wherever the backward is made of ordinary operators.
In 1.11 outputs and gradients had to come as tuples, and a bare tensor raised; 1.12 takes both.
A custom Function's backward and a hook run under `vmap` too, once for all rows: `.item()` in them raises.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
https://github.com/pytorch/pytorch/pull/65564
https://github.com/pytorch/pytorch/pull/75779
"""

import torch
from torch.nn import functional

TORCH = ">=1.11"
PARAMS = {
    "function": [
        "pow", "tanh", "softmax", "sort", "index", "cumprod", "norm", "conv1d", "embedding", "layer_norm", "prelu",
        "custom", "custom with item", "custom in place", "hook", "hook with item", "put in place",
    ],
    "batched": [True, False],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, function, batched):
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            ctx.save_for_backward(a)
            return a * a

        @staticmethod
        def backward(ctx, gradient):
            if function == "custom in place":
                return (gradient * 2).mul_(ctx.saved_tensors[0])
            scale = 2 if function == "custom" or gradient.sum().item() > 0 else 3
            return gradient * scale * ctx.saved_tensors[0]

    def hooked(a):
        out = a * 1
        out.register_hook(lambda gradient: gradient * (gradient.sum().item() if "item" in function else 2))
        return out

    x = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, device=device, requires_grad=True)
    index, ones = torch.tensor([2, 0, 0], device=device), torch.ones(1, dtype=torch.float64, device=device)
    y = {
        "pow": lambda: x**3,
        "tanh": lambda: x.tanh(),
        "softmax": lambda: x.softmax(0),
        "sort": lambda: x.sort()[0],
        "index": lambda: x[index],
        "cumprod": lambda: x.cumprod(0),
        "norm": lambda: x * x.norm(),
        "conv1d": lambda: functional.conv1d(x.view(1, 1, 3), ones.view(1, 1, 1)).view(3),
        "embedding": lambda: functional.embedding(index, x.view(3, 1)).view(3),
        "layer_norm": lambda: functional.layer_norm(x, (3,)),
        "prelu": lambda: functional.prelu(x - 1.5, ones / 4),
        "hook": lambda: hooked(x),
        "hook with item": lambda: hooked(x),
        "put in place": lambda: torch.zeros_like(x).index_copy_(0, index[:2], x[:2]),
    }.get(function, lambda: Square.apply(x))()
    rows = torch.eye(3, dtype=torch.float64, device=device)
    if batched:
        jacobian = torch.autograd.grad(y, x, rows, is_grads_batched=True)[0]
    else:
        jacobian = torch.stack([torch.autograd.grad(y, x, row, retain_graph=True)[0] for row in rows])
    yield "jacobian", [round(value, 4) for value in (jacobian + 0).view(-1).tolist()]


EXPECT = {
    "[pow-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [3.0, 0.0, 0.0, 0.0, 12.0, 0.0, 0.0, 0.0, 27.0]},
    },
    "[pow-False]": {">=1.0": {"jacobian": [3.0, 0.0, 0.0, 0.0, 12.0, 0.0, 0.0, 0.0, 27.0]}},
    "[tanh-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [0.42, 0.0, 0.0, 0.0, 0.0707, 0.0, 0.0, 0.0, 0.0099]},
    },
    "[tanh-False]": {">=1.0": {"jacobian": [0.42, 0.0, 0.0, 0.0, 0.0707, 0.0, 0.0, 0.0, 0.0099]}},
    "[softmax-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [0.0819, -0.022, -0.0599, -0.022, 0.1848, -0.1628, -0.0599, -0.1628, 0.2227]},
    },
    "[softmax-False]": {
        ">=1.0": {"jacobian": [0.0819, -0.022, -0.0599, -0.022, 0.1848, -0.1628, -0.0599, -0.1628, 0.2227]},
    },
    "[conv1d-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]},
    },
    "[sort-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]},
    },
    "[conv1d-False]": {">=1.0": {"jacobian": [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]}},
    "[hook with item-False]": {">=1.0": {"jacobian": [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]}},
    "[sort-False]": {">=1.0": {"jacobian": [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]}},
    "[embedding-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0]},
    },
    "[index-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0]},
    },
    "[embedding-False]": {">=1.0": {"jacobian": [0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0]}},
    "[index-False]": {">=1.0": {"jacobian": [0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0]}},
    "[cumprod-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [1.0, 0.0, 0.0, 2.0, 1.0, 0.0, 6.0, 3.0, 2.0]},
    },
    "[cumprod-False]": {">=1.0": {"jacobian": [1.0, 0.0, 0.0, 2.0, 1.0, 0.0, 6.0, 3.0, 2.0]}},
    "[norm-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [4.009, 0.5345, 0.8018, 0.5345, 4.811, 1.604, 0.8018, 1.604, 6.147]},
    },
    "[norm-False]": {">=1.0": {"jacobian": [4.009, 0.5345, 0.8018, 0.5345, 4.811, 1.604, 0.8018, 1.604, 6.147]}},
    "[layer_norm-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [0.2041, -0.4082, 0.2041, -0.4082, 0.8165, -0.4082, 0.2041, -0.4082, 0.2041]},
    },
    "[layer_norm-False]": {
        ">=1.0": {"jacobian": [0.2041, -0.4082, 0.2041, -0.4082, 0.8165, -0.4082, 0.2041, -0.4082, 0.2041]},
    },
    "[prelu-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [0.25, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]},
    },
    "[prelu-False]": {">=1.0": {"jacobian": [0.25, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]}},
    "[custom-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [2.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 6.0]},
    },
    "[custom in place-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [2.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 6.0]},
    },
    "[custom-False]": {">=1.0": {"jacobian": [2.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 6.0]}},
    "[custom in place-False]": {">=1.0": {"jacobian": [2.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 6.0]}},
    "[custom with item-False]": {">=1.0": {"jacobian": [2.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 6.0]}},
    "[custom with item-True]": {">=1.0": {"raises": "RuntimeError"}},
    "[hook with item-True]": {">=1.0": {"raises": "RuntimeError"}},
    "[hook-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0]},
    },
    "[hook-False]": {">=1.0": {"jacobian": [2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0]}},
    "[put in place-True]": {
        "<1.12": {"raises": "RuntimeError"},
        ">=1.12": {"jacobian": [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0]},
    },
    "[put in place-False]": {">=1.0": {"jacobian": [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0]}},
}
