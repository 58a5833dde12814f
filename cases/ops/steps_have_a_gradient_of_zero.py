"""Do functions made of steps, such as round, sign and floor, pass a gradient?

Most do require grad, and their gradient is zero everywhere: training runs and learns nothing, with no error.
What jumps along a slope, `x % 2` or `frac`, has the slope as its gradient; the divisor of a remainder raised until
1.10, and has one since 1.11.
floor_divide refuses at the backward, and heaviside since 1.9 (its result did not require grad until 1.8: no note
found); nextafter did so until its derivative came in 2.13, with a NotImplementedError since 1.10.
A comparison gives a tensor of bools and has no gradient at all; written in place it has one of zero.

https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/69908
https://github.com/pytorch/pytorch/pull/148820
https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/generated/torch.round.html
"""

import torch

PARAMS = {
    "function": [
        "round",
        "round_decimals",
        "floor",
        "ceil",
        "trunc",
        "sign",
        "sgn",
        "frac",
        "fmod",
        "remainder",
        "remainder_of_divisor",
        "floor_divide",
        "div_floor",
        "div_trunc",
        "heaviside",
        "greater",
        "greater_as_float",
        "greater_in_place",
        "threshold",
        "hardtanh",
        "copysign",
        "nextafter",
        "fake_quantize",
    ]
}

TORCH = {
    "[round_decimals]": ">=1.11",
    "[sgn]": ">=1.7",
    "[floor_divide]": ">=1.5",
    "[div_*]": ">=1.8",
    "[heaviside]": ">=1.7",
    "[copysign]": ">=1.8",
    "[nextafter]": ">=1.7",
    "[fake_quantize]": ">=1.2",
}


def observe(device, function):
    x = torch.tensor([0.3, -1.7, 2.6], device=device, requires_grad=True)
    two = torch.full_like(x, 2).detach()
    out = {
        "round": lambda: x.round(),
        "round_decimals": lambda: torch.round(x, decimals=1),
        "floor": lambda: x.floor(),
        "ceil": lambda: x.ceil(),
        "trunc": lambda: x.trunc(),
        "sign": lambda: x.sign(),
        "sgn": lambda: torch.sgn(x),
        "frac": lambda: x.frac(),
        "fmod": lambda: x.fmod(2),
        "remainder": lambda: x.remainder(2),
        "remainder_of_divisor": lambda: torch.remainder(two * 3.5, x),
        "floor_divide": lambda: torch.floor_divide(x, two),
        "div_floor": lambda: torch.div(x, two, rounding_mode="floor"),
        "div_trunc": lambda: torch.div(x, two, rounding_mode="trunc"),
        "heaviside": lambda: torch.heaviside(x, two),
        "greater": lambda: x > 0,
        "greater_as_float": lambda: (x > 0).float(),
        "greater_in_place": lambda: (x * 1).gt_(0),
        "threshold": lambda: torch.threshold(x, 0, 5),
        "hardtanh": lambda: torch.nn.functional.hardtanh(x),
        "copysign": lambda: torch.copysign(two, x),
        "nextafter": lambda: torch.nextafter(x, two),
        "fake_quantize": lambda: torch.fake_quantize_per_tensor_affine(x, 0.1, 0, -128, 127),
    }[function]()
    yield "requires_grad", out.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "x.grad", (x.grad + 0).tolist()


EXPECT = {
    "[ceil]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[copysign]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[div_floor]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[div_trunc]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[floor]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[greater_in_place]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[round]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[round_decimals]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[sgn]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[sign]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[trunc]": {">=1.0": {"requires_grad": True, "x.grad": [0.0, 0.0, 0.0]}},
    "[fake_quantize]": {">=1.0": {"requires_grad": True, "x.grad": [1.0, 1.0, 1.0]}},
    "[fmod]": {">=1.0": {"requires_grad": True, "x.grad": [1.0, 1.0, 1.0]}},
    "[frac]": {">=1.0": {"requires_grad": True, "x.grad": [1.0, 1.0, 1.0]}},
    "[remainder]": {">=1.0": {"requires_grad": True, "x.grad": [1.0, 1.0, 1.0]}},
    "[remainder_of_divisor]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"requires_grad": True, "x.grad": [-23.0, 5.0, -2.0]},
    },
    "[floor_divide]": {
        "<1.9": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.9,<1.13": {"requires_grad": True, "raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.13": {"requires_grad": True, "raises": "RuntimeError"},
    },
    "[heaviside]": {"<1.9": {"requires_grad": False}, ">=1.9": {"requires_grad": True, "raises": "RuntimeError"}},
    "[greater]": {">=1.0": {"requires_grad": False}},
    "[greater_as_float]": {">=1.0": {"requires_grad": False}},
    "[threshold]": {">=1.0": {"requires_grad": True, "x.grad": [1.0, 0.0, 1.0]}},
    "[hardtanh]": {">=1.0": {"requires_grad": True, "x.grad": [1.0, 0.0, 0.0]}},
    "[nextafter]": {
        "<1.10": {"requires_grad": True, "raises": "RuntimeError"},
        ">=1.10,<2.13": {"requires_grad": True, "raises": "NotImplementedError"},
        ">=2.13": {"requires_grad": True, "x.grad": [1.0, 1.0, 1.0]},
    },
}
