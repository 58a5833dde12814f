"""If a tensor is passed as backward(gradient), does x.grad share its memory?

Where the derivative is one, the incoming gradient could be handed on as it is.
A gradient that somebody else still holds is copied, so that a later `gradient.zero_()` does not change `.grad`.
Through a view it is not: `x.view(2).backward(g)` leaves an `x.grad` that is a view of g, and zeroing g zeroes it,
silently, in all releases.
Two leaves of one sum get gradients of their own.

https://github.com/pytorch/pytorch/pull/34904
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html
"""

import torch

PARAMS = {"function": ["itself", "clone", "view", "add_0", "mul_1", "sum_of_two", "expand"]}


def observe(device, function):
    x = torch.ones(2, device=device, requires_grad=True)
    y = torch.ones(2, device=device, requires_grad=True)
    gradient = torch.full((2,), 3.0, device=device)
    out = {
        "itself": lambda: x,
        "clone": lambda: x.clone(),
        "view": lambda: x.view(2),
        "add_0": lambda: x + 0,
        "mul_1": lambda: x * 1,
        "sum_of_two": lambda: x + y,
        "expand": lambda: x.expand(2),
    }[function]()
    out.backward(gradient)
    yield "x.grad is the gradient", x.grad is gradient
    yield "shares its memory", x.grad.data_ptr() == gradient.data_ptr()
    if y.grad is not None:
        yield "x.grad and y.grad share memory", x.grad.data_ptr() == y.grad.data_ptr()
    gradient.zero_()
    yield "x.grad after the gradient is zeroed", x.grad.tolist()


EXPECT = {
    "[add_0]": {
        ">=1.0": {
            "x.grad is the gradient": False,
            "shares its memory": False,
            "x.grad after the gradient is zeroed": [3.0, 3.0],
        },
    },
    "[clone]": {
        ">=1.0": {
            "x.grad is the gradient": False,
            "shares its memory": False,
            "x.grad after the gradient is zeroed": [3.0, 3.0],
        },
    },
    "[expand]": {
        ">=1.0": {
            "x.grad is the gradient": False,
            "shares its memory": False,
            "x.grad after the gradient is zeroed": [3.0, 3.0],
        },
    },
    "[itself]": {
        ">=1.0": {
            "x.grad is the gradient": False,
            "shares its memory": False,
            "x.grad after the gradient is zeroed": [3.0, 3.0],
        },
    },
    "[mul_1]": {
        ">=1.0": {
            "x.grad is the gradient": False,
            "shares its memory": False,
            "x.grad after the gradient is zeroed": [3.0, 3.0],
        },
    },
    "[view]": {
        ">=1.0": {
            "x.grad is the gradient": False,
            "shares its memory": True,
            "x.grad after the gradient is zeroed": [0.0, 0.0],
        },
    },
    "[sum_of_two]": {
        ">=1.0": {
            "x.grad is the gradient": False,
            "shares its memory": False,
            "x.grad and y.grad share memory": False,
            "x.grad after the gradient is zeroed": [3.0, 3.0],
        },
    },
}
