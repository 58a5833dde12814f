"""What is the gradient of round, floor, sign and other functions that move in steps?

Their slope is 0 wherever it exists, and autograd answers 0 everywhere: backward runs, and nothing is learnt.
Division that rounds has the gradient 0 where it has one, while the remainder passes the gradient on.
`//` on tensors changed its mind: a gradient of 0 until 1.4, an error from 1.5 to 1.9 (it ran as an operation on
integers; with the tensor on the right from 1.7), 0 again from 1.10, with a warning that its rounding will change,
and since 1.13, when it began to round down, an error once more.
nextafter is differentiable since 2.13, and raises before, a NotImplementedError since 1.10; ldexp lost the slope of
negative exponents from 2.11 to 2.13.
heaviside, signbit and comparisons have no gradient: they raise, or their result does not require grad; heaviside
changed from the second to the first in 1.9.
The gradient of sgn cannot be read as a list since 1.13: see the case about its memory.
argmax required grad by mistake in 1.5.0 and not in 1.5.1, bucketize raised in 1.6 and works since 1.7, fix got its
gradient in 1.9, signbit works on what requires grad since 1.10: no notes found.

https://github.com/pytorch/pytorch/pull/34552
https://github.com/pytorch/pytorch/pull/50281
https://github.com/pytorch/pytorch/pull/78411
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/148820
https://github.com/pytorch/pytorch/pull/186566
https://github.com/pytorch/pytorch/issues/43874
https://pytorch.org/docs/stable/generated/torch.floor_divide.html
https://pytorch.org/docs/stable/generated/torch.div.html
"""

import torch

