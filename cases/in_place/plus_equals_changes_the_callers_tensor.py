"""Why does `x += b` behave differently from `x = x + b`?

`x + b` makes a new tensor; `x += b` writes into x, for everybody who holds it.
A module that does so to its input changes the caller's tensor: it grows with every call, and,
if b requires grad, the caller's plain tensor requires grad afterwards and carries the history of all calls.
The second backward then runs into the freed part of that history.
Many explanations have the two the wrong way round.

https://github.com/pytorch/pytorch/issues/8106
https://github.com/pytorch/pytorch/issues/9634
https://github.com/pytorch/pytorch/issues/10586
https://github.com/pytorch/pytorch/issues/2425
"""

import torch
from torch import nn

PARAMS = {"operation": ["plus", "plus_equals", "add_", "mul_equals", "data_plus_equals", "add_to_clone"]}


class Layer(nn.Module):
    def __init__(self, operation):
        super().__init__()
        self.operation, self.bias = operation, nn.Parameter(torch.full((2,), 2.0))

    def forward(self, x):
        if self.operation == "plus":
            x = x + self.bias
        elif self.operation == "plus_equals":
            x += self.bias
        elif self.operation == "add_":
            x.add_(self.bias)
        elif self.operation == "mul_equals":
            x *= self.bias
        elif self.operation == "data_plus_equals":
            x.data += self.bias.data
        else:
            x = x.clone().add_(self.bias)
        return x


def observe(device, operation):
    layer = Layer(operation).to(device)
    x = torch.ones(2, device=device)
    for _ in range(2):
        out = layer(x)
        yield "out is x", out is x
        yield "x", x.tolist()
        yield "x.requires_grad", x.requires_grad
        if out.requires_grad:
            out.sum().backward()
            yield "bias.grad", layer.bias.grad.tolist()


EXPECT = {
    "[add_to_clone]": {
        ">=1.0": {
            "out is x": [False, False],
            "x": [[1.0, 1.0], [1.0, 1.0]],
            "x.requires_grad": [False, False],
            "bias.grad": [[1.0, 1.0], [2.0, 2.0]],
        },
    },
    "[plus]": {
        ">=1.0": {
            "out is x": [False, False],
            "x": [[1.0, 1.0], [1.0, 1.0]],
            "x.requires_grad": [False, False],
            "bias.grad": [[1.0, 1.0], [2.0, 2.0]],
        },
    },
    "[add_]": {
        ">=1.0": {
            "out is x": [True, True],
            "x": [[3.0, 3.0], [5.0, 5.0]],
            "x.requires_grad": [True, True],
            "bias.grad": [[1.0, 1.0], [3.0, 3.0]],
        },
    },
    "[plus_equals]": {
        ">=1.0": {
            "out is x": [True, True],
            "x": [[3.0, 3.0], [5.0, 5.0]],
            "x.requires_grad": [True, True],
            "bias.grad": [[1.0, 1.0], [3.0, 3.0]],
        },
    },
    "[mul_equals]": {
        ">=1.0": {
            "out is x": [True, True],
            "x": [[2.0, 2.0], [4.0, 4.0]],
            "x.requires_grad": [True, True],
            "bias.grad": [1.0, 1.0],
            "raises": "RuntimeError",
        },
    },
    "[data_plus_equals]": {
        ">=1.0": {"out is x": [True, True], "x": [[3.0, 3.0], [5.0, 5.0]], "x.requires_grad": [False, False]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/8106",
        "says": "Said there the wrong way round: += creates a new tensor, and + changes it in place.",
        "facts": {"x": [[1.0, 1.0], [1.0, 1.0]], "out is x": [False, False]},
        "rows": "[plus_equals]",
    },
]
