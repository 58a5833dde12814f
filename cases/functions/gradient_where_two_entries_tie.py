"""Which entry gets the gradient when two of them are equal?

There is no right answer at a tie, only a convention, and the conventions changed.
`max()` over a whole tensor gave the full gradient to each of the equal entries until 1.5, in 1.6 to one of them,
and divides it since 1.7; `median()` and `min()` likewise, and the infinity norm since 1.8.
`max(dim)` gives all of it to the one entry whose index it returns: the last until 1.5, the first since 1.6.
The entry-wise maximum of two equal tensors gave everything to the second, and halves it since 1.10.

https://github.com/pytorch/pytorch/pull/43519
https://github.com/pytorch/pytorch/issues/56734
https://docs.pytorch.org/docs/stable/generated/torch.amax.html
"""

import torch

PARAMS = {"function": ["max", "min", "median", "max_dim", "maximum", "norm_inf", "sort"]}


def observe(device, function):
    a = torch.ones(2, device=device, requires_grad=True)
    b = torch.ones(2, device=device, requires_grad=True)
    out = {
        "max": lambda: a.max(),
        "min": lambda: a.min(),
        "median": lambda: a.median(),
        "max_dim": lambda: a.max(0)[0],
        "maximum": lambda: torch.max(a, b).sum(),
        "norm_inf": lambda: a.norm(float("inf")),
        "sort": lambda: a.sort()[0].sum(),
    }[function]()
    out.backward()
    yield "a.grad", a.grad.tolist()
    yield "b.grad", b.grad.tolist() if b.grad is not None else None


EXPECT = {
    "[max]": {
        "<1.6": {"a.grad": [1.0, 1.0], "b.grad": "None"},
        ">=1.6,<1.7": {"a.grad": [1.0, 0.0], "b.grad": "None"},
        ">=1.7": {"a.grad": [0.5, 0.5], "b.grad": "None"},
    },
    "[min]": {
        "<1.6": {"a.grad": [1.0, 1.0], "b.grad": "None"},
        ">=1.6,<1.7": {"a.grad": [1.0, 0.0], "b.grad": "None"},
        ">=1.7": {"a.grad": [0.5, 0.5], "b.grad": "None"},
    },
    "[median]": {
        "<1.6": {"a.grad": [1.0, 1.0], "b.grad": "None"},
        ">=1.6,<1.7": {"a.grad": [1.0, 0.0], "b.grad": "None"},
        ">=1.7": {"a.grad": [0.5, 0.5], "b.grad": "None"},
    },
    "[max_dim]": {
        "<1.6": {"a.grad": [0.0, 1.0], "b.grad": "None"},
        ">=1.6": {"a.grad": [1.0, 0.0], "b.grad": "None"},
    },
    "[maximum]": {
        "<1.10": {"a.grad": [0.0, 0.0], "b.grad": [1.0, 1.0]},
        ">=1.10": {"a.grad": [0.5, 0.5], "b.grad": [0.5, 0.5]},
    },
    "[norm_inf]": {
        "<1.8": {"a.grad": [1.0, 1.0], "b.grad": "None"},
        ">=1.8": {"a.grad": [0.5, 0.5], "b.grad": "None"},
    },
    "[sort]": {">=1.0": {"a.grad": [1.0, 1.0], "b.grad": "None"}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/2.8/generated/torch.amax.html",
        "says": "max and amax evenly distribute the gradient between equal values: max over everything.",
        "facts": {"a.grad": [0.5, 0.5]},
        "rows": "[max]",
    },
    {
        "source": "https://docs.pytorch.org/docs/2.8/generated/torch.amax.html",
        "says": "max and amax evenly distribute the gradient between equal values: also max over a dimension.",
        "facts": {"a.grad": [0.5, 0.5]},
        "rows": "[max_dim]",
    },
]
