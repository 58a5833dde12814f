"""Is LPPool with an infinite norm the same as max pooling?

The documentation says so, but the formula, with a power of infinity and a root of zero, gave 1 everywhere,
and gradients of nan.
Since 2.13 (#183997) the infinite norms are pools of the absolute values: the largest, and for -inf the smallest,
with the gradient, sign included, at the entry that wins; so it is max pooling for positive entries only.
A norm of 0 raised ZeroDivisionError and raises ValueError since 2.14 (#187861).
Finite norms stay as they were.

https://github.com/pytorch/pytorch/pull/183997
https://github.com/pytorch/pytorch/pull/187861
https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool1d.html
"""

import torch
import torch.nn.functional as F

PARAMS = {"norm": ["1", "2", "inf", "-inf", "0"], "dimensions": [1, 2]}


def observe(device, norm, dimensions):
    x = torch.tensor([1.0, -3.0, 2.0, 4.0], device=device, requires_grad=True)
    pool = {1: F.lp_pool1d, 2: F.lp_pool2d}[dimensions]
    images = x.reshape([1, 1, 4] if dimensions == 1 else [1, 1, 1, 4])
    out = pool(images, float(norm), 2 if dimensions == 1 else (1, 2))
    yield "pooled", [round(value, 3) for value in out.flatten().tolist()]
    out.sum().backward()
    yield "gradient", [str(round(value, 3) + 0.0) for value in x.grad.tolist()]


EXPECT = {
    "[1-*]": {">=1.0": {"pooled": [-2.0, 6.0], "gradient": ["1.0", "1.0", "1.0", "1.0"]}},
    "[2-*]": {">=1.0": {"pooled": [3.162, 4.472], "gradient": ["0.316", "-0.949", "0.447", "0.894"]}},
    "[inf-*]": {
        "<2.13": {"pooled": [1.0, 1.0], "gradient": ["nan", "nan", "nan", "nan"]},
        ">=2.13": {"pooled": [3.0, 4.0], "gradient": ["0.0", "-1.0", "0.0", "1.0"]},
    },
    "[-inf-*]": {
        "<2.13": {"pooled": [1.0, 1.0], "gradient": ["nan", "nan", "nan", "nan"]},
        ">=2.13": {"pooled": [1.0, 2.0], "gradient": ["1.0", "0.0", "1.0", "0.0"]},
    },
    "[0-*]": {"<2.14": {"raises": "ZeroDivisionError"}, ">=2.14": {"raises": "ValueError"}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool1d.html",
        "says": "At p = infinity one gets max pooling.",
        "facts": {"pooled": [1.0, 4.0]},
        "rows": "[inf-1]",
    },
]
