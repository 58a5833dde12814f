"""What are the value and the gradient of a straight-through estimator?

`x + (round(x) - x).detach()` has the value of the rounded tensor and the gradient of x,
and so has a custom function that passes the gradient on, a difference taken under no_grad,
or the sum written the other way round.
`round()` and `sign()` keep the graph and give zeros.
A comparison, `.data` or integers end the graph.

https://github.com/zalandoresearch/pytorch-vq-vae/issues/6
https://github.com/CompVis/taming-transformers/issues/35
"""

import torch

PARAMS = {
    "rounds": [
        "round",
        "detach_trick",
        "detach_trick_reversed",
        "no_grad_difference",
        "function",
        "data",
        "sign",
        "compare",
        "int",
    ],
}


class Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a.round()

    @staticmethod
    def backward(ctx, grad):
        return grad


def observe(device, rounds):
    weight = torch.tensor([0.2, 0.8], device=device, requires_grad=True)

    def under_no_grad():
        with torch.no_grad():
            difference = weight.round() - weight
        return weight + difference

    out = {
        "round": weight.round,
        "detach_trick": lambda: weight + (weight.round() - weight).detach(),
        "detach_trick_reversed": lambda: weight.round() + (weight - weight.detach()),
        "no_grad_difference": under_no_grad,
        "function": lambda: Round.apply(weight),
        "data": lambda: weight.data.round(),
        "sign": lambda: (weight - 0.5).sign(),
        "compare": lambda: (weight > 0.5).float(),
        "int": lambda: weight.long().float(),
    }[rounds]()
    yield "value", out.tolist()
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        (out * torch.tensor([1.0, 3.0], device=device)).sum().backward()
        yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[round]": {">=1.0": {"value": [0.0, 1.0], "requires_grad": True, "weight.grad": [0.0, 0.0]}},
    "[detach_trick]": {">=1.0": {"value": [0.0, 1.0], "requires_grad": True, "weight.grad": [1.0, 3.0]}},
    "[detach_trick_reversed]": {">=1.0": {"value": [0.0, 1.0], "requires_grad": True, "weight.grad": [1.0, 3.0]}},
    "[function]": {">=1.0": {"value": [0.0, 1.0], "requires_grad": True, "weight.grad": [1.0, 3.0]}},
    "[no_grad_difference]": {">=1.0": {"value": [0.0, 1.0], "requires_grad": True, "weight.grad": [1.0, 3.0]}},
    "[compare]": {">=1.0": {"value": [0.0, 1.0], "requires_grad": False}},
    "[data]": {">=1.0": {"value": [0.0, 1.0], "requires_grad": False}},
    "[sign]": {">=1.0": {"value": [-1.0, 1.0], "requires_grad": True, "weight.grad": [0.0, 0.0]}},
    "[int]": {">=1.0": {"value": [0.0, 0.0], "requires_grad": False}},
}

CLAIMS = [
    {
        "source": "https://github.com/zalandoresearch/pytorch-vq-vae/issues/6",
        "says": "In x + (q - x).detach() the forward value is q and the gradient goes to x unchanged.",
        "facts": {"value": [0.0, 1.0], "weight.grad": [1.0, 3.0]},
        "rows": "[detach_trick]",
    },
    {
        "source": "a common belief",
        "says": "round() breaks the graph.",
        "facts": {"requires_grad": False},
        "rows": "[round]",
    },
]
