"""What is the second derivative of a linear function: zero, None, or an error?

The first derivative of `2 * x` is the constant 2, which no longer depends on x.
`torch.autograd.grad` raises for it, with `allow_unused=True` as well, because a constant has no graph at all;
`backward` raises for the same reason, while `hessian` of both libraries answers with zeros.
When something else keeps the first derivative in the graph, `grad` says that x is unused, `allow_unused` gives None,
and `materialize_grads` (since 2.1) zeros; `backward` then leaves the leaf's gradient alone.
A product with zero, or a second factor that is a constant of x, does depend on x, and gives zeros everywhere.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
https://docs.pytorch.org/docs/stable/generated/torch.func.hessian.html
"""

import torch

PARAMS = {
    "function": ["twice", "twice_and_weight", "times_zero_square", "square_detached"],
    "way": ["grad", "allow_unused", "materialize", "backward", "hessian", "func_hessian"],
}
TORCH = {"[*-hessian]": ">=1.5", "[*-materialize]": ">=2.1", "[*-func_hessian]": ">=2.0"}


def observe(device, function, way):
    x = torch.ones(1, device=device, requires_grad=True)
    weight = torch.ones(1, device=device, requires_grad=True)
    call = {
        "twice": lambda a: (2 * a).sum(),
        "twice_and_weight": lambda a: (weight * a).sum(),
        "times_zero_square": lambda a: (0 * a * a).sum(),
        "square_detached": lambda a: (a * a.detach() * 3).sum(),
    }[function]
    if way == "hessian":
        yield "second", torch.autograd.functional.hessian(call, x).tolist()
    elif way == "func_hessian":
        yield "second", torch.func.hessian(call)(x).tolist()
    else:
        first = torch.autograd.grad(call(x), x, create_graph=True)[0]
        yield "first requires grad", first.requires_grad
        if way == "backward":
            first.backward()
            yield "x.grad", x.grad
        else:
            options = {"materialize": {"materialize_grads": True}, "allow_unused": {"allow_unused": True}}.get(way, {})
            second = torch.autograd.grad(first, x, **options)[0]
            yield "second", None if second is None else (second + 0).tolist()


EXPECT = {
    "[square_detached-allow_unused]": {">=1.0": {"first requires grad": False, "raises": "RuntimeError"}},
    "[square_detached-backward]": {">=1.0": {"first requires grad": False, "raises": "RuntimeError"}},
    "[square_detached-grad]": {">=1.0": {"first requires grad": False, "raises": "RuntimeError"}},
    "[square_detached-materialize]": {">=1.0": {"first requires grad": False, "raises": "RuntimeError"}},
    "[twice-allow_unused]": {">=1.0": {"first requires grad": False, "raises": "RuntimeError"}},
    "[twice-backward]": {">=1.0": {"first requires grad": False, "raises": "RuntimeError"}},
    "[twice-grad]": {">=1.0": {"first requires grad": False, "raises": "RuntimeError"}},
    "[twice-materialize]": {">=1.0": {"first requires grad": False, "raises": "RuntimeError"}},
    "[*-func_hessian]": {">=1.0": {"second": [[0.0]]}},
    "[*-hessian]": {">=1.0": {"second": [[0.0]]}},
    "[twice_and_weight-grad]": {">=1.0": {"first requires grad": True, "raises": "RuntimeError"}},
    "[twice_and_weight-allow_unused]": {">=1.0": {"second": "None", "first requires grad": True}},
    "[times_zero_square-allow_unused]": {">=1.0": {"second": [0.0], "first requires grad": True}},
    "[times_zero_square-grad]": {">=1.0": {"second": [0.0], "first requires grad": True}},
    "[times_zero_square-materialize]": {">=1.0": {"second": [0.0], "first requires grad": True}},
    "[twice_and_weight-materialize]": {">=1.0": {"second": [0.0], "first requires grad": True}},
    "[twice_and_weight-backward]": {">=1.0": {"first requires grad": True, "x.grad": "None"}},
    "[times_zero_square-backward]": {">=1.0": {"first requires grad": True, "x.grad": "zero"}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html",
        "says": "With allow_unused=True, grad returns None for what does not depend on the input.",
        "facts": {"first requires grad": False, "second": "None"},
        "rows": "[twice-allow_unused]",
    },
]
