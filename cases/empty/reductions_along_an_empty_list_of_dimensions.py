"""What does x.sum(dim=[]) do: reduce nothing, as in numpy, or everything?

A list of dimensions that happens to be empty is not an error, and what it means differs between functions.
numpy reduces along no axis, and answers with the array itself.
sum, mean, var, norm and their kin reduce everything, flip does nothing, and logsumexp refuses.
A loss that should keep its shape becomes one number, without a word.
The gradient was worse than the shape: that of mean was not divided by the number of entries until 1.12, except in
1.3, where it raised, by an accident that 1.4 mended (#28286).
Since 1.13 (#81286), where mean learned dim=None, it is divided. No warning told of either.
That of var and std is infinite to this day, since it divides by one less than nothing.

https://github.com/pytorch/pytorch/issues/29137
https://github.com/pytorch/pytorch/issues/105798
https://github.com/pytorch/pytorch/issues/28993
https://github.com/pytorch/pytorch/issues/28286
https://github.com/pytorch/pytorch/pull/81286
https://pytorch.org/docs/stable/generated/torch.sum.html
"""

import torch

TORCH = {
    "[amax]": ">=1.7", "[nansum]": ">=1.7", "[vector_norm]": ">=1.9",
    "[var]": ">=1.1", "[std]": ">=1.1", "[logsumexp]": ">=1.1", "[norm]": ">=1.1",
}  # fmt: skip # a table; a value a line would be a screen

PARAMS = {
    "function": [
        "sum", "mean", "nansum", "var", "std", "logsumexp", "norm", "vector_norm", "amax", "flip",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, function):
    x = torch.tensor([[1.0, 2.0, 4.0]], device=device, requires_grad=True)
    out = {
        "sum": lambda: x.sum(dim=[]),
        "mean": lambda: x.mean(dim=[]),
        "nansum": lambda: x.nansum(dim=[]),
        "var": lambda: x.var(dim=[]),
        "std": lambda: x.std(dim=[]),
        "logsumexp": lambda: x.logsumexp(dim=[]),
        "norm": lambda: x.norm(p=2, dim=[]),
        "vector_norm": lambda: torch.linalg.vector_norm(x, dim=[]),
        "amax": lambda: x.amax(dim=[]),
        "flip": lambda: x.flip([]),
    }[function]()
    yield "shape", list(out.shape)
    out.sum().backward()
    yield "x.grad", [round(entry, 3) for entry in x.grad[0].tolist()]


EXPECT = {
    "[nansum]": {">=1.0": {"shape": [], "x.grad": [1.0, 1.0, 1.0]}},
    "[sum]": {">=1.0": {"shape": [], "x.grad": [1.0, 1.0, 1.0]}},
    "[mean]": {
        "<1.3": {"shape": [], "x.grad": [1.0, 1.0, 1.0]},
        ">=1.3,<1.4": {"shape": [], "raises": "RuntimeError"},
        ">=1.4,<1.13": {"shape": [], "x.grad": [1.0, 1.0, 1.0]},
        ">=1.13": {"shape": [], "x.grad": [0.333, 0.333, 0.333]},
    },
    "[std]": {">=1.0": {"shape": [], "x.grad": ["-inf", "-inf", "inf"]}},
    "[var]": {">=1.0": {"shape": [], "x.grad": ["-inf", "-inf", "inf"]}},
    "[logsumexp]": {">=1.0": {"raises": "RuntimeError"}},
    "[norm]": {">=1.0": {"shape": [], "x.grad": [0.218, 0.436, 0.873]}},
    "[vector_norm]": {">=1.0": {"shape": [], "x.grad": [0.218, 0.436, 0.873]}},
    "[amax]": {">=1.0": {"shape": [], "x.grad": [0.0, 0.0, 1.0]}},
    "[flip]": {">=1.0": {"shape": [1, 3], "x.grad": [1.0, 1.0, 1.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/28993",
        "says": "mean over an empty list is the mean of everything, and has its gradient.",
        "facts": {"x.grad": [0.333, 0.333, 0.333]},
        "rows": "[mean]",
    },
    {
        "source": "https://github.com/pytorch/pytorch/issues/29137",
        "says": "An empty list of dimensions reduces nothing, as in numpy.",
        "facts": {"shape": [1, 3]},
    },
]
