"""What may the backward of a custom function return?

One gradient for each input, or None; more are allowed only if those are None, and a list is not a tuple:
it counts as one wrong gradient.
Too few, a shorter gradient or a number raise in the backward, never before.
A gradient that is too large is silently summed down to the shape of the input.
Another dtype is converted silently: float64 since 1.3 (#22273), integers since 1.6 (no note found);
before it was an error.
None used to become zeros that went on through the graph;
since 1.7 it stays None all the way up, and `.grad` with it (#41490, called backwards incompatible there,
no warning).

https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/41490
https://github.com/pytorch/pytorch/issues/41359
https://docs.pytorch.org/docs/stable/notes/extending.html
"""

import torch

PARAMS = {
    "returns": [
        "one_each",
        "too_few",
        "extra_None",
        "extra_tensor",
        "one_None",
        "only_None",
        "all_zeros",
        "list",
        "number",
        "wrong_shape",
        "broadcastable",
        "too_large",
        "double",
        "int",
        "for_a_constant",
        "sparse",
        "nothing",
    ],
}

answers = {
    "one_each": lambda g: (g * 2, g * 3),
    "too_few": lambda g: g * 2,
    "extra_None": lambda g: (g * 2, g * 3, None),
    "extra_tensor": lambda g: (g * 2, g * 3, g),
    "one_None": lambda g: (g * 2, None),
    "only_None": lambda g: (None, None),
    "all_zeros": lambda g: (g * 0, g * 0),
    "list": lambda g: [g * 2, g * 3],
    "number": lambda g: (2.0, 3.0),
    "wrong_shape": lambda g: (g[:2], g * 3),
    "broadcastable": lambda g: (g[:1], g * 3),
    "too_large": lambda g: (torch.stack([g, g]), g * 3),
    "double": lambda g: (g.double(), g * 3),
    "int": lambda g: (g.long(), g * 3),
    "for_a_constant": lambda g: (g * 2, g * 3),
    "sparse": lambda g: ((g * 2).to_sparse(), g * 3),
    "nothing": lambda g: None,
}


def observe(device, returns):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, b):
            return a * 2 + b * 3

        @staticmethod
        def backward(ctx, grad):
            return answers[returns](grad)

    weight = torch.ones(3, device=device, requires_grad=True)
    other = torch.ones(3, device=device, requires_grad=returns != "for_a_constant")
    Function.apply(weight * 5, other).sum().backward()
    grads = [g.to_dense() if g is not None and g.is_sparse else g for g in (weight.grad, other.grad)]
    yield "weight.grad", grads[0].tolist() if grads[0] is not None else None
    yield "other.grad", grads[1].tolist() if grads[1] is not None else None


EXPECT = {
    "[extra_None]": {">=1.0": {"weight.grad": [10.0, 10.0, 10.0], "other.grad": [3.0, 3.0, 3.0]}},
    "[one_each]": {">=1.0": {"weight.grad": [10.0, 10.0, 10.0], "other.grad": [3.0, 3.0, 3.0]}},
    "[sparse]": {">=1.0": {"weight.grad": [10.0, 10.0, 10.0], "other.grad": [3.0, 3.0, 3.0]}},
    "[too_large]": {">=1.0": {"weight.grad": [10.0, 10.0, 10.0], "other.grad": [3.0, 3.0, 3.0]}},
    "[broadcastable]": {">=1.0": {"raises": "RuntimeError"}},
    "[extra_tensor]": {">=1.0": {"raises": "RuntimeError"}},
    "[list]": {">=1.0": {"raises": "RuntimeError"}},
    "[nothing]": {">=1.0": {"raises": "RuntimeError"}},
    "[number]": {">=1.0": {"raises": "RuntimeError"}},
    "[too_few]": {">=1.0": {"raises": "RuntimeError"}},
    "[wrong_shape]": {">=1.0": {"raises": "RuntimeError"}},
    "[one_None]": {
        "<1.7": {"weight.grad": [10.0, 10.0, 10.0], "other.grad": [0.0, 0.0, 0.0]},
        ">=1.7": {"weight.grad": [10.0, 10.0, 10.0], "other.grad": "None"},
    },
    "[only_None]": {
        "<1.7": {"weight.grad": [0.0, 0.0, 0.0], "other.grad": [0.0, 0.0, 0.0]},
        ">=1.7": {"weight.grad": "None", "other.grad": "None"},
    },
    "[all_zeros]": {">=1.0": {"weight.grad": [0.0, 0.0, 0.0], "other.grad": [0.0, 0.0, 0.0]}},
    "[double]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3": {"weight.grad": [5.0, 5.0, 5.0], "other.grad": [3.0, 3.0, 3.0]},
    },
    "[int]": {
        "<1.6": {"raises": "RuntimeError"},
        ">=1.6": {"weight.grad": [5.0, 5.0, 5.0], "other.grad": [3.0, 3.0, 3.0]},
    },
    "[for_a_constant]": {">=1.0": {"weight.grad": [10.0, 10.0, 10.0], "other.grad": "None"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/41490",
        "says": "None returned from a backward stays None up to the .grad of a leaf.",
        "facts": {"weight.grad": "None", "other.grad": "None"},
        "rows": "[only_None]",
    },
    {
        "source": "a common belief",
        "says": "A gradient whose shape is not that of the input is refused.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[too_large]",
    },
]
