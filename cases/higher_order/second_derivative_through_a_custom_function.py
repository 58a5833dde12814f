"""Can a custom autograd Function be differentiated twice?

The backward of each Function computes the gradient of x**3 in another way; the square of it is differentiated twice.
If it computes with a saved input or output, autograd differentiates the backward by itself: 480 at x = 2.
A backward that uses a detached value, a number, a tensor kept on `ctx` or an intermediate result of forward
silently loses the part that comes from it, and gives 288.
`once_differentiable` makes the second derivative an error, and so says plainly that there is none.

https://docs.pytorch.org/docs/stable/notes/extending.html
https://docs.pytorch.org/tutorials/intermediate/custom_function_double_backward_tutorial.html
"""

import torch
from torch.autograd.function import once_differentiable

PARAMS = {"saved": ["input", "once_differentiable", "detached", "attribute", "intermediate", "output", "number"]}


def observe(device, saved):
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            square, out = a * a, a * a * a
            ctx.square, ctx.number = square, a.item()
            ctx.save_for_backward(a, square if saved == "intermediate" else out)
            return out

        @staticmethod
        def backward(ctx, gradient):
            a, other = ctx.saved_tensors
            return {
                "input": lambda: gradient * 3 * a * a,
                "detached": lambda: gradient * 3 * a.detach() ** 2,
                "attribute": lambda: gradient * 3 * ctx.square,
                "intermediate": lambda: gradient * 3 * other,
                "output": lambda: gradient * 3 * other / a,
                "number": lambda: gradient * 3 * ctx.number**2,
            }.get(saved, lambda: gradient * 3 * a * a)()

        if saved == "once_differentiable":
            backward = staticmethod(once_differentiable(backward.__func__))

    x = torch.full((1,), 2.0, device=device, requires_grad=True)
    first = torch.autograd.grad(Cube.apply(x) ** 2, x, create_graph=True)[0]
    yield "first", first.tolist()
    yield "first requires grad", first.requires_grad
    yield "second", torch.autograd.grad(first, x)[0].tolist()


EXPECT = {
    "[input]": {">=1.0": {"first": [192.0], "first requires grad": True, "second": [480.0]}},
    "[output]": {">=1.0": {"first": [192.0], "first requires grad": True, "second": [480.0]}},
    "[once_differentiable]": {">=1.0": {"first": [192.0], "first requires grad": True, "raises": "RuntimeError"}},
    "[attribute]": {">=1.0": {"first": [192.0], "first requires grad": True, "second": [288.0]}},
    "[detached]": {">=1.0": {"first": [192.0], "first requires grad": True, "second": [288.0]}},
    "[intermediate]": {">=1.0": {"first": [192.0], "first requires grad": True, "second": [288.0]}},
    "[number]": {">=1.0": {"first": [192.0], "first requires grad": True, "second": [288.0]}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/tutorials/intermediate/custom_function_double_backward_tutorial.html",
        "says": "Saving the output is fine for double backward: autograd handles it like an input.",
        "facts": {"second": [480.0]},
        "rows": "[output]",
    },
]
