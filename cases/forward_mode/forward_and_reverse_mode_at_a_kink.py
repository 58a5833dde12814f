"""Do forward mode and reverse mode give the same derivative where a function has a kink or a tie?

At a kink the derivative is a convention, and forward mode has formulas of its own.
The directional derivative along (1, 2) is taken as a tangent and as gradient times direction.
They agree nearly everywhere, since most formulas are shared, but not at the zero of `prelu`,
where reverse mode takes the slope for negative numbers and forward mode 1,
nor where `where` hides an infinite slope: nan in reverse, the right number forward.
In 1.11 `prelu`, `norm` and `dist` had no forward formula (`NotImplementedError`), `amax` until 1.12.1,
and the tangent of `std` was nan until 1.12.1 where the gradient was 0; since 1.13 both are 0 (no note found).
The convention itself changed in both modes at once, for `hardswish` at 3 (1.5 until 2.7.1, 1 since 2.8)
and `clamp` at its bound (1 until 2.13, 0 since 2.14); nothing warned.

https://github.com/pytorch/pytorch/issues/71117
https://github.com/pytorch/pytorch/pull/74205
https://github.com/pytorch/pytorch/pull/77421
https://github.com/pytorch/pytorch/pull/77975
https://github.com/pytorch/pytorch/pull/143899
https://github.com/pytorch/pytorch/pull/191142
https://docs.pytorch.org/docs/stable/notes/autograd.html#gradients-for-non-differentiable-functions
"""

import torch
import torch.autograd.forward_ad as forward_ad
from torch.nn import functional

TORCH = ">=1.11"
PARAMS = {
    "function": [
        "abs", "relu", "leaky_relu", "prelu", "elu", "hardtanh", "clamp", "relu6", "hardswish", "hardsigmoid",
        "hardshrink", "softshrink", "sqrt", "norm", "norm_inf", "max", "amax", "max_dim", "median", "maximum",
        "topk", "l1", "smooth_l1", "prod", "cumprod", "pow", "pow_exponent", "where", "std", "sinc", "cummax",
        "dist",
    ]
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, function):
    at = {"hardtanh": 1.0, "relu6": 6.0, "hardswish": 3.0, "hardsigmoid": 3.0, "hardshrink": 0.5, "softshrink": 0.5}
    x = torch.full((2,), at.get(function, 0.0), dtype=torch.float64, device=device, requires_grad=True)
    zero, direction = torch.zeros_like(x).detach(), torch.tensor([1.0, 2.0], dtype=torch.float64, device=device)
    call = (
        {
            "prelu": lambda a: functional.prelu(a.view(1, 2), zero[:1] + 0.25),
            "clamp": lambda a: a.clamp(min=0.0),
            "norm": lambda a: a.norm(),
            "norm_inf": lambda a: a.norm(float("inf")),
            "max": lambda a: a.max(),
            "amax": lambda a: a.amax(0),
            "max_dim": lambda a: a.max(0)[0],
            "median": lambda a: a.median(),
            "maximum": lambda a: torch.maximum(a, zero),
            "topk": lambda a: a.topk(1)[0],
            "l1": lambda a: functional.l1_loss(a, zero, reduction="sum"),
            "smooth_l1": lambda a: functional.smooth_l1_loss(a, zero + 1, reduction="sum"),
            "prod": lambda a: (a + zero.new_tensor([0.0, 3.0])).prod(),
            "cumprod": lambda a: a.cumprod(0),
            "pow": lambda a: a**0.5,
            "pow_exponent": lambda a: zero**a,
            "where": lambda a: torch.where(a > 0, a.sqrt(), a),
            "std": lambda a: a.std(),
            "cummax": lambda a: a.cummax(0)[0],
            "dist": lambda a: torch.dist(a, zero),
        }.get(function)
        or getattr(torch, function, None)
        or getattr(functional, function)
    )
    yield "gradient", (torch.autograd.grad(call(x).sum(), x)[0] * direction).sum().item()
    with forward_ad.dual_level():
        dual = forward_ad.make_dual(x.detach(), direction)
        yield "tangent", forward_ad.unpack_dual(call(dual)).tangent.sum().item()


EXPECT = {
    "[abs]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[hardshrink]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[hardsigmoid]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[hardtanh]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[l1]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[pow_exponent]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[relu]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[relu6]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[sinc]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[softshrink]": {">=1.0": {"gradient": 0.0, "tangent": 0.0}},
    "[leaky_relu]": {">=1.0": {"gradient": 0.03, "tangent": 0.03}},
    "[prelu]": {
        "<1.12": {"gradient": 0.75, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 0.75, "tangent": 3.0},
    },
    "[cummax]": {">=1.0": {"gradient": 3.0, "tangent": 3.0}},
    "[elu]": {">=1.0": {"gradient": 3.0, "tangent": 3.0}},
    "[prod]": {">=1.0": {"gradient": 3.0, "tangent": 3.0}},
    "[clamp]": {"<2.14": {"gradient": 3.0, "tangent": 3.0}, ">=2.14": {"gradient": 0.0, "tangent": 0.0}},
    "[hardswish]": {"<2.8": {"gradient": 4.5, "tangent": 4.5}, ">=2.8": {"gradient": 3.0, "tangent": 3.0}},
    "[pow]": {">=1.0": {"gradient": "inf", "tangent": "inf"}},
    "[sqrt]": {">=1.0": {"gradient": "inf", "tangent": "inf"}},
    "[dist]": {
        "<1.12": {"gradient": 0.0, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 0.0, "tangent": 0.0},
    },
    "[norm]": {
        "<1.12": {"gradient": 0.0, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 0.0, "tangent": 0.0},
    },
    "[norm_inf]": {
        "<1.12": {"gradient": 0.0, "raises": "NotImplementedError"},
        ">=1.12": {"gradient": 0.0, "tangent": 0.0},
    },
    "[max]": {">=1.0": {"gradient": 1.5, "tangent": 1.5}},
    "[maximum]": {">=1.0": {"gradient": 1.5, "tangent": 1.5}},
    "[median]": {">=1.0": {"gradient": 1.5, "tangent": 1.5}},
    "[amax]": {
        "<1.13": {"gradient": 1.5, "raises": "NotImplementedError"},
        ">=1.13": {"gradient": 1.5, "tangent": 1.5},
    },
    "[cumprod]": {">=1.0": {"gradient": 1.0, "tangent": 1.0}},
    "[max_dim]": {">=1.0": {"gradient": 1.0, "tangent": 1.0}},
    "[topk]": {">=1.0": {"gradient": 1.0, "tangent": 1.0}},
    "[smooth_l1]": {">=1.0": {"gradient": -3.0, "tangent": -3.0}},
    "[where]": {">=1.0": {"gradient": "nan", "tangent": 3.0}},
    "[std]": {"<1.13": {"gradient": 0.0, "tangent": "nan"}, ">=1.13": {"gradient": 0.0, "tangent": 0.0}},
}
