"""Does a custom Function inside a compiled step keep its own backward, and what it told its context?

Each Function has a backward that is wrong on purpose, so the gradient tells whether it was used.
Tracing looks into the Function; marks on its context (`mark_dirty`, `mark_non_differentiable`,
`set_materialize_grads`) were dropped for some releases.

https://github.com/pytorch/pytorch/issues/118396
https://github.com/pytorch/pytorch/issues/119059
https://github.com/pytorch/pytorch/issues/129963
https://github.com/pytorch/pytorch/issues/184113
https://github.com/pytorch/pytorch/pull/133978
"""

import torch

TORCH = ">=2.0"
PARAMS = {"function": ["wrong backward", "needs_input_grad", "non differentiable", "materialize", "dirty", "chained"]}


class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx, gradient):
        x, y = ctx.saved_tensors
        return gradient * y * 7, gradient * x * 7 if ctx.needs_input_grad[1] else None


class Marked(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        second = x * 3
        ctx.mark_non_differentiable(second)
        return x * 2, second

    @staticmethod
    def backward(ctx, gradient, other):
        return gradient * 7


class Undefined(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return x * 2, x * 3

    @staticmethod
    def backward(ctx, first, second):
        return first * 7 if second is None else first * 7 + second + 100


class Dirty(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        return x

    @staticmethod
    def backward(ctx, gradient):
        return gradient * 7


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        slope = 3 * x**2
        ctx.save_for_backward(x, slope)
        return x**3, slope

    @staticmethod
    def backward(ctx, gradient, other):
        x, slope = ctx.saved_tensors
        return gradient * slope + other * 6 * x


def step(x, y, function):
    if function == "non differentiable":
        return Marked.apply(x)
    if function == "materialize":
        return Undefined.apply(x)
    if function == "dirty":
        z = x * 1
        result = Dirty.apply(z)
        return result + z, z
    if function == "chained":
        return Cube.apply(Cube.apply(x)[0])[0], x
    return Wrong.apply(x, y), x


def observe(device, function):
    x = torch.full((1,), 2.0, device=device, requires_grad=True)
    y = torch.full((1,), 3.0, device=device, requires_grad=function == "wrong backward")
    first, second = step(x, y, function)
    yield "first requires grad", first.requires_grad
    yield "second requires grad", second.requires_grad
    first.sum().backward()
    yield "x.grad", x.grad.tolist()
    yield "y.grad", None if y.grad is None else y.grad.tolist()


EXPECT = {
    "[wrong backward]": {
        ">=1.0": {"first requires grad": True, "second requires grad": True, "x.grad": [21.0], "y.grad": [14.0]},
    },
    "[needs_input_grad]": {
        ">=1.0": {"first requires grad": True, "second requires grad": True, "x.grad": [21.0], "y.grad": "None"},
    },
    "[non differentiable]": {
        ">=1.0": {"first requires grad": True, "second requires grad": False, "x.grad": [7.0], "y.grad": "None"},
    },
    "[materialize]": {
        ">=1.0": {"first requires grad": True, "second requires grad": True, "x.grad": [7.0], "y.grad": "None"},
    },
    "[dirty]": {
        ">=1.0": {"first requires grad": True, "second requires grad": True, "x.grad": [14.0], "y.grad": "None"},
    },
    "[chained]": {
        ">=1.0": {"first requires grad": True, "second requires grad": True, "x.grad": [2304.0], "y.grad": "None"},
    },
}
