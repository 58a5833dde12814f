"""In a product of a tracked and a constant tensor, which of the two may be changed in place before backward?

The gradient of one factor is made of the other, so the constant must stay as it is, and the tracked one need not.
But the old releases saved both factors in any case, and refused a change of the one that nobody needed.
mul, div, bmm, addcmul, mv and einsum stopped in 1.1, mm and what is built on it, addmm and linear, in 1.8,
kl_div in 1.13: each to save memory, and nothing warned.
The exponent of pow could be changed in 1.4 only (no note found for 1.4):
in 1.5 the derivative for a base of 0 was mended, and asks for the exponent again.
So a weight that is learned from a constant input may be changed between forward and backward.
A convolution still keeps both.

https://github.com/pytorch/pytorch/pull/16583
https://github.com/pytorch/pytorch/pull/32062
https://github.com/pytorch/pytorch/issues/42371
https://github.com/pytorch/pytorch/pull/45777
https://github.com/pytorch/pytorch/pull/80334
https://github.com/pytorch/pytorch/issues/133566
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch
import torch.nn.functional as F

functions = {
    "mul": lambda x, c: x * c,
    "div": lambda x, c: x / c,
    "constant_div": lambda x, c: c / x,
    "mm": lambda x, c: x.mm(c),
    "constant_mm": lambda x, c: c.mm(x),
    "matmul": lambda x, c: x.matmul(c),
    "mv": lambda x, c: x.mv(c[0]),
    "bmm": lambda x, c: x.unsqueeze(0).bmm(c.unsqueeze(0)),
    "addmm": lambda x, c: torch.addmm(c, x, c),
    "addcmul": lambda x, c: torch.addcmul(torch.zeros_like(c), x, c),
    "linear_weight": lambda x, c: F.linear(c, x),
    "linear_input": lambda x, c: F.linear(x, c),
    "conv_weight": lambda x, c: F.conv1d(c.unsqueeze(0), x.unsqueeze(2)),
    "conv_input": lambda x, c: F.conv1d(x.unsqueeze(0), c.unsqueeze(2)),
    "einsum": lambda x, c: torch.einsum("ij,jk->ik", x, c),
    "pow_exponent": lambda x, c: torch.pow(c, x),
    "atan2": lambda x, c: torch.atan2(x, c),
    "mse_loss": lambda x, c: F.mse_loss(x, c),
    "kl_div": lambda x, c: F.kl_div(x, c, reduction="sum"),
    "lerp": lambda x, c: torch.lerp(x, c, 0.5),
    "max": lambda x, c: torch.max(x, c),
    "where": lambda x, c: torch.where(c > 1, x, c),
}
PARAMS = {
    "function": [
        "mul",
        "div",
        "constant_div",
        "mm",
        "constant_mm",
        "matmul",
        "mv",
        "bmm",
        "addmm",
        "addcmul",
        "linear_weight",
        "linear_input",
        "conv_weight",
        "conv_input",
        "einsum",
        "pow_exponent",
        "atan2",
        "mse_loss",
        "kl_div",
        "lerp",
        "max",
        "where",
    ],
    "changed": ["tracked", "constant"],
}


def observe(device, function, changed):
    weight = torch.full((2, 2), 2.0, device=device, requires_grad=True)
    tracked = weight * 1
    constant = torch.full((2, 2), 3.0, device=device)
    out = functions[function](tracked, constant).sum()
    with torch.no_grad():
        (tracked if changed == "tracked" else constant).add_(1)
    try:
        out.backward()
        yield "backward", "runs"
    except RuntimeError as error:
        yield "backward", type(error).__name__


EXPECT = {
    "[addcmul-tracked]": {"<1.1": {"backward": "RuntimeError"}, ">=1.1": {"backward": "runs"}},
    "[bmm-tracked]": {"<1.1": {"backward": "RuntimeError"}, ">=1.1": {"backward": "runs"}},
    "[div-tracked]": {"<1.1": {"backward": "RuntimeError"}, ">=1.1": {"backward": "runs"}},
    "[einsum-tracked]": {"<1.1": {"backward": "RuntimeError"}, ">=1.1": {"backward": "runs"}},
    "[mul-tracked]": {"<1.1": {"backward": "RuntimeError"}, ">=1.1": {"backward": "runs"}},
    "[mv-tracked]": {"<1.1": {"backward": "RuntimeError"}, ">=1.1": {"backward": "runs"}},
    "[atan2-*]": {">=1.0": {"backward": "RuntimeError"}},
    "[constant_div-*]": {">=1.0": {"backward": "RuntimeError"}},
    "[conv_input-*]": {">=1.0": {"backward": "RuntimeError"}},
    "[conv_weight-*]": {">=1.0": {"backward": "RuntimeError"}},
    "[max-*]": {">=1.0": {"backward": "RuntimeError"}},
    "[mse_loss-*]": {">=1.0": {"backward": "RuntimeError"}},
    "[addcmul-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[addmm-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[bmm-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[constant_mm-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[div-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[einsum-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[kl_div-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[linear_input-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[linear_weight-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[matmul-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[mm-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[mul-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[mv-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[pow_exponent-constant]": {">=1.0": {"backward": "RuntimeError"}},
    "[addmm-tracked]": {"<1.8": {"backward": "RuntimeError"}, ">=1.8": {"backward": "runs"}},
    "[constant_mm-tracked]": {"<1.8": {"backward": "RuntimeError"}, ">=1.8": {"backward": "runs"}},
    "[linear_input-tracked]": {"<1.8": {"backward": "RuntimeError"}, ">=1.8": {"backward": "runs"}},
    "[linear_weight-tracked]": {"<1.8": {"backward": "RuntimeError"}, ">=1.8": {"backward": "runs"}},
    "[matmul-tracked]": {"<1.8": {"backward": "RuntimeError"}, ">=1.8": {"backward": "runs"}},
    "[mm-tracked]": {"<1.8": {"backward": "RuntimeError"}, ">=1.8": {"backward": "runs"}},
    "[pow_exponent-tracked]": {
        "<1.4": {"backward": "RuntimeError"},
        ">=1.4,<1.5": {"backward": "runs"},
        ">=1.5": {"backward": "RuntimeError"},
    },
    "[kl_div-tracked]": {"<1.13": {"backward": "RuntimeError"}, ">=1.13": {"backward": "runs"}},
    "[lerp-*]": {">=1.0": {"backward": "runs"}},
    "[where-*]": {">=1.0": {"backward": "runs"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/133566",
        "says": "A convolution stores its input even where its weight is a constant and the input is not needed.",
        "facts": {"backward": "RuntimeError"},
        "rows": "[conv_input-tracked]",
    },
]
