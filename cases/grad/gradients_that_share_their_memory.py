"""May I change a gradient from autograd.grad() in place, or does that change another gradient too?

The gradient of `x + y` is the same for both, and autograd.grad returns the same memory twice,
which is also that of the grad_outputs it was given: scaling one scales all three, without a word.
Through views they are two tensors with one memory, and the same happens.
The gradient of a sum is one number with strides of zero; to change it in place changed everything twice in 1.0,
and raises since 1.1 (no note found).
backward() copies the very tensor that two leaves would share, but not two views of one memory,
so `.grad` is shared in that case too.

https://github.com/pytorch/pytorch/issues/46168
https://github.com/pytorch/pytorch/issues/34082
https://github.com/pytorch/pytorch/issues/49256
https://github.com/pytorch/pytorch/issues/167263
"""

import torch

PARAMS = {
    "function": ["x + y", "x - y", "cat", "sum", "view"],
    "by": ["autograd.grad", "backward"],
}


def observe(device, function, by):
    x = torch.ones(2, device=device, requires_grad=True)
    y = torch.ones(2, device=device, requires_grad=True)
    out = {
        "x + y": lambda: x + y,
        "x - y": lambda: x - y,
        "cat": lambda: torch.cat([x, y]),
        "sum": lambda: x.sum() + y.sum(),
        "view": lambda: x.view(2, 1) + y.view(2, 1),
    }[function]()
    given = torch.ones_like(out)
    if by == "backward":
        out.backward(given)
        of_x, of_y = x.grad, y.grad
    else:
        of_x, of_y = torch.autograd.grad(out, [x, y], given)
    yield "strides", [list(of_x.stride()), list(of_y.stride())]
    yield "the same tensor", of_x is of_y
    of_x.mul_(5)
    yield "gradient of x", of_x.tolist()
    yield "gradient of y", of_y.tolist()
    yield "grad_outputs", given.view(-1).tolist()


EXPECT = {
    "[x + y-autograd.grad]": {
        ">=1.0": {
            "strides": [[1], [1]],
            "the same tensor": True,
            "gradient of x": [5.0, 5.0],
            "gradient of y": [5.0, 5.0],
            "grad_outputs": [5.0, 5.0],
        },
    },
    "[x + y-backward]": {
        ">=1.0": {
            "strides": [[1], [1]],
            "the same tensor": False,
            "gradient of x": [5.0, 5.0],
            "gradient of y": [1.0, 1.0],
            "grad_outputs": [1.0, 1.0],
        },
    },
    "[x - y-autograd.grad]": {
        ">=1.0": {
            "strides": [[1], [1]],
            "the same tensor": False,
            "gradient of x": [5.0, 5.0],
            "gradient of y": [-1.0, -1.0],
            "grad_outputs": [5.0, 5.0],
        },
    },
    "[x - y-backward]": {
        ">=1.0": {
            "strides": [[1], [1]],
            "the same tensor": False,
            "gradient of x": [5.0, 5.0],
            "gradient of y": [-1.0, -1.0],
            "grad_outputs": [1.0, 1.0],
        },
    },
    "[cat-*]": {
        ">=1.0": {
            "strides": [[1], [1]],
            "the same tensor": False,
            "gradient of x": [5.0, 5.0],
            "gradient of y": [1.0, 1.0],
            "grad_outputs": [5.0, 5.0, 1.0, 1.0],
        },
    },
    "[sum-autograd.grad]": {
        "<1.1": {
            "strides": [[0], [0]],
            "the same tensor": False,
            "gradient of x": [25.0, 25.0],
            "gradient of y": [25.0, 25.0],
            "grad_outputs": [25.0],
        },
        ">=1.1": {"strides": [[0], [0]], "the same tensor": False, "raises": "RuntimeError"},
    },
    "[sum-backward]": {
        ">=1.0": {
            "strides": [[1], [1]],
            "the same tensor": False,
            "gradient of x": [5.0, 5.0],
            "gradient of y": [1.0, 1.0],
            "grad_outputs": [1.0],
        },
    },
    "[view-*]": {
        ">=1.0": {
            "strides": [[1], [1]],
            "the same tensor": False,
            "gradient of x": [5.0, 5.0],
            "gradient of y": [5.0, 5.0],
            "grad_outputs": [5.0, 5.0],
        },
    },
}
