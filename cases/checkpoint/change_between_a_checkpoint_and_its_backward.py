"""What happens when an input, a weight or a flag changes between a checkpoint and its backward?

Without a checkpoint a weight changed in between raises (by a step since 1.5,
when optimizers stopped writing through `.data`, #30258).
Under a checkpoint the function is run anew with the new weight,
and the gradient is silently that of another function: 13 in place of 3.
An input changed in place raises in the classic variant;
with `use_reentrant=False` it was silently wrong until 2.0 and raises since 2.1 (#90105).
A Python number that changed counts in the classic variant; in the new one it did until 1.13,
and since 2.0 the number of the forward is kept (no note found).

https://github.com/pytorch/pytorch/pull/30258
https://github.com/pytorch/pytorch/pull/90105
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import torch
from torch.utils.checkpoint import checkpoint

PARAMS = {
    "variant": ["none", "default", "non_reentrant"],
    "change": ["nothing", "input_in_place", "weight_in_place", "weight_by_a_step", "weight_by_data", "flag"],
}

TORCH = {"[non_reentrant-*]": ">=1.11"}


def observe(device, variant, change):
    options = {"use_reentrant": False} if variant == "non_reentrant" else {}
    weight = torch.tensor([3.0], device=device, requires_grad=True)
    sgd = torch.optim.SGD([weight], lr=1.0)
    x = torch.tensor([2.0], device=device, requires_grad=True)
    flags = [1.0]

    def function(a):
        return a * weight * flags[0]

    given = x * 1
    out = function(given) if variant == "none" else checkpoint(function, given, **options)
    if change == "input_in_place":
        given.add_(10)
    elif change == "weight_in_place":
        with torch.no_grad():
            weight.add_(10)
    elif change == "weight_by_data":
        weight.data.add_(10)
    elif change == "weight_by_a_step":
        weight.grad = torch.full_like(weight, -10)
        sgd.step()
        weight.grad = None
    elif change == "flag":
        flags[0] = 5.0
    out.sum().backward()
    yield "x.grad", x.grad.tolist()
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[none-flag]": {">=1.0": {"x.grad": [3.0], "weight.grad": [2.0]}},
    "[none-nothing]": {">=1.0": {"x.grad": [3.0], "weight.grad": [2.0]}},
    "[none-input_in_place]": {">=1.0": {"raises": "RuntimeError"}},
    "[none-weight_in_place]": {">=1.0": {"raises": "RuntimeError"}},
    "[none-weight_by_a_step]": {"<1.5": {"x.grad": [13.0], "weight.grad": [2.0]}, ">=1.5": {"raises": "RuntimeError"}},
    "[none-weight_by_data]": {">=1.0": {"x.grad": [13.0], "weight.grad": [2.0]}},
    "[default-nothing]": {
        "<1.10": {"x.grad": [3.0], "weight.grad": [2.0]},
        ">=1.10,<1.13": {"x.grad": [3.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [3.0], "weight.grad": [2.0]},
        ">=2.1,<2.4": {"x.grad": [3.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [3.0], "weight.grad": [2.0], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [3.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
    },
    "[default-input_in_place]": {
        "<2.1": {"raises": "RuntimeError"},
        ">=2.1": {"raises": "RuntimeError", "warns": ["UserWarning"]},
    },
    "[default-weight_by_a_step]": {
        "<1.10": {"x.grad": [13.0], "weight.grad": [2.0]},
        ">=1.10,<1.13": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [13.0], "weight.grad": [2.0]},
        ">=2.1,<2.4": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
    },
    "[default-weight_by_data]": {
        "<1.10": {"x.grad": [13.0], "weight.grad": [2.0]},
        ">=1.10,<1.13": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [13.0], "weight.grad": [2.0]},
        ">=2.1,<2.4": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
    },
    "[default-weight_in_place]": {
        "<1.10": {"x.grad": [13.0], "weight.grad": [2.0]},
        ">=1.10,<1.13": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [13.0], "weight.grad": [2.0]},
        ">=2.1,<2.4": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
    },
    "[default-flag]": {
        "<1.10": {"x.grad": [15.0], "weight.grad": [10.0]},
        ">=1.10,<1.13": {"x.grad": [15.0], "weight.grad": [10.0], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [15.0], "weight.grad": [10.0]},
        ">=2.1,<2.4": {"x.grad": [15.0], "weight.grad": [10.0], "warns": ["UserWarning"]},
        ">=2.4,<2.5": {"x.grad": [15.0], "weight.grad": [10.0], "warns": ["FutureWarning", "UserWarning"]},
        ">=2.5": {"x.grad": [15.0], "weight.grad": [10.0], "warns": ["UserWarning"]},
    },
    "[non_reentrant-nothing]": {
        "<1.13": {"x.grad": [3.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [3.0], "weight.grad": [2.0]},
        ">=2.4,<2.5": {"x.grad": [3.0], "weight.grad": [2.0], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [3.0], "weight.grad": [2.0]},
    },
    "[non_reentrant-input_in_place]": {
        "<1.13": {"x.grad": [3.0], "weight.grad": [12.0], "warns": ["UserWarning"]},
        ">=1.13,<2.1": {"x.grad": [3.0], "weight.grad": [12.0]},
        ">=2.1": {"raises": "RuntimeError"},
    },
    "[non_reentrant-weight_by_a_step]": {
        "<1.13": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [13.0], "weight.grad": [2.0]},
        ">=2.4,<2.5": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [13.0], "weight.grad": [2.0]},
    },
    "[non_reentrant-weight_by_data]": {
        "<1.13": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [13.0], "weight.grad": [2.0]},
        ">=2.4,<2.5": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [13.0], "weight.grad": [2.0]},
    },
    "[non_reentrant-weight_in_place]": {
        "<1.13": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": [13.0], "weight.grad": [2.0]},
        ">=2.4,<2.5": {"x.grad": [13.0], "weight.grad": [2.0], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [13.0], "weight.grad": [2.0]},
    },
    "[non_reentrant-flag]": {
        "<1.13": {"x.grad": [15.0], "weight.grad": [10.0], "warns": ["UserWarning"]},
        ">=1.13,<2.0": {"x.grad": [15.0], "weight.grad": [10.0]},
        ">=2.0,<2.4": {"x.grad": [3.0], "weight.grad": [2.0]},
        ">=2.4,<2.5": {"x.grad": [3.0], "weight.grad": [2.0], "warns": ["FutureWarning"]},
        ">=2.5": {"x.grad": [3.0], "weight.grad": [2.0]},
    },
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A checkpoint gives the gradients of the plain function: here after a step in between.",
        "facts": {"x.grad": [3.0]},
        "rows": "[*t-weight_by_a_step]",
    }
]
