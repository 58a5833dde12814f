"""What do functions of two arguments give each of them at zero, at infinity, and where the two are equal?

Both arguments require grad, and both gradients are shown.
Where two are equal, max, min, maximum and minimum gave everything to the second until 1.9, and a half to each since
1.10; fmax and fmin since 2.14.
atan2 at the origin gave nan until 2.9, and gives 0 since 2.10.
pow at (0, 0) had the gradient -inf for the exponent until 1.4, and 0 since 1.5.
fmod and remainder had no gradient for the divisor until 1.10: they raised, one at the backward (a
NotImplementedError in 1.10), the other at once.
xlogy at zero gave nan to the second until 1.9, 0 since 1.10, and a fix of 1.13 gives log(y) to the first.
nextafter raised until 2.12 (a NotImplementedError since 1.10), and is differentiable since 2.13; lerp passes a
gradient to a tensor of weights since 1.4: no note found.
logaddexp of two -inf is nan.
The value of lerp between infinities became nan in 2.0.
No warning announced any of these.

https://github.com/pytorch/pytorch/pull/32062
https://github.com/pytorch/pytorch/pull/59669
https://github.com/pytorch/pytorch/pull/69908
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/82713
https://github.com/pytorch/pytorch/pull/148820
https://github.com/pytorch/pytorch/pull/166787
https://github.com/pytorch/pytorch/pull/191142
https://github.com/pytorch/pytorch/issues/80770
https://pytorch.org/docs/stable/generated/torch.atan2.html
https://pytorch.org/docs/stable/generated/torch.xlogy.html
"""

import torch