PARAMS = {
    "function": [
        "sign", "sgn", "round", "round_decimals", "floor", "ceil", "trunc", "fix", "frac", "floor_divide", "//",
        "floordiv_reversed", "div_floor", "div_trunc", "fmod", "remainder", "%", "mod_reversed", "heaviside",
        "nextafter", "signbit", "greater", "copysign", "ldexp", "frexp", "modf_by_trunc", "straight_through",
        "int_and_back", "half_and_back", "fake_quantize", "bucketize", "argmax", "one_hot",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[sgn]": ">=1.7",
    "[round_decimals]": ">=1.11",
    "[fix]": ">=1.7",
    "[floor_divide]": ">=1.5",
    "[div_*]": ">=1.8",
    "[heaviside]": ">=1.7",
    "[nextafter]": ">=1.7",
    "[signbit]": ">=1.7",
    "[copysign]": ">=1.8",
    "[ldexp]": ">=1.8",
    "[frexp]": ">=1.9",
    "[bucketize]": ">=1.6",
    "[one_hot]": ">=1.1",
    "[mod_reversed]": ">=1.10",
    "[fake_quantize]": ">=1.2",
}

table = {
    "sign": lambda x, two: x.sign(),
    "sgn": lambda x, two: torch.sgn(x),
    "round": lambda x, two: x.round(),
    "round_decimals": lambda x, two: torch.round(x, decimals=1),
    "floor": lambda x, two: x.floor(),
    "ceil": lambda x, two: x.ceil(),
    "trunc": lambda x, two: x.trunc(),
    "fix": lambda x, two: torch.fix(x),
    "frac": lambda x, two: x.frac(),
    "floor_divide": lambda x, two: torch.floor_divide(x, two),
    "//": lambda x, two: x // 2,
    "floordiv_reversed": lambda x, two: 2 // (x + 0.25),
    "div_floor": lambda x, two: torch.div(x, two, rounding_mode="floor"),
    "div_trunc": lambda x, two: torch.div(x, two, rounding_mode="trunc"),
    "fmod": lambda x, two: torch.fmod(x, 2.0),
    "remainder": lambda x, two: torch.remainder(x, 2.0),
    "%": lambda x, two: x % 2,
    "mod_reversed": lambda x, two: 2 % (x + 0.25),
    "heaviside": lambda x, two: torch.heaviside(x, two),
    "nextafter": lambda x, two: torch.nextafter(x, two),
    "signbit": lambda x, two: torch.signbit(x),
    "greater": lambda x, two: x > 0,
    "copysign": lambda x, two: torch.copysign(x, -two),
    "ldexp": lambda x, two: torch.ldexp(x, torch.tensor([-1, 0, 1, 2], device=x.device)),
    "frexp": lambda x, two: torch.frexp(x)[0],
    "modf_by_trunc": lambda x, two: x - x.trunc(),
    "straight_through": lambda x, two: x + (x.round() - x).detach(),
    "int_and_back": lambda x, two: x.long().to(x.dtype),
    "half_and_back": lambda x, two: x.half().to(x.dtype),
    "fake_quantize": lambda x, two: torch.fake_quantize_per_tensor_affine(x, 0.5, 0, -2, 2),
    "bucketize": lambda x, two: torch.bucketize(x, two[:1]),
    "argmax": lambda x, two: x.argmax(),
    "one_hot": lambda x, two: torch.nn.functional.one_hot(x.abs().long(), 3),
}


def observe(device, function):
    x = torch.tensor([-1.5, 0.0, 0.5, 2.0], device=device, requires_grad=True)
    out = table[function](x, torch.full_like(x, 2).detach())
    yield "result requires grad", out.requires_grad
    yield "value at -1.5, 0, 0.5, 2", [round(number, 4) + 0.0 for number in out.detach().float().reshape(-1).tolist()]
    out.sum().backward()
    yield "gradient at -1.5, 0, 0.5, 2", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


EXPECT = {
    "[sign]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 1.0, 1.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[sgn]": {
        "<1.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 1.0, 1.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
        ">=1.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 1.0, 1.0],
            "raises": "RuntimeError",
        },
    },
    "[floor]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-2.0, 0.0, 0.0, 2.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[round]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-2.0, 0.0, 0.0, 2.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[round_decimals]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.5, 0.0, 0.5, 2.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[ceil]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 1.0, 2.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[trunc]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 0.0, 2.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[fix]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 0.0, 2.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[frac]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-0.5, 0.0, 0.5, 0.0],
            "gradient at -1.5, 0, 0.5, 2": [1.0, 1.0, 1.0, 1.0],
        },
    },
    "[modf_by_trunc]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-0.5, 0.0, 0.5, 0.0],
            "gradient at -1.5, 0, 0.5, 2": [1.0, 1.0, 1.0, 1.0],
        },
    },
    "[floor_divide]": {
        "<1.9": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 1.0],
            "raises": "RuntimeError",
        },
        ">=1.9,<1.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 1.0],
            "raises": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=1.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 0.0, 1.0],
            "raises": "RuntimeError",
        },
    },
    "[//]": {
        "<1.5": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 1.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
        ">=1.5,<1.9": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 1.0],
            "raises": "RuntimeError",
        },
        ">=1.9,<1.10": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 1.0],
            "raises": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=1.10,<1.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 1.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
            "warns": ["UserWarning"],
        },
        ">=1.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 0.0, 1.0],
            "raises": "RuntimeError",
        },
    },
    "[floordiv_reversed]": {
        "<1.7": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 8.0, 2.0, 0.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
        ">=1.7,<1.9": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 8.0, 2.0, 0.0],
            "raises": "RuntimeError",
        },
        ">=1.9,<1.10": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 8.0, 2.0, 0.0],
            "raises": "RuntimeError",
            "warns": ["UserWarning"],
        },
        ">=1.10,<1.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 8.0, 2.0, 0.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
            "warns": ["UserWarning"],
        },
        ">=1.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-2.0, 8.0, 2.0, 0.0],
            "raises": "RuntimeError",
        },
    },
    "[div_floor]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 0.0, 1.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[div_trunc]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 1.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
        },
    },
    "[fmod]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.5, 0.0, 0.5, 0.0],
            "gradient at -1.5, 0, 0.5, 2": [1.0, 1.0, 1.0, 1.0],
        },
    },
    "[%]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.5, 0.0, 0.5, 0.0],
            "gradient at -1.5, 0, 0.5, 2": [1.0, 1.0, 1.0, 1.0],
        },
    },
    "[remainder]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.5, 0.0, 0.5, 0.0],
            "gradient at -1.5, 0, 0.5, 2": [1.0, 1.0, 1.0, 1.0],
        },
    },
    "[mod_reversed]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-0.5, 0.0, 0.5, 2.0],
            "raises": "RuntimeError",
        },
    },
    "[heaviside]": {
        "<1.9": {
            "result requires grad": False,
            "value at -1.5, 0, 0.5, 2": [0.0, 2.0, 1.0, 1.0],
            "raises": "RuntimeError",
        },
        ">=1.9": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [0.0, 2.0, 1.0, 1.0],
            "raises": "RuntimeError",
        },
    },
    "[nextafter]": {
        "<1.10": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.5, 0.0, 0.5, 2.0],
            "raises": "RuntimeError",
        },
        ">=1.10,<2.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.5, 0.0, 0.5, 2.0],
            "raises": "NotImplementedError",
        },
        ">=2.13": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.5, 0.0, 0.5, 2.0],
            "gradient at -1.5, 0, 0.5, 2": [1.0, 1.0, 1.0, 0.0],
        },
    },
    "[signbit]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {
            "result requires grad": False,
            "value at -1.5, 0, 0.5, 2": [1.0, 0.0, 0.0, 0.0],
            "raises": "RuntimeError",
        },
    },
    "[greater]": {
        ">=1.0": {
            "result requires grad": False,
            "value at -1.5, 0, 0.5, 2": [0.0, 0.0, 1.0, 1.0],
            "raises": "RuntimeError",
        },
    },
    "[copysign]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.5, 0.0, -0.5, -2.0],
            "gradient at -1.5, 0, 0.5, 2": [1.0, 0.0, -1.0, -1.0],
        },
    },
    "[ldexp]": {
        "<2.11": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-0.75, 0.0, 1.0, 8.0],
            "gradient at -1.5, 0, 0.5, 2": [0.5, 1.0, 2.0, 4.0],
        },
        ">=2.11,<2.14": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-0.75, 0.0, 1.0, 8.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 1.0, 2.0, 4.0],
        },
        ">=2.14": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-0.75, 0.0, 1.0, 8.0],
            "gradient at -1.5, 0, 0.5, 2": [0.5, 1.0, 2.0, 4.0],
        },
    },
    "[frexp]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-0.75, 0.0, 0.5, 0.5],
            "gradient at -1.5, 0, 0.5, 2": [0.5, 1.0, 1.0, 0.25],
        },
    },
    "[straight_through]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-2.0, 0.0, 0.0, 2.0],
            "gradient at -1.5, 0, 0.5, 2": [1.0, 1.0, 1.0, 1.0],
        },
    },
    "[int_and_back]": {
        ">=1.0": {
            "result requires grad": False,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 0.0, 2.0],
            "raises": "RuntimeError",
        },
    },
    "[half_and_back]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.5, 0.0, 0.5, 2.0],
            "gradient at -1.5, 0, 0.5, 2": [1.0, 1.0, 1.0, 1.0],
        },
    },
    "[fake_quantize]": {
        ">=1.0": {
            "result requires grad": True,
            "value at -1.5, 0, 0.5, 2": [-1.0, 0.0, 0.5, 1.0],
            "gradient at -1.5, 0, 0.5, 2": [0.0, 1.0, 1.0, 0.0],
        },
    },
    "[bucketize]": {
        "<1.7": {"raises": "RuntimeError"},
        ">=1.7": {
            "result requires grad": False,
            "value at -1.5, 0, 0.5, 2": [0.0, 0.0, 0.0, 0.0],
            "raises": "RuntimeError",
        },
    },
    "[argmax]": {
        "<1.5": {"result requires grad": False, "value at -1.5, 0, 0.5, 2": [3.0], "raises": "RuntimeError"},
        ">=1.5,<1.5.1": {"result requires grad": True, "value at -1.5, 0, 0.5, 2": [3.0], "raises": "RuntimeError"},
        ">=1.5.1": {"result requires grad": False, "value at -1.5, 0, 0.5, 2": [3.0], "raises": "RuntimeError"},
    },
    "[one_hot]": {
        ">=1.0": {
            "result requires grad": False,
            "value at -1.5, 0, 0.5, 2": [0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0],
            "raises": "RuntimeError",
        },
    },
}
