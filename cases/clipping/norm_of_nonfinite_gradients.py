"""What does clip_grad_norm_ do when a gradient is inf or nan?

It goes on: the norm is inf or nan, the factor becomes 0 or nan, and it is multiplied into every gradient,
also into those of other parameters.
With inf the finite gradients become 0 and the infinite one nan, in all releases.
With nan the finite gradients were left alone until 1.9, since `nan < 1` is false; since 1.10 the factor is always
multiplied, so that one nan turns every gradient into nan.
`error_if_nonfinite=True`, since 1.9, raises and changes nothing.
In 1.9 only, a FutureWarning announced True as the coming default, which was taken back in 1.10.
It is the same for every order of the norm, the infinity norm included.

https://github.com/pytorch/pytorch/pull/61042
https://github.com/pytorch/pytorch/issues/46849
https://github.com/pytorch/pytorch/pull/53843
https://github.com/pytorch/pytorch/pull/55169
"""

import torch
from torch import nn

PARAMS = {"value": ["inf", "-inf", "nan"], "norm": ["1", "2", "inf"], "error": ["default", "True"]}
TORCH = {"[*-True]": ">=1.9"}


def observe(device, value, norm, error):
    weight = torch.ones(2, device=device, requires_grad=True)
    other = torch.ones(1, device=device, requires_grad=True)
    weight.grad = torch.tensor([float(value), 3.0], device=device)
    other.grad = torch.tensor([4.0], device=device)
    options = {"error_if_nonfinite": True} if error == "True" else {}
    try:
        yield "total norm", float(nn.utils.clip_grad_norm_([weight, other], 1.0, norm_type=float(norm), **options))
    except RuntimeError as raised:
        yield "total norm", type(raised).__name__
    yield "weight.grad", weight.grad.tolist()
    yield "other.grad", other.grad.tolist()


EXPECT = {
    "[-inf-*-default]": {
        "<1.9": {"total norm": "inf", "weight.grad": ["nan", 0.0], "other.grad": [0.0]},
        ">=1.9,<1.10": {
            "total norm": "inf",
            "weight.grad": ["nan", 0.0],
            "other.grad": [0.0],
            "warns": ["FutureWarning"],
        },
        ">=1.10": {"total norm": "inf", "weight.grad": ["nan", 0.0], "other.grad": [0.0]},
    },
    "[inf-*-default]": {
        "<1.9": {"total norm": "inf", "weight.grad": ["nan", 0.0], "other.grad": [0.0]},
        ">=1.9,<1.10": {
            "total norm": "inf",
            "weight.grad": ["nan", 0.0],
            "other.grad": [0.0],
            "warns": ["FutureWarning"],
        },
        ">=1.10": {"total norm": "inf", "weight.grad": ["nan", 0.0], "other.grad": [0.0]},
    },
    "[inf-*-True]": {">=1.0": {"total norm": "RuntimeError", "weight.grad": ["inf", 3.0], "other.grad": [4.0]}},
    "[-inf-*-True]": {">=1.0": {"total norm": "RuntimeError", "weight.grad": ["-inf", 3.0], "other.grad": [4.0]}},
    "[nan-*-default]": {
        "<1.9": {"total norm": "nan", "weight.grad": ["nan", 3.0], "other.grad": [4.0]},
        ">=1.9,<1.10": {
            "total norm": "nan",
            "weight.grad": ["nan", 3.0],
            "other.grad": [4.0],
            "warns": ["FutureWarning"],
        },
        ">=1.10": {"total norm": "nan", "weight.grad": ["nan", "nan"], "other.grad": ["nan"]},
    },
    "[nan-*-True]": {">=1.0": {"total norm": "RuntimeError", "weight.grad": ["nan", 3.0], "other.grad": [4.0]}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/1.9.0/generated/torch.nn.utils.clip_grad_norm_.html",
        "says": "One nan anywhere makes all gradients nan once they are clipped.",
        "facts": {"other.grad": ["nan"]},
        "rows": "[nan-2-default]",
    },
    {
        "source": "often said, no page checked",
        "says": "Clipping protects from exploding gradients: an infinite one is brought down to the limit.",
        "facts": {"weight.grad": [1.0, 0.0]},
        "rows": "[inf-2-default]",
    },
]
