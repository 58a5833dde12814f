"""Can a compiled function be differentiated twice, or call `backward` itself?

With the backend "eager" the graph is the ordinary one, and the second derivative of x**3 at 2 is 12.
"aot_eager" (as the default "inductor") makes its backward in advance, and that one is not differentiable:
an error since 2.0, also when the first gradient was taken by `autograd.grad` inside.
`torch.func.grad` inside is traced as a part of the forward, and so can be differentiated once more.
The compiled rows begin with 2.1: 2.0 refuses Python 3.11, with which these releases are measured.

https://github.com/pytorch/pytorch/issues/91469
https://github.com/pytorch/pytorch/pull/92348
https://github.com/pytorch/pytorch/pull/181606
https://docs.pytorch.org/docs/stable/torch.compiler_faq.html
"""

import torch

TORCH = {"[*-none]": ">=2.0", "[*-eager]": ">=2.1", "[*-aot_eager]": ">=2.1"}
PARAMS = {
    "gradient": ["outside", "inside", "backward inside", "func inside"],
    "backend": ["none", "eager", "aot_eager"],
}


def observe(device, gradient, backend):
    gradient_of, func_gradient = torch.autograd.grad, torch.func.grad

    def function(x):
        if gradient == "func inside":
            return func_gradient(lambda a: (a**3).sum())(x)
        y = x**3
        if gradient == "inside":
            return gradient_of(y.sum(), x, create_graph=True)[0]
        if gradient == "backward inside":
            y.sum().backward()
        return y

    x = torch.full((1,), 2.0, device=device, requires_grad=True)
    run = function if backend == "none" else torch.compile(function, backend=backend)
    first = run(x)
    if gradient == "outside":
        first = torch.autograd.grad(first.sum(), x, create_graph=True)[0]
    yield "x.grad", x.grad
    if gradient != "backward inside":
        yield "first", first.tolist()
        yield "first requires grad", first.requires_grad
        yield "second", torch.autograd.grad(first.sum(), x)[0].tolist()


EXPECT = {
    "[func inside-*]": {">=1.0": {"x.grad": "None", "first": [12.0], "first requires grad": True, "second": [12.0]}},
    "[inside-eager]": {">=1.0": {"x.grad": "None", "first": [12.0], "first requires grad": True, "second": [12.0]}},
    "[inside-none]": {">=1.0": {"x.grad": "None", "first": [12.0], "first requires grad": True, "second": [12.0]}},
    "[outside-eager]": {">=1.0": {"x.grad": "None", "first": [12.0], "first requires grad": True, "second": [12.0]}},
    "[outside-none]": {">=1.0": {"x.grad": "None", "first": [12.0], "first requires grad": True, "second": [12.0]}},
    "[inside-aot_eager]": {
        "<2.2": {
            "x.grad": "None",
            "first": [12.0],
            "first requires grad": True,
            "raises": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=2.2": {"x.grad": "None", "first": [12.0], "first requires grad": True, "raises": "RuntimeError"},
    },
    "[outside-aot_eager]": {
        "<2.2": {
            "x.grad": "None",
            "first": [12.0],
            "first requires grad": True,
            "raises": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=2.2": {"x.grad": "None", "first": [12.0], "first requires grad": True, "raises": "RuntimeError"},
    },
    "[backward inside-*]": {">=1.0": {"x.grad": "nonzero"}},
}
