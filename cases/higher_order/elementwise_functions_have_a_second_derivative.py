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
}  # fmt: skip
TORCH = {
    "[gelu]": ">=1.2", "[square]": ">=1.5", "[hardsigmoid]": ">=1.5",
    "[hardswish]": ">=1.6", "[asinh]": ">=1.6", "[acosh]": ">=1.6", "[atanh]": ">=1.6",
    "[silu]": ">=1.7", "[i0]": ">=1.7", "[exp2]": ">=1.7", "[logit]": ">=1.7",
    "[sinc]": ">=1.8", "[mish]": ">=1.9",
}  # fmt: skip


def observe(device, function):
    x = torch.tensor(1.5 if function == "acosh" else 0.5, dtype=torch.float64, device=device, requires_grad=True)
    y = getattr(torch, function)(x) if hasattr(torch, function) else getattr(functional, function)(x)
    for order in ("first", "second", "third"):
        y = torch.autograd.grad(y, x, create_graph=True, allow_unused=True)[0]
        yield order, None if y is None else y.item()