PARAMS = {
    "function": [
        "atan2", "hypot", "maximum", "minimum", "fmax", "fmin", "max", "min", "div", "mul", "pow", "fmod",
        "remainder",
        "div_floor", "div_trunc", "xlogy", "xlog1py", "logaddexp", "logaddexp2", "copysign", "nextafter", "heaviside",
        "ldexp", "lerp_weight", "lerp_end", "addcdiv", "dist", "where_greater", "abs_difference", "cross_product",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[hypot]": ">=1.7", "[maximum]": ">=1.7", "[minimum]": ">=1.7", "[fmax]": ">=1.8", "[fmin]": ">=1.8",
    "[div_*]": ">=1.8", "[xlogy]": ">=1.8", "[xlog1py]": ">=1.9", "[logaddexp*]": ">=1.6", "[copysign]": ">=1.8",
    "[nextafter]": ">=1.7", "[heaviside]": ">=1.7", "[ldexp]": ">=1.8", "[lerp_*]": ">=1.1",
}  # fmt: skip # a table; a value a line would be a screen

table = {
    "atan2": lambda a, b: torch.atan2(a, b),
    "hypot": lambda a, b: torch.hypot(a, b),
    "maximum": lambda a, b: torch.maximum(a, b),
    "minimum": lambda a, b: torch.minimum(a, b),
    "fmax": lambda a, b: torch.fmax(a, b),
    "fmin": lambda a, b: torch.fmin(a, b),
    "max": lambda a, b: torch.max(a, b),
    "min": lambda a, b: torch.min(a, b),
    "div": lambda a, b: a / b,
    "mul": lambda a, b: a * b,
    "pow": lambda a, b: torch.pow(a, b),
    "fmod": lambda a, b: torch.fmod(a, b),
    "remainder": lambda a, b: torch.remainder(a, b),
    "div_floor": lambda a, b: torch.div(a, b, rounding_mode="floor"),
    "div_trunc": lambda a, b: torch.div(a, b, rounding_mode="trunc"),
    "xlogy": lambda a, b: torch.xlogy(a, b),
    "xlog1py": lambda a, b: torch.special.xlog1py(a, b),
    "logaddexp": lambda a, b: torch.logaddexp(a, b),
    "logaddexp2": lambda a, b: torch.logaddexp2(a, b),
    "copysign": lambda a, b: torch.copysign(a, b),
    "nextafter": lambda a, b: torch.nextafter(a, b),
    "heaviside": lambda a, b: torch.heaviside(a, b),
    "ldexp": lambda a, b: torch.ldexp(a, b),
    "lerp_weight": lambda a, b: torch.lerp(torch.zeros_like(a), a, b),
    "lerp_end": lambda a, b: torch.lerp(b, a, torch.full_like(a, 0.5)),
    "addcdiv": lambda a, b: torch.addcdiv(torch.zeros_like(a), a, b),
    "dist": lambda a, b: torch.dist(a[:2], b[:2]),
    "where_greater": lambda a, b: torch.where(a > b, a, b),
    "abs_difference": lambda a, b: (a - b).abs(),
    "cross_product": lambda a, b: torch.cross(a[1:], b[1:], dim=0),
}


def observe(device, function):
    a = torch.tensor([0.0, 2.0, 0.0, float("-inf")], device=device, requires_grad=True)
    b = torch.tensor([0.0, 2.0, 3.0, float("-inf")], device=device, requires_grad=True)
    out = table[function](a, b)
    yield "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)", [round(v, 4) + 0.0 for v in out.detach().view(-1).tolist()]
    out.sum().backward()
    yield "first gradient", None if a.grad is None else [round(slope, 4) + 0.0 for slope in a.grad.tolist()]
    yield "second gradient", None if b.grad is None else [round(slope, 4) + 0.0 for slope in b.grad.tolist()]


EXPECT = {
    "[atan2]": {
        "<2.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 0.7854, 0.0, -2.356],
            "first gradient": ["nan", 0.25, 0.3333, "nan"],
            "second gradient": ["nan", -0.25, 0.0, "nan"],
        },
        ">=2.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 0.7854, 0.0, -2.356],
            "first gradient": [0.0, 0.25, 0.3333, "nan"],
            "second gradient": [0.0, -0.25, 0.0, "nan"],
        },
    },
    "[hypot]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.828, 3.0, "inf"],
            "first gradient": ["nan", 0.7071, 0.0, "nan"],
            "second gradient": ["nan", 0.7071, 1.0, "nan"],
        },
    },
    "[max]": {
        "<1.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 3.0, "-inf"],
            "first gradient": [0.0, 0.0, 0.0, 0.0],
            "second gradient": [1.0, 1.0, 1.0, 1.0],
        },
        ">=1.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 3.0, "-inf"],
            "first gradient": [0.5, 0.5, 0.0, 0.5],
            "second gradient": [0.5, 0.5, 1.0, 0.5],
        },
    },
    "[maximum]": {
        "<1.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 3.0, "-inf"],
            "first gradient": [0.0, 0.0, 0.0, 0.0],
            "second gradient": [1.0, 1.0, 1.0, 1.0],
        },
        ">=1.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 3.0, "-inf"],
            "first gradient": [0.5, 0.5, 0.0, 0.5],
            "second gradient": [0.5, 0.5, 1.0, 0.5],
        },
    },
    "[min]": {
        "<1.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"],
            "first gradient": [0.0, 0.0, 1.0, 0.0],
            "second gradient": [1.0, 1.0, 0.0, 1.0],
        },
        ">=1.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"],
            "first gradient": [0.5, 0.5, 1.0, 0.5],
            "second gradient": [0.5, 0.5, 0.0, 0.5],
        },
    },
    "[minimum]": {
        "<1.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"],
            "first gradient": [0.0, 0.0, 1.0, 0.0],
            "second gradient": [1.0, 1.0, 0.0, 1.0],
        },
        ">=1.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"],
            "first gradient": [0.5, 0.5, 1.0, 0.5],
            "second gradient": [0.5, 0.5, 0.0, 0.5],
        },
    },
    "[fmax]": {
        "<2.14": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 3.0, "-inf"],
            "first gradient": [1.0, 1.0, 0.0, 1.0],
            "second gradient": [0.0, 0.0, 1.0, 0.0],
        },
        ">=2.14": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 3.0, "-inf"],
            "first gradient": [0.5, 0.5, 0.0, 0.5],
            "second gradient": [0.5, 0.5, 1.0, 0.5],
        },
    },
    "[fmin]": {
        "<2.14": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"],
            "first gradient": [1.0, 1.0, 1.0, 1.0],
            "second gradient": [0.0, 0.0, 0.0, 0.0],
        },
        ">=2.14": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"],
            "first gradient": [0.5, 0.5, 1.0, 0.5],
            "second gradient": [0.5, 0.5, 0.0, 0.5],
        },
    },
    "[addcdiv]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": ["nan", 1.0, 0.0, "nan"],
            "first gradient": ["inf", 0.5, 0.3333, 0.0],
            "second gradient": ["nan", -0.5, 0.0, "nan"],
        },
    },
    "[div]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": ["nan", 1.0, 0.0, "nan"],
            "first gradient": ["inf", 0.5, 0.3333, 0.0],
            "second gradient": ["nan", -0.5, 0.0, "nan"],
        },
    },
    "[mul]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 4.0, 0.0, "inf"],
            "first gradient": [0.0, 2.0, 3.0, "-inf"],
            "second gradient": [0.0, 2.0, 0.0, "-inf"],
        },
    },
    "[pow]": {
        "<1.5": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [1.0, 4.0, 0.0, 0.0],
            "first gradient": [0.0, 4.0, 0.0, "nan"],
            "second gradient": ["-inf", 2.773, "nan", "nan"],
        },
        ">=1.5": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [1.0, 4.0, 0.0, 0.0],
            "first gradient": [0.0, 4.0, 0.0, "nan"],
            "second gradient": [0.0, 2.773, 0.0, "nan"],
        },
    },
    "[fmod]": {
        "<1.10": {"value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": ["nan", 0.0, 0.0, "nan"], "raises": "RuntimeError"},
        ">=1.10,<1.11": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": ["nan", 0.0, 0.0, "nan"],
            "raises": "NotImplementedError",
        },
        ">=1.11": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": ["nan", 0.0, 0.0, "nan"],
            "first gradient": [1.0, 1.0, 1.0, 1.0],
            "second gradient": ["nan", -1.0, 0.0, "nan"],
        },
    },
    "[remainder]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": ["nan", 0.0, 0.0, "nan"],
            "first gradient": [1.0, 1.0, 1.0, 1.0],
            "second gradient": ["nan", -1.0, 0.0, "nan"],
        },
    },
    "[div_floor]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": ["nan", 1.0, 0.0, "nan"],
            "first gradient": [0.0, 0.0, 0.0, 0.0],
            "second gradient": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[div_trunc]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": ["nan", 1.0, 0.0, "nan"],
            "first gradient": [0.0, 0.0, 0.0, 0.0],
            "second gradient": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[xlogy]": {
        "<1.10": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 1.386, 0.0, "nan"],
            "first gradient": [0.0, 0.6931, 0.0, "nan"],
            "second gradient": ["nan", 1.0, 0.0, "nan"],
        },
        ">=1.10,<1.13": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 1.386, 0.0, "nan"],
            "first gradient": [0.0, 0.6931, 0.0, "nan"],
            "second gradient": [0.0, 1.0, 0.0, "nan"],
        },
        ">=1.13": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 1.386, 0.0, "nan"],
            "first gradient": [0.0, 0.6931, 1.099, "nan"],
            "second gradient": ["nan", 1.0, 0.0, "nan"],
        },
    },
    "[xlog1py]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.197, 0.0, "nan"],
            "first gradient": [0.0, 1.099, 1.386, "nan"],
            "second gradient": [0.0, 0.6667, 0.0, "nan"],
        },
    },
    "[logaddexp]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.6931, 2.693, 3.049, "-inf"],
            "first gradient": [0.5, 0.5, 0.0474, "nan"],
            "second gradient": [0.5, 0.5, 0.9526, "nan"],
        },
    },
    "[logaddexp2]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [1.0, 3.0, 3.17, "-inf"],
            "first gradient": [0.5, 0.5, 0.1111, "nan"],
            "second gradient": [0.5, 0.5, 0.8889, "nan"],
        },
    },
    "[copysign]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"],
            "first gradient": [0.0, 1.0, 0.0, "nan"],
            "second gradient": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[nextafter]": {
        "<1.10": {"value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"], "raises": "RuntimeError"},
        ">=1.10,<2.13": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"],
            "raises": "NotImplementedError",
        },
        ">=2.13": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 0.0, "-inf"],
            "first gradient": [0.0, 0.0, 1.0, 0.0],
            "second gradient": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[heaviside]": {
        ">=1.0": {"value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 1.0, 3.0, 0.0], "raises": "RuntimeError"},
    },
    "[ldexp]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 8.0, 0.0, "nan"],
            "first gradient": [1.0, 4.0, 8.0, 0.0],
            "second gradient": [0.0, 5.545, 0.0, "nan"],
        },
    },
    "[lerp_weight]": {
        "<1.4": {"raises": "RuntimeError"},
        ">=1.4,<2.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 4.0, 0.0, "inf"],
            "first gradient": [0.0, 2.0, 3.0, "-inf"],
            "second gradient": [0.0, 2.0, 0.0, "-inf"],
        },
        ">=2.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 4.0, 0.0, "nan"],
            "first gradient": [0.0, 2.0, 3.0, "-inf"],
            "second gradient": [0.0, 2.0, 0.0, "-inf"],
        },
    },
    "[lerp_end]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 1.5, "nan"],
            "first gradient": [0.5, 0.5, 0.5, 0.5],
            "second gradient": [0.5, 0.5, 0.5, 0.5],
        },
    },
    "[dist]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0],
            "first gradient": [0.0, 0.0, 0.0, 0.0],
            "second gradient": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[where_greater]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 2.0, 3.0, "-inf"],
            "first gradient": [0.0, 0.0, 0.0, 0.0],
            "second gradient": [1.0, 1.0, 1.0, 1.0],
        },
    },
    "[abs_difference]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": [0.0, 0.0, 3.0, "nan"],
            "first gradient": [0.0, 0.0, -1.0, 0.0],
            "second gradient": [0.0, 0.0, 1.0, 0.0],
        },
    },
    "[cross_product]": {
        ">=1.0": {
            "value at (0, 0), (2, 2), (0, 3), (-inf, -inf)": ["nan", "nan", 6.0],
            "first gradient": [0.0, "inf", "-inf", -1.0],
            "second gradient": [0.0, "-inf", "inf", -2.0],
        },
    },
}
