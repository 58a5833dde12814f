"""What are the gradients of abs, angle, sgn and roots of a complex number at zero?

The modulus has a corner at zero, and its gradient there is 0; the angle is undefined there.
sgn divides by the modulus, so that it may give nan.
Complex autograd came in pieces: most functions learnt it by 1.8, prod and polar in 1.9, and raised before.
The gradient is the conjugate one, so that a step against it goes downhill.
The roots and the logarithm gave nan for both parts at zero until 1.13, and give infinities since 2.0: no note
found.

https://github.com/pytorch/pytorch/pull/48125
https://github.com/pytorch/pytorch/pull/52488
https://pytorch.org/docs/stable/notes/autograd.html
https://pytorch.org/docs/stable/complex_numbers.html
"""

import torch

PARAMS = {
    "function": [
        "abs", "angle", "sgn", "norm", "square", "sqrt", "log", "reciprocal", "pow_0.5", "pow_0", "real_abs", "exp",
        "abs_squared", "sum_abs", "polar", "prod", "conj_product", "tanh", "vdot", "division",
    ],
    "at": ["zero", "minus_one", "i"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = ">=1.8"

table = {
    "abs": lambda z: z.abs(),
    "angle": lambda z: z.angle(),
    "sgn": lambda z: torch.view_as_real(torch.sgn(z)),
    "norm": lambda z: z.norm(),
    "square": lambda z: torch.view_as_real(z**2),
    "sqrt": lambda z: torch.view_as_real(z.sqrt()),
    "log": lambda z: torch.view_as_real(z.log()),
    "reciprocal": lambda z: torch.view_as_real(1 / z),
    "pow_0.5": lambda z: torch.view_as_real(z**0.5),
    "pow_0": lambda z: torch.view_as_real(z**0),
    "real_abs": lambda z: z.real.abs(),
    "exp": lambda z: torch.view_as_real(z.exp()),
    "abs_squared": lambda z: z.abs() ** 2,
    "sum_abs": lambda z: z.sum().abs(),
    "polar": lambda z: torch.view_as_real(torch.polar(z.real, z.imag)),
    "prod": lambda z: torch.view_as_real(torch.cat([z, z]).prod()),
    "conj_product": lambda z: (z * z.conj()).real,
    "tanh": lambda z: torch.view_as_real(z.tanh()),
    "vdot": lambda z: torch.view_as_real(torch.vdot(z, z)),
    "division": lambda z: torch.view_as_real(z / z),
}


def observe(device, function, at):
    parts = {"zero": [[0.0, 0.0]], "minus_one": [[-1.0, 0.0]], "i": [[0.0, 1.0]]}[at]
    parts = torch.tensor(parts, device=device, requires_grad=True)
    out = table[function](torch.view_as_complex(parts))
    yield "value", [round(number, 4) + 0.0 for number in out.detach().reshape(-1).tolist()]
    out.sum().backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in (parts.grad + 0.0).view(-1).tolist()]


EXPECT = {
    "[abs-zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[abs_squared-zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[angle-zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[conj_product-zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[norm-zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[real_abs-i]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[real_abs-zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[sum_abs-zero]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[abs-minus_one]": {">=1.0": {"value": [1.0], "gradient": [-1.0, 0.0]}},
    "[norm-minus_one]": {">=1.0": {"value": [1.0], "gradient": [-1.0, 0.0]}},
    "[real_abs-minus_one]": {">=1.0": {"value": [1.0], "gradient": [-1.0, 0.0]}},
    "[sum_abs-minus_one]": {">=1.0": {"value": [1.0], "gradient": [-1.0, 0.0]}},
    "[abs-i]": {">=1.0": {"value": [1.0], "gradient": [0.0, 1.0]}},
    "[norm-i]": {">=1.0": {"value": [1.0], "gradient": [0.0, 1.0]}},
    "[sum_abs-i]": {">=1.0": {"value": [1.0], "gradient": [0.0, 1.0]}},
    "[angle-minus_one]": {">=1.0": {"value": [3.142], "gradient": [0.0, -1.0]}},
    "[angle-i]": {">=1.0": {"value": [1.571], "gradient": [-1.0, 0.0]}},
    "[sgn-zero]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.0, 0.0]}},
    "[square-zero]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.0, 0.0]}},
    "[vdot-zero]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.0, 0.0]}},
    "[sgn-minus_one]": {">=1.0": {"value": [-1.0, 0.0], "gradient": [0.0, 1.0]}},
    "[sgn-i]": {">=1.0": {"value": [0.0, 1.0], "gradient": [1.0, 0.0]}},
    "[square-minus_one]": {">=1.0": {"value": [1.0, 0.0], "gradient": [-2.0, -2.0]}},
    "[square-i]": {">=1.0": {"value": [-1.0, 0.0], "gradient": [2.0, -2.0]}},
    "[sqrt-zero]": {
        "<2.0": {"value": [0.0, 0.0], "gradient": ["nan", "nan"]},
        ">=2.0": {"value": [0.0, 0.0], "gradient": ["inf", "inf"]},
    },
    "[pow_0.5-minus_one]": {">=1.0": {"value": [0.0, 1.0], "gradient": [-0.5, 0.5]}},
    "[sqrt-minus_one]": {">=1.0": {"value": [0.0, 1.0], "gradient": [-0.5, 0.5]}},
    "[pow_0.5-i]": {">=1.0": {"value": [0.7071, 0.7071], "gradient": [0.0, 0.7071]}},
    "[sqrt-i]": {">=1.0": {"value": [0.7071, 0.7071], "gradient": [0.0, 0.7071]}},
    "[log-zero]": {
        "<2.0": {"value": ["-inf", 0.0], "gradient": ["nan", "nan"]},
        ">=2.0": {"value": ["-inf", 0.0], "gradient": ["inf", "inf"]},
    },
    "[log-minus_one]": {">=1.0": {"value": [0.0, 3.142], "gradient": [-1.0, -1.0]}},
    "[log-i]": {">=1.0": {"value": [0.0, 1.571], "gradient": [-1.0, 1.0]}},
    "[division-zero]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[reciprocal-zero]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[reciprocal-minus_one]": {">=1.0": {"value": [-1.0, 0.0], "gradient": [-1.0, -1.0]}},
    "[reciprocal-i]": {">=1.0": {"value": [0.0, -1.0], "gradient": [1.0, 1.0]}},
    "[pow_0.5-zero]": {">=1.0": {"value": [0.0, 0.0], "gradient": ["nan", "nan"]}},
    "[pow_0-*]": {">=1.0": {"value": [1.0, 0.0], "gradient": [0.0, 0.0]}},
    "[division-i]": {">=1.0": {"value": [1.0, 0.0], "gradient": [0.0, 0.0]}},
    "[division-minus_one]": {">=1.0": {"value": [1.0, 0.0], "gradient": [0.0, 0.0]}},
    "[exp-zero]": {">=1.0": {"value": [1.0, 0.0], "gradient": [1.0, 1.0]}},
    "[exp-minus_one]": {">=1.0": {"value": [0.3679, 0.0], "gradient": [0.3679, 0.3679]}},
    "[exp-i]": {">=1.0": {"value": [0.5403, 0.8415], "gradient": [1.382, -0.3012]}},
    "[abs_squared-minus_one]": {">=1.0": {"value": [1.0], "gradient": [-2.0, 0.0]}},
    "[conj_product-minus_one]": {">=1.0": {"value": [1.0], "gradient": [-2.0, 0.0]}},
    "[abs_squared-i]": {">=1.0": {"value": [1.0], "gradient": [0.0, 2.0]}},
    "[conj_product-i]": {">=1.0": {"value": [1.0], "gradient": [0.0, 2.0]}},
    "[polar-i]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"value": [0.0, 0.0], "gradient": [0.0, 0.0]}},
    "[polar-zero]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"value": [0.0, 0.0], "gradient": [0.0, 0.0]}},
    "[prod-zero]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"value": [0.0, 0.0], "gradient": [0.0, 0.0]}},
    "[polar-minus_one]": {
        "<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"value": [-1.0, 0.0], "gradient": [-1.0, -1.0]},
    },
    "[prod-minus_one]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"value": [1.0, 0.0], "gradient": [-2.0, -2.0]}},
    "[prod-i]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"value": [-1.0, 0.0], "gradient": [2.0, -2.0]}},
    "[tanh-zero]": {">=1.0": {"value": [0.0, 0.0], "gradient": [1.0, 1.0]}},
    "[tanh-minus_one]": {">=1.0": {"value": [-0.7616, 0.0], "gradient": [0.42, 0.42]}},
    "[tanh-i]": {">=1.0": {"value": [0.0, 1.557], "gradient": [3.425, 3.425]}},
    "[vdot-minus_one]": {">=1.0": {"value": [1.0, 0.0], "gradient": [-2.0, 0.0]}},
    "[vdot-i]": {">=1.0": {"value": [1.0, 0.0], "gradient": [0.0, 2.0]}},
}
