"""Which elementwise functions does forward mode differentiate, and since when?

A dual number with tangent 1 at 0.5 goes through each function, and its tangent comes out.
Forward mode came in 1.8 as a prototype without formulas: every function silently lost the tangent, None.
Since 1.9 a function without a formula raises, a `RuntimeError` in 1.9 and a `NotImplementedError` since 1.10.
In 1.9 only `abs` and `clone` had one, 1.10 brought it for the plain functions, 1.11 for the activations and
`neg`, `erf`, `erfinv` and `i0` (which could not be differentiated at all before 1.10), 1.12 for `logsigmoid`.
The tangent agrees with the ordinary gradient wherever there is one.
From 2.10 to 2.13 the first dual number also warned, of a deprecated `torch.jit.script` that torch itself calls.

https://github.com/pytorch/pytorch/issues/71117
https://github.com/pytorch/pytorch/pull/49734
https://github.com/pytorch/pytorch/pull/49098
https://github.com/pytorch/pytorch/pull/57768
https://github.com/pytorch/pytorch/pull/59483
https://github.com/pytorch/pytorch/pull/67040
https://github.com/pytorch/pytorch/pull/70460
https://github.com/pytorch/pytorch/pull/77421
https://docs.pytorch.org/tutorials/intermediate/forward_ad_usage.html
"""

import torch
import torch.autograd.forward_ad as forward_ad
from torch.nn import functional

PARAMS = {
    "function": [
        "abs", "exp", "log", "sin", "tanh", "sqrt", "reciprocal", "sigmoid", "floor", "digamma", "i0", "neg", "erf",
        "erfinv", "relu", "leaky_relu", "elu", "softplus", "logsigmoid", "hardsigmoid", "gelu", "silu", "mish",
        "clone", "contiguous",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {"[*]": ">=1.8", "[mish]": ">=1.9"}


def observe(device, function):
    x = torch.tensor(0.5, dtype=torch.float64, device=device, requires_grad=True)
    owner = next(place for place in (torch, functional, torch.Tensor) if hasattr(place, function))
    call = getattr(owner, function)
    yield "gradient", torch.autograd.grad(call(x), x)[0].item()
    with forward_ad.dual_level():
        dual = forward_ad.make_dual(x.detach(), torch.ones_like(x))
        tangent = forward_ad.unpack_dual(call(dual)).tangent
        yield "tangent", None if tangent is None else (tangent + 0).item()


EXPECT = {
    "[abs]": {"<1.9": {"gradient": 1.0, "tangent": "None"}, ">=1.9": {"gradient": 1.0, "tangent": 1.0}},
    "[clone]": {"<1.9": {"gradient": 1.0, "tangent": "None"}, ">=1.9": {"gradient": 1.0, "tangent": 1.0}},
    "[exp]": {
        "<1.9": {"gradient": 1.649, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 1.649, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 1.649, "tangent": 1.649},
    },
    "[log]": {
        "<1.9": {"gradient": 2.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 2.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 2.0, "tangent": 2.0},
    },
    "[sin]": {
        "<1.9": {"gradient": 0.8776, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.8776, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 0.8776, "tangent": 0.8776},
    },
    "[tanh]": {
        "<1.9": {"gradient": 0.7864, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.7864, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 0.7864, "tangent": 0.7864},
    },
    "[sqrt]": {
        "<1.9": {"gradient": 0.7071, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.7071, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 0.7071, "tangent": 0.7071},
    },
    "[reciprocal]": {
        "<1.9": {"gradient": -4.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -4.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": -4.0, "tangent": -4.0},
    },
    "[sigmoid]": {
        "<1.9": {"gradient": 0.235, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.235, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 0.235, "tangent": 0.235},
    },
    "[floor]": {
        "<1.9": {"gradient": 0.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 0.0, "tangent": 0.0},
    },
    "[digamma]": {
        "<1.9": {"gradient": 4.935, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 4.935, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 4.935, "tangent": 4.935},
    },
    "[i0]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 0.2579, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 0.2579, "tangent": 0.2579},
    },
    "[neg]": {
        "<1.9": {"gradient": -1.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": -1.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": -1.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": -1.0, "tangent": -1.0},
    },
    "[erf]": {
        "<1.9": {"gradient": 0.8788, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.8788, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 0.8788, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 0.8788, "tangent": 0.8788},
    },
    "[erfinv]": {
        "<1.9": {"gradient": 1.113, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 1.113, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 1.113, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 1.113, "tangent": 1.113},
    },
    "[elu]": {
        "<1.9": {"gradient": 1.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 1.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 1.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 1.0, "tangent": 1.0},
    },
    "[relu]": {
        "<1.9": {"gradient": 1.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 1.0, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 1.0, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 1.0, "tangent": 1.0},
    },
    "[leaky_relu]": {
        "<1.9": {"gradient": 1.0, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 1.0, "raises": "RuntimeError"},
        ">=1.10": {"gradient": 1.0, "tangent": 1.0},
    },
    "[softplus]": {
        "<1.9": {"gradient": 0.6225, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.6225, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 0.6225, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 0.6225, "tangent": 0.6225},
    },
    "[logsigmoid]": {
        "<1.9": {"gradient": 0.3775, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.3775, "raises": "RuntimeError"},
        ">=1.10,<1.12": {"gradient": 0.3775, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 0.3775, "tangent": 0.3775},
    },
    "[hardsigmoid]": {
        "<1.9": {"gradient": 0.1667, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.1667, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 0.1667, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 0.1667, "tangent": 0.1667},
    },
    "[gelu]": {
        "<1.9": {"gradient": 0.8675, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.8675, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 0.8675, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 0.8675, "tangent": 0.8675},
    },
    "[silu]": {
        "<1.9": {"gradient": 0.74, "tangent": "None"},
        ">=1.9,<1.10": {"gradient": 0.74, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 0.74, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 0.74, "tangent": 0.74},
    },
    "[mish]": {
        "<1.10": {"gradient": 0.8864, "raises": "RuntimeError"},
        ">=1.10,<1.11": {"gradient": 0.8864, "raises": "NotImplementedError"},
        ">=1.11": {"gradient": 0.8864, "tangent": 0.8864},
    },
    "[contiguous]": {">=1.0": {"gradient": 1.0, "tangent": 1.0}},
}
