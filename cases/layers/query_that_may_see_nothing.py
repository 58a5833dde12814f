"""What do attention layers give for a query whose keys are all masked, and what are the gradients?

The softmax of nothing but minus infinity is nan, and through the shared weights one such row made all gradients nan.
`scaled_dot_product_attention` (2.0) did so until 2.4; since 2.5 such a row gives zeros, and finite gradients.
nn.MultiheadAttention follows it with `need_weights=False`; with its default of True it computes nan up to the newest.
A bool mask given to it in 1.5 was not a mask at all: it was added to the scores, as 0 and 1; since 1.6 it is.
Large finite numbers in the mask, such as -1e9, attend to all keys evenly instead: no nan, but not nothing either.
Multiplying the loss of such a row by zero does not help, as zero times nan is nan.

https://github.com/pytorch/pytorch/pull/133882
https://github.com/pytorch/pytorch/issues/41508
https://github.com/pytorch/pytorch/pull/185338
https://github.com/pytorch/pytorch/issues/103963
https://github.com/pytorch/pytorch/pull/33763
"""

import torch
from torch import nn
from torch.nn import functional as F

PARAMS = {
    "by": ["sdpa", "MHA", "MHA without weights", "softmax", "MHA in eval under no_grad"],
    "mask": ["bool", "-inf", "-1e9"],
}
TORCH = {"[sdpa-*]": ">=2.0", "[MHA*]": ">=1.5"}


def observe(device, by, mask):
    x = torch.tensor([[[1.0, 2.0], [3.0, 0.5], [0.0, 1.0]]], device=device, requires_grad=True)
    hidden = torch.tensor([[0, 0, 0], [0, 1, 1], [1, 1, 1]], device=device) == 1  # the last query sees nothing
    added = torch.zeros(3, 3, device=device).masked_fill(hidden, -1e9 if mask == "-1e9" else float("-inf"))
    if by == "sdpa":
        out = F.scaled_dot_product_attention(x, x, x, attn_mask=~hidden if mask == "bool" else added)
    elif by == "softmax":
        scores = x.bmm(x.transpose(1, 2))
        scores = scores.masked_fill(hidden, float("-inf")) if mask == "bool" else scores + added
        out = scores.softmax(2).bmm(x)
    else:
        layer = nn.MultiheadAttention(2, 1, bias=False).to(device).train("eval" not in by)
        y = x.transpose(0, 1)
        with torch.set_grad_enabled("no_grad" not in by):
            given = hidden if mask == "bool" else added
            out, _ = layer(y, y, y, attn_mask=given, need_weights="without" not in by)
            out = out.transpose(0, 1)
    yield "row that sees nothing", out[0, 2]
    yield "other rows", out[0, :2]
    if out.requires_grad:
        out[0, :2].sum().backward()
        yield "x.grad without that row in the loss", x.grad
        if "MHA" in by:
            yield "weight.grad", layer.in_proj_weight.grad


EXPECT = {
    "[sdpa--inf]": {
        "<2.5": {
            "row that sees nothing": "nonfinite",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonfinite",
        },
        ">=2.5": {
            "row that sees nothing": "zero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
        },
    },
    "[sdpa-bool]": {
        "<2.5": {
            "row that sees nothing": "nonfinite",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonfinite",
        },
        ">=2.5": {
            "row that sees nothing": "zero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
        },
    },
    "[sdpa--1e9]": {
        ">=1.0": {
            "row that sees nothing": "nonzero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
        },
    },
    "[softmax--1e9]": {
        ">=1.0": {
            "row that sees nothing": "nonzero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
        },
    },
    "[MHA-bool]": {
        "<1.6": {
            "row that sees nothing": "nonzero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
            "weight.grad": "nonzero",
        },
        ">=1.6": {
            "row that sees nothing": "nonfinite",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonfinite",
            "weight.grad": "nonfinite",
        },
    },
    "[MHA--inf]": {
        ">=1.0": {
            "row that sees nothing": "nonfinite",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonfinite",
            "weight.grad": "nonfinite",
        },
    },
    "[MHA--1e9]": {
        ">=1.0": {
            "row that sees nothing": "nonzero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
            "weight.grad": "nonzero",
        },
    },
    "[MHA without weights--1e9]": {
        ">=1.0": {
            "row that sees nothing": "nonzero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
            "weight.grad": "nonzero",
        },
    },
    "[MHA without weights-bool]": {
        "<1.6": {
            "row that sees nothing": "nonzero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
            "weight.grad": "nonzero",
        },
        ">=1.6,<2.5": {
            "row that sees nothing": "nonfinite",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonfinite",
            "weight.grad": "nonfinite",
        },
        ">=2.5": {
            "row that sees nothing": "zero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
            "weight.grad": "nonzero",
        },
    },
    "[MHA without weights--inf]": {
        "<2.5": {
            "row that sees nothing": "nonfinite",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonfinite",
            "weight.grad": "nonfinite",
        },
        ">=2.5": {
            "row that sees nothing": "zero",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonzero",
            "weight.grad": "nonzero",
        },
    },
    "[softmax--inf]": {
        ">=1.0": {
            "row that sees nothing": "nonfinite",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonfinite",
        },
    },
    "[softmax-bool]": {
        ">=1.0": {
            "row that sees nothing": "nonfinite",
            "other rows": "nonzero",
            "x.grad without that row in the loss": "nonfinite",
        },
    },
    "[MHA in eval under no_grad-bool]": {
        "<1.6": {"row that sees nothing": "nonzero", "other rows": "nonzero"},
        ">=1.6": {"row that sees nothing": "nonfinite", "other rows": "nonzero"},
    },
    "[MHA in eval under no_grad--inf]": {">=1.0": {"row that sees nothing": "nonfinite", "other rows": "nonzero"}},
    "[MHA in eval under no_grad--1e9]": {">=1.0": {"row that sees nothing": "nonzero", "other rows": "nonzero"}},
}
