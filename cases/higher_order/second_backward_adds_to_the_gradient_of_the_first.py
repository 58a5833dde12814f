"""After `backward(create_graph=True)`, what does backward on `x.grad` leave in `x.grad`?

The gradient of x**3 at 2 is 12 and its derivative another 12.
A second backward from `x.grad` adds the second derivative to what is there: 24, the sum of both, not the Hessian.
That sum is made in place, so the tensor taken from `x.grad` before changes as well,
unless the second backward records a graph too: then a new tensor is made.
`autograd.grad` keeps the two apart, and so does `x.grad = None` in between, once the first gradient is held elsewhere.
`zero_()` on the gradient makes it a constant zero, and the second derivative vanishes with it, without an error.

https://docs.pytorch.org/docs/stable/autograd.html#default-gradient-layouts
https://github.com/pytorch/pytorch/issues/4661
"""

import torch

PARAMS = {"between": ["nothing", "graph_again", "None", "zero_", "detach_and_zero_", "autograd.grad"]}


def observe(device, between):
    x = torch.full((1,), 2.0, device=device, requires_grad=True)
    (x**3).sum().backward(create_graph=True)
    first = x.grad
    yield "first", first.tolist()
    if between == "autograd.grad":
        yield "second", torch.autograd.grad(first.sum(), x)[0].tolist()
    else:
        if between == "None":
            x.grad = None
        elif between == "zero_":
            x.grad.zero_()
        elif between == "detach_and_zero_":
            x.grad = x.grad.detach().zero_()
        first.sum().backward(create_graph=between == "graph_again")
        yield "first after", first.tolist()
        yield "x.grad", x.grad.tolist()
        yield "x.grad requires grad", x.grad.requires_grad


EXPECT = {
    "[nothing]": {
        "<1.10": {"first": [12.0], "first after": [24.0], "x.grad": [24.0], "x.grad requires grad": True},
        ">=1.10": {
            "first": [12.0],
            "first after": [24.0],
            "x.grad": [24.0],
            "x.grad requires grad": True,
            "warns": ["UserWarning"],
        },
    },
    "[graph_again]": {
        "<1.10": {"first": [12.0], "first after": [12.0], "x.grad": [24.0], "x.grad requires grad": True},
        ">=1.10": {
            "first": [12.0],
            "first after": [12.0],
            "x.grad": [24.0],
            "x.grad requires grad": True,
            "warns": ["UserWarning"],
        },
    },
    "[None]": {
        "<1.10": {"first": [12.0], "first after": [12.0], "x.grad": [12.0], "x.grad requires grad": False},
        ">=1.10": {
            "first": [12.0],
            "first after": [12.0],
            "x.grad": [12.0],
            "x.grad requires grad": False,
            "warns": ["UserWarning"],
        },
    },
    "[detach_and_zero_]": {
        "<1.10": {"first": [12.0], "first after": [12.0], "x.grad": [12.0], "x.grad requires grad": False},
        ">=1.10": {
            "first": [12.0],
            "first after": [12.0],
            "x.grad": [12.0],
            "x.grad requires grad": False,
            "warns": ["UserWarning"],
        },
    },
    "[zero_]": {
        "<1.10": {"first": [12.0], "first after": [0.0], "x.grad": [0.0], "x.grad requires grad": True},
        ">=1.10": {
            "first": [12.0],
            "first after": [0.0],
            "x.grad": [0.0],
            "x.grad requires grad": True,
            "warns": ["UserWarning"],
        },
    },
    "[autograd.grad]": {
        "<1.10": {"first": [12.0], "second": [12.0]},
        ">=1.10": {"first": [12.0], "second": [12.0], "warns": ["UserWarning"]},
    },
}
