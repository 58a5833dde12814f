"""Does forward mode give the same derivatives as reverse mode, the second ones included?

The first derivative along a direction is computed with a tangent (`jvp`),
the second one with a tangent through the gradient
and with a tangent of a tangent; all are compared with a backward and a backward through it.
`scatter_reduce` with products and `cholesky_inverse` have a wrong tangent,
in every release that has one (#196702, #196682).
A tangent of a tangent is wrong, without a word, for normalisation layers,
`householder_product` and `cumprod` over a zero:
formulas that were not written to be differentiated again drop a term; #198017 collects them.
For `det`, `slogdet` and `solve` the same was mended in 2.15 by #192667,
and with it the second derivative of `det` by two transforms where singular values are equal.

https://github.com/pytorch/pytorch/issues/198017
https://github.com/pytorch/pytorch/pull/192667
https://github.com/pytorch/pytorch/issues/192540
https://github.com/pytorch/pytorch/issues/196702
https://github.com/pytorch/pytorch/issues/196682
https://docs.pytorch.org/docs/stable/generated/torch.func.jvp.html
"""

import torch
import torch.nn.functional as F

TORCH = ">=2.0"

start = [[0.7, -1.3, 0.4], [1.9, 0.2, -0.6], [-0.8, 1.1, 2.3]]
index = [[0, 0, 1], [1, 1, 1], [2, 0, 2]]


def moved(values, like):
    return torch.tensor(values, dtype=like.dtype, device=like.device)


functions = {
    "inv": torch.linalg.inv,
    "det": torch.linalg.det,
    "det at the identity": lambda a: torch.linalg.det(a - moved(start, a) + torch.eye(3, device=a.device)),
    "slogdet": lambda a: torch.linalg.slogdet(a)[1],
    "solve": lambda a: torch.linalg.solve(a, a.cos()),
    "cholesky_inverse": lambda a: torch.cholesky_inverse(torch.linalg.cholesky(a @ a.t())),
    "householder_product": lambda a: torch.linalg.householder_product(a, a[0].sin()),
    "cumprod over a zero": lambda a: (a - moved([0.7, 0.0, 0.0], a)).cumprod(1),
    "scatter_reduce prod": lambda a: a.scatter_reduce(1, torch.tensor(index, device=a.device), a.cos(), "prod"),
    "layer_norm": lambda a: F.layer_norm(a, (3,)),
    "batch_norm": lambda a: F.batch_norm(a, None, None, training=True),
}

PARAMS = {
    "function": [
        "inv", "det", "det at the identity", "slogdet", "solve", "cholesky_inverse", "householder_product",
        "cumprod over a zero", "scatter_reduce prod", "layer_norm", "batch_norm",
    ],
}  # fmt: skip # rows of names


def observe(device, function):
    x = torch.tensor(start, device=device, dtype=torch.float64)
    direction = torch.sin(torch.arange(1, 10, device=device, dtype=torch.float64)).reshape(3, 3)

    def value(a):
        out = functions[function](a)
        return (out * torch.arange(1, out.numel() + 1, device=device).reshape(out.shape)).sum()

    def tangent(a):
        return torch.func.jvp(value, (a,), (direction,))[1]

    def slope(a):
        return (torch.func.grad(value)(a) * direction).sum()

    leaf = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(value(leaf), leaf, create_graph=True)
    first = (gradient * direction).sum()
    (gradient,) = torch.autograd.grad(first, leaf)
    second = (gradient * direction).sum()
    yield "first", torch.allclose(tangent(x), first)
    yield "second, forward over reverse", torch.allclose(torch.func.jvp(slope, (x,), (direction,))[1], second)
    yield "second, forward over forward", torch.allclose(torch.func.jvp(tangent, (x,), (direction,))[1], second)


EXPECT = {
    "[inv]": {">=1.0": {"first": True, "second, forward over reverse": True, "second, forward over forward": True}},
    "[det]": {
        "<2.15": {"first": True, "second, forward over reverse": True, "second, forward over forward": False},
        ">=2.15": {"first": True, "second, forward over reverse": True, "second, forward over forward": True},
    },
    "[slogdet]": {
        "<2.15": {"first": True, "second, forward over reverse": True, "second, forward over forward": False},
        ">=2.15": {"first": True, "second, forward over reverse": True, "second, forward over forward": True},
    },
    "[solve]": {
        "<2.15": {"first": True, "second, forward over reverse": True, "second, forward over forward": False},
        ">=2.15": {"first": True, "second, forward over reverse": True, "second, forward over forward": True},
    },
    "[det at the identity]": {
        "<2.15": {"first": True, "second, forward over reverse": False, "second, forward over forward": False},
        ">=2.15": {"first": True, "second, forward over reverse": True, "second, forward over forward": True},
    },
    "[cholesky_inverse]": {
        ">=1.0": {"first": False, "second, forward over reverse": False, "second, forward over forward": False},
    },
    "[scatter_reduce prod]": {
        ">=1.0": {"first": False, "second, forward over reverse": False, "second, forward over forward": False},
    },
    "[batch_norm]": {
        ">=1.0": {"first": True, "second, forward over reverse": True, "second, forward over forward": False},
    },
    "[cumprod over a zero]": {
        ">=1.0": {"first": True, "second, forward over reverse": True, "second, forward over forward": False},
    },
    "[householder_product]": {
        ">=1.0": {"first": True, "second, forward over reverse": True, "second, forward over forward": False},
    },
    "[layer_norm]": {
        ">=1.0": {"first": True, "second, forward over reverse": True, "second, forward over forward": False},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/198017",
        "says": "Forward mode and higher orders return wrong derivatives.",
        "facts": {"second, forward over forward": False},
        "rows": "[layer_norm]",
    },
]
