"""Which elementwise functions can be differentiated two and three times, and what comes out?

The derivative at 0.5 is differentiated again and again with `create_graph=True`.
A piecewise constant or linear function has a second derivative of zero as a rule, not None and not an error,
because its backward still leads back to the input; where it does not, differentiating once more is an error.
`gelu` could be differentiated only once before 1.4, `digamma` once and `lgamma` twice before 1.7,
`i0` not at all before 1.10, and `hardswish` once before 1.13; `hardsigmoid` still can only once.
The zero that is the second derivative of `relu` has itself a graph since 1.10, whose backward saves the output
instead of the input; that of `relu6` has none.
No warning announced any of this.

https://github.com/pytorch/pytorch/issues/40980
https://github.com/pytorch/pytorch/issues/61912
https://github.com/pytorch/pytorch/pull/28944
https://github.com/pytorch/pytorch/pull/42499
https://github.com/pytorch/pytorch/pull/56352
https://github.com/pytorch/pytorch/pull/63089
https://github.com/pytorch/pytorch/pull/78740
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch
from torch.nn import functional

PARAMS = {
    "function": [
        "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "rsqrt", "square", "reciprocal", "neg",
        "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "sinc", "erf",
        "erfc", "erfinv", "digamma", "lgamma", "i0", "logit", "sigmoid", "abs", "floor", "round", "sign", "frac",
        "relu", "relu6", "leaky_relu", "elu", "selu", "celu", "softplus", "softsign", "logsigmoid", "hardtanh",
        "hardsigmoid", "hardswish", "tanhshrink", "hardshrink", "softshrink", "gelu", "silu", "mish",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[gelu]": ">=1.2", "[square]": ">=1.5", "[hardsigmoid]": ">=1.5",
    "[hardswish]": ">=1.6", "[asinh]": ">=1.6", "[acosh]": ">=1.6", "[atanh]": ">=1.6",
    "[silu]": ">=1.7", "[i0]": ">=1.7", "[exp2]": ">=1.7", "[logit]": ">=1.7",
    "[sinc]": ">=1.8", "[mish]": ">=1.9",
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, function):
    x = torch.tensor(1.5 if function == "acosh" else 0.5, dtype=torch.float64, device=device, requires_grad=True)
    y = getattr(torch, function)(x) if hasattr(torch, function) else getattr(functional, function)(x)
    for order in ("first", "second", "third"):
        y = torch.autograd.grad(y, x, create_graph=True, allow_unused=True)[0]
        yield order, None if y is None else y.item()


EXPECT = {
    "[exp]": {">=1.0": {"first": 1.649, "second": 1.649, "third": 1.649}},
    "[expm1]": {">=1.0": {"first": 1.649, "second": 1.649, "third": 1.649}},
    "[exp2]": {">=1.0": {"first": 0.9803, "second": 0.6795, "third": 0.471}},
    "[log]": {">=1.0": {"first": 2.0, "second": -4.0, "third": 16.0}},
    "[log2]": {">=1.0": {"first": 2.885, "second": -5.771, "third": 23.08}},
    "[log10]": {">=1.0": {"first": 0.8686, "second": -1.737, "third": 6.949}},
    "[log1p]": {">=1.0": {"first": 0.6667, "second": -0.4444, "third": 0.5926}},
    "[sqrt]": {">=1.0": {"first": 0.7071, "second": -0.7071, "third": 2.121}},
    "[rsqrt]": {">=1.0": {"first": -1.414, "second": 4.243, "third": -21.21}},
    "[square]": {">=1.0": {"first": 1.0, "second": 2.0, "third": 0.0}},
    "[reciprocal]": {">=1.0": {"first": -4.0, "second": 16.0, "third": -96.0}},
    "[neg]": {">=1.0": {"first": -1.0, "raises": "RuntimeError"}},
    "[sin]": {">=1.0": {"first": 0.8776, "second": -0.4794, "third": -0.8776}},
    "[cos]": {">=1.0": {"first": -0.4794, "second": -0.8776, "third": 0.4794}},
    "[tan]": {">=1.0": {"first": 1.298, "second": 1.419, "third": 4.922}},
    "[asin]": {">=1.0": {"first": 1.155, "second": 0.7698, "third": 3.079}},
    "[acos]": {">=1.0": {"first": -1.155, "second": -0.7698, "third": -3.079}},
    "[atan]": {">=1.0": {"first": 0.8, "second": -0.64, "third": -0.256}},
    "[sinh]": {">=1.0": {"first": 1.128, "second": 0.5211, "third": 1.128}},
    "[cosh]": {">=1.0": {"first": 0.5211, "second": 1.128, "third": 0.5211}},
    "[tanh]": {">=1.0": {"first": 0.7864, "second": -0.7269, "third": -0.5652}},
    "[asinh]": {">=1.0": {"first": 0.8944, "second": -0.3578, "third": -0.2862}},
    "[acosh]": {">=1.0": {"first": 0.8944, "second": -1.073, "third": 3.148}},
    "[atanh]": {">=1.0": {"first": 1.333, "second": 1.778, "third": 8.296}},
    "[sinc]": {">=1.0": {"first": -1.273, "second": -1.19, "third": 7.141}},
    "[erf]": {">=1.0": {"first": 0.8788, "second": -0.8788, "third": -0.8788}},
    "[erfc]": {">=1.0": {"first": -0.8788, "second": 0.8788, "third": 0.8788}},
    "[erfinv]": {">=1.0": {"first": 1.113, "second": 1.181, "third": 5.261}},
    "[digamma]": {
        "<1.7": {"first": 4.935, "raises": "RuntimeError"},
        ">=1.7": {"first": 4.935, "second": -16.83, "third": 97.41},
    },
    "[lgamma]": {
        "<1.7": {"first": -1.964, "second": 4.935, "raises": "RuntimeError"},
        ">=1.7": {"first": -1.964, "second": 4.935, "third": -16.83},
    },
    "[i0]": {"<1.10": {"raises": "RuntimeError"}, ">=1.10": {"first": 0.2579, "second": 0.5477, "third": 0.1941}},
    "[logit]": {">=1.0": {"first": 4.0, "second": 0.0, "third": 32.0}},
    "[sigmoid]": {">=1.0": {"first": 0.235, "second": -0.05756, "third": -0.09636}},
    "[abs]": {">=1.0": {"first": 1.0, "second": 0.0, "raises": "RuntimeError"}},
    "[hardtanh]": {">=1.0": {"first": 1.0, "second": 0.0, "raises": "RuntimeError"}},
    "[leaky_relu]": {">=1.0": {"first": 1.0, "second": 0.0, "raises": "RuntimeError"}},
    "[relu6]": {">=1.0": {"first": 1.0, "second": 0.0, "raises": "RuntimeError"}},
    "[floor]": {">=1.0": {"first": 0.0, "raises": "RuntimeError"}},
    "[round]": {">=1.0": {"first": 0.0, "raises": "RuntimeError"}},
    "[sign]": {">=1.0": {"first": 0.0, "raises": "RuntimeError"}},
    "[frac]": {">=1.0": {"first": 1.0, "raises": "RuntimeError"}},
    "[relu]": {
        "<1.10": {"first": 1.0, "second": 0.0, "raises": "RuntimeError"},
        ">=1.10": {"first": 1.0, "second": 0.0, "third": 0.0},
    },
    "[celu]": {">=1.0": {"first": 1.0, "second": 0.0, "third": 0.0}},
    "[elu]": {">=1.0": {"first": 1.0, "second": 0.0, "third": 0.0}},
    "[selu]": {">=1.0": {"first": 1.051, "second": 0.0, "third": 0.0}},
    "[softplus]": {">=1.0": {"first": 0.6225, "second": 0.235, "third": -0.05756}},
    "[softsign]": {">=1.0": {"first": 0.4444, "second": -0.5926, "third": 1.185}},
    "[logsigmoid]": {">=1.0": {"first": 0.3775, "second": -0.235, "third": 0.05756}},
    "[hardsigmoid]": {">=1.0": {"first": 0.1667, "raises": "RuntimeError"}},
    "[hardswish]": {
        "<1.13": {"first": 0.6667, "raises": "RuntimeError"},
        ">=1.13": {"first": 0.6667, "second": 0.3333, "raises": "RuntimeError"},
    },
    "[tanhshrink]": {">=1.0": {"first": 0.2136, "second": 0.7269, "third": 0.5652}},
    "[hardshrink]": {">=1.0": {"first": 0.0, "second": 0.0, "raises": "RuntimeError"}},
    "[softshrink]": {">=1.0": {"first": 0.0, "second": 0.0, "raises": "RuntimeError"}},
    "[gelu]": {
        "<1.4": {"first": 0.8675, "raises": "RuntimeError"},
        ">=1.4": {"first": 0.8675, "second": 0.6161, "third": -0.6601},
    },
    "[silu]": {">=1.0": {"first": 0.74, "second": 0.4412, "third": -0.2208}},
    "[mish]": {">=1.0": {"first": 0.8864, "second": 0.4681, "third": -0.5379}},
}
